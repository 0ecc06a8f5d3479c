"""A column of a file as its distinct cells and which of them stands in which row, so that each is read once.

Where nearly every cell differs, as ids and moments do, all are kept as they come: telling them apart would cost
more than reading one twice. Plain numpy: Arrow would load pandas, for longer than most exports take to read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np

MOSTLY, ENOUGH = 0.9, 20_000  # share of cells that differ from which on all are kept, and rows to tell it by


class Column:
    """Cells in the order of their rows, stripped; `codes` says for each row which of the `words` it holds.

    A word that stands twice among them costs time, and nothing else.
    """

    def __init__(self, words: list[str], codes: np.ndarray, *, filled: bool = False) -> None:
        self.words = words
        self.codes = codes
        self._filled = filled  # known to hold no blank, so that words need not be looked at again

    @property
    def is_plain(self) -> bool:
        """Whether nearly every cell differs, so that no word says anything of many rows."""
        return len(self.words) >= ENOUGH and len(self.words) > MOSTLY * len(self.codes)

    @cached_property
    def counts(self) -> list[int]:
        """How often each word comes."""
        found: list[int] = np.bincount(self.codes, minlength=len(self.words)).tolist()
        return found

    @cached_property
    def firsts(self) -> np.ndarray:
        """The place, from 0, at which each word first comes."""
        firsts = np.zeros(len(self.words), np.int64)
        firsts[self.codes[::-1]] = np.arange(len(self.codes) - 1, -1, -1)
        return firsts

    @cached_property
    def blank(self) -> np.ndarray:
        """Of each row, whether nothing stands in the cell."""
        if self._filled:
            return np.zeros(len(self.codes), bool)
        return np.array([not word for word in self.words], bool)[self.codes]

    def cell(self, place: int) -> str:
        """The cell at a place."""
        return self.words[self.codes[place]]

    def at(self, places: np.ndarray) -> Column:
        """The cells at some places, with those words only that stand there; at all of them, the column itself."""
        if len(places) == len(self.codes) and not (np.diff(places) < 1).any():
            return self
        codes = self.codes[places]
        standing = np.bincount(codes, minlength=len(self.words)) > 0
        if standing.all():
            return Column(self.words, codes)
        return Column([self.words[i] for i in np.flatnonzero(standing)], (np.cumsum(standing) - 1)[codes])

    def spread(self, values: Sequence[Any]) -> list[Any]:
        """For each row the value of its cell, given one for each word."""
        return [values[code] for code in self.codes.tolist()]


class _Growing:
    """One column in the making."""

    def __init__(self) -> None:
        self.known: defaultdict[str, int] | None = defaultdict(count().__next__)
        self.words: list[str] = []
        self.codes: list[np.ndarray] = []
        self.rows = 0
        self.filled = True

    def add(self, cells: Sequence[str]) -> None:
        """Take cells, each kept once as long as that saves anything."""
        self.rows += len(cells)
        if self.known is None:
            self.codes.append(np.arange(len(self.words), len(self.words) + len(cells), dtype=np.int32))
            stripped = [*map(str.strip, cells)]
            self.filled = self.filled and "" not in stripped
            self.words.extend(stripped)
            return
        self.codes.append(np.fromiter(map(self.known.__getitem__, cells), np.int32, len(cells)))
        if self.rows >= ENOUGH and len(self.known) > MOSTLY * self.rows:
            self.words, self.known = [*map(str.strip, self.known)], None
            self.filled = "" not in self.words

    def column(self) -> Column:
        """The whole column."""
        codes = np.concatenate(self.codes) if self.codes else np.zeros(0, np.int32)
        if self.known is None:
            return Column(self.words, codes, filled=self.filled)
        words = [*map(str.strip, self.known)]
        return Column(words, codes, filled="" not in words)


class Gathering:
    """Rows of one width on their way to columns, in pieces."""

    def __init__(self, width: int) -> None:
        self._columns = [_Growing() for _ in range(width)]

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Take rows, each as wide as said."""
        for column, cells in zip(self._columns, zip(*rows, strict=True), strict=True) if rows else ():
            column.add(cells)

    def columns(self) -> tuple[Column, ...]:
        """The columns of all rows taken."""
        return tuple(column.column() for column in self._columns)


def repeated_rows(tables: Sequence[Sequence[Column]]) -> list[np.ndarray]:
    """Of each row of tables as wide as each other, whether one with the same cells may stand elsewhere in them.

    A row that is not marked has no equal; a marked one is to be looked at.
    """
    if any(map(_all_differ, zip(*tables, strict=True))):
        return [np.zeros(len(table[0].codes), bool) for table in tables]
    sums = [np.zeros(len(table[0].codes), np.uint64) for table in tables]
    for place, columns in enumerate(zip(*tables, strict=True)):
        factor = np.random.default_rng(place).integers(1, 2**63, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        for total, column in zip(sums, columns, strict=True):
            marks = np.fromiter(map(hash, column.words), np.int64, len(column.words)).astype(np.uint64)
            total += marks[column.codes] * factor
    _, at, counts = np.unique(np.concatenate(sums), return_inverse=True, return_counts=True)
    marked = (counts > 1)[at]
    return list(np.split(marked, np.cumsum([len(one) for one in sums])[:-1]))


def _all_differ(columns: Sequence[Column]) -> bool:
    """Whether no two cells of a column, as several tables have it, are the same."""
    rows = sum(len(column.codes) for column in columns)
    return sum(len(column.words) for column in columns) == rows == len(set().union(*(each.words for each in columns)))
