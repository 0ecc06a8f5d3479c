"""PRIM of ema-workbench: boxes peeled off one after the other, and which box of a peeling to take."""

from __future__ import annotations

import math
from inspect import signature
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .encoding import LEAST_MASS, Code, RuleSearch, workbench
from .rules import Flags, Rule

MOST_RULES = 3
INSIGNIFICANT = 0.05  # quasi-p of a restriction that may as well be dropped (Bryant and Lempert 2010)


def prim_rules(points: pd.DataFrame, met: Flags, codes: dict[str, Code], search: RuleSearch) -> list[Rule]:
    """Boxes one after the other, each on the points that those before left."""
    with workbench():
        from ema_workbench.analysis.prim import Prim  # late: an extra

        prim = _kept_off_ladders(Prim)(points, met.astype(int), mass_min=LEAST_MASS, **_threshold(Prim, points))
        rules: list[Rule] = []
        while len(rules) < MOST_RULES and met[prim.yi_remaining].any():
            box = prim.find_box()
            if box is None or not _choose(box, search.density, first=not rules):
                break
            rules.append(_rule(box.box_lim, prim.box_init, codes))
    return rules


def _threshold(prim: type[Any], points: pd.DataFrame) -> dict[str, float]:
    """What ema-workbench 2.5 must be told and 3 no longer asks: that a peeling is shown whatever its last box holds."""
    return {"threshold": 0.5 / len(points)} if "threshold" in signature(prim).parameters else {}


def _kept_off_ladders(prim: type[Any]) -> type[Any]:
    """PRIM without pasting along whole numbers, which ema-workbench widens to broken ones; peeling is as it was."""

    class Kept(prim):
        _pastes = prim._pastes | {"int": lambda *_: []}

    return Kept


class Tested(NamedTuple):
    """A box of a peeling without the limits that may be luck, and how well it then tells."""

    step: int
    dropped: tuple[str, ...]
    limits: int
    coverage: float
    density: float

    @property
    def compromise(self) -> float:
        """The harmonic mean of coverage and density."""
        both = self.coverage + self.density
        return 2 * self.coverage * self.density / both if both else 0.0


def _choose(box: Any, density: float, *, first: bool) -> bool:
    """Select the box of a peeling that covers most at the density asked for; whether there is one.

    The limits of each box are tested before one is chosen, and it is chosen by how it tells without those that may be
    luck. The first rule may fall short of the density: better one that does, and says so, than none. It is then the
    best compromise of the two, by their harmonic mean.
    """
    boxes = [each for each in (_tested(box, step) for step in range(len(box.box_lims))) if each.limits]
    dense = [each for each in boxes if each.density >= density]
    if not boxes or not (dense or first):
        return False
    if dense:
        best = max(dense, key=lambda each: (each.coverage, -each.limits))
    else:
        best = max(boxes, key=lambda each: each.compromise)
    box.select(best.step)
    for name in best.dropped:
        box.drop_restriction(name)
        box.select(len(box.box_lims) - 1)
    return True


def _tested(box: Any, step: int) -> Tested:
    """A box of a peeling, its limits tested."""
    dropped = _droppable(_quasi_p(box, step))
    limits, whole = box.box_lims[step].copy(), box.box_lims[0]
    for name in dropped:
        limits[name] = whole[name]
    rows = box.prim.yi_remaining
    inside, met = _inside(box.prim.x.loc[rows], limits), np.asarray(box.prim.y[rows], dtype=bool)
    left = sum(list(limits[name]) != list(whole[name]) for name in limits)
    hits = int((inside & met).sum())
    return Tested(step, tuple(dropped), left, hits / max(1, met.sum()), hits / max(1, inside.sum()))


def _inside(points: pd.DataFrame, limits: pd.DataFrame) -> Flags:
    inside = np.ones(len(points), dtype=bool)
    for name in points:
        low, high = limits[name]
        column = points[name]
        among = column.isin(low) if isinstance(low, set) else (column >= low) & (column <= high)
        inside &= np.asarray(among, dtype=bool)
    return inside


def _quasi_p(box: Any, step: int) -> dict[str, list[float]]:
    """How likely each limit of a step is luck, by factor: `p_values` in ema-workbench 3, `qp` in 2.5."""
    every_step = box.p_values if "p_values" in vars(box) else box.qp
    return dict(every_step[step])


def _droppable(quasi_p: dict[str, list[float]]) -> list[str]:
    """The factors whose limits may be luck: no side of them is significant."""
    return [name for name, sides in quasi_p.items() if min(each for each in sides if each >= 0) > INSIGNIFICANT]


def _rule(box: pd.DataFrame, whole: pd.DataFrame, codes: dict[str, Code]) -> Rule:
    """A box of ema-workbench as a rule: only what is less than the whole is a limit."""
    limits = []
    for name, code in codes.items():
        low, high = box[name]
        least, most = whole[name]
        if isinstance(low, set):
            limits += [code.among(low)] if low != least else []
        elif low > least or high < most:
            limits.append(code.range(low if low > least else -math.inf, high if high < most else math.inf))
    return Rule(tuple(limit for limit in limits if limit.is_one))
