"""What is asked of a decision, checked before anything runs."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.errors import UsersError
from ..foundations.extent import check_extent
from ..foundations.selection import Rule
from .alternatives import LATER, goals

FEWEST, MOST = 4, 48  # matched companies of what follows the choice
FIRST = 6  # companies, at least, that live all options before anything is ruled out
MANY = 100_000  # batches, or matched companies, that can be asked for


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: `first`, `batches` and `matched` fix what the budget would otherwise decide, so that it can be
    repeated.

    `pair` are the two factors of the map; the two that matter most, if none are given.
    """

    switch_quarter: int
    quarters: int
    seed: int
    budget: float = 60.0
    rule: Rule
    parameters: str
    decisions: tuple[str, ...]
    first: int | None = None
    batches: int | None
    matched: int | None
    workers: int | None
    pair: tuple[str, str] | None = None

    def checked(self, scenario: Scenario) -> Asked:
        """The same, once everything is in its range. Raises UsersError or ScenarioError."""
        plan(scenario, paradigms=[scenario.company.paradigm], forces=["all"], replications=1, quarters=self.quarters,
             seed=self.seed, decisions=self.decisions)  # fmt: skip
        last = self.quarters - LATER
        if last < 1:
            raise UsersError(f"quarters = {self.quarters} is too few: a switch needs at least {LATER + 1}")
        if not 1 <= self.switch_quarter <= last:
            raise UsersError(f"switch-quarter = {self.switch_quarter} is outside [1, {last}], {LATER} quarters before "
                             f"the end of {self.quarters}")  # fmt: skip
        if not 0 < self.budget < 1e6:
            raise UsersError(f"budget = {self.budget:g} is outside (0, 1e6) seconds")
        for name, value, least in (
            ("first", self.first, FIRST),
            ("batches", self.batches, 0),
            ("matched", self.matched, FEWEST),
        ):
            if value is not None and not least <= value <= MANY:
                raise UsersError(f"{name} = {value} is outside [{least}, {MANY}]")
        if not goals(scenario):
            raise ScenarioError(f"{scenario.name}: no paradigm is left to switch to")
        check_extent(max(self.matched or FEWEST, self.first or FIRST) * (len(goals(scenario)) + 1), self.quarters)
        return self
