"""Do the intervals that `compare` reports cover the truth as often as they say? `python -m experiments.coverage`.

*Question*: of the nominal 95 % intervals of a comparison, how many hold the true value; and how often does the ranking
tell paradigms apart that do not differ at all?
*Design*: worlds in which the truth is known: made-up ones, with luck that matched replications share and with
shapes from mild to nasty, and one resampled from the model's own runs, whose means are known because they are all
there is. A study draws a few matched replications from a world, makes a results table of them, and has it ranked by
the code that ranks a real one.
*Measure*: the share of studies whose interval holds the true difference, relative difference or level; and the share of
studies of equal paradigms in which any pair is told apart (family-wise error).
*Expectation*: between 93 and 97 % in every world where results look like the model's, from 10 replications on; at
most 5 % family-wise. Where a handful of large contracts makes the money, intervals of a few replications cover less.
"""
