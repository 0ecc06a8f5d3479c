"""Every figure of a comparison, with its title and caption computed from the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure

from ...figures.page import COLUMN, SLIDE, TEXT, Layout, save
from ...figures.typesetting import fitting_names
from ...foundations.atomic import prepare_directory
from ...foundations.language import Words
from ..findings import headline, trade_off_headline, trust_headline
from ..measures import FRICTION, GAP, QUARTERS_PER_YEAR, REVENUE, TRUST_MARKETING, TRUST_SALES, Measure
from .gaps import draw_gaps
from .line_charts import Panel, draw_lines
from .org_graphs import draw_org_graphs
from .overview import draw_overview
from .ranked_results import RankedResults
from .tradeoff import draw_trade_off

LAYOUTS = (COLUMN, SLIDE)
SETS: dict[str, tuple[Layout, ...]] = {"page": (), "all": LAYOUTS}
DIRECTIONS = (("figure.trust_of_sales", TRUST_SALES), ("figure.trust_of_marketing", TRUST_MARKETING))


def draw_all(
    frame: pd.DataFrame,
    directory: str | Path,
    *,
    baseline: str | None,
    graphs: tuple[nx.Graph, nx.Graph] | None,
    graphs_caption: str,
    layouts: Sequence[Layout],
    lived: str,
    currency: str,
    switch_quarter: int,
    w: Words,
) -> list[Path]:
    """Draw the overview, and every figure by itself in each layout, as PNG and SVG; return the files, in order.

    In the column layout a figure is named `revenue.png`, in another `revenue-slide.png`; what does not fit a page
    goes on in `revenue-slide-2.png`. `graphs` are one run's org graph at its start and end. Raises StoreError, and
    ValueError where `rank_paradigms` does.
    """
    target = prepare_directory(directory)
    names = fitting_names(frame["paradigm"].unique(), TEXT)
    frame = frame.assign(paradigm=frame["paradigm"].map(names))
    ranked = RankedResults.of(
        frame, names.get(baseline or "", baseline), currency=currency, switch_quarter=switch_quarter, lived=lived, w=w
    )
    files = save(draw_overview(ranked), target / "overview")
    for layout in layouts:
        for name, draw in _drawings(ranked):
            for ending, part in _pages(ranked, layout, panels=len(DIRECTIONS) if draw is draw_trust else 1):
                files += save(draw(part, layout), target / f"{name}{ending}")
        if graphs is not None:
            drawn = draw_org_graphs(*graphs, layout=layout, caption=graphs_caption, w=w)
            files += save(drawn, target / f"organisation{_ending(layout)}")
    return files


def _drawings(ranked: RankedResults) -> Iterator[tuple[str, Callable[[RankedResults, Layout], Figure]]]:
    """The figures that there is something to draw for."""
    yield from {"revenue": draw_revenue, "friction": draw_friction, "trust": draw_trust}.items()
    yield "perception-gap", draw_perception_gap
    if ranked.compares:
        yield "revenue-difference", draw_revenue_difference
        yield "friction-difference", draw_friction_difference
        yield "trade-off", draw_revenue_against_friction


def _ending(layout: Layout) -> str:
    return "" if layout.name == COLUMN.name else f"-{layout.name}"


def _pages(ranked: RankedResults, layout: Layout, *, panels: int) -> Iterator[tuple[str, RankedResults]]:
    """The results page by page, with the ending of each page's name; `panels` are drawn of each set of forces."""
    sets, room = ranked.forces, max(1, layout.most // panels)
    for first in range(0, len(sets), room):
        number = f"-{first // room + 1}" if first else ""
        yield f"{_ending(layout)}{number}", ranked.part(sets[first : first + room])


def draw_revenue(ranked: RankedResults, layout: Layout) -> Figure:
    return _by_forces(ranked, REVENUE, ranked.w("figure.revenue", money=ranked.money), layout=layout)


def draw_friction(ranked: RankedResults, layout: Layout) -> Figure:
    return _by_forces(ranked, FRICTION, ranked.w["figure.friction"], layout=layout, factor=100)


def _by_forces(ranked: RankedResults, measure: Measure, what: str, *, layout: Layout, factor: float = 1) -> Figure:
    """One panel for each force set. Bands are of means: the title's paired difference is surer than they look."""
    panels = [Panel(ranked.under(f), f, measure.column, factor, first=1) for f in ranked.forces]
    caption = f"{what} {ranked.basis(measure, ranked.w['figure.bands'], quarters=True)}{_paired_note(ranked)}"
    title = headline(ranked.told(measure), ranked.w)
    switch = ranked.switch_quarter
    return draw_lines(ranked.frame, panels, title=title, caption=caption, layout=layout, switch=switch, w=ranked.w)


def draw_revenue_difference(ranked: RankedResults, layout: Layout) -> Figure:
    what = ranked.w("figure.revenue_less", baseline=ranked.today, money=ranked.money)
    return _differences(ranked, REVENUE, what, layout=layout)


def draw_friction_difference(ranked: RankedResults, layout: Layout) -> Figure:
    what = ranked.w("figure.friction_less", baseline=ranked.today)
    return _differences(ranked, FRICTION, what, layout=layout, factor=100)


def _differences(ranked: RankedResults, measure: Measure, what: str, *, layout: Layout, factor: float = 1) -> Figure:
    """As `_by_forces`, but what is drawn is the paired difference to the baseline, which is a line at zero."""
    panels = [Panel(ranked.under(f), f, measure.column, factor, first=1) for f in ranked.forces]
    caption = f"{what} {ranked.basis(measure, ranked.w['figure.paired'], quarters=True)}"
    title, switch, w = headline(ranked.told(measure), ranked.w), ranked.switch_quarter, ranked.w
    return draw_lines(ranked.differences(), panels, title=title, caption=caption, layout=layout, switch=switch, w=w)


def _paired_note(ranked: RankedResults) -> str:
    """Why a difference can be sure although bands overlap; nothing where nothing is compared."""
    if ranked.told(REVENUE).replications[1] < 2 or not ranked.compares:
        return ""
    return f" {ranked.w['figure.paired_note']}"


def draw_trust(ranked: RankedResults, layout: Layout) -> Figure:
    panels = [
        Panel(ranked.w(direction, forces=ranked.under(forces)), forces, measure.column)
        for forces in ranked.forces
        for direction, measure in DIRECTIONS
    ]
    title = trust_headline(ranked.told(TRUST_SALES), ranked.told(TRUST_MARKETING), ranked.w)
    longer = ranked.frame["quarter"].max() > QUARTERS_PER_YEAR
    key = "figure.trust" if not ranked.compares else "figure.trust_year" if longer else "figure.trust_all"
    basis = ranked.basis(TRUST_SALES, ranked.w["figure.bands"], quarters=True, also=(TRUST_MARKETING,))
    caption = f"{ranked.w[key]} {basis}"
    switch = ranked.switch_quarter
    return draw_lines(ranked.frame, panels, title=title, caption=caption, layout=layout, switch=switch, w=ranked.w)


def draw_perception_gap(ranked: RankedResults, layout: Layout) -> Figure:
    caption = f"{ranked.w['figure.gap']} {ranked.basis(GAP, ranked.w['figure.bars'])}"
    title = headline(ranked.told(GAP), ranked.w)
    return draw_gaps(ranked.frame, ranked.rankings[GAP.name], title=title, caption=caption, layout=layout, w=ranked.w)


def draw_revenue_against_friction(ranked: RankedResults, layout: Layout) -> Figure:
    revenue, friction, w = ranked.told(REVENUE), ranked.told(FRICTION), ranked.w
    what = w("figure.differences", baseline=ranked.today)
    caption = f"{what} {ranked.basis(REVENUE, w['figure.crosses'], also=(FRICTION,))} {w['figure.tinted']}"
    title = trade_off_headline(revenue, friction, w)
    return draw_trade_off(
        ranked.rankings[REVENUE.name], title=title, caption=caption, layout=layout, money=ranked.money, w=w
    )
