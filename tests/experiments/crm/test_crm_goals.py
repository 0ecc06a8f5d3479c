"""The figures that a scenario is to meet, and what is said of buyers, mean what their words say."""

from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm.estimates import top_share
from cordiale.experiments.crm.facts import Buyers
from cordiale.experiments.crm.goals import between, targets_of
from cordiale.experiments.crm.left_open import _bought


def test_the_cycle_to_meet_lies_midway_by_ratio_between_that_of_the_cohorts_and_that_of_all_wins() -> None:
    cycles = [SimpleNamespace(mean=mean, median=median) for mean, median in ((4.0, 2.0), (9.0, 8.0))]
    facts: Any = SimpleNamespace(cycle=cycles[0], whole=SimpleNamespace(cycle=cycles[1]))
    assert (between(facts, "mean"), between(facts, "median")) == (6.0, 4.0)


def facts_of(counted: str, *, qualified: float | None = None, cycle: float = 9.0) -> Any:
    """An export in which every figure is another: 40 wins of 200 cases, 6 cases a week."""
    spread, amounts = SimpleNamespace(mean=cycle, median=cycle / 2, count=33, split=False), (30, 45_000.0)
    stages = [SimpleNamespace(name="contacted", reached=SimpleNamespace(value=0.9))]
    stages += [] if qualified is None else [SimpleNamespace(name="mql", reached=SimpleNamespace(value=qualified))]
    return SimpleNamespace(
        counted=counted, best=SimpleNamespace(leads=200, wins=40), conversion=SimpleNamespace(value=0.2),
        leads_per_week=6.0, win_rate=SimpleNamespace(value=0.25, count=40, total=160), cohorts=True, cycle=spread,
        follow_up=SimpleNamespace(value=0.3, count=60, total=200), whole=SimpleNamespace(cycle=spread), stages=stages,
        weeks_to_first_contact=SimpleNamespace(mean=cycle / 3, count=60),
        contract_value=SimpleNamespace(mean=amounts[1], count=amounts[0]),
    )  # fmt: skip


@pytest.mark.parametrize("counted", ["lead", "opportunity"])
@pytest.mark.parametrize("qualified", [None, 0.5])
def test_each_figure_to_meet_is_the_export_s_own_a_quarter_and_in_thousands_of_the_qualified(
    counted: str, qualified: float | None
) -> None:
    part, leads = qualified or 1.0, counted == "lead"
    found = {each.place: each.value for each in targets_of(facts_of(counted, qualified=qualified))}
    assert found == pytest.approx(
        {"leads_handed_over" if leads else "opportunities": 6.0 * part * 13, "wins": 6.0 * 0.2 * 13, "win_rate": 0.25}
        | ({"conversion": 0.2 / part} if leads else {})
        | {"follow_up_share": 0.3 / part, "weeks_to_first_contact": 3.0, "contract_value": 45.0}
        | {"sales_cycle_weeks": 9.0, "sales_cycle_weeks_median": 4.5}
    )


@pytest.mark.parametrize(("place", "most"), [("conversion", 0.95), ("follow_up_share", 0.99)])
def test_of_few_qualified_leads_no_more_than_nearly_all_are_won_or_followed_up(place: str, most: float) -> None:
    found = {each.place: each.value for each in targets_of(facts_of("lead", qualified=0.05))}
    assert found[place] == most


def test_no_cycle_or_first_contact_is_shorter_than_half_a_day() -> None:
    found = {each.place: each.value for each in targets_of(facts_of("lead", cycle=0.0))}
    shortest = {name: value for name, value in found.items() if name.startswith(("sales_cycle", "weeks_to"))}
    assert len(shortest) == 3
    assert {round(value * 7 * 24, 6) for value in shortest.values()} == {12.0}  # hours


def test_the_busiest_fifth_of_seven_people_is_two_of_them() -> None:
    assert top_share([1, 5, 0, 3, 1, 0, 0]) == pytest.approx(8 / 10)


def test_of_repeat_buyers_deals_a_customer_are_told_and_not_customers_a_deal() -> None:
    told = _bought(Buyers(accounts=20, wins=50, further=40, further_value=None, left_out=True))
    assert told.startswith("20 customers bought 50 times (2.5 deals a customer)")
