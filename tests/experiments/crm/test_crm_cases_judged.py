"""Cases and who bought before, judged by hand at each bound: which wins are first, which are late, what is too few."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.canonical import Line, Opportunity, Origin
from cordiale.experiments.crm.cases import _cases, _from_leads, _from_opportunities, _insist_on_wins, _tell_entered_late
from cordiale.experiments.crm.dates import parse_date
from cordiale.experiments.crm.deal_lines import _sum
from cordiale.experiments.crm.importer import _insist_on_rows
from cordiale.experiments.crm.kinds_of_rows import same_mails
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.repeat_buyers import (
    _are_further,
    _first_wins,
    _note,
    _says_enough,
    _share_of_amounts,
    _tell_most_frequent,
)
from cordiale.experiments.crm.rows import Rows, rows_of
from cordiale.experiments.crm.settling import Outcome as Said
from cordiale.experiments.crm.settling import _by_signs, _take_flags_of_losses
from cordiale.experiments.crm.summary import ColumnUse
from tests.support.crm_records import Case, together

START = datetime(2024, 1, 1)


def deals(*said: dict[str, Any]) -> Rows:
    """Opportunities of which this is said."""
    bare: Any = dict.fromkeys(Opportunity._fields)
    found = [Opportunity(**bare | {"place": Origin("opportunity", "deals.csv", at)} | each)
             for at, each in enumerate(said, start=2)]  # fmt: skip
    return rows_of("opportunity", found)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def notes_of(repairs: Repairs, *files: str) -> dict[str, list[str]]:
    """What is remarked on each file."""
    for file in files:
        repairs.open("opportunity", file, rows=100)
    return {one.file: [note.text for note in one.remarks] for one in repairs.summary().files}


@pytest.mark.parametrize(("at_once", "others", "told"), [
    (2, [30.0] * 18, True), (1, [30.0] * 18, False), (2, [7.0] * 18, True), (2, [6.9] * 18, False),
    (2, [1.0] * 5 + [30.0] * 13, True), (5, [1.0] * 10 + [30.0] * 5, False), (0, [30.0] * 18, False),
])  # fmt: skip
def test_wins_were_entered_late_where_a_tenth_took_no_day_and_the_middle_of_the_others_a_week(
    at_once: int, others: list[float], told: bool
) -> None:
    cases = together([Case("web", START, True, None, days) for days in [*[0.2] * at_once, *others]])
    repairs, tables = Repairs(), SimpleNamespace(leads_alone=False, opportunities=deals({}))
    _tell_entered_late(cases, tables, repairs)  # type: ignore[arg-type]  # what is asked of tables
    (found,) = notes_of(repairs, "deals.csv").values()
    assert (
        found == [] if not told else found[0].startswith(f"{at_once} of {at_once + len(others)} wins were created on")
    )


@pytest.mark.parametrize(("won", "refused"), [(30, "wins only"), (28, "28 of 30 decided deals are won"), (27, "")])
def test_an_export_without_losses_tells_no_rate_where_more_than_nine_in_ten_of_the_decided_are_won(
    won: int, refused: str
) -> None:
    rows = deals(*[{"created": START, "close": day(9)}] * 30)
    ends = np.arange(30) < won
    none = np.zeros(30, bool)
    tables: Any = SimpleNamespace(opportunities=rows, ended=SimpleNamespace(won=ends, lost=none), decided=~none)
    if refused:
        with pytest.raises(DataError, match=refused):
            _from_opportunities(tables, Repairs())
    else:
        assert _from_opportunities(tables, Repairs()).won.sum() == won


def test_where_nothing_is_won_the_five_most_common_stages_are_named_with_their_counts() -> None:
    counts = {"a": 9, "b": 7, "c": 5, "d": 3, "e": 2, "f": 1}
    rows = deals(*({"stage": stage, "is_won": False} for stage, count in counts.items() for _ in range(count)))
    with pytest.raises(DataError, match=r"stages found: 'a' \(9\), 'b' \(7\), 'c' \(5\), 'd' \(3\), 'e' \(2\); say"):
        _insist_on_wins(rows, Repairs())


def test_a_closing_before_its_creation_is_told_by_both_and_left_out_of_the_cycle_alone() -> None:
    rows = deals({"created": day(5), "close": day(2)}, {"created": day(1), "close": day(4)})
    repairs = Repairs()
    cases = _cases(rows, np.array([True, True]), rows, np.arange(2), repairs)
    assert [*np.nan_to_num(cases.days, nan=-1.0)] == [-1.0, 3.0]
    assert cases.won.all()
    repairs.open("opportunity", "deals.csv", rows=2)
    (reason,) = repairs.summary().files[0].repairs
    assert (reason.row, reason.value) == (2, "2024-01-03 00:00 before 2024-01-06 00:00")


def test_a_lead_is_won_by_the_earliest_of_the_wins_that_it_became_whatever_their_order() -> None:
    wins = [{"lead_id": "L", "close": close} for close in (day(30), day(10), None)]
    for some in (wins, wins[::-1], [wins[1], wins[2], wins[0]]):
        said = {"lead_id": np.array(["L", "M"], object), "created": np.array([START] * 2, "datetime64[us]")}
        leads = Rows("lead", np.array(["leads.csv"] * 2, object), np.array([2, 3]), said)
        tables: Any = SimpleNamespace(leads=leads, wins=deals(*some))
        cases = _from_leads(tables, Repairs())
        assert ([*cases.won], cases.days[0]) == ([True, False], 10.0)


def test_further_deals_are_won_again_or_begun_after_the_first_win_and_on_the_same_moment_they_are_not() -> None:
    rows = deals(
        {"created": day(0), "close": day(9)}, {"created": day(1), "close": day(20)}, {"created": day(9)},
        {"created": day(10)}, {"created": day(3)}, {"created": day(99)},
    )  # fmt: skip
    won = np.array([True, True, False, False, False, False])
    codes = np.array([0, 0, 0, 0, 0, 1])
    first = _first_wins(rows, won, codes)
    assert [*first] == [0, -1]
    assert [*_are_further(rows, won, first[codes])] == [False, True, False, True, False, False]


def test_of_the_amounts_won_the_share_of_further_wins_is_told_unless_they_are_in_several_currencies() -> None:
    amounts = [10.0, 30.0, 60.0, None, 0.0]
    rows = deals(*({"amount": each, "currency": "EUR" if each else "USD"} for each in amounts))
    assert _share_of_amounts(rows.at(np.array([1, 3])), rows) == pytest.approx(0.3)
    assert _share_of_amounts(rows.at(np.array([3])), rows.at(np.array([3, 4]))) is None
    mixed = deals({"amount": 1.0, "currency": "EUR"}, {"amount": 2.0, "currency": "USD"})
    assert _share_of_amounts(mixed, mixed) is None


def test_further_deals_are_booked_in_the_file_in_which_each_stands() -> None:
    repairs = Repairs()
    _note(np.array(["a.csv", "b.csv", "b.csv", "b.csv"], object), np.array([True, True, False, False]), repairs)
    found = notes_of(repairs, "a.csv", "b.csv")
    assert [one[0].split(" are of")[0] for one in found.values()] == [
        "1 deals, 1 of them won,", "3 deals, 1 of them won,",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("of_one", "others", "told"), [(30, 270, True), (29, 200, False), (30, 271, False), (31, 9, True)]
)
def test_one_account_is_told_that_has_a_tenth_of_the_deals_and_thirty_at_least(
    of_one: int, others: int, told: bool
) -> None:
    repairs = Repairs()
    codes = np.concatenate([np.zeros(of_one, int), 1 + np.arange(others)])
    names: list[str | None] = ["Globex", *(f"A{at}" for at in range(others))]
    _tell_most_frequent(names, codes, deals(*[{}] * (of_one + others)), repairs)
    (found,) = notes_of(repairs, "deals.csv").values()
    assert bool(found) is told
    assert all(f"{of_one} of {of_one + others} deals are of one account" in one for one in found)


@pytest.mark.parametrize(
    ("decided", "wins", "enough"), [(30, 29, True), (29, 5, False), (40, 40, False), (41, 40, True)]
)
def test_new_customers_are_enough_where_thirty_deals_are_decided_and_one_of_them_is_not_won(
    decided: int, wins: int, enough: bool
) -> None:
    fresh: Any = SimpleNamespace(decided=np.ones(decided, bool), wins=range(wins))
    assert _says_enough(fresh, SimpleNamespace(are_linked=False)) is enough  # type: ignore[arg-type]


@pytest.mark.parametrize(("linked", "leads", "enough"), [(True, 30, True), (True, 29, False), (False, 90, False)])
def test_new_leads_are_enough_where_thirty_are_left_that_are_joined_to_their_deals(
    linked: bool, leads: int, enough: bool
) -> None:
    fresh: Any = SimpleNamespace(are_linked=linked, leads=range(leads))
    assert _says_enough(fresh, SimpleNamespace(are_linked=True)) is enough  # type: ignore[arg-type]


@pytest.mark.parametrize(("year", "meant"), [("69", 2069), ("70", 1970), ("99", 1999), ("00", 2000), ("24", 2024)])
def test_a_year_of_two_figures_from_70_on_is_of_the_last_century(year: str, meant: int) -> None:
    if 1980 <= meant <= 2100:
        assert parse_date(f"5.3.{year}", order="day-first") == datetime(meant, 3, 5)
    else:
        with pytest.raises(ValueError, match=f"is the year {meant}"):
            parse_date(f"5.3.{year}", order="day-first")


def test_what_lines_say_of_how_they_are_paid_counts_before_what_their_deal_says() -> None:
    def line(**said: Any) -> Line:
        return Line(Origin("line", "l.csv", 2), "D", amount=120.0, **said)

    deal = Opportunity(Origin("opportunity", "d.csv", 2), basis="monthly", term=6.0, currency="EUR")
    assert _sum(deal, [line(basis="yearly")] * 2) == {
        "amount": 240.0, "basis": "yearly", "term": 6.0, "currency": "EUR",
    }  # fmt: skip
    assert _sum(deal, [line()])["basis"] == "monthly"
    assert _sum(deal, [line(basis="total", term=24.0)])["term"] == 24.0
    both = _sum(deal, [line(basis="total", term=24.0), line(basis="total"), line(basis="monthly")])
    assert (both["amount"], both["basis"]) == (60.0 + 240.0 + 1440.0, "yearly")


@pytest.mark.parametrize(("lost", "refused"), [(10, False), (11, True)])
def test_an_import_stops_where_more_than_a_tenth_of_the_rows_of_a_file_would_be_lost(lost: int, refused: bool) -> None:
    summary: Any = SimpleNamespace(files=[SimpleNamespace(file="a.csv", read=100, lost=lost, drops=())])
    if refused:
        with pytest.raises(DataError, match="11 of 100 rows would be lost"):
            _insist_on_rows(summary)
    else:
        _insist_on_rows(summary)


@pytest.mark.parametrize(("leads", "again", "told"), [(100, 2, True), (101, 2, False), (20, 1, True), (20, 0, False)])
def test_people_who_came_twice_are_told_where_they_are_two_of_a_hundred_leads(
    leads: int, again: int, told: bool
) -> None:
    mails = [f"p{at}@x.com" for at in range(leads - again)] + ["P0@X.com", "p1@x.com"][:again]
    column = SimpleNamespace(words=mails, at=lambda _: column, spread=lambda words: words)
    raw: Any = SimpleNamespace(header=["E-mail"], width=1, columns=[column])
    found = [*same_mails(TableMapping("lead", columns={}), raw, np.arange(leads), {})]
    assert bool(found) is told
    assert all(text.startswith(f"column E-mail: {again} leads have the e-mail of another") for text, _ in found)
    assert [*same_mails(TableMapping("lead", columns={}), raw, np.arange(leads), {0: "lead_id"})] == []


@pytest.mark.parametrize(("said", "chance", "reasoned", "means"), [
    (Said("proposal", True, None), 0.0, True, "proposal"), (Said("won", None, None), 0.0, True, "won"),
    (Said("proposal", None, None), 100.0, False, "won"), (Said("proposal", None, None), 0.0, False, "lost"),
    (Said("proposal", False, None), 100.0, False, "proposal"), (Said("proposal", None, None), 40.0, True, "lost"),
    (Said("proposal", None, None), 40.0, False, "proposal"),
])  # fmt: skip
def test_a_chance_or_a_reason_tells_an_end_only_where_neither_a_stage_nor_a_flag_of_a_win_does(
    said: Said, chance: float, reasoned: bool, means: str
) -> None:
    assert _by_signs(said, chance, reasoned).stage == means


def test_by_a_flag_of_losses_what_is_neither_won_nor_lost_is_open_and_what_is_either_has_ended() -> None:
    said = {"is_lost": [True, False, False, None, False], "stage": [None, None, "won", None, None],
            "is_won": [None, True, None, None, None]}  # fmt: skip
    part: Any = SimpleNamespace(columns={name: np.array(each, object) for name, each in said.items()})
    part.rows = lambda table: Rows(table, np.array(["a"] * 5, object), np.arange(5), part.columns)
    _take_flags_of_losses(part)
    assert [*part.columns["stage"]] == ["lost", None, "won", None, None]
    assert [*part.columns["is_won"]] == [False, True, None, None, None]
    assert [*part.columns["is_closed"]] == [True, True, True, None, False]


def test_what_columns_are_used_for_is_told_of_the_file_that_has_them() -> None:
    repairs = Repairs()
    for table, file in (("lead", "a.csv"), ("opportunity", "b.csv")):
        repairs.open(table, file, rows=1)
        repairs.columns(table, file, [ColumnUse(f"of {file}", "created", "volume")])
    told = {one.file: [use.heading for use in one.columns] for one in repairs.summary().files}
    assert told == {"a.csv": ["of a.csv"], "b.csv": ["of b.csv"]}
