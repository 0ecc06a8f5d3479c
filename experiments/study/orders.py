"""From a point of a study to a company and its runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from cordiale.simulation.founding.blueprint import Blueprint, draw_blueprint
from cordiale.simulation.founding.books import rows_at_start
from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.resolutions import split_decisions
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import PARAMETERS

DECLARED = {each.dotted: f"{each.group}_{each.name}" for each in PARAMETERS}
OUTSIDE = ("paradigm", "forces", "switch_quarter", "decisions")  # what belongs to a run, not to its scenario
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
    decisions = tuple(split_decisions(settings.get("decisions", "")))
    return Run(paradigm, forces, replication, seed, quarters, switch, decisions)


def company_at(base: Company, settings: dict[str, Any]) -> Company:
    """The company at a point of a study; what does not depend on the point is shared with `base`.

    The same as `engine.prepare` of the varied scenario. Values of parameters were checked when the study was planned;
    anything else goes through the scenario.
    """
    inside = {name: each for name, each in settings.items() if name not in OUTSIDE}
    scenario = base.scenario if inside.keys() <= DECLARED.keys() else varied(base.scenario, settings)
    parameters, drawn = base.parameters.copy(), _drawn(scenario.seats, *_heads(scenario))
    for name in inside.keys() & DECLARED.keys():
        parameters[DECLARED[name]] = inside[name]
    rows = rows_at_start(
        parameters[0], int(drawn.company[0].reps), int(drawn.company[0].marketers), drawn.contacts, len(drawn.leaders)
    )
    skies = base.skies if scenario is base.scenario else {}
    return Company(scenario, drawn._replace(rows=rows), parameters, base.sources, skies, rules=base.rules)


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
    every = np.ascontiguousarray(rows).view(np.ndarray).view("<f8").reshape(len(rows), len(NAMES))
    table = every[:, [NAMES.index(name) for name in outcomes]]
    table[np.isnan(table)] = np.nan
    return table
