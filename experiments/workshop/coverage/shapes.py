"""Shapes of outcomes for worlds whose truth is known: money, shares, answers and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ...foundations.statistics import Floats


class Shape(Protocol):
    """How one measure is spread over runs, given what each paradigm does to it."""

    def mean(self, effects: Floats) -> Floats: ...

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats: ...


@dataclass(frozen=True)
class Lognormal:
    """Money that luck multiplies: `shared` by all paradigms, `own` (standard deviations of the logarithm)."""

    shared: float
    own: float

    def mean(self, effects: Floats) -> Floats:
        return 10_000.0 * effects

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats:
        together = self.shared * rng.standard_normal((replications, 1)) - self.shared**2 / 2
        alone = self.own * rng.standard_normal((replications, len(effects))) - self.own**2 / 2
        return np.asarray(self.mean(effects) * np.exp(together + alone))


@dataclass(frozen=True)
class Deals:
    """Money from a few contracts: those that every paradigm wins, and its own; their sizes are lognormal."""

    shared: float
    own: float
    spread: float

    def mean(self, effects: Floats) -> Floats:
        return self.shared + self.own * effects

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats:
        together = self._worth(rng, rng.poisson(self.shared, (replications, 1)))
        return together + self._worth(rng, rng.poisson(self.own * effects, (replications, len(effects))))

    def _worth(self, rng: np.random.Generator, counts: NDArray[np.int64]) -> Floats:
        sizes = rng.lognormal(-(self.spread**2) / 2, self.spread, int(counts.sum()))
        owners = np.repeat(np.arange(counts.size), counts.ravel())
        return np.asarray(np.bincount(owners, sizes, counts.size), np.float64).reshape(counts.shape)


@dataclass(frozen=True)
class Share:
    """A share in [0, 1], half of it luck that all have in common; betas around `usual`, the tighter the more `firm`."""

    usual: float
    firm: float

    def mean(self, effects: Floats) -> Floats:
        return self.usual * (0.5 + 0.5 * effects)

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats:
        together = self._beta(rng, np.ones(1), replications)
        return 0.5 * together + 0.5 * self._beta(rng, effects, replications)

    def _beta(self, rng: np.random.Generator, effects: Floats, replications: int) -> Floats:
        mean = self.usual * effects
        return rng.beta(self.firm * mean, self.firm * (1.0 - mean), (replications, len(effects)))


@dataclass(frozen=True)
class Answers:
    """A difference of two shares of people who say yes: executives, few and alike everywhere, and many others."""

    executives: int
    others: int

    def mean(self, effects: Floats) -> Floats:
        return 0.5 * effects - 0.2

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats:
        above = rng.binomial(self.executives, 0.8, (replications, 1)) / self.executives
        below = rng.binomial(self.others, 0.5 * effects, (replications, len(effects))) / self.others
        return above + below - 1.0


@dataclass(frozen=True)
class Count:
    """Events: those that happen everywhere, and a paradigm's own; both Poisson."""

    shared: float
    own: float

    def mean(self, effects: Floats) -> Floats:
        return self.shared + self.own * effects

    def draw(self, rng: np.random.Generator, replications: int, effects: Floats) -> Floats:
        together = rng.poisson(self.shared, (replications, 1))
        return (together + rng.poisson(self.own * effects, (replications, len(effects)))).astype(np.float64)
