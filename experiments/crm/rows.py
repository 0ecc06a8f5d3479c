"""The rows of one canonical table, column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any, Self

import numpy as np

from .arrays import array_of, plain
from .canonical import RECORDS, Origin, Record, fields_of


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a canonical table: the file and the number of each, and of the fields that anything fills a column."""

    table: str
    files: np.ndarray = field(default_factory=lambda: np.zeros(0, object))
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, name: str) -> np.ndarray:
        """A field of all rows, in which nothing stands where no column fills it."""
        if name not in self.columns:
            return np.repeat(array_of(fields_of(self.table)[name].kind, [None]), len(self))
        return self.columns[name]

    def at(self, places: np.ndarray) -> Self:
        """The rows at some places, or where it is said that they are taken."""
        columns = {name: values[places] for name, values in self.columns.items()}
        return replace(self, files=self.files[places], numbers=self.numbers[places], columns=columns)

    def having(self, **columns: np.ndarray) -> Self:
        """The rows with other values in some fields."""
        return replace(self, columns={**self.columns, **columns})

    def origin(self, place: int) -> Origin:
        """Where a row came from."""
        return Origin(self.table, self.files[place], int(self.numbers[place]))

    def records(self) -> Iterator[Record]:
        """The rows one by one, for what must be said of each of a few."""
        make: Any = RECORDS[self.table]
        origins = map(Origin, repeat(self.table), self.files.tolist(), self.numbers.tolist())
        return map(make, origins, *(plain(self[name]) for name in make._fields[1:]))


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of some parts of a table, one after another."""
    first, *others = parts
    if not others:
        return first
    names = dict.fromkeys(name for part in parts for name in part.columns)
    return Rows(
        first.table,
        np.concatenate([part.files for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        {name: np.concatenate([part[name] for part in parts]) for name in names},
    )


def rows_of(table: str, records: Sequence[Record]) -> Rows:
    """Records of a table as its rows."""
    kinds = {name: field.kind for name, field in fields_of(table).items()}
    origins, *columns = zip(*records, strict=True) if records else [(), *([()] * len(kinds))]
    return Rows(
        table,
        array_of("text", [one.file for one in origins]),
        np.array([one.row for one in origins], np.int64),
        {name: array_of(kind, said) for (name, kind), said in zip(kinds.items(), columns, strict=True)},
    )


def with_others(rows: Rows, places: np.ndarray, others: Rows) -> Rows:
    """The rows, in which others stand at some places."""

    def mended(values: np.ndarray, other: np.ndarray) -> np.ndarray:
        found = values.copy()
        found[places] = other
        return found

    columns = {name: mended(rows[name], other) for name, other in others.columns.items()}
    return Rows(rows.table, mended(rows.files, others.files), mended(rows.numbers, others.numbers), columns)
