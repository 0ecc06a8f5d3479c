"""Regret: how much less an option brings than the one that would have been best, over companies and weathers.

What a company regrets includes its luck, which nobody could have known. Let v be what an option is worth given what is
uncertain (parameters, weather), m its mean over luck. Regret without luck is E[max m] - E[m of the option], and

    max E[v] - E[v of the option]  <=  E[max m] - E[m of the option]  <=  E[max v] - E[v of the option]

since the maximum is convex (Jensen 1906, twice). So the mean regret without luck lies between how far an option falls
short of the best on average, `least`, and the mean regret with luck, `expected`. In a sample both ends lean upward a
little, since what is in front there is in front partly by luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .branching import Lived


@dataclass(frozen=True)
class Regret:
    """Regrets of an option, in thousands.

    `least` and `expected` bound the mean without luck over companies in the expected weather; `at_worst` is `least` in
    the weather where it is largest, and `largest` is over companies and all weathers, luck included.
    """

    option: str
    expected: float
    largest: float
    least: float
    at_worst: float


def regrets(lived: Mapping[str, Mapping[str, Lived]], *, expected: str) -> list[Regret]:
    """The regret of options that lived through the same companies; by weather, then option.

    >>> lives = {name: Lived(np.full((2, 1, 1), value), None) for name, value in {"a": 3.0, "b": 1.0}.items()}
    >>> [(each.least, each.expected, each.largest) for each in regrets({"expected": lives}, expected="expected")]
    [(0.0, 0.0, 0.0), (2.0, 2.0, 2.0)]
    """
    names: Sequence[str] = list(lived[expected])
    lost, short = {}, {}
    for weather, lives in lived.items():
        values = np.array([lives[name].value for name in names])
        means = values.mean(axis=1)
        lost[weather], short[weather] = values.max(axis=0) - values, means.max() - means
    return [
        Regret(
            name, float(lost[expected][at].mean()), float(max(each[at].max() for each in lost.values())),
            float(short[expected][at]), float(max(each[at] for each in short.values())),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
