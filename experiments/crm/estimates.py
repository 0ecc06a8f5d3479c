"""Small estimators: shares with intervals, quantiles, a lognormal from quartiles, concentration."""

import math
from collections.abc import Sequence
from statistics import NormalDist

CONFIDENCE = 0.95
TOP = 0.2  # the busiest fifth
_UPPER_QUARTILE = NormalDist().inv_cdf(0.75)


def wilson(successes: int, trials: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The interval in which a share lies (Wilson 1927); 0 to 1 where nothing was tried.

    >>> [round(bound, 3) for bound in wilson(781, 5998)]
    [0.122, 0.139]
    """
    if trials == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, shrink = successes / trials, 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / shrink
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / shrink
    return (centre - half if successes else 0.0), (centre + half if successes < trials else 1.0)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, interpolated linearly between neighbours.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def lognormal(lower: float, median: float, upper: float) -> tuple[float, float]:
    """The mu and sigma of the lognormal with this median and these quartiles' ratio, all above 0.

    >>> [round(one, 2) for one in lognormal(5.86, 14.65, 54.99)]
    [2.68, 1.66]
    """
    return math.log(median), math.log(upper / lower) / (2 * _UPPER_QUARTILE)


def top_share(counts: Sequence[int], *, top: float = TOP) -> float:
    """The share of the whole that the busiest people hold: the first fifth of them, rounded up.

    >>> top_share([6, 1, 1, 1, 1])
    0.6
    """
    people = math.ceil(top * len(counts))
    return sum(sorted(counts, reverse=True)[:people]) / sum(counts)


def gini(counts: Sequence[int]) -> float:
    """How unevenly a whole is spread: 0 where all hold the same, towards 1 where one holds all.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4])
    (0.0, 0.75)
    """
    ordered, n = sorted(counts), len(counts)
    weighted = sum(rank * count for rank, count in enumerate(ordered, start=1))
    return 2 * weighted / (n * sum(ordered)) - (n + 1) / n
