"""Carrying out a study: whatever ends it, it goes on where it was, to the same results.

A part is simulated, written under a temporary name, flushed, renamed, and then entered in the ledger. A kill between
any two of these leaves a part that is whole or one that is run again. At the start every part that the ledger knows is
held against its checksum; what is not as it was is set aside and run again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from experiments.atomic import prepare_directory, remove_file, write_bytes, write_text
from experiments.execution import LISTEN
from experiments.store import to_json
from experiments.study.crews import Crew, Limits, Processes, crew_for
from experiments.study.folder import LEDGER, MANIFEST, PARTS, held, is_study
from experiments.study.frozen import dig_out, identity, plant
from experiments.study.inspection import open_ledger, whole_parts
from experiments.study.ledger import Entry, Failed, Ledger
from experiments.study.parts import digest, table, to_bytes
from experiments.study.planning import Part, Plan
from experiments.study.sameness import check_model, check_plan
from experiments.study.state import State, state_in
from experiments.study.work import Done, orders_of, task_of
from experiments.talk import Talk

AHEAD = 2  # parts handed to each worker at a time
SUSPECT = "memory"  # a run that got no memory may have been the victim of one beside it: it is tried again, alone


class ExecutorError(RuntimeError):
    """The executor that a study was handed to does not work any more; the study can go on with another."""


def carry_out(
    plan: Plan,
    directory: str | Path,
    *,
    workers: int | None = None,
    executor: str | Executor = "",
    limits: Limits | None = None,
    again: bool = False,
    talk: Talk | None = None,
) -> State:
    """Carry out a study in a folder, or go on with it there; what became of it.

    `executor` is `threads`, `processes`, or any `concurrent.futures.Executor`; what suits the study if left out.
    `again`: run those that failed once more. The results depend on none of these. Raises StudyError if another study
    lies in the folder or another version of the model began this one, StoreError for what the disk refuses
    (BusyError: another process works on it), ExecutorError if an executor breaks.
    """
    folder, talk = Path(directory), talk or Talk(quiet=True)
    if is_study(folder):
        _, frozen = dig_out(folder)
        check_plan(frozen, plan, folder)
        check_model(frozen, folder)
    prepare_directory(folder)
    with held(folder):
        if not is_study(folder):
            plant(plan, folder)
        planned, _ = dig_out(folder)
        prepare_directory(folder / PARTS)
        with closing(open_ledger(folder, talk)) as ledger:
            pending = _pending(planned, folder, ledger, again, talk)
            if pending:
                remove_file(folder / MANIFEST)
                with crew_for(planned, workers=workers, executor=executor, limits=limits) as crew:
                    _work_off(planned, folder, ledger, pending, crew, limits or Limits(), talk)
            return _finish(planned, folder, ledger)


def _pending(plan: Plan, folder: Path, ledger: Ledger, again: bool, talk: Talk) -> list[Part]:
    """The parts that are still to be run."""
    whole = whole_parts(plan, folder, ledger, talk)
    if again:
        failed = {each.run // plan.part_size for each in ledger.failures()}
        whole = {part for part in whole if part.first // plan.part_size not in failed}
    return [part for part in plan.parts() if part not in whole]


def _work_off(
    plan: Plan, folder: Path, ledger: Ledger, pending: list[Part], crew: Crew, limits: Limits, talk: Talk
) -> None:
    runs = sum(part.last - part.first for part in pending)
    before = plan.runs - runs
    with talk.counting("simulating", plan.runs) as count:
        for done in finished(plan, pending, crew, limits):
            keep(plan, folder, ledger, done)
            before += done.part.last - done.part.first
            count(before)


def finished(plan: Plan, parts: list[Part], crew: Crew, limits: Limits) -> Iterator[Done]:
    """Parts as they come to an end, in any order; never more under way than the crew can use."""
    orders, waiting = orders_of(plan), iter(parts)
    pending: dict[Future[Done], Part] = {}
    ward = Processes(1, limits, orders)
    try:
        while True:
            room = AHEAD * crew.size - len(pending)
            pending |= {crew.submit(task_of(plan, orders, part)): part for part in islice(waiting, max(0, room))}
            if not pending:
                return
            ended, _ = wait(pending, timeout=LISTEN, return_when=FIRST_COMPLETED)
            for future in ended:
                part = pending.pop(future)
                known = _result(future, part)
                if isinstance(crew, Processes) or not _is_suspect(known):
                    yield known
                else:
                    pending[ward.submit(task_of(plan, orders, part), _cleared(known))] = part
    finally:
        ward.close()


def _result(future: Future[Done], part: Part) -> Done:
    """What a future holds; nothing of a part that killed the workers of an executor. Raises ExecutorError."""
    try:
        return future.result()
    except (CancelledError, BrokenProcessPool) as error:
        raise ExecutorError(f"the executor broke: {type(error).__name__}: {error}") from error
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # Dask's word for a task that ended several workers
            return Done(part, {}, ())
        raise ExecutorError(f"the executor cannot do the work: {type(error).__name__}: {error}") from error


def _is_suspect(done: Done) -> bool:
    return _ended(done) < done.part.last - done.part.first or any(each.kind == SUSPECT for each in done.failures)


def _ended(done: Done) -> int:
    return len(done.outcomes) + len(done.failures)


def _cleared(done: Done) -> Done:
    """What is certain of a part."""
    return done._replace(failures=tuple(each for each in done.failures if each.kind != SUSPECT))


def keep(plan: Plan, folder: Path, ledger: Ledger, done: Done) -> None:
    """Put a part on the disk, and then into the ledger. Raises StoreError."""
    file, sha256, size = folder / PARTS / done.part.name, None, 0
    if done.outcomes:
        content = to_bytes(table(plan, done.outcomes))
        write_bytes(file, content)
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    else:
        remove_file(file)
    digests = {run: digest(outcomes) for run, outcomes in sorted(done.outcomes.items())}
    ledger.enter(Entry(done.part, sha256, size), digests, sorted(done.failures))


def _finish(plan: Plan, folder: Path, ledger: Ledger) -> State:
    """Write the manifest, which says that the study is complete."""
    state = state_in(plan, ledger, identity(plan))
    write_text(folder / MANIFEST, to_json(manifest(plan, state, ledger.failures())))
    return state


def manifest(plan: Plan, state: State, failures: list[Failed]) -> dict[str, Any]:
    """What a complete study came to; how it came about stands in `study.json`."""
    return {
        "format": "cordiale study manifest 1",
        "plan_sha256": identity(plan),
        "planned": state.planned,
        "done": state.done,
        "failed": state.failed,
        "results_sha256": state.sha256,
        "bytes": state.bytes,
        "failures": [each._asdict() for each in failures],
    }


__all__ = ["LEDGER", "ExecutorError", "carry_out", "finished", "keep"]
