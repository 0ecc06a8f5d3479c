"""What a study says of another study, another model, what cannot be together, and of a folder between two studies."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.claiming import MANIFEST
from cordiale.experiments.study import pilot, possible, sameness
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.folder import BEFORE, GROWING, GROWN, LEDGER, PARTS, POINTS, STUDY
from cordiale.experiments.study.frozen import freeze
from cordiale.experiments.study.swapping import settle, swap
from tests.support.planted_studies import planned

FACTORS: dict[str, Any] = {"paradigm": ["siloed", "drift"], "forces": ["none", "all"]}
SMALL = planned(replications=2, factors=FACTORS)
HERE = Path("here")


# Another study, another model


def refused(check: Any, *given: Any) -> str:
    with pytest.raises(StudyError) as error:
        check(*given)
    return str(error.value)


def test_a_study_is_itself_and_another_one_is_told_by_what_is_there_and_what_is_here() -> None:
    frozen = freeze(SMALL)
    sameness.check_plan(frozen, SMALL, HERE)
    said = refused(sameness.check_plan, frozen, planned(replications=3, factors=FACTORS), HERE)
    assert said == "here holds another study: replications = 2 there, 3 here"
    said = refused(sameness.check_plan, frozen, planned(replications=2, factors=FACTORS, seed=9), HERE)
    assert "seed = 1 there, 9 here" in said


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, ", and 1 more"), (9, ", and 4 more")])
def test_of_many_differences_five_are_named_and_the_others_counted(count: int, more: str) -> None:
    named = sameness._named([f"<{at}>" for at in range(count)])
    assert named == "; ".join(f"<{at}>" for at in range(5)) + more


def test_a_file_of_the_model_is_told_as_new_gone_or_different_and_one_that_is_the_same_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sameness, "model_files", lambda: {"same.py": "1", "new.py": "1", "other.py": "2"})
    frozen = {"model": {"same.py": "1", "gone.py": "1", "other.py": "1"}}
    wanted = ["simulation/gone.py is gone", "simulation/new.py is new", "simulation/other.py differs"]
    assert sameness.model_differences(frozen) == wanted
    said = refused(sameness.check_model, frozen, HERE)
    assert said == f"here was begun with another version of the model: {'; '.join(wanted)}"


def test_a_scenario_that_changed_since_is_refused_with_the_way_on_and_one_that_is_gone_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen = freeze(SMALL)
    sameness.check_scenario_file(frozen, SMALL, HERE)
    old = frozen | {"scenario": {"sha256": "another", "content": frozen["scenario"]["content"] | {"name": "as it was"}}}
    said = refused(sameness.check_scenario_file, old, SMALL, HERE)
    assert "has changed since the study in here was planned" in said
    assert 'name = "as it was" there' in said
    assert "--as-planned" in said
    gone = SMALL._replace(study=SMALL.study.model_copy(update={"scenario": "nowhere.toml"}))
    sameness.check_scenario_file(old, gone, HERE)


# What can be together


@pytest.mark.parametrize(("most", "fits"), [(8, True), (7, False)])
def test_a_study_may_have_as_many_runs_as_the_most_and_not_one_more(
    monkeypatch: pytest.MonkeyPatch, most: int, fits: bool
) -> None:
    monkeypatch.setattr(possible, "MOST_RUNS", most)
    if fits:
        possible.check_together(SMALL, "study")
    else:
        assert refused(possible.check_together, SMALL, "study") == (
            "study: points x replications = 8 runs is more than 7"
        )


@pytest.mark.parametrize(
    ("record", "runs"),
    [({"replications": 2}, 8), ({"replications": 1}, 4), ({"points": [0, 3], "replications": 2}, 4)],
)
def test_recorded_runs_are_counted_over_the_points_and_replications_that_are_recorded(
    monkeypatch: pytest.MonkeyPatch, record: dict[str, Any], runs: int
) -> None:
    made = planned(replications=2, factors=FACTORS, record=record)
    monkeypatch.setattr(possible, "MOST_RECORDED", runs)
    possible.check_together(made, "study")
    monkeypatch.setattr(possible, "MOST_RECORDED", runs - 1)
    assert f"record: {runs} runs are more than {runs - 1}" in refused(possible.check_together, made, "study")


@pytest.mark.parametrize("point", [0, 1])
def test_a_company_that_cannot_be_is_told_with_its_point_the_last_one_too(point: int) -> None:
    shares = [0.2, 0.2]
    shares[point] = 5.0
    columns = {**planned(replications=2, factors={"trust.initial": [0.2, 0.4]}).columns, "trust.initial": shares}
    made = planned(replications=2, factors={"trust.initial": [0.2, 0.4]})._replace(columns=columns)
    assert refused(possible.check_together, made, "study").startswith(f"study: point {point}: ")


def test_an_option_that_stands_twice_in_one_world_is_refused_by_its_name() -> None:
    made = planned(replications=48, until={"first": 8, "batch": 8}, factors=FACTORS)
    possible.check_together(made, "study")
    twice = made._replace(columns={name: [*column, column[0]] for name, column in made.columns.items()})
    assert refused(possible.check_together, twice, "study") == (
        "study: until: paradigm stands twice at one point of the design"
    )


# The pilot


@pytest.mark.parametrize("together", [1, 3, 8])
@pytest.mark.parametrize(("runs", "size"), [(8, 8), (9, 8), (100, 16), (1000, 64)])
def test_the_runs_of_a_pilot_are_spread_over_all_and_none_is_lived_twice(runs: int, size: int, together: int) -> None:
    parts = pilot._spread(runs, size, together)
    lived = [run for part in parts for run in range(*part)]
    assert len({*lived}) == len(lived) == together * (size // together)
    assert min(lived) >= 0
    assert max(lived) < runs
    share = runs / len(parts)
    assert np.mean(lived) == pytest.approx((runs - 1) / 2, abs=1), "as many of the first as of the last"
    assert all(number * share - 1 <= part.first < (number + 1) * share for number, part in enumerate(parts))


# A folder between two studies


def study_in(folder: Path, *, version: str) -> Path:
    """A study of which each file says its version."""
    (folder / PARTS).mkdir(parents=True)
    for name in (f"{PARTS}/one", POINTS, STUDY, LEDGER, MANIFEST):
        (folder / name).write_text(version)
    return folder


def larger(folder: Path) -> None:
    study_in(folder, version="larger")
    for name in (LEDGER, MANIFEST):
        (folder / name).unlink()


def versions(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "lock"
    }


SWAPPED = {
    **dict.fromkeys((f"{PARTS}/one", POINTS, STUDY), "larger"),
    **{f"{BEFORE}/{name}": "smaller" for name in (f"{PARTS}/one", POINTS, STUDY, LEDGER, MANIFEST)},
}


def test_a_larger_study_takes_the_place_of_the_smaller_which_is_whole_beside_it(tmp_path: Path) -> None:
    folder = study_in(tmp_path / "study", version="smaller")
    (folder / GROWING).mkdir()
    (folder / GROWING / "left").write_text("of somebody who was stopped")
    swap(folder, larger)
    assert versions(folder) == SWAPPED


@pytest.mark.parametrize("taken", range(8))
def test_a_swap_that_was_stopped_anywhere_ends_as_if_it_had_not_been(tmp_path: Path, taken: int) -> None:
    """Of the steps from `grown/` on, the first so many were taken."""
    folder = study_in(tmp_path / "study", version="smaller")
    larger(folder / GROWN)
    (folder / BEFORE).mkdir()
    steps = [(folder / name, folder / BEFORE / name) for name in (MANIFEST, LEDGER, PARTS, POINTS, STUDY)]
    steps += [(folder / GROWN / name, folder / name) for name in (PARTS, POINTS)]
    for old, new in steps[:taken]:
        if old.name == STUDY:
            copy(old, new)
        else:
            old.rename(new)
    settle(folder)
    assert versions(folder) == SWAPPED


def test_a_study_that_is_still_laid_out_is_not_the_one_that_is_meant(tmp_path: Path) -> None:
    folder = study_in(tmp_path / "study", version="smaller")
    larger(folder / GROWING)
    settle(folder)
    assert (folder / STUDY).read_text() == "smaller"
