"""What commands print on standard output."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import typer

from .language import FIXED, NARROW, Words
from .plain import plain

if TYPE_CHECKING:
    from rich.table import Table

# Spaces that do not break, as signs that rich does not take for spaces.
HELD = str.maketrans(FIXED + NARROW, "\ue000\ue001")
LET_GO = str.maketrans("\ue000\ue001", FIXED + NARROW)
BOUNDLESS = 10_000  # columns of a terminal that no table fills


class Column(NamedTuple):
    """A column of a table: its heading, of a few lines perhaps, and the words for one row."""

    heading: str
    words: Callable[[Any], str]
    left: bool = False


def print_json(document: Any) -> None:
    """The document as indented, strict JSON; what is not finite becomes null."""
    typer.echo(json.dumps(plain(document), indent=2, allow_nan=False, default=str))


def print_table(
    columns: Iterable[Column], rows: Iterable[Any], *, title: str = "", note: str = "", fold: bool = False
) -> None:
    """Rows under headings, as wide as the terminal allows, without need of colour; `fold` lets long cells wrap.

    No cell wraps at a space that does not break, unless the table is too wide so. Without rows there are no headings,
    and no title that would announce nothing: only the note, if there is one.
    """
    from rich.console import Console  # late: rich takes its time

    given = list(columns)
    cells = [[column.words(row) for column in given] for row in rows]
    console = Console(highlight=False, emoji=False, markup=False)
    if title and (cells or note):
        console.print(title, style="bold")
    if cells:
        table = _table(given, cells, HELD, fold=fold)
        boundless = console.options.update(max_width=BOUNDLESS)
        needed = console.measure(table, options=boundless)
        if needed.minimum > console.width:
            table = _table(given, cells, {}, fold=fold)
        elif needed.maximum > console.width:
            texts = zip(*([column.heading for column in given], *cells), strict=True)
            bounds, room, over = [_least_and_most(column) for column in texts], console.width - needed.minimum, 1
            while over > 0 and room >= 0:  # what a table takes beside its columns differs by the edition of rich
                table = _table(given, cells, HELD, fold=fold, widths=_shared(room, bounds))
                over = console.measure(table, options=boundless).minimum - console.width
                room -= over
        with console.capture() as drawn:
            console.print(table)
        typer.echo(drawn.get().translate(LET_GO), nl=False)
    if note:
        console.print(wrapped(note, console.width), soft_wrap=True)


def _least_and_most(texts: Iterable[str]) -> tuple[int, int]:
    """How wide the longest word of a column is, and the longest line."""
    from rich.cells import cell_len  # late: rich takes its time

    lines = [line for text in texts for line in text.translate(HELD).split("\n")]
    least = max((cell_len(word) for line in lines for word in line.split()), default=0)
    return least, max(map(cell_len, lines), default=0)


def _shared(room: int, widths: Sequence[tuple[int, int]]) -> list[int]:
    """Columns at least as wide as their longest word; what room is left goes to those that lack most.

    >>> _shared(5, [(8, 8), (4, 12), (3, 5)])
    [8, 9, 3]
    """
    found, wanted = [least for least, _ in widths], [most for _, most in widths]
    for _ in range(room):
        lacks = [most - width for width, most in zip(found, wanted, strict=True)]
        if max(lacks) <= 0:
            break
        found[lacks.index(max(lacks))] += 1
    return found


def _table(
    columns: Sequence[Column], cells: Iterable[Iterable[str]], held: Mapping[int, Any], *, fold: bool,
    widths: Sequence[int | None] = (),
) -> Table:  # fmt: skip
    from rich import box  # late: rich takes its time
    from rich.table import Table  # late: rich takes its time

    table = Table(box=box.SIMPLE_HEAD, padding=(0, int(fold)), pad_edge=False, header_style="",
                  show_edge=False)  # fmt: skip
    for column, width in zip(columns, widths or [None] * len(columns), strict=True):
        side: Literal["left", "right"] = "left" if column.left else "right"
        # where a table is too wide, words wrap: nothing is cut
        table.add_column(
            column.heading.translate(held), justify=side, vertical="top" if fold else "bottom", overflow="fold",
            width=width,
        )  # fmt: skip
    for row in cells:
        table.add_row(*(cell.translate(held) for cell in row))
    return table


def wrapped(text: str, width: int) -> str:
    """The lines of a text, each broken where it is too wide, but never at a space that does not break.

    >>> wrapped("one two 1\u202f000", 9).splitlines() == ["one two", "1\u202f000"]
    True
    """
    broken = (textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(broken)


def value(name: str, w: Words, digits: int = 0, *, factor: float = 1) -> Callable[[Mapping[str, float]], str]:
    """The words for one number of a row, `factor` times its unit."""

    def words(row: Mapping[str, float]) -> str:
        return w.number(row[name] * factor, digits)

    return words


def percent(name: str, w: Words, digits: int = 0) -> Callable[[Mapping[str, float]], str]:
    """The words for a share, in percent."""
    return value(name, w, digits, factor=100)
