"""Names of a factor have an order of their own, whatever order the points came in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import certainty, drawing_flips, pairing, prim
from cordiale.experiments.analysis.encoding import Code, RuleSearch, code_of
from cordiale.experiments.analysis.induction import find_rules
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor


def test_names_are_coded_in_their_own_order_and_not_in_that_of_the_points() -> None:
    factor = Factor(Domain("paradigm", "category"))
    search: Any = SimpleNamespace(
        factors={"paradigm": factor}, points=pd.DataFrame({"paradigm": ["siloed", "drift", "proportional"]})
    )
    assert code_of(search, "paradigm").values == ("drift", "proportional", "siloed")


def test_a_limit_says_its_names_in_the_order_of_the_codes() -> None:
    code = Code("paradigm", tuple("abcdefghijklmnopqrst"), ordered=False)
    assert code.among({16, 1, 9}).among == ("b", "j", "q")


@pytest.mark.parametrize(("steps", "chosen"), [
    ([(0.5, 1), (0.9, 3), (0.7, 2)], 1),
    ([(0.9, 3), (0.9, 1), (0.9, 2)], 1),
], ids=["the one that covers most", "of those that cover as much, the one of fewest limits"])  # fmt: skip
def test_of_dense_boxes_is_chosen(steps: list[tuple[float, int]], chosen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [
        SimpleNamespace(step=at, coverage=coverage, limits=limits, density=0.9, dropped=())
        for at, (coverage, limits) in enumerate(steps)
    ]
    monkeypatch.setattr(prim, "_tested", lambda _, step: boxes[step])
    selected: list[int] = []
    box: Any = SimpleNamespace(box_lims=boxes, select=selected.append)
    assert prim._choose(box, 0.8, first=True)
    assert selected[-1] == chosen


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


def test_categories_of_a_figure_stand_in_the_order_of_their_levels_or_of_their_names() -> None:
    seen = pd.DataFrame({"forces": ["none", "all", "buyers", "all"]})

    def drawn(*levels: str) -> list[Any]:
        found: Any = SimpleNamespace(
            factors={"forces": Factor(Domain("forces", "category"), levels)}, pairs=SimpleNamespace(factors=seen)
        )
        return drawing_flips._categories(found, "forces")

    assert drawn() == ["all", "buyers", "none"]
    assert drawn("none", "buyers", "all") == ["none", "buyers", "all"]


def test_where_no_leaf_of_a_tree_is_dense_enough_its_rule_is_the_densest_one() -> None:
    points = pd.DataFrame({"x": np.linspace(0, 1, 80)})
    met = np.arange(80) % 4 < np.where(points["x"] < 0.5, 1, 3)
    search = RuleSearch(points, {"x": Factor(Domain("x", "number", 0.0, 1.0))}, 0.98, 1)
    (rule,) = find_rules("cart", search, met)
    held = rule.holds(points)
    assert met[held].mean() > 0.7
    assert rule.limits[0].low > 0.4
