"""What is asked of others is what was asked: runs, decisions, forces, sizes and luck of each, caught on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.comparison import illustrations
from cordiale.experiments.comparison.figures import gallery
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.decision.branching import Branches
from cordiale.experiments.fitting import observed
from cordiale.experiments.fitting.levers import LEVERS
from cordiale.experiments.folders import figures_again
from cordiale.experiments.foundations.execution import weeks_by_mesa
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.selection import Rule
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching import structure_search
from cordiale.experiments.searching.quest import Quest
from cordiale.simulation.agents import model
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from tests.support.worlds import small


class CaughtError(Exception):
    """What was asked for is known; nothing more needs to happen."""


@pytest.fixture
def caught() -> dict[str, Any]:
    return {}


@pytest.fixture
def catch(caught: dict[str, Any]) -> Callable[..., None]:
    """Stands in another's place, and keeps what it was asked."""

    def keep(*places: Any, **asked: Any) -> None:
        caught.update(asked, places=places)
        raise CaughtError

    return keep


ASKED = {
    "switch_quarter": 3, "quarters": 9, "confidence": 0.8, "indifference": 0.02, "parameters": "point", "first": 12,
    "decisions": ["Q3 programme"], "batches": 4, "matched": 50, "map": ["a", "b"],
}  # fmt: skip


@pytest.mark.parametrize("left_out", ["", "map", "first"])
def test_a_whole_decision_is_made_again_as_it_was_asked_for(
    left_out: str, caught: dict[str, Any], catch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_again, "decide", catch)
    asked = {name: value for name, value in ASKED.items() if name != left_out}
    left: Any = SimpleNamespace(scenario=small(), asked=asked, manifest={"seed": "17"})
    with pytest.raises(CaughtError):
        figures_again._whole(left, 2, Talk(quiet=True))
    wanted = Asked(
        switch_quarter=3, quarters=9, seed=17, rule=Rule(0.8, 0.02), parameters="point", decisions=("Q3 programme",),
        first=None if left_out == "first" else 12, batches=4, matched=50, workers=2,
        pair=None if left_out == "map" else ("a", "b"),
    )  # fmt: skip
    assert caught["places"][1] == wanted


def test_a_company_is_held_against_its_figures_as_it_lives_today_without_forces_decisions_or_growth(
    caught: dict[str, Any], catch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observed, "simulate", catch)
    scenario = small({"company.paradigm": "siloed", "growth.demand": 0.1, "decisions": ("Q2 programme",)})
    with pytest.raises(CaughtError):
        observed.status_quo(scenario, replications=3, quarters=5, seed=8)
    (lived,) = caught.pop("places")
    assert (lived.decisions, lived.growth.demand) == ((), 0.0)
    assert caught == {"paradigms": ["siloed"], "forces": ["none"], "replications": 3, "quarters": 5, "seed": 8}


def test_a_run_agent_by_agent_is_that_run(
    caught: dict[str, Any], catch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "AlignmentModel", catch)
    run = Run("siloed", "buyers", 4, 9, 3, 2, ("Q2 programme",))
    with pytest.raises(CaughtError):
        next(weeks_by_mesa(small(), run, keep=None))
    told = ("paradigm", "forces", "replication", "rng", "quarters", "switch_quarter", "decisions", "record")
    assert tuple(caught[name] for name in told) == (*run[:3], run.seed, *run[4:], False)


def test_a_search_makes_its_companies_of_its_own_parameters_and_seed(
    caught: dict[str, Any], catch: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(structure_search, "prepare", catch)
    with pytest.raises(CaughtError):
        structure_search.Search(small(), Quest(parameters="ensemble", seed=6), called="small", folder=None)
    assert (caught["parameters"], caught["seed"]) == ("ensemble", 6)


@pytest.mark.parametrize(("weather", "forces"), [("none", "none"), ("expected", "all"), ("full", "all")])
def test_an_option_is_lived_with_what_is_decided_in_any_case(
    weather: str, forces: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    branches, lived = Branches(prepare(small()), "small", 5, 4, ("Q3 programme",), workers=None), list[Run]()
    monkeypatch.setattr(branches, "_results", lambda company, runs: lived.extend(runs) or [0] * len(runs))
    monkeypatch.setattr(branches, "_lived", lambda *_: None)
    options = [Option(STAY, "status-quo", (), 0, STAY), Option("out", "siloed", ("Q2 paradigm=siloed",), 2, "switch")]
    branches.live(options, [3, 8], weather=weather)
    assert [(run.decisions, run.replication) for run in lived] == [
        (("Q3 programme",), 3), (("Q3 programme",), 8),
        (("Q2 paradigm=siloed", "Q3 programme"), 3), (("Q2 paradigm=siloed", "Q3 programme"), 8),
    ]  # fmt: skip
    assert {(run.paradigm, run.forces, run.seed, run.quarters, run.switch_quarter) for run in lived} == {
        ("status-quo", forces, 5, 4, 0)
    }


SHARES = {"qualified_share", "conversion", "follow_up_share", "marketing_sourced", "marketing_sourced_revenue",
          "win_rate", "no_decision_share", "gross_retention"}  # fmt: skip
BY_RATIO = {"campaigns.leads_per_week", "selling.prospecting_hours", "handoff.delay", "buyers.cycle",
            "buyers.pace_spread", "buyers.contract_value", "buyers.value_spread",
            "customers.initial_per_rep"}  # fmt: skip
FALL = {("campaigns.qualification_bar", "qualified_share"), ("selling.own_appeal", "follow_up_share"),
        ("selling.prospecting_hours", "opportunities"), ("selling.prospecting_hours", "wins")}  # fmt: skip


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: f"{lever.parameter} for {lever.figure}")
def test_a_lever_moves_amounts_by_ratios_compares_shares_by_odds_and_knows_which_figures_fall(lever: Any) -> None:
    assert lever.share == (lever.figure in SHARES)
    assert lever.factor == (lever.parameter in BY_RATIO)
    assert (lever.answer < 0) == ((lever.parameter, lever.figure) in FALL)


def test_what_is_drawn_of_a_comparison_is_in_its_currency_in_the_layouts_asked_for_with_its_switch(
    caught: dict[str, Any], catch: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(gallery, "draw_all", catch)
    blueprint = SimpleNamespace(people=range(10**6))
    company = SimpleNamespace(scenario=SimpleNamespace(currency="CHF"), blueprint=blueprint)
    found: Any = SimpleNamespace(
        company=company, runs=(SimpleNamespace(switch_quarter=4),), frame="the table", baseline="siloed"
    )
    for figures in ("page", "all"):
        with pytest.raises(CaughtError):
            illustrations.draw(found, figures, tmp_path, w=ENGLISH)
        assert caught["layouts"] == gallery.SETS[figures]
        assert (caught["currency"], caught["switch_quarter"], caught["baseline"]) == ("CHF", 4, "siloed")
