"""A CSV file as columns of cells, with the numbers of its rows as a spreadsheet would show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cordiale.simulation.scenario.content import ContentError, decode
from cordiale.simulation.scenario.given import GivenError, bytes_of

from .columnar import Column, Gathering
from .refusals import nearest, refusal, shown
from .spelling import bare_heading
from .splitting import delimiter_of, pieces, titles, titles_above


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

    `numbers` are those of the rows in the columns; the header is row `top`: 1, or below a report's `titles`.
    Rows that do not fit the header are `odd`; of those `cut`, by number, only blank cells lay beyond it.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    numbers: np.ndarray
    odd: tuple[RawRow, ...]
    cut: frozenset[int]
    notes: tuple[str, ...]
    top: int
    titles: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns up to the last that has a name."""
        return width_of(self.header)

    @property
    def last(self) -> int:
        """The number of the last row in which something stands; that of the header where there is none."""
        filled = np.flatnonzero(~self.blank)
        regular = int(self.numbers[filled[-1]]) if len(filled) else self.top
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
            raise refusal(self.file, f"the header names this column {len(found)} times", row=self.top, column=name)
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether a column stands in the header, once or more often."""
        return any(bare_heading(head) == bare_heading(name) for head in self.header)

    def missing(self, name: str) -> str:
        """The words for a column that is not there."""
        return f"no such column in the header; nearest present: {shown(nearest(name, self.header))}"


def read_raw(path: Path, *, encoding: str) -> RawTable:
    """Read one CSV file, whatever its delimiter, encoding (unless it is given) and line ends.

    Raises `DataError` where it cannot be opened, is not text, has unbalanced quotes, or holds no rows.
    """
    try:
        data = bytes_of(path)
    except GivenError as error:
        raise refusal(path.name, f"cannot be read ({error})") from error
    try:
        text, notes = decode(data, encoding=encoding)
    except ContentError as error:
        raise refusal(path.name, str(error), row=error.row) from error
    del data
    delimiter, start = delimiter_of(text)
    if delimiter != ",":
        notes = (*notes, f"delimiter {delimiter!r}")
    above = titles_above(text, start, delimiter)
    said = titles(text, start, delimiter, above)
    if above:
        stands = "; above it stand the titles of a report" if said else ""
        notes = (*notes, f"the header is row {above + 1}{stands}")
    return _table(path.name, pieces(text, start, delimiter, path.name, above=above), notes, said, above=above)


def width_of(header: tuple[str, ...]) -> int:
    """Columns of a header up to the last that has a name."""
    return max((i for i, name in enumerate(header, start=1) if name), default=0)


def _table(
    file: str, rows: Iterator[list[list[str]]], notes: tuple[str, ...], said: tuple[str, ...], *, above: int
) -> RawTable:
    header = tuple(map(str.strip, next(rows, [[]])[0]))
    if not any(header):
        raise refusal(file, "the header is blank; the first row must name the columns", row=above + 1)
    gathering, odd, cut = Gathering(len(header)), [], set()
    numbers: list[int] = []
    first = above + 2
    for piece in rows:
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
    table = RawTable(
        file,
        header,
        gathering.columns(),
        np.array(numbers, np.int64),
        tuple(odd),
        frozenset(cut),
        notes,
        top=above + 1,
        titles=said,
    )
    if table.last == table.top:
        raise refusal(file, "holds a header but no rows")
    return table


def _fitted(cells: list[str], header: tuple[str, ...]) -> list[str] | None:
    """A row brought to the width of its header, where nothing is lost or missing but blanks."""
    if len(cells) > len(header):
        return None if any(map(str.strip, cells[len(header) :])) else cells[: len(header)]
    return [*cells, *[""] * (len(header) - len(cells))] if len(cells) >= width_of(header) else None
