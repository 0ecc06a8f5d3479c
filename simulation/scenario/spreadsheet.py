"""A table as spreadsheets save it: UTF-8, UTF-16 or an old code page, any delimiter, blank rows, a `sep=` line."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

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
    except GivenError as error:
        raise SheetError(f"{file}: {error}") from error
    text = _decoded(data, file.name)
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


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 and UTF-16 by their form, and Windows-1252 for the rest."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SheetError(f"{name} starts as UTF-16 but breaks off") from error
    if b"\0" in data:
        raise SheetError(f"{name} is not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
