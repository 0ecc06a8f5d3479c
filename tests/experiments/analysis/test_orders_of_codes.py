"""Names of a factor have an order of their own, whatever order the points came in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.analysis import drawing_flips, prim
from cordiale.experiments.analysis.encoding import Code, code_of
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


def test_categories_of_a_figure_stand_in_the_order_of_their_levels_or_of_their_names() -> None:
    seen = pd.DataFrame({"forces": ["none", "all", "buyers", "all"]})

    def drawn(*levels: str) -> list[Any]:
        found: Any = SimpleNamespace(
            factors={"forces": Factor(Domain("forces", "category"), levels)}, pairs=SimpleNamespace(factors=seen)
        )
        return drawing_flips._categories(found, "forces")

    assert drawn() == ["all", "buyers", "none"]
    assert drawn("none", "buyers", "all") == ["none", "buyers", "all"]
