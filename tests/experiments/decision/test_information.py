"""The value of knowing, where a closed form says what it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from cordiale.experiments.decision.information import all_known, influence, ranked, spline, survey, value_of_knowing


def gains(theta: np.ndarray, *, a: float, b: float, noise: float, seed: int = 1) -> np.ndarray:
    """What an option brings over staying (0): a + b θ and what nobody asks about."""
    other = np.random.default_rng(seed).normal(0, noise, len(theta))
    return np.stack([a + b * theta + other, np.zeros(len(theta))], axis=1)


def closed(a: float, b: float) -> float:
    """E max(0, a + b θ) - max(0, a) for a standard normal θ."""
    return float(a * norm.cdf(a / b) + b * norm.pdf(a / b) - max(0.0, a))


@pytest.mark.parametrize(("a", "b"), [(0.0, 1.0), (0.5, 1.0), (-1.0, 2.0)])
def test_the_value_of_knowing_a_normal_parameter_is_the_unit_normal_loss(a: float, b: float) -> None:
    theta = np.random.default_rng(2).standard_normal(4000)
    known = value_of_knowing(gains(theta, a=a, b=b, noise=2.0), theta, seed=1, what="")
    assert known.value == pytest.approx(closed(a, b), abs=0.06)
    assert known.clear


@pytest.mark.parametrize("people", [1, 4, 100])
def test_a_survey_is_worth_what_its_answer_can_tell(people: int) -> None:
    """The expected parameter given the answer has variance 1 / (1 + spread² / n)."""
    theta = np.random.default_rng(3).standard_normal(6000)
    answer = survey(theta, people=people, spread=2.0, seed=4)
    known = value_of_knowing(gains(theta, a=0.3, b=1.0, noise=1.0), answer, seed=1, what="")
    assert known.value == pytest.approx(closed(0.3, (1 + 4.0 / people) ** -0.5), abs=0.05)


def test_what_has_no_part_in_the_decision_is_worth_nothing_to_know() -> None:
    rng = np.random.default_rng(5)
    table = gains(rng.standard_normal(200), a=0.1, b=1.0, noise=1.0)
    idle = [value_of_knowing(table, rng.standard_normal(200), seed=1, what="") for _ in range(20)]
    assert np.mean([each.value for each in idle]) < 0.05
    assert sum(each.clear for each in idle) <= 4
    assert all_known(table) > 0.3


def test_no_more_can_be_known_than_everything() -> None:
    theta = np.random.default_rng(6).standard_normal(500)
    table = gains(theta, a=0.0, b=1.0, noise=0.5)
    assert value_of_knowing(table, theta, seed=1, what="").value <= all_known(table)


def test_the_most_valuable_stands_first_and_influence_is_the_share_of_variance() -> None:
    rng = np.random.default_rng(7)
    strong, idle = rng.standard_normal((2, 600))
    table = gains(strong, a=0.0, b=1.0, noise=1.0)
    assert [each.what for each in ranked(table, {"idle": idle, "strong": strong}, seed=1)] == ["strong", "idle"]
    (first, share), (_, rest) = influence(table[:, 0], {"idle": idle, "strong": strong})
    assert first == "strong"
    assert share == pytest.approx(0.5, abs=0.08)
    assert rest < 0.05


def test_few_values_make_a_line_and_one_value_makes_nothing() -> None:
    assert spline(np.arange(20.0)).shape == (20, 2)
    assert spline(np.full(20, 3.0)).shape == (20, 1)
    assert spline(np.arange(200.0)).shape[1] == 6


def test_everything_known_is_worth_the_mean_of_the_best_less_the_best_of_the_means() -> None:
    assert all_known(np.array([[4.0, 0.0, 1.0], [-2.0, 0.0, 1.0]])) == (4.0 + 1.0) / 2 - 1.0
    assert all_known(np.array([[4.0, 0.0], [2.0, 0.0]])) == 0.0
