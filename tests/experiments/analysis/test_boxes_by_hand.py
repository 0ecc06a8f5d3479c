"""Boxes, branches and codes of the methods, read back by hand as rules; and what hangs together in a design."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cordiale.experiments.analysis.cart import _boxes, _of_steps
from cordiale.experiments.analysis.crossed import independent, spread
from cordiale.experiments.analysis.encoding import Code, RuleSearch, code_of
from cordiale.experiments.analysis.prim import Tested as Step
from cordiale.experiments.analysis.prim import _droppable, _inside, _rule
from cordiale.experiments.analysis.rules import Limit, Rule, score
from cordiale.experiments.analysis.run_values import SHOWN, blocks
from cordiale.experiments.foundations.phrases import foremost
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.planted_studies import planned

LADDER = Code("heads", (10, 20, 40, 80))
NAMES = Code("forces", ("none", "buyers", "all"), ordered=False)
PLAIN = Code("x")


@pytest.mark.parametrize(("low", "high", "limit"), [
    (0.5, 2.5, Limit("heads", 20, 40)), (1.0, 2.0, Limit("heads", 20, 40)), (0.0, 1.5, Limit("heads", high=20)),
    (1.5, 3.0, Limit("heads", low=40)), (-math.inf, math.inf, Limit("heads")), (2.5, math.inf, Limit("heads", low=80)),
])  # fmt: skip
def test_a_range_of_steps_is_a_range_of_the_values_within_it_and_open_where_it_leaves_none_out(
    low: float, high: float, limit: Limit
) -> None:
    assert LADDER.range(low, high) == limit
    assert PLAIN.range(0.25, 0.75) == Limit("x", 0.25, 0.75)


def test_codes_are_steps_of_a_ladder_or_names_and_come_back_as_what_they_stand_for() -> None:
    assert LADDER.column(pd.Series([40, 10, 80])).tolist() == [2, 0, 3]
    assert NAMES.column(pd.Series(["all", "none"])).tolist() == [2, 0]
    assert NAMES.among({2, 0}) == Limit("forces", among=("none", "all"))
    nine = Code("of", tuple("abcdefghi"), ordered=False)
    assert nine.among({8, 1}) == Limit("of", among=("b", "i"))  # in their order, whatever that of the set is
    points = pd.DataFrame({"forces": ["b", "a"], "heads": [20, 10], "x": [0.5, 0.1]})
    factors = {
        "forces": Factor(Domain("forces", "category"), levels=("b", "a")),
        "heads": Factor(Domain("heads", "whole", 0, 90), low=0, high=90),
        "x": Factor(Domain("x", "number", 0.0, 1.0), low=0.0, high=1.0),
    }
    search = RuleSearch(points, factors, 0.8, 1)
    assert code_of(search, "forces") == Code("forces", ("b", "a"), ordered=False)
    assert code_of(search, "heads") == Code("heads", (10, 20))
    assert code_of(search, "x") == Code("x")


def test_the_steps_to_a_leaf_are_its_narrowest_range_and_the_names_that_they_leave() -> None:
    codes = {"x": PLAIN, "forces": NAMES, "heads": LADDER}
    features = ["x", "forces:0", "forces:2", "heads"]
    steps = ((0, 0.2, True), (0, 0.6, False), (0, 0.4, True), (1, 0.5, False), (3, 1.5, True))
    rule = _of_steps(steps, features, ":", codes)
    assert rule == Rule((Limit("x", 0.4, 0.6), Limit("forces", among=("buyers", "all")), Limit("heads", low=40)))
    only = _of_steps(((2, 0.5, True),), features, ":", codes)
    assert only == Rule((Limit("forces", among=("all",)),))


def tree(*values: tuple[float, float]) -> Any:
    """A root, whose left is a leaf, and whose right has two leaves; how many points do not meet it, and do."""
    return SimpleNamespace(
        children_left=[1, -1, 3, -1, -1], children_right=[2, -1, 4, -1, -1], feature=[0, -2, 1, -2, -2],
        threshold=[0.5, 0.0, 0.25, 0.0, 0.0], value=[[np.array(each)] for each in values],
    )  # fmt: skip


def test_leaves_are_found_by_the_steps_to_them_and_a_branch_of_dense_leaves_counts_as_one() -> None:
    mixed = tree((14, 16), (9, 1), (5, 15), (1, 9), (4, 6))
    assert [*_boxes(mixed, 0.8)] == [
        (1, ((0, 0.5, False),)), (3, ((0, 0.5, True), (1, 0.25, False))), (4, ((0, 0.5, True), (1, 0.25, True))),
    ]  # fmt: skip
    assert [*_boxes(mixed, 0.6)] == [(1, ((0, 0.5, False),)), (2, ((0, 0.5, True),))]


def test_a_limit_is_dropped_of_which_no_side_is_significant_and_sides_without_a_test_do_not_count() -> None:
    found = _droppable({"luck": [0.2, 0.06], "sure": [0.2, 0.05], "one side": [-1, 0.3], "one sure": [0.01, -1]})
    assert found == ["luck", "one side"]


def test_a_box_becomes_a_rule_of_what_is_less_than_the_whole() -> None:
    whole = pd.DataFrame({"x": [0.0, 1.0], "forces": [{0, 1, 2}, {0, 1, 2}], "heads": [0, 3]})
    box = pd.DataFrame({"x": [0.25, 1.0], "forces": [{0, 2}, {0, 2}], "heads": [0, 3]})
    codes = {"x": PLAIN, "forces": NAMES, "heads": LADDER}
    assert _rule(box, whole, codes) == Rule((Limit("x", low=0.25), Limit("forces", among=("none", "all"))))
    points = pd.DataFrame({"x": [0.25, 0.1, 0.5], "forces": [0, 0, 1]})
    assert _inside(points, box[["x", "forces"]]).tolist() == [True, False, False]
    assert Step(0, (), 1, 0.9, 0.3).compromise == pytest.approx(0.45)
    assert Step(0, (), 1, 0.0, 0.0).compromise == 0.0


@pytest.mark.parametrize(("design", "more", "together"), [
    ("sobol", {}, 4), ("sobol", {"second_order": True}, 6), ("morris", {}, 3), ("latin-hypercube", {}, 1),
])  # fmt: skip
def test_a_row_of_sobol_s_matrices_and_a_trajectory_of_morris_hang_together_and_other_samples_stand_alone(
    design: str, more: dict[str, Any], together: int
) -> None:
    axis = {"low": 0.0, "high": 1.0}
    factors = {"paradigm": ["siloed", "drift"], "leadership.strength": axis, "trust.initial": axis}
    plan = planned(design=design, samples=4, factors=factors, **more)
    assert blocks(plan) == together
    own = independent(plan, 2 * together).tolist()
    assert own == [at % together in (0, together - 1) for at in range(2 * together)]


def test_the_variance_falls_to_factors_in_all_luck_to_luck_at_all_points_and_to_both_together() -> None:
    values = np.array([[1.0, 2.0, 6.0], [3.0, 4.0, 5.0], [2.0, 9.0, 1.0]])
    total = values.var()
    found = spread(values)
    assert found["factors"] == pytest.approx(values.mean(axis=1).var() / total)
    assert found["luck"] == pytest.approx(values.mean(axis=0).var() / total)
    assert sum(found.values()) == pytest.approx(1.0)
    assert spread(values[:, :1]) == spread(np.ones((3, 3))) == {}


def test_eight_numbers_are_told_and_of_more_how_many_more() -> None:
    assert foremost([str(number) for number in range(8)], SHOWN) == "0, 1, 2, 3, 4, 5, 6, 7"
    assert foremost([str(number) for number in range(1, 10)], SHOWN) == "1, 2, 3, 4, 5, 6, 7, 8, and 1 more"


@pytest.mark.parametrize(("inside", "blocks_inside", "hits"), [
    ([0, 1, 2, 3, 4, 5], 3, 2), ([0, 1, 2, 3], 2, 1), ([0, 2, 4], 3, 2), ([0, 1, 6, 7], 2, 1),
])  # fmt: skip
def test_the_interval_of_a_rule_s_density_rests_on_the_independent_blocks_inside_it(
    inside: list[int], blocks_inside: int, hits: int
) -> None:
    within = np.isin(np.arange(10), inside)
    met = np.isin(np.arange(10), [0, 1, 4, 5, 8, 9])
    found = score(within, met, np.arange(10) // 2)
    assert found.density == pytest.approx(hits / blocks_inside)
    told = stats.binomtest(hits, blocks_inside).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((told.low, told.high))
