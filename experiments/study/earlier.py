"""What a study takes over of the one that it grew from: runs that need not be lived again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from ..foundations.talk import Talk
from .file import StudyError
from .folder import BEFORE, PARTS
from .frozen import dig_out
from .inspection import adopted, open_ledger, whole_parts
from .parts import Outcomes, outcomes_in
from .planning import Part, Plan

Taken = Callable[[Part], dict[int, Outcomes]]  # the runs of a part that were lived already


def nothing(_: Part) -> dict[int, Outcomes]:
    """Every run is still to be lived."""
    return {}


@contextmanager
def lived_before(plan: Plan, folder: Path, talk: Talk) -> Iterator[Taken]:
    """What lies in `before/` of the runs of a part, by their numbers in `plan`.

    Only parts that are as their ledger knows them count; the runs of others, and those that failed, are lived again.
    """
    before = folder / BEFORE
    try:
        smaller = dig_out(before)[0] if before.is_dir() else None
    except StudyError as error:
        talk.say(f"{error}: its runs are lived again")
        smaller = None
    if smaller is None:
        yield nothing
        return
    with closing(open_ledger(before, talk)) as ledger:
        whole = whole_parts(smaller, before, ledger, talk)
        whole |= adopted(smaller, before, ledger, (part for part in smaller.parts() if part not in whole))
        kept = {entry.part.first: entry.part for entry in ledger.entries() if entry.file_sha256 and entry.part in whole}
    yield _taken(plan, smaller, before, kept)


def _taken(plan: Plan, smaller: Plan, before: Path, kept: dict[int, Part]) -> Taken:
    @lru_cache(maxsize=2)  # runs come in order
    def held_in(first: int) -> dict[int, Outcomes]:
        return outcomes_in(smaller, before / PARTS / kept[first].name) if first in kept else {}

    def taken(part: Part) -> dict[int, Outcomes]:
        found: dict[int, Outcomes] = {}
        for run in range(part.first, part.last):
            number = _number_in(smaller, *divmod(run, plan.study.replications))
            if number is not None:
                outcomes = held_in(number - number % smaller.part_size).get(number)
                found |= {run: outcomes} if outcomes is not None else {}
        return found

    return taken


def _number_in(smaller: Plan, point: int, replication: int) -> int | None:
    """The number of a run in the smaller study, if it has it: its points are the first of the larger one."""
    has_it = point < smaller.points and replication < smaller.study.replications
    return point * smaller.study.replications + replication if has_it else None
