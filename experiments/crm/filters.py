"""Which rows of a table count, as the mapping says under `where`: deleted rows, tests, renewals, other pipelines."""

from typing import NamedTuple

import numpy as np

from .canonical import Origin
from .columnar import Column
from .mapping import Filter, TableMapping
from .raw import RawTable
from .refusals import refusal
from .repairs import Repairs
from .spelling import normal


class _Placed(NamedTuple):
    """A filter and the column of a file that it looks at."""

    rule: Filter
    heading: str
    column: Column

    def keeps(self, places: np.ndarray) -> np.ndarray:
        """Of the rows at some places, whether they pass."""
        column = self.column.at(places)
        passing = [(normal(word) in self.rule.words) != self.rule.excludes for word in column.words]
        return np.array(passing, bool)[column.codes]


def filtered(table: TableMapping, raw: RawTable, places: np.ndarray, repairs: Repairs) -> np.ndarray:
    """The places of the rows that count. *Writes* the repairs: rows left out, and by which column.

    Raises `DataError` where a column that the mapping insists on is not there.
    """
    placed = [one for rule in table.where if (one := _placed(rule, raw))]
    against = np.full(len(places), -1)
    for rank in reversed(range(len(placed))):
        against[~placed[rank].keeps(places)] = rank
    for at in np.flatnonzero(against >= 0):
        one, place = placed[against[at]], int(places[at])
        origin, cell = Origin(table.table, raw.file, int(raw.numbers[place])), one.column.cell(place)
        repairs.set_aside(origin, f"left out by {table.table}.where", field=one.heading, value=cell)
    kept: np.ndarray = places[against < 0]
    return kept


def _placed(rule: Filter, raw: RawTable) -> _Placed | None:
    for name in rule.columns:
        position = raw.position(name)
        if position is not None:
            return _Placed(rule, raw.header[position], raw.columns[position])
    if rule.insists:
        raise refusal(raw.file, raw.missing(rule.columns[0]), row=1, column=rule.columns[0])
    return None
