"""What a calibration asks of its parts: all paradigms on the same luck, the point from the middle, today's forces."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.calibration import calibrate, over_sets, pictures, point, screening
from cordiale.experiments.calibration.kept import StoredCalibration, point_file
from cordiale.experiments.calibration.posterior import values_of
from cordiale.experiments.calibration.status_quo import uncalibrated
from cordiale.experiments.calibration.uncertain import LEVERS, UNCERTAIN
from cordiale.experiments.foundations.statistics import Estimate

SETS = {number: {"p0": number / 10, "p1": -number / 7} for number in range(1, 6)}


def ranked(*names: str, tied: tuple[str, ...], gain: float) -> Any:
    standings = [
        SimpleNamespace(
            paradigm=name, rank=at, relative=None if name == "status-quo" else Estimate(gain / at, 0.0, 1.0, 9)
        )
        for at, name in enumerate(names, start=1)
    ]
    return SimpleNamespace(standings=standings, best=standings[0], tied_with_best=tied)


def test_a_ranking_over_sets_is_of_all_paradigms_without_forces_and_under_all_on_the_same_luck_point_and_ensemble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {"carried": []}
    rankings = {
        "point": [ranked("siloed", "drift", "status-quo", tied=("drift",), gain=0.3),
                  ranked("drift", "siloed", "status-quo", tied=(), gain=0.2)],
        "ensemble": [ranked("drift", "status-quo", "siloed", tied=("status-quo",), gain=0.1),
                     ranked("siloed", "drift", "status-quo", tied=("drift", "status-quo"), gain=0.4)],
    }  # fmt: skip
    advantage = pd.DataFrame({"siloed": [0.5, 0.7], "drift": [0.2, 0.1], "status-quo": [0.0, 0.0]}, index=[1, 2])
    monkeypatch.setattr(over_sets, "kept_sets", lambda: SETS)
    monkeypatch.setattr(over_sets, "load_scenario", lambda name: asked.update(name=name) or "company")
    monkeypatch.setattr(over_sets, "plan", lambda scenario, **how: asked.update(plan=(scenario, how)) or "runs")

    def carry_out(scenario: str, runs: str, *, parameters: str, talk: Any) -> Any:
        asked["carried"].append((scenario, runs, parameters))
        return SimpleNamespace(frame=parameters)

    monkeypatch.setattr(over_sets, "carry_out", carry_out)
    monkeypatch.setattr(over_sets, "rank_paradigms", lambda frame: rankings[frame])
    monkeypatch.setattr(over_sets, "by_set", lambda frame, forces: asked.update(frame=frame) or advantage)
    monkeypatch.setattr(over_sets, "first_places", lambda frame, forces: {"firsts": (frame, forces)})
    monkeypatch.setattr(over_sets, "hangs_on", lambda series: series.round(6).tolist())
    found = over_sets.changed_ranking(each=3, quarters=7, talk=None)
    assert asked["plan"] == ("company", {"paradigms": None, "forces": ("none", "all"), "replications": 15,
                                         "quarters": 7, "seed": 1})  # fmt: skip
    assert asked["carried"] == [("company", "runs", "point"), ("company", "runs", "ensemble")]
    assert (asked["name"], asked["frame"], found["sets"], found["replications"]) == ("status-quo", "ensemble", 5, 15)
    assert (found["quarters"], found["seed"]) == (7, 1)
    none, every = found["forces"]["none"], found["forces"]["all"]
    assert (none["point_tied_with_best"], none["ensemble_tied_with_best"]) == (["drift"], ["status-quo"])
    assert (every["point_tied_with_best"], every["ensemble_tied_with_best"]) == ([], ["drift", "status-quo"])
    assert (none["best"], none["second"], none["hangs_on"]) == ("siloed", "drift", [0.3, 0.6])
    assert (every["best"], every["second"], every["hangs_on"]) == ("drift", "siloed", [-0.3, -0.6])
    assert none["first_places"] == {"firsts": ("ensemble", "none")}
    assert [*none["ensemble"]] == ["drift", "status-quo", "siloed"]
    assert none["point"]["siloed"] == {"rank": 1, "relative": Estimate(0.3, 0.0, 1.0, 9).to_dict()}
    assert none["ensemble"]["siloed"]["rank"] == 3
    assert none["point"]["status-quo"]["relative"] is None
    assert none["by_set"] == {"siloed": [0.5, 0.7], "drift": [0.2, 0.1], "status-quo": [0.0, 0.0]}


def test_the_strongest_parameter_comes_first_also_where_an_advantage_goes_down_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck = np.random.default_rng(2).random((60, 4))
    sets = {number: {f"p{at}": row[at] for at in range(4)} for number, row in enumerate(luck, start=1)}
    monkeypatch.setattr(over_sets, "kept_sets", lambda: sets)
    told = over_sets.hangs_on(pd.Series(luck @ np.array([3.0, -4.0, 0.0, 0.0]), index=[*sets]))
    assert [(each["parameter"], each["correlation"] > 0) for each in told] == [("p1", False), ("p0", True)]


def test_the_search_for_the_point_begins_at_the_middle_of_what_the_levers_alone_found_and_ends_at_its_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck = np.random.default_rng(6).normal(0, 0.5, (len(LEVERS), 7))
    best = {one.name: one.at(0.123456) for one in LEVERS}
    asked: dict[str, Any] = {}
    study = SimpleNamespace(best_value=0.0, best_params=best)
    monkeypatch.setattr(point, "smooth", lambda *given, **how: asked.update(smooth=(given[1], how)) or luck)
    monkeypatch.setattr(point, "begun", lambda begin, *, seed: asked.update(begin=begin, seed=seed) or study)
    monkeypatch.setattr(point, "live_a_generation", lambda study, seen, near, **how: asked.update(near=near, live=how))
    found = point.fit_point("companies", seed=8, replications=3, count=7, generations=4)  # type: ignore[arg-type]  # asked of stand-ins
    (middle,) = values_of(luck.mean(axis=1, keepdims=True), LEVERS)
    assert asked["begin"] == pytest.approx(middle)
    assert asked["near"] == point.neighbourhood(asked["begin"])
    assert asked["smooth"] == (LEVERS, {"count": 7, "replications": 3, "seed": 8, "error": 0.1})
    assert (asked["seed"], asked["live"]) == (8, {"replications": 3, "seed": 8})
    assert found == {name: float(f"{value:.4g}") for name, value in best.items()}


def test_what_is_left_fixed_is_screened_over_two_years_under_all_forces_on_six_lives_of_one_luck(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lived: list[Any] = []
    monkeypatch.setattr(screening, "execute", lambda _, run: lived.append(run) or {"revenue": np.ones(9)})
    screening.revenue_differences("company")  # type: ignore[arg-type]  # which nothing but the stand-in asks
    assert {(run.forces, run.seed, run.quarters) for run in lived} == {("all", 1, 8)}
    assert {run.paradigm for run in lived} == {"proportional", "assimilated", "sales-led"}
    assert sorted(run.replication for run in lived) == sorted([*range(6)] * 3)


def test_the_picture_of_the_sets_shows_the_levers_and_of_the_others_only_those_that_were_narrowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Levers that were pinned down are shown once."""
    asked: list[Any] = []
    monkeypatch.setattr(pictures, "learnt", lambda sets, among: asked.append(among) or [])
    monkeypatch.setattr(pictures, "draw_sets", lambda shown, *_, **words: (shown, words["title"]))
    kept = StoredCalibration({}, [{}] * 3, [], {})
    shown, title = pictures._sets(kept)  # type: ignore[misc]  # what is drawn instead of the figure
    assert [*shown] == [*LEVERS]
    assert {one.name for one in asked[0]} == {one.name for one in UNCERTAIN} - {one.name for one in LEVERS}
    assert f"about {len(UNCERTAIN) - len(LEVERS)} other parameters" in title


