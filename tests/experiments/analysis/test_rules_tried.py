"""Rules that may be luck: what is dropped, what counts as one point, what is shuffled, and the best of poor leaves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import certainty, pairing, prim
from cordiale.experiments.analysis.encoding import RuleSearch
from cordiale.experiments.analysis.induction import find_rules
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.analysis.wording import decimals_of
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor


@pytest.mark.parametrize(("quasi_p", "dropped"), [
    ({"x": [0.0, 0.4]}, []), ({"x": [0.0, -1]}, []), ({"x": [0.4, -1]}, ["x"]), ({"x": [0.4, 0.3]}, ["x"]),
    ({"sure": [-1, 0.001], "luck": [0.2, -1]}, ["luck"]),
], ids=["one side surely", "surely, no limit on the other", "luck", "luck on both", "each for itself"])  # fmt: skip
def test_limits_that_may_be_luck_are_dropped_and_those_that_are_surely_none_stay(
    quasi_p: dict[str, list[float]], dropped: list[str]
) -> None:
    assert prim._droppable(quasi_p) == dropped


def test_points_of_the_same_numbers_are_one_group_whatever_their_categories_and_samples() -> None:
    points = pd.DataFrame([
        {"sample": sample, "paradigm": paradigm, "x": x, "forces": forces}
        for sample, (x, forces) in enumerate([(1.0, "none"), (2.0, "none"), (1.0, "all"), (2.0, "all"), (3.0, "all")])
        for paradigm in ("siloed", "drift")
    ])  # fmt: skip
    points["point"] = range(len(points))
    factors = [Factor(Domain("paradigm", "category")), Factor(Domain("x", "number", 0.0, 9.0)),
               Factor(Domain("forces", "category"))]  # fmt: skip
    reading: Any = SimpleNamespace(
        points=points, plan=SimpleNamespace(factors=factors, study=SimpleNamespace(design="latin-hypercube"))
    )
    found = pairing.paired(reading, Where("siloed", "drift", "revenue", below=True, limit=0.0), np.ones((10, 2)))
    one, other, *_ = (set(found.groups[found.factors["x"] == x]) for x in (1.0, 2.0))
    assert len(one) == len(other) == 1
    assert len(set(found.groups)) == 3


@pytest.mark.parametrize(("limited", "within"), [(("x",), False), (("forces",), True), (("x", "forces"), False),
                                                 (("forces", "x"), False)])  # fmt: skip
def test_labels_change_places_within_blocks_only_where_a_rule_limits_no_number(
    limited: tuple[str, ...], within: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = dict[str, Any]()
    monkeypatch.setattr(certainty, "shuffled", lambda *_, **given: asked.update(given) or 0.5)
    limits = {"x": Limit("x", high=5.0), "forces": Limit("forces", among=("all",))}
    factors = pd.DataFrame({"x": [1.0, 2.0], "forces": ["all", "all"]})
    held = pairing.Pairs(factors, np.ones((2, 2)), np.ones(2), np.arange(2))
    rule = Rule(tuple(limits[name] for name in limited))
    certainty.evidence(rule, held, numbers={"x"}, has_other_luck=False, seed=1)
    assert asked["within"] == within


def test_where_no_leaf_of_a_tree_is_dense_enough_its_rule_is_the_densest_one() -> None:
    points = pd.DataFrame({"x": np.linspace(0, 1, 80)})
    met = np.arange(80) % 4 < np.where(points["x"] < 0.5, 1, 3)
    search = RuleSearch(points, {"x": Factor(Domain("x", "number", 0.0, 1.0))}, 0.98, 1)
    (rule,) = find_rules("cart", search, met)
    held = rule.holds(points)
    assert met[held].mean() > 0.7
    assert rule.limits[0].low > 0.4


@pytest.mark.parametrize(("value", "told"), [(0.123, 2), (12.3, 1), (99.0, 1), (101.0, 0), (1234.0, 0)])
def test_a_number_below_zero_has_as_many_decimals_as_one_above(value: float, told: int) -> None:
    assert decimals_of(value) == decimals_of(-value) == told
