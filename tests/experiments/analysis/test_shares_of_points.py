"""Shares of points, of leaves and of variance are of what they are said to be of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cordiale.experiments.analysis import cart
from cordiale.experiments.analysis.crossed import spread
from cordiale.experiments.analysis.encoding import Code
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.analysis.where import Where


def test_factors_luck_and_both_share_the_variance_over_all_runs_as_in_an_analysis_of_variance() -> None:
    factor, luck = np.array([0.0, 2.0, 4.0, 10.0]), np.array([0.0, 1.0, 5.0])
    added = factor[:, None] + luck[None, :]
    whole = added.var()
    assert spread(added) == pytest.approx({"factors": factor.var() / whole, "luck": luck.var() / whole, "both": 0.0})
    crossed = np.outer(np.array([-1.0, 1.0]), np.array([-1.0, 1.0]))  # which matters only by both
    assert spread(crossed) == pytest.approx({"factors": 0.0, "luck": 0.0, "both": 1.0})
    assert spread(added[:, :1]) == spread(np.ones((4, 3))) == {}


@pytest.mark.parametrize(("times", "undecided"), [(0.5, True), (0.98, True), (1.02, False), (3.0, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_point_is_left_open_by_luck_where_its_95_percent_interval_has_both_answers(
    times: float, undecided: bool, sign: int
) -> None:
    luck = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    half = stats.t.ppf(0.975, 4) * stats.sem(luck)
    margin = (sign * times * half + luck)[None, :]
    held = Pairs(pd.DataFrame({"x": [0.0]}), margin, margin.mean(axis=1), np.arange(1))
    assert held.undecided() == undecided
    assert held.part(np.array([True]), slice(0, 1)).undecided() == 1  # one luck leaves everything open


def tree() -> Any:
    """A first step on x at 0.5; below it a leaf, above it a step on y at 2.5 with two leaves."""
    counts = {0: (70, 30), 1: (60, 2), 2: (10, 28), 3: (9, 1), 4: (1, 27)}
    value = np.array([[counts[node]] for node in range(5)], dtype=float)
    return SimpleNamespace(children_left=[1, -1, 3, -1, -1], children_right=[2, -1, 4, -1, -1],
                           feature=[0, -2, 1, -2, -2], threshold=[0.5, -2, 2.5, -2, -2], value=value)  # fmt: skip


def test_the_density_of_a_leaf_is_the_share_of_its_points_that_meet_the_condition() -> None:
    assert [cart._density(tree(), node) for node in range(5)] == pytest.approx([0.3, 2 / 62, 28 / 38, 0.1, 27 / 28])
    assert [cart._is_dense(tree(), node, 0.8) for node in range(5)] == [False, False, False, False, True]
    assert [cart._is_dense(tree(), node, 0.05) for node in range(5)] == [False, False, True, True, True]


def test_a_leaf_is_told_by_all_the_limits_on_the_way_to_it_each_on_its_side() -> None:
    codes = {"x": Code("x"), "y": Code("y")}
    boxes = {node: cart._of_steps(steps, ["x", "y"], "|", codes).limits for node, steps in cart._boxes(tree(), 0.8)}
    below, above = Limit("x", high=0.5), Limit("x", low=0.5)
    assert boxes == {1: (below,), 3: (above, Limit("y", high=2.5)), 4: (above, Limit("y", low=2.5))}
    merged = dict(cart._boxes(tree(), 0.05))
    assert merged == {1: ((0, 0.5, False),), 2: ((0, 0.5, True),)}


def test_a_branch_of_a_category_allows_it_and_one_beside_it_allows_the_others() -> None:
    codes = {"forces": Code("forces", ("none", "buyers", "all"), ordered=False)}
    for above, among in ((True, ("buyers",)), (False, ("none", "all"))):
        rule = cart._of_steps(((0, 0.5, above),), ["forces|1"], "|", codes)
        assert rule.limits == (Limit("forces", among=among),)


@pytest.mark.parametrize(("low", "high", "wanted"), [
    (0.5, 2.5, (2.0, 5.0)), (-np.inf, 0.5, (-np.inf, 1.0)), (1.5, np.inf, (5.0, np.inf)), (1.0, 2.0, (2.0, 5.0))
])  # fmt: skip
def test_a_limit_on_a_ladder_is_at_the_levels_that_lie_within_it(
    low: float, high: float, wanted: tuple[float, float]
) -> None:
    found = Code("x", (1.0, 2.0, 5.0, 9.0)).range(low, high)
    assert (found.low, found.high) == wanted


@pytest.mark.parametrize("below", [True, False])
def test_how_far_a_condition_is_met_is_counted_from_its_limit_a_percentage_being_of_the_second(below: bool) -> None:
    first, second = np.array([12.0, 30.0, 7.0]), np.array([10.0, 40.0, 8.0])
    side = -1 if below else 1
    for limit in (-10.0, 0.0, 25.0):
        of_second = Where("a", "b", "revenue", below, limit, percent=True).margin(first, second)
        assert of_second == pytest.approx(side * (first - second - limit / 100 * second))
        plain = Where("a", "b", "revenue", below, limit).margin(first, second)
        assert plain == pytest.approx(side * (first - second - limit))
