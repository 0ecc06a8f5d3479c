"""Which rows of a table count, as the mapping says under `where`: deleted rows, tests, renewals, other pipelines."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .canonical import Origin
from .mapping import Filter, TableMapping
from .raw import RawRow, RawTable
from .refusals import refusal
from .repairs import Repairs
from .spelling import normal


class _Placed(NamedTuple):
    """A filter and the column of a file that it looks at."""

    rule: Filter
    heading: str
    position: int

    known: dict[str, bool]

    def keeps(self, row: RawRow) -> bool:
        cell = row.cells[self.position]
        if cell not in self.known:
            self.known[cell] = (normal(cell) in self.rule.words) != self.rule.excludes
        return self.known[cell]


def filtered(table: TableMapping, raw: RawTable, rows: Iterable[RawRow], repairs: Repairs) -> Iterator[RawRow]:
    """The rows that count. *Writes* the repairs: rows left out, and by which column.

    Raises `DataError` where a column that the mapping insists on is not there.
    """
    placed = [one for rule in table.where if (one := _placed(rule, raw))]
    for row in rows:
        against = next((one for one in placed if not one.keeps(row)), None)
        if against is None:
            yield row
        else:
            place, cell = Origin(table.table, raw.file, row.number), row.cells[against.position]
            repairs.set_aside(place, f"left out by {table.table}.where", field=against.heading, value=cell)


def _placed(rule: Filter, raw: RawTable) -> _Placed | None:
    for name in rule.columns:
        position = raw.position(name)
        if position is not None:
            return _Placed(rule, raw.header[position], position, {})
    if rule.insists:
        raise refusal(raw.file, raw.missing(rule.columns[0]), row=1, column=rule.columns[0])
    return None
