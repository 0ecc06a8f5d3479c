"""A run that misbehaves costs itself, and nothing else."""

from __future__ import annotations

import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cordiale.experiments.study import bench, carry_out, plan, read, warm
from cordiale.experiments.study.crews import Limits
from cordiale.experiments.study.file import StudyError, StudyFile, checked
from cordiale.experiments.study.flow import ExecutorError
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.progress import status
from cordiale.experiments.study.work import in_place, orders_of, task_of
from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.own_rules import Rules
from cordiale.simulation.runs.run import Run
from tests.support.commandline import cordiale, process
from tests.support.studies import TINY

BAD_REPS = """
import os, sys, time
from cordiale import SalesRep

class BadRep(SalesRep):
    "Well in replication 0, in every other one bad in a way of its own."

    def work_week(self):
        replication = self.model.planned.replication
        if self.model.week == 2 and replication:
            BADNESS[replication - 1](self)
        super().work_week()

def raises(rep): raise ValueError("this rep cannot\\nwork")
def exits(rep): os._exit(3)
def hangs(rep): time.sleep(1000)
def eats(rep): rep.hoard = bytearray(4_000_000_000)
def spoils(rep): rep.org.tally[0].revenue_new = float("nan")
def leaves(rep): sys.exit("enough")

BADNESS = [raises, exits, hangs, eats, spoils, leaves]
"""
EXPECTED = {
    1: ("raised", "ValueError: this rep cannot"),
    2: ("exited", "its process exited with code 3"),
    3: ("hung", "did not end within 10 s"),
    4: ("memory", "MemoryError"),
    5: ("not a number", "revenue is not a number in quarter 1"),
    6: ("exited", "SystemExit: enough"),
}


def study(folder: Path, **more: object) -> StudyFile:
    """A study of a tiny company over a quarter."""
    (folder / "tiny.toml").write_text(TINY)
    document = {"schema": 1, "scenario": str(folder / "tiny.toml"), "quarters": 1, "outcomes": ["revenue", "wins"]}
    return checked({**document, "factors": {"paradigm": ["siloed"]}, **more}, "tiny")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of reps who are bad in every way, once carried out."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "bad.py").write_text(BAD_REPS)
    study(folder)
    (folder / "bad.toml").write_text(
        'schema = 1\nscenario = "tiny.toml"\nreplications = 7\nquarters = 1\noutcomes = ["revenue", "wins"]\n'
        '[factors]\nparadigm = ["siloed"]\n[agents]\nsales_rep = "bad.py:BadRep"\n'
    )
    ended = cordiale(
        "sweep", folder / "bad.toml", "--out", folder / "out", "--deadline", "10", "--memory", "300", "--workers", "2"
    )
    (folder / "said").write_text(ended.stderr)
    assert ended.exit_code == 4, ended.stderr
    return folder


def test_runs_that_raise_exit_hang_or_eat_memory_are_recorded_each_with_its_reason(folder: Path) -> None:
    failures = {failed.run: (failed.kind, failed.reason) for failed in read(folder / "out").failures}
    assert failures == EXPECTED


def test_the_rest_is_whole(folder: Path) -> None:
    assert read(folder / "out").results["run"].unique().tolist() == [0]


def test_people_of_ones_own_give_the_results_of_the_engine_where_they_do_the_same(folder: Path) -> None:
    usual = folder / "usual"
    carry_out(plan(study(folder)), usual)
    assert read(usual).results["revenue"].tolist() == read(folder / "out").results["revenue"].tolist()


def test_a_failed_run_is_run_again_by_the_command_that_the_message_gives(folder: Path) -> None:
    command = re.search(r"cordiale (verify .* --run 1)$", (folder / "said").read_text(), re.MULTILINE)
    assert command is not None
    again = cordiale(*command[1].split())
    assert again.exit_code == 4
    assert "ValueError: this rep cannot" in again.stdout
    assert 'bad.py", line' in again.stdout  # the traceback names the user's own line


def test_a_compiled_run_that_hangs_costs_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan(study(folder, replications=5))
    execute = bench.execute

    def sometimes(company: Company, run: Run) -> object:
        if run.replication == 2:
            time.sleep(2.0)
        return execute(company, run)

    monkeypatch.setattr(bench, "execute", sometimes)
    state = carry_out(made._replace(part_size=5), folder / "hung", limits=Limits(deadline=0.5), workers=1)
    assert (state.done, state.failures) == (4, (Failed(2, "hung", "did not end within 0.5 s"),))


