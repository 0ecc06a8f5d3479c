"""What is simulated for a claim: cells, each one kind of company in one kind of world, in matched replications.

Replications of one number meet the same luck in every cell, so any two cells make a paired comparison. A cell
is declared by what differs from the scenario `status-quo`: nothing in the model knows of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario

from ..calibration.targets import YEAR
from ..calibration.targets import today as today_of

SCENARIO = "status-quo"
TODAY = "today"  # a force set: all forces, each held at the level at which its path starts
VARIANT = "variant"  # the name under which a changed row of structure is run
THREE_YEARS = 3 * YEAR

Pairs = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Cell:
    """A company and its world.

    `values` are other values of the scenario by dotted name, `settings` other settings of the paradigm's row.
    `life` says how it is lived: see `experiments.validation.lives`.
    """

    paradigm: str = "status-quo"
    forces: str = "none"
    quarters: int = THREE_YEARS
    switch_quarter: int = 0
    values: Pairs = ()
    settings: Pairs = ()
    life: str = "usual"

    def having(self, values: Mapping[str, Any] | None = None, **settings: Any) -> Cell:
        """The same cell with other values, by dotted name, and other settings of its structure.

        >>> Cell("siloed").having({"people.craft": 0.0}, integration=0.5).settings
        (('integration', 0.5),)
        """
        changed = dict(self.values) | dict(values or {})
        row = dict(self.settings) | settings
        return replace(self, values=tuple(sorted(changed.items())), settings=tuple(sorted(row.items())))

    def under(self, forces: str) -> Cell:
        """The same company under another set of forces."""
        return replace(self, forces=forces)

    def company(self) -> Company:
        """What all its replications share. Raises ScenarioError for a value out of range."""
        return _company(self.paradigm if self.settings else "", self.forces == TODAY, self.values, self.settings)

    def run(self, replication: int, seed: int) -> Run:
        """One replication of it."""
        paradigm = VARIANT if self.settings else self.paradigm
        forces = "all" if self.forces == TODAY else self.forces
        return Run(paradigm, forces, replication, seed, self.quarters, self.switch_quarter)


@cache
def _company(paradigm: str, today: bool, values: Pairs, settings: Pairs) -> Company:
    scenario = load_scenario(SCENARIO)
    if settings:
        row = scenario.rows[paradigm].model_dump() | dict(settings)
        scenario = scenario.with_values({"paradigms": {VARIANT: row}})
    if today:
        scenario = today_of(scenario)
    return prepare(scenario.with_values(dict(values)))


@cache
def scenario_value(name: str) -> float:
    """What the scenario has as a parameter, by dotted name.

    >>> scenario_value("people.weekly_hours")
    36.0
    """
    group, _, key = name.partition(".")
    return float(getattr(getattr(load_scenario(SCENARIO), group), key))
