"""The status quo is calibrated in the open: to declared targets, within declared priors, without other paradigms."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.calibration import calibrate as calibrate_status_quo
from cordiale.experiments.calibration import kept as record
from cordiale.experiments.calibration.calibrate import QUICK, Calibration, calibrate
from cordiale.experiments.calibration.document import DOCUMENT, current, rendered
from cordiale.experiments.calibration.point import POPULATION
from cordiale.experiments.calibration.posterior import WEIGHTS
from cordiale.experiments.calibration.status_quo import PARADIGM, Observatory, first_year, survey
from cordiale.experiments.calibration.targets import SURVEY, TARGETS, TODAY, YEAR, Target, all_met, today
from cordiale.experiments.calibration.told import narrowing, trade_offs
from cordiale.experiments.calibration.uncertain import LEVERS, NAMES, UNCERTAIN, Uncertain
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import SCENARIOS, load_scenario, shipped
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

SMALL = QUICK._replace(point_sets=8, sets=12, wanted=4)
OTHERS = [name for name in PARADIGMS if name != PARADIGM]
DECLARED = {each.dotted: each for each in PARAMETERS}
NONSENSE = Structure(
    integration=1, role_overlap=1, power_balance=1, shared_goals=1, joint_planning=20, attribution="pooled",
    decision_rule="one-head", heads=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> record.StoredCalibration:
    return record.read()


@pytest.fixture(scope="module")
def quick() -> tuple[Calibration, dict[str, int]]:
    """A small calibration, and which runs it made."""
    observatory = Observatory(workers=1)
    return calibrate(observatory, SMALL, seed=3, talk=None), dict(observatory.runs)


# What is declared


@pytest.mark.parametrize("one", UNCERTAIN, ids=lambda one: one.name)
def test_a_prior_lies_within_the_declared_range_and_gives_a_reason(one: Uncertain) -> None:
    assert DECLARED[one.name].low <= one.low < one.high <= DECLARED[one.name].high
    assert one.low <= one.default <= one.high
    assert one.why


def test_each_target_but_one_has_one_lever_that_answers_to_it() -> None:
    answered = [one.target for one in LEVERS]
    assert len(set(answered)) == len(answered)
    assert set(TARGETS) - set(answered) == {"executives_aligned"}  # one line for two questions: it must come out
    assert len(set(NAMES)) == len(NAMES)


def test_a_target_is_met_within_its_tolerance_and_never_by_a_missing_figure() -> None:
    target = Target("win_rate", 0.25, 0.05, "share", "F38", "")
    assert [target.is_met(figure) for figure in (0.21, 0.29, 0.19, 0.31, float("nan"))] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert target.miss(0.25) == 0
    assert target.miss(0.3) == pytest.approx(1, abs=0.1)


def test_today_all_forces_stay_where_their_paths_start() -> None:
    scenario = load_scenario()
    starts = {name: path.start for name, path in scenario.profile_paths().items()}
    weeks = {name: path.intensities(52) for name, path in today(scenario).profile_paths().items()}
    assert all(np.all(weeks[name] == starts[name]) for name in starts)


# The other paradigms had no part in it


@pytest.mark.parametrize("paradigm", OTHERS)
def test_no_other_paradigm_can_be_simulated(paradigm: str) -> None:
    with pytest.raises(ValueError, match=f"'{paradigm}' is no part of the calibration"):
        first_year(prepare(load_scenario()), Run(paradigm, TODAY, 0, 1, YEAR))


def test_the_fit_is_the_same_if_all_other_paradigms_are_nonsense_and_for_any_number_of_workers(
    quick: tuple[Calibration, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OTHERS:
        monkeypatch.setitem(PARADIGMS, name, NONSENSE)
    assert calibrate(Observatory(workers=3), SMALL, seed=3, talk=None) == quick[0]


def test_the_row_of_the_status_quo_does_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Observatory(workers=None).observe([{}], replications=2, seed=3)
    monkeypatch.setitem(PARADIGMS, PARADIGM, NONSENSE)
    assert Observatory(workers=None).observe([{}], replications=2, seed=3) != usual


def test_the_record_counts_every_run_and_all_are_of_the_status_quo(
    quick: tuple[Calibration, dict[str, int]], kept: record.StoredCalibration
) -> None:
    point = SMALL.point_sets * len(WEIGHTS) + SMALL.generations * POPULATION
    sets = SMALL.sets * len(WEIGHTS)
    checks = (calibrate_status_quo.CHECKS + SMALL.sets) * SMALL.check
    expected = 1 + point * SMALL.replications + sets * SMALL.set_replications + checks  # one run compiles
    assert quick[1] == {f"{PARADIGM} under today's forces": expected}
    assert list(kept.record["runs"]) == list(quick[1])


# What came out of it


def test_at_least_fifty_sets_are_kept_each_within_every_prior_and_every_tolerance(
    kept: record.StoredCalibration,
) -> None:
    assert len(kept.sets) == len(kept.figures) >= 50
    assert all(all_met(figures) for figures in kept.figures)
    for one in UNCERTAIN:
        assert all(one.low <= values[one.name] <= one.high for values in kept.sets), one.name


def test_the_point_moves_the_levers_alone_and_the_default_scenario_reads_it(kept: record.StoredCalibration) -> None:
    scenario = load_scenario()
    moved = {each.dotted for each in PARAMETERS if getattr(getattr(scenario, each.group), each.name) != each.default}
    assert set(kept.point) == {one.name for one in LEVERS}
    assert moved <= set(kept.point)
    assert scenario.buyers.win == kept.point["buyers.win"]


def test_the_file_of_the_point_is_no_scenario() -> None:
    assert (SCENARIOS / "calibration" / "status_quo.toml").is_file()
    assert not [name for name in shipped() if "calibration" in name or "_" in name]


def test_every_target_was_met_on_fresh_luck(kept: record.StoredCalibration) -> None:
    assert [row["name"] for row in kept.record["point"].values()] == list(TARGETS)
    for name, row in kept.record["point"].items():
        assert row["met"]
        assert (row["value"], row["tolerance"]) == (TARGETS[name].value, TARGETS[name].tolerance)
        assert TARGETS[name].is_met(row["figure"]["mean"])


@pytest.mark.slow
def test_the_model_as_it_is_now_meets_the_targets_with_the_point_and_nearly_with_the_sets(
    kept: record.StoredCalibration,
) -> None:
    """On luck of another seed: a change of the model asks for a new calibration.

    The sets are six of all, evenly taken: one set that a change has moved away alone may go unseen.
    """
    observatory = Observatory(workers=None)
    (point,) = observatory.observe([kept.point], replications=150, seed=77)
    assert {name: figure for name, figure in point.items() if not TARGETS[name].is_met(figure)} == {}
    for figures in observatory.observe(kept.sets[:: len(kept.sets) // 5], replications=150, seed=77):
        assert max(abs(TARGETS[name].miss(figure)) for name, figure in figures.items()) < 1.6


@pytest.mark.slow
def test_expected_answers_are_what_people_answer_on_average() -> None:
    """With 400 runs of three executives the mean answer is known to about 0.015."""
    company = prepare(today(load_scenario()))
    runs = [Run(PARADIGM, TODAY, each, 5, YEAR) for each in range(400)]
    orgs = [advance(start(company, run), YEAR * WEEKS_PER_QUARTER) for run in runs]
    for name in SURVEY:
        answered = np.mean([org.quarters[YEAR][name] for org in orgs])
        assert answered == pytest.approx(np.mean([survey(org)[name] for org in orgs]), abs=0.04)


# What could not be identified


def test_a_prior_sample_has_spread_one_and_a_pinned_parameter_none() -> None:
    one = Uncertain("buyers.win", -3, -1, "", "")
    assert narrowing(one, [{"buyers.win": one.at((n + 0.5) / 1000)} for n in range(1000)]) == pytest.approx(1, abs=0.01)
    assert narrowing(one, [{"buyers.win": -2.0}] * 9) == 0


def test_parameters_that_make_up_for_each_other_are_found_and_independent_ones_are_not() -> None:
    luck = np.random.default_rng(1).random((64, 3))
    sets = [{"a": a, "b": 1 - a + 0.1 * b, "c": c} for a, b, c in luck]
    assert [(pair.first, pair.second) for pair in trade_offs(sets)] == [("a", "b")]
    assert trade_offs(sets)[0].correlation < -0.9


# The document and the command


def test_the_document_says_what_the_files_hold() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == current()


def test_the_document_changes_when_a_file_does(tmp_path: Path, kept: record.StoredCalibration) -> None:
    record.write(kept._replace(point=kept.point | {"buyers.win": -1.234}), tmp_path)
    ranking = json.loads((record.FOLDER / record.RANKING).read_text(encoding="utf-8"))
    assert "-1.234 " in rendered(record.read(tmp_path), ranking)


def test_what_is_written_is_read_back_exactly(tmp_path: Path, kept: record.StoredCalibration) -> None:
    record.write(kept, tmp_path)
    assert record.read(tmp_path) == kept
    assert {file.name for file in tmp_path.iterdir()} == {record.POINT, record.SETS, record.FIGURES, record.RECORD}


def test_a_quick_trial_cannot_replace_the_calibration(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        calibrate_status_quo.main(["--quick"])
    assert "--out" in capsys.readouterr().err


def test_a_fit_that_misses_a_target_writes_nothing(
    tmp_path: Path, quick: tuple[Calibration, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate_status_quo, "calibrate", lambda *_, **__: quick[0])
    assert calibrate_status_quo.main(["--out", str(tmp_path / "here")]) == 5
    assert not (tmp_path / "here").exists()
