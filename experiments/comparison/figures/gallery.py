"""Every figure of a comparison, with its title and caption computed from the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure

from ...figures.page import COLUMN, SLIDE, Layout, save
from ...foundations.atomic import prepare_directory
from ...foundations.force_sets import forces_count
from ...foundations.phrases import forces_words
from ..findings import headline, replications_words, trade_off_headline, trust_headline
from ..measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES, Measure, own_rules
from ..ranking import Ranking, rank_paradigms
from .gaps import draw_gaps
from .line_charts import Panel, draw_lines
from .org_graphs import draw_org_graphs
from .tradeoff import draw_trade_off

LAYOUTS = (COLUMN, SLIDE)
SETS = {"page": (COLUMN,), "all": LAYOUTS}
RANKED_BY = (REVENUE, FRICTION, TRUST_SALES, TRUST_MARKETING, GAP)
BANDS = "bands: 95 % intervals of each mean"
DIRECTIONS = (("sales' trust", TRUST_SALES), ("marketing's trust", TRUST_MARKETING))


@dataclass(frozen=True)
class RankedResults:
    """A results table with its rankings by each measure that a figure is about; `lived` begins each caption."""

    frame: pd.DataFrame
    rankings: Mapping[str, tuple[Ranking, ...]]
    lived: str = ""

    @classmethod
    def of(cls, frame: pd.DataFrame, baseline: str | None = None) -> RankedResults:
        needed = (REVENUE, FRICTION)
        ranked = {by.name: rank_paradigms(frame, by=by, baseline=baseline, measures=needed) for by in RANKED_BY}
        return cls(frame, ranked)

    def told(self, measure: Measure) -> Ranking:
        """The ranking that titles speak of: under the most forces, the last among equals."""
        return max(reversed(self.rankings[measure.name]), key=lambda ranking: forces_count(ranking.forces))

    @property
    def forces(self) -> list[str]:
        return [ranking.forces for ranking in self.rankings[REVENUE.name]]

    def basis(self, measure: Measure, shape: str) -> str:
        """What is drawn stands for; `shape` says what shows the interval, and of what."""
        rankings = self.rankings[measure.name]
        if max(ranking.replications[1] for ranking in rankings) < 2:
            return f"{self.lived}{own_rules(self.frame)}One replication, n = 1: there is no interval to show."
        means = f"Means over n = {replications_words(*rankings)} matched replications; {shape}."
        return f"{self.lived}{own_rules(self.frame)}{means}"


def draw_all(
    frame: pd.DataFrame,
    directory: str | Path,
    *,
    baseline: str | None = None,
    graphs: tuple[nx.Graph, nx.Graph] | None = None,
    graphs_caption: str = "One run, not an average.",
    layouts: Sequence[Layout] = LAYOUTS,
    lived: str = "",
) -> list[Path]:
    """Draw every figure as PNG and SVG into `directory` and return the files, in order.

    In the column layout a figure is named `revenue.png`, in another `revenue-slide.png`. `graphs` are one run's
    org graph at its start and end. Raises StoreError, and ValueError where `rank_paradigms` does.
    """
    target, ranked = (
        prepare_directory(directory),
        replace(RankedResults.of(frame, baseline), lived=f"{lived} ".lstrip()),
    )
    drawings: dict[str, Callable[[Layout], Figure]] = {
        "revenue": partial(draw_revenue, ranked),
        "friction": partial(draw_friction, ranked),
        "trust": partial(draw_trust, ranked),
        "perception-gap": partial(draw_perception_gap, ranked),
    }
    if frame["paradigm"].nunique() > 1:
        drawings["trade-off"] = partial(draw_revenue_against_friction, ranked)
    if graphs is not None:
        drawings["organisation"] = lambda layout: draw_org_graphs(*graphs, layout=layout, caption=graphs_caption)
    stems = {layout: "" if layout == COLUMN else f"-{layout.name}" for layout in layouts}
    return [
        file
        for name, draw in drawings.items()
        for layout, ending in stems.items()
        for file in save(draw(layout), target / f"{name}{ending}")
    ]


def draw_revenue(ranked: RankedResults, layout: Layout) -> Figure:
    return _by_forces(ranked, REVENUE, "Revenue per quarter, thousands.", layout=layout)


def draw_friction(ranked: RankedResults, layout: Layout) -> Figure:
    return _by_forces(ranked, FRICTION, "Hours lost to friction, % of all hours.", layout=layout, factor=100)


def _by_forces(ranked: RankedResults, measure: Measure, what: str, *, layout: Layout, factor: float = 1) -> Figure:
    """One panel for each force set. Bands are of means: the title's paired difference is surer than they look."""
    panels = [Panel(forces_words(f).capitalize(), f, measure.column, factor, first=1) for f in ranked.forces]
    caption = f"{what} {ranked.basis(measure, BANDS)}{_paired_note(ranked.told(measure))}"
    return draw_lines(ranked.frame, panels, title=headline(ranked.told(measure)), caption=caption, layout=layout)


def _paired_note(ranking: Ranking) -> str:
    """Why a difference can be sure although bands overlap; nothing where nothing is compared."""
    if ranking.replications[1] < 2 or len(ranking.standings) < 2:
        return ""
    return " Differences are paired by replication, so they are surer than the bands suggest."


def draw_trust(ranked: RankedResults, layout: Layout) -> Figure:
    panels = [
        Panel(f"{forces_words(forces).capitalize()}: {direction}", forces, measure.column)
        for forces in ranked.forces
        for direction, measure in DIRECTIONS
    ]
    title = trust_headline(ranked.told(TRUST_SALES), ranked.told(TRUST_MARKETING))
    what = "Trust of each function in the other, 0 to 1; the title is about the last year."
    caption = f"{what} {ranked.basis(TRUST_SALES, BANDS)}"
    return draw_lines(ranked.frame, panels, title=title, caption=caption, layout=layout)


def draw_perception_gap(ranked: RankedResults, layout: Layout) -> Figure:
    caption = (
        "Who sees the two functions aligned, last quarter: executives (full marks), and practitioners who report "
        f"no lack of it (hollow). {ranked.basis(GAP, 'bars: 95 % intervals')}"
    )
    return draw_gaps(
        ranked.frame, ranked.rankings[GAP.name], title=headline(ranked.told(GAP)), caption=caption, layout=layout
    )


def draw_revenue_against_friction(ranked: RankedResults, layout: Layout) -> Figure:
    revenue, friction = ranked.told(REVENUE), ranked.told(FRICTION)
    crosses = "crosses: 95 % intervals of each paired difference; the title corrects for their number (Holm)"
    caption = f"Differences to {revenue.baseline} over all quarters. {ranked.basis(REVENUE, crosses)}"
    title = trade_off_headline(revenue, friction)
    return draw_trade_off(ranked.rankings[REVENUE.name], title=title, caption=caption, layout=layout)
