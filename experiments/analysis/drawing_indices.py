"""Sensitivity: for each combination of categories one row a factor, its indices with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..figures.page import INK, LINE, TEXT, Layout, Margins, entitle, open_page, styled
from ..figures.typesetting import text_width, tick
from ..foundations.language import Words
from .estimators import OF_METHOD
from .indices import Indices, Sensitivity
from .wording import sensitivity_basis, sensitivity_headline

MOST_ROWS = 12
APART = 0.17  # rows between the two indices of a factor
ABOUT = {"sobol": "sensitivity.about_sobol", "pawn": "sensitivity.about_pawn", "morris": "sensitivity.about_morris"}


def draw_sensitivity(found: Sensitivity, layout: Layout, w: Words) -> Figure:
    """The figure of a sensitivity analysis: a panel for each combination, factors in one order in all."""
    names = _order(found)
    rows = names[:MOST_ROWS]
    left = max(text_width(name, TEXT) for name in rows) + 5
    margins = Margins(left=left, right=5, above=6)
    tall = replace(layout, panel_height=(len(rows) + 0.6) * 1.35 * LINE)
    more = w("sensitivity.not_drawn", factors=len(names) - len(rows)) if names[MOST_ROWS:] else ""
    caption = f"{w[ABOUT[found.method]]} {sensitivity_basis(found, w)}.{more}"
    with styled():
        figure, axes = open_page(
            sensitivity_headline(found, w), caption, panels=len(found.groups), layout=tall, margins=margins
        )
        for group, ax in zip(found.groups, axes, strict=True):
            entitle(ax, _title(found, group), margins)
            _draw_panel(ax, group, OF_METHOD[found.method][:2], rows, w)
            ax.set_xlabel(_axis(found, w), labelpad=1)
        _fix_scales(axes)
    return figure


def _order(found: Sensitivity) -> list[str]:
    """The factors by the largest index that they have anywhere."""
    largest = {
        factor.name: np.nanmax([group.of[factor.name][found.main].mean for group in found.groups] + [-1.0])
        for factor in found.ranges
    }
    return sorted(largest, key=lambda name: -largest[name])


def _title(found: Sensitivity, group: Indices) -> str:
    name = f"{found.measure.name}" if not group.where else group.name
    return name[:1].upper() + name[1:]


def _axis(found: Sensitivity, w: Words) -> str:
    if found.method == "morris":
        return w("sensitivity.axis_morris", unit=w.unit(found.measure.unit))
    return w["sensitivity.axis_pawn" if found.method == "pawn" else "sensitivity.axis_sobol"]


def _draw_panel(ax: Axes, group: Indices, kinds: Sequence[str], rows: Sequence[str], w: Words) -> None:
    ax.grid(False, axis="y")
    for row, name in enumerate(rows):
        for kind, filled, place in zip(kinds, (True, False), (-APART, APART), strict=True):
            estimate = group.of[name][kind]
            if estimate.has_interval:
                ax.plot([estimate.low, estimate.high], [row + place] * 2, color=INK, lw=0.8)
            ax.plot([estimate.mean], [row + place], **_point(filled))
    ax.set_yticks(range(len(rows)), rows)
    ax.tick_params(axis="y", labelcolor=INK, pad=3)
    ax.set_ylim(len(rows) - 0.5, -0.6)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(FuncFormatter(partial(tick, w=w)))


def _point(filled: bool) -> dict[str, Any]:
    return {"marker": "o" if filled else "s", "markersize": 3.6, "linestyle": "none", "markeredgecolor": INK,
            "markeredgewidth": 0.8, "markerfacecolor": INK if filled else "white"}  # fmt: skip


def _fix_scales(axes: Sequence[Axes]) -> None:
    """One scale in all panels, with zero in it."""
    lows, highs = zip(*(ax.get_xlim() for ax in axes), strict=True)
    for ax in axes:
        ax.set_xlim(min(*lows, 0.0), max(*highs, 0.0))
        ax.axvline(0, color=INK, lw=0.5, zorder=0)
