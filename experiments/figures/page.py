"""A page for panels: measured in millimetres, in one type size, with a title that says the finding.

All text is 7 points or more at its true size. `COLUMN` fits one column of a printed page; `SLIDE` has the
shape of a screen and, blown up to ten inches, text of 12 points and more. Nothing reads or changes the global
state of matplotlib, and the same figure has the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..foundations.atomic import write_bytes
from .typesetting import POINT, balanced, families, letters_without_a_form

MM = 1 / 25.4
TEXT, TITLE = 7.0, 9.0
LEADING = 1.3
EDGE = 2.5  # mm from the edge of the page to its text
LINE = TEXT * LEADING * POINT  # mm
INK, SOFT_INK, HAIRLINE = "#222222", "#555555", "#d9d9d9"
DPI = 320

SETTINGS = {
    "font.size": TEXT,
    "text.parse_math": False,  # a $ in a name is a $
    "text.hinting": "none",  # words are as wide on every page as they were measured
    "text.color": INK,
    "axes.edgecolor": SOFT_INK,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT,
    "axes.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlesize": TEXT,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 5,
    "grid.color": HAIRLINE,
    "grid.linewidth": 0.4,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.major.size": 2,
    "ytick.major.size": 0,
    "lines.linewidth": 1.1,
    "svg.hashsalt": "cordiale",
    "svg.fonttype": "path",
}


@dataclass(frozen=True)
class Layout:
    """A shape of page in millimetres; `height` is the least, and grows when panels would be too low.

    `most` panels are on one page; where there are more, whoever draws makes further pages, so that a slide keeps the
    shape of a screen. `tallest` is how much of a slide's height is left to panels of their own height.
    """

    name: str
    width: float
    height: float
    per_row: int
    panel_height: float
    most: int = 4
    tallest: float = math.inf

    def tall(self, panel_height: float) -> Layout:
        """The same page with panels at least so high, as far as it has room for them."""
        return replace(self, panel_height=max(self.panel_height, min(panel_height, self.tallest)))


COLUMN = Layout("column", width=88, height=0, per_row=1, panel_height=40)
SLIDE = Layout("slide", width=150, height=84.4, per_row=2, panel_height=24, most=2, tallest=42)
SHEET = Layout("sheet", width=180, height=0, per_row=2, panel_height=38, most=6)


@dataclass(frozen=True)
class Margins:
    """Millimetres around each panel for its tick labels, its title and the labels at its right."""

    left: float
    right: float
    above: float = 6.5
    below: float = 9


@contextmanager
def styled() -> Iterator[None]:
    """Draw as the page does, whatever the user's own matplotlib settings; they are back afterwards."""
    with mpl.style.context(["default", SETTINGS | {"font.family": families()}]), letters_without_a_form():
        yield


def open_page(
    title: str, caption: str, *, panels: int, layout: Layout, margins: Margins, foot: float = 0
) -> tuple[Figure, list[Axes]]:
    """A figure with title, caption and a grid of empty panels, row by row; `foot` mm stay free below."""
    rows, columns = ceil(panels / layout.per_row), min(panels, layout.per_row)
    heading = _Heading(title, caption, layout.width)
    least = heading.height + foot + rows * (margins.above + layout.panel_height + margins.below)
    height = max(layout.height, least)
    figure = Figure(figsize=(layout.width * MM, height * MM))
    heading.write(figure, height)
    cell = (layout.width / columns, (height - heading.height - foot) / rows)
    top = height - heading.height
    places = [(index % columns * cell[0], top - (index // columns + 1) * cell[1]) for index in range(panels)]
    return figure, [_panel(figure, place, cell, margins) for place in places]


def _panel(figure: Figure, place: tuple[float, float], cell: tuple[float, float], margins: Margins) -> Axes:
    """Axes inside a cell; `place` is the cell's lower left corner and `cell` its size, in mm."""
    width, height = (inches / MM for inches in figure.get_size_inches())
    size = (cell[0] - margins.left - margins.right, cell[1] - margins.above - margins.below)
    left, bottom = place[0] + margins.left, place[1] + margins.below
    return figure.add_axes((left / width, bottom / height, size[0] / width, size[1] / height))


def entitle(ax: Axes, words: str, margins: Margins) -> None:
    """Write a panel's title above it, from the left edge of its cell."""
    width = ax.get_position().width * page_of(ax).get_figwidth() / MM
    ax.set_title(words, x=(EDGE - margins.left) / width)


def millimetre(ax: Axes) -> tuple[float, float]:
    """How much one millimetre on the page is in data units, across and up; scales must be fixed before."""
    box, per_mm = ax.get_window_extent(), page_of(ax).dpi / 25.4
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    return (right - left) / box.width * per_mm, (high - low) / box.height * per_mm


def page_of(ax: Axes) -> Figure:
    """The figure that the axes are on."""
    figure = ax.get_figure(root=True)
    assert figure is not None, "axes are drawn on a page"
    return figure


class _Heading:
    """Title and caption, broken into lines that fit the page."""

    def __init__(self, title: str, caption: str, width: float) -> None:
        room = width - 2 * EDGE
        self.text = (title, caption)
        self.title = balanced(title, TITLE, room, weight="bold")
        self.caption = balanced(caption, TEXT, room)
        self.caption_top = EDGE + len(self.title) * TITLE * LEADING * POINT + 1
        self.height = self.caption_top + len(self.caption) * LINE + 1.5

    def write(self, figure: Figure, height: float) -> None:
        x = EDGE / (figure.get_size_inches()[0] / MM)
        style: dict[str, Any] = {"va": "top", "ha": "left", "linespacing": LEADING}
        lines = "\n".join(self.title)
        figure.text(x, 1 - EDGE / height, lines, size=TITLE, weight="bold", **style)
        figure.text(x, 1 - self.caption_top / height, "\n".join(self.caption), color=SOFT_INK, **style)
        figure.set_label(" ".join(self.text))


def save(figure: Figure, stem: Path) -> list[Path]:
    """Write the figure beside `stem` as .png and .svg, each whole or not at all. Raises StoreError."""
    files = []
    for kind in ("png", "svg"):
        file = stem.with_name(f"{stem.name}.{kind}")
        write_bytes(file, render(figure, kind))
        files.append(file)
    return files


def render(figure: Figure, kind: str, *, dpi: int = DPI) -> bytes:
    """The figure as the bytes of a PNG or SVG file, with its words for those who cannot see it."""
    sink = io.BytesIO()
    words = {"Title": figure.get_label(), "Description": figure.get_label()}
    unstamped = {"Date": None, "Creator": "Cordiale"} if kind == "svg" else {"Software": "Cordiale"}
    with styled():
        figure.savefig(sink, format=kind, dpi=dpi, metadata=words | unstamped)
    return sink.getvalue()
