"""Whether an option leads another beyond chance, in a cell of a map.

An option is *told apart* where it leads every other one beyond both kinds of chance: the luck of the replications
(paired t over them) and, where a cell holds only a sample of its worlds, their scatter (t over worlds). The larger p
counts, of all rivals the largest, times the number of rivals: so whoever is picked by looking is allowed for, since
each of k options wrongly leads all others with chance p / 2 at most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import stdtr

from ..foundations.statistics import Floats
from .matched_worlds import Worlds
from .smoothing import Smoother


def pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def scatter(worlds: Worlds, smoother: Smoother) -> dict[tuple[int, int], tuple[Floats, Floats]]:
    """For each pair of options what the scatter of worlds leaves open of their difference, by cell."""
    average, count = worlds.worth.mean(axis=2), len(worlds.options)
    return {(a, b): smoother.noise(average[a] - average[b]) for a in range(count) for b in range(a + 1, count)}


def certain(differences: Floats, scatter: Sequence[float]) -> float:
    """The larger p of two: over replications and, if `scatter` gives error and degrees of freedom, over worlds.

    1 where either cannot be known; differences that are all the same leave no doubt.
    """
    known = (
        [(differences.std(ddof=1) / math.sqrt(len(differences)), len(differences) - 1.0)]
        if len(differences) > 1
        else []
    )
    tests = [*known, *([(scatter[0], scatter[1])] if scatter else [])]
    if not known or any(not math.isfinite(error) or not math.isfinite(free) for error, free in tests):
        return 1.0
    mean = float(differences.mean())
    return max(float(mean == 0) if error == 0 else float(2 * stdtr(free, -abs(mean) / error)) for error, free in tests)
