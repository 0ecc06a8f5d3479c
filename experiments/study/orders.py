"""From a point of a study to a company and its runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from simulation.engine import Company, Run
from simulation.organisation import Blueprint, draw_blueprint, rows_at_start
from simulation.paradigms import Structure
from simulation.scenario import Scenario

OUTSIDE = ("paradigm", "forces", "switch_quarter")  # what belongs to a run, not to its scenario
STUDIED = "as-studied"  # the name of a row of structure that a study varies


def varied(scenario: Scenario, settings: dict[str, Any]) -> Scenario:
    """The scenario at a point of a study, checked. Raises ScenarioError for what cannot be together."""
    structure = {name.partition(".")[2]: each for name, each in settings.items() if name.startswith("structure.")}
    values = {n: each for n, each in settings.items() if n not in OUTSIDE and not n.startswith("structure.")}
    if structure:
        row = scenario.rows[settings.get("paradigm", scenario.company.paradigm)].model_dump() | structure
        values[f"paradigms.{STUDIED}"] = Structure.model_validate(row).model_dump()
    return scenario.with_values(values) if values else scenario


def run_at(scenario: Scenario, settings: dict[str, Any], *, replication: int, seed: int, quarters: int) -> Run:
    """A run at a point of a study."""
    studied = any(name.startswith("structure.") for name in settings)
    paradigm = STUDIED if studied else settings.get("paradigm", scenario.company.paradigm)
    forces, switch = settings.get("forces", "all"), settings.get("switch_quarter", 0)
    return Run(paradigm, forces, replication, seed, quarters, switch)


def company_at(scenario: Scenario) -> Company:
    """As `engine.prepare`, but the chart is drawn once for all points that share it."""
    parameters = scenario.parameter_record()
    drawn = _drawn(scenario.seats, *_heads(scenario))
    rows = rows_at_start(parameters[0], int(drawn.company[0].reps), int(drawn.company[0].marketers), drawn.contacts)
    return Company(scenario, drawn._replace(rows=rows), parameters, scenario.source_table(), {})


def _heads(scenario: Scenario) -> tuple[int, int, int, int, int]:
    company = scenario.company
    return company.reps, company.marketers, company.executives, company.span, company.contacts


@lru_cache(maxsize=8)
def _drawn(seats: tuple[Any, ...], reps: int, marketers: int, executives: int, span: int, contacts: int) -> Blueprint:
    """The blueprint of a chart; its room is for default parameters, and to be replaced."""
    company = {"reps": reps, "marketers": marketers, "executives": executives, "span": span, "contacts": contacts}
    scenario = Scenario(schema=1, name="chart", company=company).model_copy(update={"seats": seats})
    return draw_blueprint(scenario.chart(), contacts, scenario.parameter_record())


def kept(rows: Any, outcomes: tuple[str, ...]) -> np.ndarray[Any, Any]:
    """The outcomes that a study keeps, quarter by outcome; one NaN for every missing value."""
    table = np.column_stack([rows[name] for name in outcomes]).astype("<f8")
    table[np.isnan(table)] = np.nan
    return table
