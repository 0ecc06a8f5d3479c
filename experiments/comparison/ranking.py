"""Which paradigm comes first under which forces, and which can be told apart.

Ranks follow the mean over replications. Two paradigms are *told apart* when their paired difference is
significant at 5 % after Holm's correction over all pairs of one measure under one force set. Correcting over
all pairs, not only over those with the best, allows for the best having been picked by looking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ..foundations.plain import plain
from ..foundations.statistics import (
    CONFIDENCE,
    Estimate,
    Floats,
    holm,
    mean_interval,
    paired_difference,
    paired_p_value,
    relative_difference,
)
from .measures import MEASURES, REVENUE, Measure, check_results, matched_runs, matched_tables

if TYPE_CHECKING:
    import pandas as pd

PREFERRED_BASELINE = "status-quo"
Levels = Mapping[str, Mapping[str, Floats]]  # by measure and paradigm, over replications


@dataclass(frozen=True)
class Standing:
    """One paradigm under one force set: each measure's level, and its paired difference to the baseline.

    For the baseline itself `differences` is empty and `relative` (of the ranking measure, a share) is None.
    """

    paradigm: str
    rank: int
    levels: Mapping[str, Estimate]
    differences: Mapping[str, Estimate]
    relative: Estimate | None


@dataclass(frozen=True)
class Pair:
    """Two paradigms, the better-ranked first: their paired difference and whether it is more than luck."""

    first: str
    second: str
    difference: Estimate
    p_value: float
    p_corrected: float
    apart: bool


@dataclass(frozen=True)
class Ranking:
    """The paradigms under one force set, best first by one measure, with every pair compared."""

    forces: str
    measure: Measure
    baseline: str
    standings: tuple[Standing, ...]
    pairs: tuple[Pair, ...]

    @property
    def best(self) -> Standing:
        return self.standings[0]

    @property
    def tied_with_best(self) -> tuple[str, ...]:
        """The other paradigms that cannot be told apart from the best, in rank order."""
        return tuple(pair.second for pair in self.pairs if pair.first == self.best.paradigm and not pair.apart)

    @property
    def tied_neighbours(self) -> tuple[tuple[str, str], ...]:
        """Neighbours in rank that cannot be told apart."""
        names = [standing.paradigm for standing in self.standings]
        neighbours = set(pairwise(names))
        return tuple(
            (pair.first, pair.second)
            for pair in self.pairs
            if (pair.first, pair.second) in neighbours and not pair.apart
        )

    @property
    def replications(self) -> tuple[int, int]:
        """The fewest and the most replications behind any paradigm."""
        counts = [standing.levels[self.measure.name].n for standing in self.standings]
        return min(counts), max(counts)

    def standing(self, paradigm: str) -> Standing:
        return next(standing for standing in self.standings if standing.paradigm == paradigm)

    def pair(self, one: str, other: str) -> Pair:
        """The comparison of two different paradigms, in whichever order they rank."""
        return next(pair for pair in self.pairs if {pair.first, pair.second} == {one, other})

    def to_dict(self) -> dict[str, Any]:
        return {
            **plain(self),
            "best": self.best.paradigm,
            "tied_with_best": list(self.tied_with_best),
            "correction": f"Holm over {len(self.pairs)} pairs",
        }


def choose_baseline(frame: pd.DataFrame, wanted: str | None) -> str:
    """The paradigm to measure from: the wanted one, else status-quo if it ran, else the first.

    Raises ValueError if the wanted one did not run.
    """
    names = [str(name) for name in frame["paradigm"].unique()]
    if wanted is not None and wanted not in names:
        raise ValueError(f"no results for baseline {wanted!r}; there are {', '.join(names)}")
    return wanted or (PREFERRED_BASELINE if PREFERRED_BASELINE in names else names[0])


def rank_paradigms(
    frame: pd.DataFrame,
    *,
    by: Measure = REVENUE,
    baseline: str | None = None,
    measures: Sequence[Measure] = MEASURES,
) -> tuple[Ranking, ...]:
    """One ranking for each force set, in the order in which the results name them.

    Raises ValueError where `check_results` or `choose_baseline` do.
    """
    check_results(frame)
    origin = choose_baseline(frame, baseline)
    wanted = dict.fromkeys((by, *measures))
    return tuple(_rank(frame, str(forces), by, origin, tuple(wanted)) for forces in frame["forces"].unique())


def _rank(frame: pd.DataFrame, forces: str, by: Measure, baseline: str, measures: tuple[Measure, ...]) -> Ranking:
    tables = {measure.name: runs for measure, runs in matched_tables(frame, measures, forces).items()}
    sized = {measure.name: _sized(tables[measure.name], measure) for measure in measures}
    order = _best_first(sized[by.name], by)
    levels, runs = ({name: _columns(table) for name, table in each.items()} for each in (tables, sized))
    standing = partial(_standing, levels, runs, by.name, baseline)
    standings = tuple(standing(paradigm, rank) for rank, paradigm in enumerate(order, start=1))
    return Ranking(forces, by, baseline, standings, compare_pairs(sized[by.name], order))


def _sized(runs: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The runs as they are compared: of a measure that counts by size, with the sign that makes each mean positive."""
    return runs * np.where(runs.mean() < 0, -1.0, 1.0) if measure.by_size else runs


def _columns(runs: pd.DataFrame) -> dict[str, Floats]:
    """The runs of each paradigm as an array: what is done with them a hundred times takes long with a column."""
    return dict(zip(runs.columns, runs.to_numpy(np.float64).T, strict=True))


def _best_first(runs: pd.DataFrame, measure: Measure) -> list[str]:
    means = runs.mean().sort_values(ascending=not measure.higher_is_better, kind="stable", na_position="last")
    return [str(name) for name in means.index]


def _standing(levels_of: Levels, runs: Levels, by: str, baseline: str, paradigm: str, rank: int) -> Standing:
    levels = {name: mean_interval(table[paradigm]) for name, table in levels_of.items()}
    if paradigm == baseline or baseline not in runs[by]:
        return Standing(paradigm, rank, levels, {}, None)
    differences = {name: paired_difference(table[paradigm], table[baseline]) for name, table in runs.items()}
    return Standing(paradigm, rank, levels, differences, relative_difference(runs[by][paradigm], runs[by][baseline]))


def first_places(frame: pd.DataFrame, forces: str, *, by: Measure = REVENUE) -> dict[str, float]:
    """The share of parameter sets with which each paradigm comes first by a measure, over each set's replications.

    Only sets that lived under every paradigm count; ties, which hardly occur, go to the first in the table.
    """
    runs = matched_runs(frame, by, forces).dropna()
    best = runs.idxmax(axis=1) if by.higher_is_better else runs.idxmin(axis=1)
    return {str(name): float((best == name).mean()) for name in runs.columns}


def compare_pairs(runs: pd.DataFrame, order: Sequence[str]) -> tuple[Pair, ...]:
    """Every pair of columns of `runs` (matched replications x paradigms), told apart or not.

    `order` names the columns, best first. With fewer than two common replications nothing is told apart.
    """
    couples, lived = list(combinations(order, 2)), _columns(runs)
    p_values = [paired_p_value(lived[a], lived[b]) for a, b in couples]
    return tuple(
        Pair(a, b, paired_difference(lived[a], lived[b]), p, corrected, corrected < 1 - CONFIDENCE)
        for (a, b), p, corrected in zip(couples, p_values, holm(p_values), strict=True)
    )
