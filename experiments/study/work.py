"""The work: runs of a part, one after the other on a bench.

`in_place` lives a part in this process, with a watch that leaves a run behind when it takes too long. It is sent to
other processes and machines as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from .bench import Bench, Orders
from .ledger import Failed
from .parts import Outcomes
from .planning import Part, Plan


class Task(NamedTuple):
    """A part to be simulated: the settings of its points, from the point of its first run on."""

    orders: Orders
    part: Part
    settings: tuple[dict[str, Any], ...]
    known: frozenset[int]  # runs of the part that need not be lived

    @property
    def numbers(self) -> list[int]:
        """The runs that are to be lived, in order."""
        return [run for run in range(self.part.first, self.part.last) if run not in self.known]

    def runs(self, start: int | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """The runs that are to be lived, or those from `start` on, each with the settings of its point."""
        size = self.orders.replications
        for run in (each for each in self.numbers if start is None or each >= start):
            yield run, self.settings[run // size - self.part.first // size]


class Done(NamedTuple):
    """A part whose runs have all come to an end, well or not."""

    part: Part
    outcomes: dict[int, Outcomes]
    failures: tuple[Failed, ...]


def orders_of(plan: Plan) -> Orders:
    """What every worker has to know of a plan."""
    study = plan.study
    return Orders(
        plan.scenario,
        study.replications,
        study.seed,
        study.quarters,
        study.outcomes,
        plan.agents,
        plan.rules,
        plan.sets,
    )


def task_of(plan: Plan, orders: Orders, part: Part, known: frozenset[int] = frozenset()) -> Task:
    """The task for a part of a plan, of whose runs some may be known."""
    first, last = part.first // orders.replications, (part.last - 1) // orders.replications
    return Task(orders, part, tuple(plan.settings(point) for point in range(first, last + 1)), known)


def in_place(task: Task, deadline: float, stop: threading.Event | None = None) -> Done:
    """A part, lived in this process. A run that takes longer than `deadline` seconds is left behind, as failed.

    Its thread cannot be ended: it goes on for as long as it likes, and what it gives is ignored. A part that is
    stopped comes back with the runs that it has.
    """
    found: dict[int, Outcomes | Failed] = {}
    numbers, line = task.numbers, _Line(task, task.part.first)
    while len(found) < len(numbers):
        try:
            run, result = line.results.get(timeout=deadline)
            found[run] = result
        except Empty:
            hung = numbers[len(found)]
            found[hung] = hung_run(hung, deadline)
            line.leave()
            line = _Line(task, hung + 1)
        if stop is not None and stop.is_set():
            line.leave()
            break
    return done(task.part, found)


def hung_run(run: int, deadline: float) -> Failed:
    return Failed(run, "hung", f"did not end within {deadline:g} s")


def done(part: Part, found: dict[int, Outcomes | Failed]) -> Done:
    """A part from what became of its runs."""
    failures = tuple(each for each in found.values() if isinstance(each, Failed))
    return Done(part, {run: each for run, each in found.items() if not isinstance(each, Failed)}, failures)


class _Line:
    """A thread that lives the runs of a task from one on, in order, until it is left."""

    def __init__(self, task: Task, start: int) -> None:
        self.results: SimpleQueue[tuple[int, Outcomes | Failed]] = SimpleQueue()
        self._left = threading.Event()
        threading.Thread(target=self._live, args=(task, start), daemon=True).start()

    def leave(self) -> None:
        self._left.set()

    def _live(self, task: Task, start: int) -> None:
        bench = Bench(task.orders)
        for run, settings in task.runs(start):
            if self._left.is_set():
                return
            self.results.put((run, bench.live(run, settings)))
