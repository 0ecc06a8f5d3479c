"""A text's rows as cells: the delimiter told by the first rows or a `sep=` line, whatever the line ends."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from .refusals import refusal

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
_PIECE = 2_000  # rows at a time
_CHARACTERS = 1_000_000  # of text at a time
_LONGEST_DECLARATION = 40


def delimiter_of(text: str) -> tuple[str, int]:
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


def pieces(text: str, start: int, delimiter: str, file: str) -> Iterator[list[list[str]]]:
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
