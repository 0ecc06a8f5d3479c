"""Whose columns are whose: a mapping brings an export's columns to the canonical tables."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["day-first", "month-first", "iso", "auto"]
DecimalMark = Literal["point", "comma", "auto"]
Duplicates = Literal["drop", "keep"]
IdStyle = Literal["as-is", "salesforce"]


@dataclass(frozen=True)
class TableMapping:
    """How one canonical table is filled.

    `columns` gives for each field the names that its column may have, and `insisted` the fields whose one
    name must be there; `values` gives for each field its canonical values and the cells that mean them.
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


@dataclass(frozen=True)
class Mapping:
    """A whole mapping: what the export is, whom to credit, and its tables."""

    file: str
    title: str
    credit: str
    licence: str
    tables: Dictionary[str, TableMapping] = field(default_factory=dict)
