"""The model's own power, x to the power of y: the same bits everywhere, as `elementary` has exp and log.

It is e^(y ln x), with the logarithm and the product in two parts each, since an error of either grows by up to 745.
"""

import math
from typing import Any

import numpy as np

from ..machinery.compiled import common, compiled
from .elementary import exp_of_sum, leading, reduced

UPPER_26 = -(1 << 27)  # a mask: so many leading bits of a significand, of which two make an exact product


@compiled
def log_in_two(x: float) -> Any:
    """ln x of a positive x as a number and its rest, together to 66 bits and more: what a power needs."""
    known, known_rest, r, r_rest = reduced(x)
    upper, square = leading(r, UPPER_26), r * r
    half, half_rest = 0.5 * upper * upper, 0.5 * (r - upper) * (r + upper)  # of r^2, the first exact
    curve = (1.0 / 3.0 - r * (1.0 / 4.0)) + square * (
        (1.0 / 5.0 - r * (1.0 / 6.0))
        + square * ((1.0 / 7.0 - r * (1.0 / 8.0)) + square * (1.0 / 9.0 - r * (1.0 / 10.0)))
    )
    total = known + r
    less = total - half
    rest = ((known - total) + r) + ((total - less) - half) + known_rest
    rest += ((r_rest - r * r_rest) - half_rest) + r * square * curve
    high = less + rest
    return high, (less - high) + rest


@common
def power(base: float, exponent: float) -> float:
    """A base to an exponent.

    >>> float(power(2.0, 10.0)), float(power(-3.0, 3.0)), float(power(0.0, 0.0)), math.isnan(power(-1.0, 0.5))
    (1024.0, -27.0, 1.0, True)
    """
    x, y, sign = float(base), float(exponent), 1.0
    if not (abs(y) < math.inf and 0.0 < abs(x) < math.inf):
        return power_at_the_edge(x, y)
    if x < 0.0:
        if not is_whole(y):
            return math.nan
        x, sign = -x, -1.0 if is_odd(y) else 1.0
    log_x, log_rest = log_in_two(x)
    product = y * log_x
    if not abs(product) < 746.0:
        return sign * (math.inf if product > 0.0 else 0.0)
    y_upper, log_upper = leading(y, UPPER_26), leading(log_x, UPPER_26)
    y_lower, log_lower = y - y_upper, log_x - log_upper
    error = ((y_upper * log_upper - product) + y_upper * log_lower + y_lower * log_upper) + y_lower * log_lower
    return sign * exp_of_sum(product, error + y * log_rest)


@compiled
def is_whole(y: float) -> bool:
    """Whether a finite number has no fraction."""
    return abs(y) >= 2.0**52 or float(np.int64(y)) == y


@compiled
def is_odd(y: float) -> bool:
    """Whether a number is whole and odd; those from 2^53 on are even."""
    return abs(y) < 2.0**53 and float(np.int64(y)) == y and np.int64(y) % 2 != 0


@compiled
def power_at_the_edge(x: float, y: float) -> float:
    """A power whose base is zero, infinite or not a number, or whose exponent is infinite or not a number."""
    if y == 0.0 or x == 1.0:
        return 1.0
    if x != x or y != y:
        return math.nan
    if abs(y) == math.inf:
        grows = (abs(x) > 1.0) == (y > 0.0)
        return 1.0 if x == -1.0 else (math.inf if grows else 0.0)
    size = math.inf if (abs(x) > 0.0) == (y > 0.0) else 0.0
    negative = np.float64(x).view(np.int64) < 0
    return -size if negative and is_odd(y) else size
