"""The model's own exp and log: the same bits on every processor, under every library and system.

They, and `power` beside them, are made of what IEEE 754 fixes to the last bit (+, -, *, comparison, the bits of a
number) and of tables, computed at import in decimal arithmetic to forty digits; what a system's library returns differs
from one to the next. A result lies within 0.52 of a unit in the last place of the true value (a subnormal one within
0.8); special values follow C99, Annex F.

After Tang 1989 and 1990 ("Table-driven implementation of the exponential [the logarithm] function in IEEE
floating-point arithmetic", ACM TOMS 15, 144-157; 16, 378-400): an argument is reduced to a near point of a table, what
is left goes through a short Taylor series. The error of a product or a sum is found by splitting (Dekker 1971, "A
floating-point technique for extending the available precision", Numerische Mathematik 18, 224-242).
"""

import math
from collections.abc import Iterable
from decimal import Context, Decimal, localcontext
from itertools import accumulate, pairwise
from operator import mul
from typing import Any

import numpy as np

from ..machinery.compiled import common, compiled

STEPS = 128  # points of each table, 2^7
GRAIN = 2.0**42  # the high part of a logarithm is a whole number of parts of this size, so that sums of such are exact
LOWEST = 0x3FE6000000000000  # bits of 0.6875: the logarithm is tabulated from here to twice as much
HIDDEN, ONE = 52, 1023  # bits of a significand, and the exponent of 1.0 as it is stored
SMALLEST_NORMAL = 1 << HIDDEN  # its bits
UPPER_43 = -(1 << 10)  # a mask: so many leading bits of a significand
SHIFT = 1.5 * 2.0**52  # a number plus and minus this is rounded to a whole one


def _parts(exact: Decimal, grain: float) -> tuple[float, float]:
    """A number as two: a whole multiple of 1/grain, and the rest."""
    high = int((exact * int(grain)).to_integral_value()) / grain
    return high, float(exact - Decimal(high))


def _columns(pairs: Iterable[tuple[float, float]]) -> Any:
    """Numbers and their rests, each side by side: shape (2, count)."""
    return np.array(list(zip(*pairs, strict=True)))


def _powers() -> Any:
    """2^(j/128) for j = 0 ... 127, each as a number and what it is short of: shape (2, 128)."""
    step = (Decimal(2).ln() / STEPS).exp()
    exact = list(accumulate([Decimal(1)] + [step] * (STEPS - 1), mul))
    return _columns((float(each), float(each - Decimal(float(each)))) for each in exact)


def _points() -> tuple[Any, Any]:
    """For each of 128 intervals of [0.6875, 1.375) a reciprocal r of ten bits at most, and -ln r in two parts.

    The reciprocal is that of the middle; next to 1 it is 1, so that a logarithm near 0 is as good as any.
    """
    edges = [float(np.int64(LOWEST + (j << 45)).view(np.float64)) for j in range(STEPS + 1)]
    inverse = [1.0 if 1.0 in pair else round(1024.0 / sum(pair)) / 512.0 for pair in pairwise(edges)]
    return np.array(inverse), _columns(_parts(-Decimal(each).ln(), GRAIN) for each in inverse)


with localcontext(Context(prec=40)):
    POWERS, POWERS_REST = _powers()
    INVERSE, (LOGS, LOGS_REST) = _points()
    LN2, LN2_REST = _parts(Decimal(2).ln(), GRAIN)
    STEP, STEP_REST = _parts(Decimal(2).ln() / STEPS, GRAIN)
    STEPS_A_UNIT = float(STEPS / Decimal(2).ln())


@compiled
def two_to(exponent: Any) -> float:
    """2 to a whole exponent in [-1022, 1023]."""
    return float(np.int64((exponent + ONE) << HIDDEN).view(np.float64))


@compiled
def leading(x: float, mask: int) -> float:
    """A number cut to the leading bits of its significand that a mask leaves."""
    return float(np.int64(np.float64(x).view(np.int64) & mask).view(np.float64))


@compiled
def exp(x: float) -> float:
    """e to the power of x.

    >>> float(exp(0.0)), float(exp(1.0)) == math.e, float(exp(-math.inf)), float(exp(710.0))
    (1.0, True, 0.0, inf)
    """
    return exp_of_sum(float(x), 0.0)


@common
def exp_of_sum(x: float, rest: float) -> float:
    """e to the power of x + rest, where the rest is less than a unit in the last place of x.

    With x = n ln2/128 + r and n = 128 m + j it is 2^m 2^(j/128) e^r, and |r| < 0.0028.
    """
    if not abs(x) < 746.0:
        return 0.0 if x < 0.0 else (math.inf if x > 0.0 else x)
    n = (x * STEPS_A_UNIT + SHIFT) - SHIFT
    r = (x - n * STEP) - (n * STEP_REST - rest)
    whole, square = np.int64(n), r * r
    j, m = whole & (STEPS - 1), whole >> 7
    grown = r + (square * (0.5 + r * (1.0 / 6.0)) + square * square * (1.0 / 24.0 + r * (1.0 / 120.0)))
    near, near_rest = float(POWERS[j]), float(POWERS_REST[j])
    scaled = near + (near_rest + near * grown)
    if abs(x) < 708.0:
        return scaled * two_to(m)
    return scaled * two_to(m >> 1) * two_to(m - (m >> 1))  # once would be too far for an exponent


@compiled
def reduced(x: float) -> Any:
    """ln x of a positive x as a table has it, in two parts, and r in two parts: ln x is the sum of that and ln(1 + r).

    With x = 2^k z and z in [0.6875, 1.375) it is k ln2 - ln(inverse) + ln(z inverse), and |r| < 0.0079.
    """
    bits, k = np.float64(x).view(np.int64), 0
    if bits < SMALLEST_NORMAL:
        bits, k = np.float64(x * 2.0**52).view(np.int64), -52
    place = bits - LOWEST
    j, scale = (place >> 45) & (STEPS - 1), place >> HIDDEN
    z = float(np.int64(bits - (scale << HIDDEN)).view(np.float64))
    upper, inverse = leading(z, UPPER_43), float(INVERSE[j])
    coarse, fine = upper * inverse - 1.0, (z - upper) * inverse  # both exact
    r, twos = coarse + fine, float(k + scale)
    rest = (coarse - r) + fine
    return twos * LN2 + float(LOGS[j]), twos * LN2_REST + float(LOGS_REST[j]), r, rest


@common
def log(x: float) -> float:
    """The natural logarithm.

    >>> float(log(1.0)), float(log(math.e)), float(log(0.0)), math.isnan(log(-1.0))
    (0.0, 1.0, -inf, True)
    """
    if not 0.0 < x < math.inf:
        return -math.inf if x == 0.0 else (math.nan if x < 0.0 else float(x))
    known, known_rest, r, r_rest = reduced(float(x))
    square = r * r
    curve = (-1.0 / 2.0 + r * (1.0 / 3.0)) + square * (
        (-1.0 / 4.0 + r * (1.0 / 5.0)) + square * ((-1.0 / 6.0 + r * (1.0 / 7.0)) + square * (-1.0 / 8.0))
    )
    total = known + r
    return total + (((known - total) + r) + (r_rest + known_rest) + square * curve)
