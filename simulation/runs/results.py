"""Many runs at once, on matched luck, and the table they make."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..scenario.scenario import Scenario
from ..world.outcomes import NAMES
from .company import Company, alike, execute_together, prepare
from .own_rules import SHIPPED, Rules
from .run import Run, plan

if TYPE_CHECKING:
    import pandas as pd


def execute_all(
    company: Company,
    runs: list[Run],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    live: Callable[[Company, list[Run]], list[Any]] = execute_together,
) -> Iterator[tuple[int, Any]]:
    """Runs as they finish: the place in the list, and the outcomes. Any `concurrent.futures.Executor` will do.

    `live` is how runs that begin alike are lived.
    """
    groups = [(group, [runs[place] for place in group]) for group in alike(company, runs)]
    if executor is not None:
        yield from _drain({executor.submit(live, company, some): group for group, some in groups})
        return
    threads = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        first, some = groups[0]
        yield from zip(first, live(company, some), strict=True)
        yield from _drain({threads.submit(live, company, some): group for group, some in groups[1:]})
    finally:
        threads.shutdown(wait=True, cancel_futures=True)


def _drain(futures: dict["Future[Any]", tuple[int, ...]]) -> Iterator[tuple[int, Any]]:
    for future in as_completed(futures):
        yield from zip(futures[future], future.result(), strict=True)


def simulate(
    scenario: Scenario,
    paradigms: Iterable[str] | None = None,
    forces: Iterable[str] = ("none", "all"),
    replications: int = 40,
    quarters: int = 12,
    seed: int = 1,
    *,
    switch_quarter: int = 0,
    decisions: Iterable[str] = (),
    parameters: str = "point",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    record: str | Path | None = None,
    rules: Rules = SHIPPED,
) -> "pd.DataFrame":
    """Simulate paradigms under force sets on matched luck; one row per run and quarter, quarter 0 included.

    Replication r meets the same people and buyers under every paradigm and force set. The table does not
    depend on the number of workers. `progress` is told how many runs are done, of how many. With `parameters`
    "ensemble" each replication lives with a parameter set of its own, which column `parameter_set` names.

    `decisions` are texts such as "Q5 paradigm=proportional", taken in every run on top of the scenario's own.

    `record` is a folder in which the tables of `simulation/TABLES.md` (section Record) are left, all runs in each:
    weekly states of people and ties, the lives of leads and matters, credit. The results are the same.

    `rules` of one's own (`cordiale.rules`) stand in place of the model's: then a column `rules` says which.

    Raises ScenarioError for anything unknown or out of range, before anything runs; OSError for a folder that cannot
    be written to.
    """
    company = prepare(scenario, parameters=parameters, seed=seed, rules=rules)
    runs = plan(
        scenario, paradigms=paradigms, forces=forces, replications=replications, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter, decisions=decisions,
    )  # fmt: skip
    results: list[Any] = [None] * len(runs)
    if record is None:
        lived = execute_all(company, runs, workers=workers, executor=executor)
    else:
        from .recorded import left_in, record_together  # late: pyarrow takes its time

        lived = left_in(record, execute_all(company, runs, workers=workers, executor=executor, live=record_together))
    for done, (place, outcomes) in enumerate(lived, start=1):
        results[place] = outcomes
        if progress is not None:
            progress(done, len(runs))
    return to_frame(company, runs, results)


def to_frame(company: Company, runs: list[Run], results: list[Any]) -> "pd.DataFrame":
    """The results table: identity columns, then outcomes, in the order of the runs."""
    import pandas as pd  # late: pandas takes its time

    scenario, sizes = company.scenario, [len(result) for result in results]
    columns: dict[str, Any] = {
        "scenario": [scenario.name] * sum(sizes),
        "paradigm": np.repeat(np.array([run.paradigm for run in runs], dtype=object), sizes),
        "forces": np.repeat(np.array([run.forces for run in runs], dtype=object), sizes),
        "replication": np.repeat(np.array([run.replication for run in runs], dtype=np.int64), sizes),
        "seed": np.repeat(np.array([run.seed for run in runs], dtype=np.int64), sizes),
        "quarter": np.concatenate([np.arange(size, dtype=np.int64) for size in sizes]),
    }
    if company.sets:
        columns["parameter_set"] = np.repeat(np.array([company.of(run).parameter_set for run in runs]), sizes)
    if company.rules:
        columns["rules"] = [company.rules.words] * sum(sizes)
    every = np.concatenate(results)
    return pd.DataFrame(columns | {name: np.ascontiguousarray(every[name]) for name in NAMES})
