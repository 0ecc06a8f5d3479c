"""The compiled scheduler: the week's list in one loop, one replication a task."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from simulation.compiled import compiled, uncached
from simulation.ensemble import sets_for
from simulation.forces import force_set, weather
from simulation.organisation import Blueprint, draw_blueprint, found, has_room, make_room, rows_at_start
from simulation.outcomes import NAMES
from simulation.scenario import Scenario, ScenarioError, unknown
from simulation.state import NOBODY, WEEKS_PER_QUARTER, Organisation
from simulation.week import PHASES, Phase

if TYPE_CHECKING:
    import pandas as pd

EVERYONE, PRACTITIONERS, REPS, MARKETERS, LEADERS = 0, 1, 2, 3, 4
ACTORS = {
    "everyone": EVERYONE,
    "practitioners": PRACTITIONERS,
    "reps": REPS,
    "marketers": MARKETERS,
    "leaders": LEADERS,
}
LARGEST = 2**32  # seeds and replications are 32-bit words of the address


@compiled
def first_of(org: Any, actors: int) -> int:
    """The first row of a group of people: everyone 0, practitioners 1, reps 2, marketers 3, leaders 4."""
    company = org.company[0]
    if actors == MARKETERS:
        return company.reps
    return company.reps + company.marketers if actors == LEADERS else 0


@compiled
def last_of(org: Any, actors: int) -> int:
    """The row after the last of a group of people."""
    company = org.company[0]
    if actors == REPS:
        return company.reps
    practitioners = company.reps + company.marketers
    return practitioners if actors in (MARKETERS, PRACTITIONERS) else len(org.people)


def chain(phases: tuple[Phase, ...]) -> Any:
    """All phases as one compiled function, so that the rules are known, and inlined, when the loop compiles.

    The function is written out, one call a phase: nesting them would optimise the last phase as often as
    there are phases.
    """
    steps = {f"{phase.name}_": _step(phase) for phase in phases}
    lines = "".join(f"    {step}(org)\n" for step in steps)
    exec(f"def one_week(org):\n{lines}", steps)
    return uncached(steps["one_week"])


def _step(phase: Phase) -> Any:
    """A phase as a function of the company alone: as it is, or for one actor after the other."""
    if phase.actors == "company":
        return phase.act
    act, group = phase.act, ACTORS[phase.actors]

    def each(org: Any) -> None:
        for who in range(first_of(org, group), last_of(org, group)):
            act(org, who)

    return uncached(each)


one_week = chain(PHASES)


@compiled
def live_until(org: Any, week: int) -> None:
    """Live week after week until `week` is over, or until the books have no room for another one."""
    while org.clock[0].week < week and has_room(org):
        one_week(org)


class Company(NamedTuple):
    """Everything that the replications of one scenario share.

    Where parameters are uncertain, `sets` has the same company with one parameter set after the other, and
    replications live with them in turn; `parameter_set` is the number of a set, 0 for the point fit.
    """

    scenario: Scenario
    blueprint: Blueprint
    parameters: Any
    sources: Any
    skies: dict[tuple[str, int], Any]
    sets: tuple["Company", ...] = ()
    parameter_set: int = 0

    def of(self, run: "Run") -> "Company":
        """The company as a run lives in it: the same parameter set under every paradigm and force set."""
        return self.sets[run.replication % len(self.sets)] if self.sets else self

    def sky(self, forces: str, weeks: int) -> Any:
        """The weather under a force set, made once: nobody changes it."""
        if (forces, weeks) not in self.skies:
            self.skies[forces, weeks] = weather(self.scenario.profile_paths(), force_set(forces), weeks)
        return self.skies[forces, weeks]


class Run(NamedTuple):
    """One simulation: what distinguishes it from the others."""

    paradigm: str
    forces: str
    replication: int
    seed: int
    quarters: int
    switch_quarter: int = 0


def prepare(scenario: Scenario, *, parameters: str = "point", seed: int = 1) -> Company:
    """Build once what all runs of a scenario share.

    `parameters` is `point` for the scenario's own, or `ensemble`: one set a replication, in an order drawn by
    `seed`, except for what the scenario sets itself. Raises ScenarioError for anything else.
    """
    sets, record = sets_for(scenario, parameters, seed=seed), scenario.parameter_record()
    blueprint = draw_blueprint(scenario.chart(), scenario.company.contacts, record)
    point = Company(scenario, blueprint, record, scenario.source_table(), {})
    varied = (with_parameters(point, values)._replace(parameter_set=number) for number, values in sets)
    return point._replace(sets=tuple(varied))


def with_parameters(company: Company, values: Mapping[str, float]) -> Company:
    """The same company with other values of parameters, by dotted name: its chart need not be drawn again.

    Raises ScenarioError for a value outside its declared range.
    """
    scenario, drawn = company.scenario.with_values(dict(values)), company.blueprint
    parameters, head = scenario.parameter_record(), drawn.company[0]
    rows = rows_at_start(parameters[0], int(head.reps), int(head.marketers), drawn.contacts)
    return company._replace(scenario=scenario, blueprint=drawn._replace(rows=rows), parameters=parameters)


def start(company: Company, run: Run) -> Organisation:
    """A company on the first day of a run.

    With a switch quarter Q > 0 it starts in the scenario's own paradigm and switches at the beginning of
    quarter Q; with 0 it lives in the run's paradigm from the start.
    """
    company = company.of(run)
    scenario, goal = company.scenario, company.scenario.rows[run.paradigm].values()
    begin = scenario.rows[scenario.company.paradigm].values() if run.switch_quarter else goal
    return found(
        company.blueprint,
        (begin, goal),
        parameters=company.parameters,
        sources=company.sources,
        weather=company.sky(run.forces, run.quarters * WEEKS_PER_QUARTER),
        seed=run.seed,
        replication=run.replication,
        quarters=run.quarters,
        switch_week=(run.switch_quarter - 1) * WEEKS_PER_QUARTER + 1 if run.switch_quarter else NOBODY,
    )


def advance(org: Organisation, week: int) -> Organisation:
    """Live until `week` is over, with the books enlarged where they run full; the same organisation."""
    while org.clock[0].week < week:
        make_room(org)
        live_until(org, week)
    return org


def execute(company: Company, run: Run) -> Any:
    """One run from founding to end: its rows of outcomes, quarter 0 included."""
    return advance(start(company, run), run.quarters * WEEKS_PER_QUARTER).quarters


def plan(
    scenario: Scenario,
    *,
    paradigms: Iterable[str] | None,
    forces: Iterable[str],
    replications: int,
    quarters: int,
    seed: int,
    switch_quarter: int = 0,
) -> list[Run]:
    """All runs of a comparison, in the order paradigm, forces, replication; everything checked.

    Raises ScenarioError for an unknown paradigm or force set and for a count outside its range.
    """
    names, sets = list(scenario.rows) if paradigms is None else _names("paradigms", paradigms), _names("forces", forces)
    for name in names:
        if name not in scenario.rows:
            raise ScenarioError(f"paradigm {unknown(name, scenario.rows)}")
    for one in sets:
        try:
            force_set(one)
        except ValueError as error:
            raise ScenarioError(str(error)) from error
    limits = {"replications": (replications, 1, 1_000_000), "quarters": (quarters, 1, 400)}
    limits |= {"seed": (seed, 0, LARGEST - 1), "switch-quarter": (switch_quarter, 0, quarters)}
    for what, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise ScenarioError(f"{what} = {value} is outside [{low}, {high}]")
    for what, chosen in (("paradigms", names), ("forces", sets)):
        if not chosen:
            raise ScenarioError(f"{what} is empty; at least one is needed")
        if len(set(chosen)) < len(chosen):
            raise ScenarioError(f"{what} = {', '.join(chosen)} names one twice")
    return [
        Run(paradigm, force, replication, seed, quarters, switch_quarter)
        for paradigm, force, replication in product(names, sets, range(replications))
    ]


def _names(what: str, given: Iterable[str]) -> list[str]:
    """A list of names; a single word in place of a list is refused rather than spelt out."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ScenarioError(f"{what} = {given!r} is not a list of names")
    names = list(given)
    wrong = [name for name in names if not isinstance(name, str)]
    if wrong:
        raise ScenarioError(f"{what} holds {wrong[0]!r}, which is not a name")
    return names


