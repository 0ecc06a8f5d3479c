"""Structures beyond the paradigms: each setting by itself, and rows drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from cordiale.simulation.world.paradigms import GRADED, PARADIGMS
from cordiale.simulation.world.words import Attribution, DecisionRule

from ..foundations.statistics import CONFIDENCE, Estimate, paired_difference
from .cells import Cell
from .quantities import Estimated, Level, Needs, Simulated
from .readings import Reading

# What a company wants: more (1) or less (-1) of each, over all quarters.
OUTCOMES = {
    "revenue_new": 1.0,
    "friction_events_per_person_week": -1.0,
    "ideas_adopted": 1.0,
    "leavers": -1.0,
    "perception_gap": -1.0,
}
QUARTERS = 8
BEST = 0.1  # the share of structures that counts as the best
RESAMPLES, SEED = 1000, 17
ROWS, WORLDS = ("status-quo", "proportional"), ("none", "all")
# Each setting of a row at its lower end, between, and at its upper end; those that are words, at two.
PLACES: dict[str, tuple[Any, ...]] = {
    "integration": (0.0, 0.5, 1.0),
    "role_overlap": (0.0, 0.5, 1.0),
    "power_balance": (-0.8, 0.0, 0.8),
    "shared_goals": (0.0, 0.5, 1.0),
    "joint_planning": (0.0, 2.0, 8.0),
    "attribution": ("own-accounting", "pooled"),
    "decision_rule": ("each-alone", "joint-consent"),
    "heads": (1, 2),
}


def wanted(cell: Cell, outcome: str, simulated: Simulated) -> Any:
    """How good a company is at something, per replication: the larger the better."""
    return OUTCOMES[outcome] * Level(cell, Reading(outcome)).sample(simulated)


@dataclass(frozen=True)
class SettingsWithAPrice(Estimated):
    """How many settings have, in some row and world, an interior best of new revenue, or cost another outcome.

    The interval goes from those that surely have to those of which it cannot be excluded.
    """

    def needs(self) -> Needs:
        """All outcomes of each place of each setting."""
        for setting in PLACES:
            for places in worlds(setting):
                yield from ((cell, outcome) for cell in places for outcome in OUTCOMES)

    def estimate(self, simulated: Simulated) -> Estimate:
        """The count, from sure to possible."""
        likely = [any(has_price(places, simulated, 0) for places in worlds(setting)) for setting in PLACES]
        surely = [any(has_price(places, simulated, 1) for places in worlds(setting)) for setting in PLACES]
        maybe = [any(has_price(places, simulated, -1) for places in worlds(setting)) for setting in PLACES]
        first = next(iter(worlds("heads")))[0]
        count = len(wanted(first, "revenue_new", simulated))
        return Estimate(float(sum(likely)), float(sum(surely)), float(sum(maybe)), count)


def worlds(setting: str) -> Iterator[tuple[Cell, ...]]:
    """The places of a setting on each row in each world, a cell each."""
    for row in ROWS:
        for forces in WORLDS:
            yield tuple(Cell(row, forces, QUARTERS).having(None, **{setting: place}) for place in PLACES[setting])


def has_price(places: tuple[Cell, ...], simulated: Simulated, sure: int) -> bool:
    """Whether revenue is best inside, or the better end worse at something: surely (1), likely (0), or maybe (-1)."""
    low, high = places[0], places[-1]
    earned = [wanted(cell, "revenue_new", simulated) for cell in places]
    if len(places) > 2 and all(_is_above(earned[1], end, sure) for end in (earned[0], earned[-1])):
        return True
    better, other = (high, low) if np.mean(earned[-1]) > np.mean(earned[0]) else (low, high)
    gains = _is_above(wanted(better, "revenue_new", simulated), wanted(other, "revenue_new", simulated), sure)
    costs = (
        _is_above(wanted(other, outcome, simulated), wanted(better, outcome, simulated), sure)
        for outcome in list(OUTCOMES)[1:]
    )
    return gains and any(costs)


def _is_above(first: Any, second: Any, sure: int) -> bool:
    difference = paired_difference(first, second)
    return bool({1: difference.low, 0: difference.mean, -1: difference.high}[sure] > 0.0)


@dataclass(frozen=True)
class RandomStructures:
    """Rows drawn at random, each setting over its range: how many, and the seed."""

    count: int = 256
    seed: int = 17

    def cells(self) -> tuple[Cell, ...]:
        """A company in each of them, under all forces."""
        return _cells(self)


@cache
def _cells(sample: RandomStructures) -> tuple[Cell, ...]:
    luck = np.random.default_rng(sample.seed)
    return tuple(Cell(forces="all", quarters=QUARTERS).having(None, **_row(luck)) for _ in range(sample.count))


def _row(luck: Any) -> dict[str, Any]:
    """A row at random; planning up to four hours a week, beyond which nobody goes."""
    row: dict[str, Any] = {setting: float(luck.random()) for setting in GRADED}
    row["power_balance"] = 2.0 * row["power_balance"] - 1.0
    row["joint_planning"] *= 4.0
    row["attribution"] = list(Attribution.words())[luck.integers(len(Attribution))]
    row["decision_rule"] = list(DecisionRule.words())[luck.integers(len(DecisionRule))]
    return row | {"heads": int(luck.integers(1, 3)), "balancer": bool(luck.integers(2))}


@dataclass(frozen=True)
class BestAtEverything(Estimated):
    """The share of companies in which one structure is in the best tenth of all outcomes at once; the largest of all.

    The interval is by resampling companies: that of the structure which comes nearest.
    """

    sample: RandomStructures

    def needs(self) -> Needs:
        """All outcomes of all structures."""
        yield from ((cell, outcome) for cell in self.sample.cells() for outcome in OUTCOMES)

    def estimate(self, simulated: Simulated) -> Estimate:
        """The largest share over structures."""
        among = np.ones((self.sample.count, 1), dtype=bool)
        for outcome in OUTCOMES:
            values = np.array([wanted(cell, outcome, simulated) for cell in self.sample.cells()])
            bar = np.nanquantile(values, 1.0 - BEST, axis=0)
            among = among & (values >= bar)
        shares, luck = among.mean(axis=1), np.random.default_rng(SEED)
        drawn = luck.integers(among.shape[1], size=(RESAMPLES, among.shape[1]))
        most = np.array([among[int(np.argmax(shares))][rows].mean() for rows in drawn])
        low, high = np.quantile(most, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        return Estimate(float(shares.max()), float(low), float(high), among.shape[1])


SAMPLE = RandomStructures()
assert set(PLACES) <= set(PARADIGMS["status-quo"].model_dump())
