"""Quarter after quarter: one line a paradigm with the band of its mean, named where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...figures.marks import Mark, marks
from ...figures.page import LINE, SOFT_INK, TEXT, Layout, Margins, entitle, millimetre, open_page, styled
from ...figures.typesetting import spread, text_width, tick
from ...foundations.language import Words
from ...foundations.statistics import mean_bands

MARKER_EVERY = 4
BESIDE = 0.5  # quarters of room at either end
SPREAD = 0.6  # quarters over which the marks of an only quarter stand
DOTTED = (0, (1, 2))
MANY, LOWER = 2, 0.75  # more rows than this are drawn lower


@dataclass(frozen=True)
class Panel:
    """One outcome under one force set, from quarter `first` on; values are drawn times `factor`."""

    title: str
    forces: str
    column: str
    factor: float = 1
    first: int = 0


def draw_lines(
    frame: pd.DataFrame,
    panels: Sequence[Panel],
    *,
    title: str,
    caption: str,
    layout: Layout,
    switch: int,
    w: Words,
) -> Figure:
    """Small multiples of means and their 95 % bands over quarters, on one vertical scale.

    `switch` is the quarter at whose start companies changed over, 0 if they did not: a broken line stands there.
    """
    look = marks(frame["paradigm"].unique())
    room = Margins(left=14, right=room_for_names(look, w))
    if len(panels) > MANY * layout.per_row:
        layout = replace(layout, panel_height=layout.panel_height * LOWER)
    with styled():
        tall = layout.tall(len(look) * LINE)
        figure, axes = open_page(title, caption, panels=len(panels), layout=tall, margins=room)
        bands = [bands_of(frame, panel) for panel in panels]
        for panel, band, ax in zip(panels, bands, axes, strict=True):
            entitle(ax, panel.title, room)
            draw_course(ax, band, look, switch=switch, w=w)
        fix_course(axes)
        for band, ax in zip(bands, axes, strict=True):
            name_ends(ax, band, look, w)
    return figure


def room_for_names(names: Iterable[str], w: Words) -> float:
    """Millimetres that names at the ends of lines take."""
    return max(text_width(w.paradigm(name), TEXT) for name in names) + 9


def bands_of(frame: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    """Mean, low and high by paradigm and quarter, as drawn."""
    shown = frame[(frame["forces"] == panel.forces) & (frame["quarter"] >= panel.first)]
    return mean_bands(shown, panel.column).loc[panel.forces] * panel.factor


def draw_course(ax: Axes, bands: pd.DataFrame, look: dict[str, Mark], *, switch: int, w: Words) -> None:
    """The lines of one panel, or marks beside each other where there is but one quarter."""
    ax.grid(False, axis="x")
    lone = _is_lone(bands)
    if switch:
        ax.axvline(switch - 0.5, color=SOFT_INK, lw=0.7, linestyle=(0, (4, 3)), zorder=0)
    for index, (name, mark) in enumerate(look.items()):
        if name in bands.index:
            shown = bands.loc[name].dropna(subset="mean")
            if lone:
                _draw_point(ax, shown, mark, _aside(index, len(look)))
            else:
                _draw_line(ax, shown, mark, index)
    ax.set_xlabel(w["figure.quarter"], labelpad=1)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, min_n_ticks=1))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(partial(tick, w=w)))


def _is_lone(bands: pd.DataFrame) -> bool:
    return bands.index.get_level_values("quarter").nunique() == 1


def _aside(index: int, count: int) -> float:
    """How far from an only quarter the mark of one paradigm of so many stands."""
    return SPREAD * (index / (count - 1) - 0.5) if count > 1 else 0.0


def _draw_line(ax: Axes, band: pd.DataFrame, mark: Mark, index: int) -> None:
    """The mean and its band; markers stand at different quarters for different lines."""
    quarters, mean = band.index.to_numpy(), band["mean"].to_numpy()
    ax.fill_between(quarters, band["low"], band["high"], color=mark.colour, alpha=0.13, lw=0)
    ax.plot(quarters, mean, **mark.of_line())
    shown = slice(index % MARKER_EVERY, None, MARKER_EVERY)
    ax.plot(quarters[shown], mean[shown], **mark.of_point())


def _draw_point(ax: Axes, band: pd.DataFrame, mark: Mark, aside: float) -> None:
    """The mean of the only quarter, and its interval, `aside` of it."""
    for quarter, one in band.iterrows():
        ax.plot([quarter + aside] * 2, [one["low"], one["high"]], color=mark.colour, lw=0.8)
        ax.plot([quarter + aside], [one["mean"]], **mark.of_point())


def fix_course(axes: Sequence[Axes]) -> None:
    """One vertical scale for all panels; neither scale moves when names are added outside."""
    lows, highs = zip(*(ax.get_ylim() for ax in axes), strict=True)
    for ax in axes:
        ax.set_ylim(min(lows), max(highs))
        ax.set_xlim(ax.dataLim.x0 - BESIDE, ax.dataLim.x1 + BESIDE)


def name_ends(ax: Axes, bands: pd.DataFrame, look: dict[str, Mark], w: Words) -> None:
    """Marker and name to the right of the last value of each line, moved apart, with a dotted thread to it."""
    ends = {name: bands.loc[name, "mean"].dropna() for name in look if name in bands.index}
    ends = {name: end for name, end in ends.items() if len(end)}
    right, mm = ax.get_xlim()[1], millimetre(ax)
    places = spread([float(end.iloc[-1]) for end in ends.values()], 0.88 * LINE * mm[1], *ax.get_ylim())
    for (name, end), y in zip(ends.items(), places, strict=True):
        x = right + 3.5 * mm[0]
        last = end.index[-1] + (_aside(list(look).index(name), len(look)) if _is_lone(bands) else 0)
        ax.plot([last, x], [end.iloc[-1], y], color=SOFT_INK, lw=0.4, ls=DOTTED, clip_on=False, zorder=1)
        ax.plot([x], [y], clip_on=False, **look[name].of_point(4.2))
        ax.text(x + 1.6 * mm[0], y, w.paradigm(name), va="center_baseline", ha="left")
