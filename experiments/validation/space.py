"""The space of companies and worlds: a Latin hypercube over what companies differ in, under each set of forces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.scenario.weather import force_set
from cordiale.simulation.world.powers import power
from cordiale.simulation.world.words import FORCES

from ..foundations.force_sets import all_sets
from .cells import Cell
from .compared import COMPARED

FORCE_SETS = all_sets()
QUARTERS = 8
REPS_PER_MARKETER = "reps per marketer"  # no value of a scenario: marketers follow from it


class Factor(NamedTuple):
    """Something companies differ in: its dotted name, its range, words for it, and whether it is spread by ratios."""

    name: str
    low: float
    high: float
    words: str
    by_ratio: bool = False

    def value(self, share: float) -> float:
        """The value at a share of the range."""
        if self.by_ratio:
            return float(self.low * power(self.high / self.low, share))
        return self.low + (self.high - self.low) * share


FACTORS = (
    Factor("company.reps", 8, 80, "reps", by_ratio=True),
    Factor(REPS_PER_MARKETER, 1.5, 8, "reps per marketer", by_ratio=True),
    Factor("campaigns.leads_per_week", 3, 16, "leads of a marketer a week", by_ratio=True),
    Factor("selling.contact_hours", 2, 12, "hours to contact a lead"),
    Factor("selling.prospecting_hours", 6, 40, "hours to find a lead of one's own", by_ratio=True),
    Factor("selling.opportunity_hours", 1, 8, "weekly hours of an opportunity"),
    Factor("selling.quota", 0.6, 5, "quota", by_ratio=True),
    Factor("buyers.cycle", 4, 40, "weeks of a buyer's cycle", by_ratio=True),
    Factor("buyers.autonomy", 0.1, 0.7, "buyers' autonomy"),
    Factor("customers.recurring_share", 0, 1, "share of recurring contracts"),
    Factor("customers.service_hours", 0.03, 0.5, "weekly hours of a customer"),
    Factor("leadership.strength", 0.05, 0.95, "leadership strength"),
    Factor("people.orientation_gap", 0, 0.8, "difference of views"),
    Factor("people.ambiguity", 0.1, 0.9, "ambiguity of merged roles"),
    Factor("campaigns.fit_mean", -2.5, -0.3, "fit of marketing's leads"),
)


@dataclass(frozen=True)
class Space:
    """A sample of companies and worlds: how many, and the seed of the hypercube."""

    companies: int = 480
    seed: int = 13
    factors: tuple[Factor, ...] = FACTORS

    def points(self) -> tuple[tuple[dict[str, Any], str], ...]:
        """For each company its values by dotted name, and its set of forces."""
        return _points(self)

    def table(self) -> Any:
        """What a region may speak of, shape (companies, factors and forces)."""
        rows = []
        for values, forces in self.points():
            on = force_set(forces)
            ratio = values["company.reps"] / values["company.marketers"]
            known = [values.get(factor.name, ratio) for factor in self.factors]
            rows.append([*known, *(float(force in on) for force in FORCES)])
        return np.array(rows)

    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """For each company a cell in each paradigm."""
        return tuple(
            tuple(Cell(paradigm, forces, QUARTERS).having(values) for paradigm in COMPARED)
            for values, forces in self.points()
        )


@cache
def _points(space: Space) -> tuple[tuple[dict[str, Any], str], ...]:
    from scipy.stats import qmc  # late: SciPy takes its time

    shares = qmc.LatinHypercube(len(space.factors) + 1, rng=np.random.default_rng(space.seed)).random(space.companies)
    return tuple(_point(space.factors, row) for row in shares)


def _point(factors: tuple[Factor, ...], shares: Any) -> tuple[dict[str, Any], str]:
    """A company and its set of forces, from a share of the range of each factor and, last, of the sets."""
    values: dict[str, Any] = {factor.name: factor.value(share) for factor, share in zip(factors, shares, strict=False)}
    reps = round(values["company.reps"])
    values |= {"company.reps": reps, "company.marketers": max(1, round(reps / values.pop(REPS_PER_MARKETER)))}
    return values, FORCE_SETS[int(shares[-1] * len(FORCE_SETS))]


SPACE = Space()
