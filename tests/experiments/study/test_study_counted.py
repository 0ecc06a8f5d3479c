"""What a study counts while it goes on: runs that have ended, runs that it lacks, and how a run is told in words."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.study import carrying_out, progress, verification
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.progress import State
from cordiale.experiments.study.work import Done
from tests.support.planted_studies import planned

MADE = planned(design="full", replications=3, factors={"leadership.strength": [0.1, 0.9],
                                                       "paradigm": ["siloed", "drift"]})  # fmt: skip


@pytest.mark.parametrize(("done", "failed", "words"), [
    (12, 0, ""), (9, 0, "of 12 planned runs it lacks 3 that are not run yet"),
    (9, 3, "of 12 planned runs it lacks 3 that failed"),
    (5, 3, "of 12 planned runs it lacks 3 that failed and 4 that are not run yet"),
])  # fmt: skip
def test_a_study_lacks_the_runs_that_failed_and_those_that_are_not_lived_yet_each_counted_by_itself(
    done: int, failed: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "dig_out", lambda folder: (MADE, {"plan_sha256": "p"}))
    monkeypatch.setattr(progress, "Ledger", lambda *_, **__: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(progress, "state_in", lambda *_: State(12, done, failed, "s", 7))
    assert progress.lacking(tmp_path) == words
    state = State(12, done, failed, "s", 7)
    assert (state.has_ended, state.is_complete) == (done + failed == 12, done == 12)


def test_runs_count_as_ended_from_those_that_had_ended_before_and_never_more_than_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Part] = []
    monkeypatch.setattr(carrying_out, "keep", lambda plan, folder, ledger, done: kept.append(done.part))
    ledger: Any = SimpleNamespace(counts=lambda: (3, 2))
    parts = [Part(4, 8), Part(0, 2), Part(8, 12)]
    told: list[int] = []
    carrying_out._work_off(MADE, tmp_path, ledger, iter([Done(part, {}, ()) for part in parts]), told.append)
    assert (kept, told) == (parts, [9, 11, 12])


def test_a_pilot_is_told_of_all_runs_that_have_ended_and_goes_before_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    ledger = SimpleNamespace(counts=lambda: (3, 2), close=lambda: None)
    rounds = iter([["round 1"], ["round 2"]])
    for name in ("check_plan", "check_model", "checked_executor", "prepare_directory", "remove_file", "record"):
        monkeypatch.setattr(carrying_out, name, lambda *_, **__: None)
    monkeypatch.setattr(carrying_out, "is_study", lambda folder: True)
    monkeypatch.setattr(carrying_out, "dig_out", lambda folder: (MADE, {}))
    monkeypatch.setattr(carrying_out, "open_ledger", lambda *_: ledger)
    monkeypatch.setattr(carrying_out, "_rounds", lambda *_: rounds)
    monkeypatch.setattr(carrying_out, "lived_before", lambda *_: nullcontext("taken"))
    monkeypatch.setattr(carrying_out, "crew_for", lambda plan, **how: heard.append(how) or nullcontext("crew"))
    monkeypatch.setattr(carrying_out, "pilot", lambda plan, crew, *, done: (crew, done))
    monkeypatch.setattr(carrying_out, "finished", lambda plan, pending, crew, *, taken: (pending, crew, taken))
    monkeypatch.setattr(carrying_out, "_work_off", lambda plan, folder, ledger, coming, count: heard.append(coming))
    monkeypatch.setattr(carrying_out, "finish", lambda *_: "state")
    limits: Any = "limits"
    forecasts: list[Any] = []
    ended = carrying_out.carry_out(MADE, tmp_path, workers=2, executor="threads", limits=limits,
                                   foretell=forecasts.append)  # fmt: skip
    assert (ended, forecasts) == ("state", [("crew", 5)])
    assert heard[0] == {"workers": 2, "executor": "threads", "limits": "limits"}
    assert heard[1:] == [(["round 1"], "crew", "taken"), (["round 2"], "crew", "taken")]


@pytest.mark.parametrize("run", [0, 4, 7, 11])
def test_a_run_is_told_by_its_number_its_point_with_what_that_says_and_its_replication(run: int) -> None:
    point = run // 3
    strength, paradigm = (0.1, 0.9)[point // 2], ("siloed", "drift")[point % 2]
    said = f"run {run} (point {point}: leadership.strength = {strength}, paradigm = {paradigm}; replication {run % 3})"
    assert verification.described(MADE, run) == said


def test_where_a_run_comes_out_otherwise_the_first_quarter_counts_before_the_first_outcome() -> None:
    made = planned(design="full", replications=1, factors={"paradigm": ["siloed"]}, outcomes=["revenue", "wins"])
    kept = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, np.nan]])
    now = kept.copy()
    assert verification._difference(made, 0, kept, now) == ""
    assert verification._difference(made, 0, None, now) == ""
    now[2] = [4.0, 5.0]
    assert verification._difference(made, 0, kept, now).endswith("quarter 2, revenue: kept 3.0, now 4.0")
    now[2] = [3.0, 5.0]
    assert verification._difference(made, 0, kept, now).endswith("quarter 2, wins: kept missing, now 5.0")
    now[1] = [1.0, np.nan]
    assert verification._difference(made, 0, kept, now).endswith("quarter 1, wins: kept 2.0, now missing")
