"""One simulation, under either scheduler."""

from __future__ import annotations

from experiments.compare import PATIENCE, Study, carry_out
from experiments.talk import Talk
from simulation.engine import LARGEST, Run, plan
from simulation.scenario import Scenario, ScenarioError
from simulation.state import WEEKS_PER_QUARTER


def plan_one(
    scenario: Scenario,
    paradigm: str | None,
    forces: str,
    *,
    replication: int = 0,
    quarters: int = 12,
    seed: int = 1,
    switch_quarter: int = 0,
) -> Run:
    """One run, checked; the paradigm is the scenario's current one if left out.

    Raises ScenarioError for an unknown paradigm or force set and for a number outside its range.
    """
    if not 0 <= replication < LARGEST:
        raise ScenarioError(f"replication = {replication} is outside [0, {LARGEST - 1}]")
    runs = plan(
        scenario, paradigms=[paradigm or scenario.company.paradigm], forces=[forces], replications=1,
        quarters=quarters, seed=seed, switch_quarter=switch_quarter,
    )  # fmt: skip
    return runs[0]._replace(replication=replication)


def simulate_one(scenario: Scenario, run: Run, *, called: str, talk: Talk, mesa: bool = False) -> Study:
    """Carry out one run, compiled or by Mesa, agent by agent; both give the same numbers.

    Raises RunsFailedError if the compiled run fails.
    """
    return _by_mesa(scenario, run, called, talk) if mesa else carry_out(scenario, [run], called=called, talk=talk)


def _by_mesa(scenario: Scenario, run: Run, called: str, talk: Talk) -> Study:
    """A run week by week, agent by agent."""
    from simulation.model import AlignmentModel

    weeks = run.quarters * WEEKS_PER_QUARTER
    model = AlignmentModel(
        scenario, paradigm=run.paradigm, forces=run.forces, rng=run.seed, replication=run.replication,
        quarters=run.quarters, switch_quarter=run.switch_quarter, collect=False,
    )  # fmt: skip
    with talk.saying_after(PATIENCE, "the first week takes longest: it may have to be compiled, once"):
        model.step()
    with talk.counting("simulating week by week", weeks) as count:
        for week in range(2, weeks + 1):
            model.step()
            count(week)
    return Study(model.company, called, (run,), model.outcomes())
