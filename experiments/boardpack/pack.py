"""What a board pack is made of: sections of sentences and tables, whose figures know where they come from."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.addresses import flat
from ..foundations.language import FIXED, Words


class Told(NamedTuple):
    """A figure as it is told: its address in the document, its value there, its words; `kind` is of `KINDS`."""

    address: str
    value: Any
    words: str
    kind: str


STAY = "stay"  # the option that all others are held against
MISSING = "–"
PERCENT = f"{FIXED}%"
Say = Callable[[Words, float], str]


def chance(w: Words, share: float) -> str:
    r"""A chance in percent, never quite 0 or 100.

    >>> from cordiale.experiments.foundations.language import ENGLISH
    >>> chance(ENGLISH, 1.0), chance(ENGLISH, 0.0), chance(ENGLISH, 0.973)
    ('>\xa099\xa0%', '<\xa01\xa0%', '97\xa0%')
    """
    told = f">{FIXED}99" if share > 0.99 else f"<{FIXED}1" if share < 0.01 else w.number(100 * share)
    return f"{told}{PERCENT}"


KINDS: Mapping[str, Say] = {
    "gain": lambda w, value: w.number(value, sign=True),  # thousands
    "money": lambda w, value: w.number(value),  # thousands
    "gain-percent": lambda w, value: f"{w.number(value, 1, sign=True)}{PERCENT}",  # percent
    "share": lambda w, value: f"{w.number(100 * value)}{PERCENT}",  # 0 to 1
    "small-share": lambda w, value: f"{w.number(100 * value, 1)}{PERCENT}",  # 0 to 1
    "points": lambda w, value: w.number(100 * value, sign=True),  # 0 to 1
    "gain-share": lambda w, value: f"{w.number(100 * value, 1, sign=True)}{PERCENT}",  # 0 to 1
    "chance": chance,  # 0 to 1
    "quarter": lambda w, value: w("decide.quarter", quarter=w.number(value)),
    "count": lambda w, value: w.number(value),
    "decimal": lambda w, value: w.short(value, at_most=2),
    "moved": lambda w, value: w.short(value, at_most=2, sign=True),
}


class Facts:
    """The figures of a document, told by address, in a language."""

    def __init__(self, document: Mapping[str, Any], w: Words) -> None:
        self.document, self.w, self._leaves = document, w, flat(document)

    def told(self, address: str, kind: str, *, missing: str = MISSING) -> Told:
        """The figure at an address; `missing` are the words where there is none. Raises KeyError for no address."""
        value = self._leaves[address]
        there = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return Told(address, value, KINDS[kind](self.w, value) if there else missing, kind)

    def option(self, name: str) -> str:
        """What an option of a decision is called: by its kind, and the paradigm that it leads to."""
        found = next(each for each in self.document["options"] if each["option"] == name)
        if found["kind"] == STAY:
            return self.w["option.stay"]
        return self.w(f"option.{found['kind']}", paradigm=self.w.paradigm(found["paradigm"]))

    @property
    def best(self) -> str:
        """What the best option of a decision is called."""
        return self.option(str(self.document["best"]))

    def meaning(self, name: str) -> str:
        """What a parameter or dial is, in a line; nothing for what is none."""
        table, _, field = name.partition(".")
        group = Scenario.model_fields.get(table)
        declared = getattr(group and group.annotation, "model_fields", {}).get(field)
        return self.w.declared("parameter", name, declared.description or "") if declared else ""

    def called(self, kind: str, name: str) -> str:
        """What something of a kind is called, or its own name where it has no words."""
        key = f"{kind}.{name}"
        return self.w[key] if key in self.w else name  # noqa: SIM401  # words are no mapping


class Sentence(NamedTuple):
    """Words with gaps in braces, and what fills them: figures, or words."""

    words: str
    gaps: Mapping[str, Told | str]

    def __str__(self) -> str:
        return self.words.format(**{name: each.words if isinstance(each, Told) else each for name, each in
                                    self.gaps.items()})  # fmt: skip


class Column(NamedTuple):
    """A column of figures: the field of a row's address, its heading, its kind, and what a gap means there."""

    field: str
    heading: str
    kind: str
    missing: str = MISSING


class Row(NamedTuple):
    """A row: where its figures stand in the document, its name, and its text cells, which come after the name.

    `unsure` are the places, from 0, of text cells that are shown hatched: what they say cannot be told apart. `note`
    says what the name means, for who does not know it.
    """

    address: str
    name: str
    texts: tuple[str, ...] = ()
    unsure: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """How a table is drawn: `kind` is intervals, course or pair; the fields are columns of the table.

    `intervals` has a mark and a whisker for each row, `course` a line with its band over the rows, which are quarters,
    `pair` two marks for each row. `title` says what is seen, `description` is its text alternative.
    """

    kind: str
    fields: tuple[str, ...]
    title: str
    description: str
    axis: str


@dataclass(frozen=True)
class Table:
    """Figures by row and column, and how they are drawn, if they are. `texts` are headings of text cells.

    `folded` is what a reader opens who wants it.
    """

    caption: str
    facts: Facts
    names: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    texts: tuple[str, ...] = ()
    chart: Chart | None = None
    folded: bool = False

    def cell(self, row: Row, column: Column) -> Told:
        return self.facts.told(f"{row.address}.{column.field}", column.kind, missing=column.missing)

    def cells(self, row: Row) -> list[Told]:
        return [self.cell(row, column) for column in self.columns]

    def figures(self, row: Row, fields: Sequence[str]) -> list[Told]:
        """The cells of a row in these columns."""
        known = {column.field: column for column in self.columns}
        return [self.cell(row, known[name]) for name in fields]


@dataclass(frozen=True)
class Section:
    """A question of a board and its answer, on a `sheet` of its own. `boxed` and `folded` say how it is shown."""

    key: str
    sheet: str
    heading: str
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    boxed: bool = False
    folded: bool = False


@dataclass(frozen=True)
class Pack:
    """The whole: a title, the answer in a sentence with its error, and the sections."""

    title: str
    subject: str
    answer: Sentence
    sure: Sentence
    sections: tuple[Section, ...]
    footer: Sentence
    words: Mapping[str, str]
