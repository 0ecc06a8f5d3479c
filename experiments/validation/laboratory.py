"""Simulates what claims need: each cell once, however many claims read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from ..foundations.execution import processors
from ..foundations.failures import Failure, RunsFailedError
from ..foundations.talk import Talk
from .cells import SCENARIO, Cell
from .claims import Claim
from .lives import LIVES
from .quantities import Estimated, Simulated

AT_ONCE = 2000  # runs handed to the workers at a time: an interrupt waits for no more than those under way


class Need(NamedTuple):
    """Columns of a cell, and how many replications."""

    columns: frozenset[str]
    replications: int


class CellRun(NamedTuple):
    """One run to be carried out."""

    cell: Cell
    replication: int
    columns: frozenset[str]


def needs(quantities: Iterable[tuple[Estimated, int]]) -> dict[Cell, Need]:
    """What quantities need, each in so many replications: the columns of each cell, and the most replications."""
    columns: dict[Cell, set[str]] = defaultdict(set)
    most: dict[Cell, int] = defaultdict(int)
    for quantity, replications in quantities:
        for cell, column in quantity.needs():
            columns[cell].add(column)
            most[cell] = max(most[cell], replications)
    return {cell: Need(frozenset(columns[cell]), most[cell]) for cell in columns}


def of_claims(claims: Iterable[Claim], *, quick: bool) -> list[tuple[Estimated, int]]:
    """The quantities of claims, with the replications of a quick or of the full run."""
    return [
        (part.quantity, claim.replications[0 if quick else 1])
        for claim in claims
        for part in (*claim.parts, *claim.beside)
    ]


def simulate_cells(wanted: Mapping[Cell, Need], *, seed: int, talk: Talk) -> Simulated:
    """The columns of every cell, each of shape (replications, quarters + 1).

    Raises RunsFailedError if a run fails, ScenarioError for a cell that cannot be.
    """
    for cell in wanted:
        cell.company()
    tasks = [
        CellRun(cell, replication, need.columns)
        for cell, need in wanted.items()
        for replication in range(need.replications)
    ]
    rows: dict[Cell, list[Any]] = defaultdict(list)
    for task, columns in zip(tasks, _carried_out(tasks, seed=seed, talk=talk), strict=True):
        rows[task.cell].append(columns)
    return {
        cell: {name: np.stack([columns[name] for columns in found]) for name in wanted[cell].columns}
        for cell, found in rows.items()
    }


def _carried_out(tasks: list[CellRun], *, seed: int, talk: Talk) -> list[Any]:
    """What came of each task, in their order; the first goes alone, since it compiles for all."""
    done: list[Any] = []
    pool = ThreadPoolExecutor(processors())
    try:
        with talk.counting("simulating", len(tasks)) as count:
            for first in (0, *range(1, len(tasks), AT_ONCE)):
                batch = tasks[first : first + AT_ONCE] if first else tasks[:1]
                for columns in pool.map(lambda task: _live(task, seed, of=len(tasks)), batch):
                    done.append(columns)
                    count(len(done))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return done


def _live(task: CellRun, seed: int, *, of: int) -> Any:
    run = task.cell.run(task.replication, seed)
    try:
        return LIVES[task.cell.life](task.cell.company(), run, task.columns)
    except (ArithmeticError, ValueError, IndexError, MemoryError) as error:
        raise RunsFailedError([Failure(run, f"{type(error).__name__}: {error}")], of=of, scenario=SCENARIO) from error
