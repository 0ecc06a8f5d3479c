"""When two documents say the same, and what a value of a setting means for people: which side, how much, who."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy import stats

from cordiale.experiments.foundations.closeness import CLOSE, same
from cordiale.experiments.foundations.force_sets import in_order
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.monday import AS_SHARE, QUESTIONS, monday, said
from cordiale.experiments.foundations.statistics import relative_difference
from cordiale.experiments.foundations.toml import literal
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.words import FORCES

DOCUMENT: dict[str, Any] = {"best": "a", "p": 0.25, "n": 3, "of": [{"x": 1.0}, {"x": None}], "sure": True}


@pytest.mark.parametrize("key", DOCUMENT)
def test_a_document_without_one_of_its_figures_or_with_one_more_does_not_say_the_same(key: str) -> None:
    less = {name: each for name, each in DOCUMENT.items() if name != key}
    assert same(DOCUMENT, {**DOCUMENT})
    assert not same(DOCUMENT, less)
    assert not same(less, DOCUMENT)
    assert not same(DOCUMENT, {**DOCUMENT, key: "other"})


@pytest.mark.parametrize(("kept", "again"), [
    (1.0, 1.0 + 3 * CLOSE), (0.0, 3 * CLOSE), (1, 2), ([1.0], []), ([1.0, 2.0], [2.0, 1.0]), (None, 0.0), ("1", 1),
    ({"a": [1.0, {"b": 2.0}]}, {"a": [1.0, {"b": 2.1}]}),
])  # fmt: skip
def test_what_differs_by_more_than_last_digits_does_not_say_the_same(kept: Any, again: Any) -> None:
    assert not same(kept, again)
    assert not same(again, kept)
    assert same(1.0, 1.0 + CLOSE / 3)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_power_is_said_to_lie_with_the_side_that_has_it_and_by_how_much(language: str) -> None:
    w = words(language)
    assert said("power_balance", 0.4, w) == w("row.power_balance.marketing", value=w.percent(0.4))
    assert said("power_balance", -0.4, w) == w("row.power_balance.sales", value=w.percent(0.4))
    assert said("power_balance", 0.0, w) == w("row.power_balance.equal", value=w.percent(0))
    for name, side in (("marketing-led", "marketing"), ("sales-led", "sales")):
        balance = PARADIGMS[name].power_balance
        assert said("power_balance", balance, w) == w(f"row.power_balance.{side}", value=w.percent(abs(balance)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("setting", QUESTIONS)
def test_each_setting_is_told_by_its_own_words_today_and_then(setting: str, language: str) -> None:
    w = words(language)
    for today in PARADIGMS.values():
        for then in PARADIGMS.values():
            (change,) = [each for each in monday(today, then, w) if each.setting == setting]
            assert change.question == w[f"question.{setting}"]
            own = [said(setting, getattr(row, setting), w) for row in (today, then)]
            assert [change.today, change.then] == own
            assert change.changes == (own[0] != own[1])
    if setting in AS_SHARE:
        assert said(setting, 0.25, w) == w(f"row.{setting}", value=w.percent(0.25))


def test_a_relative_difference_is_as_unsure_as_what_is_left_of_the_first_once_it_is_held_against_the_second() -> None:
    luck = np.random.default_rng(4)
    second = luck.uniform(50, 150, 9)
    first = 1.2 * second + luck.normal(0, 1, 9)  # in proportion: what the second varies by says nothing of the ratio
    told = relative_difference(first, second)
    ratio = first.mean() / second.mean()
    error = stats.sem(first - ratio * second) / second.mean()
    assert told.mean == pytest.approx(ratio - 1)
    assert (told.high - told.low) / 2 == pytest.approx(stats.t.ppf(0.975, 8) * error)
    assert told.high - told.low < 0.05 < 2 * stats.t.ppf(0.975, 8) * stats.sem(first - second) / second.mean()


@pytest.mark.parametrize("typed", ["+".join(some) for size in (1, 2, 3) for some in permutations(FORCES, size)])
def test_a_set_of_forces_is_the_same_set_in_whatever_order_it_is_typed(typed: str) -> None:
    assert in_order(typed) == "+".join(each for each in FORCES if each in typed.split("+"))
    assert in_order(typed.upper().replace("+", " + ")) == in_order(typed)


@pytest.mark.parametrize(("value", "figures", "told"), [
    (0.000123456, 3, "0.000123"), (123456.0, 3, "123000.0"), (1.5, 3, "1.5"), (-0.98765, 2, "-0.99"),
    (0.1 + 0.2, 4, "0.3"),
])  # fmt: skip
def test_a_value_in_a_file_is_cut_to_the_figures_that_count_and_not_to_decimals(
    value: float, figures: int, told: str
) -> None:
    assert literal(value, figures=figures) == told
    assert literal({"x": [value]}, figures=figures) == f"{{ x = [{told}] }}"
    assert float(literal(value)) == value
