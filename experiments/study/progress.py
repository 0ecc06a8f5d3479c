"""The state of a study: how far it is, and what its results so far are known by."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from ..foundations.claiming import is_held
from .frozen import dig_out
from .inspection import refuse_damaged, refuse_other_results
from .ledger import Failed, Ledger
from .planning import Plan


class State(NamedTuple):
    """How far a study is. `sha256` is the content hash of the results so far, whatever the order they arrived in."""

    planned: int
    done: int
    failed: int
    sha256: str
    bytes: int
    failures: tuple[Failed, ...] = ()
    is_running: bool = False

    @property
    def is_complete(self) -> bool:
        return self.done + self.failed == self.planned


def state_in(plan: Plan, ledger: Ledger, plan_sha256: str) -> State:
    """The state of a study, from its ledger."""
    done, failed = ledger.counts()
    size = sum(entry.bytes for entry in ledger.entries())
    return State(plan.runs, done, failed, ledger.sha256(plan_sha256), size, tuple(ledger.failures()))


def status(directory: str | Path) -> State:
    """The state of the study in a folder, also while it runs. Raises StudyError, StoreError."""
    folder = Path(directory)
    plan, frozen = dig_out(folder)
    running = is_held(folder)
    with closing(Ledger(folder, writable=False)) as ledger:
        ledger.check()
        if not running:
            refuse_damaged(plan, folder, ledger)
            refuse_other_results(folder, ledger.sha256(frozen["plan_sha256"]))
        return state_in(plan, ledger, frozen["plan_sha256"])._replace(is_running=running)


def manifest(state: State, plan_sha256: str) -> dict[str, Any]:
    """What a complete study came to; how it came about stands in `study.json`."""
    return {
        "format": "cordiale study manifest 1",
        "plan_sha256": plan_sha256,
        "planned": state.planned,
        "done": state.done,
        "failed": state.failed,
        "results_sha256": state.sha256,
        "bytes": state.bytes,
        "failures": [each._asdict() for each in state.failures],
    }
