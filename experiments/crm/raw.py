"""A CSV file as rows of cells, with the numbers that a spreadsheet would show beside them."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cordiale.simulation.scenario.given import GivenError, bytes_of

from .content import decode
from .refusals import nearest, refusal, shown
from .spelling import bare_heading

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20


class RawRow(NamedTuple):
    """One row: its number (the header is row 1) and its cells, stripped."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(self.cells)


class RawTable(NamedTuple):
    """A file's header and rows, all still text, with notes on how it had to be read."""

    file: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    notes: tuple[str, ...]

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
    delimiter, body = _delimiter(text)
    rows = tuple(_rows(body, delimiter, path.name))
    if delimiter != ",":
        notes = (*notes, f"delimiter {delimiter!r}")
    return _table(path.name, rows, notes)


def _table(file: str, rows: tuple[RawRow, ...], notes: tuple[str, ...]) -> RawTable:
    if not rows or rows[0].is_blank:
        raise refusal(file, "the header is blank; the first row must name the columns", row=1)
    if all(row.is_blank for row in rows[1:]):
        raise refusal(file, "holds a header but no rows")
    return RawTable(file, rows[0].cells, rows[1:], notes)


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter and the text without the `sep=` line that spreadsheets hide."""
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"').lower()
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4], rest
    return max(DELIMITERS, key=lambda one: _regularity(text, one)), text


def _regularity(text: str, delimiter: str) -> float:
    """Columns in the header times the share of early rows that have as many."""
    head = islice(io.StringIO(text, newline=""), _SAMPLE_ROWS)
    try:
        widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    return widths[0] * widths.count(widths[0]) / len(widths) if widths and widths[0] > 1 else 0.0


def _rows(text: str, delimiter: str, file: str) -> Iterator[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        known: dict[str, str] = {}  # a cell that comes again is kept once
        for number, cells in enumerate(reader, start=1):
            yield RawRow(number, tuple(known.setdefault(cell, cell) for cell in map(str.strip, cells)))
        return
    except csv.Error as error:
        raise refusal(file, f"cannot be split into cells ({error}); check the quotes", row=number + 1) from error
