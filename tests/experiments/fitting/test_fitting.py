"""A company's own figures: held against its status quo, met by declared levers, with an ensemble that meets them."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.fitting import fidelity, fit, fitted
from cordiale.experiments.fitting import kin as kin_module
from cordiale.experiments.fitting.contradictions import PRODUCTS, contradictions
from cordiale.experiments.fitting.fidelity import check_targets
from cordiale.experiments.fitting.fitted import Fitted, below
from cordiale.experiments.fitting.kin import begin_with
from cordiale.experiments.fitting.levers import LEVERS, LIMITS, Lever, levers_for, one_each, within_range
from cordiale.experiments.fitting.observed import QUARTERS, RATES, SEEN, SETTLED, TOLERANCE, YEARS, Check, figures_in
from cordiale.experiments.fitting.secants import Secants
from cordiale.experiments.fitting.trial import _Observed
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.ensemble import kept_sets, sets_for, value_at
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.sections import Target
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import NOBODY
from tests.support.commandline import cordiale
from tests.support.quick_fits import quarter_fits, rough_fits

MINE = """\
schema = 1
name = "mine"
extends = "status-quo"
[company]
reps = 6
marketers = 3
executives = 1
burn_in = 2
[targets]
win_rate = { value = 0.32, tolerance = 0.1, cases = 120 }
contract_value = 12
"""


def mine(folder: Path, more: str = "") -> Path:
    file = folder / "mine.toml"
    file.write_text(MINE + more, encoding="utf-8")
    return file


def aimed(**targets: object) -> Scenario:
    return load_scenario().with_values({"targets": targets})


def test_each_rate_is_what_it_is_called_over_what_it_is_of() -> None:
    counted = {"marketing_wins": 3, "leads_handed_over": 60, "leads_worked": 45, "wins": 12, "losses": 10,
               "no_decisions": 2, "revenue_new": 240.0}  # fmt: skip
    quarters = pd.DataFrame({"quarter": range(QUARTERS + 1), **counted})
    assert figures_in(quarters, RATES) == pytest.approx({
        "conversion": 3 / 60, "follow_up_share": 45 / 60, "win_rate": 12 / 24, "no_decision_share": 2 / 12,
        "marketing_sourced": 3 / 12, "contract_value": 20.0,
    })  # fmt: skip


def test_a_median_is_held_against_the_middle_of_quarters_and_not_against_their_mean() -> None:
    told = {
        "sales_cycle_weeks_median": [9.0] * 2 + [2.0, 2.0, 3.0, 3.0, 3.0, 17.0],
        "leavers": [9.0] * 2 + [2.0, 2.0, 3.0, 3.0, 3.0, 17.0],
    }
    quarters = pd.DataFrame({"quarter": range(QUARTERS - 7, QUARTERS + 1), **told})
    assert figures_in(quarters, told) == {"sales_cycle_weeks_median": 3.0, "leavers": 5.0}


def test_how_far_off_a_figure_is_is_a_share_of_its_target() -> None:
    assert Check("wins", 10.0, 15.0).deviation == pytest.approx(0.5)
    assert Check("wins", 10.0, 5.0).deviation == pytest.approx(-0.5)


def test_every_lever_moves_a_declared_parameter_within_its_range_for_a_figure_that_is_measured() -> None:
    for lever in LEVERS:
        low, high = LIMITS[lever.parameter]
        assert low <= lever.moved(within_range(lever.parameter, 1.0), 100.0) <= high
        assert lever.figure in {*NAMES, *RATES, *SEEN, "qualified_share"}


def test_no_two_figures_move_one_parameter_and_each_that_can_has_its_own() -> None:
    levers = one_each(["sales_cycle_weeks", "contract_value", "contract_value_median", "win_rate", "morale"])
    assert {lever.figure: lever.parameter for lever in levers} == {
        "sales_cycle_weeks": "buyers.cycle",
        "contract_value": "buyers.value_spread",
        "contract_value_median": "buyers.contract_value",
        "win_rate": "buyers.win",
    }


def test_two_parameters_may_share_a_figure_where_both_are_to_be_moved() -> None:
    levers = levers_for(["campaigns.fit_mean", "selling.engagement"], ["conversion", "wins"])
    assert {lever.figure for lever in levers} == {"conversion"}
    assert len(levers) == 2


def test_retention_is_compared_by_what_is_lost() -> None:
    assert not Check("gross_retention", 0.92, 0.80).met
    assert Check("gross_retention", 0.80, 0.82).met
    assert "% of churn" in str(Check("gross_retention", 0.80, 0.82))
    assert Check("win_rate", 0.92, 0.80).met


def test_a_target_has_its_own_tolerance_and_says_on_how_many_cases_it_rests() -> None:
    scenario = aimed(win_rate={"value": 0.3, "tolerance": 0.02, "cases": 40}, wins=10)
    checks = [Check.of(name, target, target.value * 1.05) for name, target in scenario.targets.items()]
    assert [each.met for each in checks] == [False, True]
    assert checks[0].to_dict() | {"deviation": 0.0} == {
        "name": "win_rate", "target": 0.3, "simulated": pytest.approx(0.315), "deviation": 0.0, "tolerance": 0.02,
        "unit": "share", "cases": 40, "met": False,
    }  # fmt: skip


def test_what_is_said_of_the_first_and_the_third_year_is_of_the_first_and_the_third(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quarters = pd.DataFrame({"quarter": range(YEARS + 1), "wins": [9, *[1] * 4, *[2] * 4, *[4] * 4]})
    monkeypatch.setattr(fidelity, "status_quo", lambda *_, **__: quarters)
    checks = {each.name: (each.target, each.achieved) for each in fidelity.hold_over_years(aimed(wins=3), seed=1)}
    assert checks["wins in the first year"] == (3, 1)
    assert checks["wins in the third year"] == (3, 4)
    (grown,) = fidelity.hold_over_years(aimed(), seed=1)
    assert (grown.name, grown.target, grown.achieved) == ("wins in the third year, of the first", 1, 4)


def test_targets_are_the_same_after_a_round_through_a_document() -> None:
    scenario = aimed(win_rate={"value": 0.3, "tolerance": 0.02}, wins=10)
    assert scenario.to_document()["targets"] == {"win_rate": {"value": 0.3, "tolerance": 0.02}, "wins": 10.0}
    assert scenario.with_values({}) == scenario


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"win_rte": 0.3}, "'win_rte' is not known; did you mean 'win_rate'?"),
        ({"win_rate": 28}, r"targets.win_rate = 28 is outside \[0, 1\], in share; of 28 % say 0.28"),
        ({"gross_retention": 1.2}, r"targets.gross_retention = 1.2 is outside \[0, 1\]"),
        ({"wins": -1}, r"targets.wins = -1 is outside \[0, inf\]"),
    ],
)
def test_figures_that_cannot_be_are_refused(targets: dict[str, float], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        check_targets(aimed(**targets), where="mine.toml")


def test_a_target_that_cannot_be_met_is_told_with_its_lever() -> None:
    scenario = aimed(win_rate=0.99).with_values({"buyers.win": 3.0})
    checks = Check("win_rate", 0.99, 0.8), Check("wins", 1.0, 1.0)
    (said,) = Fitted(Path("x.toml"), scenario, one_each(["win_rate"]), checks, kept=0, tried=0).missed()
    assert said.startswith("cannot be met: win_rate: target 0.99, simulated 0.8 (-19.2 %)")
    assert said.endswith("its lever is buyers.win = 3, an end of its range")


def test_a_figure_falls_with_what_is_asked_of_each_and_rises_with_all_else_that_it_is_moved_by() -> None:
    """A bar that must be beaten, and the hours that one takes: the higher they are, the less there is."""
    asked = {each.dotted for each in PARAMETERS if re.search(r"from which|must beat|Hours .* for one", each.meaning)}
    assert {lever.parameter for lever in LEVERS if lever.answer < 0} == asked & {lever.parameter for lever in LEVERS}
    assert not {lever.parameter for lever in LEVERS if lever.answer > 0} & asked


def test_a_parameter_is_at_the_end_of_its_range_only_where_what_a_figure_lacks_would_move_it_beyond() -> None:
    for lever in LEVERS:
        low, high = LIMITS[lever.parameter]
        for value in (low, (low + high) / 2, high):
            for lack in (-50.0, 50.0):  # as far as the range goes
                moved = lever.moved(value, lack / lever.answer)
                stays = moved == pytest.approx(value, rel=0, abs=1e-7)
                assert lever.is_at_end(value, lack) == stays, (lever, value, lack)


def test_targets_that_cannot_hold_together_are_named_before_what_is_missed() -> None:
    scenario = aimed(leads_handed_over=30, conversion=0.5, marketing_wins=3, wins=16, opportunities=50, win_rate=0.3)
    checks = (Check("conversion", 0.5, 0.29),)
    first, second = Fitted(Path("x.toml"), scenario, (), checks, kept=0, tried=0).missed()
    assert first == "targets contradict each other: marketing_wins = 3, but leads_handed_over x conversion = 15"
    assert second.startswith("cannot be met: conversion")


@pytest.mark.parametrize(("wins", "sentences"), [(20.0, 1), (11.0, 2)])
def test_missed_wins_are_told_once_and_their_years_only_where_wins_are_met(wins: float, sentences: int) -> None:
    years = {"wins": wins, "wins in the first year": 5.0, "wins in the third year": 20.0}
    checks = tuple(Check(name, 10.0, achieved) for name, achieved in years.items())
    fitted = Fitted(Path("x.toml"), aimed(wins=10), (), checks, kept=0, tried=0)
    assert len([*fitted.missed()]) == sentences


def test_an_ensemble_begins_with_what_the_company_does_not_say_itself() -> None:
    scenario = load_scenario().with_values({"trust.gain": 0.2})
    begun = begin_with(scenario, {"buyers.win"})
    assert begun.keys() == kept_sets().keys()
    names = set(next(iter(begun.values())))
    assert names == set(next(iter(kept_sets().values()))) - {"trust.gain", "buyers.win"}


def test_a_scenario_lives_with_the_sets_of_its_own_file(tmp_path: Path) -> None:
    sets = "set,buyers.win,buyers.cycle\n0,-1.5,8.0\n7,-1.4,9.0\n9,-1.6,7.0\n"
    (tmp_path / "own.sets.csv").write_text(sets, encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(
        'schema = 1\nname = "own"\nextends = "status-quo"\nensemble = "own.sets.csv"\n'
        "[buyers]\nwin = -1.5\ncycle = 8.0\n",
        encoding="utf-8",
    )
    scenario = load_scenario(file)
    assert dict(sets_for(scenario, "ensemble", seed=1)) == {
        7: {"buyers.win": -1.4, "buyers.cycle": 9.0}, 9: {"buyers.win": -1.6, "buyers.cycle": 7.0},
    }  # fmt: skip
    moved = scenario.with_values({"buyers.cycle": 20.0})  # said after the fit: it stays
    assert dict(sets_for(moved, "ensemble", seed=1)) == {7: {"buyers.win": -1.4}, 9: {"buyers.win": -1.6}}


def test_a_fitted_scenario_names_the_one_below_it_from_where_it_stands(tmp_path: Path) -> None:
    file = mine(tmp_path)
    assert below("olist", tmp_path / "x.toml") == "olist"
    assert below(str(file), tmp_path / "deep" / "x.toml") == "../mine.toml"
    with pytest.raises(UsersError, match="would extend itself"):
        below(str(file), file)


def test_a_company_is_fitted_to_its_own_figures_with_an_ensemble(tmp_path: Path) -> None:
    out = tmp_path / "fitted.toml"
    with quarter_fits():
        shown = cordiale("fit", mine(tmp_path), "--out", out, "--sets", "3", "--json", "--quiet")
    told = json.loads(shown.stdout)
    missed = [each["name"] for each in told["targets"] if not each["met"]]
    assert shown.exit_code == (5 if missed else 0)
    assert not {"win_rate", "contract_value"} & set(missed)
    assert {one["parameter"] for one in told["levers"]} == {"buyers.win", "buyers.contract_value"}
    scenario = load_scenario(out)
    assert scenario.company.reps == 6
    assert value_at(scenario, "buyers.win") != value_at(load_scenario(), "buyers.win")
    assert told["ensemble"]["sets"] >= 2
    sets = sets_for(scenario, "ensemble", seed=1)
    assert len(sets) == told["ensemble"]["sets"]
    assert {"buyers.win", "trust.gain"} <= set(sets[0][1])
    again = cordiale("fit", tmp_path / "mine.toml", "--out", out, "--sets", "0")
    assert again.exit_code == 3
    assert "is there already" in again.stderr


def test_a_fit_that_cannot_succeed_ends_with_5_and_says_why(tmp_path: Path) -> None:
    file = mine(tmp_path, "no_decisions = 900\n")
    with rough_fits():
        shown = cordiale("fit", file, "--out", tmp_path / "out.toml", "--sets", "0", "--quiet")
    assert shown.exit_code == 5
    assert "no lever is left for no_decisions" in shown.stdout
    assert "cannot be met: no_decisions: target 900" in " ".join(shown.stdout.split())


def test_a_fit_whose_levers_are_at_their_ends_stops_and_looks_no_closer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def as_many_wins_as_leads(scenario: Scenario, *, replications: int, seed: int) -> dict[str, float]:
        asked.append(replications)
        leads = float(value_at(scenario, "campaigns.leads_per_week"))
        return {"wins": leads, "pipeline_per_rep": 5.0, "marketing_sourced": 0.5}

    monkeypatch.setattr(fit, "try_out", as_many_wins_as_leads)
    found = fit.fit(load_scenario(), {"wins": 5000.0}, parameters=["campaigns.leads_per_week"], seed=1)
    assert not found.in_reach
    assert value_at(found.scenario, "campaigns.leads_per_week") == LIMITS["campaigns.leads_per_week"][1]
    assert asked == [25] * len(asked)
    assert len(asked) < fit.ROUNDS / 2


def test_what_a_figure_owes_to_the_lever_of_another_is_learnt() -> None:
    """Two figures that answer each to both levers: each by its own alone they would swing for long."""
    true = np.array([[0.9, -0.8], [0.9, 1.1]])
    levers = [Lever("buyers.win", "win_rate"), Lever("campaigns.fit_mean", "conversion")]
    moves, scenario = Secants(levers), load_scenario()
    aims = np.array([value_at(scenario, one.parameter) for one in levers]) + np.linalg.solve(true, [0.5, 0.4])

    def lacks(tried: Scenario) -> list[float]:
        gaps: list[float] = (true @ (aims - [value_at(tried, one.parameter) for one in levers])).tolist()
        return gaps

    for _ in range(5):
        moved = moves.moved(scenario, lacks(scenario))
        gains = [before - after for before, after in zip(lacks(scenario), lacks(moved), strict=True)]
        moves.learn(scenario, moved, gains)
        scenario = moved
    assert lacks(scenario) == pytest.approx([0.0, 0.0], abs=0.01)


def test_a_lever_at_its_end_stays_there_and_is_not_counted_on() -> None:
    high = LIMITS["campaigns.fit_mean"][1]
    scenario = load_scenario().with_values({"campaigns.fit_mean": high})
    moves = Secants([Lever("buyers.win", "win_rate"), Lever("campaigns.fit_mean", "conversion")])
    moves.answers[0, 1] = 1.0  # a step of the second would have met the first
    moved = moves.moved(scenario, [0.3, 0.3])
    assert value_at(moved, "campaigns.fit_mean") == high
    assert value_at(moved, "buyers.win") - value_at(scenario, "buyers.win") == pytest.approx(0.3)


def test_a_trial_sees_every_win_of_its_settled_quarters_once() -> None:
    company = prepare(load_scenario("smb-inbound"))
    seen = _Observed(company, Run(company.scenario.company.paradigm, "none", 0, 1, QUARTERS))
    assert sum(map(len, seen.values)) == seen.org.quarters.wins[SETTLED + 1 :].sum() > 0
    assert sum(map(len, seen.cycles)) == seen.wins.sum() > 0
    assert seen.qualified > 0


def test_a_fit_without_targets_is_refused(tmp_path: Path) -> None:
    shown = cordiale("fit", "status-quo", "--out", tmp_path / "out.toml")
    assert shown.exit_code == 3
    assert "no [targets]" in shown.stderr
    assert not (tmp_path / "out.toml").exists()


def test_a_product_of_targets_is_of_the_whole_its_base_and_the_rate_of_the_two() -> None:
    """At rest as many opportunities are decided as are opened, so that they are the base of the win rate."""
    at_rest = {"opportunities": ("wins", "losses", "no_decisions")}
    for whole, base, rate in PRODUCTS:
        assert RATES[rate] == ((whole,), at_rest.get(base, (base,))), (whole, base, rate)


def test_a_set_of_an_ensemble_is_held_against_the_figures_on_luck_that_its_fit_has_not_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fitted, tried = [], []

    def approach(start: Scenario, *_: Any, seed: int, **__: Any) -> fit.Found:
        fitted.append(seed)
        return fit.Found(start, in_reach=True, moves=Secants([]))

    def try_out(_: Scenario, *, seed: int, **__: Any) -> dict[str, float]:
        tried.append(seed)
        return {}

    monkeypatch.setattr(kin_module, "approach", approach)
    monkeypatch.setattr(kin_module, "try_out", try_out)
    assert len(kin_module.kin(load_scenario(), Secants([]), count=2, seed=5, progress=None)) == 3
    assert (fitted, set(fitted) & set(tried)) == ([5, 5], set())


def test_a_fit_is_held_against_its_targets_on_luck_that_it_has_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: dict[str, int] = {}

    def fit_by(scenario: Scenario, *_: Any, seed: int, **__: Any) -> fit.Found:
        seeds["fit"] = seed
        return fit.Found(scenario, in_reach=False, moves=Secants([]))

    def hold(*_: Any, seed: int, **__: Any) -> tuple[Check, ...]:
        seeds["held"] = seed
        return ()

    monkeypatch.setattr(fitted, "fit", fit_by)
    monkeypatch.setattr(fitted, "hold_over_years", hold)
    fitted.fit_company(str(mine(tmp_path)), tmp_path / "out.toml", sets=0, seed=7, talk=Talk(quiet=True))
    assert seeds == {"fit": 7, "held": 8}


def test_targets_are_held_over_the_settled_quarters_of_the_first_two_years_though_three_are_lived(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quarters = pd.DataFrame({"quarter": range(YEARS + 1), "wins": [99, 99, 99, *[3] * 6, *[50] * 4]})
    monkeypatch.setattr(fidelity, "status_quo", lambda *_, **__: quarters)
    held = {each.name: each.achieved for each in fidelity.hold_over_years(aimed(wins=3), seed=1)}
    assert held["wins"] == 3


@pytest.mark.parametrize("own", [None, 0.01, 0.3])
def test_targets_contradict_each_other_only_beyond_the_tolerances_of_all_three(own: float | None) -> None:
    """Of 20 opportunities three in ten are won: 6, or as many times more or fewer as the three may be off together."""
    room = (1.0 + (own or TOLERANCE)) ** 3
    for wins, contradicted in ((6 * room * 1.01, True), (6 * room / 1.01, False),
                               (6 / room / 1.01, True), (6 / room * 1.01, False)):  # fmt: skip
        values = {"wins": wins, "opportunities": 20.0, "win_rate": 0.3}
        targets = {name: Target(value=value, tolerance=own) for name, value in values.items()}
        assert bool([*contradictions(targets)]) is contradicted, wins


def test_marketing_sourced_the_whole_value_of_a_win_with_a_marketer_whatever_part_it_was_credited_with() -> None:
    kinds = [("since", "i8"), ("marketer", "i8"), ("value", "f8"), ("cycle", "f8"), ("marketing_share", "f8")]
    books = np.array([(11, 3, 2.0, 6.0, 0.0), (12, NOBODY, 4.0, 7.0, 1.0), (13, 4, 8.0, 8.0, 0.5)], kinds)
    org: Any = SimpleNamespace(customers=books, company=[SimpleNamespace(customers=3)])
    seen = _Observed.__new__(_Observed)
    seen.cycles, seen.values, seen.sourced, seen.wins = [], [], 0.0, np.zeros(1)
    seen._count_wins(org, since=10)
    assert seen.sourced == 2.0 + 8.0


def test_a_trial_takes_the_cycle_from_marketing_s_new_wins_and_the_value_from_all_of_them() -> None:
    kinds = [("since", "i8"), ("marketer", "i8"), ("value", "f8"), ("cycle", "f8")]
    books = np.array(
        [(9, 3, 1.0, 5.0), (11, 3, 2.0, 6.0), (12, NOBODY, 4.0, 70.0), (13, 4, 8.0, 8.0), (0, 0, 0, 0)], kinds
    )
    org: Any = SimpleNamespace(customers=books, company=[SimpleNamespace(customers=4)])
    seen = _Observed.__new__(_Observed)
    seen.cycles, seen.values, seen.sourced, seen.wins = [], [], 0.0, np.zeros(1)
    seen._count_wins(org, since=10)
    assert [each.tolist() for each in seen.values] == [[2.0, 4.0, 8.0]]
    assert [each.tolist() for each in seen.cycles] == [[6.0, 8.0]]
    assert seen.sourced == 10.0
