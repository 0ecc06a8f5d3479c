"""What a fit says and leaves is its own: how far off each figure is, how many sets show it, what was moved and why."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.fitting import fidelity, fit, fitted
from cordiale.experiments.fitting import kin as kin_module
from cordiale.experiments.fitting.levers import LEVERS, one_each
from cordiale.experiments.fitting.observed import QUARTERS, TOLERANCE, Check, wins_by_year
from cordiale.experiments.fitting.secants import BELIEVED, Secants
from cordiale.experiments.fitting.trial import _beside, _quartiles
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario


def aimed(**targets: object) -> Scenario:
    return load_scenario().with_values({"targets": targets})


@pytest.mark.parametrize(("name", "target", "achieved", "off"), [
    ("wins", 40.0, 44.0, 0.1), ("wins", 40.0, 36.0, -0.1), ("wins", 0.0, 3.0, 3.0),
    ("gross_retention", 0.92, 0.80, 1.5), ("gross_retention", 0.80, 0.92, -0.6), ("gross_retention", 0.9, 0.9, 0.0),
    ("gross_retention", 1.0, 0.8, 0.2), ("gross_retention", 1.0, 1.0, 0.0),
])  # fmt: skip
def test_a_figure_is_off_by_its_ratio_to_the_target_and_retention_by_that_of_what_is_lost(
    name: str, target: float, achieved: float, off: float
) -> None:
    check = Check(name, target, achieved, cases=7)
    assert check.deviation == pytest.approx(off)
    assert check.met == (abs(off) <= TOLERANCE)
    told = check.to_dict()
    assert (told["target"], told["simulated"], told["deviation"]) == (target, achieved, check.deviation)
    assert (told["met"], told["cases"], told["tolerance"]) == (check.met, 7, TOLERANCE)
    assert (" of churn)" in str(check)) == (name == "gross_retention")
    assert f"({100 * check.deviation:+.1f} %" in str(check)
    assert ("more than 15 % off" in str(check)) is not check.met


def test_a_figure_that_could_not_be_measured_is_neither_met_nor_any_number() -> None:
    check = Check("wins", 40.0, math.nan)
    told = check.to_dict()
    assert (check.met, told["simulated"], told["deviation"]) == (False, None, None)
    assert str(check) == "wins: target 40, nothing to measure in the simulation"


def test_the_wins_of_a_year_are_those_of_its_four_quarters_and_of_whole_years_alone() -> None:
    frame = pd.DataFrame({"quarter": [*range(11)] * 2, "wins": [99.0, *[2.0] * 4, *[5.0] * 4, 70.0, 70.0] * 2})
    assert wins_by_year(frame) == {1: 2.0, 2: 5.0}


def test_a_check_of_targets_lives_enough_runs_and_says_what_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    quarters = pd.DataFrame({"quarter": [*range(QUARTERS + 1)], "wins": [99.0, 99.0, 99.0, *[3.0] * (QUARTERS - 2)]})

    def status_quo(scenario: Scenario, **more: Any) -> pd.DataFrame:
        seen.update(more, of=scenario)
        return quarters

    monkeypatch.setattr(fidelity, "status_quo", status_quo)
    monkeypatch.setattr(fidelity, "enough_runs", lambda _: 77)
    scenario = aimed(wins=4)
    (check,) = fidelity.check(scenario, seed=5, tolerance=0.3)
    assert (check.name, check.target, check.achieved, check.met) == ("wins", 4.0, 3.0, True)
    assert seen == {"replications": 77, "seed": 5, "of": scenario}
    assert fidelity.check(aimed(), seed=1) == ()


def test_the_last_settled_quarter_of_two_years_counts_and_the_first_of_the_third_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wins = [0.0] * 13
    wins[QUARTERS], wins[QUARTERS + 1] = 12.0, 1000.0
    frame = pd.DataFrame({"quarter": [*range(13)], "wins": wins})
    asked: list[Any] = []
    monkeypatch.setattr(fidelity, "status_quo", lambda *_, **given: asked.append(given) or frame)
    monkeypatch.setattr(fidelity, "enough_runs", lambda _: 77)
    held = {each.name: each.achieved for each in fidelity.hold_over_years(aimed(wins=3), seed=5)}
    assert held["wins"] == 12.0 / (QUARTERS - 2)
    assert held["wins in the third year"] == 250.0
    fidelity.hold_over_years(aimed(wins=3), replications=9, seed=1)
    assert asked == [{"replications": 77, "quarters": 12, "seed": 5}, {"replications": 9, "quarters": 12, "seed": 1}]


@pytest.mark.parametrize(("value", "hint"), [(28.0, "; of 28 % say 0.28"), (100.0, "; of 100 % say 1"), (101.0, "")])
def test_a_share_in_percent_is_refused_with_what_to_say(value: float, hint: str) -> None:
    with pytest.raises(ValueError, match="is outside") as caught:
        fidelity.check_targets(aimed(win_rate=value), where="mine.toml")
    assert str(caught.value).endswith(f"win_rate = {value:g} is outside [0, 1], in share{hint}")


def found(kept: int, tried: int, **more: Any) -> fitted.Fitted:
    scenario = aimed(win_rate=0.3, no_decisions=9).with_values({"buyers.win": -1.25} | more)
    checks = (Check("win_rate", 0.3, 0.3), Check("no_decisions", 9.0, 9.0))
    return fitted.Fitted(Path("x.toml"), scenario, one_each(["win_rate"]), checks, kept=kept, tried=tried)


def test_a_fit_is_told_line_by_line_with_what_was_moved_for_what_and_what_no_lever_is_left_for() -> None:
    name = found(0, 0).scenario.name
    assert [*found(3, 8).lines()] == [
        f"x.toml: scenario {name}", "  win_rate: target 0.3, simulated 0.3 (+0.0 %)",
        "  no_decisions: target 9, simulated 9 (+0.0 %)", "  moved for win_rate: buyers.win = -1.25",
        "no lever is left for no_decisions: held against the company, not fitted",
        "3 of 8 other parameter sets show the same figures, too few for an ensemble",
    ]  # fmt: skip
    assert [*found(0, 0).others()] == []


@pytest.mark.parametrize(("ensemble", "use"), [(None, ", too few for an ensemble"),
                                               ("x.sets.csv", "; --parameters ensemble uses them")])  # fmt: skip
def test_the_sets_that_show_the_same_figures_are_told_of_those_that_were_tried(ensemble: str | None, use: str) -> None:
    one = found(3, 8)
    left = fitted.Fitted(one.path, one.scenario.model_copy(update={"ensemble": ensemble}), one.levers, one.checks, 3, 8)
    assert [*left.others()] == [f"3 of 8 other parameter sets show the same figures{use}"]
    told = left.to_dict()
    assert told["ensemble"] == {"sets": 3, "tried": 8, "file": ensemble}
    assert told["levers"] == [{"parameter": "buyers.win", "figure": "win_rate", "value": -1.25}]
    assert (told["held_without_a_lever"], told["met"]) == (["no_decisions"], True)


def test_a_fitted_file_says_of_each_value_for_which_figure_it_was_moved(tmp_path: Path) -> None:
    scenario = load_scenario().with_values({"buyers.win": -1.234567})
    text = fitted.fitted_file("olist", tmp_path / "my fit.toml", scenario, one_each(["win_rate"]), ensemble="s.csv")
    lines = text.splitlines()
    assert lines[1:5] == ["schema = 1", 'extends = "olist"', 'name = "my-fit"',
                          'ensemble = "s.csv"  # sets that show the same figures']  # fmt: skip
    assert "win = -1.235  # fitted to win_rate" in lines
    assert sum(line.endswith("# fitted to what the company settles at") for line in lines) == 2


@pytest.mark.parametrize(("in_reach", "sets"), [(True, 5), (False, 0)])
def test_no_other_sets_are_looked_for_where_a_figure_is_out_of_reach(
    in_reach: bool, sets: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(
        'schema = 1\nname = "mine"\nextends = "status-quo"\n[targets]\nwin_rate = 0.3\n', encoding="utf-8"
    )
    asked: dict[str, Any] = {}
    monkeypatch.setattr(fitted, "fit", lambda base, *_, **__: fit.Found(base, in_reach, Secants([])))
    monkeypatch.setattr(fitted, "leave_kin", lambda *_, **more: asked.update(more) or (4, None))
    monkeypatch.setattr(fitted, "hold_over_years", lambda *_, **more: asked.update(runs=more["replications"]) or ())
    told = fitted.fit_company(str(tmp_path / "mine.toml"), tmp_path / "out.toml", sets=5, seed=7, talk=Talk(quiet=True))
    assert (asked["sets"], told.tried, told.kept) == (sets, sets, 4)
    assert asked["runs"] == (None if in_reach else 24)


@pytest.mark.parametrize(("kin", "kept"), [(1, (0, None)), (2, (1, None)), (3, (2, "x.sets.csv"))])
def test_an_ensemble_is_left_where_two_sets_beside_the_fit_show_its_figures(
    kin: int, kept: tuple[int, str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        fitted, "kin", lambda *_, **__: {number: {"buyers.win": -1.0 * number} for number in range(kin)}
    )
    out = tmp_path / "x.toml"
    assert fitted.leave_kin(load_scenario(), Secants([]), out, sets=8, seed=1, talk=Talk(quiet=True)) == kept
    assert (tmp_path / "x.sets.csv").exists() is (kept[1] is not None)
    assert fitted.leave_kin(load_scenario(), Secants([]), out, sets=0, seed=1, talk=Talk(quiet=True)) == (0, None)


@pytest.mark.parametrize(("in_reach", "roughly", "trials"), [
    (True, False, [(25, 16, 3, 2), (100, 2, 0, 1)]), (False, False, [(25, 16, 3, 2)]), (True, True, [(25, 16, 3, 2)]),
])  # fmt: skip
def test_a_fit_is_first_of_a_quarter_of_the_runs_and_then_of_all_where_its_figures_are_in_reach(
    in_reach: bool, roughly: bool, trials: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, ...]] = []

    def approach(start: Scenario, *, count: Any, **more: Any) -> fit.Found:
        seen.append(tuple(more[name] for name in ("runs", "rounds", "fewest", "patience")))
        count()
        return fit.Found(start, in_reach, more["moves"])

    monkeypatch.setattr(fit, "approach", approach)
    monkeypatch.setattr(fit, "enough_runs", lambda _: 100)
    heard: list[tuple[int, int]] = []
    result = fit.fit(load_scenario(), {"win_rate": 0.3}, parameters=["buyers.win"], roughly=roughly,
                     progress=lambda *done: heard.append(done), seed=1)  # fmt: skip
    assert seen == trials
    assert heard == [(at, 18) for at in range(1, len(trials) + 1)], "of all rounds that there may be"
    assert result.in_reach is (in_reach and not roughly)


def test_looking_for_other_sets_is_told_of_as_many_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin_module, "approach", lambda start, **_: SimpleNamespace(scenario=start))
    monkeypatch.setattr(kin_module, "try_out", lambda *_, **__: {})
    monkeypatch.setattr(kin_module, "begin_with", lambda *_: {3: {}, 5: {}, 9: {}})
    for count, of in ((2, 2), (8, 3)):
        heard: list[tuple[int, int]] = []
        tell = lambda *done, heard=heard: heard.append(done)  # noqa: E731  # one line of a loop
        sets = kin_module.kin(load_scenario(), Secants([]), count=count, progress=tell, seed=1)
        assert heard == [(at, of) for at in range(1, of + 1)]
        assert (len(sets), next(iter(sets))) == (of + 1, 0)


def test_a_figure_is_believed_to_answer_its_lever_between_two_fifths_and_five_halves_of_what_is_expected() -> None:
    lever = next(one for one in LEVERS if one.parameter == "handoff.delay")
    before = load_scenario()
    for gain, answer in ((0.01, 0.4), (0.07, 1.0), (0.9, 2.5)):
        moves = Secants([lever])
        after = before.with_values({lever.parameter: before.handoff.delay * math.exp(0.1)})
        moves.learn(before, after, [gain])
        assert moves.answers[0, 0] == pytest.approx(0.7 * answer)
    small = Secants([lever])
    after = before.with_values({lever.parameter: before.handoff.delay * math.exp(0.01)})
    small.learn(before, after, [0.5])
    assert (small.answers[0, 0], lever.answer, BELIEVED) == (0.7, 0.7, (0.4, 2.5)), "a small step tells nothing"


def test_what_only_single_contracts_show_is_measured_in_a_trial_of_as_many_runs_and_all_else_in_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials: list[tuple[int, int]] = []

    def try_out(_: Scenario, *, replications: int, seed: int) -> dict[str, float]:
        trials.append((replications, seed))
        return {"contract_value_median": 7.0, "wins": 99.0}

    monkeypatch.setattr(fidelity, "try_out", try_out)
    frame = pd.DataFrame({"quarter": [1, 2, 3, 4], "wins": [9.0, 9.0, 3.0, 5.0]})
    alone = fidelity.checks_in(aimed(wins=4), frame, replications=6, seed=2)
    assert ([each.achieved for each in alone], trials) == ([4.0], [])
    both = fidelity.checks_in(aimed(wins=4, contract_value_median=8), frame, replications=6, seed=2)
    assert ({each.name: each.achieved for each in both}, trials) == (
        {"wins": 4.0, "contract_value_median": 7.0}, [(6, 2)],
    )  # fmt: skip


@pytest.mark.parametrize(("cycles", "sigma"), [
    ([7.0] * 9, 0.0), ([0.01] * 9, 0.0), ([0.01, 0.01, 0.5 / 7 * math.e, 0.5 / 7 * math.e], 1 / 1.3489795),
])  # fmt: skip
def test_the_width_of_cycles_is_that_of_their_quartiles_and_none_is_shorter_than_half_a_day(
    cycles: list[float], sigma: float
) -> None:
    one = SimpleNamespace(cycles=[np.array(cycles)], values=[np.array([3.0, 1.0, 8.0])], sourced=6.0, found=40.0,
                          qualified=30.0, open_per_rep=2.5, wins=np.zeros(1))  # fmt: skip
    scenario: Any = SimpleNamespace(sources=[SimpleNamespace(fit=0.0, share=1.0)])
    beside = _beside(scenario, {"leads_handed_over": 1.0}, [one])  # type: ignore[list-item]  # what is asked of a run
    assert beside["cycle_sigma"] == pytest.approx(sigma)
    assert (beside["qualified_share"], beside["pipeline_per_rep"]) == (0.75, 2.5)
    assert (beside["contract_value_median"], beside["marketing_sourced_revenue"]) == (3.0, 0.5)
    assert math.isnan(beside["source_pull"])
    assert _quartiles(np.arange(5.0)) == (1.0, 3.0)
