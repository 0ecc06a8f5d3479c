"""What follows from an export for a scenario, piece by piece and by hand: counts a week, a person, a quarter."""

import math
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm.distributions import LONGEST_CYCLE, burn_in_of, cycle_of, quantiles_of
from cordiale.experiments.crm.draft import (
    PER_DEAL_FEELING,
    PER_DEAL_HOURS,
    _crowd,
    _deals,
    _effort,
    _growth,
    _leads,
    _load,
    _people,
    _span,
    source_odds,
)
from cordiale.experiments.fitting.levers import LIMITS
from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.sections import log_deviation, middle_of

BASE = load_scenario("status-quo")
USUAL = {"leads_handed_over": 100.0, "opportunities": 50.0, "win_rate": 0.5, "pipeline_per_rep": 2.0}


def facts(**said: Any) -> Any:
    nothing = dict.fromkeys(("cycle", "contract_value", "growth", "span", "sales_people", "marketing_people"))
    return SimpleNamespace(**nothing | {"counted": "lead", "amounts_are": (), "whole": facts_of_all(None)} | said)


def facts_of_all(cycle: Any) -> Any:
    return SimpleNamespace(cycle=cycle)


def values(entries: Any) -> dict[str, float]:
    return {each.place: each.value for each in entries}


@pytest.mark.parametrize(
    ("goals", "load"), [({"leads_handed_over": 250.0}, 2.5), ({"opportunities": 25.0}, 0.5), ({"wins": 9.0}, 1.0)]
)
def test_the_load_is_leads_or_opportunities_over_those_of_the_base(goals: dict[str, float], load: float) -> None:
    assert _load(goals, USUAL) == load


def test_the_deals_under_way_are_all_that_are_decided_and_not_the_won_ones_alone() -> None:
    goals = {"wins": 26.0, "win_rate": 0.25, "sales_cycle_weeks": 6.0}
    decided_a_week = 26 / 0.25 / 13
    assert _crowd(goals, USUAL, 4.0) == pytest.approx(decided_a_week * 6 / 4 / 2)
    del goals["win_rate"]
    assert _crowd(goals, USUAL, 4.0) == pytest.approx(26 / 0.5 / 13 * 6 / 4 / 2), "of the base where none is known"
    assert _crowd({"wins": 26.0}, USUAL, 4.0) == 1.0


@pytest.mark.parametrize(("sales", "marketing"), [(30, 7), (30, None), (None, 7), (None, None)])
def test_a_side_that_nobody_names_has_the_usual_number_to_each_of_the_other(
    sales: int | None, marketing: int | None
) -> None:
    reps, marketers = BASE.company.reps, BASE.company.marketers
    crowd = sales / reps if sales else marketing / marketers if marketing else 2.0
    found = _people(facts(sales_people=sales, marketing_people=marketing), BASE, 2.0)
    wanted = (sales or round(reps * crowd), marketing or round(marketers * crowd))
    assert tuple(each.value for each in found) == wanted
    for each, named in zip(found, (sales, marketing), strict=True):
        assert each.why.startswith("assumption") is (named is None)


@pytest.mark.parametrize(("yearly", "quarterly"), [(0.4641, 0.1), (-0.3439, -0.1), (0.0, 0.0), (9.0, 0.23)])
def test_growth_of_a_year_is_compounded_of_its_four_quarters_and_held_in_what_a_scenario_can(
    yearly: float, quarterly: float
) -> None:
    found = [*_growth(facts(growth=SimpleNamespace(yearly=yearly, months=30)))]
    assert values(found)["growth.demand"] == pytest.approx(quarterly)
    assert f"{yearly:+.0%} a year over 30 months" in found[0].why
    assert ("the most that a scenario can hold" in found[0].why) is (yearly == 9.0)


@pytest.mark.parametrize(("span", "held"), [(1, 2), (7, 7), (400, 100)])
def test_the_span_is_the_export_s_held_in_what_a_scenario_allows(span: int, held: int) -> None:
    assert values(_span(facts(span=span))) == {"company.span": held}


def test_each_marketer_hands_over_its_part_of_the_leads_of_a_week() -> None:
    found = values(_leads(facts(), {"leads_handed_over": 260.0}, 4.0))
    assert found["campaigns.leads_per_week"] == pytest.approx(260 / 13 / 4)
    assert values(_leads(facts(counted="opportunity"), {"leads_handed_over": 260.0}, 4.0)) == {}


