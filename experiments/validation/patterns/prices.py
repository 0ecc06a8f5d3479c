"""Pattern 17: no structure is best at everything.

*Question*: does every setting have its price, and is any structure among the best in all that matters?
*Design*: each of eight settings from one end to the other on the rows of the status quo and of the proportional
paradigm, under no forces and under all; and random structures, each lived by the same companies that differ, under all.
*Measure*: the five outcomes of `structures.OUTCOMES`.
*Expectation* (before the run): shared goals have no price; the random structures show no winner.
"""

from __future__ import annotations

from ..claims import Claim, Part
from ..criteria import Above, Below
from ..structures import SAMPLE, BestAtEverything, SettingsWithAPrice

CLAIM = Claim(
    17,
    "no structure is best at everything",
    "No structure is best at everything: every setting has somewhere an interior best or a price in another outcome, "
    "and of many random structures none is in the best tenth of new revenue, friction, ideas, turnover and perception "
    "gap at once in more than 5 % of companies.",
    "each of eight settings at three places on the rows of the status quo and of the proportional paradigm, under no "
    "forces and under all; 256 random structures, all forces, 8 quarters; companies that differ",
    "model-brief pattern 17",
    (
        Part("settings, of eight, with an interior best or a price", SettingsWithAPrice(), Above(7.5)),
        Part(
            "companies in which the structure that comes nearest is among the best in all five",
            BestAtEverything(SAMPLE),
            Below(0.05),
            "%",
        ),
    ),
    (6, 50),
)
CLAIMS = (CLAIM,)
