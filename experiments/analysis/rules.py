"""Rules: a few limits on factors, in plain words, and how well they tell where a condition is met."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..foundations.language import Words
from ..foundations.phrases import rounded
from ..foundations.plain import plain
from ..foundations.shares import wilson
from ..study.factors import Factor

Flags = NDArray[np.bool_]
SPELLED = 3  # digits of a limit
UNNAMED = ("1", "name", "count", "number")


@dataclass(frozen=True)
class Limit:
    """What a rule says of one factor: the range it must lie in, ends included, or the categories it may be."""

    factor: str
    low: float = -math.inf
    high: float = math.inf
    among: tuple[Any, ...] = ()

    @property
    def is_one(self) -> bool:
        return bool(self.among) or self.low > -math.inf or self.high < math.inf

    def holds(self, column: pd.Series) -> Flags:
        if self.among:
            return np.asarray(column.isin(list(self.among)), dtype=bool)
        return np.asarray((column >= self.low) & (column <= self.high), dtype=bool)

    def words(self, factor: Factor, w: Words) -> str:
        """The limit in words, with the factor's unit."""
        if self.among:
            return w("discover.among", factor=self.factor, values=w["discover.or"].join(map(category, self.among)))
        unit = f" {w.unit(unit_of(factor))}" if unit_of(factor) else ""
        low, high = (w.short(rounded(end, SPELLED)) for end in (self.low, self.high))
        holes = {"factor": self.factor, "low": low, "high": high}
        if math.isinf(self.low):
            return w("discover.at_most", **holes) + unit
        if math.isinf(self.high):
            return w("discover.at_least", **holes) + unit
        return w("discover.just" if self.low == self.high else "discover.between", **holes) + unit


def unit_of(factor: Factor) -> str:
    """The unit of a factor, where it has one that is worth a word."""
    return "" if factor.domain.unit in UNNAMED else factor.domain.unit


def category(value: Any) -> str:
    """A category in words; an empty text, as no decisions are, is none.

    >>> category(True), category("siloed"), category("")
    ('true', 'siloed', 'none')
    """
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value) or "none"


@dataclass(frozen=True)
class Score:
    """How well a rule tells, on some points.

    `coverage`: of the points that meet the condition, the share in the rule; `density`: of the points in the rule, the
    share that meet it, with its 95 % interval (Wilson 1927). Points of one sample of the design count as one there.
    """

    points: int
    met: int
    inside: int
    hits: int
    low: float
    high: float

    @property
    def coverage(self) -> float:
        return self.hits / self.met if self.met else math.nan

    @property
    def density(self) -> float:
        return self.hits / self.inside if self.inside else math.nan

    @property
    def base_rate(self) -> float:
        """The share of all these points that meet the condition."""
        return self.met / self.points if self.points else math.nan

    @property
    def lift(self) -> float:
        """Density over the share that meets the condition anywhere."""
        return self.density * self.points / self.met if self.met else math.nan

    def to_dict(self) -> dict[str, Any]:
        return plain({"coverage": self.coverage, "density": self.density, "density_low": self.low,
                      "density_high": self.high, "base_rate": self.base_rate,
                      "lift": self.lift, "points": self.points, "met": self.met,
                      "inside": self.inside, "hits": self.hits})  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A box of the space of factors: all limits must hold."""

    limits: tuple[Limit, ...]

    def holds(self, factors: pd.DataFrame) -> Flags:
        inside = np.ones(len(factors), dtype=bool)
        for limit in self.limits:
            inside &= limit.holds(factors[limit.factor])
        return inside

    def words(self, factors: Mapping[str, Factor], w: Words) -> str:
        said = [limit.words(factors[limit.factor], w) for limit in self.limits]
        return (
            reduce(lambda first, then: w("discover.and", first=first, then=then), said)
            if said
            else w["discover.everywhere"]
        )


def score(inside: Flags, met: Flags, groups: Any) -> Score:
    """How well what is `inside` tells what is `met`; points of one group are not independent of each other.

    >>> score(np.array([True, True, False]), np.array([True, False, True]), np.arange(3)).coverage
    0.5
    """
    hits, count = int((inside & met).sum()), int(inside.sum())
    independent = len(np.unique(np.asarray(groups)[inside]))
    low, high = wilson(hits / count * independent, independent) if count else (math.nan, math.nan)
    return Score(len(met), int(met.sum()), count, hits, low, high)
