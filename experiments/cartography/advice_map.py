"""A map of advice: for each cell of two factors the best option, its lead, and whether more than luck says so.

*Question*: in which worlds is which option the best, by how much, and where can nobody tell?
*Design*: a study in which every option was lived in the same worlds on the same luck (`matched_worlds`).
*Measure*: in each cell the mean of one measure, over its worlds or by a fitted surface (`smoothing`).
*Expectation*: where options change places, a band in which they cannot be told apart; were there none, the error would
be wrong. *Finding*: a map says it of its study; the model has no one map.

What is told apart, `beyond_chance` says; over cells the share of false claims among those told apart is held to 5 %
(Benjamini and Hochberg 1995; cells share their luck, so their errors come together, which the procedure allows if they
lean one way).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from scipy.stats import false_discovery_control

from ..analysis.run_values import AnalysisError, Quarter
from ..foundations.shares import CONFIDENCE
from ..foundations.statistics import Estimate, mean_interval
from ..study.file import SAMPLED
from .beyond_chance import certain, pair, scatter
from .ladder import Ladder, ladder
from .matched_worlds import Worlds, matched_worlds
from .smoothing import Smoother, means, surface

How = Literal["cells", "bins", "surface"]
BINS, FINE = (4, 12), 20  # the least and most bins of a side by themselves; the steps of a surface's side
WORLDS_A_BIN = 4  # that bins are made for


@dataclass(frozen=True)
class Cell:
    """One cell: the options' means, who leads, and how surely. `best` is -1 where no world lies.

    `lead` is that over the second, in the measure's unit, never negative; `p` is after the correction for the number of
    rivals, `apart` after that over cells.
    """

    x: int
    y: int
    worlds: int
    means: tuple[float, ...]
    best: int
    second: int
    lead: Estimate
    p: float
    apart: bool = False


@dataclass(frozen=True)
class AdviceMap:
    """A map: its axes, its cells in the order of y, then x, and how they were made."""

    worlds: Worlds
    x: Ladder
    y: Ladder
    how: How
    smoother: Smoother
    cells: tuple[Cell, ...]

    @property
    def known(self) -> list[Cell]:
        return [each for each in self.cells if each.best >= 0]

    @property
    def over(self) -> list[str]:
        """The factors that are on no axis: a cell is an average over them."""
        return [name for name in self.worlds.others if name not in (self.x.name, self.y.name)]

    def shares(self) -> dict[str, tuple[int, int]]:
        """For each option the cells that it leads, and those of them in which it is told apart."""
        led = {name: [each for each in self.known if each.best == at] for at, name in enumerate(self.worlds.options)}
        return {name: (len(cells), sum(each.apart for each in cells)) for name, cells in led.items()}


def advice_map(
    directory: str | Path, x: str, y: str, *, outcome: str = "revenue", of: str = "paradigm", quarter: Quarter = "all",
    less_is_better: bool | None = None, bins: int | None = None, fitted: bool = False,
) -> AdviceMap:  # fmt: skip
    """The map of the study in a folder over two of its factors.

    `bins`: into how many parts the range of a sampled factor is cut (4 to 12 by the number of worlds, if left out; a
    surface is read at 20). `fitted`: by a surface. Raises AnalysisError for what the study does not allow; StudyError,
    StoreError.
    """
    worlds = matched_worlds(directory, outcome, of=of, quarter=quarter, less_is_better=less_is_better)
    for axis, name in (("x", x), ("y", y)):
        if name not in worlds.others:
            raise AnalysisError(f"{axis} = {name!r} is no other factor of the study; it has {', '.join(worlds.others)}")
    if x == y:
        raise AnalysisError(f"x and y are both {x}: a map has two axes")
    if bins is not None and not 2 <= bins <= 200:
        raise AnalysisError(f"bins = {bins} is outside [2, 200]")
    usual = FINE if fitted else int(np.clip(math.isqrt(len(worlds.points) // WORLDS_A_BIN), *BINS))
    along, up = (ladder(worlds.factor(name), worlds.points[name], bins=bins or usual) for name in (x, y))
    smoother = _surface(worlds, along, up) if fitted else means(along, up)
    how: How = "surface" if fitted else "bins" if along.binned or up.binned else "cells"
    scattered = fitted or worlds.plan.study.design in (*SAMPLED, "list")
    return AdviceMap(worlds, along, up, how, smoother, _judged([*_cells(worlds, along, smoother, scattered)]))


def _surface(worlds: Worlds, x: Ladder, y: Ladder) -> Smoother:
    for axis in (x, y):
        if axis.category:
            raise AnalysisError(f"{axis.name} has categories: a surface is fitted over numbers")
    places, at = [], []
    for axis in (x, y):
        low, high = axis.edges[0], axis.edges[-1]
        places.append(2 * (worlds.points[axis.name].to_numpy(dtype=float) - low) / (high - low) - 1)
        at.append(2 * (axis.centres - low) / (high - low) - 1)
    cells = np.array([(across, upward) for upward in at[1] for across in at[0]])
    average = worlds.worth.mean(axis=2)
    return surface(np.column_stack(places), cells, (average - average.mean(axis=0)).T)


def _cells(worlds: Worlds, x: Ladder, smoother: Smoother, scattered: bool) -> Iterator[Cell]:
    lived = np.einsum("cw,owr->cor", smoother.weights, worlds.worth)
    pairs = scatter(worlds, smoother) if scattered else {}
    sign = -1 if worlds.less_is_better else 1
    for number, (by_option, count) in enumerate(zip(lived, smoother.counts, strict=True)):
        y_step, x_step = divmod(number, len(x.steps))
        if not count:
            none = tuple(math.nan for _ in worlds.options)
            yield Cell(x_step, y_step, 0, none, -1, -1, mean_interval([]), math.nan)
            continue
        average = by_option.mean(axis=1)
        best, second, *_ = (int(at) for at in np.argsort(-average, kind="stable"))
        p = max(
            certain(by_option[best] - by_option[other], [each[number] for each in pairs.get(pair(best, other), ())])
            for other in range(len(worlds.options)) if other != best
        )  # fmt: skip
        lead = mean_interval(by_option[best] - by_option[second])
        told = tuple(float(sign * each) for each in average)
        yield Cell(x_step, y_step, int(count), told, best, second, lead, min(1.0, p * (len(worlds.options) - 1)))


def _judged(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells, with whether their best is told apart once all are looked at together."""
    known = [at for at, each in enumerate(cells) if each.best >= 0]
    corrected = false_discovery_control([cells[at].p for at in known]) if known else []
    for at, p in zip(known, corrected, strict=True):
        cells[at] = Cell(**{**cells[at].__dict__, "apart": bool(p < 1 - CONFIDENCE)})
    return tuple(cells)
