"""Small estimators: quantiles, a lognormal from quartiles, concentration."""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

TOP = 0.2  # the busiest fifth
MEMBERS, FEWEST_STEPS, MOST_STEPS = 5, 4, 100  # values between two quantiles of a shape; steps of one
MIDDLE, GAP = 0.05, 2.0  # about the median, a ratio that no lognormal with a sigma under 2.7 has
_UPPER_QUARTILE = NormalDist().inv_cdf(0.75)


def quantile(values: Sequence[float] | np.ndarray, share: float) -> float:
    """The value below which a share of the values lies, interpolated linearly between neighbours.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    return _inside(np.sort(values), share)


def _inside(ordered: np.ndarray, share: float) -> float:
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low + (position - below) * (high - low)


def shape(values: Sequence[float] | np.ndarray) -> tuple[float, ...]:
    """Quantiles at even steps, each standing for at least `MEMBERS` values; the outermost lie a little inside.

    So none of them is the lowest or the highest of the values.

    >>> shape([1.0, 2.0, 3.0, 4.0, 5.0])
    (1.25, 2.0, 3.0, 4.0, 4.75)
    """
    steps = min(max(len(values) // MEMBERS, FEWEST_STEPS), MOST_STEPS)
    inside, ordered = 0.25 / steps, np.sort(values)
    return tuple(_inside(ordered, min(max(place / steps, inside), 1.0 - inside)) for place in range(steps + 1))


def is_split(values: Sequence[float] | np.ndarray) -> bool:
    """Whether the middle lies in a gap between two kinds, so that the median hangs on a few cases.

    >>> is_split([0.6] * 20 + [11.4] * 20), is_split(range(1, 41))
    (True, False)
    """
    return quantile(values, 0.5 + MIDDLE) > GAP * quantile(values, 0.5 - MIDDLE)


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

    The model's own is compiled; this one brings nothing heavy to an import.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4])
    (0.0, 0.75)
    """
    ordered, n = sorted(counts), len(counts)
    weighted = sum(rank * count for rank, count in enumerate(ordered, start=1))
    return 2 * weighted / (n * sum(ordered)) - (n + 1) / n
