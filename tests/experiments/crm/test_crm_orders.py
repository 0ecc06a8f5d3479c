"""What an import takes first, names first and lists first: by number, by name or by size, however its files lie."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm import DataError, shipped
from cordiale.experiments.crm.amount_columns import multiple_titled, settle_amounts
from cordiale.experiments.crm.beside_amounts import Beside, take_pieces, unread_bases
from cordiale.experiments.crm.clean import _read
from cordiale.experiments.crm.columnar import Column
from cordiale.experiments.crm.date_order import TELLING, DateCell, date_order_of
from cordiale.experiments.crm.effects import EFFECTS, _use
from cordiale.experiments.crm.endings import _refuse
from cordiale.experiments.crm.estimates import is_split
from cordiale.experiments.crm.export_told import _counts
from cordiale.experiments.crm.filled import mangled_ranges
from cordiale.experiments.crm.mapping import Mapping, TableMapping
from cordiale.experiments.crm.matching import _files, match_tables
from cordiale.experiments.crm.numbers import currencies
from cordiale.experiments.crm.people import _is_number, _of_initials, names_of_mails
from cordiale.experiments.crm.raw import RawTable, read_raw
from cordiale.experiments.crm.recognition import pointer
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.repeats import Repeats, Said
from cordiale.experiments.crm.shape import regular_rows
from cordiale.experiments.crm.staff import _side

DEALS = TableMapping("opportunity", {"opp_id": ("id",), "amount": ("Amount",)}, recognised_by=("opp_id",))


def table(folder: Path, *lines: str) -> RawTable:
    file = folder / "deals.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_raw(file, encoding="")


def beside(raw: RawTable, heading: str) -> Beside:
    return Beside(raw, np.arange(len(raw.numbers)), {raw.header.index(heading): "amount"}, heading)


# Orders


def test_the_first_row_of_a_fault_is_the_one_with_the_least_number_and_rows_come_by_their_numbers(
    tmp_path: Path,
) -> None:
    lines = [f"{number},x,y" for number in range(2, 20)]
    lines[9 - 2], lines[16 - 2] = "early,x", "late,x"
    raw, repairs = table(tmp_path, "a,b,c", *lines), Repairs()
    assert [row.number for row in raw.rows] == list(range(2, 20))
    regular_rows("opportunity", raw, repairs)
    ((reason,),) = [each.drops for each in repairs.summary().files]
    assert (reason.row, reason.count, reason.value) == (9, 2, "early")


def test_files_of_a_folder_are_read_by_their_names(tmp_path: Path) -> None:
    names = [f"deals-{chr(97 + 7 * at % 26)}.csv" for at in range(12)]
    for name in names:
        (tmp_path / name).write_text("id\n1\n")
    assert [file.name for file in _files(tmp_path)] == sorted(names)


def test_currencies_that_are_mixed_are_told_by_the_alphabet() -> None:
    words = ["SEK 5", "CHF 7", "PLN 3", "NOK 2", "GBP 2", "DKK 4", "CZK 1"]
    signs = sorted(word[:3] for word in words)
    assert list(currencies(words)) == signs
    cells = Column(words, np.arange(len(words)))
    notes = [*settle_amounts({"amount": np.ones(len(words))}, DEALS, "Amount", cells, titles=())]
    assert notes == [(f"column Amount mixes {', '.join(signs)}; not converted", "")]


def test_stages_in_doubt_are_listed_the_most_common_first_and_of_equals_by_the_alphabet() -> None:
    stages = {"beta": 2, "zeta": 5, "alpha": 2}
    for some in permutations(stages.items()):
        doubts = Counter(dict(some))
        with pytest.raises(DataError) as refused:
            _refuse(doubts, {"deals.csv": 20})
        assert "lost = ['zeta', 'alpha', 'beta']" in str(refused.value).replace('"', "'")


def test_people_of_mails_and_of_initials_come_by_the_alphabet_of_those() -> None:
    people = ["eve.fox@a.com", "anna.berg@a.com", "cy.day@a.com", "bo.li@a.com"]
    named = ["cy day", "bo li", "eve fox", "anna berg"]
    assert list(names_of_mails([*people, *named])) == sorted(people)
    assert list(_of_initials(["EF", "AB", "CD", "BL", *named])) == ["AB", "BL", "CD", "EF"]


def test_shares_of_the_wins_begin_with_who_won_the_most() -> None:
    winners = np.array(["ann", *["bo"] * 3, *["cy"] * 2], object)
    side = _side(winners, winners, np.full(6, np.datetime64("2024-01-02", "us")))
    assert side is not None
    assert side.shares == pytest.approx((3 / 6, 2 / 6, 1 / 6))


def test_the_pieces_of_an_amount_are_those_of_the_first_column_that_has_them_for_every_row(tmp_path: Path) -> None:
    def taken(*lines: str) -> tuple[list[float], list[str]]:
        amounts = {"amount": np.array([10.0, 20.0])}
        notes = [*take_pieces(beside(table(tmp_path, *lines), "Unit price"), amounts)]
        return amounts["amount"].tolist(), [note.rpartition(" ")[2] for note, _ in notes]

    assert taken("Unit price,Quantity,Seats", "10,2,7", "20,3,9") == ([20.0, 60.0], ["Quantity"])
    assert taken("Unit price,Quantity,Seats", "10,2,7", "20,some,9") == ([70.0, 180.0], ["Seats"])
    assert taken("Unit price,Quantity", "10,some", "20,3") == ([10.0, 20.0], [])


# What is counted, and from where on


def test_periods_in_a_column_of_their_own_are_told_without_its_blank_cells(tmp_path: Path) -> None:
    def told(*paid: str) -> list[str]:
        raw = table(tmp_path, "id,Amount,paid", *(f"{at},5,{word}" for at, word in enumerate(paid)))
        return [cells for _, cells in unread_bases(beside(raw, "Amount"), {"amount": np.full(len(paid), 5.0)})]

    assert told("monthly", "", "monthly", "yearly", "", "") == ["'monthly' (2), 'yearly' (1)"]
    assert told("monthly", "", "monthly", "") == []


@pytest.mark.parametrize(("days", "swapped"), [((1, 5, 9, 12, 3), True), ((1, 5, 9, 13, 3), False)])
def test_a_spreadsheet_swapped_days_and_months_only_where_no_day_of_the_turned_dates_is_beyond_12(
    days: tuple[int, ...], swapped: bool
) -> None:
    assert len(days) == TELLING
    cells = [f"2024-03-{day:02}" for day in days] + [f"{day}/03/2024" for day in range(13, 13 + TELLING)]
    rows = [DateCell(row, text) for row, text in enumerate(cells, start=2)]
    if not swapped:
        assert date_order_of(rows, file="a.csv", column="created") == "day-first"
        return
    with pytest.raises(DataError, match="swapped day and month"):
        date_order_of(rows, file="a.csv", column="created")


@pytest.mark.parametrize("word", ["20-May", "May-20", "5-May"])
def test_a_range_of_two_figures_that_a_spreadsheet_took_for_a_date_is_told(tmp_path: Path, word: str) -> None:
    raw = table(tmp_path, "id,size", "1,50", f"2,{word}", "3,50", "4,50", f"5,{word}")
    ((text, first),) = mangled_ranges(raw, np.arange(5), [])
    assert text.startswith("column size: 2 values turned into dates")
    assert first == f"row 3, {word!r}"


def test_endings_that_did_not_come_are_left_out_and_the_others_come_from_won_to_open() -> None:
    def told(won: int, lost: int, no_decision: int, is_open: int, outlived: int) -> str:
        ends = SimpleNamespace(created=9, won=won, lost=lost, no_decision=no_decision, open=is_open, outlived=outlived)
        facts: Any = SimpleNamespace(counted="opportunity", endings=ends, buyers=None, leads_per_week=None)
        (line,) = _counts(facts)
        return line

    assert told(4, 0, 5, 0, 0) == "9 opportunities: 4 won, 5 ended in no decision"
    assert told(1, 2, 3, 4, 5).split(": ")[1].split(", ") == [
        "1 won", "2 lost", "3 ended in no decision", "4 open", "5 open and older than any cycle",
    ]  # fmt: skip


@pytest.mark.parametrize(("pointing", "found"), [(1, ""), (2, "whole")])
def test_a_column_points_to_another_file_where_more_than_a_tenth_of_all_rows_do(
    tmp_path: Path, pointing: int, found: str
) -> None:
    whole = table(tmp_path, "id,name", *(f"w{at},x" for at in range(10)))
    part = table(tmp_path, "id,whole", *(f"p{at},{f'w{at}' if at < pointing else ''}" for at in range(10)))
    assert pointer(DEALS, part, whole, identity="opp_id") == found


@pytest.mark.parametrize(
    ("owner", "is_number"),
    [("005A7", True), ("17", True), ("anna", False), ("anna 2", False), ("a2@b.com", False), ("anna berg", False)],
)
def test_an_owner_stands_by_an_id_where_there_is_a_digit_and_neither_a_space_nor_an_at(
    owner: str, is_number: bool
) -> None:
    assert _is_number(owner) == is_number


def test_a_column_that_only_filters_is_used_for_which_rows_count_and_one_that_is_read_for_that_too() -> None:
    assert _use("opportunity", "Region", "", {"region"}, True) == ("Region", "where", "which rows count")
    assert _use("opportunity", "Region", "", set(), True) == ("Region", "", "")
    effect = EFFECTS["opportunity"]["stage"]
    assert _use("opportunity", "Stage", "stage", {"stage"}, True) == ("Stage", "stage", f"{effect}, which rows count")
    assert _use("lead", "State", "status", set(), False).effect == "outcome"
    assert _use("lead", "State", "status", set(), True).effect == EFFECTS["lead"].get("status", "")


def test_a_folder_without_leads_and_deals_lacks_leads_where_those_are_mapped_and_else_deals(tmp_path: Path) -> None:
    table(tmp_path, "nothing,known", "1,2")
    deals = TableMapping("opportunity", {"opp_id": ("id",)}, recognised_by=("opp_id",), optional=True)
    leads = TableMapping("lead", {"lead_id": ("id",)}, recognised_by=("lead_id",), optional=True)
    for tables, lacking in [({"opportunity": deals}, "opportunity"), ({"opportunity": deals, "lead": leads}, "lead")]:
        with pytest.raises(DataError, match=f"no file for the table {lacking};"):
            match_tables(tmp_path, Mapping("m.toml", "m", "", "", tables), Repairs())


def test_shipped_scenarios_are_refitted_each_under_the_name_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shipped, "refit", lambda path: None)
    monkeypatch.setattr(shipped, "check", lambda scenario, seed: [scenario.name])
    shipped.main([str(tmp_path / "none")])
    said = capsys.readouterr().out.splitlines()
    assert said[:-1] == [line for name in shipped.BY_HAND for line in (f"{name}.toml", f"  {name}")]
    assert said[-1].endswith("olist.toml is left as it was")


def test_the_title_that_says_in_what_multiple_amounts_are_counts_and_one_that_says_something_else_is_passed_over() -> (
    None
):
    titles = ("Report (open deals)", "all values in k EUR", "not in cents")
    assert multiple_titled(titles) == (1000.0, "all values in k EUR")
    assert multiple_titled(titles[:1]) == (1.0, "")


@pytest.mark.parametrize(("upper", "split"), [(2.0, False), (2.1, True)])
def test_a_middle_lies_in_a_gap_where_it_more_than_doubles_over_a_tenth_of_the_values(
    upper: float, split: bool
) -> None:
    assert is_split([1.0] * 10 + [1.5] + [upper] * 10) == split
    assert is_split([upper] * 10 + [1.0] * 10 + [1.5]) == split


@pytest.mark.parametrize(
    ("second", "adds"),
    [("L1,red,5", False), ("L1,blue,5", True), ("L1,red,7", True)],
)
def test_amounts_of_lines_are_parts_of_one_where_the_lines_differ_in_the_product_or_in_the_amount(
    tmp_path: Path, second: str, adds: bool
) -> None:
    raw = table(tmp_path, "id,Product,Amount", "L1,red,5", second)
    repeats = Repeats(replace(DEALS, lines="auto"), Repairs())
    repeats.begin(raw)
    first, other = (Said(None, {"amount": float(row.cells[2])}, row) for row in raw.rows)  # type: ignore[arg-type]  # no place
    assert repeats._adds(first, other) == adds


@pytest.mark.parametrize("heading", ["Product", "Campaign"])
def test_a_column_in_which_two_lines_are_alike_says_nothing_of_whether_their_amounts_add_up(
    tmp_path: Path, heading: str
) -> None:
    raw = table(tmp_path, f"id,{heading},Amount", "L1,red,5", "L1,red,5", "L1,red,7")
    repeats = Repeats(replace(DEALS, lines="auto"), Repairs())
    repeats.begin(raw)
    first, same, more = (Said(None, {"amount": float(row.cells[2])}, row) for row in raw.rows)  # type: ignore[arg-type]  # no place
    assert not repeats._adds(first, same)
    assert repeats._adds(first, more)


@pytest.mark.parametrize(("varies", "ids"), [("amount", ["deals.csv, row 2"] * 2), ("source", [None, None])])
def test_rows_without_ids_that_differ_in_a_product_and_in_what_it_costs_are_one_deal_and_in_anything_else_are_two(
    tmp_path: Path, varies: str, ids: list[str | None]
) -> None:
    fields = {name: (name,) for name in ("account_id", "created", "stage", "amount", "source")}
    rows = [
        {"account_id": "acme", "created": "2024-01-31", "stage": "Won", "amount": "5", "source": "web"} for _ in "ab"
    ]
    rows[1][varies] = {"amount": "7", "source": "fair"}[varies]
    lines = [",".join([*row.values(), product]) for row, product in zip(rows, ("red", "blue"), strict=True)]
    raw = table(tmp_path, ",".join([*fields, "Product"]), *lines)
    deals = TableMapping("opportunity", fields, recognised_by=("created",))
    part = _read(deals, raw, set(), np.zeros(len(raw.numbers) + 2, bool), Repairs(), with_deals=True)
    assert part.columns.get("opp_id", np.array([None, None])).tolist() == ids
