"""Who stands on which side of an import: owners of deals sell, owners of leads and who hands over market."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from cordiale.experiments.crm.canonical import Lead, Opportunity, Origin, Rep
from cordiale.experiments.crm.relations import Tables
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
