"""Where the marks of a chart stand, in percent of its width and height; the page draws them, whatever its size."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from ..foundations.language import Words
from .pack import KINDS, Row, Table, Told

WHOLE = 100.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # round numbers, times a power of ten
TICKS = 4  # about so many steps from end to end


class Axis(NamedTuple):
    """From where to where a chart goes, and the round numbers on it."""

    low: float
    high: float
    ticks: tuple[float, ...]
    kind: str
    w: Words

    def place(self, value: float) -> float:
        """Where a value stands, from 0 to 100."""
        return round(WHOLE * (value - self.low) / (self.high - self.low), 2)

    def said(self, value: float) -> str:
        return KINDS[self.kind](self.w, value)


class Strip(NamedTuple):
    """A row of a chart: its marks, its whisker if it has one, which side of zero it is surely on, and its words."""

    marks: tuple[float, ...]
    low: float | None
    high: float | None
    side: str
    words: str


class Course(NamedTuple):
    """A line with its band; points are from the left and from the top."""

    axis: Axis
    line: str
    band: str
    lowest: tuple[float, float, Told]
    last: tuple[float, float, Told]


def axis_of(values: Iterable[float], kind: str, w: Words) -> Axis:
    """An axis that holds zero and all values, with room at its ends, so that every mark is whole.

    >>> from cordiale.experiments.foundations.language import ENGLISH
    >>> axis_of([-3.0, 42.0], "money", ENGLISH).ticks
    (0.0, 20.0, 40.0)
    """
    found = [0.0, *(value for value in values if math.isfinite(value))]
    least, most = min(found), max(found)
    reach = (most - least) or 1.0
    step = _round_step(reach / TICKS)
    first, last = math.ceil(least / step), math.floor(most / step)
    ticks = tuple(round(number * step, 10) + 0.0 for number in range(first, last + 1))
    return Axis(least - 0.04 * reach, most + 0.04 * reach, ticks, kind, w)


def _round_step(rough: float) -> float:
    scale = 10.0 ** math.floor(math.log10(rough))
    return next(step * scale for step in STEPS if step * scale >= rough * 0.999)


def figures_of(table: Table, row: Row) -> list[Told]:
    """The figures of a row that are drawn."""
    return table.figures(row, table.chart.fields) if table.chart else []


def axis_of_table(table: Table) -> Axis:
    """The axis that all rows of a table share."""
    every = [figures_of(table, row) for row in table.rows]
    return axis_of(
        (each.value for row in every for each in row if each.value is not None), every[0][0].kind, table.facts.w
    )


def strip(table: Table, row: Row, axis: Axis, *, words: str) -> Strip | None:
    """How a row is drawn; None where its figure is missing."""
    told = [each for each in figures_of(table, row) if each.value is not None]
    if not told:
        return None
    places = tuple(axis.place(each.value) for each in told)
    if table.chart is not None and table.chart.kind == "pair":
        return Strip(places, None, None, "open", words)
    if len(told) < 3:
        return Strip(places[:1], None, None, "plain", words)
    low, high = told[1].value, told[2].value
    side = "ahead" if low > 0 else "behind" if high < 0 else "open"
    return Strip(places[:1], places[1], places[2], side, words)


def course_of(table: Table) -> Course:
    """How the rows of a table, which are quarters, are drawn as a line."""
    rows = [figures_of(table, row) for row in table.rows]
    axis = axis_of(
        (each.value for row in rows for each in row if each.value is not None), rows[0][0].kind, table.facts.w
    )
    across = [WHOLE * (at + 0.5) / len(rows) for at in range(len(rows))]

    def point(at: int, which: int) -> tuple[float, float]:
        value = rows[at][which].value
        return round(across[at], 2), round(WHOLE - axis.place(rows[at][0].value if value is None else value), 2)

    def joined(which: int) -> list[str]:
        return ["{},{}".format(*point(at, which)) for at in range(len(rows))]

    lowest = min(range(len(rows)), key=lambda at: rows[at][0].value)
    last = len(rows) - 1
    return Course(
        axis, " ".join(joined(0)), " ".join([*joined(1), *reversed(joined(2))]),
        (*point(lowest, 0), rows[lowest][0]), (*point(last, 0), rows[last][0]),
    )  # fmt: skip
