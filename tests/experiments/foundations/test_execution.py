"""Runs on workers: which failed and why, which begin alike, and what is said of machine code, without a company."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.execution import attempt, attempts, compiling_words
from cordiale.experiments.foundations.failures import Failure
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.faults import ScenarioError

COMPANY: Any = SimpleNamespace(sets=())
OF_SETS: Any = SimpleNamespace(sets=("one",))
RUNS = [Run("drift", "none", replication, 1, 4, 0) for replication in range(6)]


@pytest.mark.parametrize(("lost", "quarter"), [(1, 1), (4, 4), (0, None)])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_revenue_that_is_no_number_is_told_with_its_quarter_and_the_founding_does_not_count(
    lost: int, quarter: int | None, value: float
) -> None:
    rows = {"revenue": np.where(np.arange(5) >= lost if lost else np.arange(5) == 0, value, 1.0)}
    found = attempt(COMPANY, RUNS[0], live=lambda *_: rows)
    wanted = Failure(RUNS[0], f"revenue is not a number in quarter {quarter}", "point")
    assert found == wanted if quarter else found is rows


@pytest.mark.parametrize(("company", "parameters"), [(COMPANY, "point"), (OF_SETS, "ensemble")])
def test_a_run_that_raises_is_told_by_the_first_line_of_why_and_by_its_parameters(
    company: Any, parameters: str
) -> None:
    def raising(*_: Any) -> Any:
        raise ValueError("no such thing\nand more")

    assert attempt(company, RUNS[2], live=raising) == Failure(RUNS[2], "ValueError: no such thing", parameters)


@pytest.mark.parametrize("sizes", [[1, 1, 1, 1, 1, 1], [2, 4], [6]])
def test_runs_that_begin_alike_are_burnt_in_once_and_each_result_is_of_its_own_run(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int]
) -> None:
    groups = [tuple(each) for each in np.split(np.arange(6)[::-1], np.cumsum(sizes)[:-1])]
    burnt = list[Run]()
    monkeypatch.setattr(execution, "alike", lambda *_: groups)
    monkeypatch.setattr(execution, "burnt_in", lambda _, run: burnt.append(run) or run)
    monkeypatch.setattr(execution, "execute", lambda _, run, rested: {
        "revenue": np.ones(5), "of": (run.replication, rested and rested.replication)})  # fmt: skip
    found = {at: rows["of"] for at, rows in attempts(COMPANY, RUNS, workers=2)}
    firsts = {at: None if len(group) == 1 else group[0] for group in groups for at in group}
    assert found == {at: (at, firsts[at]) for at in range(6)}
    assert len(burnt) == sum(size > 1 for size in sizes)


def test_where_the_burn_in_fails_all_runs_that_begin_so_fail_and_each_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> Any:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(execution, "burnt_in", failing)
    found = execution.attempt_together(COMPANY, RUNS[:3])
    assert found == [Failure(run, "ZeroDivisionError: by nothing", "point") for run in RUNS[:3]]


def test_the_first_runs_go_alone_since_they_compile_for_all_and_then_four_for_each_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under_way, submitted = list[int](), list[Any]()

    def one_at_a_time(pending: Any, **_: Any) -> Any:
        under_way.append(len(pending))
        return {next(iter(pending))}, ()

    runs = RUNS * 4
    monkeypatch.setattr(execution, "alike", lambda _, runs: [(at,) for at in range(len(runs))])
    monkeypatch.setattr(execution, "attempt_together", lambda _, group: submitted.append(group) or [None])
    monkeypatch.setattr(execution, "wait", one_at_a_time)
    assert sorted(at for at, _ in attempts(COMPANY, runs, workers=2)) == [*range(24)]
    assert under_way[:2] == [1, execution.AHEAD * 2] == [1, 8]
    assert max(under_way) == 8


@pytest.mark.parametrize("workers", [0, 4097])
def test_an_impossible_number_of_workers_is_refused_with_its_range(workers: int) -> None:
    with pytest.raises(ScenarioError, match=rf"workers = {workers} is outside \[1, 4096\]"):
        next(attempts(COMPANY, RUNS, workers=workers))


def test_somebody_s_executor_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "alike", lambda *_: [(0,)])
    monkeypatch.setattr(execution, "attempt_together", lambda *_: [None])
    with ThreadPoolExecutor(1) as pool:
        assert [*attempts(COMPANY, RUNS[:1], executor=pool, workers=None)] == [(0, None)]
        assert pool.submit(int).result() == 0


@pytest.mark.parametrize(
    ("kept", "of_these", "version", "said"),
    [(True, True, "", ""), (False, True, "", "making machine code of the model, once (some seconds)"),
     (False, True, "mine", "making machine code of these rules, once (some seconds)"),
     (False, False, "", "compiling the model, once (about a minute)")],
)  # fmt: skip
def test_what_is_compiled_and_how_long_it_takes_is_said_where_it_was_not_before(
    monkeypatch: pytest.MonkeyPatch, kept: bool, of_these: bool, version: str, said: str
) -> None:
    monkeypatch.setattr(execution, "machine_code_is_kept", lambda _: kept)
    monkeypatch.setattr(execution, "is_of_these_sources", lambda: of_these)
    assert compiling_words(version) == said
