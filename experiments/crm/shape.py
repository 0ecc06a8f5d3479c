"""Rows that have the shape of their header; what lies around and between them is dropped and counted."""

import re
from collections.abc import Iterator

from .canonical import Origin
from .raw import RawRow, RawTable
from .repairs import Repairs

_FOOTER = re.compile(
    r"copyright|confidential|grand total|total|generated|report|filtered|data as of|as of|\d+ records?",
    re.IGNORECASE,
)
_BLANK, _END = "blank row", "footer of a report"


def regular_rows(table: str, raw: RawTable, repairs: Repairs) -> Iterator[RawRow]:
    """The rows of a file with as many cells as its header has names.

    Blank rows, the footer of a report and rows with too few or too many cells are dropped; blank cells beyond
    the header, and columns without a name at its end, are cut off. *Writes* the repairs.
    """
    names = _width(raw.header)
    body = _without_blank_end(raw.rows)
    footer = _footer_start(body)
    repairs.open(table, raw.file, rows=len(body), notes=raw.notes)
    if names < len(raw.header) and any(any(row.cells[names : len(raw.header)]) for row in body):
        repairs.note(table, raw.file, "a column without a name at the end of the header is not used")
    for index, row in enumerate(body):
        complaint = _END if index >= footer else _complaint(row, names, len(raw.header))
        if complaint:
            place = Origin(table, raw.file, row.number)
            book = repairs.set_aside if complaint in (_BLANK, _END) else repairs.drop
            book(place, complaint, value=next(filter(None, row.cells), None))
            continue
        if len(row.cells) > len(raw.header):
            repairs.repair(Origin(table, raw.file, row.number), "blank cells beyond the header cut off")
        yield row if len(row.cells) == names else RawRow(row.number, row.cells[:names])


def _width(header: tuple[str, ...]) -> int:
    return max(i for i, name in enumerate(header, start=1) if name)


def _without_blank_end(rows: tuple[RawRow, ...]) -> tuple[RawRow, ...]:
    end = max((i for i, row in enumerate(rows, start=1) if not row.is_blank), default=0)
    return rows[:end]


def _complaint(row: RawRow, names: int, headings: int) -> str | None:
    if row.is_blank:
        return _BLANK
    if len(row.cells) < names:
        return "row with fewer cells than the header"
    return "row with more cells than the header" if any(row.cells[headings:]) else None


def _footer_start(rows: tuple[RawRow, ...]) -> int:
    """Where the footer begins: the closing run of rows of one cell, after a blank row or worded so."""
    start = len(rows)
    while start and _is_remark(rows[start - 1]):
        start -= 1
    closing = rows[start:]
    worded = any(_FOOTER.search(row.cells[0]) for row in closing if not row.is_blank)
    return start if worded or any(row.is_blank for row in closing) else len(rows)


def _is_remark(row: RawRow) -> bool:
    return not any(row.cells[1:])
