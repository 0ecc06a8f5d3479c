"""Compiling, before anything is timed, watched or short of memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario

from .file import StudyError

FEW = {"reps": 2, "marketers": 2, "executives": 1}
SHORTEST = 10.0  # seconds that a quarter of a tiny company may take, however short the limit of a run is


def warm_up(*, mesa: bool = False, rules: Rules = SHIPPED, deadline: float = 600.0) -> None:
    """Live a quarter of a tiny company, so that this process has all machine code that it will need.

    With rules of one's own it may take `deadline` seconds once they are compiled, as any run. Raises StudyError where
    it takes longer: its thread cannot be ended, and goes on.
    """
    scenario = Scenario(schema=1, name="warm-up", company=FEW)
    first = partial(execute, prepare(scenario, rules=rules), Run("status-quo", "all", 0, 1, 1))
    if rules:
        _watched(first, rules, max(SHORTEST, deadline))
    else:
        first()
    if mesa:
        from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

        AlignmentModel(scenario, quarters=1, collect=False, rules=rules).step()


def _watched(first: Callable[[], object], rules: Rules, deadline: float) -> None:
    """Call it in a thread of its own, which is left behind where it takes longer."""
    ended = SimpleQueue[BaseException | None]()

    def live() -> None:
        try:
            first()
        except BaseException as error:
            ended.put(error)
        else:
            ended.put(None)

    Thread(target=live, daemon=True).start()
    try:
        error = ended.get(timeout=deadline)
    except Empty:
        late = f"a quarter of a tiny company did not end within {deadline:g} s"
        raise StudyError(f"rules {rules.file}: {late}; a rule of these may go on for ever") from None
    if error is not None:
        raise error
