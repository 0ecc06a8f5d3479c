"""Readings: how the quarters of a column become one number per replication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Columns = Mapping[str, Any]  # column name to values of shape (replications, quarters + 1)

EVERY: tuple[int, int | None] = (1, None)  # quarters after the founding
LAST_YEAR: tuple[int, int | None] = (-4, None)
LAST_QUARTER: tuple[int, int | None] = (-1, None)


def quarters(first: int, last: int) -> tuple[int, int]:
    """The span from one quarter to another, both included."""
    return first, last + 1


@dataclass(frozen=True)
class Reading:
    """How a column becomes one number per replication: its mean over a span of quarters, missing ones left out.

    The columns in `plus` are added to it, those in `minus` taken off. With `per`, the sum over the sum of those
    columns instead: a rate over the whole span. Either is multiplied by `times`; 1 is added
    if `plus_one`, so that a share of what is kept becomes one of what is lost.
    """

    column: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    span: tuple[int, int | None] = EVERY
    times: float = 1.0
    plus_one: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it reads."""
        return (self.column, *self.plus, *self.minus, *self.per)

    def of(self, columns: Columns) -> Any:
        """The number in each replication, shape (replications,); NaN where no quarter has a value."""
        within = slice(*self.span)
        values = columns[self.column][:, within]
        values = values + sum(columns[name][:, within] for name in self.plus)
        values = values - sum(columns[name][:, within] for name in self.minus)
        if not self.per:
            return self.times * _mean(values) + float(self.plus_one)
        total = sum(np.nansum(columns[name][:, within], axis=1) for name in self.per)
        return self.times * ratio(np.nansum(values, axis=1), total) + float(self.plus_one)


def _mean(values: Any) -> Any:
    """Mean over quarters, NaN where no quarter has a value."""
    return ratio(np.nansum(values, axis=1), np.isfinite(values).sum(axis=1))


def ratio(above: Any, below: Any) -> Any:
    """Position by position the first over the second, NaN where there is nothing to divide by."""
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0)
