"""A table as spreadsheets save it: UTF-8, UTF-16 or an old code page, any delimiter, blank rows, a `sep=` line."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from .content import decode
from .given import GivenError, bytes_of

DELIMITERS = (",", ";", "\t", "|")


class SheetError(ValueError):
    """A file that is no table; the message says why, and where in it."""


class Line(NamedTuple):
    """A row that is not blank: its number as a spreadsheet shows it (the header is row 1), and its cells."""

    number: int
    cells: tuple[str, ...]


def read_sheet(file: Path) -> list[Line]:
    """The rows of a file that are not blank, the header first.

    Raises SheetError for a file that cannot be opened, is not text, or whose quotes do not close.
    """
    try:
        data = bytes_of(file)
        text = decode(data)[0] if data.strip() else ""
    except GivenError as error:
        raise SheetError(f"{file}: {error}") from error
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"').lower()
    told = declared.startswith("sep=") and len(declared) == len("sep=") + 1
    delimiter = declared[-1] if told else max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(rest if told else text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [Line(n, tuple(cell.strip() for cell in cells)) for n, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        raise SheetError(f"{file.name}, row {reader.line_num}: {error}") from error
    return [row for row in rows if any(row.cells)]
