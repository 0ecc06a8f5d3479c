"""The charts of a board pack as figures by themselves, for slides and papers: the same marks as on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.page import HAIRLINE, INK, SHEET, SOFT_INK, TEXT, Layout, Margins, open_page, save, styled
from ..figures.typesetting import POINT, text_width
from .geometry import Axis, axis_of_table, figures_of
from .pack import Pack, Row, Table

PAGE = replace(SHEET, name="chart", width=150, per_row=1)
ROW, COURSE_HEIGHT = 5.5, 45.0  # mm
GAP = 2.0  # mm between words and what they stand beside
SIDES = {"ahead": "#1b7837", "behind": "#b2182b", "open": SOFT_INK}


def draw_charts(pack: Pack, directory: Path) -> list[Path]:
    """Draw every chart of a pack as PNG and SVG into a folder that is there; the files, in order. Raises StoreError."""
    return [file for name, table in charts_of(pack) for file in save(draw_chart(table), directory / name)]


def charts_of(pack: Pack) -> Iterator[tuple[str, Table]]:
    """The tables of a pack that are drawn, by name: that of their section, numbered from the second on."""
    for section in pack.sections:
        drawn = [table for table in section.tables if table.chart is not None]
        for number, table in enumerate(drawn, start=1):
            yield f"{section.key}-{number}" if number > 1 else section.key, table


def draw_chart(table: Table) -> Figure:
    """A table's chart: marks and whiskers for rows, or a line with its band over quarters.

    Raises ValueError for a table without one.
    """
    if table.chart is None:
        raise ValueError(f"{table.caption}: this table has no chart")
    draw: Callable[[Axes, Table, Axis], None] = _course if table.chart.kind == "course" else _rows
    beside = max(text_width(_words(table, row), TEXT) for row in table.rows) + 2 * GAP
    with styled():
        figure, (ax,) = open_page(
            table.chart.title, table.caption, panels=1, layout=_layout(table), margins=_margins(table, beside)
        )
        draw(ax, table, axis_of_table(table))
    return figure


def _layout(table: Table) -> Layout:
    course = table.chart is not None and table.chart.kind == "course"
    return replace(PAGE, panel_height=COURSE_HEIGHT if course else ROW * len(table.rows) + ROW)


def _margins(table: Table, beside: float) -> Margins:
    if table.chart is not None and table.chart.kind == "course":
        axis = axis_of_table(table)
        return Margins(left=max(text_width(axis.said(each), TEXT) for each in axis.ticks) + 2 * GAP, right=beside)
    return Margins(left=max(text_width(row.name, TEXT) for row in table.rows) + 3 * GAP, right=beside)


def _rows(ax: Axes, table: Table, axis: Axis) -> None:
    """A mark for each row with its whisker, or two marks; what it comes to is written at the right."""
    pair = table.chart is not None and table.chart.kind == "pair"
    for place, row in enumerate(table.rows):
        told = [each for each in figures_of(table, row) if each.value is not None]
        ax.annotate(
            _words(table, row), (1, place), (GAP / POINT, 0), xycoords=ax.get_yaxis_transform(),
            textcoords="offset points", va="center", annotation_clip=False,
        )  # fmt: skip
        if not told:
            continue
        ends = [each.value for each in told[:2]] if pair else [each.value for each in told[1:3]]
        side = "open" if pair or len(ends) < 2 else "ahead" if ends[0] > 0 else "behind" if ends[1] < 0 else "open"
        ax.plot(ends, [place] * len(ends), color=SIDES[side], linewidth=1.2, solid_capstyle="butt")
        ax.plot(told[0].value, place, "o", color=SIDES[side], markersize=4.5, clip_on=False)
        if pair and len(told) > 1:
            ax.plot(told[1].value, place, "o", color=SIDES[side], markerfacecolor="white", markersize=4.5)
    ax.axvline(0, color=INK, linewidth=0.6)
    ax.set_xlim(axis.low, axis.high)
    ax.set_xticks(axis.ticks, [axis.said(each) for each in axis.ticks])
    ax.set_yticks(range(len(table.rows)), [row.name for row in table.rows])
    ax.set_ylim(len(table.rows) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
    ax.set_xlabel(_across(table))


def _words(table: Table, row: Row) -> str:
    """What stands at the right of a row: its figure, or both of a pair, in the order of the marks' key."""
    told = figures_of(table, row)
    return " / ".join(each.words for each in told[: 2 if table.chart and table.chart.kind == "pair" else 1])


def _across(table: Table) -> str:
    """The words below: what is measured or, of a pair, which mark is whose."""
    if table.chart is None or table.chart.kind != "pair":
        return table.chart.axis if table.chart else ""
    headings = {column.field: column.heading for column in table.columns}
    return "   ".join(f"{mark} {headings[name]}" for mark, name in zip("●○", table.chart.fields, strict=False))


def _course(ax: Axes, table: Table, axis: Axis) -> None:
    """The line of the rows, which are quarters, with its band; its last and, below zero, its lowest are written."""
    rows = [figures_of(table, row) for row in table.rows]
    middle = [each[0].value for each in rows]
    low, high = ([row[0].value if row[at].value is None else row[at].value for row in rows] for at in (1, 2))
    across = range(len(rows))
    ax.fill_between(across, low, high, color=HAIRLINE, linewidth=0)
    ax.axhline(0, color=INK, linewidth=0.6)
    ax.plot(across, middle, color=INK)
    lowest, last = min(across, key=lambda at: middle[at]), len(rows) - 1
    ax.plot([last], middle[-1:], "o", color=INK, markersize=4, clip_on=False)
    ax.annotate(rows[last][0].words, (last, middle[last]), (6, 0), textcoords="offset points", va="center")
    if middle[lowest] < 0 and lowest != last:
        ax.plot([lowest], [middle[lowest]], "o", color=INK, markersize=4)
        ax.annotate(rows[lowest][0].words, (lowest, middle[lowest]), (0, -10), textcoords="offset points", ha="center")
    ax.set_ylim(axis.low, axis.high)
    ax.set_yticks(axis.ticks, [axis.said(each) for each in axis.ticks])
    ax.set_xticks(across, [row.name for row in table.rows])
    ax.set_xlim(-0.5, last + 0.2)
    ax.grid(visible=False, axis="x")
