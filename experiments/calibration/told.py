"""What a calibration learnt and what it did not: posterior over prior spread, and what parameters trade off.

A parameter's *spread* is the standard deviation over the sets kept, over that of its prior: near 1 the targets say
nothing about it. Two parameters *trade off* if their ranks correlate over the sets by more than chance would give
among all pairs (5 %, Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from scipy.stats import norm, rankdata

from .uncertain import UNCERTAIN, Uncertain


class Correlation(NamedTuple):
    """Two parameters and the rank correlation between them over the sets."""

    first: str
    second: str
    correlation: float


def narrowing(one: Uncertain, sets: Sequence[Mapping[str, float]]) -> float:
    """The posterior's standard deviation over the prior's."""
    values = [each[one.name] for each in sets]
    return float(np.std(values, ddof=1) / ((one.high - one.low) / math.sqrt(12)))


def narrowings(sets: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The spread of every uncertain parameter."""
    return {one.name: narrowing(one, sets) for one in UNCERTAIN}


def least_spread(sets: int, tests: int) -> float:
    """The smallest spread that chance gives among so many parameters that were not narrowed, in 95 of 100 cases.

    >>> round(least_spread(64, 60), 2)
    0.72
    """
    return 1.0 - float(norm.isf(0.05 / tests) / math.sqrt(2 * (sets - 1)))


def learnt(sets: Sequence[Mapping[str, float]], among: Sequence[Uncertain]) -> list[Uncertain]:
    """Those of some parameters whose spread is smaller than chance would make it."""
    least = least_spread(len(sets), len(among))
    return [one for one in among if narrowing(one, sets) < least]


def chance(sets: int, tests: int) -> float:
    """The largest rank correlation that chance gives among so many, in 95 of 100 cases (normal approximation).

    >>> round(chance(64, 1), 2), round(chance(64, 2000), 2)
    (0.25, 0.53)
    """
    return float(norm.isf(0.025 / tests) / math.sqrt(sets - 1))


def trade_offs(sets: Sequence[Mapping[str, float]]) -> list[Correlation]:
    """The pairs of parameters that trade off, the strongest first."""
    names = list(sets[0])
    ranks = rankdata([[each[name] for name in names] for each in sets], axis=0)
    matrix = np.corrcoef(ranks, rowvar=False)
    pairs = [Correlation(names[a], names[b], float(matrix[a, b])) for a, b in combinations(range(len(names)), 2)]
    least = chance(len(sets), len(pairs))
    return sorted((pair for pair in pairs if abs(pair.correlation) > least), key=lambda pair: -abs(pair.correlation))
