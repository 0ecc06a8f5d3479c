"""What verbs leave in folders: looked at, lived again, worked out again, written for other programs.

A study (`experiments/study`) has its own ways; this is for what `decide`, `compare` and `run` leave.
"""
