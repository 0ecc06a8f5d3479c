"""How a record becomes Arrow: columns with unit and definition, and words for the numbers of words, seats, sources."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ..world.words import Word
from .column import FIELDS, SEATS, WORDS, Column
from .contents import OF_RUN, RUN, TITLES

NAME = pa.dictionary(pa.int32(), pa.string())
OWN, UNKNOWN = "own-search", "unknown"
Columns = dict[str, Any]


class Names(NamedTuple):
    """What numbers stand for: the seats of the chart, the sources of leads, and which run it is."""

    seats: pa.Array
    sources: tuple[str, ...]
    run: Mapping[str, str | int]

    @property
    def all_sources(self) -> pa.Array:
        """The sources of the scenario, and two for what came from none."""
        return text((*self.sources, OWN, UNKNOWN))

    def of_run(self, rows: int) -> Columns:
        """Which run it is, on each of so many rows."""
        first = pa.array(np.zeros(rows, np.int32))
        return {
            key: pa.DictionaryArray.from_arrays(first, text((value,))) if isinstance(value, str) else
            pa.repeat(pa.scalar(value, pa.int64()), rows)
            for key, value in self.run.items()
        }  # fmt: skip


@cache
def schema(name: str) -> pa.Schema:
    """The columns of a table as Arrow and Parquet have them, each with unit and definition."""
    fields = [pa.field(each.name, kind(each), metadata=described(each)) for each in (*RUN, *OF_RUN[name])]
    return pa.schema(fields, metadata={"title": f"Cordiale record: {TITLES[name]}"})


def described(column: Column) -> dict[str, str]:
    """Unit and definition, as the metadata of a file has them."""
    return {"unit": column.unit, "definition": column.definition}


def kind(column: Column) -> pa.DataType:
    """Names are words; what is copied keeps its kind; weeks of the record's own, and claims, are whole."""
    if column.unit == "name":
        return NAME
    if column.table:
        return pa.int64() if FIELDS[column.table][column.field].kind == "i8" else pa.float64()
    return (
        pa.int64() if column.unit in ("week", "quarter", "number", "0 or 1") or column.name == "wins" else pa.float64()
    )


def table(name: str, names: Names, columns: Columns, rows: int) -> pa.Table:
    """A table of one run: which run it is, then its columns."""
    made, found = names.of_run(rows) | columns, schema(name)
    arrays = (made[each.name] for each in found)
    return pa.Table.from_arrays(
        [each if isinstance(each, pa.Array) else pa.array(each) for each in arrays], schema=found
    )


def word(words: pa.Array, numbers: Any) -> pa.DictionaryArray:
    """Words by their places in a list; a place below 0 is empty."""
    places = np.asarray(numbers, np.int32)
    empty = places < 0
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=empty) if empty.any() else pa.array(places), words)


@cache
def places_of(kind: type[Word]) -> tuple[pa.Array, Any]:
    """The words of a kind, and which of them a number stands for; nobody, -1, for none."""
    places = np.full(max(kind) + 2, -1, np.int32)
    places[[int(each) for each in kind]] = np.arange(len(kind))
    return text(tuple(each.word for each in kind)), places


def word_of(kind: type[Word], numbers: Any) -> pa.DictionaryArray:
    """The words of numbers that the state keeps in their place."""
    words, places = places_of(kind)
    return word(words, places[numbers])


@cache
def text(words: tuple[str, ...]) -> pa.Array:
    """Words for a column to choose from."""
    return pa.array(words, pa.string())


def copies(name: str, rows: Any, table: str, names: Names, *, prefix: str = "", suffix: str = "") -> Columns:
    """The columns of a table that copy fields of the state's table, from rows or columns of it."""
    return {
        column.name: cut(column, rows[f"{column.field}{suffix}"], names)
        for column in OF_RUN[name] if column.table == table and column.name.startswith(prefix)
    }  # fmt: skip


def cut(column: Column, values: Any, names: Names) -> Any:
    """One field of many rows, side by side; as words, if it holds their numbers."""
    place = (column.table, column.field)
    if place in WORDS:
        return word_of(WORDS[place], values)
    return word(names.seats, values) if place in SEATS else np.ascontiguousarray(values)
