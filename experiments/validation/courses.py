"""Quantities of the course of a column over quarters: how fast it rises, and when it first is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .cells import Cell
from .quantities import Needs, Quantity, Simulated


@dataclass(frozen=True)
class Slope(Quantity):
    """How fast a column rises: the least-squares slope over quarters 1 to the last, per quarter."""

    cell: Cell
    column: str

    def needs(self) -> Needs:
        """Its column, in its cell."""
        yield self.cell, self.column

    def sample(self, simulated: Simulated) -> Any:
        """The slope in each replication; the founding does not count."""
        values = simulated[self.cell][self.column][:, 1:]
        time = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
        return values @ time / (time @ time)


@dataclass(frozen=True)
class FirstQuarter(Quantity):
    """The first quarter at whose end a column is above zero; one after the last if it never is."""

    cell: Cell
    column: str

    def needs(self) -> Needs:
        """Its column, in its cell."""
        yield self.cell, self.column

    def sample(self, simulated: Simulated) -> Any:
        """The quarter's number in each replication, from 1 on."""
        seen = simulated[self.cell][self.column][:, 1:] > 0.0
        return np.where(seen.any(axis=1), seen.argmax(axis=1) + 1.0, seen.shape[1] + 1.0)
