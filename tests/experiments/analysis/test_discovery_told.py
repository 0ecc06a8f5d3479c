"""What a discovery says: limits and conditions are read back from words and data, and a box is chosen as it is said."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import prim
from cordiale.experiments.analysis.discovery import Discovery
from cordiale.experiments.analysis.documents import of_discovery, table_of_discovery
from cordiale.experiments.analysis.encoding import RuleSearch
from cordiale.experiments.analysis.induction import METHODS, find_rules
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.prim import Tested as Step
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.foundations.language import words
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.planted_studies import planned

PLAN = planned(design="full", factors={"paradigm": ["siloed", "drift"], "leadership.strength": [0.1, 0.9]})
FACTOR = Factor(Domain("x", "number", 0.0, 1.0))
VALUES = (0.0, 0.25, 0.3, 0.5, 0.75, 1.0)
LEAST, MOST = re.compile(r"\bat least\b|\bau moins\b"), re.compile(r"\bat most\b|\bau plus\b")


def inside(said: str, value: float) -> bool:
    """Whether a reader of a limit's words would take a value to lie within it."""
    figures = [float(each.replace(",", ".")) for each in re.findall(r"\d[\d.,]*", said)]
    if LEAST.search(said):
        return value >= figures[0]
    return value <= figures[0] if MOST.search(said) else figures[0] <= value <= figures[-1]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "limit", [Limit("x", low=0.5), Limit("x", high=0.5), Limit("x", 0.25, 0.75), Limit("x", 0.3, 0.3)]
)
def test_words_of_a_limit_hold_where_it_holds_and_nowhere_else(limit: Limit, language: str) -> None:
    said = limit.words(FACTOR, words(language))
    assert [inside(said, value) for value in VALUES] == limit.holds(pd.Series(VALUES)).tolist(), said


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize("percent", [True, False])
def test_a_condition_is_kept_with_the_side_the_limit_and_the_paradigms_that_were_asked_for(
    below: bool, percent: bool
) -> None:
    asked = Where("siloed", "drift", "revenue", below, -5.0, percent)
    pairs = Pairs(pd.DataFrame({"x": [0.1, 0.2]}), np.array([[1.0], [-1.0]]), np.array([3.0, -3.0]), np.arange(2))
    found = Discovery(asked, REVENUE, PLAN, pairs, np.array([False, True]), 0, (), why=None, looks=1, half=None)
    kept = of_discovery(found)["condition"]
    percent_sign = " %" if kept["percent"] else ""
    said = f"{kept['first']} - {kept['second']} {kept['outcome']} {kept['side']} {kept['limit']:g}{percent_sign}"
    assert said == f"siloed - drift revenue {'<' if below else '>'} -5{' %' if percent else ''}"


BOXES = (  # coverage, density, limits of the steps of a peeling
    Step(0, (), 0, 1.0, 0.3), Step(1, (), 1, 0.9, 0.7), Step(2, (), 2, 0.8, 0.85), Step(3, (), 3, 0.8, 0.9),
    Step(4, (), 4, 0.2, 1.0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("density", "first", "chosen"), [(0.8, True, 2), (0.95, True, 4), (1.1, True, 3), (1.1, False, None)]
)
def test_of_the_boxes_that_are_dense_enough_the_one_that_covers_most_is_taken_with_the_fewest_limits(
    density: float, first: bool, chosen: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none is, the best compromise, if it is the first rule at all."""
    taken: list[int] = []
    box: Any = SimpleNamespace(box_lims=BOXES, select=taken.append)
    monkeypatch.setattr(prim, "_tested", lambda _, step: BOXES[step])
    assert prim._choose(box, density, first=first) == (chosen is not None)
    assert taken == ([] if chosen is None else [chosen])


def test_points_of_a_fresh_half_come_last_in_the_table_and_are_the_only_ones_that_are_said_to_be_fresh() -> None:
    own, fresh = (
        Pairs(pd.DataFrame({"x": [x, x + 0.1]}), np.array([[1.0], [-1.0]]), np.array([x, -x]), np.arange(2))
        for x in (0.1, 0.5)
    )
    half: Any = SimpleNamespace(held=fresh)
    asked = Where("siloed", "drift", "revenue", True, 0.0)
    found = Discovery(asked, REVENUE, PLAN, own, np.array([False, False]), 0, (), half=half, why=None, looks=1)
    table = table_of_discovery(found)
    assert table["x"].tolist() == pytest.approx([0.1, 0.2, 0.5, 0.6])
    assert table["fresh"].tolist() == table["held_out"].tolist() == [False, False, True, True]
    assert table["difference"].tolist() == [0.1, -0.1, 0.5, -0.5]


def test_of_several_rules_the_one_that_holds_most_of_what_meets_the_condition_is_first_and_none_stands_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = pd.DataFrame({"x": np.arange(10.0)})
    met = np.arange(10) >= 6
    wide, narrow, missing = Rule((Limit("x", high=7.0),)), Rule((Limit("x", low=7.0),)), Rule((Limit("x", high=3.0),))
    given = [missing, wide, narrow, wide, Rule(())]
    monkeypatch.setitem(METHODS, "prim", lambda *_: given)
    factor = Factor(Domain("x", "number", 0.0, 9.0), low=0.0, high=9.0)
    found = find_rules("prim", RuleSearch(points, {"x": factor}, 0.8, 1), met)
    assert found == [narrow, wide, missing]