@pytest.mark.parametrize(
    ("counted", "goals"),
    [
        ("lead", {"leads_handed_over": 200.0, "conversion": 0.1, "opportunities": 999.0}),
        ("opportunity", {"opportunities": 50.0, "win_rate": 0.4, "leads_handed_over": 999.0}),
    ],
)
def test_the_quota_is_the_wins_that_each_rep_has_a_quarter(counted: str, goals: dict[str, float]) -> None:
    assert values(_deals(facts(counted=counted), goals, BASE, 8.0))["selling.quota"] == pytest.approx(20 / 8)


def test_where_a_rep_has_more_deals_each_gets_as_much_less_of_hours_and_of_regard() -> None:
    found = values(_effort(BASE, 2.0, 3.0, opportunities=True))
    for place in (*PER_DEAL_HOURS, *PER_DEAL_FEELING):
        times = 3.0 if place == "selling.opportunity_hours" else 2.0
        assert found[place] == pytest.approx(value_at(BASE, place) / times), place
    assert found["selling.prospecting_hours"] == pytest.approx(BASE.selling.prospecting_hours / 2.0)
    assert found["campaigns.leads_per_week"] == pytest.approx(BASE.campaigns.leads_per_week * 2.0)
    fewer = values(_effort(BASE, 0.5, 0.5, opportunities=False))
    assert not fewer.keys() & {*PER_DEAL_HOURS, *PER_DEAL_FEELING, "selling.prospecting_hours"}


def test_the_burn_in_is_the_usual_or_the_learning_time_and_the_longest_cycle_on_top() -> None:
    usual, cycle = BASE.company.burn_in, SimpleNamespace(quantiles=(1.0, 5.0, 27.0))
    for longest, quarters in ((cycle, 3), (SimpleNamespace(quantiles=(1.0, 2 * LONGEST_CYCLE)), 31), (None, 0)):
        whole = facts_of_all(longest)
        assert burn_in_of(facts(whole=whole), BASE, leads=1000.0).value == usual + quarters
        assert burn_in_of(facts(whole=whole), BASE, leads=10.0).value == max(usual, 24) + quarters
    assert burn_in_of(facts(), BASE, leads=1.0).value == max(usual, 60)


def test_shapes_are_the_cycle_of_the_cohorts_and_the_contract_value_in_thousands() -> None:
    cohorts, whole = SimpleNamespace(quantiles=(1.0, 2.0)), SimpleNamespace(quantiles=(3.0, 4.0))
    money = SimpleNamespace(quantiles=(5000.0, 7000.0))
    found = quantiles_of(facts(cycle=cohorts, whole=facts_of_all(whole), contract_value=money))
    assert found == {"cycle": (1.0, 2.0), "contract_value": (5.0, 7.0)}
    assert quantiles_of(facts(whole=facts_of_all(whole))) == {"cycle": (3.0, 4.0)}


def test_a_source_that_converts_better_than_all_together_has_odds_above_nothing() -> None:
    good, bad = SimpleNamespace(wins=30, leads=100), SimpleNamespace(wins=10, leads=100)
    assert source_odds(good, (good, bad)) > 0 > source_odds(bad, (good, bad))  # type: ignore[arg-type]
    assert source_odds(good, (good, good)) == pytest.approx(0.0, abs=0.01)  # type: ignore[arg-type]


def test_customers_who_paid_once_hardly_renew() -> None:
    low, _ = LIMITS["customers.renewal"]
    assert values(_deals(facts(amounts_are=("one-off",)), {}, BASE, 8.0))["customers.renewal"] == low
    assert "customers.renewal" not in values(_deals(facts(amounts_are=("yearly",)), {}, BASE, 8.0))


@pytest.mark.parametrize("split", [False, True])
def test_the_cycle_lies_between_that_of_the_cohorts_and_that_of_all_in_its_middle_and_in_its_width(split: bool) -> None:
    """By ratio: the cohorts' cycle is four weeks, that of all wins nine, and its shape is twice as wide."""
    narrow, wide = (tuple(middle * width**at for at in (-1, 0, 1)) for middle, width in ((4.0, 1.5), (9.0, 1.5**4)))
    cohorts, whole = SimpleNamespace(quantiles=narrow, split=split), SimpleNamespace(quantiles=wide)
    found = {each.place: each for each in cycle_of(facts(cycle=cohorts, whole=facts_of_all(whole)))}
    assert found["buyers.cycle"].value == pytest.approx(math.sqrt(middle_of(narrow) * middle_of(wide)))
    widths = math.sqrt(log_deviation(narrow) * log_deviation(wide))
    assert found["buyers.pace_spread"].value == pytest.approx(widths)
    assert (found["buyers.cycle"].why, found["buyers.pace_spread"].fitted) == (
        ("sales_cycle_weeks", False) if split else ("sales_cycle_weeks_median", True)
    )
