"""Carrying out a study: whatever ends it, it goes on where it was, to the same results.

A part is simulated, written under a temporary name, flushed, renamed, and then entered in the ledger. A kill between
any two of these leaves a part that is whole or one that is run again. At the start every part that the ledger knows is
held against its checksum; what is not as it was is set aside and run again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from ..foundations.atomic import prepare_directory, remove_file, write_bytes, write_text
from ..foundations.claiming import SWEEP, claimed
from ..foundations.plain import to_json
from ..foundations.talk import Talk
from .best_options import BEST, csv_of
from .crews import Limits, checked_executor, crew_for
from .datapackage import write_datapackage
from .earlier import lived_before
from .flow import finished
from .folder import BEFORE, MANIFEST, PARTS, is_study
from .frozen import dig_out, identity, plant
from .inspection import adopted, open_ledger, whole_parts
from .ledger import Entry, Ledger
from .parts import digest, table, to_bytes
from .pilot import Forecast, pilot
from .planning import Part, Plan
from .progress import State, manifest, state_in
from .recorded_runs import files_in, record
from .rounds import Rounds
from .sameness import check_model, check_plan
from .stopping import Worths
from .swapping import forget
from .work import Done


def carry_out(
    plan: Plan,
    directory: str | Path,
    *,
    workers: int | None = None,
    executor: str | Executor = "",
    limits: Limits | None = None,
    again: bool = False,
    foretell: Callable[[Forecast], None] | None = None,
    talk: Talk | None = None,
) -> State:
    """Carry out a study in a folder, or go on with it there; what became of it.

    `executor` is `threads`, `processes`, or any `concurrent.futures.Executor`; what suits the study if left out.
    `again`: run those that failed once more. `foretell` is told what the whole will take, from a pilot, if there is
    anything to do. The results depend on none of these. Raises StudyError if another study
    lies in the folder or another version of the model began this one, StoreError for what the disk refuses
    (BusyError: another process works in it), ExecutorError if an executor breaks.
    """
    folder, talk = Path(directory), talk or Talk(quiet=True)
    checked_executor(plan, workers, executor)
    if is_study(folder):
        _, frozen = dig_out(folder)
        check_plan(frozen, plan, folder)
        check_model(frozen, folder)
    with claimed(folder, SWEEP):
        prepare_directory(folder)
        if not is_study(folder):
            plant(plan, folder)
        planned, frozen = dig_out(folder)
        check_plan(frozen, plan, folder)  # somebody may have been quicker
        prepare_directory(folder / PARTS)
        with closing(open_ledger(folder, talk)) as ledger:
            rounds = _rounds(planned, folder, ledger, again, talk)
            pending = next(rounds, [])
            if pending:
                remove_file(folder / MANIFEST)
                with (
                    lived_before(planned, folder, talk) as taken,
                    crew_for(planned, workers=workers, executor=executor, limits=limits) as crew,
                ):
                    if foretell is not None:
                        foretell(pilot(planned, crew, done=sum(ledger.counts())))
                    with talk.counting("simulating", planned.runs) as count:
                        while pending:
                            _work_off(planned, folder, ledger, finished(planned, pending, crew, taken=taken), count)
                            pending = next(rounds, [])
            record(planned, folder, ledger, talk)
            state = finish(planned, folder, ledger)
            forget(folder / BEFORE)
            return state


def _rounds(plan: Plan, folder: Path, ledger: Ledger, again: bool, talk: Talk) -> Iterator[list[Part]]:
    """The parts that are still to be run: all at once, or round by round where a study stops by what comes out."""
    whole = whole_parts(plan, folder, ledger, talk)
    whole |= adopted(plan, folder, ledger, (part for part in plan.parts() if part not in whole))
    failed = {each.run // plan.part_size for each in ledger.failures()} if again else set()
    if plan.study.until is None:
        yield [part for part in plan.parts() if part not in whole or part.first // plan.part_size in failed]
        return
    yield from _until_told(plan, folder, ledger, [part for part in whole if part.first // plan.part_size in failed])


def _until_told(plan: Plan, folder: Path, ledger: Ledger, again: list[Part]) -> Iterator[list[Part]]:
    """Those to be run again, if any; then round after round, each by all that was kept before it."""
    if again:
        yield sorted(again)
    worths = Worths(plan, folder)
    rounds = Rounds(plan, worths)
    while True:
        worths.learn(ledger)
        wanted = rounds.next()
        if not wanted:
            return
        yield wanted


def _work_off(plan: Plan, folder: Path, ledger: Ledger, coming: Iterator[Done], count: Callable[[int], None]) -> None:
    ended = sum(ledger.counts())
    for done in coming:
        keep(plan, folder, ledger, done)
        ended += done.part.last - done.part.first
        count(min(ended, plan.runs))


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


def finish(plan: Plan, folder: Path, ledger: Ledger) -> State:
    """Write what describes the files, then the manifest, which says that the study has ended."""
    state = state_in(plan, ledger, identity(plan))
    write_datapackage(plan, folder, ledger.entries(), state.sha256)
    if plan.study.until is not None:
        write_text(folder / BEST, csv_of(plan, ledger))
    write_text(folder / MANIFEST, to_json(manifest(state, identity(plan), files_in(plan, folder))))
    return state
