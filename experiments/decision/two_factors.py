"""A map of two factors: which of the best options leads where both stand otherwise, and where that cannot be told.

Both factors are set, in every company alike, to evenly spaced values of their ranges; the same companies live the
options in every cell, on the same luck. A cell is told apart where its leader is ahead of every other option there by
a paired t test, corrected over all cells and options of the map (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES

from ..foundations.errors import UsersError
from ..foundations.shares import CONFIDENCE
from ..foundations.statistics import Estimate, holm, paired_difference, paired_p_value
from .alternatives import Option
from .branching import Branches
from .flips import Factor, company_with, factors

SIDE = 5  # values of each factor
FORM = "two different names joined by a comma, as in leadership.strength,forces.buyers.end"


@dataclass(frozen=True)
class Cell:
    """Where the factors stand at `across` and `down`: which option leads, and by how much it leads the next, thousands.

    `apart` says whether it can be told from every other option there.
    """

    across: float
    down: float
    best: str
    lead: Estimate
    apart: bool


@dataclass(frozen=True)
class TwoFactors:
    """The map: its factors, their units, where the company stands, and the cells, row by row from the lowest `down`."""

    across: str
    across_unit: str
    across_now: float
    down: str
    down_unit: str
    down_now: float
    companies: int
    options: tuple[str, ...]
    cells: tuple[Cell, ...]


def checked_pair(text: str) -> tuple[str, str]:
    """The two factors in an option of the command.

    >>> checked_pair("leadership.strength, forces.buyers.end")
    ('leadership.strength', 'forces.buyers.end')

    Raises UsersError for anything that is not two different parameters or ends of forces.
    """
    names = [name.strip() for name in text.split(",")]
    known = [*(each.dotted for each in PARAMETERS), *(f"forces.{force}.end" for force in FORCES)]
    for name in names:
        if name not in known:
            raise UsersError(f"map = {text}: {unknown(name, known)}")
    if len(names) != 2 or names[0] == names[1]:
        raise UsersError(f"map = {text}: it must be {FORM}")
    return names[0], names[1]


def ranged(branches: Branches, pair: tuple[str, str]) -> tuple[Factor, Factor]:
    """The two factors with the ranges that flips look through; the declared one where all sets have the same value."""
    found = {each.name: each for each in factors(branches, [name for name in pair if not name.startswith("forces.")])}
    declared = {each.dotted: each for each in PARAMETERS}
    one, other = (
        each if each.low < each.high else each._replace(low=declared[each.name].low, high=declared[each.name].high)
        for each in (found[name] for name in pair)
    )
    return one, other


def map_of(branches: Branches, pair: tuple[Factor, Factor], options: Sequence[Option], companies: range) -> TwoFactors:
    """The map of two factors, in these companies. Raises RunsFailedError if a run fails."""
    across, down = pair
    cells, chances = list[Cell](), list[float]()
    for y in np.linspace(down.low, down.high, SIDE):
        for x in np.linspace(across.low, across.high, SIDE):
            company = company_with(company_with(branches.company, across, float(x)), down, float(y))
            values = {name: one.value for name, one in branches.live(options, companies, company=company).items()}
            means = {name: -float(each.mean()) for name, each in values.items()}
            first, second, *_ = sorted(means, key=means.__getitem__)
            lead = paired_difference(values[first], values[second])
            chances += [paired_p_value(values[first], values[name]) for name in values if name != first]
            cells.append(Cell(float(x), float(y), first, lead, apart=False))
    sure = np.reshape(holm(chances), (len(cells), -1)).max(axis=1) < 1 - CONFIDENCE
    told = tuple(
        Cell(each.across, each.down, each.best, each.lead, bool(one)) for each, one in zip(cells, sure, strict=True)
    )
    return TwoFactors(across.name, across.unit, across.now, down.name, down.unit, down.now, len(companies),
                      tuple(each.name for each in options), told)  # fmt: skip
