"""Where a paradigm is best: a region of the space of companies, found on one half of them and tried on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.world.words import FORCES

from ..foundations.statistics import Estimate, paired_difference
from .compared import COMPARED, DELIBERATE
from .quantities import Estimated, Level, Needs, Simulated
from .readings import Reading
from .regions import Bound, Region, RegionSearch, inside, lead_over_rivals
from .space import FACTORS, Space

REVENUE = Reading("revenue")


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
        return " and ".join(in_words(bound) for bound in self.region)


def in_words(bound: Bound) -> str:
    """A bound on a column of the table of companies."""
    if bound.column >= len(FACTORS):
        return f"{FORCES[bound.column - len(FACTORS)]} {'on' if bound.above else 'off'}"
    return f"{FACTORS[bound.column].words} {'above' if bound.above else 'up to'} {bound.cut:.3g}"


def territories(space: Space, simulated: Simulated) -> tuple[Territory, ...]:
    """For each deliberate paradigm the region found for it on the even companies, tried on the odd ones."""
    runs = _runs(space, simulated)
    earned = _earned(runs)
    table, even = space.table(), np.arange(space.companies) % 2 == 0
    search = RegionSearch(table[even], earned[even])
    best = earned.argmax(axis=1)
    sure = np.array([_is_sure(company, int(first)) for company, first in zip(runs, best, strict=True)])
    found = []
    for name in DELIBERATE:
        own = COMPARED.index(name)
        region, won = search.best(own), best == own
        rival, ahead = lead_over_rivals(earned[~even & inside(region, table)], own, COMPARED)
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
class LeadOf(Estimated):
    """The lead that the paradigm in a place of the order, by sureness, has in its region."""

    space: Space
    place: int

    def needs(self) -> Needs:
        """Revenue of every company in every paradigm."""
        yield from ((cell, REVENUE.column) for cells in self.space.cells() for cell in cells)

    def estimate(self, simulated: Simulated) -> Estimate:
        """That paradigm's lead, with its 95 % interval over companies."""
        found = sorted(territories(self.space, simulated), key=lambda each: each.sureness, reverse=True)
        return found[self.place - 1].lead
