"""A text's rows as cells: the delimiter told by the first rows or a `sep=` line, whatever the line ends."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, islice, takewhile

from .refusals import refusal
from .spelling import has_digit

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
FEWEST_HEADINGS = 2  # below titles, for a row to be a header
_PIECE = 500  # rows at a time: few enough to stay near the processor
_CHARACTERS = 1_000_000  # of text at a time
_LONGEST_DECLARATION = 40


def delimiter_of(text: str) -> tuple[str, int]:
    """The delimiter, and where the text begins after the `sep=` line that spreadsheets hide."""
    end = text.find("\n") + 1
    declared = text[:end].strip().strip('"').lower() if 0 < end < _LONGEST_DECLARATION else ""
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4], end
    told = max(DELIMITERS, key=lambda one: _regularity(text, one))
    if _regularity(text, told) > 0.0:
        return told, 0
    return max(DELIMITERS, key=lambda one: _regularity(text, one, titled=True)), 0


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines of a text with their ends, whatever these are, without a copy of the whole."""
    return chain.from_iterable(_parts(text, start))  # a generator would take a quarter of the time of splitting


def _parts(text: str, start: int) -> Iterator[io.StringIO]:
    while start < len(text):
        end = text.find("\n", start + _CHARACTERS) + 1 or len(text)
        yield io.StringIO(text[start:end], newline="")
        start = end


def _regularity(text: str, delimiter: str, *, titled: bool = False) -> float:
    """Columns in the header times the share of early rows that have as many; of a `titled` file, below its titles."""
    head = islice(_lines(text), _SAMPLE_ROWS)
    try:
        widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    if titled:
        widths = [*dropwhile(lambda width: width == 1, widths)]
        if not _is_a_table(widths):
            return 0.0
    return widths[0] * widths.count(widths[0]) / len(widths) if widths and widths[0] > 1 else 0.0


def _is_a_table(widths: Sequence[int]) -> bool:
    """Whether a row below titles is a header: of more than two columns, with as many in most rows that follow."""
    return len(widths) > 1 and widths[0] > FEWEST_HEADINGS and 2 * widths.count(widths[0]) > len(widths)


def titles_above(text: str, start: int, delimiter: str) -> int:
    """How many rows stand above the header: titles of a report, which fill one cell at most, or a key and its value,
    and names of groups of columns.
    """
    rows = islice(csv.reader(_lines(text, start), delimiter=delimiter), _SAMPLE_ROWS)
    try:
        cells = [[*map(str.strip, row)] for row in rows]
    except csv.Error:
        return 0
    blank = len([*takewhile(lambda row: not any(row), cells)])
    blank *= not any(map(has_digit, next(iter(cells[blank:]), [""])))  # else the names of the columns are what is blank
    cells = cells[blank:]
    sample = [(sum(map(bool, row)), len(row)) for row in cells]
    above = blank + (_above(sample, most=2, fewest=2 * FEWEST_HEADINGS) or _above(sample, most=1, fewest=0))
    return above + _is_of_groups(cells[above - blank :])


def titles(text: str, start: int, delimiter: str, above: int) -> tuple[str, ...]:
    """What stands above the header in so many rows."""
    rows = islice(csv.reader(_lines(text, start), delimiter=delimiter), above)
    return tuple(cell.strip() for row in rows for cell in row if cell.strip())


def _is_of_groups(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names groups of the columns that the second names, as merged cells do."""
    groups, names, *below = rows if len(rows) > FEWEST_HEADINGS else [[], [], []]
    if not all(names) or not sum(map(bool, groups)) < len(names) or any(map(has_digit, [*groups, *names])):
        return False
    if not any(groups) or len(names) < max(map(len, below)):
        return False
    digits = [sum(has_digit(cell) for cell in column) for column in zip(*below, strict=False)]
    return sum(2 * count > len(below) for count in digits) >= FEWEST_HEADINGS


def _above(sample: Sequence[tuple[int, int]], *, most: int, fewest: int) -> int:
    """How many first rows fill no more than `most` cells, where a header of at least so many stands below them."""
    titles = [*takewhile(lambda row: row[0] <= most, sample)]
    below = [row for row in sample[len(titles) :] if row[0]]
    begins = bool(titles and below) and titles[0][0] > 0 and below[0][0] >= fewest
    return len(titles) if begins and _is_a_table([width for _, width in below]) else 0


def _piece(rows: Iterator[list[str]], size: int, file: str, number: int) -> list[list[str]]:
    """The next so many rows as cells, behind the `number` that were read."""
    piece: list[list[str]] = []
    try:
        piece.extend(islice(rows, size))
    except csv.Error as error:
        row = number + len(piece) + 1
        raise refusal(file, f"cannot be split into cells ({error}); check the quotes", row=row) from error
    return piece


def pieces(text: str, start: int, delimiter: str, file: str, *, above: int) -> Iterator[list[list[str]]]:
    """The rows as cells below the titles `above`: the header alone, then many at a time."""
    rows = csv.reader(_lines(text, start), delimiter=delimiter, strict=True)
    number, size = len(_piece(rows, above, file, 0)), 1
    while True:
        piece = _piece(rows, size, file, number)
        if not piece:
            return
        yield piece
        number, size = number + len(piece), _PIECE
