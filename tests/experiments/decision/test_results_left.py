"""The table that a decision leaves says of each run its option, where that leads, its weather, and its own outcomes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.leaving import results
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.worlds import small

OPTIONS = (
    Option(STAY, "siloed", (), 0, STAY),
    Option("drift, a year later", "drift", ("Q6 paradigm=drift",), 6, "later"),
)
QUARTERS = 3


def test_each_row_of_the_results_is_of_its_own_option_weather_company_and_quarter() -> None:
    company = prepare(small({"company.paradigm": "siloed"}))
    kept = []
    for weather, forces in (("expected", "all"), ("none", "none")):
        for option in OPTIONS:
            for company_number in range(2):
                rows = np.zeros(QUARTERS + 1, dtype=QUARTER)
                rows["revenue"] = len(kept) * 100 + np.arange(QUARTERS + 1)
                run = Run("siloed", forces, company_number, 7, QUARTERS, 0, option.decisions)
                kept.append((weather, option, run, rows))
    branches: Any = SimpleNamespace(company=company, kept=kept)
    table = results(branches)
    told = [
        (row.weather, row.option, row.paradigm, row.forces, row.replication, row.seed, row.quarter, row.revenue)
        for row in table.itertuples()
    ]
    assert told == [
        (weather, option.name, option.paradigm, run.forces, run.replication, 7, quarter, rows["revenue"][quarter])
        for weather, option, run, rows in kept for quarter in range(QUARTERS + 1)
    ]  # fmt: skip
