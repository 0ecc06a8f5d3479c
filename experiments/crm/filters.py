"""Which rows of a table count, as the mapping says under `where`: deleted rows, tests, renewals, other pipelines."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .canonical import Origin
from .columnar import Column
from .kinds_of_rows import is_of_kinds
from .mapping import Filter, TableMapping
from .raw import RawTable
from .recognition import OWN_NAMES
from .refusals import refusal
from .repairs import Repairs
from .spelling import bare_heading, normal
from .values import FALSE, NOTHING, TRUE

USUAL = (  # hold for every table, unless its mapping looks at such a column itself
    Filter(
        ("IsDeleted", "Deleted", "Gelöscht", "Supprimé", "Eliminado", "Excluído", "Eliminato", "Verwijderd"),
        TRUE,
        excludes=True,
    ),
    Filter(
        ("Deleted At", "Deleted On", "Deleted Date", "Date Deleted", "Deleted Time", "Gelöscht am", "Supprimé le"),
        NOTHING | FALSE | {"0000-00-00", "0000-00-00 00:00:00", "\\n"},
    ),
    Filter(
        ("Is Test", "Is_Test__c", "Test", "Test Deal", "Test Record", "Test Account", "Testdatensatz"),
        TRUE,
        excludes=True,
    ),
)


def with_usual(rules: Sequence[Filter]) -> tuple[Filter, ...]:
    """The filters of a mapping, and those of rows which are marked as deleted or as tests."""
    looked_at = {bare_heading(name) for rule in rules for name in rule.columns}
    return (*rules, *(one for one in USUAL if looked_at.isdisjoint(map(bare_heading, one.columns))))


class _Placed(NamedTuple):
    """A filter and the column of a file that it looks at."""

    rule: Filter
    heading: str
    column: Column

    def keeps(self, places: np.ndarray) -> np.ndarray:
        """Of the rows at some places, whether they pass."""
        column = self.column.at(places)
        passing = [self._has(normal(word)) != self.rule.excludes for word in column.words]
        return np.array(passing, bool)[column.codes]

    def _has(self, word: str) -> bool:
        words = self.rule.words
        return any(one in word for one in words) if self.rule.within else word in words


def filtered(table: TableMapping, raw: RawTable, places: np.ndarray, repairs: Repairs) -> np.ndarray:
    """The places of the rows that count. *Writes* the repairs: rows left out, and by which column.

    Raises `DataError` where a column that the mapping insists on is not there.
    """
    placed = [one for rule in table.where if (one := _placed(rule, raw))]
    placed += _leads_among(table, raw) if table.table == "opportunity" else []
    against = np.full(len(places), -1)
    for rank in reversed(range(len(placed))):
        against[~placed[rank].keeps(places)] = rank
    for at in np.flatnonzero(against >= 0):
        one, place = placed[against[at]], int(places[at])
        origin, cell = Origin(table.table, raw.file, int(raw.numbers[place])), one.column.cell(place)
        why = f"left out by {table.table}.where" if one.rule in table.where else "a lead among deals, by its kind"
        repairs.set_aside(origin, why, field=one.heading, value=cell)
    kept: np.ndarray = places[against < 0]
    return kept


def _placed(rule: Filter, raw: RawTable) -> _Placed | None:
    for name in rule.columns:
        position = raw.position(name)
        if position is not None:
            return _Placed(rule, raw.header[position], raw.columns[position])
    if rule.insists:
        raise refusal(raw.file, raw.missing(rule.columns[0]), row=raw.top, column=rule.columns[0])
    return None


def _leads_among(table: TableMapping, raw: RawTable) -> list[_Placed]:
    """What leaves leads out of a file that has leads and deals, where a column of kinds calls them so."""
    looked_at = {bare_heading(name) for rule in table.where for name in rule.columns}
    found = []
    for heading, column in zip(raw.header, raw.columns, strict=False):
        if is_of_kinds(heading) and bare_heading(heading) not in looked_at:
            words = {word for word in map(normal, column.words) if " " not in word}
            leads, deals = ({word for word in words if OWN_NAMES[of].match(word)} for of in ("lead", "opportunity"))
            if leads - deals and deals - leads:
                rule = Filter((heading,), frozenset(leads - deals), excludes=True)
                found.append(_Placed(rule, heading, column))
    return found
