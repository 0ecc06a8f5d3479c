"""A comparison on one page: money, friction, trust, the perception gap, and what is traded for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...figures.marks import marks
from ...figures.page import SHEET, TEXT, Margins, entitle, open_page, styled
from ...figures.typesetting import text_width
from ...foundations.phrases import forces_words
from ..findings import headline
from ..measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES
from .gaps import BESIDE, draw_rows
from .line_charts import Panel, bands_of, draw_course, fix_course, name_ends, room_for_names
from .ranked_results import RankedResults
from .tradeoff import draw_plane, fix_scales, name_crosses

if TYPE_CHECKING:
    import pandas as pd


def draw_overview(ranked: RankedResults) -> Figure:
    """All of it under the most forces: differences to the baseline where there are any to it, otherwise levels."""
    forces = ranked.told(REVENUE).forces
    ranked = ranked.part([forces])
    look = marks(ranked.frame["paradigm"].unique())
    longest = max(text_width(name, TEXT) for name in look)
    margins = Margins(left=max(17, longest + 7), right=max(BESIDE, room_for_names(look)))
    courses = list(_courses(ranked, forces))
    panels = len(courses) + 1 + ranked.compares
    with styled():
        figure, axes = open_page(headline(ranked.told(REVENUE)), _caption(ranked), panels=panels, layout=SHEET,
                                 margins=margins)  # fmt: skip
        for (frame, panel), ax in zip(courses, axes, strict=False):
            entitle(ax, panel.title, margins)
            bands = bands_of(frame, panel)
            draw_course(ax, bands, look, switch=ranked.switch_quarter)
            fix_course([ax])
            name_ends(ax, bands, look)
        _draw_standings(axes[len(courses) :], ranked, margins)
    return figure


def _courses(ranked: RankedResults, forces: str) -> Iterator[tuple[pd.DataFrame, Panel]]:
    """What is drawn quarter by quarter: a table, and a panel of it."""
    less = f" less {ranked.baseline}'s" if ranked.compares else ""
    frame = ranked.differences() if ranked.compares else ranked.frame
    yield frame, Panel(f"Revenue{less}, {ranked.money}", forces, REVENUE.column, first=1)
    points = "points of all hours" if less else "% of all hours"
    yield frame, Panel(f"Friction{less}, {points}", forces, FRICTION.column, 100, first=1)
    yield ranked.frame, Panel("Sales' trust in marketing, 0 to 1", forces, TRUST_SALES.column)
    yield ranked.frame, Panel("Marketing's trust in sales, 0 to 1", forces, TRUST_MARKETING.column)


def _draw_standings(axes: list[Axes], ranked: RankedResults, margins: Margins) -> None:
    """The perception gap and, where paradigms are compared, revenue against friction."""
    look = marks(ranked.frame["paradigm"].unique())
    entitle(axes[0], "Who sees alignment, last quarter", margins)
    draw_rows(axes[0], ranked.frame, ranked.told(GAP), look)
    if ranked.compares:
        entitle(axes[1], f"Over all quarters, less {ranked.baseline}'s", margins)
        draw_plane(axes[1], ranked.told(REVENUE), look, money=ranked.money)
        fix_scales([axes[1]])
        name_crosses(axes[1], ranked.told(REVENUE))


def _caption(ranked: RankedResults) -> str:
    """What is drawn, in the words that each figure of its own has at more length."""
    paired = "paired differences to " + ranked.baseline + " above, " if ranked.compares else ""
    shape = f"bands, bars and crosses: 95 % intervals, of {paired}of means elsewhere" if paired else (
        "bands and bars: 95 % intervals of each mean")  # fmt: skip
    full = "Full marks: executives; hollow: practitioners who report no lack of alignment."
    tinted = " Tinted: earns more with less friction." if ranked.compares else ""
    where = forces_words(ranked.told(REVENUE).forces)
    basis = ranked.basis(REVENUE, shape, quarters=True)
    return f"All panels: {where}. {basis} {full}{tinted} `--figures all` draws each by itself."
