"""Regret: how much less an option brings than the one that would have been best, over companies and weathers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .branching import Lived


@dataclass(frozen=True)
class Regret:
    """Mean and largest regret of an option, in thousands.

    The mean is over companies in the expected weather; the largest over companies and all weathers. What a company
    would have regretted includes its luck: nobody could have known that.
    """

    option: str
    expected: float
    largest: float


def regrets(lived: Mapping[str, Mapping[str, Lived]], *, expected: str) -> list[Regret]:
    """The regret of options that lived through the same companies; by weather, then option.

    >>> lives = {name: Lived(np.full((2, 1, 1), value), None) for name, value in {"a": 3.0, "b": 1.0}.items()}
    >>> [each.largest for each in regrets({"expected": lives}, expected="expected")]
    [0.0, 2.0]
    """
    names: Sequence[str] = list(lived[expected])
    lost = {}
    for weather, lives in lived.items():
        values = np.array([lives[name].value for name in names])
        lost[weather] = values.max(axis=0) - values
    return [
        Regret(name, float(lost[expected][at].mean()), float(max(each[at].max() for each in lost.values())))
        for at, name in enumerate(names)
    ]
