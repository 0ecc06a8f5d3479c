"""Whether a scenario, simulated as the company lives today, gives the figures observed of that company."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from experiments.compare import carry_out
from experiments.talk import Talk
from simulation.engine import plan
from simulation.outcomes import NAMES
from simulation.scenario import Scenario, ScenarioError, unknown

TOLERANCE = 0.15  # relative difference up to which a target counts as met


class Target(NamedTuple):
    """An observed figure and what the simulation gives for it, in the outcome's unit."""

    name: str
    observed: float
    simulated: float

    @property
    def difference(self) -> float:
        """Simulated over observed, less 1; from zero any distance is infinite.

        >>> round(Target("wins", 100, 110).difference, 3), Target("leavers", 0, 1).difference
        (0.1, inf)
        """
        gap = self.simulated - self.observed
        return gap / abs(self.observed) if self.observed else math.copysign(math.inf, gap) if gap else 0.0

    @property
    def is_met(self) -> bool:
        return abs(self.difference) <= TOLERANCE  # a missing value is not met

    def to_dict(self) -> dict[str, Any]:
        return {**self._asdict(), "difference": self.difference, "met": self.is_met}


def hold_against_targets(
    scenario: Scenario, *, called: str, replications: int = 20, quarters: int = 8, seed: int = 1, talk: Talk
) -> tuple[Target, ...]:
    """Simulate the scenario's current structure without forces and measure each of its targets.

    Raises ScenarioError for a target that cannot be measured, RunsFailedError if a run fails.
    """
    check_targets(scenario.targets, where=called)
    runs = plan(
        scenario, paradigms=[scenario.company.paradigm], forces=["none"], replications=replications,
        quarters=quarters, seed=seed,
    )  # fmt: skip
    from experiments.crm.targets import measure

    study = carry_out(scenario, runs, called=called, talk=talk)
    study.complain()
    simulated = measure(study.frame, dict(scenario.targets))
    return tuple(Target(name, observed, simulated[name]) for name, observed in scenario.targets.items())


def check_targets(targets: Mapping[str, float], *, where: str) -> None:
    """Refuse names that are no outcomes, and figures that are no numbers. Raises ScenarioError."""
    from experiments.crm.targets import RATES

    known = (*RATES, *NAMES)
    for name, observed in targets.items():
        if name not in known:
            raise ScenarioError(f"{where}: targets.{unknown(name, known)}")
        if not math.isfinite(observed):
            raise ScenarioError(f"{where}: targets.{name} = {observed} is not a finite number")
