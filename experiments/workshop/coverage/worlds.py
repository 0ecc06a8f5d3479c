"""Worlds in which the truth is known: what a run of each paradigm brings, and what it brings on average."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation import load_scenario, simulate

from ...comparison.measures import FRICTION, GAP, LEAVERS, REVENUE, matched_runs
from ...comparison.ranking import PREFERRED_BASELINE
from .shapes import Answers, Count, Deals, Lognormal, Shape, Share

Floats = NDArray[np.float64]
Sample = dict[str, Floats]
MEASURES = (REVENUE, FRICTION, GAP, LEAVERS)  # money, a share, a difference of coarse shares, a count
EFFECTS = {PREFERRED_BASELINE: 1.0, "better": 1.1, "best": 1.3}
EQUALS = 5  # paradigms compared where none differs


class World(Protocol):
    """Runs of some paradigms, matched by luck; `promised` if intervals are to be right here."""

    @property
    def name(self) -> str: ...

    @property
    def promised(self) -> bool: ...

    @property
    def paradigms(self) -> tuple[str, ...]:
        """The baseline first."""

    def truth(self) -> Sample:
        """The mean of each measure, by its column; shape (paradigms,)."""

    def sample(self, rng: np.random.Generator, replications: int) -> Sample:
        """Matched runs; shape (replications, paradigms)."""

    def equals(self, rng: np.random.Generator, replications: int) -> Sample:
        """Matched runs of paradigms that differ by luck only."""


@dataclass(frozen=True)
class Made:
    """A made-up world: a shape for each measure."""

    name: str
    promised: bool
    revenue: Shape
    friction: Shape
    gap: Shape
    leavers: Shape

    @property
    def paradigms(self) -> tuple[str, ...]:
        return tuple(EFFECTS)

    def truth(self) -> Sample:
        return self._each(lambda shape: shape.mean(np.array(list(EFFECTS.values()))))

    def sample(self, rng: np.random.Generator, replications: int) -> Sample:
        return self._each(lambda shape: shape.draw(rng, replications, np.array(list(EFFECTS.values()))))

    def equals(self, rng: np.random.Generator, replications: int) -> Sample:
        return self._each(lambda shape: shape.draw(rng, replications, np.ones(EQUALS)))

    def _each(self, made: Callable[[Shape], Floats]) -> Sample:
        shapes = (self.revenue, self.friction, self.gap, self.leavers)
        return {measure.column: made(shape) for measure, shape in zip(MEASURES, shapes, strict=True)}


@dataclass(frozen=True)
class Lived:
    """Runs of the model taken for all there are; a study draws from them with replacement.

    `runs` holds each measure by its column, shape (replications, paradigms). Where paradigms are to be equal,
    each replication is dealt out to them anew.
    """

    name: str
    promised: bool
    paradigms: tuple[str, ...]
    runs: Sample

    def truth(self) -> Sample:
        return {column: runs.mean(axis=0) for column, runs in self.runs.items()}

    def sample(self, rng: np.random.Generator, replications: int) -> Sample:
        drawn = rng.integers(len(next(iter(self.runs.values()))), size=replications)
        return {column: runs[drawn] for column, runs in self.runs.items()}

    def equals(self, rng: np.random.Generator, replications: int) -> Sample:
        dealt = np.argsort(rng.random((replications, len(self.paradigms))), axis=1)
        return {
            column: np.take_along_axis(runs, dealt, axis=1) for column, runs in self.sample(rng, replications).items()
        }


MILD = Made("mild", True, Lognormal(0.06, 0.05), Share(0.05, 2_000), Answers(3, 60), Count(25.0, 10.0))
SKEWED = Made("skewed", True, Lognormal(0.3, 0.15), Share(0.1, 30), Answers(2, 12), Count(2.0, 1.5))
FEW_DEALS = Made("few large deals", False, Deals(3.0, 1.0, 1.3), Share(0.03, 20), Answers(1, 4), Count(0.3, 0.2))
MADE = (MILD, SKEWED, FEW_DEALS)


def lived(replications: int = 400, *, scenario: str = "smb-inbound", seed: int = 1) -> Lived:
    """The model's own world: runs of a small shipped company under all forces, four quarters long."""
    names = (PREFERRED_BASELINE, "siloed", "assimilated", "proportional")
    frame = simulate(load_scenario(scenario), names, ["all"], replications, 4, seed)
    tables = {measure.column: matched_runs(frame, measure, "all")[list(names)] for measure in MEASURES}
    return Lived("the model's runs", True, names, {column: table.to_numpy() for column, table in tables.items()})
