"""Two views of one company: the share of executives who see alignment, and of practitioners who do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ...figures.marks import Mark, marks
from ...figures.page import INK, LINE, TEXT, Layout, Margins, entitle, open_page, styled
from ...figures.typesetting import text_width
from ...foundations.phrases import forces_words, number
from ...foundations.statistics import Estimate, mean_interval
from ..measures import GAP, Measure, matched_runs
from ..ranking import Ranking

EXECUTIVES = Measure("executives_aligned", "executives_aligned", "share", "last quarter")
PRACTITIONERS = Measure("practitioners_lack", "practitioners_lack", "share", "last quarter")


def draw_gaps(frame: pd.DataFrame, rankings: Sequence[Ranking], *, title: str, caption: str, layout: Layout) -> Figure:
    """For each force set one row a paradigm, smallest gap first: practitioners, executives, and the gap."""
    look = marks(frame["paradigm"].unique())
    left = max(text_width(name, TEXT) for name in look) + 7
    tall = replace(layout, panel_height=(len(look) + 1) * 1.45 * LINE)
    margins = Margins(left=left, right=23, above=6)
    with styled():
        figure, axes = open_page(title, caption, panels=len(rankings), layout=tall, margins=margins)
        for ranking, ax in zip(rankings, axes, strict=True):
            entitle(ax, forces_words(ranking.forces).capitalize(), margins)
            _draw_panel(ax, frame, ranking, look)
    return figure


def _draw_panel(ax: Axes, frame: pd.DataFrame, ranking: Ranking, look: Mapping[str, Mark]) -> None:
    names = [standing.paradigm for standing in ranking.standings]
    seen = matched_runs(frame, EXECUTIVES, ranking.forces) * 100
    lived = 100 - matched_runs(frame, PRACTITIONERS, ranking.forces) * 100
    for row, name in enumerate(names):
        _draw_row(ax, row, look[name], mean_interval(lived[name]), mean_interval(seen[name]))
        _write_gap(ax, row, ranking.standing(name).levels[GAP.name].scaled(100))
    _name_sides(ax, mean_interval(lived[names[0]]).mean, mean_interval(seen[names[0]]).mean)
    _dress(ax, names)


def _draw_row(ax: Axes, row: int, mark: Mark, lived: Estimate, seen: Estimate) -> None:
    """A hollow marker for practitioners, a full one for executives, each with its interval."""
    ax.plot([lived.mean, seen.mean], [row, row], color=mark.colour, lw=2.4, alpha=0.3, solid_capstyle="butt")
    for side, fill in ((lived, "white"), (seen, mark.colour)):
        ax.plot([side.low, side.high], [row, row], color=INK, lw=0.7)
        point = mark.of_point(4.4) | {
            "markerfacecolor": fill,
            "markeredgecolor": mark.colour,
            "markeredgewidth": 0.9,
        }
        ax.plot([side.mean], [row], **point)


def _write_gap(ax: Axes, row: int, gap: Estimate) -> None:
    interval = f" [{number(gap.low)}, {number(gap.high)}]" if gap.has_interval else ""
    place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    place |= {"xytext": (14, 0), "va": "center_baseline"}
    ax.annotate(number(gap.mean), (1, row), ha="right", weight="bold", **place)
    ax.annotate(interval, (1, row), ha="left", **place)


def _name_sides(ax: Axes, lived: float, seen: float) -> None:
    """Name the two ends of the first row, above it."""
    for x, words, side, inward in ((lived, "practitioners", "right", 3), (seen, "executives", "left", -3)):
        ax.annotate(words, (x, 0), xytext=(inward, 5), textcoords="offset points", ha=side)


def _dress(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", labelcolor=INK, pad=4)
    ax.set_ylim(len(names) - 0.4, -1.2)
    ax.set_xlim(0, 100)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.set_xlabel("% who see alignment", labelpad=1)
    ax.annotate("gap, points", (1, 1), xytext=(3, 3.5), xycoords="axes fraction", textcoords="offset points")
