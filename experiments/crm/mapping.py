"""Whose columns are whose: a mapping brings an export's columns to the canonical tables."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["day-first", "month-first", "year-first", "iso", "auto"]
DecimalMark = Literal["point", "comma", "auto"]
Duplicates = Literal["drop", "keep"]
IdStyle = Literal["as-is", "salesforce"]
Basis = Literal["yearly", "half-yearly", "quarterly", "monthly", "one-off", "total", "unsaid"]
Lines = Literal["add", "same", "auto"]


@dataclass(frozen=True)
class Filter:
    """Which rows count: those in whose column (the first of `columns` that is there) stands one of `words`.

    `excludes` turns it round; `within`, they need only stand in the cell among others. Words are normal ones; where
    `insists`, the column must be there.
    """

    columns: tuple[str, ...]
    words: frozenset[str]
    excludes: bool = False
    within: bool = False
    insists: bool = False


@dataclass(frozen=True)
class TableMapping:
    """How one canonical table is filled.

    `columns` gives for each field the names that its column may have, and `insisted` the fields whose one
    name must be there; `values` gives for each field its canonical values and the cells that mean them.
    A file is `called` the table by these words, beside the usual ones. Without a telling name it is recognised
    by the fields `recognised_by` and by one of the headings `marks` (where any are given), unless it has one of
    the headings `unlike`; `prefix` is how the table's ids begin. `amount` says what money an amount is, `lines`
    whether the rows of one id are parts to be added.
    """

    table: str
    columns: Dictionary[str, tuple[str, ...]]
    insisted: frozenset[str] = frozenset()
    constants: Dictionary[str, str] = field(default_factory=dict)
    values: Dictionary[str, Dictionary[str, tuple[str, ...]]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ("Select",)
    recognised_by: tuple[str, ...] = ()
    optional: bool = False
    dates: DateOrder = "auto"
    decimal: DecimalMark = "auto"
    duplicates: Duplicates = "drop"
    ids: IdStyle = "as-is"
    marks: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    prefix: str = ""
    where: tuple[Filter, ...] = ()
    amount: Basis = "unsaid"
    lines: Lines = "auto"
    encoding: str = ""


@dataclass(frozen=True)
class Mapping:
    """A whole mapping: what the export is, whom to credit, and its tables."""

    file: str
    title: str
    credit: str
    licence: str
    tables: Dictionary[str, TableMapping] = field(default_factory=dict)
