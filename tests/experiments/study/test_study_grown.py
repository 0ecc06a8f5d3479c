"""A study that grows: the one that would have been planned so large at once, whoever is killed on the way.

What a run comes to is planted here, by its settings and its luck, so that growing is tested and no company lived;
the last test lives some.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.claiming import BusyError, held
from cordiale.experiments.study import bench as working
from cordiale.experiments.study import carry_out, crews, read
from cordiale.experiments.study import carrying_out as carrying
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.folder import BEFORE, GROWING, GROWN, LEDGER, MANIFEST, PARTS
from cordiale.experiments.study.growing import extend, grown
from cordiale.experiments.study.planning import Plan, plan
from cordiale.experiments.study.progress import status
from cordiale.experiments.study.verification import verify
from cordiale.simulation.runs.company import prepare
from tests.support.commandline import cordiale
from tests.support.studies import STUDY, study_file, tiny_plan

SAMPLED = STUDY.replace('"full"', '"sobol"\nsamples = 2').replace(", levels = 4", "")


@pytest.fixture(scope="module")
def unplanted() -> Iterator[Callable[..., Any]]:
    """Plants what runs come to; gives what was there."""
    with pytest.MonkeyPatch.context() as patch:
        live = working.Bench.live

        def planted(self: working.Bench, run: int, settings: dict[str, Any]) -> Any:
            address = f"{settings} {run % self.orders.replications} {self.orders.seed}"
            return np.random.default_rng(list(address.encode())).random((2, len(self.orders.outcomes)))

        patch.setattr(working.Bench, "live", planted)
        patch.setattr(working, "prepare", lambda *_, **__: None)
        patch.setattr(crews, "warm_up", lambda *_, **__: None)
        yield live


pytestmark = pytest.mark.usefixtures("unplanted")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grown")


@pytest.fixture(scope="module")
def small(room: Path, unplanted: object) -> Path:
    """A study of 8 points x 3 replications that was carried out."""
    carry_out(tiny_plan(room), room / "small", workers=1)
    return room / "small"


@pytest.fixture(scope="module")
def at_once(room: Path, unplanted: object) -> Path:
    """The same study, planned with 5 replications at once."""
    carry_out(plan(study_file(room, STUDY.replace("= 3", "= 5"), "five.toml")), room / "at-once", workers=1)
    return room / "at-once"


@pytest.fixture
def study(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "study"))


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the runs that are lived from now on."""
    runs: list[int] = []
    live = working.Bench.live

    def noted(self: working.Bench, run: int, settings: dict[str, Any]) -> Any:
        runs.append(run)
        return live(self, run, settings)

    monkeypatch.setattr(working.Bench, "live", noted)
    return runs


def parts_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / PARTS).iterdir()}


def leftovers(folder: Path) -> list[str]:
    return [name for name in (BEFORE, GROWING, GROWN) if (folder / name).exists()]


# As if planned so at once


def test_more_replications_are_the_study_planned_so_at_once(study: Path, at_once: Path, lived: list[int]) -> None:
    state = carry_out(extend(study, replications=5), study, workers=1)
    assert state.is_complete
    assert state.sha256 == status(at_once).sha256
    assert read(study).frozen["plan_sha256"] == read(at_once).frozen["plan_sha256"]
    assert parts_of(study) == parts_of(at_once)
    assert (study / MANIFEST).read_bytes() == (at_once / MANIFEST).read_bytes()
    assert sorted(lived) == [run for run in range(40) if run % 5 >= 3], "only those that are new"
    assert leftovers(study) == []
    assert verify(study, runs=4, workers=1).holds


@pytest.mark.parametrize("design", ["sobol", "sobol second order", "morris"])
def test_more_samples_are_the_study_planned_so_at_once(design: str, tmp_path: Path, lived: list[int]) -> None:
    text = SAMPLED.replace("[factors]", '[factors]\n"trust.initial" = { low = 0.2, high = 0.8 }')
    text = text.replace("replications = 3", "replications = 1").replace('"sobol"', f'"{design.split()[0]}"')
    text = text.replace("schema", "second_order = true\nschema") if "second" in design else text
    carry_out(tiny_plan(tmp_path, text, part_size=3), tmp_path / "study", workers=1)
    before = len(lived)
    larger = plan(study_file(tmp_path, text.replace("samples = 2", "samples = 4"), "more.toml"))
    wanted = carry_out(larger, tmp_path / "at-once", workers=1)
    lived.clear()
    state = carry_out(extend(tmp_path / "study", samples=4), tmp_path / "study", workers=1)
    assert state.sha256 == wanted.sha256
    assert parts_of(tmp_path / "study") == parts_of(tmp_path / "at-once")
    assert sorted(lived) == list(range(before, larger.runs)), "their numbers stay; only those that are new"


def test_both_at_once_and_twice_in_a_row(tmp_path: Path) -> None:
    carry_out(tiny_plan(tmp_path, SAMPLED), tmp_path / "study", workers=1)
    carry_out(extend(tmp_path / "study", replications=4, samples=4), tmp_path / "study", workers=1)
    state = carry_out(extend(tmp_path / "study", replications=5), tmp_path / "study", workers=2)
    text = SAMPLED.replace("samples = 2", "samples = 4").replace("= 3", "= 5")
    assert state.sha256 == carry_out(plan(study_file(tmp_path, text)), tmp_path / "at-once", workers=1).sha256


def test_a_study_that_was_not_finished_grows_too(study: Path, at_once: Path, lived: list[int]) -> None:
    (study / LEDGER).unlink()  # what it says is in the parts too
    sorted((study / PARTS).iterdir())[2].unlink()
    state = carry_out(extend(study, replications=5), study, workers=1)
    assert state.sha256 == status(at_once).sha256
    assert len(lived) == 16 + 2


