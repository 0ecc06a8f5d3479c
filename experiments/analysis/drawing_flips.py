"""Discovery: the paired difference against each factor that the best rule limits, with the rule's range."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..figures.page import HAIRLINE, INK, SOFT_INK, Layout, Margins, entitle, open_page, styled
from ..figures.typesetting import tick
from ..foundations.language import Words
from ..study.factors import Factor
from .discovery import Discovery, Found
from .rules import Limit, unit_of
from .wording import best_rule, discovery_basis, discovery_headline, score_words

MARGINS = Margins(left=17, right=4)
LEAST_HEIGHT = 38  # mm
SHADE = "#ececec"
MOST_POINTS = 1500  # drawn; more would be a blot
SPREAD = 0.3  # of a category's width


def draw_discovery(found: Discovery, layout: Layout, w: Words) -> Figure | None:
    """The figure of a discovery; none where no rule was found."""
    best = best_rule(found)
    if best is None:
        return None
    method, rule = best
    tall = replace(layout, panel_height=max(LEAST_HEIGHT, layout.panel_height))
    with styled():
        figure, axes = open_page(
            discovery_headline(found, w), _caption(found, method.name, rule, w), panels=len(rule.rule.limits),
            layout=tall, margins=MARGINS,
        )  # fmt: skip
        for limit, ax in zip(rule.rule.limits, axes, strict=True):
            factor = found.factors[limit.factor]
            entitle(ax, limit.words(factor, w), MARGINS)
            _draw_panel(ax, found, limit, rule)
            _dress(ax, found, factor, w)
    return figure


def _caption(found: Discovery, method: str, rule: Found, w: Words) -> str:
    shown, limit = len(_shown(found)), w.short(found.condition.limit)
    return w(
        "discover.caption",
        some=w("discover.some_drawn", shown=w.number(shown)) if shown < len(found.pairs.met) else "",
        outcome=found.measure.name,
        method=method.upper(),
        limit=w("discover.percent_of" if found.condition.percent else "discover.limit_line", limit=limit),
        held_out=score_words(rule.held_out, w),
        fitted=score_words(rule.fitted, w),
        basis=discovery_basis(found, w),
    )


def _shown(found: Discovery) -> Any:
    """The points that are drawn: all, or evenly some of them."""
    count = len(found.pairs.met)
    return np.arange(count) if count <= MOST_POINTS else np.linspace(0, count - 1, MOST_POINTS).astype(int)


def _draw_panel(ax: Axes, found: Discovery, limit: Limit, rule: Found) -> None:
    shown = _shown(found)
    inside = rule.rule.holds(found.pairs.factors)[shown]
    places = _places(found, limit)[shown]
    difference = found.pairs.difference[shown]
    _shade(ax, found, limit)
    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 2.4, "markeredgewidth": 0.4}
    ax.plot(places[~inside], difference[~inside], color=SOFT_INK, markerfacecolor="none", zorder=2, **style)
    ax.plot(places[inside], difference[inside], color=INK, markerfacecolor=INK, zorder=3, **style)
    if not found.condition.percent:
        ax.axhline(found.condition.limit, color=INK, lw=0.8, linestyle=(0, (5, 2)), zorder=1)


def _places(found: Discovery, limit: Limit) -> Any:
    """Where the points stand along a factor; beside each other within a category."""
    column = found.pairs.factors[limit.factor]
    if found.factors[limit.factor].domain.kind != "category":
        return column.to_numpy(dtype=float)
    codes = column.map({value: code for code, value in enumerate(_categories(found, limit.factor))}).to_numpy(
        dtype=float
    )
    beside = (np.arange(len(codes)) * 0.6180339887) % 1 - 0.5  # evenly, in no order that means anything
    return np.asarray(codes + 2 * SPREAD * beside)


def _categories(found: Discovery, name: str) -> list[Any]:
    factor = found.factors[name]
    return list(factor.levels) or sorted(found.pairs.factors[name].unique(), key=str)


def _shade(ax: Axes, found: Discovery, limit: Limit) -> None:
    style: dict[str, Any] = {"color": SHADE, "lw": 0, "zorder": -1}
    if limit.among:
        for code, value in enumerate(_categories(found, limit.factor)):
            if value in limit.among:
                ax.axvspan(code - 0.45, code + 0.45, **style)
        return
    column = found.pairs.factors[limit.factor]
    ax.axvspan(max(limit.low, column.min()), min(limit.high, column.max()), **style)


def _dress(ax: Axes, found: Discovery, factor: Factor, w: Words) -> None:
    ax.grid(True, color=HAIRLINE)
    if factor.domain.kind == "category":
        names = [str(each) for each in _categories(found, factor.name)]
        ax.set_xticks(range(len(names)), [name.replace("+", "+\n") for name in names])
        ax.grid(False, axis="x")
    else:
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(FuncFormatter(partial(tick, w=w)))
    ax.set_xlabel(", ".join(filter(None, (factor.name, w.unit(unit_of(factor))))), labelpad=1)
    ax.set_ylabel(w("discover.difference_in", unit=w.unit(found.measure.unit)), labelpad=2)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(FuncFormatter(partial(tick, w=w)))
