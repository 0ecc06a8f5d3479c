"""A search at its edges: fewer ways than aims are shown, an aim alike everywhere, answers of another plan."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching import structure_search
from cordiale.experiments.searching.answers import ANSWERS, Answers
from cordiale.experiments.searching.fronts import spread_out
from cordiale.simulation import load_scenario

PLAN = {"seed": 6, "quarters": 9}


@pytest.mark.parametrize(("count", "shown"), [(1, [0]), (2, [0, 3]), (9, [0, 1, 2, 3])])
def test_no_more_ways_are_shown_than_asked_for_though_each_aim_has_a_best_of_its_own(
    count: int, shown: list[int]
) -> None:
    costs = np.array([[0.0, 9.0, 5.0], [4.0, 4.0, 6.0], [5.0, 5.0, 0.0], [9.0, 0.0, 9.0]])
    assert spread_out(costs, count) == shown


@pytest.mark.parametrize("same", [0, 1])
@pytest.mark.filterwarnings("error")
def test_an_aim_in_which_all_ways_are_alike_spreads_none_of_them(same: int) -> None:
    other = np.array([3.0, 0.0, 9.0, 8.0, 1.0])
    costs = np.column_stack([np.full(5, 7.0), other] if same == 0 else [other, np.full(5, 7.0)])
    shown = spread_out(costs, 3)
    assert len(shown) == 3
    assert {1, 2} <= {*shown}, "the best of the other aim and the furthest from it"


@pytest.mark.parametrize("kept", [PLAN, {"seed": 7, "quarters": 9}, {"seed": 6}, {}])
def test_answers_are_of_this_search_only_where_their_plan_says_all_that_this_one_says(
    kept: dict[str, int], tmp_path: Path
) -> None:
    answer = {"companies": "searched", "decisions": ["Q2 heads=1"], "values": [[1.0]]}
    (tmp_path / ANSWERS).write_text(json.dumps({"plan": kept, "answers": [answer]}))
    if kept == PLAN:
        assert len(Answers(tmp_path, PLAN)) == 1
        return
    name = next(each for each in PLAN if kept.get(each) != PLAN[each])
    with pytest.raises(StoreError, match=f"is of another search: {name} = {kept.get(name)!r}, now {PLAN[name]!r}"):
        Answers(tmp_path, PLAN)


def test_what_is_tried_hangs_on_the_seed_and_on_nothing_else_that_is_drawn() -> None:
    pytest.importorskip("optuna", reason="optuna is not installed")

    def bred(seed: int) -> list[Any]:
        quest = SimpleNamespace(population=6, seed=seed, generations=1, changes=2)
        search: Any = SimpleNamespace(
            quest=quest,
            quarters=[2, 3],
            scenario=load_scenario(),
            gains=lambda _, ways: [np.zeros((2, 4)) for _ in ways],
        )
        return structure_search._bred(search, Talk(quiet=True))

    assert bred(1) == bred(1)
    assert bred(1) != bred(2)
