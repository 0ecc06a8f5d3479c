"""A race of options by hand: who is ahead, who lives on, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from scipy.stats import t

from cordiale.experiments.foundations import selection
from cordiale.experiments.foundations.selection import Race, Rule, choose, go_on, probabilities


def race(remaining: Sequence[str], **seen: Sequence[float]) -> Race:
    values = {name: np.array(each, float) for name, each in seen.items()}
    return Race(tuple(seen), values, list(remaining), 0.1, 0, np.ones((len(seen), len(seen))))


def test_ahead_is_who_brings_more_on_average_though_most_companies_do_better_otherwise() -> None:
    one = race(["often", "seldom"], often=[2.0, 2.0, 2.0, 2.0], seldom=[1.0, 1.0, 1.0, 9.0])
    assert (one.ahead("often"), one.ahead("seldom")) == (0.0, 1.0)
    assert one.best == "seldom"


def test_the_best_is_one_of_those_that_are_still_in_and_companies_are_those_that_they_lived() -> None:
    one = race(["c", "b"], a=[9.0, 9.0], b=[2.0, 2.0, 5.0], c=[1.0, 1.0, 1.0])
    assert (one.best, one.companies, one.decided) == ("b", 3, False)
    assert race(["b"], a=[9.0], b=[1.0, 1.0]).decided


@pytest.mark.parametrize(("always", "lived"), [((), ["b", "c"]), (("a",), ["a", "b", "c"]), (("d",), ["b", "c", "d"])])
def test_a_batch_is_lived_by_all_that_are_still_in_and_by_those_that_are_always_needed_and_by_no_others(
    always: tuple[str, ...], lived: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    looked: list[Any] = []

    def draw(names: Sequence[str], companies: range) -> dict[str, Any]:
        asked.append(([*names], companies))
        return {name: np.full(len(companies), 7.0) for name in names}

    monkeypatch.setattr(selection, "screen", lambda *given: looked.append(given))
    one, rule = race(["b", "c"], **dict.fromkeys("abcd", [1.0] * 4)), Rule(0.95, 0.01, first=4, batch=3)
    go_on(draw, one, rule, always=always)
    assert asked == [(lived, range(4, 7))]
    assert {name: len(each) for name, each in one.seen.items()} == {n: 7 if n in lived else 4 for n in "abcd"}
    assert (one.batches, looked) == (1, [(one, rule)])


def test_a_choice_goes_on_with_what_is_always_needed_until_one_is_left_or_there_is_to_be_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule, asked = Rule(0.95, 0.01, first=4, batch=2), list[Any]()
    monkeypatch.setattr(selection, "first_stage", lambda draw, names, rule: race(names, a=[1.0], b=[1.0], c=[1.0]))

    def go(draw: Any, one: Race, rule: Rule, *, always: Sequence[str]) -> None:
        asked.append((always, rule))
        one.batches += 1
        one.remaining = one.remaining[: -1 if one.batches == 2 else None]

    monkeypatch.setattr(selection, "go_on", go)
    draw: Any = None
    found = choose(draw, ["a", "b"], rule, always=("c",), more=lambda _: True)
    assert (found.remaining, asked) == (["a"], [(("c",), rule)] * 2)
    asked.clear()
    assert choose(draw, ["a", "b"], rule, always=("c",), more=lambda one: one.batches < 1).remaining == ["a", "b"]
    assert len(asked) == 1


def test_chances_are_of_their_seed_and_those_of_student_for_as_many_companies_as_both_options_lived() -> None:
    first = [3.0, -1.0, 2.0, 1.0]
    one = race(["b"], a=[0.0] * 4, b=[*first, *[1.25] * 36])
    one.delta = 0.5
    chances, good = probabilities(one, seed=3)
    assert (chances, good) == probabilities(one, seed=3)
    assert (chances, good) != probabilities(one, seed=4)
    error = np.std(first, ddof=1) / 2
    assert chances["b"] == pytest.approx(float(t.cdf(np.mean(first) / error, df=3)), abs=0.015)
    assert chances["a"] + chances["b"] == pytest.approx(1.0)
    assert good == pytest.approx(float(t.cdf((np.mean(first) + 0.5) / error, df=3)), abs=0.015)
