"""The observed figures that a scenario was made to meet, and whether its status quo meets them.

A scenario's `[targets]` name outcomes, rates of outcomes (`RATES`), or what only a trial sees (`SEEN`). They are
measured in the paradigm that the company lives in today, without forces, once the company has settled: quarters 3 to 8.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cordiale.simulation.runs.results import simulate
from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.sections import Target
from cordiale.simulation.scenario.weather import STILL
from cordiale.simulation.world.outcomes import NAMES, OUTCOMES

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
    "no_decision_share": (("no_decisions",), ("losses", "no_decisions")),
    "marketing_sourced": (("marketing_wins",), ("wins",)),
    "contract_value": (("revenue_new",), ("wins",)),
}
SEEN = {  # figures that need a look at single contracts, with their units
    "contract_value_median": "thousand",
    "marketing_sourced_revenue": "share",
}
WEIGHTED = {"sales_cycle_weeks": "wins"}  # means over what was counted: a quarter's mean weighs by its number
CHURNED = ("gross_retention",)  # compared by what is lost: 0.80 is not nearly 0.92, but two and a half times the churn
YEARS = 12  # quarters after which a third year is over
MIDDLES = ("sales_cycle_weeks_median",)  # a median of medians is a median; a mean of medians of few wins is not


@dataclass(frozen=True)
class Check:
    """A target and what the simulated company does about it, both in the unit of the outcome.

    `cases` is on how many the target was observed, where that is known.
    """

    name: str
    target: float
    achieved: float
    tolerance: float = TOLERANCE
    cases: int | None = None

    @classmethod
    def of(cls, name: str, target: Target, achieved: float, tolerance: float = TOLERANCE) -> "Check":
        """The check of a scenario's target, by its own tolerance if it has one."""
        return cls(name, target.value, achieved, target.tolerance or tolerance, target.cases)

    @property
    def deviation(self) -> float:
        """What is achieved, over the target, less 1 (over a target of 0: what is achieved); missing as that is.

        Retention is compared by its churn.

        >>> round(Check("gross_retention", 0.92, 0.80).deviation, 2)
        1.5
        """
        if self.name in CHURNED:
            return (1.0 - self.achieved) / (1.0 - self.target) - 1.0 if self.target < 1.0 else 1.0 - self.achieved
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
            "tolerance": self.tolerance,
            "unit": unit_of(self.name),
            "cases": self.cases,
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
        compared = " of churn" if self.name in CHURNED else ""
        return f"{self.name}: {numbers} ({100 * self.deviation:+.1f} %{compared}){verdict}"


def unit_of(name: str) -> str:
    """The unit of a figure; nothing for one that is not known.

    >>> unit_of("conversion"), unit_of("contract_value"), unit_of("sales_cycle_weeks")
    ('share', 'thousand', 'week')
    """
    told = {each.name: each.unit for each in OUTCOMES}
    return told.get(name, SEEN.get(name, "share" if name in RATES else ""))


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
        counted, total = (sum(settled[each].to_numpy().sum() for each in columns) for columns in RATES[name])
        return float(counted / total) if total else float("nan")
    if name not in NAMES:
        raise ValueError(f"targets.{unknown(name, [*RATES, *NAMES])}")
    values = settled[name].to_numpy()
    known = ~np.isnan(values)
    weights = settled[WEIGHTED[name]].to_numpy()[known] if name in WEIGHTED else np.ones(known.sum())
    if not weights.sum():
        return float("nan")
    return float(np.median(values[known]) if name in MIDDLES else np.average(values[known], weights=weights))


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
    wins = (QUARTERS - SETTLED) * targets["leads_handed_over"].value * targets["conversion"].value
    return min(max(math.ceil(ENOUGH_WINS / max(wins, 1.0)), by_people), MOST_RUNS)


def few_runs(scenario: Scenario) -> int:
    """How many runs it takes to say in round numbers what a company is: one of a very large one.

    >>> from cordiale.simulation.scenario.files import load_scenario
    >>> few_runs(load_scenario()), few_runs(load_scenario().with_values({"company.reps": 100_000}))
    (24, 1)
    """
    return min(max(ENOUGH_PEOPLE // (scenario.company.reps + scenario.company.marketers), 1), FEWEST_RUNS)


def wins_by_year(frame: "pd.DataFrame") -> dict[int, float]:
    """Wins a quarter, on average over runs, in each whole year of a results table, 1 being the first."""
    years = (frame["quarter"] - 1) // 4 + 1
    means = frame["wins"].groupby(years).mean()
    return {int(year): float(mean) for year, mean in means.items() if 1 <= year <= frame["quarter"].max() // 4}


def at_rest(scenario: Scenario) -> Scenario:
    """The company as it lives today: nothing decided to come, and no growth of demand."""
    return scenario.model_copy(update={"decisions": (), "growth": STILL})


def status_quo(scenario: Scenario, *, replications: int, quarters: int = QUARTERS, seed: int) -> "pd.DataFrame":
    """The results table of the company as it lives today: its own paradigm, no forces, eight quarters."""
    return simulate(
        at_rest(scenario),
        paradigms=[scenario.company.paradigm],
        forces=["none"],
        replications=replications,
        quarters=quarters,
        seed=seed,
    )
