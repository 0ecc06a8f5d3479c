"""What a study lists comes by number: its halves, its points, the parts of a round, the runs that failed."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.foundations.fields import choices
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import best_options, carrying_out, verification
from cordiale.experiments.study.afresh import fresh_folder, fresh_halves
from cordiale.experiments.study.crews import Limits
from cordiale.experiments.study.domains import domains
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.folder import PARTS, STUDY
from cordiale.experiments.study.frozen import freeze
from cordiale.experiments.study.inspection import SET_ASIDE, set_aside, strangers
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.recorded_runs import RECORDS, declared
from cordiale.experiments.study.rounds import Rounds, World
from cordiale.experiments.study.sameness import check_plan
from cordiale.experiments.study.stopping import LESS_IS_BETTER
from cordiale.experiments.study.work import Done
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import Profile
from tests.support.planted_studies import planned


def test_fresh_halves_come_by_their_numbers_and_only_those_that_were_begun(tmp_path: Path) -> None:
    for name in ("10", "9", "2", "100", "11", "a"):
        folder = tmp_path / fresh_folder(tmp_path, 1).parent.name / name
        folder.mkdir(parents=True)
        (folder / STUDY).touch()
    fresh_folder(tmp_path, 3).mkdir()
    found = fresh_halves(tmp_path)
    assert list(found) == [2, 9, 10, 11, 100]
    assert all(folder == fresh_folder(tmp_path, number) for number, folder in found.items())


@pytest.mark.parametrize("outcome", ["revenue", sorted(LESS_IS_BETTER)[0]])
def test_options_of_all_worlds_come_in_the_order_of_their_points_each_with_what_it_brought_itself(
    outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = -1.0 if outcome in LESS_IS_BETTER else 1.0

    def world(points: dict[str, int]) -> World:
        seen = {name: sign * np.array([point, point + 2.0]) for name, point in points.items()}
        race: Any = SimpleNamespace(seen=seen, best=min(points), decided=True)
        return World(points, 0.0, race=race)

    worlds = [world({"b": 3, "a": 5}), world({"a": 4, "b": 0}), replace(world({"a": 2, "b": 1}), stuck=True)]
    monkeypatch.setattr(best_options, "rounds_of", lambda *_: SimpleNamespace(worlds=worlds))
    plan: Any = SimpleNamespace(
        frame=lambda: pd.DataFrame({"point": [4, 0, 5, 2, 3, 1]}),
        study=SimpleNamespace(until=SimpleNamespace(outcome=outcome)),
    )
    found = best_options.best_options(plan, None)  # type: ignore[arg-type]
    assert found["point"].tolist() == [0, 1, 2, 3, 4, 5]
    assert found["replications"].tolist() == [2, 0, 0, 2, 2, 2]
    assert found.loc[found["replications"] == 0, ["mean", "low", "high"]].isna().all(axis=None), "a run failed there"
    assert found["mean"].dropna().tolist() == [1.0, 4.0, 5.0, 6.0]
    assert found.loc[found["best"], "point"].tolist() == [4, 5]
    assert found.loc[~found["told"], "point"].tolist() == [1, 2]


@pytest.mark.parametrize(("points", "wanted"), [((16, 3, 9, 3), [3, 9, 16]), ((), [*range(20)])])
def test_recorded_runs_are_the_first_of_each_wanted_point_in_the_order_of_the_points(
    points: tuple[int, ...], wanted: list[int]
) -> None:
    record = SimpleNamespace(points=points, replications=2)
    plan: Any = SimpleNamespace(study=SimpleNamespace(record=record, replications=5), points=20)
    assert [*declared(plan).items()] == [
        (5 * point + each, f"{RECORDS}/point-{point:06}-replication-{each}") for point in wanted for each in (0, 1)
    ]


def test_the_parts_of_a_round_come_by_their_runs_and_each_is_one_batch_of_one_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds = Rounds.__new__(Rounds)
    rounds.plan = SimpleNamespace(study=SimpleNamespace(replications=48))  # type: ignore[assignment]
    rounds.until = SimpleNamespace(first=8, batch=4)  # type: ignore[assignment]
    assert rounds._parts(2, range(8, 16)) == [Part(104, 108), Part(108, 112)]
    rounds.worlds = [
        World({}, 0.0, wanted=rounds._parts(2, range(4))),
        World({}, 0.0, wanted=rounds._parts(1, range(8))),
    ]
    monkeypatch.setattr(rounds, "_go_on", lambda world: None)
    assert rounds.next() == [Part(48, 52), Part(52, 56), Part(96, 100)]


def test_a_verification_tells_the_difference_of_the_least_run_how_many_differ_and_failures_by_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failures = {run: (Failed(run, "hung", "too long"),) for run in (30, 17)}
    ended = [Done(Part(run, run + 1), {run: np.ones(1)} if run not in failures else {}, failures.get(run, ()))
             for run in (30, 9, 17, 4, 12)]  # fmt: skip
    monkeypatch.setattr(verification, "crew_for", lambda *_, **__: nullcontext())
    monkeypatch.setattr(verification, "finished", lambda *_: ended)
    monkeypatch.setattr(verification, "_kept", lambda *_: None)
    monkeypatch.setattr(verification, "_difference", lambda _, run, *__: f"run {run}" if run != 12 else "")
    nothing: Any = None
    found = verification._lived_again(nothing, Path(), [4, 9, 12, 17, 30], 1, Limits(), Talk(quiet=True))
    assert found[0] == ["run 4", "2 of 5 runs differ"]
    assert [each.run for each in found[1]] == [17, 30]


def test_two_studies_of_one_scenario_differ_in_what_their_files_say_and_not_in_what_those_are_called() -> None:
    made = planned(replications=2, factors={"paradigm": ["siloed", "drift"]})
    frozen = freeze(made)
    frozen["study"] |= {"scenario": "another name", "points": "points.csv"}
    with pytest.raises(StudyError) as refused:
        check_plan(frozen | {"plan_sha256": "another"}, made, Path("here"))
    assert str(refused.value) == "here holds another study: the points of the design differ"


@pytest.mark.parametrize(("again", "wanted"), [(True, [Part(0, 2), Part(6, 8)]), (False, [])])
def test_of_a_study_that_stops_the_parts_with_a_failed_run_are_lived_again_where_that_is_asked_and_no_others(
    again: bool, wanted: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [Part(at, at + 2) for at in (6, 4, 2, 0)]
    monkeypatch.setattr(carrying_out, "whole_parts", lambda *_: {*parts})
    monkeypatch.setattr(carrying_out, "adopted", lambda *_: set())
    monkeypatch.setattr(carrying_out, "_until_told", lambda _, __, ___, part: iter([sorted(part)]))
    plan: Any = SimpleNamespace(part_size=2, study=SimpleNamespace(until="told"), parts=lambda: iter(parts))
    ledger: Any = SimpleNamespace(failures=lambda: [Failed(7, "hung", ""), Failed(0, "hung", "")])
    assert next(carrying_out._rounds(plan, Path(), ledger, again, Talk(quiet=True))) == wanted


def test_the_shape_of_a_force_may_be_any_but_a_path_which_is_a_file_s() -> None:
    shapes = {each.allowed for name, each in domains(load_scenario(), quarters=4).items() if name.endswith(".shape")}
    assert shapes == {tuple(shape for shape in choices(Profile.model_fields["shape"]) if shape != "path")}


def test_files_of_one_name_that_are_set_aside_are_numbered_and_none_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / PARTS).mkdir()
    file = tmp_path / PARTS / "a.parquet"
    for content in ("first", "second", "third"):
        file.write_text(content)
        set_aside(tmp_path, file)
        assert not file.exists()
    set_aside(tmp_path, file)
    aside = {each.name: each.read_text() for each in (tmp_path / SET_ASIDE).iterdir()}
    assert aside == {"a.parquet.0": "first", "a.parquet.1": "second", "a.parquet.2": "third"}


def test_files_among_the_parts_that_the_plan_does_not_name_come_by_name(tmp_path: Path) -> None:
    (tmp_path / PARTS).mkdir()
    names = [f"{chr(97 + 7 * at % 26)}.parquet" for at in range(12)]
    for name in (*names, "known.parquet", "notes.txt"):
        (tmp_path / PARTS / name).touch()
    assert [file.name for file in strangers(tmp_path, {"known.parquet"})] == sorted(names)
