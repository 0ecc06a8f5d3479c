"""Whether a scenario, simulated as the company lives today, gives the figures observed of that company."""

from __future__ import annotations

import math

from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.faults import ScenarioError, unknown
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES

from ..comparison.compare import carry_out
from ..foundations.talk import Talk
from .observed import QUARTERS, RATES, SETTLED, Check, enough_runs, figures_in


def hold_against_targets(
    scenario: Scenario,
    *,
    called: str,
    replications: int | None = None,
    quarters: int = QUARTERS,
    seed: int = 1,
    talk: Talk,
) -> tuple[Check, ...]:
    """Simulate the scenario's current structure without forces and measure each of its targets.

    Without `replications` there are as many as it takes to see enough wins. Raises ScenarioError for a target
    that cannot be measured and for a number out of range, RunsFailedError if a run fails.
    """
    check_targets(scenario, where=called)
    scenario = scenario.model_copy(update={"decisions": ()})  # as it lives today
    if quarters <= SETTLED:
        raise ScenarioError(f"quarters = {quarters} is too few: figures are taken after quarter {SETTLED}")
    runs = plan(
        scenario, paradigms=[scenario.company.paradigm], forces=["none"], quarters=quarters, seed=seed,
        replications=enough_runs(scenario) if replications is None else replications,
    )  # fmt: skip
    comparison = carry_out(scenario, runs, called=called, talk=talk)
    comparison.complain()
    simulated = figures_in(comparison.frame, scenario.targets)
    return tuple(Check(name, observed, simulated[name]) for name, observed in scenario.targets.items())


def check_targets(scenario: Scenario, *, where: str) -> None:
    """Refuse targets that are no outcomes, and figures that are no numbers. Raises ScenarioError."""
    known = list(dict.fromkeys([*RATES, *NAMES]))
    for name, observed in scenario.targets.items():
        if name not in known:
            raise ScenarioError(f"{where}: targets: {unknown(name, known)}")
        if not math.isfinite(observed):
            raise ScenarioError(f"{where}: targets.{name} = {observed} is not a finite number")
