"""A study that stops: replications of a point end when the best option of its world is known at the stated error.

With `until` in a study file, a *cell* is the points that differ in one factor alone, its options. All options of all
cells live `first` replications; then round by round those cells whose answer is open live a `batch` more of the options
that are still in, until one is left or `replications`, the most, are lived. What is in and what is out is asked of
`foundations.selection` (Kim and Nelson 2001, after a screening), by living its procedure again on what is kept.

So the next round follows from the finished rounds alone, whoever carried them out. A round is parts of one `batch`
replications of one point. The error is that of each cell, not of all cells together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..comparison.measures import MEASURES, adds_up
from ..foundations.selection import Race, Rule, choose
from .file import Until
from .folder import PARTS
from .inspection import UNREADABLE
from .ledger import Ledger
from .parts import Outcomes, outcomes_in
from .planning import Part, Plan

LESS_IS_BETTER = {each.column for each in MEASURES if not each.higher_is_better}


class Cell(NamedTuple):
    """The points of one world, by option."""

    points: dict[str, int]


class Standing(NamedTuple):
    """How far a cell is: the batches that its race asked for so far, and the race where all of them are there.

    `wanted` are those of them still to be lived. A cell with a run that failed, or brought no number, stays without a
    race, and asks for no more.
    """

    asked: tuple[Part, ...]
    wanted: tuple[Part, ...]
    race: Race | None

    @property
    def is_told(self) -> bool:
        """Whether the best option is known at the stated error."""
        return self.race is not None and self.race.decided


class _MissingError(Exception):
    """The race needs a replication that there is not."""


class Worths:
    """What each run of a study brought, as far as it is kept: in the unit of the outcome, more always better."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self._of = dict[int, float]()
        self._read = set[Part]()

    def learn(self, ledger: Ledger, *, skip_unreadable: bool = False) -> None:
        """Read the parts that have come since. Raises OSError, ValueError, KeyError for a damaged one."""
        for entry in ledger.entries():
            if entry.part not in self._read and entry.file_sha256 is not None:
                try:
                    found = outcomes_in(self.plan, self.folder / PARTS / entry.part.name)
                except UNREADABLE:
                    if not skip_unreadable:
                        raise
                    continue
                self._of |= {run: worth(self.plan, outcomes) for run, outcomes in found.items()}
            self._read.add(entry.part)

    def whole(self, part: Part) -> bool:
        return part in self._read

    def of(self, part: Part) -> list[float]:
        """What the runs of a part brought; not a number where one failed."""
        return [self._of.get(run, np.nan) for run in range(*part)]


def worth(plan: Plan, outcomes: Outcomes) -> float:
    """What a run brought by the outcome that `until` names: its sum over quarters if it adds up, else its average."""
    name = _until(plan).outcome
    values = outcomes[1:, plan.kept.index(name)]
    known = values if adds_up(name) else values[~np.isnan(values)]
    made = float(known.sum() if adds_up(name) else known.mean()) if len(known) else np.nan
    return -made if name in LESS_IS_BETTER else made


def cells(plan: Plan) -> list[Cell]:
    """The cells, in the order of their first points."""
    of = _until(plan).of
    others = [column for name, column in plan.columns.items() if name != of]
    found: dict[tuple[Any, ...], Cell] = {}
    for point, world in enumerate(zip(*others, strict=True)):
        found.setdefault(world, Cell({})).points[str(plan.columns[of][point])] = point
    return list(found.values())


def standing(plan: Plan, cell: Cell, worths: Worths) -> Standing:
    """How far a cell is, by what is kept of it."""
    until, size, asked = _until(plan), plan.study.replications, list[Part]()

    def lived(names: Sequence[str], companies: range) -> Mapping[str, Any]:
        parts = {name: _parts(cell.points[name] * size, companies, until.batch) for name in names}
        asked.extend(part for of_name in parts.values() for part in of_name)
        values = {name: [each for part in of_name for each in worths.of(part)] for name, of_name in parts.items()}
        if not np.isfinite([*values.values()]).all():
            raise _MissingError
        return {name: np.array(each) for name, each in values.items()}

    race = None
    try:
        if len(cell.points) < 2:
            lived([*cell.points], range(until.first))
        else:
            race = choose(lived, [*cell.points], rule_of(until), more=lambda race: race.companies + until.batch <= size)
    except _MissingError:
        pass
    return Standing(tuple(asked), tuple(part for part in asked if not worths.whole(part)), race)


def rule_of(until: Until) -> Rule:
    """The rule of selection that `until` states."""
    return Rule(until.best_at, until.indifference, until.first, until.batch)


def standings(plan: Plan, worths: Worths) -> list[Standing]:
    """How far every cell is, in their order."""
    return [standing(plan, cell, worths) for cell in cells(plan)]


def standings_in(plan: Plan, ledger: Ledger) -> list[Standing]:
    """The same by what lies in the folder of a ledger; a part that cannot be read counts as still wanted."""
    worths = Worths(plan, ledger.file.parent)
    worths.learn(ledger, skip_unreadable=True)
    return standings(plan, worths)


def planned_runs(plan: Plan, ledger: Ledger) -> int:
    """How many runs a study is to have, as far as what is kept says."""
    if plan.study.until is None:
        return plan.runs
    return sum(part.last - part.first for each in standings_in(plan, ledger) for part in each.asked)


def next_round(found: Iterable[Standing]) -> list[Part]:
    """The parts that cells want now, in order."""
    return sorted(part for each in found for part in each.wanted)


def _parts(start: int, companies: range, batch: int) -> list[Part]:
    return [Part(start + first, start + first + batch) for first in range(companies.start, companies.stop, batch)]


def _until(plan: Plan) -> Until:
    assert plan.study.until is not None
    return plan.study.until
