"""Targets are held on the runs, the luck and the quarters that were asked for, and only where a figure can lie."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.fitting import fidelity
from cordiale.experiments.fitting.fidelity import bounds_of
from cordiale.experiments.fitting.observed import QUARTERS, YEARS
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.worlds import small

QUIET = Talk(quiet=True)


def aimed(**targets: float) -> Scenario:
    return small({"targets": targets, "company.paradigm": "siloed"})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Nothing is lived: what would be is kept, and each quarter has as many wins as its number."""
    heard: dict[str, Any] = {}

    def table(quarters: int) -> pd.DataFrame:
        return pd.DataFrame({"quarter": range(quarters + 1), "wins": [float(at) for at in range(quarters + 1)]})

    def status_quo(scenario: Scenario, *, replications: int, seed: int, quarters: int = QUARTERS) -> pd.DataFrame:
        heard["lived"] = (replications, seed, quarters)
        return table(quarters)

    def try_out(scenario: Scenario, *, replications: int, seed: int) -> dict[str, float]:
        heard["tried"] = (replications, seed)
        return {"contract_value_median": 7.0, "marketing_sourced_revenue": 0.5, "wins": 1e9}

    def carry_out(scenario: Scenario, runs: Any, *, called: str, talk: Talk) -> Any:
        heard["carried"] = ({(*run[:2], *run[3:]) for run in runs}, [run.replication for run in runs], called)
        return SimpleNamespace(frame=table(runs[0].quarters), complain=lambda: heard.update(complained=True))

    monkeypatch.setattr(fidelity, "status_quo", status_quo)
    monkeypatch.setattr(fidelity, "try_out", try_out)
    monkeypatch.setattr(fidelity, "carry_out", carry_out)
    monkeypatch.setattr(fidelity, "enough_runs", lambda _: 70)
    monkeypatch.setattr(fidelity, "few_runs", lambda _: 3)
    return heard


@pytest.mark.parametrize("given", [None, 9])
def test_what_is_looked_into_run_by_run_is_of_as_many_runs_and_of_the_same_luck_as_the_table(
    given: int | None, asked: dict[str, Any]
) -> None:
    scenario, runs = aimed(wins=5.5, contract_value_median=7.0), given or 70
    found = fidelity.check(scenario, replications=given, seed=4, tolerance=0.4)
    assert [(each.name, each.achieved, each.tolerance) for each in found] == [
        ("wins", 5.5, 0.4), ("contract_value_median", 7.0, 0.4),
    ]  # fmt: skip
    assert (asked["lived"], asked["tried"]) == ((runs, 4, QUARTERS), (runs, 4))
    held = fidelity.hold_over_years(scenario, replications=given, seed=4)
    assert (asked["lived"], asked["tried"]) == ((runs, 4, YEARS), (runs, 4))
    assert {each.name: (each.target, each.achieved) for each in held} == {
        "wins": (5.5, 5.5), "contract_value_median": (7.0, 7.0), "wins in the first year": (5.5, 2.5),
        "wins in the third year": (5.5, 10.5),
    }  # fmt: skip


def test_without_a_target_for_wins_the_third_year_is_held_against_the_first(asked: dict[str, Any]) -> None:
    (last,) = fidelity.hold_over_years(small(), seed=1)
    assert (last.name, last.target, last.achieved) == ("wins in the third year, of the first", 2.5, 10.5)
    assert "tried" not in asked


@pytest.mark.parametrize(("targets", "given", "runs"), [
    ({"wins": 5.5}, None, 70), ({}, None, 3), ({"wins": 5.5}, 2, 2), ({}, 2, 2),
])  # fmt: skip
def test_a_company_is_simulated_in_its_own_structure_without_forces_as_often_as_asked_or_as_it_takes(
    targets: dict[str, float], given: int | None, runs: int, asked: dict[str, Any]
) -> None:
    frame, found = fidelity.hold_against_targets(
        aimed(**targets), called="my company", replications=given, quarters=5, seed=4, talk=QUIET
    )
    lived, replications, called = asked["carried"]
    assert lived == {("siloed", "none", 4, 5, 0, ())}
    assert (replications, called, asked["complained"]) == ([*range(runs)], "'my company'", True)
    assert frame["quarter"].max() == 5
    assert [each.achieved for each in found] == ([4.0] if targets else []), "of quarters 3 to 5"


@pytest.mark.parametrize(("name", "bounds"), [
    ("win_rate", (0.0, 1.0)), ("marketing_sourced_revenue", (0.0, 1.0)), ("perception_gap", (-1.0, 1.0)),
    ("power_balance", (-1.0, 1.0)), ("gross_retention", (0.0, 1.0)), ("net_retention", (0.0, math.inf)),
    ("wins", (0.0, math.inf)), ("contract_value_median", (0.0, math.inf)),
])  # fmt: skip
def test_a_share_lies_between_nought_and_one_a_difference_or_a_balance_on_either_side_and_an_amount_above_nought(
    name: str, bounds: tuple[float, float]
) -> None:
    assert bounds_of(name) == bounds
