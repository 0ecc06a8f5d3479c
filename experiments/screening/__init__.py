"""What hangs on each parameter: `python -m experiments.screening`.

*Question*: which parameters could go without a pattern or a decision noticing?
*Design*: each parameter by itself is set to a neutral value, at which its mechanism does nothing (or, where there is
none, its level is lowered by two fifths), in every design of the patterns, but where the design sets it itself; the
same few replications on the same luck with and without.
*Measure*: the parts of patterns whose mean crosses its bound; and the largest change of a paradigm's revenue over the
status quo's, in points, under no forces and under all, and whether another paradigm becomes best.
*Expectation* (before the run): a quarter of all parameters moves nothing.
*Finding*: `table.csv`, a row for each parameter; what it led to stands in DECISIONS.md.
"""
