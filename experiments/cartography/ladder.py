"""An axis of a map: the levels of a factor one by one, or its range in equal parts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..analysis.run_values import AnalysisError
from ..foundations.statistics import Floats
from ..study.factors import Factor

MOST_LEVELS = 60  # a listed factor with more values is cut into bins


class Ladder(NamedTuple):
    """The steps of an axis. `edges` has one more than there are steps; a category's steps stand at 0, 1, 2, ...

    `place` of a world is the step that it belongs to; `binned` says that a step holds a part of a range.
    """

    name: str
    unit: str
    steps: tuple[Any, ...]
    edges: Floats
    place: Any
    binned: bool
    category: bool

    @property
    def centres(self) -> Floats:
        return (self.edges[:-1] + self.edges[1:]) / 2

    def told(self, step: int) -> Any:
        """What a step is called: its level, or the middle of its part of the range."""
        return float(self.centres[step]) if self.binned else self.steps[step]


def ladder(factor: Factor, column: pd.Series, *, bins: int) -> Ladder:
    """The axis of a factor over worlds that have these values of it.

    Levels are taken as they are, and so are whole numbers of which there are no more than `bins`; another range is cut
    into `bins` equal parts, half way between whole numbers where it is one of those. Raises AnalysisError for a factor
    that has one value only.
    """
    unit, category = factor.domain.unit, factor.domain.kind == "category"
    levels = list(factor.levels) or sorted(column.unique(), key=None if not category else str)
    if len(levels) < 2:
        raise AnalysisError(f"{factor.name} has one value only, {levels[0]}: there is nothing to draw along it")
    if factor.is_sampled and not category and (factor.low < factor.high or len(levels) > MOST_LEVELS):
        low, high = (factor.low, factor.high) if factor.low < factor.high else (min(levels), max(levels))
        beyond = 0.5 if factor.domain.kind == "whole" else 0.0
        if not beyond or high - low >= bins:
            edges = np.linspace(low - beyond, high + beyond, bins + 1)
            place = np.clip(np.searchsorted(edges, column.to_numpy(dtype=float), side="right") - 1, 0, bins - 1)
            return Ladder(factor.name, unit, tuple(range(bins)), edges, place, binned=True, category=False)
        levels = [*range(int(low), int(high) + 1)]
    if not category:
        levels = sorted(levels)
    known = {level: at for at, level in enumerate(levels)}
    place = column.map(known).to_numpy(dtype=int)
    return Ladder(factor.name, unit, tuple(levels), _edges(levels, category), place, binned=False, category=category)


def _edges(levels: list[Any], category: bool) -> Floats:
    """Half way between neighbours, and as far beyond the ends.

    >>> _edges([0.0, 1.0, 3.0], False).tolist()
    [-0.5, 0.5, 2.0, 4.0]
    """
    at = np.arange(len(levels), dtype=float) if category else np.asarray(levels, dtype=float)
    between = (at[:-1] + at[1:]) / 2
    return np.concatenate([[2 * at[0] - between[0]], between, [2 * at[-1] - between[-1]]])
