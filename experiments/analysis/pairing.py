"""Pairs: both paradigms wherever they met the same world and the same luck, and which of them are held out.

No world stands twice: whole-number factors in a sampled design may give one point several times, whose runs are then
the same to the last bit. They are merged, since a copy on both sides of a split would be its own evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..foundations.statistics import Floats, mean_interval
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .rules import Flags
from .run_values import AnalysisError, blocks
from .where import Where

FEWEST_LUCKS = 2  # held-out replications, for an interval over luck


@dataclass(frozen=True)
class Pairs:
    """One row for each point at which both paradigms were run.

    `factors`: the other factors; `margin`: shape points x replications, positive where the condition is met;
    `difference`: first minus second, averaged over replications; `groups`: samples of the design that hang together;
    `merged`: points left out because the same world stands among them already.
    """

    factors: pd.DataFrame
    margin: Floats
    difference: Floats
    groups: Any
    merged: int = 0

    @property
    def met(self) -> Flags:
        return np.asarray(self.margin.mean(axis=1) > 0)

    def undecided(self) -> int:
        """Points at which the 95 % interval of the paired mean has both answers; all, with one replication."""
        intervals = [mean_interval(row) for row in self.margin]
        return sum(not each.has_interval or each.low <= 0 < each.high for each in intervals)

    def part(self, points: Flags, lucks: slice) -> Pairs:
        """Some of the points, in some of the replications."""
        factors = self.factors[points].reset_index(drop=True)
        return Pairs(factors, self.margin[points][:, lucks], self.difference[points], self.groups[points])

    def new_to(self, known: Pairs) -> Pairs:
        """The points whose worlds stand not among the `known` ones."""
        names = list(self.factors.columns)
        seen = pd.MultiIndex.from_frame(self.factors).isin(pd.MultiIndex.from_frame(known.factors[names]))
        return self.part(~seen, slice(None))


@dataclass(frozen=True)
class Half:
    """A fresh half of a study: its number, plan and results, and its pairs at worlds where no rule was found.

    `points`: how many there are with those at which rules were found, which do not count.
    """

    number: int
    plan: Plan
    held: Pairs
    points: int
    results_sha256: str


def paired(reading: StoredStudy, condition: Where, values: Floats) -> Pairs:
    """Both paradigms wherever they were run at the same sample and the same levels of all else."""
    points = reading.points
    others = [factor for factor in reading.plan.factors if factor.name != "paradigm"]
    names = [factor.name for factor in others]
    sides = [
        points[points["paradigm"] == name].drop_duplicates(["sample", *names]).set_index(["sample", *names])["point"]
        for name in (condition.first, condition.second)
    ]
    both = pd.concat(sides, axis=1, join="inner", keys=["first", "second"]).reset_index()
    if both.empty:
        raise AnalysisError(f"{condition.first} and {condition.second} were never run at the same point")
    groups = _groups(both, [factor.name for factor in others if factor.domain.kind != "category"], blocks(reading.plan))
    once = ~both.duplicated(names).to_numpy()
    first, second = values[both["first"]][once], values[both["second"]][once]
    factors = both.loc[once, names].reset_index(drop=True)
    margin, difference = condition.margin(first, second), (first - second).mean(axis=1)
    merged = len(points) // points["paradigm"].nunique() - len(factors)
    return Pairs(factors, margin, difference, groups[once], merged)


def _groups(both: pd.DataFrame, numbers: list[str], block: int) -> Any:
    """The block of the design that a point is of: the first one in which its numbers stand."""
    blocks_of = both["sample"] // block
    if numbers:
        blocks_of = both.assign(block=blocks_of).groupby(numbers)["block"].transform("first")
    groups = blocks_of.to_numpy()
    return groups if len(np.unique(groups)) > 1 else np.arange(len(both))  # only categories vary


def held_out(groups: Any, share: float, seed: int) -> Flags:
    """Which points are held out: those of a share of the groups, drawn by the study's seed."""
    known = np.unique(groups)
    drawn = np.random.default_rng(seed).permutation(known)[: round(share * len(known))]
    return np.isin(groups, drawn)


def lucks(replications: int) -> tuple[slice, slice]:
    """The replications that rules are found in, and those that they are tried in.

    Half and half, but two at least to be tried in, as far as they go. A single one has to do for both.

    >>> lucks(8)
    (slice(0, 4, None), slice(4, 8, None))
    >>> lucks(3)
    (slice(0, 1, None), slice(1, 3, None))
    """
    if replications == 1:
        return slice(0, 1), slice(0, 1)
    tried = max(min(FEWEST_LUCKS, replications - 1), replications // 2)
    return slice(0, replications - tried), slice(replications - tried, replications)
