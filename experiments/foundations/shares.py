"""Shares of what was tried, and how surely they are known; nothing heavy, since an import of a CRM export is light."""

from __future__ import annotations

import math
from statistics import NormalDist

CONFIDENCE = 0.95


def wilson(hits: float, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The interval of a share, `hits` of `trials` (Wilson 1927, JASA 22(158)); 0 to 1 where nothing was tried.

    `hits` may be broken, where trials that hang together count as one.

    >>> [round(bound, 3) for bound in wilson(781, 5998)], wilson(0, 0)
    ([0.122, 0.139], (0.0, 1.0))
    """
    if trials == 0:
        return 0.0, 1.0
    z, share = NormalDist().inv_cdf(0.5 + confidence / 2), hits / trials
    centre, square = share + z * z / (2 * trials), z * z / trials
    half = math.sqrt(square * (share * (1 - share) + square / 4))
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    return (low if hits > 0 else 0.0), (high if hits < trials else 1.0)
