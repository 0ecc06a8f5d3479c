"""What is measured: numbers per replication, put together from readings of cells.

A quantity is declared, and says itself which columns of which cells it needs; `sample` gives its value in each
replication once they have been simulated. Position i of any two samples is the same replication, so differences
are paired. The declarations are plain data: their text is part of the fingerprint of a validation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..foundations.statistics import Estimate, mean_interval
from .cells import Cell
from .readings import Columns, Reading, ratio

Simulated = Mapping[Cell, Columns]
Needs = Iterator[tuple[Cell, str]]


class Estimated(ABC):
    """A number with an interval, from what was simulated; abstract."""

    @abstractmethod
    def needs(self) -> Needs:
        """The columns, each with its cell, that must be simulated."""

    @abstractmethod
    def estimate(self, simulated: Simulated) -> Estimate:
        """The number with its 95 % interval."""


class Quantity(Estimated):
    """A number per replication; abstract."""

    @abstractmethod
    def sample(self, simulated: Simulated) -> Any:
        """The value in each replication, shape (replications,); NaN where it is missing."""

    def estimate(self, simulated: Simulated) -> Estimate:
        """Its mean over replications with the 95 % interval."""
        return mean_interval(self.sample(simulated))


@dataclass(frozen=True)
class Level(Quantity):
    """A reading of one cell."""

    cell: Cell
    reading: Reading

    def needs(self) -> Needs:
        """The columns of its reading, in its cell."""
        yield from ((self.cell, name) for name in self.reading.columns)

    def sample(self, simulated: Simulated) -> Any:
        """The reading in each replication."""
        return self.reading.of(simulated[self.cell])


@dataclass(frozen=True)
class OfTwo(Quantity):
    """Two quantities put together pair by pair; abstract."""

    first: Quantity
    second: Quantity

    def needs(self) -> Needs:
        """What both need."""
        yield from (*self.first.needs(), *self.second.needs())

    def both(self, simulated: Simulated) -> Any:
        """Both in the replications that both have, shape (2, replications)."""
        return _paired(self.first.sample(simulated), self.second.sample(simulated))


@dataclass(frozen=True)
class Less(OfTwo):
    """The first less the second, pair by pair; `share` times the second where only a part of it counts."""

    share: float = 1.0

    def sample(self, simulated: Simulated) -> Any:
        """The first less `share` of the second."""
        first, second = self.both(simulated)
        return first - self.share * second


@dataclass(frozen=True)
class Over(OfTwo):
    """The first over the second, pair by pair."""

    def sample(self, simulated: Simulated) -> Any:
        """The ratio of both, NaN where the second is zero."""
        first, second = self.both(simulated)
        return ratio(first, second)


@dataclass(frozen=True)
class ShareUnder(OfTwo):
    """Whether the first lies under the second, pair by pair: its mean is the share of replications in which it does."""

    def sample(self, simulated: Simulated) -> Any:
        """1 where it does, else 0; NaN where either is missing."""
        first, second = self.both(simulated)
        return np.where(np.isfinite(first + second), (first < second).astype(float), np.nan)


@dataclass(frozen=True)
class Relative(OfTwo):
    """How far the first lies above the second, as a share of the second's mean over replications.

    With `plus_one` the ratio of the means instead.
    """

    plus_one: bool = False

    def sample(self, simulated: Simulated) -> Any:
        """A sample whose mean is the relative difference of the means; all NaN unless the second's mean is positive."""
        first, second = self.both(simulated)
        base = _centre(second)
        if not base > 0.0:
            return np.full(len(first), np.nan)
        ratio = _centre(first) / base
        return (first - ratio * second) / base + ratio - (0.0 if self.plus_one else 1.0)


@dataclass(frozen=True)
class Average(Quantity):
    """The mean of several quantities in each replication."""

    of: tuple[Quantity, ...]

    def needs(self) -> Needs:
        """What all of them need."""
        for quantity in self.of:
            yield from quantity.needs()

    def sample(self, simulated: Simulated) -> Any:
        """The mean of all, in the replications that all have."""
        return np.mean(_paired(*(quantity.sample(simulated) for quantity in self.of)), axis=0)


@dataclass(frozen=True)
class Ranked(Quantity):
    """Of several quantities the one with the largest mean, or the second largest (`place` 2), and so on.

    With `smallest` the order is the other way round. Which one it is depends on the sample: a claim against the
    strongest rival is a claim against each of them.
    """

    of: tuple[Quantity, ...]
    place: int = 1
    smallest: bool = False

    def needs(self) -> Needs:
        """What all of them need."""
        for quantity in self.of:
            yield from quantity.needs()

    def sample(self, simulated: Simulated) -> Any:
        """That of the one in the wanted place; those without a mean come last."""
        samples = [quantity.sample(simulated) for quantity in self.of]
        sign = 1.0 if self.smallest else -1.0
        samples.sort(key=lambda sample: np.nan_to_num(sign * _centre(sample), nan=np.inf))
        return samples[self.place - 1]


def _centre(sample: Any) -> float:
    """The mean of a sample, missing ones left out; NaN of nothing."""
    present = sample[np.isfinite(sample)]
    return float(present.mean()) if len(present) else np.nan


def _paired(*samples: Any) -> Any:
    """The samples over the replications that all of them have, shape (samples, replications)."""
    fewest = min(len(sample) for sample in samples)
    return np.stack([sample[:fewest] for sample in samples])
