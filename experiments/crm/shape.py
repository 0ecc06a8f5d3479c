"""Rows that have the shape of their header; what lies around and between them is dropped and counted."""

import re
from collections.abc import Iterator

import numpy as np

from .canonical import Origin
from .raw import RawRow, RawTable
from .repairs import Repairs
from .spelling import has_digit, normal
from .values import NOTHING

_FOOTER = re.compile(
    r"copyright|confidential|grand total|total|generated|report|filtered|data as of|as of|\d+ records?",
    re.IGNORECASE,
)
_LONGEST = 1000  # rows of a footer
_TOTAL = re.compile(
    r"((sub|grand)[- ]?)?totals?\b|sum\b|(zwischen)?summe\b|gesamt(summe|ergebnis)?\b|sous[- ]total|totale\b|totaal\b"
    r"|so(mm|m)a\b|suma\b|合計|小計|總計|总计|итого"
    r"|(record )?count\b|anzahl\b|nombre\b|recuento\b|contagem\b|conteggio\b|aantal\b|average\b|durchschnitt\b"
)
_TOTAL_BEHIND = re.compile(r" (totals?|ergebnis|totaal|totale)$")
LIMITS = (1_000, 2_000, 5_000, 10_000, 30_000, 50_000, 65_535, 100_000, 1_048_575)  # rows at which tools cut
_FEWEST = 3  # columns of a table in which a row of one cell is none of its rows
_MOST_TITLES = 1 / 3  # of its rows
_BLANK, _END, _RAGGED = "blank row", "footer of a report", "row with"
_HEADER, _TITLE, _SUM = "header again", "title or sum of a group: one cell is filled", "total of a report"
_TYPES = "row below the header that says what its columns hold"
_SAMPLE, _FEWEST_NUMBERS = 50, 2  # rows below it; columns of numbers
_NEARLY_ALL = 0.9  # of their cells with a digit


def regular_rows(table: str, raw: RawTable, repairs: Repairs) -> np.ndarray:
    """The places, in the columns of a file, of the rows that have the shape of its header.

    Blank rows, the header again, titles of groups, totals, the footer of a report and rows with too few or too many
    cells are dropped; blank cells beyond the header, and columns without a name at its end, are cut off. *Writes* the
    repairs.
    """
    repairs.open(table, raw.file, rows=raw.last - raw.top, notes=raw.notes)
    footer = _footer_start(raw)
    if raw.last - raw.top in LIMITS:
        what = f"exactly {raw.last - raw.top} rows: a view or a spreadsheet may have cut the file at its limit"
        repairs.note(table, raw.file, what)
    if any(not column.blank.all() for column in raw.columns[raw.width :]):
        repairs.note(table, raw.file, "a column without a name at the end of the header is not used")
    kept, between = ~raw.blank & (raw.numbers < footer), dict(_between(raw))
    kept[list(between)] = False
    why = {int(raw.numbers[place]): what for place, what in between.items()}
    strange = {int(raw.numbers[place]): raw.row(place) for place in np.flatnonzero(~kept).tolist()}
    strange |= {row.number: row for row in raw.odd}
    for number in sorted({*strange, *(number for number in raw.cut if number < footer)}):
        place = Origin(table, raw.file, number)
        if number not in strange:
            repairs.repair(place, "blank cells beyond the header cut off")
        elif number <= raw.last:
            complaint = _END if number >= footer else why.get(number) or _complaint(strange[number], raw)
            book = repairs.drop if complaint.startswith(_RAGGED) else repairs.set_aside
            book(place, complaint, value=next(filter(None, strange[number].cells), None))
    return np.flatnonzero(kept)


def _complaint(row: RawRow, raw: RawTable) -> str:
    if row.is_blank:
        return _BLANK
    if len(row.cells) == 1 and raw.width >= _FEWEST and row.number < raw.last:
        return _TITLE
    return f"{_RAGGED} {'fewer' if len(row.cells) < raw.width else 'more'} cells than the header"


def _between(raw: RawTable) -> Iterator[tuple[int, str]]:
    """The places of rows that stand between those of a table and are none, and what they are."""
    columns = raw.columns[: raw.width]
    filled = np.sum([~column.blank for column in columns], axis=0)
    titles = np.flatnonzero(filled == 1)
    if raw.width >= _FEWEST and len(titles) <= _MOST_TITLES * np.count_nonzero(filled):
        yield from ((place, _TITLE) for place in titles.tolist())
    for place in np.flatnonzero((filled > 1) & (2 * filled <= raw.width)).tolist():
        first = next(filter(None, (column.cell(place) for column in columns)))
        if _TOTAL.match(normal(first)) or _TOTAL_BEHIND.search(normal(first)):
            yield place, _SUM
    if _is_of_types(raw):
        yield 0, _TYPES
    again = [code for code, word in enumerate(columns[0].words) if word == raw.header[0]]
    for place in np.flatnonzero(np.isin(columns[0].codes, again)).tolist() if raw.header[0] else ():
        if raw.row(place).cells[: raw.width] == raw.header[: raw.width]:
            yield place, _HEADER


def _is_of_types(raw: RawTable) -> bool:
    """Whether the first row has words in columns that hold numbers or dates from the second on, and no digit."""
    rows = raw.head(_SAMPLE)
    if len(rows) < _FEWEST_NUMBERS or any(map(has_digit, rows[0].cells)):
        return False
    first, *below = rows
    worded = [i for i, cell in enumerate(first.cells) if normal(cell) not in NOTHING]
    filled = ([row.cells[i] for row in below if row.cells[i]] for i in worded)
    numbers = sum(bool(cells) and sum(map(has_digit, cells)) >= _NEARLY_ALL * len(cells) for cells in filled)
    return numbers >= _FEWEST_NUMBERS


def _footer_start(raw: RawTable) -> int:
    """The number at which the footer begins: the closing run of rows of one cell, after a blank row or worded so."""
    odd, places = {row.number: row for row in raw.odd}, {int(n): i for i, n in enumerate(raw.numbers[-_LONGEST:])}
    first, closing = len(raw.numbers) - len(places), []
    for number in range(raw.last, raw.top, -1):
        row = odd.get(number) or (raw.row(first + places[number]) if number in places else None)
        if row is None or (any(row.cells[1:]) and not (number in odd and _FOOTER.match(row.cells[0]))):
            break
        closing.append(row)
    worded = any(_FOOTER.search(row.cells[0]) for row in closing if not row.is_blank)
    return raw.last + 1 - len(closing) if worded or any(row.is_blank for row in closing) else raw.last + 1