def execute_all(
    company: Company, runs: list[Run], *, workers: int | None = None, executor: Executor | None = None
) -> Iterator[tuple[int, Any]]:
    """Runs as they finish: the place in the list, and the outcomes. Any `concurrent.futures.Executor` will do."""
    if executor is not None:
        yield from _drain({executor.submit(execute, company, run): place for place, run in enumerate(runs)})
        return
    threads = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        first = [(0, execute(company, runs[0]))]  # compiles once, before the threads start
        yield from first
        yield from _drain({threads.submit(execute, company, run): place for place, run in enumerate(runs) if place})
    finally:
        threads.shutdown(wait=True, cancel_futures=True)


def _drain(futures: dict["Future[Any]", int]) -> Iterator[tuple[int, Any]]:
    for future in as_completed(futures):
        yield futures[future], future.result()


def simulate(
    scenario: Scenario,
    paradigms: Iterable[str] | None = None,
    forces: Iterable[str] = ("none", "all"),
    replications: int = 40,
    quarters: int = 12,
    seed: int = 1,
    *,
    switch_quarter: int = 0,
    parameters: str = "point",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> "pd.DataFrame":
    """Simulate paradigms under force sets on matched luck; one row per run and quarter, quarter 0 included.

    Replication r meets the same people and buyers under every paradigm and force set. The table does not
    depend on the number of workers. `progress` is told how many runs are done, of how many. With `parameters`
    "ensemble" each replication lives with a parameter set of its own, which column `parameter_set` names.

    Raises ScenarioError for anything unknown or out of range, before anything runs.
    """
    company = prepare(scenario, parameters=parameters, seed=seed)
    runs = plan(
        scenario, paradigms=paradigms, forces=forces, replications=replications, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter,
    )  # fmt: skip
    results: list[Any] = [None] * len(runs)
    for done, (place, outcomes) in enumerate(execute_all(company, runs, workers=workers, executor=executor), start=1):
        results[place] = outcomes
        if progress is not None:
            progress(done, len(runs))
    return to_frame(company, runs, results)


def to_frame(company: Company, runs: list[Run], results: list[Any]) -> "pd.DataFrame":
    """The results table: identity columns, then outcomes, in the order of the runs."""
    import pandas as pd

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
    every = np.concatenate(results)
    return pd.DataFrame(columns | {name: np.ascontiguousarray(every[name]) for name in NAMES})
