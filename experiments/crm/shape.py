"""Rows that have the shape of their header; what lies around and between them is dropped and counted."""

import re

import numpy as np

from .canonical import Origin
from .raw import RawRow, RawTable
from .repairs import Repairs

_FOOTER = re.compile(
    r"copyright|confidential|grand total|total|generated|report|filtered|data as of|as of|\d+ records?",
    re.IGNORECASE,
)
_LONGEST = 1000  # rows of a footer
_BLANK, _END = "blank row", "footer of a report"


def regular_rows(table: str, raw: RawTable, repairs: Repairs) -> np.ndarray:
    """The places, in the columns of a file, of the rows that have the shape of its header.

    Blank rows, the footer of a report and rows with too few or too many cells are dropped; blank cells beyond
    the header, and columns without a name at its end, are cut off. *Writes* the repairs.
    """
    repairs.open(table, raw.file, rows=raw.last - raw.top, notes=raw.notes)
    footer = _footer_start(raw)
    if any(not column.blank.all() for column in raw.columns[raw.width :]):
        repairs.note(table, raw.file, "a column without a name at the end of the header is not used")
    kept = ~raw.blank & (raw.numbers < footer)
    strange = {int(raw.numbers[place]): raw.row(place) for place in np.flatnonzero(~kept).tolist()}
    strange |= {row.number: row for row in raw.odd}
    for number in sorted({*strange, *(number for number in raw.cut if number < footer)}):
        place = Origin(table, raw.file, number)
        if number not in strange:
            repairs.repair(place, "blank cells beyond the header cut off")
        elif number <= raw.last:
            complaint = _END if number >= footer else _complaint(strange[number], raw.width)
            book = repairs.set_aside if complaint in (_BLANK, _END) else repairs.drop
            book(place, complaint, value=next(filter(None, strange[number].cells), None))
    return np.flatnonzero(kept)


def _complaint(row: RawRow, names: int) -> str:
    if row.is_blank:
        return _BLANK
    return f"row with {'fewer' if len(row.cells) < names else 'more'} cells than the header"


def _footer_start(raw: RawTable) -> int:
    """The number at which the footer begins: the closing run of rows of one cell, after a blank row or worded so."""
    odd, places = {row.number: row for row in raw.odd}, {int(n): i for i, n in enumerate(raw.numbers[-_LONGEST:])}
    first, closing = len(raw.numbers) - len(places), []
    for number in range(raw.last, raw.top, -1):
        row = odd.get(number) or (raw.row(first + places[number]) if number in places else None)
        if row is None or any(row.cells[1:]):
            break
        closing.append(row)
    worded = any(_FOOTER.search(row.cells[0]) for row in closing if not row.is_blank)
    return raw.last + 1 - len(closing) if worded or any(row.is_blank for row in closing) else raw.last + 1
