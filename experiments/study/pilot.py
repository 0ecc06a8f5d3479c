"""A short pilot: what a study will take, measured on a few of its runs."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from itertools import pairwise
from typing import NamedTuple

from .crews import Crew, Limits, crew_for
from .flow import finished
from .ledger import Failed
from .parts import Outcomes, table, to_bytes
from .planning import Part, Plan

ENOUGH = 1.0  # seconds of pilot
MOST = 64  # runs of a pilot, or so many that each worker has a whole part
TOGETHER = 8  # runs of a part, if each worker has as many: what a part takes beside its runs is shared by them
LEDGER_ROW = 70  # bytes that a run takes in the ledger


class Forecast(NamedTuple):
    """What a study is expected to take: seconds with this crew for what is not `done`, and bytes on the disk."""

    runs: int
    parts: int
    workers: int
    seconds: float
    bytes: float
    piloted: int
    failures: tuple[Failed, ...]
    done: int


def forecast(plan: Plan, *, workers: int | None, executor: str | Executor, limits: Limits | None) -> Forecast:
    """What a study will take, from a pilot of about a second; nothing is kept of it."""
    with crew_for(plan, workers=workers, executor=executor, limits=limits) as crew:
        return pilot(plan, crew)


def pilot(plan: Plan, crew: Crew, *, done: int = 0) -> Forecast:
    """What a study will take with a crew, so many of whose runs are done."""
    size, most = min(crew.size, plan.runs), min(max(MOST, TOGETHER * crew.size), plan.runs)
    _live(plan, crew, _spread(plan.runs, size))  # compiling and the start of processes do not count
    while True:
        begin = time.perf_counter()
        found = _live(plan, crew, _spread(plan.runs, size, together=min(TOGETHER, size // crew.size)))
        seconds = time.perf_counter() - begin
        if seconds >= ENOUGH or 2 * size > most:
            break
        size *= 2
    bytes_ = _bytes(plan, {run: each for run, each in found.items() if not isinstance(each, Failed)})
    failures = tuple(each for each in found.values() if isinstance(each, Failed))
    parts = -(-plan.runs // plan.part_size)
    left = (plan.most - done) * seconds / len(found)
    return Forecast(plan.runs, parts, crew.size, left, bytes_, len(found), failures, done)


def _spread(runs: int, size: int, together: int = 1) -> list[Part]:
    """About so many of the runs, in parts of so many together, each part in the middle of its share of them all.

    >>> [tuple(part) for part in _spread(100, 4)], [tuple(part) for part in _spread(100, 4, together=2)]
    ([(12, 13), (37, 38), (62, 63), (87, 88)], [(24, 26), (74, 76)])
    """
    length = max(1, together)
    ends = [number * runs // (size // length) for number in range(size // length + 1)]
    return [Part(at, at + length) for at in ((first + last - length) // 2 for first, last in pairwise(ends))]


def _live(plan: Plan, crew: Crew, parts: list[Part]) -> dict[int, Outcomes | Failed]:
    found: dict[int, Outcomes | Failed] = {}
    for each in finished(plan, parts, crew):
        found |= {**each.outcomes, **{failed.run: failed for failed in each.failures}}
    return found


def _bytes(plan: Plan, outcomes: dict[int, Outcomes]) -> float:
    """Bytes of all parts and the ledger: what a file takes anyway, and what each run adds to it."""
    if not outcomes:
        return 0.0
    one = len(to_bytes(table(plan, dict([next(iter(outcomes.items()))]))))
    added = (len(to_bytes(table(plan, outcomes))) - one) / max(1, len(outcomes) - 1)
    parts = -(-plan.runs // plan.part_size)
    return parts * max(0.0, one - added) + plan.most * (added + LEDGER_ROW)
