"""The few functions that rules calculate with."""

import math
from typing import Any

import numpy as np

from ..machinery.compiled import compiled


@compiled
def normal(uniform: float) -> float:
    """The standard normal quantile of a uniform in (0, 1), exact to about 1e-7.

    Algorithm AS 241 PPND7 (Wichura 1988, Applied Statistics 37, 477-484).

    >>> round(float(normal(0.975)), 5)
    1.95996
    """
    q = uniform - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return (
            q
            * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
            / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
        )
    r = math.sqrt(-math.log(uniform if q < 0.0 else 1.0 - uniform))
    if r <= 5.0:
        r -= 1.6
        size = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / (
            (0.12021132975 * r + 0.73700164250) * r + 1.0
        )
    else:
        r -= 5.0
        size = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / (
            (0.012258202635 * r + 0.24197894225) * r + 1.0
        )
    return -size if q < 0.0 else size


@compiled
def logistic(x: float) -> float:
    """A chance in (0, 1) from log-odds.

    >>> float(logistic(0.0))
    0.5
    """
    return 1.0 / (1.0 + math.exp(-x))


@compiled
def clip(x: float, low: float, high: float) -> float:
    """`x` held within [low, high]."""
    return min(max(x, low), high)


@compiled
def ratio(numerator: float, denominator: float) -> float:
    """A rate, or missing if there is nothing to divide by.

    >>> math.isnan(ratio(1.0, 0.0))
    True
    """
    return numerator / denominator if denominator > 0.0 else math.nan


@compiled
def middle(ordered: Any) -> float:
    """The median of amounts in rising order, at least one.

    >>> float(middle(np.array([1.0, 2.0, 9.0])))
    2.0
    """
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 == 1 else 0.5 * (ordered[half - 1] + ordered[half])


@compiled
def gini(amounts: Any) -> float:
    """Gini coefficient of amounts (none negative), in [0, 1); missing if all are zero.

    >>> round(float(gini(np.array([0.0, 0.0, 0.0, 4.0]))), 2)
    0.75
    """
    ordered = np.sort(amounts)
    total, weighted, count = 0.0, 0.0, len(ordered)
    for place in range(count):
        total += ordered[place]
        weighted += (place + 1.0) * ordered[place]
    return ratio(2.0 * weighted - (count + 1.0) * total, count * total)
