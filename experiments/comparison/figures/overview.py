"""A comparison on one page: money, friction, trust, the perception gap, and what is traded for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...figures.marks import marks
from ...figures.page import SHEET, TEXT, Margins, entitle, open_page, styled
from ...figures.typesetting import text_width
from ..findings import headline
from ..measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES
from .gaps import BESIDE, draw_rows
from .line_charts import Panel, bands_of, draw_course, fix_course, name_ends, room_for_names
from .ranked_results import RANKED_BY, RankedResults
from .tradeoff import draw_plane, fix_scales, name_crosses

if TYPE_CHECKING:
    import pandas as pd

LEAST_WIDTH = 36.0  # mm of a panel


def draw_overview(ranked: RankedResults) -> Figure:
    """All of it under the most forces: differences to the baseline where there are any to it, otherwise levels."""
    forces = ranked.told(REVENUE).forces
    ranked = ranked.part([forces])
    look = marks(ranked.frame["paradigm"].unique())
    longest = max(text_width(ranked.w.paradigm(name), TEXT) for name in look)
    margins = Margins(left=max(17, longest + 7), right=max(BESIDE, room_for_names(look, ranked.w)))
    courses = list(_courses(ranked, forces))
    panels = len(courses) + 1 + ranked.compares
    room = SHEET.per_row * (margins.left + LEAST_WIDTH + margins.right)
    wide = replace(SHEET, width=max(SHEET.width, room))  # long names must not squeeze what they name
    with styled():
        title = headline(ranked.told(REVENUE), ranked.w)
        figure, axes = open_page(title, _caption(ranked), panels=panels, layout=wide, margins=margins)
        for (frame, panel), ax in zip(courses, axes, strict=False):
            entitle(ax, panel.title, margins)
            bands = bands_of(frame, panel)
            draw_course(ax, bands, look, switch=ranked.switch_quarter, w=ranked.w)
            fix_course([ax])
            name_ends(ax, bands, look, ranked.w)
        _draw_standings(axes[len(courses) :], ranked, margins)
    return figure


def _courses(ranked: RankedResults, forces: str) -> Iterator[tuple[pd.DataFrame, Panel]]:
    """What is drawn quarter by quarter: a table, and a panel of it."""
    w, less = ranked.w, "_less" if ranked.compares else ""
    frame = ranked.differences() if ranked.compares else ranked.frame
    yield (
        frame,
        Panel(
            w(f"figure.panel.revenue{less}", baseline=ranked.today, money=ranked.money), forces, REVENUE.column, first=1
        ),
    )
    yield frame, Panel(w(f"figure.panel.friction{less}", baseline=ranked.today), forces, FRICTION.column, 100, first=1)
    yield ranked.frame, Panel(w["figure.panel.sales"], forces, TRUST_SALES.column)
    yield ranked.frame, Panel(w["figure.panel.marketing"], forces, TRUST_MARKETING.column)


def _draw_standings(axes: list[Axes], ranked: RankedResults, margins: Margins) -> None:
    """The perception gap and, where paradigms are compared, revenue against friction."""
    look = marks(ranked.frame["paradigm"].unique())
    entitle(axes[0], ranked.w["figure.panel.gap"], margins)
    draw_rows(axes[0], ranked.frame, ranked.told(GAP), look, ranked.w)
    if ranked.compares:
        entitle(axes[1], ranked.w("figure.panel.trade", baseline=ranked.today), margins)
        draw_plane(axes[1], ranked.told(REVENUE), look, money=ranked.money, w=ranked.w)
        fix_scales([axes[1]])
        name_crosses(axes[1], ranked.told(REVENUE), ranked.w)


def _caption(ranked: RankedResults) -> str:
    """What is drawn, in the words that each figure of its own has at more length."""
    w = ranked.w
    key = "figure.overview.paired" if ranked.compares else "figure.overview.means"
    basis = ranked.basis(REVENUE, w(key, baseline=ranked.today), quarters=True, also=RANKED_BY[1:])
    tinted = [w["figure.tinted"]] if ranked.compares else []
    where = w("figure.overview.panels", forces=w.forces(ranked.told(REVENUE).forces))
    return " ".join([where, basis, w["figure.overview.marks"], *tinted, w["figure.overview.each"]])
