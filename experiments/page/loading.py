"""A company as the page's engine takes it: where each table's fields lie, what they hold at first, its structures."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from cordiale.simulation.runs.company import Company
from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.paths import SHAPES
from cordiale.simulation.world.state import ARRAYS, element
from cordiale.simulation.world.words import GOAL, WEEKS_PER_QUARTER, Bound, Resolve

TOLD = (
    "clock",
    "company",
    "structure",
    "decisions",
    "parameters",
    "weather",
    "quarters",
    "people",
    "teams",
    "ties",
    "opinions",
    "leads",
    "customers",
    "matters",
    "tally",
)  # tables a host reads fields of


def told(company: Company) -> dict[str, Any]:
    """What `engine.mjs` needs of a company, as JSON-like values; sizes in bytes, tables little-endian."""
    scenario, blueprint, rows = company.scenario, company.blueprint, company.blueprint.rows
    given: dict[str, Any] = {
        "company": blueprint.company,
        "people": blueprint.people,
        "teams": blueprint.teams,
        "sources": company.sources,
        **scenario.quantiles.tables(),
        "parameters": company.parameters,
        "theory": scenario.theory_record(),
    }
    longest, ties = max(rows["leads"], rows["matters"]), rows["ties"]
    lengths = dict.fromkeys(ARRAYS, 1) | {name: len(table) for name, table in given.items()} | rows
    lengths |= {"structure": GOAL + 1, "decisions": 0, "tally": 2, "opinions": 2 * ties, "tie_index": 2 * ties}
    lengths |= {"turns": WEEKS_PER_QUARTER, "queue": longest, "queue_start": len(blueprint.people) + 1}
    return {
        "order": list(ARRAYS),
        "tables": {name: _layout(name) for name in ARRAYS},
        "rows": lengths,
        "given": {name: _bytes(table) for name, table in given.items()},
        "leaders": _bytes(blueprint.leaders),
        "leaderPairs": len(blueprint.leaders),
        "contacts": blueprint.contacts,
        "keys": list(blueprint.keys),
        "goal": int(GOAL),
        "kinds": {word: int(kind) for word, kind in Resolve.words().items()},
        "always": int(Bound.ALWAYS),
        "settings": list(SETTINGS),
        "dials": [each.dotted for each in PARAMETERS],
        "response": int(scenario.leadership.response),
        "alarmed": scenario.leadership.goal,
        "today": scenario.company.paradigm,
        "spread": scenario.company.spread,
        "burnIn": scenario.company.burn_in,
        "weeksPerQuarter": WEEKS_PER_QUARTER,
        "shapes": list(SHAPES),
        "growth": [scenario.growth.in_quarter(quarter) for quarter in range(1, scenario.growth.quarters + 1)],
        "forces": {force: path.model_dump(exclude={"file"}) for force, path in scenario.profile_paths().items()},
        "structures": {name: _named("structure", row.values()) for name, row in scenario.rows.items()},
    }


def _layout(name: str) -> dict[str, Any]:
    kind = element(name)
    fields = kind.fields if name in TOLD and kind.fields else {}
    return {"size": kind.itemsize, "fields": {field: [place[1], place[0].kind] for field, place in fields.items()}}


def _bytes(table: Any) -> str:
    return base64.b64encode(np.ascontiguousarray(table).tobytes()).decode()


def _named(name: str, values: tuple[Any, ...]) -> dict[str, float]:
    return {field: float(value) for field, value in zip(element(name).names or (), values, strict=True)}
