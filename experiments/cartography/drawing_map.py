"""A map drawn: colour and mark say who is best in a cell, shade by how far, hatching that luck leaves it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..analysis.rules import category
from ..figures.marks import Mark, marks
from ..figures.page import INK, SOFT_INK, Layout, Margins, open_page, styled
from ..figures.typesetting import tick
from ..foundations.language import Words
from ..foundations.statistics import Floats
from .advice_map import AdviceMap
from .ladder import Ladder

MARGINS = Margins(left=17, right=30, above=2, below=10)
HEIGHT = 70  # mm of the panel
PALE, FULL = 0.18, 0.95  # how much of its colour a cell shows at no lead and at the largest
MOST_MARKED = 26  # steps of a side up to which each cell has a mark
SIZE = 2.4


def draw_map(found: AdviceMap, title: str, caption: str, named: Mapping[str, str], layout: Layout, w: Words) -> Figure:
    """The figure of a map, with its words; `named` is what each option is called."""
    tall = replace(layout, per_row=1, panel_height=HEIGHT)
    with styled():
        figure, (ax,) = open_page(title, caption, panels=1, layout=tall, margins=MARGINS)
        known = marks(found.worlds.options)
        _paint(ax, found, known)
        _hatch(ax, found)
        if max(len(found.x.steps), len(found.y.steps)) <= MOST_MARKED:
            _mark(ax, found, known)
        _dress(ax, found, w)
        _key(ax, found, known, named)
    return figure


def _paint(ax: Axes, found: AdviceMap, known: Mapping[str, Mark]) -> None:
    """Each cell in its option's colour, as strong as its lead is large."""
    colours = np.ones((len(found.y.steps), len(found.x.steps), 3))
    most = max((each.lead.mean for each in found.known), default=0.0) or 1.0
    for each in found.known:
        strength = PALE + (FULL - PALE) * each.lead.mean / most
        colour = np.array(to_rgb(known[found.worlds.options[each.best]].colour))
        colours[each.y, each.x] = 1 - strength * (1 - colour)
    ax.pcolormesh(found.x.edges, found.y.edges, colours, shading="flat", rasterized=False)


def _box(edges: Floats, step: int) -> tuple[float, float]:
    return float(edges[step]), float(edges[step + 1] - edges[step])


def _hatch(ax: Axes, found: AdviceMap) -> None:
    for each in found.known:
        if not each.apart:
            (left, width), (low, height) = _box(found.x.edges, each.x), _box(found.y.edges, each.y)
            ax.add_patch(Rectangle((left, low), width, height, fill=False, lw=0, hatch="/////", edgecolor=SOFT_INK))


def _mark(ax: Axes, found: AdviceMap, known: Mapping[str, Mark]) -> None:
    for at, name in enumerate(found.worlds.options):
        led = [each for each in found.known if each.best == at]
        places = found.x.centres[[each.x for each in led]], found.y.centres[[each.y for each in led]]
        ax.plot(*places, marker=known[name].marker, color=INK, markersize=SIZE, markeredgewidth=0, linestyle="none")


def _dress(ax: Axes, found: AdviceMap, w: Words) -> None:
    ax.grid(False)
    ax.set_xlim(found.x.edges[0], found.x.edges[-1])
    ax.set_ylim(found.y.edges[0], found.y.edges[-1])
    for axis, side, label in ((found.x, ax.xaxis, ax.set_xlabel), (found.y, ax.yaxis, ax.set_ylabel)):
        if axis.category:
            side.set_ticks(axis.centres, [category(step) for step in axis.steps])
        else:
            whole = not axis.binned and all(step == int(step) for step in axis.steps)
            side.set_major_locator(MaxNLocator(6, integer=whole))
            side.set_major_formatter(FuncFormatter(partial(tick, w=w)))
        label(_named(axis, w), labelpad=2)


def _named(axis: Ladder, w: Words) -> str:
    return axis.name if axis.unit in ("1", "name") else f"{axis.name}, {w.unit(axis.unit)}"


def _key(ax: Axes, found: AdviceMap, known: Mapping[str, Mark], named: Mapping[str, str]) -> None:
    """Which colour and mark is whose, beside the map."""
    handles = [
        Line2D([], [], marker=known[name].marker, markersize=6, color=known[name].colour, markeredgecolor=INK,
               markeredgewidth=0.5, linestyle="none", label=named[name])
        for name in found.worlds.options
    ]  # fmt: skip
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, borderaxespad=0,
              handletextpad=0.2)  # fmt: skip
