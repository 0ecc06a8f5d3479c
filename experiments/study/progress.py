"""The state of a study: how far it is, and what its results so far are known by."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from ..foundations.claiming import is_held
from .frozen import dig_out
from .inspection import refuse_damaged, refuse_other_results
from .ledger import Failed, Ledger
from .planning import Plan
from .rounds import rounds_of


class Stops(NamedTuple):
    """Of a study that stops: its worlds, those whose best option is told, those still open, the most runs there are."""

    worlds: int
    told: int
    open: int
    most: int


class State(NamedTuple):
    """How far a study is. `sha256` is the content hash of the results so far, whatever the order they arrived in.

    `planned` of a study that stops is what its rounds asked for so far, the next one included.
    """

    planned: int
    done: int
    failed: int
    sha256: str
    bytes: int
    failures: tuple[Failed, ...]
    is_running: bool = False
    stops: Stops | None = None

    @property
    def has_ended(self) -> bool:
        """Whether no run is left to be lived: all are done, or failed."""
        return self.done + self.failed == self.planned

    @property
    def is_complete(self) -> bool:
        """Whether every planned run is done."""
        return self.done == self.planned


def state_in(plan: Plan, ledger: Ledger, plan_sha256: str) -> State:
    """The state of a study, from its ledger."""
    done, failed = ledger.counts()
    size = sum(entry.bytes for entry in ledger.entries())
    state = State(plan.runs, done, failed, ledger.sha256(plan_sha256), size, tuple(ledger.failures()))
    if plan.study.until is None:
        return state
    rounds = rounds_of(plan, ledger)
    told = sum(world.is_told for world in rounds.worlds)
    still_open = sum(bool(world.wanted) for world in rounds.worlds)
    return state._replace(planned=rounds.asked, stops=Stops(len(rounds.worlds), told, still_open, plan.most))


def lacking(directory: str | Path) -> str:
    """What results as they are now lack of the study in a folder; nothing where it is complete.

    Raises StudyError, StoreError.
    """
    plan, frozen = dig_out(Path(directory))
    with closing(Ledger(Path(directory), writable=False)) as ledger:
        state = state_in(plan, ledger, frozen["plan_sha256"])
    waiting = state.planned - state.done - state.failed
    kinds = {"failed": state.failed, "are not run yet": waiting}
    said = " and ".join(f"{count:,} that {kind}" for kind, count in kinds.items() if count)
    return said and f"of {state.planned:,} planned runs it lacks {said}"


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


def manifest(state: State, plan_sha256: str, records: Mapping[str, str]) -> dict[str, Any]:
    """What a study that has ended came to; how it came about stands in `study.json`. `records` are hashes by file."""
    return {
        "format": "cordiale study manifest 1",
        "plan_sha256": plan_sha256,
        "planned": state.planned,
        "done": state.done,
        "failed": state.failed,
        "results_sha256": state.sha256,
        "bytes": state.bytes,
        "failures": [each._asdict() for each in state.failures],
        **({"until": state.stops._asdict()} if state.stops else {}),
        **({"records": dict(records)} if records else {}),
    }
