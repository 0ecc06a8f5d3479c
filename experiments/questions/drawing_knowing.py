"""The figure of `knowing`: what each view gains over never acting, by what an alarm lets executives do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ..figures.page import INK, LINE, SLIDE, SOFT_INK, TEXT, Margins, open_page, styled
from ..figures.typesetting import text_width, tick
from .knowing import VIEWS, Row, told

FILLED = {"complacent": "white", "half-blind": "#a8a8a8", "accurate": INK}
APART = 0.22  # of a line, between the views


def draw(rows: Sequence[Row]) -> Figure:
    """One line an alarm, a dot with its interval for each view."""
    left = max(text_width(f"switch to {row.alarm}", TEXT) for row in rows) + 5
    layout = replace(SLIDE, per_row=1, height=0, panel_height=(len(rows) + 1) * 2.6 * LINE)
    with styled():
        figure, (ax,) = open_page(
            _title(rows), _caption(rows), panels=1, layout=layout, margins=Margins(left=left, right=6, above=3)
        )
        ax.grid(False, axis="y")
        ax.axvline(0, color=SOFT_INK, lw=0.8, zorder=1)
        for line, row in enumerate(rows):
            for place, view in enumerate(VIEWS):
                gain, at = row.gains[view], line + (place - 1) * APART
                ax.plot([gain.low, gain.high], [at, at], color=INK, lw=1.2, solid_capstyle="butt", zorder=2)
                ax.plot(
                    [gain.mean], [at], "o", markersize=4.5, zorder=3, markerfacecolor=FILLED[view], markeredgecolor=INK
                )
        ax.set(ylim=(len(rows) - 0.4, -0.6), yticks=range(len(rows)))
        ax.set_yticklabels([row.alarm if row is rows[0] else f"switch to {row.alarm}" for row in rows], color=INK)
        ax.set_xlabel("revenue of five years over that of executives who never act, percent", labelpad=1)
        ax.xaxis.set_major_formatter(FuncFormatter(tick))
    return figure


def _title(rows: Sequence[Row]) -> str:
    most = max(rows, key=lambda row: row.knowing.mean)
    first = rows[0]
    return (
        f"To see it as it is is worth {told(first.knowing)} points with {first.alarm}, {told(most.knowing)} with "
        f"the switch to {most.alarm}"
    )


def _caption(rows: Sequence[Row]) -> str:
    return (
        "By what an alarm lets executives begin. Ring: they see through the declared filters; grey: through half of "
        f"them; dot: as it is. Bars are 95 % intervals over {rows[0].knowing.n} companies, the same in every line."
    )