def test_of_the_sets_that_meet_every_target_the_first_so_many_are_kept_each_with_its_own_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}
    tried = [{"p": float(at)} for at in range(9)]
    monkeypatch.setattr(calibrate, "fit_point", lambda *_, **how: asked.update(point=how) or {"p": 1.0})
    monkeypatch.setattr(calibrate, "checked", lambda _, point, **how: asked.update(checked=(point, how)) or {"met": {}})
    monkeypatch.setattr(calibrate, "smooth", lambda *given, **how: asked.update(smooth=(given[1], how)) or "scores")
    monkeypatch.setattr(calibrate, "values_of", lambda scores, uncertain: tried)
    figures = [{"f": float(10 * at)} for at in range(9)]
    monkeypatch.setattr(calibrate, "keep_good", lambda *given, **how: asked.update(good=how) or ([1, 4, 6, 8], figures))
    effort = calibrate.Effort(
        replications=3, point_sets=5, generations=2, sets=9, set_replications=4, check=6, wanted=3
    )
    found = calibrate.calibrate("companies", effort, seed=7, talk=None)  # type: ignore[arg-type]  # which the stand-ins ask nothing
    assert found.sets == [tried[1], tried[4], tried[6]]
    assert found.figures == [figures[1], figures[4], figures[6]]
    assert (found.tried, found.passed, found.point) == (9, 4, {"p": 1.0})
    assert asked["point"] == {"seed": 7, "replications": 3, "count": 5, "generations": 2}
    assert asked["checked"] == ({"p": 1.0}, {"replications": 30, "seed": 1007})
    assert asked["smooth"] == (UNCERTAIN, {"count": 9, "replications": 4, "seed": 7})
    assert asked["good"] == {"replications": 6, "seed": 1007}


def test_the_file_of_the_point_says_beside_each_lever_which_target_it_answers_to() -> None:
    text = point_file({one.name: one.at(0.25) for one in LEVERS})
    lines = {line.split(" = ")[0].strip(): line for line in text.splitlines() if " = " in line}
    for one in LEVERS:
        line = lines[one.name.partition(".")[2]]
        assert line.rstrip().endswith(f"answers to {one.target}")
        assert float(line.split(" = ")[1].split("#")[0]) == pytest.approx(one.at(0.25), rel=1e-3)


def test_what_an_earlier_calibration_moved_is_back_at_its_declared_default_before_another() -> None:
    scenario = uncalibrated()
    for one in UNCERTAIN:
        group, name = one.name.split(".")
        assert getattr(getattr(scenario, group), name) == one.default, one.name
