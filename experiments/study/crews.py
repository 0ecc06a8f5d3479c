"""Crews: who carries out the parts of a study, and what they survive.

| crew | a run that raises | hangs | asks for too much memory | exits or crashes its process |
|---|---|---|---|---|
| `Threads` (by default) | costs itself | costs itself and a thread | costs itself | ends the study, resumable |
| `Processes` (people of one's own) | costs itself | costs itself | costs itself | costs itself |
| any `Executor` (Dask, MPI) | costs itself | costs itself and a thread | executor's | executor's, then as `Processes` |

The compiled model cannot exit, and people of one's own never get into a thread of this process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from cordiale.simulation.scenario.faults import unknown

from ..foundations.execution import processors
from .apart import Apart
from .bench import Orders
from .file import StudyError
from .ledger import Failed
from .memory import limited
from .parts import Outcomes
from .planning import Plan
from .warm import warm_up
from .work import Done, Task, done, in_place, orders_of

MOST_WORKERS = 4096
KINDS = ("threads", "processes")


class Limits(NamedTuple):
    """What one run may take: seconds, and MiB of memory."""

    deadline: float = 600.0
    memory: int = 2048


class Crew(Protocol):
    """Carries out tasks; `size` of them at a time."""

    @property
    def size(self) -> int: ...
    @property
    def limits(self) -> Limits: ...
    def submit(self, task: Task) -> Future[Done]: ...
    def close(self) -> None: ...


class Threads:
    """Threads of this process: the compiled model leaves the interpreter alone, and shares its machine code."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.size, self.limits = size, limits
        self._pool, self._stop = ThreadPoolExecutor(size), threading.Event()

    def submit(self, task: Task) -> Future[Done]:
        return self._pool.submit(in_place, task, self.limits.deadline, self._stop)

    def close(self) -> None:
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


class Processes:
    """Processes of their own: each thread of a pool has one, hands it run after run, and replaces it if need be."""

    def __init__(self, size: int, limits: Limits, orders: Orders) -> None:
        self.size, self.limits, self._orders = size, limits, orders
        self._pool, self._stop = ThreadPoolExecutor(size), threading.Event()
        self._mine, self._all = threading.local(), list[Apart]()

    def submit(self, task: Task, known: Done | None = None) -> Future[Done]:
        """Carry out a task, or what is left of it when some of its runs have come to an end elsewhere."""
        return self._pool.submit(self._carry_out, task, known or Done(task.part, {}, ()))

    def _carry_out(self, task: Task, known: Done) -> Done:
        if not hasattr(self._mine, "process"):
            self._mine.process = Apart(self._orders, deadline=self.limits.deadline, memory=self.limits.memory)
            self._all.append(self._mine.process)
        found: dict[int, Outcomes | Failed] = {**known.outcomes, **{each.run: each for each in known.failures}}
        for run, settings in task.runs():
            if self._stop.is_set():
                break
            if run not in found:
                found[run] = self._mine.process.live(run, settings)
        return done(task.part, found)

    def close(self) -> None:
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.kill()


class Foreign:
    """Somebody's executor, which they close themselves."""

    def __init__(self, executor: Executor, size: int, limits: Limits) -> None:
        self.size, self.limits, self._executor = size, limits, executor

    def submit(self, task: Task) -> Future[Done]:
        return self._executor.submit(in_place, task, self.limits.deadline)

    def close(self) -> None: ...


@contextmanager
def crew_for(
    plan: Plan, *, workers: int | None, executor: str | Executor = "", limits: Limits | None
) -> Iterator[Crew]:
    """A crew for a study: `threads`, `processes`, an executor, or what suits the study if nothing is said.

    What the runs need is compiled before. Raises StudyError for workers out of range, an unknown kind of
    executor, threads for people of one's own, and rules of one's own that do not end.
    """
    chosen = checked_executor(plan, workers, executor)
    size, limits = workers or size_of(chosen), limits or Limits()
    if isinstance(chosen, Executor):
        yield Foreign(chosen, size, limits)
        return
    mesa = chosen == "processes" and bool(plan.agents.classes)
    warm_up(mesa=mesa, rules=plan.rules, deadline=limits.deadline)  # here once, not in every process
    crew: Crew = Processes(size, limits, orders_of(plan)) if chosen == "processes" else Threads(size, limits)
    try:
        if chosen == "processes":
            yield crew
        else:
            with limited(size * limits.memory):
                yield crew
    finally:
        crew.close()


def checked_executor(plan: Plan, workers: int | None, executor: str | Executor) -> str | Executor:
    """What carries a study out, as it is given, or what suits the study. Raises StudyError for what cannot."""
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise StudyError(f"workers = {workers} is outside [1, {MOST_WORKERS}]")
    chosen = executor or ("processes" if plan.agents.classes else "threads")
    if isinstance(chosen, str) and chosen not in KINDS:
        raise StudyError(f"executor {unknown(chosen, KINDS)}")
    if chosen == "threads" and plan.agents.classes:
        raise StudyError("executor = 'threads': people of one's own run in processes, which they can end alone")
    return chosen


def size_of(executor: str | Executor) -> int:
    """How many runs an executor lives at a time, as far as that can be known."""
    client = getattr(executor, "_client", None)
    if client is not None and hasattr(client, "nthreads"):  # Dask's, which knows the threads of its workers
        return max(1, sum(client.nthreads().values()))
    return getattr(executor, "_max_workers", None) or processors()
