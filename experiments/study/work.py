"""The work: runs of a part, one after the other, each of which can fail only for itself.

`Bench` lives one run; `in_place` lives a part in this process, with a watch that leaves a run behind when it takes too
long. Both are sent to other processes and machines as they are.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.execution import weeks_by_mesa
from .agents import UserAgents
from .ledger import Failed
from .orders import company_at, kept, run_at, varied
from .parts import Outcomes
from .planning import Part, Plan

LINES_KEPT = 40  # of a traceback
SETTLING = 0.05  # seconds that a stopping worker is given to see it


class Orders(NamedTuple):
    """What every worker has to know of a study."""

    scenario: Scenario
    replications: int
    seed: int
    quarters: int
    outcomes: tuple[str, ...]
    agents: UserAgents
    rules: Rules = SHIPPED


class Task(NamedTuple):
    """A part to be simulated: the settings of its points, from the point of its first run on."""

    orders: Orders
    part: Part
    settings: tuple[dict[str, Any], ...]
    known: frozenset[int] = frozenset()  # runs of the part that need not be lived

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
        plan.scenario, study.replications, study.seed, study.quarters, study.outcomes, plan.agents, plan.rules
    )


def task_of(plan: Plan, orders: Orders, part: Part, known: frozenset[int] = frozenset()) -> Task:
    """The task for a part of a plan, of whose runs some may be known."""
    first, last = part.first // orders.replications, (part.last - 1) // orders.replications
    return Task(orders, part, tuple(plan.settings(point) for point in range(first, last + 1)), known)


class Bench:
    """A place to live one run after the other; what runs of one point share is made once."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self._base = prepare(orders.scenario, rules=orders.rules)
        self._settings: dict[str, Any] | None = None
        self._company = self._base

    def live(self, run: int, settings: dict[str, Any]) -> Outcomes | Failed:
        """The outcomes of a run, or why there are none. Only what kills the process gets past this."""
        try:
            rows, seen = self._rows(run, settings)
            broken = np.flatnonzero(~np.isfinite(rows["revenue"][1:]))
            if broken.size:
                return Failed(run, "not a number", f"revenue is not a number in quarter {broken[0] + 1}")
            return np.column_stack([kept(rows, self.orders.outcomes), *seen])
        except BaseException as error:  # a run may even raise SystemExit
            return failed(run, error)

    def _rows(self, run: int, settings: dict[str, Any]) -> tuple[Any, list[Any]]:
        """The outcomes of a run, and the kept variables of people of one's own, both by quarter."""
        if settings is not self._settings and settings != self._settings:
            self._settings, self._company = None, company_at(self._base, settings)
            self._settings = settings
        orders, replication = self.orders, run % self.orders.replications
        one = run_at(orders.scenario, settings, replication=replication, seed=orders.seed, quarters=orders.quarters)
        if orders.agents.classes:
            wanted, seen = orders.agents.variables(orders.scenario), list[list[float]]()

            def look(model: Any) -> None:
                seen.append([each.of(model) for each in wanted])

            here, own = varied(orders.scenario, settings), orders.agents.load()
            *_, rows = weeks_by_mesa(here, one, look=look, rules=orders.rules, **own)
            return rows, [np.array(seen)] if wanted else []
        return execute(self._company, one), []


def failed(run: int, error: BaseException) -> Failed:
    """What to keep of an error: one line, and where it came from."""
    kind = "memory" if isinstance(error, MemoryError) else "exited" if isinstance(error, SystemExit) else "raised"
    reason = ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
    lines = traceback.format_exception(error)
    return Failed(run, kind, reason, "".join(lines[-LINES_KEPT:]))


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
