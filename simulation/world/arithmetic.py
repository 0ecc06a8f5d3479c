"""The few functions that rules calculate with."""

import math
from typing import Any

from ..machinery.compiled import common, compiled
from .elementary import exp, log

# AS 241 PPND16: in the middle, in the tails, far out in them; above and below a line, constants first.
MIDDLE = (
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
)  # fmt: skip
UNDER_MIDDLE = (
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
)  # fmt: skip
TAIL = (
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
)  # fmt: skip
UNDER_TAIL = (
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
)  # fmt: skip
FAR = (
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
)  # fmt: skip
UNDER_FAR = (
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
)  # fmt: skip


@compiled
def series(x: float, c: Any) -> float:
    """A polynomial of degree seven by its coefficients, the constant first (Estrin: it waits less than Horner)."""
    square = x * x
    lower = (c[0] + c[1] * x) + square * (c[2] + c[3] * x)
    upper = (c[4] + c[5] * x) + square * (c[6] + c[7] * x)
    return lower + square * square * upper


@common
def normal(uniform: float) -> float:
    """The standard normal quantile of a uniform in (0, 1), exact to 1e-15.

    Algorithm AS 241 PPND16 (Wichura 1988, Applied Statistics 37, 477-484).

    >>> round(float(normal(0.975)), 12)
    1.95996398454
    """
    q = uniform - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * series(r, MIDDLE) / series(r, UNDER_MIDDLE)
    r = math.sqrt(-log(uniform if q < 0.0 else 1.0 - uniform))
    if r <= 5.0:
        size = series(r - 1.6, TAIL) / series(r - 1.6, UNDER_TAIL)
    else:
        size = series(r - 5.0, FAR) / series(r - 5.0, UNDER_FAR)
    return -size if q < 0.0 else size


@compiled
def score(quantiles: Any, uniform: float) -> float:
    """The score at a uniform in (0, 1): of one's own quantiles at even steps, or the normal's where there are none.

    Between two quantiles it lies on the straight line.

    >>> from numpy import array
    >>> float(score(array([-1.0, 0.0, 3.0]), 0.75)), float(score(array([-1.0]), 0.5)), float(score(array([]), 0.5))
    (1.5, -1.0, 0.0)
    """
    if len(quantiles) == 0:
        return normal(uniform)
    place = uniform * (len(quantiles) - 1)
    below = int(place)
    above = min(below + 1, len(quantiles) - 1)
    return quantiles[below] + (place - below) * (quantiles[above] - quantiles[below])


@compiled
def logistic(x: float) -> float:
    """A chance in (0, 1) from log-odds.

    >>> float(logistic(0.0))
    0.5
    """
    return 1.0 / (1.0 + exp(-x))


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

    >>> from numpy import array
    >>> float(middle(array([1.0, 2.0, 9.0])))
    2.0
    """
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 == 1 else 0.5 * (ordered[half - 1] + ordered[half])


@compiled
def gini(ordered: Any) -> float:
    """Gini coefficient of amounts in rising order (none negative), in [0, 1); missing if all are zero.

    >>> from numpy import array
    >>> round(float(gini(array([0.0, 0.0, 0.0, 4.0]))), 2)
    0.75
    """
    total, weighted, count = 0.0, 0.0, len(ordered)
    for place in range(count):
        total += ordered[place]
        weighted += (place + 1.0) * ordered[place]
    return ratio(2.0 * weighted - (count + 1.0) * total, count * total)


@compiled
def put_in_order(amounts: Any) -> None:
    """Put amounts in rising order where they lie, without room of its own (heapsort, Williams 1964)."""
    for place in range(len(amounts) // 2 - 1, -1, -1):
        sink(amounts, place, len(amounts))
    for last in range(len(amounts) - 1, 0, -1):
        amounts[0], amounts[last] = amounts[last], amounts[0]
        sink(amounts, 0, last)


@compiled
def sink(amounts: Any, place: int, count: int) -> None:
    """Of the first `count` amounts, let one sink until both below it, at twice its place, are no larger."""
    amount, below = amounts[place], 2 * place + 1
    while below < count:
        if below + 1 < count and amounts[below] < amounts[below + 1]:
            below += 1
        if amounts[below] <= amount:
            break
        amounts[place] = amounts[below]
        place, below = below, 2 * below + 1
    amounts[place] = amount
