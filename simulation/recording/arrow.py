"""How a record becomes Arrow: columns with unit and definition, and words for the numbers of words, seats, sources."""

from collections.abc import Mapping
from functools import cache, lru_cache
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
    """What numbers stand for: the seats of the chart, the sources of leads, which run it is, and what it decides.

    `decided` has the text and the thing of each row of the state's decisions.
    """

    seats: pa.Array
    sources: tuple[str, ...]
    run: Mapping[str, str | int]
    decided: tuple[tuple[str, str], ...] = ()

    @property
    def all_sources(self) -> pa.Array:
        """The sources of the scenario, and two for what came from none."""
        return text((*self.sources, OWN, UNKNOWN))

    def of_run(self, rows: int) -> Columns:
        """Which run it is, on each of so many rows."""
        return {key: same_on_all(value, rows) for key, value in self.run.items()}


@lru_cache(64)
def same_on_all(value: str | int, rows: int) -> pa.Array:
    """One value, on each of so many rows."""
    if isinstance(value, str):
        return word(text((value,)), np.zeros(rows, np.int32))
    return numbers(np.full(rows, value, np.int64))


@cache
def empty(name: str) -> pa.Table:
    """A table without rows."""
    return schema(name).empty_table()


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
    made = names.of_run(rows) | columns
    arrays = [numbers(made[each]) if isinstance(made[each], np.ndarray) else made[each] for each in columns_of(name)]
    return pa.Table.from_arrays(arrays, schema=schema(name))


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """The names of a table's columns, in their order."""
    return tuple(schema(name).names)


def numbers(values: Any) -> pa.Array:
    """Numbers of which none is missing, as they lie in memory."""
    lying = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(lying.dtype), len(lying), [None, pa.py_buffer(lying)])


def word(words: pa.Array, which: Any) -> pa.DictionaryArray:
    """Words by their places in a list; a place below 0 is empty."""
    places = np.asarray(which, np.int32)
    some = places.min(initial=0) < 0
    indices = pa.array(places, mask=places < 0) if some else numbers(places)
    return pa.DictionaryArray.from_arrays(indices, words, safe=False)


@cache
def places_of(kind: type[Word]) -> tuple[pa.Array, Any]:
    """The words of a kind, and which of them a number stands for; nobody, -1, for none."""
    places = np.full(max(kind) + 2, -1, np.int32)
    places[[int(each) for each in kind]] = np.arange(len(kind))
    return text(tuple(each.word for each in kind)), places


def word_of(kind: type[Word], which: Any) -> pa.DictionaryArray:
    """The words of numbers that the state keeps in their place."""
    words, places = places_of(kind)
    return word(words, places[which])


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
