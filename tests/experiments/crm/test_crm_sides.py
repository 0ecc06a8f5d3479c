"""Who stands on which side of an import: owners of deals sell, owners of leads and who hands over market."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.canonical import Lead, Opportunity, Origin, Rep
from cordiale.experiments.crm.endings import MINIMUM_ENDED, Ended, outlived
from cordiale.experiments.crm.money import MINIMUM_AMOUNTS, contract_value, tell_extremes
from cordiale.experiments.crm.relations import Tables
from cordiale.experiments.crm.repeat_buyers import _are_further, _first_wins
from cordiale.experiments.crm.rows import Rows
from cordiale.experiments.crm.staff import staff_of
from tests.support.crm_records import tables_of


def at(table: str) -> Any:
    return Origin(table, f"{table}.csv", 2)


def day(month: int) -> datetime:
    return datetime(2024, month, 5)


def staff(*records: Any) -> Any:
    rows = tables_of(*records)
    return staff_of(Tables(rows["lead"], rows["opportunity"], Rows("touch"), rows["rep"]))


def deal(name: str, owner: str | None, by: str | None = None, *, won: bool = True, month: int = 1) -> Opportunity:
    close = day(month + 1) if won else None
    return Opportunity(at("opportunity"), name, owner=owner, handed_over_by=by, created=day(month), is_won=won,
                       close=close, stage="won" if won else "open", is_closed=won)  # fmt: skip


def test_who_both_hands_over_and_wins_is_told_apart_from_who_owns_leads_and_deals() -> None:
    found = staff(
        deal("D1", "bob", "carl"), deal("D2", "carl", "bob"), deal("D3", "eve", "dora", won=False),
        Lead(at("lead"), "L1", owner="anna", created=day(1)), Lead(at("lead"), "L2", owner="eve", created=day(1)),
    )  # fmt: skip
    assert (found.both_sides, found.owners_of_both) == (2, 1)
    assert (found.sales.people, found.sales.deals) == (3, 2)
    assert (found.marketing.people, found.marketing.deals) == (4, 2), "anna, and who handed over; eve sells"
    assert found.owned_by_nobody == 0


@pytest.mark.parametrize("name", ["Sales Queue", "s9"])
def test_a_queue_or_who_has_left_is_nobody_by_the_owner_s_own_word_or_by_the_name_in_the_table_of_reps(
    name: str,
) -> None:
    found = staff(
        deal("D1", "bob"), deal("D2", name), deal("D3", name, won=False), Lead(at("lead"), "L1", day(1), owner=name),
        Lead(at("lead"), "L2", day(1), owner="anna"), Rep(at("rep"), "s9", name="Former Employee"),
    )  # fmt: skip
    assert (found.owned_by_nobody, found.sales.people, found.sales.deals) == (2, 1, 1)
    assert found.marketing.people == 1


def test_a_team_is_of_those_who_sell_and_have_a_team() -> None:
    reps = [Rep(at("rep"), f"s{each}", manager="m" if each < 5 else None, region="north") for each in range(8)]
    deals = [deal(f"D{each}", f"s{each}") for each in (0, 1, 2, 6)]
    found = staff(*deals, *reps)
    assert (found.span, found.managers, found.without_deals) == (3, 1, 4)
    unled = [rep._replace(manager=None) for rep in reps]
    assert (staff(*deals, *unled).span, staff(*deals, *unled).managers) == (4, None), "of a region where nobody leads"


def test_people_at_one_time_are_the_median_over_months_from_each_one_s_first_to_last() -> None:
    deals = [deal(f"A{month}", "ann", month=month) for month in (1, 6)]
    deals += [deal("B", "bob", month=2), deal("C", "cid", month=2)]
    found = staff(*deals)  # ann from January to July; bob and cid in February and March
    assert (found.sales.people, found.sales.active_per_month) == (3, 1)
    more = staff(*deals, deal("D", "dan", month=3), deal("E", "dan", month=5))  # dan from March to June
    assert more.sales.active_per_month == 2


# Whose first win it is, when a deal has outlived, what a contract is worth


def rows(*deals: Opportunity) -> Rows:
    return tables_of(*deals)["opportunity"]


def bought(name: str, created: int | None, close: int | None, *, won: bool = True) -> Opportunity:
    return Opportunity(at("opportunity"), name, account_id="acme", is_won=won, stage="won" if won else "open",
                       created=created and day(created), close=close and day(close))  # fmt: skip


def test_the_first_win_of_an_account_is_the_one_that_closed_first_or_began_first_where_it_has_no_closing() -> None:
    deals = rows(bought("A", 1, 9), bought("B", 4, 6), bought("C", 7, None), bought("D", None, None))
    codes, named = np.zeros(4, int), np.ones(4, bool)
    assert _first_wins(deals, named, codes).tolist() == [1]
    assert _first_wins(rows(bought("A", 1, None), bought("B", 2, 3)), named[:2], codes[:2]).tolist() == [0]
    assert _first_wins(deals, np.array([False, False, False, True]), codes).tolist() == [3]


def test_a_deal_that_began_after_the_first_win_closed_is_of_a_known_customer_and_one_begun_before_is_not() -> None:
    deals = rows(bought("first", 1, 6), bought("before", 4, 9, won=False), bought("after", 7, 8, won=False),
                 bought("undated", None, 5, won=False), bought("won", 2, 9))  # fmt: skip
    won = np.array([True, False, False, False, True])
    assert _are_further(deals, won, np.zeros(5, int)).tolist() == [False, False, True, False, True]
    assert _are_further(deals, won, np.full(5, -1)).tolist() == [False] * 5


@pytest.mark.parametrize(("opened", "over"), [(1, True), (5, True), (7, False)])
def test_a_deal_has_outlived_every_cycle_if_it_is_open_for_longer_than_the_longest_that_ended(
    opened: int, over: bool
) -> None:
    """Cycles of one month, and one of six; the export was made in December."""
    ended = [deal(f"D{each}", "bob", month=1 + each % 3) for each in range(MINIMUM_ENDED)]
    longest = Opportunity(at("opportunity"), "L", created=day(6), close=day(12), is_won=False, stage="lost")
    waits = Opportunity(at("opportunity"), "O", created=day(opened), stage="open")
    quick = Opportunity(at("opportunity"), "Q", created=day(12), stage="open")
    deals = rows(*ended, longest, waits, quick)
    how = Ended(deals["is_won"].astype(bool), deals["stage"] == "lost", deals["stage"] == "open")
    assert outlived(deals, how).tolist() == [False] * (MINIMUM_ENDED + 1) + [over, False]


def test_a_contract_is_told_by_how_many_wins_have_an_amount_above_nothing_their_middle_and_their_mean() -> None:
    amounts = [100.0, 200.0, 900.0] * MINIMUM_AMOUNTS + [-50.0, 0.0, None]
    wins = rows(*(Opportunity(at("opportunity"), f"W{place}", amount=each) for place, each in enumerate(amounts)))
    found = contract_value(wins, mixed=False)
    assert found is not None
    assert (found.count, found.median, found.mean) == (3 * MINIMUM_AMOUNTS, 200.0, 400.0)
    assert (found.recorded.count, found.recorded.total) == (3 * MINIMUM_AMOUNTS, len(amounts))
    assert contract_value(wins, mixed=True) is None


@pytest.mark.parametrize(("count", "told"), [(MINIMUM_AMOUNTS - 1, False), (MINIMUM_AMOUNTS, True)])
def test_one_win_that_makes_most_of_the_value_is_told_with_its_row_where_there_are_enough_to_say_so(
    count: int, told: bool
) -> None:
    amounts = [1.0] * (count - 1) + [1000.0]
    wins = rows(*(Opportunity(Origin("opportunity", "deals.csv", 2 + place), f"W{place}", amount=each)
                  for place, each in enumerate(amounts)))  # fmt: skip
    said: list[Any] = []
    repairs: Any = SimpleNamespace(note=lambda *given: said.append(given))
    tell_extremes(wins, repairs)
    makes = f"one win (row {1 + count}) makes {1000 / (999 + count):.0%} of the value of all"
    assert [(table, file, text.startswith(makes)) for table, file, text in said] == (
        [("opportunity", "deals.csv", True)] if told else []
    )
