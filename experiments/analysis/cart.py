"""CART of ema-workbench: the branches of a tree that are dense enough. Ties fall by the seed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd

from .encoding import LEAST_MASS, Code, RuleSearch, workbench
from .rules import Flags, Rule


def cart_rules(points: pd.DataFrame, met: Flags, codes: dict[str, Code], search: RuleSearch) -> list[Rule]:
    """The branches of a tree that are dense enough; the best leaf where none is."""
    with workbench(), _numpy_seeded(search.seed):
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
def _numpy_seeded(seed: int) -> Iterator[None]:
    """NumPy's global luck from a seed, given back afterwards: a tree has no other way to be told."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed % 2**32)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002
