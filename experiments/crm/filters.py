"""Which rows of a table count, as the mapping says under `where`: deleted rows, tests, renewals, other pipelines."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from .canonical import Origin
from .columnar import Column
from .mapping import Filter, TableMapping
from .raw import RawTable
from .refusals import refusal
from .repairs import Repairs
from .spelling import bare_heading, counted_words, normal

_KINDS = re.compile(r"(deal|opportunity|opp)?(type|recordtype(name)?|pipeline|kind|typ|art)(name)?")
_NOT_NEW = re.compile(
    r"renew|existing|up-?sell|cross-?sell|add-?on|expansion|\btests?\b|verl[aä]nger|erneuer|bestand|renouvel|renova[cç]"
)
_NAMES = re.compile(
    r"(deal|opportunity|opp|potential|trato|affaire|negocio|geschäft|opportunit[eyé])?(name|title|titel|titre|título)|topic|subject|thema"
    r"|namederopportunity|nomdel'opportunité|nomdelatransaction|nombredelaoportunidad|nombredelnegocio|nomedaoportunidade"
    r"|nomedonegócio"
)
_TESTS = re.compile(
    r"(this is a |do not use|zz+[ -]|xx+[ -])?\W*(test|dummy|asdf|fake)\b(?! (equipment|bench|rig|lab|drive))"
)
_MAY_BE_TESTS = ("test", "dummy", "asdf", "fake")


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
        raise refusal(raw.file, raw.missing(rule.columns[0]), row=raw.top, column=rule.columns[0])
    return None


def other_kinds(table: TableMapping, raw: RawTable, places: np.ndarray) -> Iterator[tuple[str, str]]:
    """Notes on deals that a column says may be no new business or mere tests, and that no filter looked at."""
    looked_at = {bare_heading(name) for rule in table.where for name in rule.columns}
    headings = enumerate(raw.header if table.table == "opportunity" else ())
    for position, heading in headings:
        bare = bare_heading(heading)
        told = next((one for one in _TOLD if one[0].fullmatch(bare)), None)
        if told is None or bare in looked_at:
            continue
        column = raw.columns[position].at(places)
        counted = zip(column.words, column.counts, strict=True)
        found = {word: count for word, count in counted if told[1](word)}
        if found:
            text = f"column {heading}: {sum(found.values())} rows may be {told[2]}, and count all the same"
            advice = f"to leave them out, say [opportunity.where] {heading!r} = {{ not = [...] }}"
            yield f"{text}: {{cells}}; {advice}", counted_words(found.items())


def _is_test(word: str) -> bool:
    plain = word.casefold()
    return any(one in plain for one in _MAY_BE_TESTS) and _TESTS.match(normal(word)) is not None


_TOLD: tuple[tuple[re.Pattern[str], Callable[[str], object], str], ...] = (
    (_KINDS, lambda word: _NOT_NEW.search(normal(word)), "no new business"),
    (_NAMES, _is_test, "tests"),
)
