"""Every figure of a comparison, with its title and caption computed from the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure

from experiments.atomic import prepare_directory
from experiments.figures.gaps import draw_gaps
from experiments.figures.lines import Panel, draw_lines
from experiments.figures.organisation import draw_org_graphs
from experiments.figures.page import COLUMN, SLIDE, Layout, save
from experiments.figures.tradeoff import draw_trade_off
from experiments.findings import (
    forces_words,
    headline,
    replications_words,
    trade_off_headline,
    trust_headline,
)
from experiments.measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES, Measure
from experiments.ranking import Ranking, rank_paradigms

LAYOUTS = (COLUMN, SLIDE)
RANKED_BY = (REVENUE, FRICTION, TRUST_SALES, TRUST_MARKETING, GAP)
DIRECTIONS = (("of sales in marketing", TRUST_SALES), ("of marketing in sales", TRUST_MARKETING))


@dataclass(frozen=True)
class Study:
    """A results table with its rankings by each measure that a figure is about."""

    frame: pd.DataFrame
    rankings: Mapping[str, tuple[Ranking, ...]]

    @classmethod
    def of(cls, frame: pd.DataFrame, baseline: str | None = None) -> Study:
        ranked = {by.name: rank_paradigms(frame, by=by, baseline=baseline) for by in RANKED_BY}
        return cls(frame, ranked)

    def told(self, measure: Measure) -> Ranking:
        """The ranking that titles speak of: under the most forces, the last among equals."""
        return max(reversed(self.rankings[measure.name]), key=lambda ranking: forces_count(ranking.forces))

    @property
    def forces(self) -> list[str]:
        return [ranking.forces for ranking in self.rankings[REVENUE.name]]

    def basis(self, measure: Measure, shape: str) -> str:
        """What lines, points and their `shape` (bands, bars, crosses) stand for."""
        rankings = self.rankings[measure.name]
        if max(ranking.replications[1] for ranking in rankings) < 2:
            return f"One replication (n = 1): there are no {shape}."
        return f"Means over n = {replications_words(*rankings)} matched replications; {shape}: 95 % intervals"


def forces_count(forces: str) -> int:
    """
    >>> [forces_count(forces) for forces in ("none", "buyers", "technology+buyers", "all")]
    [0, 1, 2, 3]
    """
    return {"none": 0, "all": 3}.get(forces, forces.count("+") + 1)


def draw_all(
    frame: pd.DataFrame,
    directory: str | Path,
    *,
    baseline: str | None = None,
    graphs: tuple[nx.Graph, nx.Graph] | None = None,
    graphs_caption: str = "One run, not an average.",
    layouts: Sequence[Layout] = LAYOUTS,
) -> list[Path]:
    """Draw every figure as PNG and SVG into `directory` and return the files, in order.

    In the column layout a figure is named `revenue.png`, in another `revenue-slide.png`. `graphs` are one run's
    org graph at its start and end. Raises StoreError, and ValueError where `rank_paradigms` does.
    """
    target, study = prepare_directory(directory), Study.of(frame, baseline)
    drawings: dict[str, Callable[[Layout], Figure]] = {
        "revenue": lambda layout: draw_revenue(study, layout),
        "friction": lambda layout: draw_friction(study, layout),
        "trust": lambda layout: draw_trust(study, layout),
        "perception-gap": lambda layout: draw_perception_gap(study, layout),
        "trade-off": lambda layout: draw_revenue_against_friction(study, layout),
    }
    if graphs is not None:
        drawings["organisation"] = lambda layout: draw_org_graphs(
            *graphs, layout=layout, caption=graphs_caption
        )
    stems = {layout: "" if layout == COLUMN else f"-{layout.name}" for layout in layouts}
    return [
        file
        for name, draw in drawings.items()
        for layout, ending in stems.items()
        for file in save(draw(layout), target / f"{name}{ending}")
    ]


def draw_revenue(study: Study, layout: Layout) -> Figure:
    caption = f"Revenue per quarter, thousands. {study.basis(REVENUE, 'bands')}"
    return _by_forces(study, REVENUE, caption, layout)


def draw_friction(study: Study, layout: Layout) -> Figure:
    caption = f"Hours lost to friction, % of all hours. {study.basis(FRICTION, 'bands')}"
    return _by_forces(study, FRICTION, caption, layout, factor=100)


def _by_forces(study: Study, measure: Measure, caption: str, layout: Layout, factor: float = 1) -> Figure:
    """One panel for each force set; bands are of means, so the title's paired difference is surer."""
    panels = [Panel(forces_words(f).capitalize(), f, measure.column, factor) for f in study.forces]
    paired = _paired_note(study.told(measure))
    return draw_lines(
        study.frame, panels, title=headline(study.told(measure)), caption=caption + paired, layout=layout
    )


def _paired_note(ranking: Ranking) -> str:
    """Why a difference can be sure although bands overlap."""
    if ranking.replications[1] < 2 or len(ranking.standings) < 2:
        return ""
    return (
        " of each mean. Paradigms are compared replication by replication, which is surer than bands suggest."
    )


def draw_trust(study: Study, layout: Layout) -> Figure:
    panels = [
        Panel(f"{forces_words(forces).capitalize()}: trust {direction}", forces, measure.column)
        for forces in study.forces
        for direction, measure in DIRECTIONS
    ]
    title = trust_headline(study.told(TRUST_SALES), study.told(TRUST_MARKETING))
    caption = f"Mean trust, 0 to 1; the title is about the last year. {study.basis(TRUST_SALES, 'bands')}."
    return draw_lines(study.frame, panels, title=title, caption=caption, layout=layout)


def draw_perception_gap(study: Study, layout: Layout) -> Figure:
    caption = (
        "Share who see the two functions aligned, last quarter: of executives (full), and of practitioners, who "
        f"report no lack (hollow). {study.basis(GAP, 'bars')}."
    )
    return draw_gaps(
        study.frame, study.rankings[GAP.name], title=headline(study.told(GAP)), caption=caption, layout=layout
    )


def draw_revenue_against_friction(study: Study, layout: Layout) -> Figure:
    revenue, friction = study.told(REVENUE), study.told(FRICTION)
    caption = (
        f"Paired differences to {revenue.baseline}, over all quarters. {study.basis(REVENUE, 'crosses')}, each of "
        "one difference."
    )
    title = trade_off_headline(revenue, friction)
    return draw_trade_off(study.rankings[REVENUE.name], title=title, caption=caption, layout=layout)
