"""Runs on workers: a run that fails costs only itself, and none that is under way keeps an interrupt waiting."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from itertools import islice
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from simulation import engine
from simulation.engine import Company, Run
from simulation.scenario import ScenarioError

AHEAD = 4  # runs handed to each worker at a time
LISTEN = 0.2  # seconds after which a waiting main thread looks for an interrupt (Windows needs it)
MOST_WORKERS = 4096
SHOWN = 5  # failures named in a message


class Failure(NamedTuple):
    """A run that did not end well, and why, in one line."""

    run: Run
    reason: str
    parameters: str = "point"

    def reproducer(self, scenario: str) -> str:
        """The command that runs it again, alone.

        >>> print(Failure(Run("siloed", "all", 7, 1, 12), "").reproducer("status-quo"))
        cordiale run status-quo --paradigm siloed --forces all --replication 7 --seed 1 --quarters 12
        """
        run = self.run
        words = ["cordiale", "run", scenario, "--paradigm", run.paradigm, "--forces", run.forces]
        words += ["--replication", str(run.replication), "--seed", str(run.seed), "--quarters", str(run.quarters)]
        words += ["--switch-quarter", str(run.switch_quarter)] if run.switch_quarter else []
        words += ["--parameters", self.parameters] if self.parameters != "point" else []
        return shlex.join(words)

    def to_dict(self, scenario: str) -> dict[str, Any]:
        return {**self.run._asdict(), "reason": self.reason, "reproduce": self.reproducer(scenario)}


class RunsFailedError(RuntimeError):
    """Some runs failed, of so many; the message names the first of them, each with its reproducer."""

    def __init__(self, failures: Sequence[Failure], *, of: int, scenario: str) -> None:
        shown = [f"{failure.reason}\n  {failure.reproducer(scenario)}" for failure in failures[:SHOWN]]
        more = [f"and {len(failures) - SHOWN} more, which summary.json names"] if len(failures) > SHOWN else []
        super().__init__("\n".join([f"{len(failures)} of {of} runs failed:", *shown, *more]))


def attempt(company: Company, run: Run) -> Any:
    """The outcomes of a run, or why there are none."""
    parameters = "ensemble" if company.sets else "point"
    try:
        rows = engine.execute(company, run)
    except Exception as error:
        return Failure(run, ": ".join([type(error).__name__, *str(error).splitlines()[:1]]), parameters)
    broken = np.flatnonzero(~np.isfinite(rows["revenue"][1:]))
    return Failure(run, f"revenue is not a number in quarter {broken[0] + 1}", parameters) if broken.size else rows


def attempts(
    company: Company, runs: Sequence[Run], *, workers: int | None = None, executor: Executor | None = None
) -> Iterator[tuple[int, Any]]:
    """Runs as they finish: the place in the list, and the outcomes or a `Failure`.

    The first run goes alone: it compiles for all. By default the workers are threads, one for each
    processor; any `concurrent.futures.Executor` will do. Raises ScenarioError for an impossible number of workers.
    """
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise ScenarioError(f"workers = {workers} is outside [1, {MOST_WORKERS}]")
    crew = workers or processors()
    pool = executor or ThreadPoolExecutor(crew)
    try:
        yield from _as_finished(pool, company, runs, AHEAD * crew)
    finally:
        if executor is None:
            pool.shutdown(wait=False, cancel_futures=True)


def _as_finished(pool: Executor, company: Company, runs: Sequence[Run], ahead: int) -> Iterator[tuple[int, Any]]:
    waiting, room = iter(enumerate(runs)), 1
    pending: dict[Future[Any], int] = {}
    while True:
        pending |= {pool.submit(attempt, company, run): at for at, run in islice(waiting, room - len(pending))}
        if not pending:
            return
        finished, _ = wait(pending, timeout=LISTEN, return_when=FIRST_COMPLETED)
        for future in finished:
            yield pending.pop(future), future.result()
            room = ahead


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine_code_is_kept() -> bool:
    """Whether the model was compiled before, in this version and on this machine."""
    from simulation.compiled import cache_folder

    return isinstance(engine.live_until, FunctionType) or any(cache_folder().rglob("engine.live_until-*.nbi"))
