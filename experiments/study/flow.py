"""Parts through a crew: never more under way than it can use, and a second chance for what others may have spoilt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from ..foundations.errors import WorkFailedError
from ..foundations.execution import LISTEN
from .crews import Crew, Processes
from .earlier import Taken, nothing
from .planning import Part, Plan
from .work import Done, orders_of, task_of

AHEAD = 2  # parts handed to each worker at a time
SUSPECT = "memory"  # a run that got no memory may have been the victim of one beside it: it is tried again, alone


class ExecutorError(WorkFailedError):
    """The executor that a study was handed to does not work any more; the study can go on with another."""


def finished(plan: Plan, parts: Sequence[Part], crew: Crew, *, taken: Taken = nothing) -> Iterator[Done]:
    """Parts as they come to an end, in any order; never more under way than the crew can use.

    Runs that `taken` has of a part are not lived again.
    """
    orders, waiting = orders_of(plan), iter(parts)
    pending: dict[Future[Done], Part] = {}
    has: dict[Part, Done] = {}  # of parts under way, what is known of them
    final: set[Future[Done]] = set()  # what the ward says, holds
    ward = Processes(1, crew.limits, orders)
    try:
        while True:
            room = AHEAD * crew.size - len(pending)
            next_ones = list(islice(waiting, max(0, room)))
            for part in next_ones:
                has[part] = Done(part, taken(part), ())
                if _is_whole(has[part]):
                    yield has.pop(part)
                else:
                    pending[crew.submit(task_of(plan, orders, part, frozenset(has[part].outcomes)))] = part
            if not (pending or next_ones):
                return
            ended, _ = wait(pending, timeout=LISTEN, return_when=FIRST_COMPLETED)
            for future in ended:
                part = pending.pop(future)
                known = _with(_result(future, part), has[part])
                if future in final or isinstance(crew, Processes) or not _is_suspect(known):
                    final.discard(future)
                    del has[part]
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


def _with(done: Done, known: Done) -> Done:
    """What came of a part, with what was known of it."""
    return done._replace(outcomes=known.outcomes | done.outcomes)


def _is_suspect(done: Done) -> bool:
    return not _is_whole(done) or any(each.kind == SUSPECT for each in done.failures)


def _is_whole(done: Done) -> bool:
    return len(done.outcomes) + len(done.failures) == done.part.last - done.part.first


def _cleared(done: Done) -> Done:
    """What is certain of a part."""
    return done._replace(failures=tuple(each for each in done.failures if each.kind != SUSPECT))
