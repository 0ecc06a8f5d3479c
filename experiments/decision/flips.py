"""When it flips: the value of one factor at which another option overtakes, bisected on matched luck.

A factor is a declared parameter or a force. It is set, in every company alike, to the ends of its range; where another
option leads there, the value in between at which the lead changes hands is bisected with these two options alone. The
lead is averaged over the same companies at every value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.runs.company import Company
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES

from ..foundations.shares import CONFIDENCE
from .alternatives import Option
from .branching import Branches, everywhere, turned

Floats = NDArray[np.float64]
Evaluate = Callable[[float, Sequence[str]], Mapping[str, Floats]]  # values of options where the factor is so
STEPS = 4  # bisections: the last bracket is a sixteenth of the first
RESAMPLES = 1000
ALWAYS = ("leadership.strength", "power.transition")  # looked at whatever the ensemble says
NARROW = {"power.transition": (4.0, 52.0)}  # weeks; the declared range holds what nobody would plan


class Factor(NamedTuple):
    """What is turned, between which values, where it stands, and its unit."""

    name: str
    low: float
    high: float
    now: float
    unit: str


@dataclass(frozen=True)
class Flip:
    """At which value of a factor the lead of the best option passes to another, with an interval.

    `at` is None where no other option leads at either end of the range [`least`, `most`]; `now` is where the company
    stands. `low` and `high` bound its 95 % bootstrap interval over companies; an open end is that of the range.
    """

    factor: str
    now: float
    least: float
    most: float
    unit: str
    at: float | None
    low: float | None
    high: float | None
    to: str | None


def factors(branches: Branches, important: Sequence[str]) -> list[Factor]:
    """Leadership, the speed of a switch, the forces, and the parameters that matter most to the difference."""
    known = {each.dotted: each for each in PARAMETERS}
    found = []
    for name in dict.fromkeys((*ALWAYS, *important)):
        each = known[name]
        low, high = NARROW.get(name, (each.low, each.high))
        values = [float(one.parameters[0][name.replace(".", "_", 1)])
                  for one in branches.company.sets or (branches.company,)]  # fmt: skip
        if name not in ALWAYS:
            low, high = min(values), max(values)
        found.append(Factor(name, low, high, float(np.mean(values)), each.unit))
    ends = {name: profile.end for name, profile in branches.company.scenario.profile_paths().items()}
    return found + [Factor(f"forces.{force}.end", 0.0, 1.0, ends[force], "1") for force in FORCES]


def company_with(company: Company, factor: Factor, value: float) -> Company:
    """The company, and all its sets, with a factor at a value."""
    if not factor.name.startswith("forces."):
        return turned(company, {factor.name: value})
    force = factor.name.split(".")[1]

    def change(one: Company) -> Company:
        paths = dict(one.scenario.profile_paths())
        path = tuple(value for _ in paths[force].path)
        paths[force] = paths[force].model_copy(update={"end": value, "path": path})
        return one._replace(scenario=one.scenario.model_copy(update={"forces": paths}), skies={})

    return everywhere(company, change)


def flip(
    branches: Branches, factor: Factor, options: Sequence[Option], best: str, companies: range, *, seed: int
) -> Flip:
    """Where the best option is overtaken as a factor moves through its range."""
    known = {option.name: option for option in options}

    def evaluate(value: float, names: Sequence[str]) -> Mapping[str, Floats]:
        company = company_with(branches.company, factor, value)
        lived = branches.live([known[name] for name in names], companies, company=company)
        return {name: one.value for name, one in lived.items()}

    return overtaken(evaluate, factor, [*known], best, seed=seed)


def overtaken(evaluate: Evaluate, factor: Factor, names: Sequence[str], best: str, *, seed: int) -> Flip:
    """As `flip`, whatever tells what the options are worth.

    The end looked at is the one where the best option is furthest behind another; at the other end it must lead.
    """
    ends = {end: evaluate(end, names) for end in (factor.low, factor.high)}
    none = Flip(factor.name, factor.now, factor.low, factor.high, factor.unit, None, None, None, None)
    behind = {end: max((float((values[name] - values[best]).mean()), name) for name in names if name != best)
              for end, values in ends.items()}  # fmt: skip
    lost = max(behind, key=lambda end: behind[end][0])
    kept = factor.high if lost == factor.low else factor.low
    gap, rival = behind[lost]
    if gap <= 0 or factor.low == factor.high:
        return none
    leads = {end: values[best] - values[rival] for end, values in ends.items()}
    if leads[kept].mean() <= 0:  # behind at both ends: it leads in between, if at all
        return replace(none, to=rival)
    for _ in range(STEPS):
        middle = (lost + kept) / 2
        values = evaluate(middle, (best, rival))
        leads[middle] = values[best] - values[rival]
        lost, kept = (middle, kept) if leads[middle].mean() < 0 else (lost, middle)
    at, low, high = crossing(leads, seed=seed)
    return replace(none, at=at, low=low, high=high, to=rival)


def crossing(leads: Mapping[float, Floats], *, seed: int) -> tuple[float, float, float]:
    """Where the mean lead crosses zero, on straight lines between the values looked at, and its bootstrap interval.

    `leads` has the lead of each company at each value. Resamples without a crossing count at the nearest end.
    """
    places = np.array(sorted(leads))
    table = np.array([leads[place] for place in places])
    drawn = np.random.default_rng(seed).integers(table.shape[1], size=(RESAMPLES, table.shape[1]))
    found = [_zero(places, table[:, each].mean(axis=1)) for each in drawn]
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(found, [tail, 100 - tail])
    return _zero(places, table.mean(axis=1)), float(low), float(high)


def _zero(places: Floats, means: Floats) -> float:
    """The first place, from the left, where the sign changes; the end that is nearer to zero if it never does."""
    signs = np.flatnonzero(np.signbit(means[1:]) != np.signbit(means[:-1]))
    if not signs.size:
        return float(places[0] if abs(means[0]) < abs(means[-1]) else places[-1])
    at = int(signs[0])
    share = means[at] / (means[at] - means[at + 1])
    return float(places[at] + share * (places[at + 1] - places[at]))
