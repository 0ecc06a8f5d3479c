"""Experiments that put one question to the model, each with its design, its expectation and what was found."""
