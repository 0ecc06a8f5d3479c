"""Pattern 13: no paradigm is best everywhere.

*Question*: is there, for each of at least three paradigms, a kind of company for which it is best?
*Design*: companies from a Latin hypercube over what companies differ in, each under one of the eight sets of
forces and in each paradigm. On one half of them a region is sought for each paradigm, at most three conditions long,
in which it earns most; on the other half it must earn more there than its strongest rival.
*Measure*: revenue over eight quarters, relative to the company's mean over paradigms.
*Expectation* (before the run): this is likely to fail; integration costs little in this model.
"""

from __future__ import annotations

from ..claims import Claim, Part
from ..criteria import Above
from ..space import SPACE
from ..territories import LeadOf

CLAIM = Claim(
    13,
    "no paradigm is best everywhere",
    "No paradigm is best everywhere: over the space of companies and forces each of at least three is best somewhere "
    "that can be described.",
    "480 companies from a Latin hypercube over 15 factors, chosen beforehand by what moved rankings when parameters "
    "were screened one by one, and the 8 sets of forces, the five deliberate paradigms and the status quo, 8 quarters; "
    "a region of at most three conditions is sought for each paradigm on one half of the companies and tried on the "
    "other; intervals are over companies",
    "model-brief pattern 13; F28",
    (
        Part(
            "lead of the third paradigm over its strongest rival, in the region found for it",
            LeadOf(SPACE, 3),
            Above(0.0),
            "%",
        ),
    ),
    (1, 4),
)
CLAIMS = (CLAIM,)