def test_what_was_damaged_before_is_lived_again(study: Path, at_once: Path, lived: list[int]) -> None:
    larger = extend(study, replications=5)
    sorted((study / BEFORE / PARTS).iterdir())[2].write_bytes(b"nothing")
    assert carry_out(larger, study, workers=1).sha256 == status(at_once).sha256
    assert len(lived) == 16 + 2


def test_the_command_grows_a_study(study: Path, at_once: Path) -> None:
    ended = cordiale("extend", study, "--replications", 5, "--quiet", "--workers", 1)
    assert ended.exit_code == 0, ended.output
    assert status(at_once).sha256 in ended.stdout


# Stopped on the way


class Stopped(BaseException):
    """A kill, as far as a test can go on after one."""


@contextmanager
def stopping(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> Iterator[None]:
    """Stop before or after the `at`-th change to the disk."""
    count = 0

    def around(change: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == at and not after:
                raise Stopped
            try:
                return change(*given, **named)
            finally:  # also where the change itself is refused, as of what is not there
                if count == at and after:
                    raise Stopped

        return counted

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "rmdir", "mkdir", "fsync"):
            patch.setattr(os, name, around(getattr(os, name)))
        yield


def test_whoever_is_stopped_leaves_the_old_study_or_the_new_one(
    small: Path, at_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, old = status(at_once).sha256, status(small)
    seen, at, stopped = set[int](), 0, True
    while stopped:
        at += 1
        study = Path(shutil.copytree(small, tmp_path / f"study-{at}"))
        try:
            with stopping(monkeypatch, at, after=at % 2 == 0):  # after one change or before the next: the same is left
                extend(study, replications=5)
            stopped = False
        except Stopped:
            pass
        left = status(study)
        seen.add(left.planned)
        if left.planned == old.planned:
            assert left == old, "untouched"
            extend(study, replications=5)
        else:
            assert status(study / BEFORE).sha256 == old.sha256, "nothing was lost"
        if at % 6 == 0 or not stopped:
            assert carry_out(read(study).plan, study, workers=1).sha256 == wanted
            assert leftovers(study) == []
    assert seen == {24, 40}
    assert at > 15, "so many changes were watched"


def test_a_study_stopped_while_it_lives_its_new_runs_goes_on_with_resume(
    study: Path, at_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    larger, kept = extend(study, replications=5), carrying.keep

    with monkeypatch.context() as patch:
        parts: list[Any] = []

        def some(*given: Any) -> None:
            parts.append(given)
            if len(parts) > 3:
                raise Stopped
            kept(*given)

        patch.setattr(carrying, "keep", some)
        with pytest.raises(Stopped):
            carry_out(larger, study, workers=1)
    assert status(study).done > 0
    with pytest.raises(StudyError, match="has not finished growing: `cordiale resume` first"):
        extend(study, replications=6)
    assert cordiale("resume", study, "--quiet").exit_code == 0
    assert status(study).sha256 == status(at_once).sha256
    assert leftovers(study) == []


# What cannot be


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, "replications, samples or runs: at least one"),
        ({"replications": 3}, "replications = 3 is not above the 3 that the study has"),
        ({"replications": 2}, "replications = 2 is not above the 3"),
        ({"replications": 0}, "replications = 0 is not valid"),
        ({"samples": 8}, 'samples = 8: design = "full" does not sample'),
        ({"runs": 100}, "until.runs = 100: the study has no such budget"),
    ],
)
def test_numbers_that_are_none_are_refused_by_name(numbers: dict[str, int], said: str, study: Path) -> None:
    with pytest.raises(StudyError, match=said):
        extend(study, **numbers)
    assert status(study).is_complete
    assert leftovers(study) == []


def test_a_latin_hypercube_does_not_grow_in_samples_and_says_why(tmp_path: Path) -> None:
    made: Plan = tiny_plan(tmp_path, SAMPLED.replace("sobol", "latin-hypercube"))
    with pytest.raises(StudyError, match="latin-hypercube design of 4 samples do not begin with those of the 2 here"):
        grown(made, samples=4, where="study", replications=None, runs=None)
    assert grown(made, replications=4, where="study", runs=None, samples=None).columns == made.columns


def test_a_sobol_sample_stays_a_power_of_two(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="samples = 3 is not a power of two"):
        grown(tiny_plan(tmp_path, SAMPLED), samples=3, where="study", replications=None, runs=None)


def test_nobody_extends_a_study_that_another_process_works_in(study: Path) -> None:
    with held(study), pytest.raises(BusyError):
        extend(study, replications=5)


def test_a_study_of_another_model_does_not_grow(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordiale.experiments.study.sameness.model_files", lambda: {"week.py": "0"})
    with pytest.raises(StudyError, match="begun with another version of the model"):
        extend(study, replications=5)


# With the model


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_companies_that_are_lived_grow_to_the_same_results(
    executor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unplanted: Callable[..., Any]
) -> None:
    monkeypatch.setattr(working.Bench, "live", unplanted)
    monkeypatch.setattr(working, "prepare", prepare)
    text = STUDY.replace("levels = 4", "levels = 2")
    carry_out(tiny_plan(tmp_path, text), tmp_path / "study", workers=1)
    state = carry_out(extend(tmp_path / "study", replications=4), tmp_path / "study", executor=executor, workers=1)
    wanted = carry_out(plan(study_file(tmp_path, text.replace("= 3", "= 4"))), tmp_path / "at-once", workers=1)
    assert state.sha256 == wanted.sha256
    assert verify(tmp_path / "study", runs=4, workers=1).holds
