"""Why no rule is looked for: which side has too few points, counted where they are too few, in one language."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import wording
from cordiale.experiments.analysis.discovery import Discovery
from cordiale.experiments.analysis.documents import of_discovery
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.untold import FEW_DO_NOT, FEW_MEET, FEWEST, NONE_TO_HOLD_OUT, Untold, nothing_to_tell
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.planted_studies import planned

CONDITION = Where("siloed", "drift", "revenue", False, 0.0, False)
EACH = [Untold(FEW_MEET, 3, 40), Untold(FEW_DO_NOT, 3, 40), Untold(NONE_TO_HOLD_OUT, 3, 40)]


def pairs(meeting: int, others: int) -> Pairs:
    """Points of which so many meet a condition."""
    measure = np.array([1.0] * meeting + [-1.0] * others)
    return Pairs(pd.DataFrame({"x": measure}), measure[:, None], measure, np.arange(len(measure)))


def why(whole: tuple[int, int], fitted: tuple[int, int], held: tuple[int, int]) -> Untold | None:
    return nothing_to_tell(pairs(*whole).met, pairs(*fitted), pairs(*held))


@pytest.mark.parametrize(
    ("whole", "reason"),
    [((9, 30), Untold(FEW_MEET, 9, 39)), ((30, 9), Untold(FEW_DO_NOT, 9, 39)), ((10, 10), None), ((30, 10), None)],
)
def test_a_side_of_fewer_than_ten_points_is_too_few_and_the_side_that_is_short_is_named(
    whole: tuple[int, int], reason: Untold | None
) -> None:
    assert FEWEST == 10
    assert why(whole, (5, 5), (5, 5)) == reason


@pytest.mark.parametrize(
    ("fitted", "held", "enough"),
    [((5, 5), (5, 5), True), ((4, 9), (5, 5), False), ((9, 4), (5, 5), False), ((9, 9), (0, 0), False)],
)
def test_points_to_find_rules_on_are_counted_by_themselves_and_some_are_left_to_try_them_on(
    fitted: tuple[int, int], held: tuple[int, int], enough: bool
) -> None:
    assert why((20, 20), fitted, held) == (None if enough else Untold(NONE_TO_HOLD_OUT, fitted[0], sum(fitted)))


@pytest.mark.parametrize("reason", EACH, ids=lambda reason: reason.how)
def test_why_no_rule_is_looked_for_is_told_in_french_within_french_and_kept_in_english(reason: Untold) -> None:
    plan = planned(design="full", factors={"paradigm": ["siloed", "drift"], "leadership.strength": [0.1, 0.9]})
    found = Discovery(CONDITION, REVENUE, plan, pairs(3, 37), np.zeros(40, bool), 0, (), reason, looks=1, half=None)
    french = words("fr")
    told = [wording.discovery_headline(found, french), wording.discovery_lines(found, french)[-1]]
    for said in told:
        assert "la condition" in said
        assert "the condition" not in said
        assert "points" in said
    assert ("ne remplissent pas la condition" in told[0]) == (reason.how == FEW_DO_NOT)
    assert of_discovery(found)["why"] == reason.words(words("en"))
    assert ("do not meet the condition" in reason.words(w=ENGLISH)) == (reason.how == FEW_DO_NOT)
