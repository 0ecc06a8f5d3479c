"""Parts through a crew: never more under way than it can use, and a second chance for what others may have spoilt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from ..foundations.errors import WorkFailedError
from ..foundations.execution import LISTEN
from .crews import Crew, Processes
from .planning import Part, Plan
from .work import Done, orders_of, task_of

AHEAD = 2  # parts handed to each worker at a time
SUSPECT = "memory"  # a run that got no memory may have been the victim of one beside it: it is tried again, alone


class ExecutorError(WorkFailedError):
    """The executor that a study was handed to does not work any more; the study can go on with another."""


def finished(plan: Plan, parts: Sequence[Part], crew: Crew) -> Iterator[Done]:
    """Parts as they come to an end, in any order; never more under way than the crew can use."""
    orders, waiting = orders_of(plan), iter(parts)
    pending: dict[Future[Done], Part] = {}
    final: set[Future[Done]] = set()  # what the ward says, holds
    ward = Processes(1, crew.limits, orders)
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
                if future in final or isinstance(crew, Processes) or not _is_suspect(known):
                    final.discard(future)
                    yield known
                else:
                    alone = ward.submit(task_of(plan, orders, part), _cleared(known))
                    pending[alone] = part
                    final.add(alone)
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
