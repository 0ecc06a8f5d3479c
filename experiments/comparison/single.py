"""One simulation, under either scheduler."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.own_rules import Rules
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import LARGEST, Run, plan
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.execution import attempt, compiling_words, weeks_by_mesa
from ..foundations.failures import Failure, RunsFailedError
from ..foundations.recordings import Keep
from ..foundations.talk import Talk
from .compare import PATIENCE, carry_out, made_ready
from .framing import Comparison


def plan_one(
    scenario: Scenario,
    paradigm: str | None,
    forces: str,
    *,
    replication: int,
    quarters: int,
    seed: int,
    switch_quarter: int,
    decisions: Iterable[str],
) -> Run:
    """One run, checked; the paradigm is the scenario's current one if left out.

    Raises ScenarioError for an unknown paradigm or force set, a number outside its range, and a wrong decision.
    """
    if not 0 <= replication < LARGEST:
        raise ScenarioError(f"replication = {replication} is outside [0, {LARGEST - 1}]")
    runs = plan(
        scenario, paradigms=[paradigm or scenario.company.paradigm], forces=[forces], replications=1,
        quarters=quarters, seed=seed, switch_quarter=switch_quarter, decisions=decisions,
    )  # fmt: skip
    return runs[0]._replace(replication=replication)


def simulate_one(
    scenario: Scenario,
    run: Run,
    *,
    called: str,
    parameters: str,
    talk: Talk,
    mesa: bool,
    record: Keep | None,
    rules: Rules,
) -> Comparison:
    """Carry out one run, compiled or by Mesa, agent by agent; both give the same numbers.

    `parameters` is `point` or `ensemble`; `record`, if given, is told the tables of the run's record.

    Raises ScenarioError for anything else, RunsFailedError if the compiled run fails.
    """
    if not mesa and record is None:
        return carry_out(scenario, [run], called=called, parameters=parameters, talk=talk, rules=rules)
    company = made_ready(scenario, parameters=parameters, seed=run.seed, rules=rules, talk=talk)
    return _by_mesa(company, run, called, talk, record) if mesa else _recorded(company, run, called, talk, record)


def _recorded(company: Company, run: Run, called: str, talk: Talk, record: Keep | None) -> Comparison:
    """A run by the engine, with its record."""
    with talk.saying_after(PATIENCE, compiling_words(company.rules.version)):
        rows = attempt(company, run, live=lambda *lived: execute_recorded(*lived, keep=record)[0])
    if isinstance(rows, Failure):
        raise RunsFailedError([rows], of=1, scenario=called)
    return Comparison(company, called, (run,), to_frame(company, [run], [rows]))


def _by_mesa(company: Company, run: Run, called: str, talk: Talk, record: Keep | None) -> Comparison:
    """A run week by week, agent by agent."""
    weeks = weeks_by_mesa(company.of(run).scenario, run, record and partial(_each, record), rules=company.rules)
    with talk.saying_after(PATIENCE, "the first week takes longest: it may have to be compiled, once"):
        rows = next(weeks)
    with talk.counting("simulating week by week", run.quarters * WEEKS_PER_QUARTER) as count:
        for week, rows in enumerate(weeks, start=2):  # noqa: B007  (the last is what counts)
            count(week)
    return Comparison(company, called, (run,), to_frame(company, [run], [rows]))


def _each(keep: Keep, tables: Mapping[str, Any]) -> None:
    """Keep all tables of a record."""
    for name, table in tables.items():
        keep(name, table)
