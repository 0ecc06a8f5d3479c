"""Where a period, a list of words or a crowded day begins and ends: at its own bounds, in its own order."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice, permutations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import plain
from cordiale.experiments.crm.canonical import Opportunity, Origin
from cordiale.experiments.crm.cohorts import Period, _followed_until, observed_period
from cordiale.experiments.crm.draft import _deals
from cordiale.experiments.crm.endings import _today, outlived
from cordiale.experiments.crm.migration import FEWEST, OF_ALL, OTHER_DAYS, TIMES_USUAL, without_migration
from cordiale.experiments.crm.money import bases_of, currencies_of, tell_extremes
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.rows import Rows, rows_of
from cordiale.experiments.crm.spelling import counted_words
from cordiale.experiments.crm.spelt_ids import _tell_twins
from cordiale.simulation.scenario.files import load_scenario
from tests.support.crm_records import Case, together

START, END = date(2024, 1, 31), date(2024, 3, 1)


def case(created: datetime | None, ended: datetime | None = None) -> Case:
    return Case("web", created, True, None, 3.0, ended=ended)


def deals(*said: dict[str, Any]) -> Rows:
    """Opportunities of which this is said."""
    bare: Any = dict.fromkeys(Opportunity._fields)
    return rows_of(
        "opportunity", [Opportunity(**bare | {"place": Origin("opportunity", "deals.csv", 2)} | each) for each in said]
    )


def test_a_period_has_what_was_created_from_its_first_minute_to_its_last_and_nothing_else() -> None:
    begun = datetime(2024, 1, 28)
    cases = [case(begun + timedelta(hours=hours, minutes=shift)) for hours in range(24 * 40) for shift in (-1, 0)]
    inside = [each.created for each in cases if each.created and START <= each.created.date() <= END]
    assert plain(Period(START, END).created_in(together([case(None), *cases])).created) == inside
    assert 0 < len(inside) < len(cases)


@pytest.mark.parametrize(
    ("created", "followed", "until"),
    [
        (date(2024, 3, 9), date(2024, 3, 9), date(2024, 3, 9)),
        (date(2024, 3, 9), date(2024, 4, 2), date(2024, 3, 9)),
        (date(2024, 3, 9), date(2024, 3, 8), date(2024, 2, 29)),
        (date(2024, 3, 9), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2024, 3, 9), date(2024, 2, 28), date(2024, 1, 31)),
        (date(2024, 3, 9), date(2024, 1, 1), date(2023, 12, 31)),
    ],
)
def test_cohorts_end_with_the_last_creation_or_with_the_last_month_that_was_followed_to_its_last_day(
    created: date, followed: date, until: date
) -> None:
    assert _followed_until(created, followed) == until


def test_a_period_is_from_the_first_to_the_last_creation_and_of_endings_only_where_no_creation_is_known() -> None:
    days = [datetime(2024, 2, day, 9) for day in (7, 3, 11)]
    late = datetime(2024, 5, 1)
    assert observed_period(together([case(day, late) for day in days])) == Period(date(2024, 2, 3), date(2024, 2, 11))
    assert observed_period(together([case(None, day) for day in days])) == Period(date(2024, 2, 3), date(2024, 2, 11))
    assert observed_period(together([case(None, late), *[case(day, late) for day in days]])) == Period(
        date(2024, 2, 3), date(2024, 2, 11)
    )
    assert observed_period(together([case(None)])) is None


def test_words_are_told_the_most_common_first_and_of_equals_by_the_alphabet_and_the_rest_is_counted() -> None:
    words = {"demo": 3, "won": 70, "alpha": 12, "beta": 12, "open": 1}
    for some in permutations(words.items()):
        assert counted_words(some) == "'won' (70), 'alpha' (12), 'beta' (12), 'demo' (3), 'open' (1)"
    assert counted_words(words.items(), most=2) == "'won' (70), 'alpha' (12), and 3 more"
    assert counted_words(words.items(), most=5).count("(") == 5


def test_currencies_come_by_the_alphabet_and_payments_the_most_common_first_whatever_the_order_of_the_rows() -> None:
    def deal(currency: str, basis: str | None, amount: float | None = 5.0) -> dict[str, Any]:
        return {"currency": currency, "basis": basis, "amount": amount}

    wins = [deal("€", "monthly"), deal("usd", None), deal("CHF", None), deal("EUR", None), deal("GBP", "total", None)]
    for some in permutations(wins):
        assert currencies_of(deals(*some)) == ("CHF", "EUR", "USD")
        assert bases_of(deals(*some)) == ("unsaid", "monthly")


@pytest.mark.parametrize("other_days", [OTHER_DAYS - 1, OTHER_DAYS, OTHER_DAYS + 1, 200])
@pytest.mark.parametrize("usual", [1, 2, 5])
@pytest.mark.parametrize("crowd", [FEWEST - 1, FEWEST, FEWEST + 1, 10 * 2, 10 * 2 + 1, 50, 51, 120])
def test_a_day_is_of_a_migration_where_it_has_many_cases_a_tenth_of_all_and_ten_times_those_of_a_usual_day(
    crowd: int, usual: int, other_days: int
) -> None:
    day = datetime(2024, 1, 1, 8)
    cases = [case(day)] * crowd + [case(day + timedelta(days=1 + n)) for n in range(other_days)] * usual
    kept, share = without_migration(together(cases))
    creations, cycles = plain(kept.created), plain(kept.days)
    by_day = Counter(each.created for each in cases)
    rest = [count for created, count in by_day.items() if created != day]
    crowded = (
        crowd >= FEWEST and crowd >= OF_ALL * len(cases) and other_days >= OTHER_DAYS
        and crowd > TIMES_USUAL * sum(rest) / len(rest)
    )  # fmt: skip
    assert (share is not None) == crowded
    assert creations.count(None) == (crowd if crowded else 0)
    assert cycles == [None if created is None else 3.0 for created in creations]
    if share is not None:
        assert (share.count, share.total) == (crowd, len(cases))


def test_an_export_is_of_the_last_day_on_which_anything_was_created_or_ended_and_not_of_one_to_come() -> None:
    def today(*said: tuple[int | None, int | None, bool]) -> datetime:
        moments = [[day and datetime(2024, 3, day) for day in each[:2]] for each in said]
        is_open = np.array([each[2] for each in said])
        how: Any = SimpleNamespace(open=is_open)
        found: datetime = _today(deals(*({"created": one, "close": other} for one, other in moments)), how).item()
        return found

    for some in permutations([(7, None, True), (2, 30, True), (None, 5, False)]):
        assert today(*some) == datetime(2024, 3, 7)
        assert today(*some, (1, 9, False)) == datetime(2024, 3, 9)


@pytest.mark.parametrize(("counted", "quota"), [("lead", 600 * 0.05 / 4), ("opportunity", 90 * 0.2 / 4)])
def test_a_quota_is_the_wins_of_a_rep_a_quarter_by_what_is_counted(counted: str, quota: float) -> None:
    facts: Any = SimpleNamespace(counted=counted, amounts_are=(), contract_value=None, cycle=None, whole=None)
    goals = {"leads_handed_over": 600.0, "conversion": 0.05, "opportunities": 90.0, "win_rate": 0.2, "wins": 31.0}
    told = {each.place: each.value for each in islice(_deals(facts, goals, load_scenario(), 4.0), 1)}
    assert told == {"selling.quota": pytest.approx(quota)}


@pytest.mark.parametrize(("crowd", "crowded"), [(19, False), (20, True), (50, True)])
def test_a_day_of_twenty_may_be_of_a_migration_and_one_of_nineteen_is_not(crowd: int, crowded: bool) -> None:
    day = datetime(2024, 1, 1, 8)
    cases = [case(day)] * crowd + [case(day + timedelta(days=1 + n)) for n in range(10)]
    assert (without_migration(together(cases))[1] is not None) == crowded


@pytest.mark.parametrize(("crowd", "crowded"), [(50, False), (51, True)])
def test_a_crowded_day_has_more_than_ten_times_the_cases_of_a_usual_one(crowd: int, crowded: bool) -> None:
    day = datetime(2024, 1, 1, 8)
    cases = [case(day)] * crowd + [case(day + timedelta(days=1 + n)) for n in range(10)] * 5
    assert (without_migration(together(cases))[1] is not None) == crowded


@pytest.mark.parametrize(("whole", "over"), [(9, 0), (10, 1)])
def test_an_open_deal_outlived_every_cycle_where_ten_cycles_are_known_and_it_is_older_than_the_longest(
    whole: int, over: int
) -> None:
    start = datetime(2024, 1, 1)
    known_ones = [{"created": start, "close": start + timedelta(days=30)}] * whole
    last = {"created": start + timedelta(days=40), "close": None}
    how: Any = SimpleNamespace(open=np.array([False] * whole + [True] * 3))
    still = {"created": start, "close": start + timedelta(days=90)}
    rows = deals(*known_ones, {"created": start, "close": None}, still, last)
    assert outlived(rows, how).tolist() == [False] * whole + [bool(over), False, False]


def test_amounts_far_below_most_are_counted_whatever_the_order_of_the_rows() -> None:
    amounts = [1000.0] * 36 + [4.0, 4.0, 6.0, 0.0]
    told = "2 of 39 amounts won are under a 200th of what a quarter of them exceed"
    for some in ([*amounts[:2], 4.0, 6.0, *amounts[2:36], 4.0], amounts, amounts[::-1]):
        repairs = Repairs()
        tell_extremes(deals(*({"amount": each} for each in some)), repairs)
        repairs.open("opportunity", "deals.csv", rows=len(some))
        (note,) = repairs.summary().files[0].remarks
        assert note.text.startswith(told)


def test_ids_that_differ_in_capitals_or_zeros_alone_are_counted_where_created_at_once_and_blank_ones_are_not() -> None:
    start, later = datetime(2024, 1, 1), datetime(2024, 1, 2)
    ids = [("a1", start), ("A1", start), ("0a1", start), ("b2", start), ("B2", later), (None, start), (None, start)]
    repairs = Repairs()
    _tell_twins(deals(*({"opp_id": one, "created": at} for one, at in ids)), repairs)
    repairs.open("opportunity", "deals.csv", rows=len(ids))
    (note,) = repairs.summary().files[0].remarks
    assert note.text.startswith("2 ids differ from another deal's in capitals or zeros before alone")
