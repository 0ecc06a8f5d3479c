"""What can be together in a study, and what its manifest says that it came to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.ledger import DamagedError, Failed, Ledger
from cordiale.experiments.study.progress import State, Stops, manifest
from tests.support.planted_studies import planned

WAYS = {"paradigm": ["siloed", "drift"], "forces": ["none", "all"]}
STOPS = {"first": 16, "batch": 16}


@pytest.mark.parametrize(("points", "said"), [([3], None), ([0, 4], "record.points: 4 is outside [0, 3]"),
                                              ([7], "record.points: 7 is outside [0, 3]")])  # fmt: skip
def test_a_run_is_recorded_at_a_point_that_the_study_has_and_it_has_as_many_as_its_design(
    points: list[int], said: str | None
) -> None:
    study: dict[str, Any] = {"factors": WAYS, "replications": 5, "record": {"points": points, "replications": 2}}
    if said is None:
        assert planned(**study).points == 4
        return
    with pytest.raises(StudyError) as caught:
        planned(**study)
    assert said in str(caught.value)


@pytest.mark.parametrize(("of", "factors", "fits"), [
    ("paradigm", WAYS, True), ("forces", WAYS, True), ("leadership.strength", {}, False), ("paradigm", {}, False),
    ("forces", {"forces": ["all"]}, False), ("trust.gain", {"trust.gain": [0.05, 0.1]}, False),
])  # fmt: skip
def test_a_study_stops_by_a_factor_of_its_own_that_has_two_categories_or_more(
    of: str, factors: dict[str, Any], fits: bool
) -> None:
    study: dict[str, Any] = {"factors": {"leadership.strength": [0.2, 0.3]} | factors, "replications": 32}
    if fits:
        assert planned(**study, until=STOPS | {"of": of}).study.until is not None
        return
    with pytest.raises(StudyError, match=r"until\.of = .* is no factor of the study with categories, two or more"):
        planned(**study, until=STOPS | {"of": of})


def test_a_manifest_says_of_its_runs_which_were_planned_which_are_done_and_which_failed_each_by_itself() -> None:
    lost = Failed(7, "hung", "too long")
    state = State(planned=9, done=6, failed=1, sha256="results", bytes=44, failures=(lost,))
    told = manifest(state, "plan", {})
    assert told == {
        "format": "cordiale study manifest 1", "plan_sha256": "plan", "planned": 9, "done": 6, "failed": 1,
        "results_sha256": "results", "bytes": 44, "failures": [lost._asdict()],
    }  # fmt: skip
    stopped = manifest(state._replace(stops=Stops(worlds=5, told=3, open=1, most=99)), "plan", {"a.parquet": "of a"})
    assert stopped == told | {
        "until": {"worlds": 5, "told": 3, "open": 1, "most": 99}, "records": {"a.parquet": "of a"},
    }  # fmt: skip


@pytest.mark.parametrize(("planned", "done", "failed", "ended", "complete"), [
    (9, 9, 0, True, True), (9, 8, 1, True, False), (9, 8, 0, False, False), (9, 0, 9, True, False),
])  # fmt: skip
def test_a_study_has_ended_where_no_run_is_left_and_is_complete_only_where_all_are_done(
    planned: int, done: int, failed: int, ended: bool, complete: bool
) -> None:
    state = State(planned, done, failed, "", 0, ())
    assert (state.has_ended, state.is_complete) == (ended, complete)


def test_a_ledger_that_is_in_use_is_not_said_to_be_damaged_and_one_that_is_none_is(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        for error, kind, said in (
            (sqlite3.OperationalError("database is locked"), StoreError, f"cannot use {ledger.file}: database is"),
            (sqlite3.DatabaseError("malformed"), DamagedError, f"{ledger.file} is damaged: malformed"),
        ):
            with pytest.raises(StoreError) as caught, ledger._refusals():
                raise error
            assert type(caught.value) is kind
            assert str(caught.value).startswith(said)
