"""What a calibration asks its search, its smoother and its companies is what it was asked, each with its own luck."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.calibration import calibrate, point, posterior, status_quo
from cordiale.experiments.calibration.status_quo import AVERAGED, COUNTED, Observatory
from cordiale.experiments.calibration.targets import TARGETS
from cordiale.experiments.calibration.uncertain import LEVERS

BEGIN = {one.name: one.at(0.5) for one in LEVERS}


class Seen:
    """An observatory that keeps what it is asked; of each set the win rate is its own number, all else on target."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, int, int]] = []

    def observe(self, sets: Any, *, replications: int, seed: int) -> list[dict[str, float]]:
        self.asked.append((sets, replications, seed))
        usual = {name: target.value for name, target in TARGETS.items()}
        return [usual | {"win_rate": 0.2 + at / 100} for at in range(len(sets))]


def test_the_search_is_by_cma_es_in_its_generations_with_its_seed_and_first_tries_where_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    optuna = pytest.importorskip("optuna")
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(optuna.samplers, "CmaEsSampler", lambda **how: asked.append(how) or "cma-es")
    study = SimpleNamespace(enqueue_trial=lambda values: asked.append(values))
    monkeypatch.setattr(optuna, "create_study", lambda sampler: asked.append({"by": sampler}) or study)
    assert point.begun(BEGIN, seed=5) is study
    assert asked == [{"popsize": 12, "seed": 5}, {"by": "cma-es"}, BEGIN]


def test_a_generation_is_tried_between_its_bounds_on_one_luck_and_each_trial_is_told_its_own_misses() -> None:
    pytest.importorskip("optuna")
    near, seen = {one.name: (one.low, one.at(0.25)) for one in LEVERS}, Seen()
    spaces: list[dict[str, Any]] = []
    told: list[tuple[Any, float]] = []

    def ask(space: dict[str, Any]) -> Any:
        spaces.append(space)
        return SimpleNamespace(params={"trial": len(spaces)})

    study: Any = SimpleNamespace(ask=ask, tell=lambda trial, missed: told.append((trial.params, missed)))
    observatory: Any = seen
    point.live_a_generation(study, observatory, near, replications=3, seed=8)
    assert {name: (each.low, each.high) for name, each in spaces[0].items()} == near
    trials = [{"trial": at} for at in range(1, 13)]
    assert seen.asked == [(trials, 3, 8)]
    assert [params for params, _ in told] == trials
    win_rate = TARGETS["win_rate"]
    assert [missed for _, missed in told] == pytest.approx([win_rate.miss(0.2 + at / 100) ** 2 for at in range(12)])


