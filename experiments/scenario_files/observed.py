"""The observed figures that a scenario was made to meet, and whether its status quo meets them.

A scenario's `[targets]` name outcomes, or rates of outcomes (`RATES`). They are measured in the paradigm that
the company lives in today, without forces, once the company has settled: quarters 3 to 8.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordiale.simulation.runs.results import simulate
from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES

if TYPE_CHECKING:
    import pandas as pd

QUARTERS = 8
SETTLED = 2  # quarters in which the company of the first day still shows
TOLERANCE = 0.15  # of the observed figure
ENOUGH_WINS = 4000  # of marketing's leads: conversion is then known to about 1.5 %
ENOUGH_PEOPLE = 2400  # over all runs: whether a few people take to each other's leads differs from run to run
FEWEST_RUNS, USUAL_RUNS, MOST_RUNS = 24, 100, 400

# Rates over all quarters together: what is counted, over what. A quarter's own rate may rest on few cases.
RATES = {
    "conversion": (("marketing_wins",), ("leads_handed_over",)),
    "follow_up_share": (("leads_worked",), ("leads_handed_over",)),
    "win_rate": (("wins",), ("wins", "losses", "no_decisions")),
    "contract_value": (("revenue_new",), ("wins",)),
}
MIDDLES = ("sales_cycle_weeks_median",)  # a median of medians is a median; a mean of medians of few wins is not


@dataclass(frozen=True)
class Check:
    """A target and what the simulated company does about it, both in the unit of the outcome."""

    name: str
    target: float
    achieved: float
    tolerance: float = TOLERANCE

    @property
    def deviation(self) -> float:
        """What is achieved, over the target, less 1 (over a target of 0: what is achieved); missing as that is."""
        return self.achieved / self.target - 1.0 if self.target else self.achieved

    @property
    def met(self) -> bool:
        """Whether the deviation is within the tolerance; a figure that is missing meets nothing."""
        return abs(self.deviation) <= self.tolerance

    def to_dict(self) -> dict[str, str | float | bool | None]:
        """The check as JSON-like values; a figure that could not be measured is None."""
        known = not math.isnan(self.achieved)
        return {
            "name": self.name,
            "target": self.target,
            "simulated": self.achieved if known else None,
            "deviation": self.deviation if known else None,
            "met": self.met,
        }

    def __str__(self) -> str:
        """One line to print.

        >>> print(Check("conversion", 0.130, 0.128))
        conversion: target 0.13, simulated 0.128 (-1.5 %)
        """
        if math.isnan(self.achieved):
            return f"{self.name}: target {self.target:.4g}, nothing to measure in the simulation"
        verdict = "" if self.met else f", more than {100 * self.tolerance:.0f} % off"
        numbers = f"target {self.target:.4g}, simulated {self.achieved:.4g}"
        return f"{self.name}: {numbers} ({100 * self.deviation:+.1f} %){verdict}"


def figures_in(frame: "pd.DataFrame", names: Iterable[str]) -> dict[str, float]:
    """The named figures in a results table, over all its settled quarters and runs.

    Counts are means per quarter. Raises ValueError for a name that is neither an outcome nor a rate, and for a
    table that ends before the company has settled.
    """
    settled = frame[frame["quarter"] > SETTLED]
    if settled.empty:
        raise ValueError(f"the results end in quarter {frame['quarter'].max()}; figures start after {SETTLED}")
    return {name: _figure(settled, name) for name in names}


def _figure(settled: "pd.DataFrame", name: str) -> float:
    if name in RATES:
        counted, total = (settled[list(columns)].to_numpy().sum() for columns in RATES[name])
        return float(counted / total) if total else float("nan")
    if name not in NAMES:
        raise ValueError(f"targets.{unknown(name, [*RATES, *NAMES])}")
    return float(settled[name].median() if name in MIDDLES else settled[name].mean())


def enough_runs(scenario: Scenario) -> int:
    """How many runs it takes to see enough people and wins of marketing's leads: many of a small company.

    >>> from cordiale.simulation.scenario.files import load_scenario
    >>> large = load_scenario().with_values({"targets": {"leads_handed_over": 3600, "conversion": 0.13}})
    >>> enough_runs(large), enough_runs(large.with_values({"company.reps": 5, "company.marketers": 3}))
    (38, 300)
    """
    targets, company = scenario.targets, scenario.company
    by_people = max(math.ceil(ENOUGH_PEOPLE / (company.reps + company.marketers)), FEWEST_RUNS)
    if "leads_handed_over" not in targets or "conversion" not in targets:
        return min(max(by_people, USUAL_RUNS), MOST_RUNS)
    wins = (QUARTERS - SETTLED) * targets["leads_handed_over"] * targets["conversion"]
    return min(max(math.ceil(ENOUGH_WINS / max(wins, 1.0)), by_people), MOST_RUNS)


def status_quo(scenario: Scenario, *, replications: int = USUAL_RUNS, seed: int = 1) -> "pd.DataFrame":
    """The results table of the company as it lives today: its own paradigm, no forces, eight quarters."""
    return simulate(
        scenario,
        paradigms=[scenario.company.paradigm],
        forces=["none"],
        replications=replications,
        quarters=QUARTERS,
        seed=seed,
    )


def check(
    scenario: Scenario, *, replications: int | None = None, seed: int = 1, tolerance: float = TOLERANCE
) -> tuple[Check, ...]:
    """Each target of a scenario against its simulated status quo; nothing for a scenario without targets.

    Without `replications` there are as many as it takes (`enough_runs`).

    Raises ValueError for a target that is neither an outcome nor a rate.
    """
    if not scenario.targets:
        return ()
    runs = replications or enough_runs(scenario)
    achieved = figures_in(status_quo(scenario, replications=runs, seed=seed), scenario.targets)
    return tuple(Check(name, target, achieved[name], tolerance) for name, target in scenario.targets.items())
