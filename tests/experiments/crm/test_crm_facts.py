"""Small funnels whose facts can be worked out by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import exp, log

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.canonical import Lead, Opportunity, Origin, Rep, Touch
from cordiale.experiments.crm.cases import cases_of
from cordiale.experiments.crm.cohorts import Period, uncensored_period
from cordiale.experiments.crm.derive import _speed, derive
from cordiale.experiments.crm.estimates import gini, lognormal, quantile, top_share
from cordiale.experiments.crm.facts import FunnelFacts
from cordiale.experiments.crm.left_open import left_open
from cordiale.experiments.crm.mapping import Mapping
from cordiale.experiments.crm.relations import relate
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.repeat_buyers import new_customers
from cordiale.experiments.crm.staff import staff_of
from cordiale.experiments.crm.windows import window_of
from cordiale.simulation.rules import observation
from tests.support.crm_records import Case, tables_of, together

START = datetime(2022, 1, 1)
HERE = Origin("lead", "a.csv", 2)


def case(created: datetime, *, days: float | None = None, source: str = "web") -> Case:
    closed = None if days is None else created + timedelta(days=days)
    return Case(source, created, days is not None, closed, days)


def daily(count: int, *, days: float, every: int = 2) -> list[Case]:
    """A case a day, of which every second (or `every`-th) is won after some days."""
    created = [START + timedelta(days=i) for i in range(count)]
    return [case(day, days=days if i % every == 0 else None) for i, day in enumerate(created)]


def facts_of(*records: Lead | Opportunity | Touch | Rep) -> FunnelFacts:
    repairs = Repairs()
    tables = relate(tables_of(*records), repairs)
    fresh, buyers = new_customers(tables, repairs)
    cases = cases_of(fresh, repairs)
    return derive(fresh, cases, Mapping("m.toml", "Parable", "", "", tables={}), people=staff_of(tables), buyers=buyers)


def leads(count: int = 40, **fields: object) -> list[Lead]:
    made = [START + timedelta(days=i) for i in range(count)]
    return [Lead(place=HERE, lead_id=f"l{i}", created=day, **fields) for i, day in enumerate(made)]  # type: ignore[arg-type]


def wins(count: int = 10, **fields: object) -> list[Opportunity]:
    closes = [START + timedelta(days=i + 14) for i in range(count)]
    return [
        Opportunity(place=HERE, opp_id=f"o{i}", lead_id=f"l{i}", is_won=True, close=close, **fields)  # type: ignore[arg-type]
        for i, close in enumerate(closes)
    ]


def test_quantiles_lie_between_neighbours() -> None:
    assert quantile([4, 1, 3, 2], 0.5) == 2.5
    assert quantile([7], 0.9) == 7
    assert quantile([0, 10], 0.9) == 9


def test_a_lognormal_is_found_again_from_its_quartiles() -> None:
    quartile = 0.6744897501960817
    assert lognormal(exp(1 - 2 * quartile), exp(1), exp(1 + 2 * quartile)) == (
        pytest.approx(1),
        pytest.approx(2),
    )


def test_concentration_of_equals_is_nothing_and_of_one_is_nearly_all() -> None:
    assert (top_share([1] * 10), gini([1] * 10)) == (pytest.approx(0.2), pytest.approx(0))
    assert (top_share([9, *[0] * 9]), gini([9, *[0] * 9])) == (1, pytest.approx(0.9))


def test_concentration_is_what_the_model_takes_for_it() -> None:
    for counts in ([3, 1, 4, 1, 5, 9], [7], [0, 0, 2]):
        assert gini(counts) == pytest.approx(float(observation.gini(np.array(sorted(counts), dtype=float))))


def test_cohorts_start_with_the_month_after_the_first_closing_and_are_followed_long_enough() -> None:
    cases = daily(365, days=40)
    period = uncensored_period(together(cases))
    assert period is not None
    assert period.start == date(2022, 3, 1), "the first closing is on 10 February"
    last_closing = max(one.closed.date() for one in cases if one.closed)
    assert last_closing - period.end >= timedelta(days=40)
    assert period.end == date(2022, 12, 31), "closings go on for forty days after the last lead"


def test_cohorts_that_had_no_time_to_close_are_left_out() -> None:
    cases = [one for one in daily(365, days=40) if one.closed is None or one.closed < datetime(2023, 1, 1)]
    period = uncensored_period(together(cases))
    assert period is not None
    assert period.end == date(2022, 10, 31), "21 November has not the forty days, and months are taken whole"


def test_a_short_export_has_no_uncensored_cohort_and_says_so() -> None:
    assert uncensored_period(together(daily(40, days=40))) is None
    assert uncensored_period(together([Case("web", None, True, None, None)] * 40)) is None
    facts = facts_of(*leads(), *wins())
    assert facts.cohorts is None
    assert facts.best is facts.whole
    assert any("without censoring" in line for line in left_open(facts))


def test_truncated_cohorts_would_make_conversion_look_low() -> None:
    recorded_from = datetime(2022, 7, 1)
    cases = [
        Case(one.source, one.created, False, None, None) if one.closed and one.closed < recorded_from else one
        for one in daily(365, days=10)
    ]
    period = uncensored_period(together(cases))
    assert period is not None
    assert window_of(together(cases), None).conversion.value < 0.3
    inside = period.created_in(together(cases))
    assert window_of(inside, period).conversion.value == pytest.approx(0.5, abs=0.01)


def test_conversion_is_of_what_was_decided_and_the_volume_of_all_that_was_created() -> None:
    cases = [case(START)._replace(won=number < 3, decided=number < 12) for number in range(40)]
    seen = window_of(together(cases), Period(date(2023, 1, 1), date(2023, 1, 28)))
    assert (seen.conversion.count, seen.conversion.total, seen.conversion.value) == (3, 12, 0.25)
    assert (seen.created, seen.leads, seen.leads_per_week) == (40, 12, 10.0)


def test_a_window_counts_leads_a_week_and_pools_tiny_sources() -> None:
    cases = [*daily(70, days=7), *(case(START, source="fair") for _ in range(29))]
    cases += [case(START, days=21, source="web2") for _ in range(30)]
    window = window_of(together(cases), Period(START.date(), START.date() + timedelta(days=69)))
    assert window.leads_per_week == pytest.approx(129 / 10)
    assert [(source.name, source.leads, source.wins) for source in window.sources] == [
        ("web", 70, 35),
        ("web2", 30, 30),
        ("other", 29, 0),
    ]
    assert sum(source.share for source in window.sources) == pytest.approx(1)
    assert [source.median_cycle_weeks for source in window.sources] == [1, 3, None]
    assert [source.cycle_weight for source in window.sources] == [1, 3, 1]


def test_the_cycle_is_in_weeks_and_its_lognormal_has_its_median() -> None:
    cycle = window_of(together([case(START, days=days) for days in range(1, 30)]), None).cycle
    assert cycle is not None
    assert (cycle.median, cycle.lower_quartile, cycle.upper_quartile) == (15 / 7, 8 / 7, 22 / 7)
    assert cycle.mu == pytest.approx(log(15 / 7))
    assert cycle.mean == pytest.approx(15 / 7)


def test_cycles_of_less_than_a_day_still_have_a_lognormal() -> None:
    cycle = window_of(together([case(START, days=0) for _ in range(20)]), None).cycle
    assert cycle is not None
    assert (cycle.median, cycle.sigma) == (0, 0)


def test_a_lead_with_several_wins_is_one_conversion_and_its_first_counts() -> None:
    again = Opportunity(place=HERE, opp_id="x", lead_id="l0", is_won=True, close=START + timedelta(days=400))
    facts = facts_of(*leads(), again, *wins())
    assert facts.whole.wins == 10
    assert facts.cycle is not None
    assert facts.cycle.p90 == 2


def test_converted_leads_are_joined_from_their_own_side() -> None:
    made = [Lead(place=HERE, lead_id=f"l{i}", created=START, opp_id=f"o{i}", owner="ann") for i in range(40)]
    deals = [Opportunity(place=HERE, opp_id=f"o{i}", is_won=True, owner="bob") for i in range(10)]
    facts = facts_of(*made, *deals)
    assert (facts.counted, facts.whole.wins) == ("lead", 10)
    assert (facts.marketing_people, facts.sales_people, facts.people_on_both_sides) == (1, 1, 0)


def test_people_with_losses_only_count_as_people_and_reps_without_deals_do_not() -> None:
    lost = Opportunity(place=HERE, opp_id="x", owner="eve", stage="lost", is_won=False)
    reps = [Rep(place=HERE, owner=name, manager="max") for name in ("ann", "eve", "kim", "lee")]
    facts = facts_of(*leads(), *wins(owner="ann"), lost)
    assert facts.sales is not None
    assert (facts.sales.people, facts.managers, facts.span) == (2, None, None)
    facts = facts_of(*leads(), *wins(owner="ann"), lost, *reps)
    assert facts.sales is not None
    assert (facts.sales.people, facts.managers, facts.span) == (2, 1, 2)
    assert facts.people_without_deals == 2
    assert facts.sales.shares == (1, 0)
    assert (facts.sales_people, facts.sales.active_per_month) == (1, 1)  # the loss has no date


def test_losses_give_a_win_rate_and_amounts_a_contract_value() -> None:
    lost = [Opportunity(place=HERE, opp_id=f"x{i}", is_won=False, is_closed=True) for i in range(30)]
    facts = facts_of(*leads(), *wins(amount=50.0), *lost)
    assert facts.win_rate is not None
    assert facts.win_rate.value == 0.25
    assert facts.contract_value is not None
    assert (facts.contract_value.mean, facts.contract_value.recorded.value) == (50, 1)


def test_amounts_of_zero_are_not_recorded() -> None:
    assert facts_of(*leads(), *wins(amount=0.0)).contract_value is None


def test_touches_of_sales_tell_follow_up_and_speed() -> None:
    touched = [
        Touch(place=HERE, lead_or_contact_id=f"l{i}", date=START + timedelta(days=i + 7), function="sales")
        for i in range(20)
    ]
    blast = Touch(place=HERE, lead_or_contact_id="l39", date=START + timedelta(days=60), function="marketing")
    facts = facts_of(*leads(), *wins(), *touched, blast)
    assert facts.follow_up is not None
    assert facts.follow_up.value == 0.5
    assert facts.weeks_to_first_contact is not None
    assert facts.weeks_to_first_contact.median == 1


def test_first_contacts_of_the_leads_themselves_tell_it_too() -> None:
    facts = facts_of(*leads(first_contact_date=START + timedelta(days=39)), *wins())
    assert facts.follow_up is not None
    assert facts.follow_up.value == 1


def test_stages_reached_are_shares_of_the_leads() -> None:
    facts = facts_of(*leads(mql_date=START), *wins())
    assert [(stage.name, stage.reached.value) for stage in facts.stages] == [("mql", 1)]


def test_what_is_absent_is_missing_and_named() -> None:
    facts = facts_of(*leads(), *wins())
    assert facts.marketing is facts.sales is facts.win_rate is facts.contract_value is facts.follow_up is None
    words = "\n".join(left_open(facts))
    for thing in (
        "people of marketing",
        "people of sales",
        "win rate",
        "contract value",
        "first contact",
        "trust",
    ):
        assert thing in words


def names_in(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    if hasattr(value, "__dataclass_fields__"):
        return [name for field in value.__dataclass_fields__ for name in names_in(getattr(value, field))]
    return [name for one in value for name in names_in(one)] if isinstance(value, tuple) else []


def test_facts_are_aggregates_and_name_nobody() -> None:
    facts = facts_of(*leads(owner="ann", source="web"), *wins(owner="bob", account_id="acme"))
    assert set(names_in(facts)) == {"Parable", "", "lead", "web", "creations"}


def test_tables_without_a_joined_win_are_not_linked() -> None:
    lost = Opportunity(place=HERE, lead_id="l0", is_won=False)
    assert not relate(tables_of(*leads(), lost), Repairs()).are_linked


@pytest.mark.parametrize(
    ("days", "weeks"), [([0.0], 0.0), ([0.0, 7.0, 14.0], 1.0), ([0.0, 0.0, 7.0], 0.0), ([-1.0, 7.0, 7.0], 1.0)]
)
def test_a_lead_contacted_on_the_day_it_came_counts_and_one_contacted_before_does_not(
    days: list[float], weeks: float
) -> None:
    days = days * 20
    came = array_of("date", [START] * len(days))
    found = _speed(came, array_of("date", [START + timedelta(days=each) for each in days]))
    assert found is not None
    assert (found.median, found.count) == (weeks, sum(each >= 0 for each in days))
