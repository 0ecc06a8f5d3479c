"""The figures that a scenario is to meet, and what is said of buyers, mean what their words say."""

from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm.estimates import top_share
from cordiale.experiments.crm.facts import Buyers
from cordiale.experiments.crm.goals import between
from cordiale.experiments.crm.left_open import _bought


def test_the_cycle_to_meet_lies_midway_by_ratio_between_that_of_the_cohorts_and_that_of_all_wins() -> None:
    cycles = [SimpleNamespace(mean=mean, median=median) for mean, median in ((4.0, 2.0), (9.0, 8.0))]
    facts: Any = SimpleNamespace(cycle=cycles[0], whole=SimpleNamespace(cycle=cycles[1]))
    assert (between(facts, "mean"), between(facts, "median")) == (6.0, 4.0)


def test_the_busiest_fifth_of_seven_people_is_two_of_them() -> None:
    assert top_share([1, 5, 0, 3, 1, 0, 0]) == pytest.approx(8 / 10)


def test_of_repeat_buyers_deals_a_customer_are_told_and_not_customers_a_deal() -> None:
    told = _bought(Buyers(accounts=20, wins=50, further=40, further_value=None, left_out=True))
    assert told.startswith("20 customers bought 50 times (2.5 deals a customer)")
