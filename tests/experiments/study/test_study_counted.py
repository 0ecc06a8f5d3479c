"""What a study counts while it goes on: runs that have ended, runs that it lacks, and how a run is told in words."""

from __future__ import annotations

import math
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.study import carrying_out, progress, stopping, verification
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.progress import State
from cordiale.experiments.study.rounds import Rounds, World, evidence, rounds_of
from cordiale.experiments.study.stopping import Worths
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
    monkeypatch.setattr(progress, "state_in", lambda *_: State(12, done, failed, "s", 7, failures=()))
    assert progress.lacking(tmp_path) == words
    state = State(12, done, failed, "s", 7, failures=())
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


@pytest.mark.parametrize("run", [0, 4, 5, 9, 11])
def test_what_is_kept_of_a_run_is_looked_for_in_the_part_that_has_it(
    run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = MADE._replace(part_size=5)
    monkeypatch.setattr(verification, "outcomes_in", lambda plan, file: {run: file, run + 1: "another's"})
    part = Part(run - run % 5, min(12, run - run % 5 + 5))
    assert verification._kept(made, tmp_path, run) == tmp_path / "parts" / part.name


FAULTS: dict[str, tuple[str | None, str | None, str | None, str, bool]] = {
    # of a part: its damage, how it is unlike its entry, what nobody planned of it; what is told, whether it is legible
    "whole": (None, None, None, "", True), "damaged": ("is damaged", None, None, "is damaged", False),
    "unlike": (None, "is unlike", None, "is unlike", True), "unplanned": (None, None, "is no part", "is no part", True),
    "both": (None, "is unlike", "is no part", "is unlike", True),
}  # fmt: skip


def test_each_part_that_is_not_as_it_was_is_told_by_its_first_fault_and_lived_again_unless_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_part = {Part(at, at + 1): fault for at, fault in enumerate(FAULTS.values())}
    unreadable = Part(9, 10)

    def damage(folder: Path, entry: Any) -> str | None:
        if entry.part == unreadable:
            raise ValueError("no table\nat all")
        return by_part[entry.part][0]

    monkeypatch.setattr(verification, "damage", damage)
    monkeypatch.setattr(verification, "unlike", lambda plan, folder, ledger, entry: by_part[entry.part][1])
    monkeypatch.setattr(verification, "unplanned", lambda plan, folder, entry: by_part[entry.part][2])
    entries = [SimpleNamespace(part=part) for part in (*by_part, unreadable)]
    ledger: Any = SimpleNamespace(entries=lambda: entries)
    problems, legible = verification._files(MADE, tmp_path, ledger)
    assert problems == [
        *(f"parts/{part.name} {told}" for part, (*_, told, _) in by_part.items() if told),
        f"parts/{unreadable.name} cannot be read: no table",
    ]  # fmt: skip
    assert legible == [part for part, (*_, is_legible) in by_part.items() if is_legible]


def test_a_study_that_stops_has_asked_for_the_runs_of_all_parts_of_all_its_worlds() -> None:
    rounds = Rounds.__new__(Rounds)
    rounds.worlds = [World({}, 0.0, asked={Part(4, 8), Part(40, 44)}), World({}, 0.0, asked={Part(20, 24)}),
                     World({}, 0.0)]  # fmt: skip
    assert rounds.asked == 12


def test_an_option_that_is_ahead_by_the_same_in_every_company_leaves_no_doubt_and_the_nearest_other_counts() -> None:
    seen = {"a": np.array([2.0, 2.0, 2.0, 9.0]), "b": np.array([1.0, 1.0, 1.0]), "c": np.array([0.0, 2.0, 1.0])}
    race: Any = SimpleNamespace(companies=3, seen=seen, best="a", remaining=["a", "b"], delta=0.1)
    assert evidence(World({}, 0.0, race=race)) == math.inf
    race.remaining = ["a", "b", "c"]
    assert evidence(World({}, 0.0, race=race)) == pytest.approx(3.0), "a lead of 1 in 3 companies, with a spread of 1"


def test_a_part_that_cannot_be_read_is_still_wanted_of_a_study_that_is_looked_at_and_stops_one_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(plan: Any, file: Path) -> Any:
        if file.name == Part(0, 4).name:
            raise ValueError("it is no table")
        return {run: np.ones((3, 1)) for run in range(8, 12)}

    monkeypatch.setattr(stopping, "outcomes_in", unreadable)
    made = planned(design="full", replications=8, factors={"paradigm": ["siloed", "drift"]},
                   until={"of": "paradigm", "outcome": "revenue", "first": 4, "batch": 4})  # fmt: skip
    entries = [SimpleNamespace(part=part, file_sha256="a") for part in (Part(0, 4), Part(8, 12))]
    ledger: Any = SimpleNamespace(entries=lambda: entries, file=tmp_path / "ledger")
    found = rounds_of(made, ledger)
    assert (found.next(), found.asked) == ([Part(0, 4)], 8)
    with pytest.raises(ValueError, match="it is no table"):
        Worths(made, tmp_path).learn(ledger)
