"""Two views of one company: the share of executives who see alignment, and of practitioners who do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...figures.marks import Mark, marks
from ...figures.page import INK, LINE, TEXT, Layout, Margins, entitle, millimetre, open_page, styled
from ...figures.typesetting import spread, text_width
from ...foundations.language import Words
from ...foundations.statistics import Estimate, mean_interval
from ..measures import GAP, Measure, matched_runs
from ..ranking import Ranking

EXECUTIVES = Measure("executives_aligned", "executives_aligned", "share", "last quarter")
PRACTITIONERS = Measure("practitioners_lack", "practitioners_lack", "share", "last quarter")
SIDES = ("figure.practitioners", "figure.executives")
ENDS = 3  # % beyond either end of the scale, so that marks there are whole
TICKED = 30  # mm that five steps of the scale need
ROOM = 8  # mm into the margin that words above the rows may take
BESIDE = 26  # mm for the gaps at the right


def draw_gaps(
    frame: pd.DataFrame, rankings: Sequence[Ranking], *, title: str, caption: str, layout: Layout, w: Words
) -> Figure:
    """For each force set one row a paradigm, smallest gap first: practitioners, executives, and the gap."""
    look = marks(frame["paradigm"].unique())
    left = max(text_width(w.paradigm(name), TEXT) for name in look) + 7
    tall = replace(layout, panel_height=0).tall((len(look) + 1) * 1.45 * LINE)
    margins = Margins(left=left, right=BESIDE, above=6)
    with styled():
        figure, axes = open_page(title, caption, panels=len(rankings), layout=tall, margins=margins)
        for ranking, ax in zip(rankings, axes, strict=True):
            said = w.forces(ranking.forces)
            entitle(ax, said[:1].upper() + said[1:], margins)
            draw_rows(ax, frame, ranking, look, w)
    return figure


def draw_rows(ax: Axes, frame: pd.DataFrame, ranking: Ranking, look: Mapping[str, Mark], w: Words) -> None:
    """The rows of one force set, in the order of the ranking."""
    names = [standing.paradigm for standing in ranking.standings]
    seen = matched_runs(frame, EXECUTIVES, ranking.forces) * 100
    lived = 100 - matched_runs(frame, PRACTITIONERS, ranking.forces) * 100
    for row, name in enumerate(names):
        _draw_row(ax, row, look[name], mean_interval(lived[name]), mean_interval(seen[name]))
        _write_gap(ax, row, ranking.standing(name).levels[GAP.name].scaled(100), w)
    _dress(ax, [w.paradigm(name) for name in names], w)
    _name_sides(ax, w, mean_interval(lived[names[0]]).mean, mean_interval(seen[names[0]]).mean)


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
        ax.plot([side.mean], [row], clip_on=False, **point)


def _write_gap(ax: Axes, row: int, gap: Estimate, w: Words) -> None:
    interval = f" {w.interval(gap.low, gap.high)}" if gap.has_interval else ""
    place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    place |= {"xytext": (22, 0), "va": "center_baseline"}
    ax.annotate(w.number(gap.mean), (1, row), ha="right", weight="bold", **place)
    ax.annotate(interval, (1, row), ha="left", **place)


def _name_sides(ax: Axes, w: Words, lived: float, seen: float) -> None:
    """Name the two ends of the first row above it, each over its own mark, moved apart where they are near."""
    if not np.isfinite([lived, seen]).all():
        return
    across = millimetre(ax)[0]
    widths = [text_width(words, TEXT) * across for words in map(w.__getitem__, SIDES)]
    middle, room = max(widths) / 2, ROOM * across
    places = spread([lived, seen], sum(widths) / 2 + 2 * across, middle, 100 + room - middle)
    for x, words in zip(places, map(w.__getitem__, SIDES), strict=True):
        ax.annotate(words, (x, 0), xytext=(0, 5), textcoords="offset points", ha="center", annotation_clip=False)


def _dress(ax: Axes, names: Sequence[str], w: Words) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", labelcolor=INK, pad=4)
    ax.set_ylim(len(names) - 0.4, -1.2)
    ax.set_xlim(-ENDS, 100 + ENDS)
    ax.spines["left"].set_visible(False)
    ax.set_xticks(range(0, 101, 20 if 100 / millimetre(ax)[0] > TICKED else 50))
    ax.spines["bottom"].set_bounds(0, 100)
    ax.set_xlabel(w["figure.see"], labelpad=1)
    ax.annotate(w["figure.gap_points"], (1, 1), xytext=(3, 3.5), xycoords="axes fraction", textcoords="offset points")
