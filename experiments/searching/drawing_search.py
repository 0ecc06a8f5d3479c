"""A search as a figure: value against each other aim, the paradigms as labelled points beside the front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..figures.marks import marks
from ..figures.names import name_points
from ..figures.page import INK, SOFT_INK, Layout, Margins, open_page, styled
from ..figures.typesetting import tick
from ..foundations.language import Words
from ..foundations.statistics import mean_interval
from .structure_search import FACTORS, Judged

MARGINS = Margins(left=17, right=3, above=3, below=10)
HEIGHT = 48  # mm of a panel


def draw_search(
    rows: Sequence[tuple[str, Judged]],
    title: str,
    caption: str,
    heads: Sequence[str],
    layout: Layout,
    w: Words,
) -> Figure:
    """The figure; `rows` are what is judged with its name, empty for a candidate, which is called by its number."""
    wide = replace(layout, per_row=3, panel_height=HEIGHT)
    with styled():
        figure, axes = open_page(title, caption, panels=3, layout=wide, margins=MARGINS)
        for aim, ax in enumerate(axes, start=1):
            _draw_panel(ax, rows, aim, w)
            ax.set_xlabel(heads[aim], labelpad=2)
        axes[0].set_ylabel(heads[0], labelpad=2)
    return figure


def _draw_panel(ax: Axes, rows: Sequence[tuple[str, Judged]], aim: int, w: Words) -> None:
    known, places = marks([one.name for _, one in rows if one.name]), dict[str, tuple[float, float]]()
    for number, (name, one) in enumerate(rows, start=1):
        across, up = (mean_interval(one.fresh[:, at] * FACTORS[at]) for at in (aim, 0))
        mark = known.get(one.name)
        colour = mark.colour if mark else INK
        bars: dict[str, Any] = {"color": colour, "lw": 0.4, "alpha": 0.5, "zorder": 1}
        ax.plot([across.low, across.high], [up.mean] * 2, **bars)
        ax.plot([across.mean] * 2, [up.low, up.high], **bars)
        ax.plot(across.mean, up.mean, marker=mark.marker if mark else "o", color=colour, linestyle="none",
                markersize=5 if mark else 3.5, markerfacecolor=colour if one.undominated else "white",
                markeredgewidth=0.7, zorder=2)  # fmt: skip
        places[name or str(number)] = (across.mean, up.mean)
    for line in (ax.axhline, ax.axvline):
        line(0, color=SOFT_INK, lw=0.5, zorder=0)
    for side in (ax.xaxis, ax.yaxis):
        side.set_major_locator(MaxNLocator(4))
        side.set_major_formatter(FuncFormatter(partial(tick, w=w)))
    name_points(ax, places, [])
