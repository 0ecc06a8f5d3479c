"""How tables hang together, judged by hand at each bound: links, ids that come again, ids spelt otherwise, strays."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.canonical import Lead, Line, Opportunity, Origin, Rep, Touch
from cordiale.experiments.crm.deal_lines import lines_added
from cordiale.experiments.crm.kinds_of_rows import is_of_kinds
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.named_deals import with_ids
from cordiale.experiments.crm.people import _tell_apart
from cordiale.experiments.crm.raw import RawRow, RawTable, read_raw
from cordiale.experiments.crm.readers import _amount_reader, _chance_reader, _date_reader, _person_reader
from cordiale.experiments.crm.recognition import _foreign_ids, are_alike
from cordiale.experiments.crm.relations import Tables, relate, with_one_lead
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.repeats import ADDED, OLDER, SAME, Repeats, Said, is_of_lines
from cordiale.experiments.crm.restarted_ids import told_apart
from cordiale.experiments.crm.rows import Rows
from cordiale.experiments.crm.spelt_ids import with_spelt_ids
from cordiale.experiments.crm.splitting import _is_of_groups
from cordiale.experiments.crm.staff import staff_of
from cordiale.experiments.crm.strays import YEAR, are_strays
from tests.support.crm_exports import write_csv
from tests.support.crm_records import tables_of

START = datetime(2024, 1, 1)
HERE = Origin("opportunity", "deals.csv", 2)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def notes_of(repairs: Repairs, table: str, file: str) -> list[str]:
    repairs.open(table, file, rows=100)
    return [note.text for one in repairs.summary().files if one.file == file for note in one.remarks]


def reasons_of(repairs: Repairs, file: str) -> dict[str, int]:
    repairs.open("opportunity", file, rows=100)
    (one,) = repairs.summary().files
    return {reason.why: reason.count for reason in (*one.repairs, *one.drops)}


@pytest.mark.parametrize(("leads", "deals", "told"), [
    (["u17", "u18"], ["Ann Arb"], True), (["Ann Arb"], ["u17"], True), (["u17"], ["u18"], False),
    (["u17", "Ann Arb"], ["u18"], False), (["u17"], ["u18", "Ann Arb"], False),
    (["u17", "Bob Bee"], ["Ann Arb"], False),
])  # fmt: skip
def test_owners_cannot_be_joined_where_all_stand_by_id_in_one_table_and_all_by_name_in_the_other(
    leads: list[str], deals: list[str], told: bool
) -> None:
    tables = tables_of(
        *(Lead(Origin("lead", "leads.csv", 2), "L", START, owner=owner) for owner in leads),
        *(Opportunity(HERE, "D", owner=owner) for owner in deals),
    )
    repairs = Repairs()
    _tell_apart(tables, repairs)
    assert bool(notes_of(repairs, "lead", "leads.csv")) is told


def test_a_cell_in_another_form_than_most_of_its_column_is_repaired_and_one_in_that_form_is_not() -> None:
    read = _date_reader("day-first", "numeric")
    assert read("05.03.2024") == (datetime(2024, 3, 5), None)
    assert read("2024-03-05") == (datetime(2024, 3, 5), "date in another form than most of its column (ISO)")
    assert read("9999-12-31") == (None, "date that a database puts for none read as blank")


@pytest.mark.parametrize(("text", "signed", "said"), [
    ("1,200", False, (1200.0, None)), ("ca. 1,200", False, (1200.0, "about so much, taken as it is")),
    ("-5", False, (None, "amount left out: negative")), ("-5", True, (-5.0, None)),
    ("5k+", False, (None, "amount left out: open above")), ("many", False, (None, "amount left out: not a number")),
    ("May-20", False, (None, "amount left out: turned into a date by a spreadsheet")),
])  # fmt: skip
def test_an_amount_is_read_or_left_out_with_why(text: str, signed: bool, said: tuple[float | None, str | None]) -> None:
    assert _amount_reader("point", signed=signed)(text) == said


def test_of_several_people_in_a_cell_the_first_counts_where_it_stands_alone_elsewhere() -> None:
    read = _person_reader(["Ann Arb", "Ann Arb, Bob Bee", "Cyd Dee & Eve Fay"])
    assert read("Ann Arb, Bob Bee") == ("ann arb", "first of several people taken")
    assert read("Cyd Dee & Eve Fay") == ("cyd dee & eve fay", None)


def test_a_chance_is_in_percent_whether_its_column_writes_shares_or_percents() -> None:
    assert _chance_reader(["0", "0.5", "1"])("0.5") == (50.0, None)
    assert _chance_reader(["0", "50", "100"])("50") == (50.0, None)
    assert _chance_reader(["0", "50", "soon"])("soon") == (None, "chance left out: not a number")


@pytest.mark.parametrize(("others", "own", "blank", "foreign"), [(6, 4, 0, True), (5, 5, 0, False), (6, 0, 6, False),
                                                                 (7, 0, 6, True)])  # fmt: skip
def test_ids_are_those_of_another_table_where_more_than_half_of_all_cells_begin_otherwise(
    tmp_path: Path, others: int, own: int, blank: int, foreign: bool
) -> None:
    cells = [f"0035g0000{at:06}" for at in range(others)] + [f"0065g0000{at:06}" for at in range(own)] + [""] * blank
    raw = read_raw(write_csv(tmp_path / "a.csv", ["Id", "x"], [[each, "1"] for each in cells]), encoding="")
    table = TableMapping("opportunity", columns={"opp_id": ("Id",)}, prefix="006")
    assert _foreign_ids(table, raw) == ("003" if foreign else "")
    assert _foreign_ids(TableMapping("opportunity", columns={"opp_id": ("Id",)}), raw) == "", "no prefix is declared"


def alike(folder: Path, one: str, other: str, *, names: tuple[str, str] = ("a1", "b1")) -> bool:
    fields = ("opp_id", "stage", "created", "close", "amount")
    table = TableMapping("opportunity", columns={field: (field, f"{field}_xx") for field in fields})
    raws: list[RawTable] = []
    for name, header in zip(names, (one, other), strict=True):
        (folder / f"{name}.csv").write_text(f"{header}\n{','.join('1' for _ in header.split(','))}\n")
        raws.append(read_raw(folder / f"{name}.csv", encoding=""))
    return are_alike(table, *raws)


def test_files_are_of_one_table_by_headings_family_or_five_fields_and_as_many_columns(tmp_path: Path) -> None:
    plain = "opp_id,stage,created,close,amount"
    other_words = ",".join(f"{one}_xx" for one in plain.split(","))
    assert alike(tmp_path, plain, ",".join(reversed(plain.split(","))))
    assert alike(tmp_path, plain, other_words)
    assert not alike(tmp_path, plain, f"{other_words},more")
    assert not alike(tmp_path, "opp_id,stage,created,close", "opp_id_de,stage_de,created_de,close_xx")
    assert alike(tmp_path, "opp_id,stage", "opp_id_xx,x", names=("deals_2023", "deals_2024 (2)"))


@pytest.mark.parametrize(("linked", "wins", "are"), [(5, 10, True), (4, 9, False), (0, 0, False), (1, 2, True)])
def test_leads_and_deals_are_joined_where_half_of_the_wins_name_a_lead(linked: int, wins: int, are: bool) -> None:
    deals = [Opportunity(HERE, f"D{at}", lead_id="L" if at < linked else None, is_won=True) for at in range(wins)]
    rows = tables_of(Lead(HERE, "L", START), *deals)
    tables = Tables(rows["lead"], rows["opportunity"], rows["touch"], rows["rep"])
    assert (tables.linked_wins, tables.are_linked) == ((linked, wins), are)


def test_a_deal_has_the_lead_that_it_names_or_that_names_it_whose_owner_handed_it_over_unless_he_sells() -> None:
    leads = [Lead(HERE, "L1", START, owner="mia"), Lead(HERE, "L2", START, owner="sam", opp_id="D2"),
             Lead(HERE, "L3", START, owner="mia", opp_id="D3")]  # fmt: skip
    deals = [Opportunity(HERE, "D1", lead_id="L1", owner="sam"), Opportunity(HERE, "D2", owner="tom"),
             Opportunity(HERE, "D3", owner="tom", handed_over_by="kim"),
             Opportunity(HERE, "D4", lead_id="L9")]  # fmt: skip
    repairs = Repairs()
    found = relate(tables_of(*leads, *deals), repairs).opportunities
    assert [*found["lead_id"]] == ["L1", "L2", "L3", None]
    assert [*found["handed_over_by"]] == ["mia", None, "kim", None]
    assert reasons_of(repairs, "deals.csv") == {"lead that is in no lead file; kept as a deal without one": 1}


def test_of_several_leads_that_a_deal_names_the_first_that_there_is_counts_and_is_said_to_be() -> None:
    deals = [Opportunity(HERE, f"D{at}", lead_id=ids) for at, ids in enumerate(("L2;L1", "L9;L1", "L8;L9", "L1"))]
    repairs = Repairs()
    found = with_one_lead(tables_of(Lead(HERE, "L1", START), Lead(HERE, "L2", START), *deals), repairs)
    assert [*found["opportunity"]["lead_id"]] == ["L2", "L1", "L8", "L1"]
    told = {"first of several ids taken": 2, "first of several ids taken that a lead has": 1}
    assert reasons_of(repairs, "deals.csv") == told


def test_lines_call_their_deal_by_a_name_that_one_deal_has_and_those_of_several_are_not_joined() -> None:
    deals = [Opportunity(HERE, one, name=name) for one, name in (("D1", "Acme"), ("D2", "Globex"), ("D3", "globex"))]
    leads = [Lead(Origin("lead", "leads.csv", at), f"L{at}", START, opp_id=named)
             for at, named in enumerate(("ACME", "Globex", "D3", "Hooli"), start=2)]  # fmt: skip
    repairs = Repairs()
    found = with_ids(tables_of(*leads, *deals), repairs)
    assert [*found["lead"]["opp_id"]] == ["D1", "Globex", "D3", "Hooli"]
    assert notes_of(repairs, "lead", "leads.csv") == [
        "1 rows call their deal by its name, which one deal alone has",
        "1 rows call their deal by a name that several deals have, and are not joined",
    ]


@pytest.mark.parametrize(("pointer", "meant"), [("00L1", "L1"), ("l1", "L1"), ("c7", "C7"), ("007", "7"), ("X", "X")])
def test_a_touch_means_the_lead_or_the_contact_whose_id_it_spells_otherwise(pointer: str, meant: str) -> None:
    leads = [Lead(HERE, "L1", START, contact_id="C7"), Lead(HERE, "7", START)]
    touch = Touch(Origin("touch", "touches.csv", 2), pointer, START)
    repairs = Repairs()
    found = with_spelt_ids(tables_of(*leads, touch), repairs)["touch"]
    assert [*found["lead_or_contact_id"]] == [meant]
    assert bool(notes_of(repairs, "touch", "touches.csv")) is (pointer != meant)


@pytest.mark.parametrize(("twice", "others", "apart"), [(3, 54, True), (2, 56, False), (3, 55, False)])
def test_ids_are_numbered_anew_from_where_a_twentieth_of_the_rows_come_again_and_a_tenth_share_an_id(
    twice: int, others: int, apart: bool
) -> None:
    rows = [
        Opportunity(HERE, f"D{at}", created=day(at), close=day(at + 9), is_won=True) for at in range(twice + others)
    ]
    again = [one._replace(created=day(300 + at), close=day(400 + at)) for at, one in enumerate(rows[:twice])]
    found = told_apart(tables_of(*rows, *again)["opportunity"], Repairs())
    assert (len({*found["opp_id"]}) == len(found)) is apart


def test_the_rows_of_an_id_are_states_of_one_the_newest_counts_with_the_first_creation_or_lines_that_add_up() -> None:
    table = TableMapping("opportunity", columns={"opp_id": ("id",), "amount": ("Amount",)}, lines="add")
    header = ("id", "Product", "Amount")
    raw: Any = SimpleNamespace(header=header, has=lambda name: name in header, position=header.index)
    empty = dict.fromkeys(Opportunity._fields[1:])

    def said(row: int, **values: Any) -> Said:
        place = Origin("opportunity", "deals.csv", row)
        return Said(place, {**empty, "place": place, "opp_id": "D", **values}, RawRow(row, ()))

    def kept(*rows: Said) -> tuple[Any, dict[str, int]]:
        repairs = Repairs()
        repeats = Repeats(table, repairs)
        repeats.begin(raw)
        assert [repeats.add(each) for each in rows] == [True] + [False] * (len(rows) - 1)
        return repeats.record("D"), reasons_of(repairs, "deals.csv")

    late = said(2, created=day(5), modified=day(9), stage="won", amount=7.0)
    early = said(3, created=day(2), modified=day(8), stage="open", amount=5.0)
    for order in ((late, early), (early, late)):
        record, booked = kept(*order)
        assert (record.stage, record.amount, record.created) == ("won", 7.0, day(2))
        assert booked == {OLDER: 1}
    record, booked = kept(said(2, stage="won", amount=7.0), said(3, stage="open", amount=5.0))
    assert (record.stage, booked) == ("won", {OLDER: 1}), "of undated states the one that has ended is newer"
    assert kept(said(2, stage="won", modified=day(5)), said(3, stage="open", modified=day(9)))[0].stage == "open"
    assert kept(said(2, stage="demo"), said(3, stage="offer"))[0].stage == "offer", "of equals the later row is newer"
    record, booked = kept(*(said(row, stage="won", amount=7.0) for row in (2, 3, 4)))
    assert (record.amount, booked) == (21.0, {ADDED: 2})
    record, booked = kept(said(2, stage="won", amount=7.0), said(3, stage="won"))
    assert (record.amount, booked) == (7.0, {SAME: 1})


@pytest.mark.parametrize(("heading", "lines"), [
    *((name, True) for name in ("Product", "Line Item", "SKU", "Quantity", "Split %", "Schedule Date", "Artikel",
                                "Menge", "Produit", "Campaign", "Contact Role", "Competitor", "Kampagne", "Total Price",
                                "Unit Price", "Subtotal", "Gesamtpreis")),
    *((name, False) for name in ("Amount", "Stage", "Opportunity Name", "Owner", "Region", "Value")),
])  # fmt: skip
def test_a_heading_of_products_people_or_parts_of_money_tells_lines_of_one_deal_apart(
    heading: str, lines: bool
) -> None:
    assert is_of_lines(heading) is lines
    assert not is_of_kinds(heading)


@pytest.mark.parametrize(("others", "stray"), [(20, False), (21, True)])
def test_a_date_may_be_a_stray_among_twenty_others_and_one_at_the_other_end(others: int, stray: bool) -> None:
    days = np.array([day(-4000), *(day(at) for at in range(others))], "datetime64[us]")
    assert [*are_strays(days, gap=YEAR)] == [stray] + [False] * others


def test_people_of_the_table_of_reps_are_counted_apart_where_they_own_no_deal_and_a_span_is_rounded_up() -> None:
    reps = [Rep(Origin("rep", "r.csv", at), f"s{at}", manager="m1" if at < 4 else "m2") for at in range(8)]
    deals = [Opportunity(HERE, f"D{at}", owner=f"s{at}") for at in range(5)]
    rows = tables_of(*reps, *deals)
    found = staff_of(Tables(Rows("lead"), rows["opportunity"], Rows("touch"), rows["rep"]))
    assert (found.without_deals, found.span, found.managers) == (3, 3, 2)


def test_what_lines_came_to_is_remarked_on_the_first_file_of_lines_and_strangers_are_booked_in_their_own() -> None:
    deals = [Opportunity(HERE, "D1"), Opportunity(HERE, "D2", amount=9.0)]
    lines = [Line(Origin("line", file, 2), deal, amount=5.0)
             for file, deal in (("a.csv", "D1"), ("b.csv", "D2"), ("b.csv", "D9"))]  # fmt: skip
    repairs = Repairs()
    found = lines_added(tables_of(*deals, *lines), repairs)
    assert [*found["opportunity"]["amount"]] == [5.0, 9.0]
    for file in ("a.csv", "b.csv"):
        repairs.open("line", file, rows=2)
    told = {one.file: ([note.text for note in one.remarks], [drop.count for drop in one.drops])
            for one in repairs.summary().files}  # fmt: skip
    assert told == {
        "a.csv": (["the amounts of 1 deals are what their lines add up to; 1 deals have an amount of their own, which "
                   "counts"], []),
        "b.csv": ([], [1]),
    }  # fmt: skip


@pytest.mark.parametrize(("names", "groups"), [
    (["id", "created", "paid", "due"], True), (["id", "created", "paid"], False),
    (["id", "2024", "paid", "due"], False), (["id", "", "paid", "due"], False),
])  # fmt: skip
def test_a_row_names_groups_of_columns_where_the_next_names_each_of_them(names: list[str], groups: bool) -> None:
    rows = [["Deal", "", "Money", ""][: len(names)], names, *[["1", "x", "5", "6"]] * 3]
    assert _is_of_groups(rows) is groups
