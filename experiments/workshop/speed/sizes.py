"""Companies of a given size, to be timed."""

from __future__ import annotations

from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

QUARTERS = 12


def of_size(people: int) -> Scenario:
    """The status quo with its head counts scaled so that about so many people work there."""
    base = load_scenario()
    scale = people / len(base.chart())
    company = base.company
    return base.with_values(
        {"company.reps": round(company.reps * scale), "company.marketers": round(company.marketers * scale)}
    )


def a_run(company: Company, replication: int = 0, quarters: int = QUARTERS) -> Run:
    """A run of the company as it lives today, under all forces."""
    return Run(company.scenario.company.paradigm, "all", replication, 1, quarters)
