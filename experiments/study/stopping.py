"""What the runs of a study that stops are worth, and which points make a world.

With `until` in a study file, a *world* is the points that differ in one factor alone, its options; `rounds.py` says
which of them live how long.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..comparison.measures import LESS_IS_BETTER, adds_up
from .file import Until
from .folder import PARTS
from .inspection import UNREADABLE
from .ledger import Ledger
from .parts import Outcomes, outcomes_in
from .planning import Part, Plan


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
    name = until_of(plan).outcome
    values = outcomes[1:, plan.kept.index(name)]
    known = values if adds_up(name) else values[~np.isnan(values)]
    made = float(known.sum() if adds_up(name) else known.mean()) if len(known) else np.nan
    return -made if name in LESS_IS_BETTER else made


def options(plan: Plan) -> list[dict[str, int]]:
    """The points of each world, by option, in the order of their first points."""
    of = until_of(plan).of
    others = [column for name, column in plan.columns.items() if name != of]
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for point, world in enumerate(zip(*others, strict=True)):
        found.setdefault(world, {})[str(plan.columns[of][point])] = point
    return list(found.values())


def until_of(plan: Plan) -> Until:
    """The rule by which a study stops, of one that does."""
    assert plan.study.until is not None
    return plan.study.until
