"""A short pilot: what a study will take, measured on a few of its runs."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from typing import NamedTuple

from .crews import Crew, Limits, crew_for
from .flow import finished
from .ledger import Failed
from .parts import Outcomes, table, to_bytes
from .planning import Part, Plan

ENOUGH = 1.0  # seconds of pilot
MOST = 64  # runs of a pilot
LEDGER_ROW = 70  # bytes that a run takes in the ledger


class Forecast(NamedTuple):
    """What a study is expected to take: seconds with this crew, and bytes on the disk."""

    runs: int
    parts: int
    workers: int
    seconds: float
    bytes: float
    piloted: int
    failures: tuple[Failed, ...]


def forecast(
    plan: Plan, *, workers: int | None = None, executor: str | Executor = "", limits: Limits | None = None
) -> Forecast:
    """What a study will take, from a pilot of about a second; nothing is kept of it."""
    with crew_for(plan, workers=workers, executor=executor, limits=limits) as crew:
        return pilot(plan, crew)


def pilot(plan: Plan, crew: Crew) -> Forecast:
    """What a study will take with a crew."""
    found: dict[int, Outcomes | Failed] = {}
    seconds = 0.0
    _live(plan, crew, _spread(plan.runs, crew.size))  # compiling and the start of processes do not count
    size = crew.size
    while len(found) < plan.runs and seconds < ENOUGH and size <= MOST:
        runs = _spread(plan.runs, size)
        begin = time.perf_counter()
        found = _live(plan, crew, runs)
        seconds = time.perf_counter() - begin
        size *= 2
    bytes_ = _bytes(plan, {run: each for run, each in found.items() if not isinstance(each, Failed)})
    failures = tuple(each for each in found.values() if isinstance(each, Failed))
    parts = -(-plan.runs // plan.part_size)
    return Forecast(plan.runs, parts, crew.size, plan.runs * seconds / len(found), bytes_, len(found), failures)


def _spread(runs: int, size: int) -> list[int]:
    """So many runs, spread evenly over all.

    >>> _spread(100, 4)
    [0, 25, 50, 75]
    """
    size = min(size, runs)
    return [number * runs // size for number in range(size)]


def _live(plan: Plan, crew: Crew, runs: list[int]) -> dict[int, Outcomes | Failed]:
    found: dict[int, Outcomes | Failed] = {}
    for each in finished(plan, [Part(run, run + 1) for run in runs], crew):
        found |= {**each.outcomes, **{failed.run: failed for failed in each.failures}}
    return found


def _bytes(plan: Plan, outcomes: dict[int, Outcomes]) -> float:
    """Bytes of all parts and the ledger: what a file takes anyway, and what each run adds to it."""
    if not outcomes:
        return 0.0
    one = len(to_bytes(table(plan, dict([next(iter(outcomes.items()))]))))
    added = (len(to_bytes(table(plan, outcomes))) - one) / max(1, len(outcomes) - 1)
    parts = -(-plan.runs // plan.part_size)
    return parts * max(0.0, one - added) + plan.runs * (added + LEDGER_ROW)
