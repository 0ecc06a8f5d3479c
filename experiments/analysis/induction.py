"""PRIM and CART of ema-workbench, asked for rules about the factors of a study.

Neither is given a category as a number, nor a crossed number as if it were sampled: a category is a name to them, a
number that the study crosses is a step of a ladder. Both are told the same at every run: names are codes, whose order
does not hang on a hash, and ties of CART fall by the seed.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..study.factors import Factor
from .cases import AnalysisError
from .rules import Flags, Limit, Rule

MOST_RULES = 3
LEAST_MASS = 0.05  # share of the points that a rule must hold
INSIGNIFICANT = 0.05  # quasi-p of a restriction that may as well be dropped (Bryant and Lempert 2010)
INSTALL = "scenario discovery needs ema-workbench, which is not installed: pip install 'cordiale[analysis]'"


class Search(NamedTuple):
    """What rules are looked for in: the factors of each point, and the density that a rule should reach."""

    points: pd.DataFrame
    factors: dict[str, Factor]
    density: float
    seed: int


class Code(NamedTuple):
    """How a factor is shown to a method: as it is, as steps of a ladder (`ordered`), or as names."""

    name: str
    values: tuple[Any, ...] = ()
    ordered: bool = True

    def column(self, given: pd.Series) -> pd.Series:
        if not self.values:
            return given.astype(float)
        codes = given.map({value: code for code, value in enumerate(self.values)})
        return codes.astype(np.int64) if self.ordered else codes.astype(int).astype(object)

    def range(self, low: float, high: float) -> Limit:
        """The limit for a range of what was shown; infinite where it does not limit."""
        if not self.values:
            return Limit(self.name, low, high)
        bottom = self.values[math.ceil(low)] if math.isfinite(low) and low > 0 else -math.inf
        top = self.values[math.floor(high)] if math.isfinite(high) and high < len(self.values) - 1 else math.inf
        return Limit(self.name, bottom, top)

    def among(self, codes: set[int]) -> Limit:
        return Limit(self.name, among=tuple(self.values[code] for code in sorted(codes)))


def find(method: str, search: Search, met: Flags, part: Flags) -> list[Rule]:
    """The rules that a method finds on a part of the points, the one that covers most first."""
    given = search.points[part].reset_index(drop=True)
    codes = {name: _code(search, name) for name in given if given[name].nunique() > 1}
    shown = pd.DataFrame({name: code.column(given[name]) for name, code in codes.items()})
    rules = METHODS[method](shown, met[part], codes, search) if codes else []
    unique = list(dict.fromkeys(rule for rule in rules if rule.limits))
    return sorted(unique, key=lambda rule: -int((rule.holds(search.points) & met & part).sum()))


def _code(search: Search, name: str) -> Code:
    factor, column = search.factors[name], search.points[name]
    if factor.domain.kind == "category":
        return Code(name, factor.levels or tuple(sorted(column.unique(), key=str)), ordered=False)
    if factor.levels or factor.domain.kind == "whole":
        return Code(name, tuple(sorted(column.unique())))
    return Code(name)


def _prim(points: pd.DataFrame, met: Flags, codes: dict[str, Code], search: Search) -> list[Rule]:
    """Boxes one after the other, each on the points that those before left."""
    with _workbench():
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


def _cart(points: pd.DataFrame, met: Flags, codes: dict[str, Code], search: Search) -> list[Rule]:
    """The branches of a tree that are dense enough; the best leaf where none is."""
    with _workbench(), _numpy_seeded(search.seed):
        from ema_workbench.analysis.cart import CART  # late: an extra

        cart = CART(points, met.astype(int), mass_min=LEAST_MASS)
        cart.build_tree()
    tree = cart.clf.tree_
    boxes = list(_boxes(tree, search.density))
    dense = [steps for node, steps in boxes if _is_dense(tree, node, search.density)]
    chosen = dense or [max(boxes, key=lambda box: _density(tree, box[0]))[1]]
    return [_of_steps(steps, cart.feature_names, cart.sep, codes) for steps in chosen]


Step = tuple[int, float, bool]  # feature, threshold, whether above it
Box = tuple[int, tuple[Step, ...]]


def _boxes(tree: Any, density: float, node: int = 0, steps: tuple[Step, ...] = ()) -> Iterator[Box]:
    """Every leaf, and the steps that lead to it; a branch of which all leaves are dense counts as one."""
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0 or _is_dense(tree, node, density):
        yield node, steps
        return
    feature, threshold = int(tree.feature[node]), float(tree.threshold[node])
    yield from _boxes(tree, density, left, (*steps, (feature, threshold, False)))
    yield from _boxes(tree, density, right, (*steps, (feature, threshold, True)))


def _is_dense(tree: Any, node: int, density: float) -> bool:
    """Whether all leaves at or below a node reach the density."""
    children = [int(side[node]) for side in (tree.children_left, tree.children_right)]
    if children[0] < 0:
        return _density(tree, node) >= density
    return all(_is_dense(tree, child, density) for child in children)


def _density(tree: Any, node: int) -> float:
    """The share of the points at a node that meet the condition."""
    return float(tree.value[node][0][-1] / tree.value[node][0].sum())


def _of_steps(steps: tuple[Step, ...], features: list[str], separator: str, codes: dict[str, Code]) -> Rule:
    """The rule of a leaf. (The boxes of ema-workbench ignore that a branch *is* of a category.)"""
    ranges: dict[str, tuple[float, float]] = {}
    allowed: dict[str, set[int]] = {}
    for feature, threshold, above in steps:
        name, _, code = features[feature].partition(separator)
        if code:
            rest = allowed.get(name, set(range(len(codes[name].values))))
            allowed[name] = rest & {int(code)} if above else rest - {int(code)}
        else:
            low, high = ranges.get(name, (-math.inf, math.inf))
            ranges[name] = (max(low, threshold), high) if above else (low, min(high, threshold))
    limits = {name: codes[name].range(*limit) for name, limit in ranges.items()}
    limits |= {name: codes[name].among(some) for name, some in allowed.items()}
    return Rule(tuple(limits[name] for name in codes if name in limits and limits[name].is_one))


@contextmanager
def _workbench() -> Iterator[None]:
    """Where ema-workbench is used; what it warns of is about its own use of other libraries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except ModuleNotFoundError as error:
            raise AnalysisError(f"{INSTALL} ({error})") from error


@contextmanager
def _numpy_seeded(seed: int) -> Iterator[None]:
    """NumPy's global luck from a seed, given back afterwards: a tree has no other way to be told."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed % 2**32)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


METHODS: dict[str, Callable[[pd.DataFrame, Flags, dict[str, Code], Search], list[Rule]]] = {
    "prim": _prim,
    "cart": _cart,
}
