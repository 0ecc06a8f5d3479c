"""Questions about a company: which paradigm, stay or switch, which few changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

from ..comparison.compare import carry_out, summarise
from ..comparison.findings import headline as of_ranking
from ..comparison.framing import Comparison
from ..comparison.ranking import Ranking, rank_paradigms
from ..decision.asked import Asked
from ..decision.deciding import decide as decided
from ..decision.document import to_document
from ..decision.telling import headline as of_decision
from ..foundations.extent import check_extent
from ..foundations.failures import as_typed
from ..foundations.force_sets import forces_count
from ..foundations.language import Words, words
from ..foundations.selection import Rule
from ..foundations.talk import Talk
from .shown import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def compare(
    scenario: str | Scenario = "status-quo",
    paradigms: Iterable[str] | None = None,
    forces: Sequence[str] = ("none", "all"),
    replications: int = 40,
    quarters: int = 12,
    seed: int = 1,
    *,
    switch_quarter: int = 0,
    decisions: Sequence[str] = (),
    parameters: str = "point",
    workers: int | None = None,
    rules: Rules = SHIPPED,
    language: str = "en",
    quiet: bool = False,
) -> Result:
    """Paradigms under force sets on matched luck, ranked: what `cordiale compare` answers, with its defaults.

    `scenario` is a name, a path, or what `load_scenario` gives. The table has a row for each paradigm and force set:
    levels of every measure, and paired differences to today's structure. `found.frame` is the table of `simulate`.

    Raises ScenarioError and UsersError before anything runs, RunsFailedError if no run ended well.
    """
    company, called = given(scenario)
    sets, named, w = list(forces), None if paradigms is None else list(paradigms), words(language)
    check_extent(len(company.rows if named is None else named) * len(sets) * replications, quarters)
    runs = plan(
        company, paradigms=named, forces=sets, replications=replications, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter, decisions=decisions,
    )  # fmt: skip
    found = carry_out(
        company, runs, called=called, parameters=parameters, workers=workers, talk=Talk(quiet=quiet), rules=rules,
        switch=True,
    )  # fmt: skip
    rankings = rank_paradigms(found.frame, baseline=found.baseline)
    most = max(rankings, key=lambda each: forces_count(each.forces))
    return Result(
        "compare", found, of_ranking(most, w), lambda: _standings(rankings),
        lambda: _overview(found, w), lambda: summarise(found),
    )  # fmt: skip


def _standings(rankings: Sequence[Ranking]) -> pd.DataFrame:
    """A row for each force set and paradigm, as `summary.json` has it, with flat names."""
    rows = [
        {"forces": ranking["forces"], **standing}
        for ranking in (each.to_dict() for each in rankings)
        for standing in ranking["standings"]
    ]
    return pd.json_normalize(rows)


def _overview(found: Comparison, w: Words) -> Figure:
    from ..comparison.figures.overview import draw_overview  # late: Matplotlib takes its time
    from ..comparison.figures.ranked_results import RankedResults  # late: with it

    scenario, switch = found.company.scenario, found.runs[0].switch_quarter
    ranked = RankedResults.of(
        found.frame, found.baseline, currency=scenario.currency, switch_quarter=switch,
        lived=w["compare.today.caption"], w=w,
    )  # fmt: skip
    return draw_overview(ranked)


def decide(
    scenario: str | Scenario = "status-quo",
    *,
    switch_quarter: int = 2,
    confidence: float = 0.95,
    indifference: float = 0.01,
    budget: float = 60.0,
    batches: int | None = None,
    matched: int | None = None,
    decisions: Sequence[str] = (),
    quarters: int = 12,
    seed: int = 1,
    parameters: str = "ensemble",
    workers: int | None = None,
    language: str = "en",
    quiet: bool = False,
) -> Result:
    """Stay or switch, and to what: what `cordiale decide` answers, with its defaults; `budget` in seconds.

    The table has a row for each option, with the columns of `options` in decision.json.

    Raises UsersError and ScenarioError before anything runs, RunsFailedError if a run fails.
    """
    (company, called), w = given(scenario), words(language)
    asked = Asked(
        switch_quarter=switch_quarter, quarters=quarters, seed=seed, budget=budget, rule=Rule(confidence, indifference),
        parameters=parameters, decisions=tuple(decisions), batches=batches, matched=matched, workers=workers,
    )  # fmt: skip
    found, _ = decided(company, asked, called=called, talk=Talk(quiet=quiet), w=w)
    document = to_document(found)

    def draw() -> Figure | None:
        from ..boardpack.chart_figures import charts_of, draw_chart  # late: Matplotlib takes its time
        from ..boardpack.decision_pack import decision_pack  # late: with it

        return next((draw_chart(table) for _, table in charts_of(decision_pack(document, w))), None)

    def table() -> pd.DataFrame:
        return pd.DataFrame([{key: each[key] for key in each if key != "way"} for each in document["options"]])

    said = " ".join(of_decision(found, w).split("\n"))
    return Result("decide", found, said, table, draw, lambda: document)


def given(scenario: str | Scenario) -> tuple[Scenario, str]:
    """The scenario, and how a command names it."""
    if isinstance(scenario, str):
        return load_scenario(scenario), as_typed(scenario)
    return scenario, scenario.name