@pytest.mark.parametrize("error", [0.5, 0.1])
def test_a_smoother_is_told_the_targets_and_how_far_off_they_may_be_and_sees_each_step_on_the_same_luck(
    error: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    smoothers = pytest.importorskip("iterative_ensemble_smoother")
    made: list[Any] = []

    class Smoother:
        def __init__(self, errors: Any, wanted: Any, *, alpha: Any, seed: int) -> None:
            made.append((errors.tolist(), wanted.tolist(), alpha.tolist(), seed))

        def prepare_assimilation(self, Y: Any) -> None:  # noqa: N803  # as the library calls it
            made.append(Y.shape)

        def assimilate_batch(self, X: Any) -> Any:  # noqa: N803  # as the library calls it
            return X + 1.0

    monkeypatch.setattr(smoothers, "ESMDA", Smoother)
    seen, steps = Seen(), list[tuple[int, int]]()
    observatory: Any = seen
    few = LEVERS[:2]
    scores = posterior.smooth(observatory, few, count=5, replications=3, seed=8, error=error,
                              progress=lambda *at: steps.append(at))  # fmt: skip
    wanted = [target.scaled(target.value) for target in TARGETS.values()]
    errors = [(error * target.scaled_tolerance) ** 2 for target in TARGETS.values()]
    assert made[0] == (errors, wanted, [32.0, 16.0, 8.0, 4.0, 2.0, 2.0], 8)
    assert made[1:] == [(len(TARGETS), 5)] * 6
    begun = posterior.prior(2, 5, seed=8)
    np.testing.assert_allclose(scores, begun + 6.0)
    assert seen.asked == [(posterior.values_of(begun + step, few), 3, 8) for step in range(6)]
    assert steps == [(step, 6) for step in range(1, 7)]


@pytest.fixture
def observatory(monkeypatch: pytest.MonkeyPatch) -> Observatory:
    """Companies that tell of which set and of which runs they are."""
    monkeypatch.setattr(status_quo, "with_parameters", lambda company, values: (company, values["x"]))
    monkeypatch.setattr(status_quo, "figures", lambda company, runs: {"of": (company, runs)})
    made = Observatory.__new__(Observatory)
    made.company, made.runs = "usual", Counter()  # type: ignore[assignment]  # a stand-in
    made.pool = SimpleNamespace(map=map)  # type: ignore[assignment]  # a stand-in
    return made


def test_each_set_lives_each_replication_of_a_year_on_the_same_luck_and_each_run_is_counted(
    observatory: Observatory,
) -> None:
    first, second = observatory.observe([{"x": 1.0}, {"x": 2.0}], replications=3, seed=8)
    (one, runs), (other, same) = first["of"], second["of"]  # type: ignore[misc]  # as they were noted
    assert (one, other, runs) == (("usual", 1.0), ("usual", 2.0), same)
    assert [(run.paradigm, run.forces, run.replication, run.seed, run.quarters) for run in runs] == [
        ("status-quo", "all", at, 8, 4) for at in range(3)
    ]
    assert observatory.runs == {"status-quo under today's forces": 6}
    each = [told["of"] for told in observatory.observe_each({"x": 2.0}, replications=3, seed=8)]
    assert each == [(other, [run]) for run in runs]
    assert observatory.runs == {"status-quo under today's forces": 9}


def test_rates_are_of_all_runs_together_and_what_is_averaged_is_a_mean_of_those_that_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = dict.fromkeys((*COUNTED, "qualified", "found"), 1.0) | dict.fromkeys(AVERAGED, 0.5)
    first = few | {"leads_worked": 3.0, "leads_handed_over": 4.0, "qualified": 4.0, "found": 8.0, "wins": 1.0,
                   "losses": 2.0, "no_decisions": 1.0, "marketing_wins": 0.0, "opportunities": 6.0,
                   "leads_rejected": 2.0, "cycle": float("nan"), "rep_turnover": 0.2}  # fmt: skip
    second = few | {"leads_worked": 5.0, "leads_handed_over": 16.0, "qualified": 16.0, "found": 32.0, "wins": 7.0,
                    "losses": 4.0, "no_decisions": 5.0, "marketing_wins": 2.0, "opportunities": 24.0,
                    "leads_rejected": 0.0, "cycle": 9.0, "rep_turnover": 0.4}  # fmt: skip
    lives: Any = {0: first, 1: second}
    monkeypatch.setattr(status_quo, "first_year", lambda company, run: lives[run])
    company: Any = "company"
    runs: Any = [0, 1]
    found = status_quo.figures(company, runs)
    assert {name: found[name] for name in ("not_pursued", "qualified", "become_opportunities", "win_rate",
                                           "marketing_sourced", "cycle", "rep_turnover")} == pytest.approx({
        "not_pursued": 0.6, "qualified": 0.5, "become_opportunities": 30 / 32, "win_rate": 0.4,
        "marketing_sourced": 0.25, "cycle": 9.0, "rep_turnover": 0.3,
    })  # fmt: skip
    assert {*found} == {*TARGETS}


def test_a_calibration_is_described_by_its_own_seed_effort_runs_and_how_many_sets_it_tried_met_and_kept() -> None:
    found = calibrate.Calibration({"x": 1.0}, {"met": {"y": 2}}, [{"x": 1.0}, {"x": 2.0}], [{}, {}], tried=9, passed=4)
    observatory: Any = SimpleNamespace(runs={"status-quo": 70})
    told = calibrate.described(found, observatory, calibrate.QUICK, seed=6)
    assert (told["seed"], told["command"]) == (6, "python -m experiments.calibration --seed 6")
    assert (told["effort"], told["runs"]) == (calibrate.QUICK._asdict(), {"status-quo": 70})
    assert told["sets"] == {"tried": 9, "met_every_target": 4, "kept": 2}
    assert told["point"] == {"met": {"y": 2}}
