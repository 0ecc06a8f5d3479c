"""The figures of a comparison, and which of its runs the org graph is of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import Company, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.force_sets import forces_count
from ..foundations.language import Words
from .framing import Comparison
from .ranking import rank_paradigms

if TYPE_CHECKING:
    import networkx as nx

DRAWN_UP_TO = 20_000  # people; the graph of a larger company takes longer than it is worth


def draw(comparison: Comparison, figures: str, directory: Path, *, w: Words) -> None:
    """Figures of a comparison, `page` or `all`; the org graph is of one run, the first of the best-ranked paradigm."""
    from .figures.gallery import SETS, draw_all  # late: Matplotlib takes its time

    graphs, caption = None, ""
    if SETS[figures] and len(comparison.company.blueprint.people) <= DRAWN_UP_TO:
        best = best_run(comparison)
        graphs, caption = org_graphs(comparison.company, best), graphs_caption(best, w)
    draw_all(
        comparison.frame, directory, baseline=comparison.baseline, graphs=graphs, graphs_caption=caption,
        layouts=SETS[figures], lived=w["compare.today.caption"],
        currency=comparison.company.scenario.currency, switch_quarter=comparison.runs[0].switch_quarter, w=w,
    )  # fmt: skip


def graphs_caption(run: Run, w: Words) -> str:
    """Which run an org graph is of."""
    key = "figure.org.of_switch" if run.switch_quarter else "figure.org.of"
    return w(
        key, paradigm=w.quoted(run.paradigm), quarter=run.switch_quarter, quarters=run.quarters,
        forces=w.forces(run.forces), replication=run.replication, seed=run.seed,
    )  # fmt: skip


def best_run(comparison: Comparison) -> Run:
    """The first run of the paradigm that ranks first, under the most forces."""
    ranking = max(
        rank_paradigms(comparison.frame, baseline=comparison.baseline), key=lambda one: forces_count(one.forces)
    )
    wanted = (ranking.best.paradigm, ranking.forces)
    return next(run for run in comparison.runs if (run.paradigm, run.forces) == wanted)


def org_graphs(company: Company, run: Run) -> tuple[nx.Graph, nx.Graph]:
    """The org graph of a run on its first day and at its end."""
    org, names = start(company, run), company.blueprint.keys
    live, drawn = company.rules.of(advance), company.rules.of(to_graph)
    first = drawn(org, names)
    return first, drawn(live(org, run.quarters * WEEKS_PER_QUARTER), names)
