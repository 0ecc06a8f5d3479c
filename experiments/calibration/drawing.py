"""What a calibration left open: where its parameter sets lie in their priors, and what that does to a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.marks import marks
from ..figures.page import INK, LINE, SLIDE, SOFT_INK, TEXT, Margins, entitle, open_page, styled
from ..figures.typesetting import text_width
from ..foundations.phrases import forces_words
from .uncertain import Uncertain

SETS_COLOUR = "#3f90da"
QUARTILES = (25, 75)


def draw_sets(
    uncertain: Sequence[Uncertain],
    sets: Sequence[Mapping[str, float]],
    point: Mapping[str, float],
    *,
    title: str,
    caption: str,
) -> Figure:
    """A row a parameter: its prior from left to right, each set a tick, their middle half a bar, the point a dot."""
    left = max(text_width(one.name, TEXT) for one in uncertain) + 4
    layout = replace(SLIDE, per_row=1, panel_height=(len(uncertain) + 1) * 1.25 * LINE)
    with styled():
        figure, (ax,) = open_page(title, caption, panels=1, layout=layout, margins=Margins(left=left, right=7, above=2))
        for row, one in enumerate(uncertain):
            _draw_parameter(ax, row, one, [each[one.name] for each in sets], point.get(one.name, one.default))
        ax.set_yticks(range(len(uncertain)), [one.name for one in uncertain])
        ax.set_ylim(len(uncertain) - 0.4, -0.6)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5, 1], ["lowest", "middle", "highest"])
        ax.set_xlabel("place in the prior", labelpad=1)
    return figure


def _draw_parameter(ax: Axes, row: int, one: Uncertain, values: Sequence[float], point: float) -> None:
    places = (np.array(values) - one.low) / (one.high - one.low)
    low, high = np.percentile(places, QUARTILES)
    ax.plot([low, high], [row, row], color=SETS_COLOUR, lw=4, alpha=0.35, solid_capstyle="butt")
    ax.plot(places, np.full(len(places), row), "|", color=SETS_COLOUR, ms=4, mew=0.5, alpha=0.8)
    ax.plot([(point - one.low) / (one.high - one.low)], [row], "o", color=INK, ms=3)


def draw_ranking(
    changes: Mapping[str, Mapping[str, Sequence[float]]],
    points: Mapping[str, Mapping[str, float]],
    *,
    title: str,
    caption: str,
) -> Figure:
    """A panel for each force set, a row a paradigm: its difference to the status quo with each set, and at the point.

    `changes` has by force set and paradigm a share for each parameter set, `points` one share.
    """
    names = [name for name in next(iter(points.values())) if name != "status-quo"]
    left = max(text_width(name, TEXT) for name in names) + 4
    layout = replace(SLIDE, panel_height=(len(names) + 1) * 1.7 * LINE)
    margins = Margins(left=left, right=4)
    with styled():
        figure, axes = open_page(title, caption, panels=len(changes), layout=layout, margins=margins)
        for ax, (forces, by_paradigm) in zip(axes, changes.items(), strict=True):
            entitle(ax, forces_words(forces).capitalize(), margins)
            order = sorted(names, key=lambda name: -points[forces][name])
            _draw_order(ax, order, by_paradigm, points[forces])
    return figure


def _draw_order(
    ax: Axes, order: Sequence[str], by_paradigm: Mapping[str, Sequence[float]], points: Mapping[str, float]
) -> None:
    look = marks(by_paradigm)
    for row, name in enumerate(order):
        values = 100 * np.array(by_paradigm[name])
        low, high = np.percentile(values, QUARTILES)
        ax.plot([low, high], [row, row], color=look[name].colour, lw=4, alpha=0.35, solid_capstyle="butt")
        ax.plot(values, np.full(len(values), row), "|", color=look[name].colour, ms=5, mew=0.5, alpha=0.8)
        ax.plot([100 * points[name]], [row], **look[name].of_point(4.4, edge=0.6))
    ax.axvline(0, color=SOFT_INK, lw=0.6)
    ax.set_yticks(range(len(order)), list(order))
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xlabel("revenue against the status quo, %", labelpad=1)
