"""PRIM of ema-workbench: boxes peeled off one after the other, and which box of a peeling to take."""

from __future__ import annotations

import math
from inspect import signature
from typing import Any

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


def _choose(box: Any, density: float, *, first: bool) -> bool:
    """Select the box of a peeling that covers most at the density asked for; whether there is one.

    The first rule may fall short of the density: better one that does, and says so, than none. It is then the best
    compromise of the two, by their harmonic mean.
    """
    steps = box.peeling_trajectory[box.peeling_trajectory["res_dim"] > 0]
    dense = steps[steps["density"] >= density]
    if steps.empty or (dense.empty and not first):
        return False
    if dense.empty:
        best = (steps["coverage"] * steps["density"] / (steps["coverage"] + steps["density"])).idxmax()
    else:
        best = dense.sort_values(["coverage", "res_dim"], ascending=[False, True], kind="stable").index[0]
    box.select(int(best))
    for name in _droppable(_quasi_p(box, int(best))):
        box.drop_restriction(name)
        box.select(len(box.box_lims) - 1)
    return bool(box.peeling_trajectory["res_dim"].iloc[box._cur_box] > 0)


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
