"""Who lives the parts of a study, how far ahead, and what is tried once more: with crews and processes made by hand."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest

from cordiale.experiments.study import apart, crews, flow
from cordiale.experiments.study.apart import Apart
from cordiale.experiments.study.crews import Limits, Processes, Threads, checked_executor, size_of
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.work import Done
from tests.support.planted_studies import planned

PLAN = planned(replications=12, quarters=1, factors={"paradigm": ["siloed", "drift"]})
LIVED: Any = (1.0,)


def apart_that(monkeypatch: pytest.MonkeyPatch, *ends: Any) -> tuple[Apart, list[int]]:
    """A process of its own whose tries end as said."""
    process, tries = Apart(None, deadline=1.0, memory=1), list[int]()  # type: ignore[arg-type]  # nothing is lived

    def live(run: int, _: Any) -> Any:
        tries.append(run)
        return ends[min(len(tries), len(ends)) - 1]

    monkeypatch.setattr(process, "_live", live)
    return process, tries


KILLED = Failed(4, "exited", "its process was killed by SIGKILL")


@pytest.mark.parametrize(
    ("ends", "tries"),
    [
        ([LIVED], 1),
        ([KILLED, LIVED], 2),
        ([KILLED, KILLED, LIVED], 3),
        ([KILLED], 3),
        ([Failed(4, "hung", "it took longer")], 1),
        ([Failed(4, "raised", "ValueError")], 1),
        ([Failed(4, "exited", "exited with code 3", details="its own words")], 1),
    ],
)
def test_a_run_whose_process_was_ended_is_tried_three_times_and_one_that_failed_by_itself_once(
    monkeypatch: pytest.MonkeyPatch, ends: list[Any], tries: int
) -> None:
    process, tried = apart_that(monkeypatch, *ends)
    assert process.live(4, {}) == ends[-1]
    assert tried == [4] * tries


class Ended:
    """A process that has ended with a code."""

    def __init__(self, code: int) -> None:
        self.exitcode = code

    def join(self, *_: Any) -> None: ...
    def kill(self) -> None: ...


@pytest.mark.parametrize(("code", "how"), [(-9, "was killed by SIGKILL"), (-11, "was killed by SIGSEGV"),
                                           (0, "exited with code 0"), (3, "exited with code 3")])  # fmt: skip
def test_how_a_process_ended_is_told_by_the_name_of_its_signal_or_by_its_code(code: int, how: str) -> None:
    process = Apart(None, deadline=1.0, memory=1)  # type: ignore[arg-type]  # nothing is lived
    process._process = Ended(code)
    assert process._ended(7) == Failed(7, "exited", f"its process {how}")
    assert process._process is None


def test_a_process_that_lived_two_hundred_runs_is_replaced_and_one_that_hangs_is_told_with_its_own_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Pipe:
        answers = True

        def send(self, _: Any) -> None: ...
        def poll(self, seconds: float) -> bool:
            assert seconds == 2.5
            return self.answers

        def recv(self) -> Any:
            return LIVED

        def close(self) -> None: ...

    starts = list[int]()
    process = Apart(None, deadline=2.5, memory=1)  # type: ignore[arg-type]  # nothing is lived

    def start() -> None:
        starts.append(process._lived)
        process._process, process._pipe, process._lived = Ended(0), Pipe(), 0  # type: ignore[assignment]  # stand-ins

    monkeypatch.setattr(process, "_start", start)
    for run in range(401):
        assert process.live(run, {}) == LIVED
    assert starts == [0, apart.LIFE, apart.LIFE]
    monkeypatch.setattr(Pipe, "answers", False)
    late = process.live(401, {})
    assert isinstance(late, Failed)
    assert (late.run, late.kind) == (401, "hung")
    assert "2.5" in late.reason
    assert process._process is None


class ByHand:
    """A crew that ends whatever it has when it is asked for more than it takes."""

    def __init__(self, ends: Any, size: int = 2) -> None:
        self.size, self.limits, self.ends, self.under_way, self.tasks = size, Limits(), ends, 0, list[Any]()

    def submit(self, task: Any) -> Future[Done]:
        self.tasks.append(task)
        future: Future[Done] = Future()
        try:
            future.set_result(self.ends(task.part))
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self) -> None: ...


def whole(part: Part) -> Done:
    return Done(part, dict.fromkeys(range(part.first, part.last), LIVED), ())


PARTS = [Part(first, first + 2) for first in range(0, 24, 2)]


def test_no_more_parts_are_under_way_than_two_for_each_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    under_way = list[int]()

    def one_at_a_time(pending: Any, **_: Any) -> Any:
        under_way.append(len(pending))
        return {next(iter(pending))}, ()

    monkeypatch.setattr(flow, "wait", one_at_a_time)
    found = [*flow.finished(PLAN, PARTS, ByHand(whole, size=3))]
    assert sorted(each.part for each in found) == PARTS
    assert max(under_way) == flow.AHEAD * 3 == 6


def test_what_was_lived_before_is_taken_and_only_the_rest_of_a_part_is_lived_again() -> None:
    taken: dict[Part, Any] = {PARTS[0]: {0: (7.0,), 1: (7.0,)}, PARTS[1]: {2: (7.0,)}}
    crew = ByHand(lambda part: Done(part, {3: (1.0,)}, ()) if part == PARTS[1] else whole(part))
    found = {each.part: each for each in flow.finished(PLAN, PARTS[:3], crew, taken=lambda part: taken.get(part, {}))}
    assert found[PARTS[0]].outcomes == taken[PARTS[0]]
    assert found[PARTS[1]].outcomes == {2: (7.0,), 3: (1.0,)}
    assert [task.part for task in crew.tasks] == PARTS[1:3]
    assert [[run for run, _ in task.runs()] for task in crew.tasks] == [[3], [4, 5]]


@pytest.mark.parametrize("kind", ["memory", "raised"])
def test_a_run_that_got_no_memory_is_tried_again_alone_and_one_that_raised_is_not(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    alone = list[Any]()

    def ward(_: Any, task: Any, known: Done) -> Future[Done]:
        alone.append(known)
        future: Future[Done] = Future()
        future.set_result(whole(task.part))
        return future

    monkeypatch.setattr(Processes, "submit", ward)
    failed = Done(PARTS[0], {0: LIVED}, (Failed(1, kind, "why"),))
    [found] = flow.finished(PLAN, PARTS[:1], ByHand(lambda _: failed))
    assert alone == ([Done(PARTS[0], {0: LIVED}, ())] if kind == "memory" else [])
    assert found == (whole(PARTS[0]) if kind == "memory" else failed)


def test_threads_are_for_the_model_and_processes_for_people_of_one_s_own() -> None:
    own: Any = PLAN._replace(agents=PLAN.agents._replace(classes={"SalesRep": object}))
    assert [checked_executor(made, None, "") for made in (PLAN, own)] == ["threads", "processes"]
    with pytest.raises(StudyError, match="people of one's own run in processes"):
        checked_executor(own, None, "threads")
    assert checked_executor(PLAN, 1, "processes") == "processes"


@pytest.mark.parametrize("workers", [0, crews.MOST_WORKERS + 1])
def test_workers_out_of_their_range_are_refused_with_the_range(workers: int) -> None:
    with pytest.raises(StudyError, match=rf"workers = {workers} is outside \[1, 4096\]"):
        checked_executor(PLAN, workers, "")
    assert checked_executor(PLAN, crews.MOST_WORKERS, "") == "threads"


def test_an_executor_is_as_large_as_all_its_workers_threads_together() -> None:
    class Dask:
        class _client:  # noqa: N801  # as Dask calls it
            @staticmethod
            def nthreads() -> dict[str, int]:
                return {"one": 2, "other": 3}

    assert size_of(Dask()) == 5  # type: ignore[arg-type]  # what is asked of Dask's
    with ThreadPoolExecutor(7) as pool:
        assert size_of(pool) == 7  # type: ignore[arg-type]  # any executor will do


def test_closed_threads_begin_nothing_more() -> None:
    crew = Threads(1, Limits())
    crew.close()
    assert crew._stop.is_set()
    with pytest.raises(RuntimeError):
        crew.submit(None)  # type: ignore[arg-type]  # nothing is begun


@pytest.mark.parametrize(("workers", "size"), [(None, 5), (3, 3)])
def test_somebody_s_executor_lives_as_many_runs_at_a_time_as_asked_or_as_it_can_within_the_limits_of_the_study(
    workers: int | None, size: int
) -> None:
    limits = Limits(deadline=4.0, memory=9)
    with ThreadPoolExecutor(5) as pool, crews.crew_for(PLAN, workers=workers, executor=pool, limits=limits) as crew:
        assert (crew.size, crew.limits) == (size, limits)
        assert crew._executor is pool  # type: ignore[attr-defined]  # whose it is
    with ThreadPoolExecutor(5) as pool, crews.crew_for(PLAN, workers=workers, executor=pool, limits=None) as crew:
        assert crew.limits == Limits(deadline=600.0, memory=2048)


@pytest.mark.parametrize(("own", "executor", "mesa", "kind"), [
    (False, "", False, Threads), (False, "processes", False, Processes), (True, "", True, Processes),
])  # fmt: skip
def test_what_runs_need_is_compiled_once_before_and_threads_together_get_the_memory_of_as_many_runs(
    own: bool, executor: str, mesa: bool, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan: Any = PLAN._replace(agents=PLAN.agents._replace(classes=("a class",))) if own else PLAN
    heard: list[Any] = []
    monkeypatch.setattr(crews, "warm_up", lambda **how: heard.append(how))
    monkeypatch.setattr(crews, "limited", lambda memory: heard.append(memory) or nullcontext())
    with crews.crew_for(plan, workers=3, executor=executor, limits=Limits(7.0, 100)) as crew:
        assert (type(crew), crew.size, crew.limits) == (kind, 3, Limits(7.0, 100))
    assert heard == [{"mesa": mesa, "rules": PLAN.rules, "deadline": 7.0}, *([300] if kind is Threads else [])]
