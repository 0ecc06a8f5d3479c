"""Pattern 13: no paradigm is best everywhere.

*Question*: is there, for each of at least three paradigms, a kind of company for which it is best?
*Design*: companies from a Latin hypercube over what companies differ in, each under one of the eight sets of
forces and in each paradigm. On one half of them a region is sought for each paradigm, at most two conditions long,
in which it earns most; on the other half it must earn more there than its strongest rival.
*Measure*: revenue over eight quarters, relative to the company's mean over paradigms.
*Expectation* (before the run): this is likely to fail; integration costs little in this model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.scenario.weather import force_set
from cordiale.simulation.world.words import FORCES

from ...foundations.force_sets import all_sets
from ...foundations.statistics import Estimate, paired_difference
from ..cells import Cell
from ..claims import Claim, Part
from ..criteria import Above
from ..quantities import Level, Measured, Needs, Reading, Simulated
from ..regions import Condition, Region, Search, inside, lead
from .paradigms import COMPARED, DELIBERATE

FORCE_SETS = all_sets()
REVENUE = Reading("revenue")
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
            return float(self.low * (self.high / self.low) ** share)
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
    Factor("customers.service_hours", 0.05, 1, "weekly hours of a customer"),
    Factor("leadership.strength", 0.05, 0.95, "leadership strength"),
    Factor("people.orientation_gap", 0, 0.8, "difference of views"),
    Factor("trust.initial", 0.25, 0.75, "initial trust"),
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


class Territory(NamedTuple):
    """A paradigm, where it is best, and its lead there.

    `best_share` is the share of companies in which its mean revenue is the largest, `sure_share` of those in which
    it can be told apart from every other; `region` is what was found for it, `lead` that over the strongest rival.
    """

    paradigm: str
    best_share: float
    sure_share: float
    region: Region
    rival: str
    lead: Estimate

    @property
    def sureness(self) -> float:
        """How many times its own half-width the lead is."""
        half = (self.lead.high - self.lead.low) / 2
        return self.lead.mean / half if half > 0 else -np.inf

    def words(self) -> str:
        """The region in words."""
        return " and ".join(in_words(condition) for condition in self.region)


def in_words(condition: Condition) -> str:
    """A condition on a column of the table of companies."""
    if condition.column >= len(FACTORS):
        return f"{FORCES[condition.column - len(FACTORS)]} {'on' if condition.above else 'off'}"
    return f"{FACTORS[condition.column].words} {'above' if condition.above else 'up to'} {condition.cut:.3g}"


def territories(space: Space, simulated: Simulated) -> tuple[Territory, ...]:
    """For each deliberate paradigm the region found for it on the even companies, tried on the odd ones."""
    runs = _runs(space, simulated)
    earned = _earned(runs)
    table, even = space.table(), np.arange(space.companies) % 2 == 0
    search = Search(table[even], earned[even])
    best = earned.argmax(axis=1)
    sure = np.array([_is_sure(company, int(first)) for company, first in zip(runs, best, strict=True)])
    found = []
    for name in DELIBERATE:
        own = COMPARED.index(name)
        region, won = search.best(own), best == own
        rival, ahead = lead(earned[~even & inside(region, table)], own, COMPARED)
        found.append(Territory(name, float(won.mean()), float((won & sure).mean()), region, rival, ahead))
    return tuple(found)


def _runs(space: Space, simulated: Simulated) -> Any:
    """Revenue, shape (companies, paradigms, replications)."""
    return np.array([[Level(cell, REVENUE).sample(simulated) for cell in cells] for cells in space.cells()])


def _earned(runs: Any) -> Any:
    """Revenue relative to the company's mean over paradigms, shape (companies, paradigms)."""
    revenue = runs.mean(axis=2)
    return revenue / revenue.mean(axis=1, keepdims=True) - 1.0


def _is_sure(company: Any, first: int) -> bool:
    """Whether a paradigm's lead over each other is above zero with its interval; shape (paradigms, replications)."""
    others = (other for other in range(len(company)) if other != first)
    return all(paired_difference(company[first], company[other]).low > 0.0 for other in others)


@dataclass(frozen=True)
class LeadOf(Measured):
    """The lead that the paradigm in a place of the order, by sureness, has in its region."""

    space: Space
    place: int

    def needs(self) -> Needs:
        yield from ((cell, REVENUE.column) for cells in self.space.cells() for cell in cells)

    def estimate(self, simulated: Simulated) -> Estimate:
        found = sorted(territories(self.space, simulated), key=lambda each: each.sureness, reverse=True)
        return found[self.place - 1].lead


SPACE = Space()
CLAIM = Claim(
    13,
    "no paradigm is best everywhere",
    "No paradigm is best everywhere: over the space of companies and forces each of at least three is best somewhere "
    "that can be described.",
    "480 companies from a Latin hypercube over 14 factors and the 8 sets of forces, the five deliberate paradigms and "
    "the status quo, 8 quarters; a region of at most two conditions is sought for each paradigm on one half of the "
    "companies and tried on the other; intervals are over companies",
    "model-brief pattern 13; F28",
    (
        Part(
            "lead of the third paradigm over its strongest rival, in the region found for it",
            LeadOf(SPACE, 3),
            Above(0.0),
            "%",
        ),
    ),
    (1, 4),
)
CLAIMS = (CLAIM,)
