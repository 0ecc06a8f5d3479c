"""Quantities of two samples: what is missing in one of them, and which of the two is which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from scipy import stats

from cordiale.experiments.validation.quantities import Average, Less, Needs, Over, Quantity, Relative, ShareUnder

MISSING = float("nan")


@dataclass(frozen=True)
class Given(Quantity):
    """A quantity that is given, not simulated."""

    values: tuple[float, ...]

    def needs(self) -> Needs:
        yield from ()

    def sample(self, _: Any) -> Any:
        return np.array(self.values)


PAIRED: dict[str, Callable[[Quantity, Quantity], Quantity]] = {
    "less": Less,
    "over": Over,
    "share under": ShareUnder,
    "relative": Relative,
    "average": lambda first, second: Average((first, second)),
}


@pytest.mark.parametrize("paired", PAIRED.values(), ids=PAIRED)
def test_of_a_pair_with_a_missing_half_nothing_is_known_and_it_counts_neither_way(
    paired: Callable[[Quantity, Quantity], Quantity],
) -> None:
    quantity = paired(Given((1.0, MISSING, 3.0, 4.0)), Given((2.0, 2.0, MISSING, 2.0)))
    assert np.isnan(quantity.sample({})).tolist() == [False, True, True, False]
    assert quantity.estimate({}).n == 2


def test_the_share_under_counts_the_pairs_whose_first_half_is_the_smaller_and_not_those_that_are_equal() -> None:
    quantity = ShareUnder(Given((1.0, 2.0, 3.0, MISSING)), Given((2.0, 2.0, 2.0, 2.0)))
    assert quantity.estimate({}).mean == pytest.approx(1 / 3)


def test_nothing_is_so_many_times_zero() -> None:
    assert np.isnan(Over(Given((1.0, 3.0)), Given((0.0, 2.0))).sample({})).tolist() == [True, False]


@pytest.mark.parametrize(("plus_one", "mean"), [(False, 1.0), (True, 2.0)])
def test_luck_that_both_halves_of_a_relative_difference_share_leaves_nothing_open(plus_one: bool, mean: float) -> None:
    found = Relative(Given((2.0, 4.0, 6.0)), Given((1.0, 2.0, 3.0)), plus_one=plus_one).estimate({})
    assert (found.low, found.mean, found.high) == pytest.approx((mean, mean, mean))


def test_a_relative_difference_is_of_the_means_and_as_sure_as_what_the_halves_do_not_share() -> None:
    first, second = np.array([2.0, 5.0, 6.0, 9.0]), np.array([1.0, 2.0, 3.0, 4.0])
    found = Relative(Given((*first,)), Given((*second,))).estimate({})
    unshared = (first - 2.2 * second) / 2.5  # 2.2 is 5.5 over 2.5
    half = stats.t.ppf(0.975, 3) * stats.sem(unshared)
    assert (found.low, found.mean, found.high) == pytest.approx((1.2 - half, 1.2, 1.2 + half))
