"""A study that stops: replications of a point end when the best option of its world is known at the stated error.

All options of all worlds live `first` replications; then round by round those worlds whose answer is open live a
`batch` more of the options that are still in, until one is left or `replications`, the most, are lived. What is in and
what is out is asked of `foundations.selection` (Kim and Nelson 2001, after a screening). The error is that of each
world, not of all worlds together.

With a budget, the most `runs` of the study, a round is for a quarter of the open worlds, those with the least evidence:
of an option in front of another by m in r companies, whose difference spreads by s, max(m, indifference)² r / s². That
is optimal computing budget allocation: where these are equal in all worlds, a false choice is least likely in any
(Gao, Du and Chen 2019, "Selecting the optimal system design under covariates", IEEE CASE, 547-552), and the most
starving is given first (Chen and Lee 2011, "Stochastic simulation optimization"); paired differences as in Fu, Hu,
Chen and Xiong (2007), INFORMS Journal on Computing 19(1), 101-111. A closer call than the indifference is worth no
more than one at it: who is ahead does not matter there. A world that the budget leaves open is not told.

The next round follows from the finished rounds alone, whoever carried them out. A round is parts of one `batch`
replications of one point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..foundations.selection import Draw, Floats, Race, Rule, first_stage, go_on
from .ledger import Ledger
from .planning import Part, Plan
from .stopping import Worths, options, until_of

SHARE = 4  # with a budget, a round is for one open world in so many


@dataclass
class World:
    """How far a world is: what its race asked for, those of it still to be lived, and the race.

    A world with a run that failed, or brought no number, is stuck: it asks for no more. `allowed` are the batches that
    it may live after the first replications.
    """

    points: dict[str, int]
    allowed: float
    asked: set[Part] = field(default_factory=set)
    wanted: list[Part] = field(default_factory=list)
    race: Race | None = None
    stuck: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the best option is known at the stated error."""
        return self.race is not None and self.race.decided and not self.stuck


class _MissingError(Exception):
    """The race needs a replication that there is not."""


class Rounds:
    """The rounds of a study that stops, as far as what is kept goes."""

    def __init__(self, plan: Plan, worths: Worths) -> None:
        self.plan, self.worths, self.until = plan, worths, until_of(plan)
        self.rule = Rule(self.until.best_at, self.until.indifference, self.until.first, self.until.batch)
        allowed = math.inf if self.until.runs is None else 0
        self.worlds = [World(points, allowed) for points in options(plan)]

    @property
    def asked(self) -> int:
        """How many runs were asked for so far."""
        return sum(part.last - part.first for world in self.worlds for part in world.asked)

    def next(self) -> list[Part]:
        """The parts of the round that is not whole yet, in order; none after the last."""
        while True:
            for world in self.worlds:
                self._go_on(world)
            wanted = sorted(part for world in self.worlds for part in world.wanted)
            if wanted or not self._allow_more():
                return wanted

    def _go_on(self, world: World) -> None:
        """Take a race as far as it may go with what is kept."""
        lived = partial(self._values, world)
        try:
            if world.race is None and not world.stuck:
                self._begin(world, lived)
            while self._is_open(world) and world.race is not None and world.race.batches < world.allowed:
                go_on(lived, world.race, self.rule)
        except _MissingError:
            world.stuck = not world.wanted

    def _begin(self, world: World, lived: Draw) -> None:
        """The first replications; a race where there is more than one option."""
        if len(world.points) > 1:
            world.race = first_stage(lived, [*world.points], self.rule)
        else:
            lived([*world.points], range(self.until.first))

    def _values(self, world: World, names: Sequence[str], companies: range) -> dict[str, Floats]:
        """What these options brought in these companies. Raises _MissingError where that is not known."""
        parts = {name: self._parts(world.points[name], companies) for name in names}
        world.asked |= {part for of_name in parts.values() for part in of_name}
        world.wanted = [part for of_name in parts.values() for part in of_name if not self.worths.whole(part)]
        values = {name: np.array([each for part in of_name for each in self.worths.of(part)])
                  for name, of_name in parts.items()}  # fmt: skip
        if not all(np.isfinite(each).all() for each in values.values()):
            raise _MissingError
        return values

    def _parts(self, point: int, companies: range) -> list[Part]:
        start, batch = point * self.plan.study.replications, self.until.batch
        return [Part(start + at, start + at + batch) for at in range(companies.start, companies.stop, batch)]

    def _is_open(self, world: World) -> bool:
        """Whether another batch may tell what is not told."""
        race = world.race
        if race is None or race.decided or world.stuck:
            return False
        return race.companies + self.until.batch <= self.plan.study.replications

    def _allow_more(self) -> bool:
        """Allow a batch to those that have the least evidence, as far as the budget goes; whether it allowed any."""
        if self.until.runs is None:
            return False
        waiting = sorted(filter(self._is_open, self.worlds), key=evidence)
        left, allowed = self.until.runs - self.asked, False
        for world in waiting[: math.ceil(len(waiting) / SHARE)]:
            assert world.race is not None
            left -= len(world.race.remaining) * self.until.batch
            if left < 0:
                break
            world.allowed += 1
            allowed = True
        return allowed


def evidence(world: World) -> float:
    """How clearly the option in front is ahead of the nearest other: the larger, the clearer."""
    race = world.race
    assert race is not None
    r, front = race.companies, race.seen[race.best][: race.companies]
    leads = [front - race.seen[name][:r] for name in race.remaining if name != race.best]
    spreads = [float(np.var(each, ddof=1)) for each in leads]
    return min(max(float(lead.mean()), race.delta) ** 2 * r / spread if spread else math.inf
               for lead, spread in zip(leads, spreads, strict=True))  # fmt: skip


def rounds_of(plan: Plan, ledger: Ledger) -> Rounds:
    """The rounds by what lies in the folder of a ledger; a part that cannot be read counts as still wanted."""
    worths = Worths(plan, ledger.file.parent)
    worths.learn(ledger, skip_unreadable=True)
    rounds = Rounds(plan, worths)
    rounds.next()
    return rounds


def planned_runs(plan: Plan, ledger: Ledger) -> int:
    """How many runs a study is to have, as far as what is kept says."""
    return plan.runs if plan.study.until is None else rounds_of(plan, ledger).asked
