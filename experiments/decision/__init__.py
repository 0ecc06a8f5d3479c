"""The strategy team's question: stay, or switch to what, and when; how sure, why, at what price, and when not.

`cordiale decide` asks it. Every option starts from the same company and shares its past; what is left behind is one
plain structure (`verdict.Decision`) from which text and JSON are rendered.
"""