def test_rules_that_go_on_for_ever_are_told_before_a_study_begins_and_others_live(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, asleep, lived = (
        Rules("def prospect(org, who):\n    while True:\n        pass\n", "mine.py"),
        Event(),
        list[Run](),
    )
    monkeypatch.setattr(warm, "SHORTEST", 0.05)
    monkeypatch.setattr(warm, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(warm, "execute", lambda *_: asleep.wait())
    with pytest.raises(StudyError, match=r"rules mine\.py: a quarter of a tiny company did not end within 0\.05 s"):
        warm.warm_up(rules=own, deadline=0.01, mesa=False)
    asleep.set()
    monkeypatch.setattr(warm, "execute", lambda _, run: lived.append(run))
    warm.warm_up(rules=own, deadline=5.0, mesa=False)
    assert len(lived) == 1
    monkeypatch.setattr(warm, "execute", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        warm.warm_up(rules=own, deadline=5.0, mesa=False)


def test_a_compiled_run_that_asks_for_too_much_memory_costs_itself(folder: Path) -> None:
    """In a process of its own: what other tests have left behind could be freed meanwhile, and would make room."""
    study(folder)
    (folder / "large.toml").write_text(
        'schema = 1\nscenario = "tiny.toml"\nquarters = 1\noutcomes = ["revenue"]\n'
        '[factors]\nparadigm = ["siloed"]\n"company.reps" = [3000]\n"customers.initial_per_rep" = [1.0, 200.0]\n'
    )
    words = ("sweep", "large.toml", "--out", "large", "--memory", "64", "--workers", "2", "--quiet")
    assert process(*words, folder=folder).returncode == 4
    state = status(folder / "large")
    assert (state.done, [(each.run, each.kind) for each in state.failures]) == (1, [(1, "memory")])


def test_a_part_that_is_stopped_comes_back_with_the_runs_that_it_has(folder: Path) -> None:
    made, stop = plan(study(folder, replications=5)), Event()
    stop.set()
    part = next(made._replace(part_size=5).parts())
    assert len(in_place(task_of(made, orders_of(made), part), 60, stop).outcomes) < 5


def test_people_of_ones_own_are_kept_out_of_threads(folder: Path) -> None:
    ended = cordiale("sweep", folder / "bad.toml", "--out", folder / "no", "--executor", "threads")
    assert ended.exit_code == 3
    assert "threads" in ended.stderr
    assert not (folder / "no").exists()


class Overburdened(ThreadPoolExecutor):
    """An executor that loses a task with its workers, as Dask does, or breaks altogether."""

    def __init__(self, error: Exception) -> None:
        super().__init__(1)
        self.error = error

    def submit(self, fn: Any, /, *given: Any, **named: Any) -> Future[Any]:
        if given[0].part.first == 0:
            lost: Future[Any] = Future()
            lost.set_exception(self.error)
            return lost
        return super().submit(fn, *given, **named)


class KilledWorker(Exception):  # noqa: N818 (Dask's name)
    """As Dask's, without Dask."""


def test_a_part_that_kills_the_workers_of_a_cluster_is_tried_again_apart(folder: Path) -> None:
    made = plan(study(folder, replications=4))
    with Overburdened(KilledWorker("three times")) as pool:
        state = carry_out(made, folder / "cluster", executor=pool)
    assert state.sha256 == carry_out(made, folder / "here").sha256


def test_an_executor_that_breaks_stops_the_study_which_another_can_go_on_with(folder: Path) -> None:
    made = plan(study(folder, replications=4))
    with Overburdened(BrokenProcessPool("gone")) as pool, pytest.raises(ExecutorError, match="the executor broke"):
        carry_out(made, folder / "broken", executor=pool)
    assert not status(folder / "broken").is_complete
    assert carry_out(made, folder / "broken").sha256 == carry_out(made, folder / "sound").sha256


def test_a_failed_run_is_run_once_more_when_that_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan(study(folder, replications=4))
    execute = bench.execute

    def unlucky(company: Company, run: Run) -> object:
        if run.replication == 2:
            raise OSError("the weather")
        return execute(company, run)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(bench, "execute", unlucky)
        assert carry_out(made, folder / "again").failed == 1
    assert carry_out(made, folder / "again").failed == 1  # what failed, failed, unless one says otherwise
    assert carry_out(made, folder / "again", again=True).failed == 0
    assert status(folder / "again").sha256 == carry_out(made, folder / "luckier").sha256
