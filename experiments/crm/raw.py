"""A CSV file as columns of cells, with the numbers of its rows as a spreadsheet would show them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cordiale.simulation.scenario.given import GivenError, bytes_of

from .columnar import Column, Gathering
from .content import decode
from .refusals import nearest, refusal, shown
from .spelling import bare_heading

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
_PIECE = 2_000  # rows brought to columns at a time
_CHARACTERS = 1_000_000  # of text at a time
_LONGEST_DECLARATION = 40


class RawRow(NamedTuple):
    """One row: its number (the header is row 1) and its cells, stripped."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(self.cells)


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file's header and columns, all still text, with notes on how it had to be read.

    `numbers` are those of the rows in the columns: the header is row 1. Rows that do not fit the header are
    `odd`; of those `cut`, by number, only blank cells lay beyond it.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    numbers: np.ndarray
    odd: tuple[RawRow, ...]
    cut: frozenset[int]
    notes: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns up to the last that has a name."""
        return width_of(self.header)

    @property
    def last(self) -> int:
        """The number of the last row in which something stands; 1 where there is none."""
        filled = np.flatnonzero(~self.blank)
        regular = int(self.numbers[filled[-1]]) if len(filled) else 1
        return max([regular, *(row.number for row in self.odd if not row.is_blank)])

    @cached_property
    def blank(self) -> np.ndarray:
        """Of each row in the columns, whether nothing stands in any cell."""
        blank = np.ones(len(self.numbers), bool)
        for column in self.columns:
            blank &= column.blank
        return blank

    @property
    def rows(self) -> tuple[RawRow, ...]:
        """All rows one by one, odd ones included, in their order."""
        return tuple(sorted((*map(self.row, range(len(self.numbers))), *self.odd)))

    def row(self, place: int) -> RawRow:
        """The row at a place of the columns."""
        return RawRow(int(self.numbers[place]), tuple(column.cell(place) for column in self.columns))

    def head(self, count: int) -> list[RawRow]:
        """The first rows in the columns."""
        return [self.row(place) for place in range(min(count, len(self.numbers)))]

    def position(self, name: str) -> int | None:
        """Where a column stands, whatever its case, spaces or underscores; nothing where it is absent.

        Raises `DataError` where two columns carry the name.
        """
        found = [i for i, head in enumerate(self.header) if bare_heading(head) == bare_heading(name)]
        if len(found) > 1:
            raise refusal(self.file, f"the header names this column {len(found)} times", row=1, column=name)
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether a column stands in the header, once or more often."""
        return any(bare_heading(head) == bare_heading(name) for head in self.header)

    def missing(self, name: str) -> str:
        """The words for a column that is not there."""
        return f"no such column in the header; nearest present: {shown(nearest(name, self.header))}"


def read_raw(path: Path, *, encoding: str = "") -> RawTable:
    """Read one CSV file, whatever its delimiter, encoding (unless it is given) and line ends.

    Raises `DataError` where it cannot be opened, is not text, has unbalanced quotes, or holds no rows.
    """
    try:
        data = bytes_of(path)
    except GivenError as error:
        raise refusal(path.name, f"cannot be read ({error})") from error
    text, notes = decode(data, file=path.name, encoding=encoding)
    del data
    delimiter, start = _delimiter(text)
    if delimiter != ",":
        notes = (*notes, f"delimiter {delimiter!r}")
    return _table(path.name, _pieces(text, start, delimiter, path.name), notes)


def width_of(header: tuple[str, ...]) -> int:
    """Columns of a header up to the last that has a name."""
    return max((i for i, name in enumerate(header, start=1) if name), default=0)


def _table(file: str, pieces: Iterator[list[list[str]]], notes: tuple[str, ...]) -> RawTable:
    header = tuple(map(str.strip, next(pieces, [[]])[0]))
    if not any(header):
        raise refusal(file, "the header is blank; the first row must name the columns", row=1)
    gathering, odd, cut = Gathering(len(header)), [], set()
    numbers: list[int] = []
    first = 2
    for piece in pieces:
        numbered = range(first, first + len(piece))
        first += len(piece)
        if set(map(len, piece)) == {len(header)}:
            gathering.add(piece)
            numbers.extend(numbered)
            continue
        fitting = []
        for number, cells in zip(numbered, piece, strict=True):
            found = _fitted(cells, header)
            if found is None:
                odd.append(RawRow(number, tuple(map(str.strip, cells))))
                continue
            if len(cells) > len(header):
                cut.add(number)
            fitting.append(found)
            numbers.append(number)
        gathering.add(fitting)
    table = RawTable(file, header, gathering.columns(), np.array(numbers, np.int64), tuple(odd), frozenset(cut), notes)
    if table.last == 1:
        raise refusal(file, "holds a header but no rows")
    return table


def _fitted(cells: list[str], header: tuple[str, ...]) -> list[str] | None:
    """A row brought to the width of its header, where nothing is lost or missing but blanks."""
    if len(cells) > len(header):
        return None if any(map(str.strip, cells[len(header) :])) else cells[: len(header)]
    return [*cells, *[""] * (len(header) - len(cells))] if len(cells) >= width_of(header) else None


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and where the text begins after the `sep=` line that spreadsheets hide."""
    end = text.find("\n") + 1
    declared = text[:end].strip().strip('"').lower() if 0 < end < _LONGEST_DECLARATION else ""
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4], end
    return max(DELIMITERS, key=lambda one: _regularity(text, one)), 0


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines of a text with their ends, whatever these are, without a copy of the whole."""
    while start < len(text):
        end = text.find("\n", start + _CHARACTERS) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _regularity(text: str, delimiter: str) -> float:
    """Columns in the header times the share of early rows that have as many."""
    head = islice(_lines(text), _SAMPLE_ROWS)
    try:
        widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    return widths[0] * widths.count(widths[0]) / len(widths) if widths and widths[0] > 1 else 0.0


def _pieces(text: str, start: int, delimiter: str, file: str) -> Iterator[list[list[str]]]:
    """The rows as cells: the header alone, then many at a time."""
    rows = csv.reader(_lines(text, start), delimiter=delimiter, strict=True)
    number, size = 0, 1
    while True:
        piece: list[list[str]] = []
        try:
            piece.extend(islice(rows, size))
        except csv.Error as error:
            row = number + len(piece) + 1
            raise refusal(file, f"cannot be split into cells ({error}); check the quotes", row=row) from error
        if not piece:
            return
        yield piece
        number, size = number + len(piece), _PIECE
