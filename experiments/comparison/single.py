"""One simulation, under either scheduler."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import LARGEST, Run, plan
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.execution import weeks_by_mesa
from ..foundations.talk import Talk
from .compare import PATIENCE, Comparison, carry_out


def plan_one(
    scenario: Scenario,
    paradigm: str | None,
    forces: str,
    *,
    replication: int = 0,
    quarters: int = 12,
    seed: int = 1,
    switch_quarter: int = 0,
    decisions: Iterable[str] = (),
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
    scenario: Scenario, run: Run, *, called: str, parameters: str = "point", talk: Talk, mesa: bool = False
) -> Comparison:
    """Carry out one run, compiled or by Mesa, agent by agent; both give the same numbers.

    `parameters` is `point` or `ensemble`. Raises ScenarioError for anything else, RunsFailedError if the compiled
    run fails.
    """
    if mesa:
        company = prepare(scenario, parameters=parameters, seed=run.seed)
        return _by_mesa(company, run, called, talk)
    return carry_out(scenario, [run], called=called, parameters=parameters, talk=talk)


def _by_mesa(company: Company, run: Run, called: str, talk: Talk) -> Comparison:
    """A run week by week, agent by agent."""
    weeks = weeks_by_mesa(company.of(run).scenario, run)
    with talk.saying_after(PATIENCE, "the first week takes longest: it may have to be compiled, once"):
        rows = next(weeks)
    with talk.counting("simulating week by week", run.quarters * WEEKS_PER_QUARTER) as count:
        for week, rows in enumerate(weeks, start=2):  # noqa: B007  (the last is what counts)
            count(week)
    return Comparison(company, called, (run,), to_frame(company, [run], [rows]))
