"""Two figures on whether the structure does the work: effects without their mechanism, and revenue over settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..figures.marks import MARKS
from ..figures.page import INK, LINE, SLIDE, SOFT_INK, TEXT, Margins, entitle, open_page, styled
from ..figures.typesetting import text_width, tick
from ..foundations.phrases import forces_words
from .ablations import LEFT
from .document import Row

VANISHED = "#dcdcdc"
SHOWN = (-100.0, 200.0)  # percent of an effect
NAMES = {"integration": "integration", "role_overlap": "role overlap", "joint_planning": "joint planning, h a week"}


def draw_ablations(rows: Sequence[Row]) -> Figure:
    """One line an effect: all of it with its mechanism, and what is left without, in percent of the whole."""
    shown = [row for row in rows if row["ending"] != "no effect to explain"]
    left = max((text_width(row["effect"], TEXT) for row in shown), default=20) + 5
    layout = replace(SLIDE, per_row=1, height=0, panel_height=(len(shown) + 1) * 1.5 * LINE)
    margins = Margins(left=left, right=26, above=3)
    with styled():
        figure, (ax,) = open_page(_title(rows), _caption(rows), panels=1, layout=layout, margins=margins)
        ax.grid(False, axis="y")
        ax.axvspan(-100 * LEFT, 100 * LEFT, color=VANISHED, lw=0, zorder=0)
        for line, row in enumerate(shown):
            _draw_ablation(ax, line, row)
        ax.set(xlim=SHOWN, ylim=(len(shown) - 0.4, -0.6), yticks=range(len(shown)))
        ax.set_yticklabels([row["effect"] for row in shown], color=INK)
        ax.set_xlabel("percent of the effect", labelpad=1)
        ax.xaxis.set_major_formatter(FuncFormatter(tick))
    return figure


def _title(rows: Sequence[Row]) -> str:
    defects = [row for row in rows if row["ending"] == "survives"]
    tried = [row for row in rows if row["ending"] != "no effect to explain"]
    if not defects:
        return f"None of {len(tried)} effects survives the removal of its mechanism"
    return f"{len(defects)} of {len(tried)} effects survive the removal of the mechanism meant to cause them"


def _caption(rows: Sequence[Row]) -> str:
    fewest = min(row["without"]["n"] for row in rows)
    without = len(rows) - sum(row["ending"] != "no effect to explain" for row in rows)
    return (
        "Dot: the effect as the model is, which is 100 %. Ring: with its mechanism switched off, on the same luck; "
        f"bars are 95 % intervals (n = {fewest} or more). Tinted: a quarter or less is left; "
        f"left of it the effect turns round. {without} contrasts that are not surely there "
        "are left out; what lies beyond the axis is drawn at its end."
    )


def _draw_ablation(ax: Axes, line: int, row: Row) -> None:
    whole = row["with"]["mean"]
    for estimate, fill, shift in ((row["with"], INK, -0.14), (row["without"], "white", 0.14)):
        low, mean, high = (_clipped(100 * estimate[key] / whole) for key in ("low", "mean", "high"))
        ax.plot([low, high], [line + shift] * 2, color=INK, lw=0.9)
        look: dict[str, Any] = {"marker": "o", "markersize": 3.6, "markeredgecolor": INK, "markerfacecolor": fill}
        ax.plot([mean], [line + shift], linestyle="none", clip_on=False, **look)
    ax.annotate(row["ending"], (1, line), xycoords=("axes fraction", "data"), xytext=(5, 0),
                textcoords="offset points", va="center", color=INK)  # fmt: skip


def _clipped(share: float) -> float:
    return min(max(share, SHOWN[0]), SHOWN[1])


def draw_optima(rows: Sequence[Row]) -> Figure:
    """A panel for each setting and set of forces: revenue in percent of the peak, a line for each row."""
    panels = list(dict.fromkeys((row["setting"], row["forces"]) for row in rows))
    margins = Margins(left=12, right=4, above=6.5, below=9)
    with styled():
        figure, axes = open_page(_optima_title(rows), _optima_caption(rows), panels=len(panels),
                                 layout=replace(SLIDE, panel_height=30), margins=margins)  # fmt: skip
        for panel, ax in zip(panels, axes, strict=True):
            entitle(ax, f"{NAMES[panel[0]].capitalize()}, {forces_words(panel[1])}", margins)
            _draw_sweeps(ax, [row for row in rows if (row["setting"], row["forces"]) == panel])
    return figure


def _optima_title(rows: Sequence[Row]) -> str:
    inside = sum(row["where"] == "inside" for row in rows)
    upper = sum(row["where"] == "at the upper end" for row in rows)
    return f"Revenue peaks inside the range in {inside} of {len(rows)} sweeps, and at its upper end in {upper}"


def _optima_caption(rows: Sequence[Row]) -> str:
    return (
        "One setting of a row is swept, all else fixed, on the same luck; revenue over three years in percent of its "
        f"highest mean, with the 95 % band of each mean (n = {rows[0]['revenue'][0]['n']}). The bar under the lines is "
        "the interval of where the peak lies, resampled."
    )


def _draw_sweeps(ax: Axes, rows: Sequence[Row]) -> None:
    for row in rows:
        mark = MARKS[row["paradigm"]]
        peak = max(point["mean"] for point in row["revenue"])
        mean, low, high = ([100 * point[key] / peak for point in row["revenue"]] for key in ("mean", "low", "high"))
        ax.fill_between(row["values"], low, high, color=mark.colour, alpha=0.15, lw=0)
        ax.plot(row["values"], mean, **mark.of_line(), label=row["paradigm"])
        ax.plot(row["values"], mean, **mark.of_point())
    bottom, top = ax.get_ylim()
    for place, row in enumerate(rows):
        mark, height = MARKS[row["paradigm"]], bottom - (0.08 + 0.09 * place) * (top - bottom)
        ax.plot([row["low"], row["high"]], [height] * 2, color=mark.colour, lw=2.2, solid_capstyle="butt")
        ax.plot([row["peak"]], [height], **mark.of_point(4.6))
    ax.legend(frameon=False, fontsize=TEXT, loc="best", handlelength=2.8, labelcolor=SOFT_INK)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(tick))
