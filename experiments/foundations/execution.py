"""Runs on workers: a run that fails costs only itself, and none that is under way keeps an interrupt waiting."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from fnmatch import fnmatch
from itertools import islice
from types import FunctionType
from typing import Any

import numpy as np

from cordiale.simulation.engine import live_until
from cordiale.simulation.machinery.beforehand import is_made, is_of_these_sources
from cordiale.simulation.machinery.caches import cache_folder, source_hash
from cordiale.simulation.runs.company import Company, alike, burnt_in, execute
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from .failures import Failure

AHEAD = 4  # runs handed to each worker at a time
LISTEN = 0.2  # seconds after which a waiting main thread looks for an interrupt (Windows needs it)
MOST_WORKERS = 4096


def attempt(
    company: Company, run: Run, rested: Organisation | None = None, live: Callable[..., Any] | None = None
) -> Any:
    """The outcomes of a run, or why there are none. `live` is how it is lived, if not by `execute`."""
    parameters = "ensemble" if company.sets else "point"
    try:
        rows = (live or execute)(company, run, rested)
    except Exception as error:
        return failed(company, run, error)
    broken = np.flatnonzero(~np.isfinite(rows["revenue"][1:]))
    return Failure(run, f"revenue is not a number in quarter {broken[0] + 1}", parameters) if broken.size else rows


def failed(company: Company, run: Run, error: Exception) -> Failure:
    """Why a run has no outcomes."""
    reason = ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
    return Failure(run, reason, "ensemble" if company.sets else "point")


def attempt_together(company: Company, runs: Sequence[Run]) -> list[Any]:
    """The outcomes of runs that begin alike, or why there are none: their burn-in is lived once."""
    if len(runs) == 1:
        return [attempt(company, runs[0])]
    try:
        rested = burnt_in(company, runs[0])
    except Exception as error:
        return [failed(company, run, error) for run in runs]
    return [attempt(company, run, rested) for run in runs]


def attempts(
    company: Company, runs: Sequence[Run], *, workers: int | None, executor: Executor | None = None
) -> Iterator[tuple[int, Any]]:
    """Runs as they finish: the place in the list, and the outcomes or a `Failure`.

    Those that begin alike are lived together. The first go alone: they compile for all. By default the workers are
    threads, one for each processor; any `concurrent.futures.Executor` will do. Raises ScenarioError for an impossible
    number of workers.
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
    waiting, room = iter(alike(company, runs)), 1
    pending: dict[Future[Any], tuple[int, ...]] = {}
    while True:
        for group in islice(waiting, room - len(pending)):
            pending[pool.submit(attempt_together, company, [runs[at] for at in group])] = group
        if not pending:
            return
        finished, _ = wait(pending, timeout=LISTEN, return_when=FIRST_COMPLETED)
        for future in finished:
            yield from zip(pending.pop(future), future.result(), strict=True)
            room = ahead


def weeks_by_mesa(
    scenario: Scenario,
    run: Run,
    keep: Callable[[dict[str, Any]], None] | None = None,
    look: Callable[[Any], None] | None = None,
    **own: Any,
) -> Iterator[Any]:
    """A run agent by agent, instead of compiled: its outcomes by quarter, after each week.

    `own` are people, or rules, of one's own. `keep`, if given, is told the tables of the run's record in the end,
    `look` is shown the model at the start and at the end of each quarter.
    """
    from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

    model = AlignmentModel(
        scenario, paradigm=run.paradigm, forces=run.forces, rng=run.seed, replication=run.replication,
        quarters=run.quarters, switch_quarter=run.switch_quarter, decisions=run.decisions, collect=False,
        record=keep is not None, **own,
    )  # fmt: skip
    for week in range(run.quarters * WEEKS_PER_QUARTER + 1):
        if week:
            model.step()
        if look is not None and week % WEEKS_PER_QUARTER == 0:
            look(model)
        if week:
            yield model.org.quarters
    if keep is not None:
        keep(model.tables())


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine_code_is_kept(version: str) -> bool:
    """Whether the model, or a `version` of it with rules of one's own, was compiled before on this machine."""
    names = (name for _, _, files in os.walk(cache_folder(version)) for name in files)  # none where it may not be read
    if isinstance(live_until, FunctionType) or any(fnmatch(name, "engine.live_until-*.nbi") for name in names):
        return True
    return _is_shipped(version) and is_made()


def compiling_words(version: str = "") -> str:
    """What to say when the first run takes long because that has to be compiled; nothing if it has not."""
    if machine_code_is_kept(version):
        return ""
    if is_of_these_sources():
        what = "machine code of the model" if _is_shipped(version) else "machine code of these rules"
        return f"making {what}, once (some seconds)"
    return "compiling the model, once (about a minute)"


def _is_shipped(version: str) -> bool:
    """Whether a version is the model's own, without rules of anybody's."""
    return version in ("", source_hash())
