"""Columns, files and names of an export, judged by hand: which fills a field, whose mail it is, what is a part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.canonical import Opportunity, Origin
from cordiale.experiments.crm.columnar import Column
from cordiale.experiments.crm.date_order import DateCell, _is_year_first
from cordiale.experiments.crm.endings import Ended, count_as_ended, outlived
from cordiale.experiments.crm.estimates import shape
from cordiale.experiments.crm.filled import fields_in, filled_down, is_grouped
from cordiale.experiments.crm.filters import filtered
from cordiale.experiments.crm.left_open import _funnel
from cordiale.experiments.crm.mapping import Filter, Mapping, TableMapping
from cordiale.experiments.crm.mapping_file import load_mapping
from cordiale.experiments.crm.matching import _is_wanted, _one_kind, _why_not
from cordiale.experiments.crm.people import _of_initials, names_of_mails
from cordiale.experiments.crm.raw import RawTable, read_raw
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.rows import Rows, rows_of
from tests.support.crm_exports import write_csv

COLUMNS = {"opp_id": ("id",), "stage": ("Stage", "Phase"), "owner": ("Owner",), "source": ("Source",)}
DEALS = TableMapping("opportunity", columns=COLUMNS)


def raw_of(folder: Path, header: Sequence[str], rows: Sequence[Sequence[str]], *, name: str = "deals") -> RawTable:
    """A file of these rows, read."""
    return read_raw(write_csv(folder / f"{name}.csv", header, rows), encoding="")


@pytest.mark.parametrize(("cells", "grouped"), [
    ("A.B.", True), ("A..B..", True), ("A.B", False), ("AB..", True), ("A.A.", False), (".AB.", False),
    ("A...", False), ("A.BC", False), ("A..BA", False), ("A..B.A", True),
])  # fmt: skip
def test_a_column_is_of_groups_where_half_of_its_cells_or_fewer_are_filled_from_the_first_on_and_each_is_another(
    cells: str, grouped: bool
) -> None:
    words = ["", "A", "B", "C"]
    column = Column(words, np.array([words.index(each.strip(".")) for each in cells], np.int32))
    consecutive = "AB" in cells.replace(".", "") and cells == "AB.."
    assert is_grouped(column) is (grouped or consecutive)


def test_only_a_stage_and_an_owner_of_a_group_hold_for_the_rows_below_it(tmp_path: Path) -> None:
    rows = [["1", "won", "Ann", "web"], ["2", "", "", ""], ["3", "lost", "Bob", "ads"], ["4", "", "", ""]]
    raw = raw_of(tmp_path, ["id", "Stage", "Owner", "Source"], rows)
    found = {one.name: [one.column.cell(at) for at in range(4)] for one in fields_in(DEALS, raw, np.arange(4))}
    assert found == {
        "opp_id": ["1", "2", "3", "4"], "stage": ["won", "won", "lost", "lost"], "owner": ["Ann", "Ann", "Bob", "Bob"],
        "source": ["web", "", "ads", ""],
    }  # fmt: skip
    column = Column(["", "x"], np.array([0, 0], np.int32))
    assert [filled_down(column).cell(at) for at in range(2)] == ["", ""], "nothing stands above"


@pytest.mark.parametrize(("phase", "stage", "heading"), [
    ("won", "lost", "Stage"), ("won", "", "Phase"), ("", "lost", "Stage"), ("", "", "Stage"),
])  # fmt: skip
def test_a_field_is_filled_by_the_first_of_its_columns_that_holds_anything_or_else_by_the_first(
    tmp_path: Path, phase: str, stage: str, heading: str
) -> None:
    raw = raw_of(tmp_path, ["id", "Phase", "Stage"], [["1", phase, stage], ["2", "", ""]])
    assert next(one.heading for one in fields_in(DEALS, raw, np.arange(2)) if one.name == "stage") == heading


def test_a_row_is_left_out_by_the_first_rule_that_it_does_not_pass_and_is_booked_once(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, ["Kind", "Region"], [["old", "far"], ["new", "far"], ["old", "near"], ["new", "near"]])
    rules = (Filter(("Kind",), frozenset({"new"})), Filter(("Region",), frozenset({"near"})))
    for some in (rules, rules[::-1]):
        table, repairs = TableMapping("opportunity", columns=COLUMNS, where=some), Repairs()
        assert [*filtered(table, raw, np.arange(4), repairs)] == [3]
        repairs.open("opportunity", "deals.csv", rows=4)
        (one,) = repairs.summary().files
        told = {reason.column: (reason.count, reason.row, reason.lost) for reason in one.drops}
        second = {"Region": (1, 3, False)} if some == rules else {"Kind": (1, 4, False)}
        assert told == {some[0].columns[0]: (2, 2, False)} | second


def outlives(*deals: tuple[int, int | None, bool]) -> list[bool]:
    """Of deals by the days of their creation and closing, and whether they are open, which outlived every cycle."""
    bare: Any = dict.fromkeys(Opportunity._fields) | {"place": Origin("opportunity", "d.csv", 2)}
    start = datetime(2024, 1, 1)
    moments = [[None if day is None else start + timedelta(days=day) for day in each[:2]] for each in deals]
    rows: Rows = rows_of("opportunity", [Opportunity(**bare | {"created": a, "close": b}) for a, b in moments])
    is_open = np.array([each[2] for each in deals])
    return [bool(each) for each in outlived(rows, Ended(~is_open, ~is_open & False, is_open))]


@pytest.mark.parametrize(("close", "over"), [(None, True), (39, True), (40, True), (41, False)])
def test_a_deal_that_is_expected_to_close_after_the_last_day_of_the_export_is_open_and_on_that_day_it_is_not(
    close: int | None, over: bool
) -> None:
    ended = [(day, day + 30, False) for day in range(1, 11)]
    assert outlives(*ended, (0, close, True)) == [False] * 10 + [over]


@pytest.mark.parametrize(("over", "lost", "counts"), [(3, 2, True), (2, 2, False), (2, 3, False)])
def test_deals_that_outlived_every_cycle_count_as_ended_only_where_they_are_more_than_the_losses(
    over: int, lost: int, counts: bool
) -> None:
    places = np.arange(20)
    how = Ended(places < 5, (places >= 5) & (places < 5 + lost), places >= 5 + lost)
    old = places >= 20 - over
    assert [*count_as_ended(how, old)] == [not is_open or (counts and is_old)
                                           for is_open, is_old in zip(how.open, old, strict=True)]  # fmt: skip


@pytest.mark.parametrize(("dates", "first"), [
    (["7/1/13", "7/1/14", "8/1/15"], False), (["7/1/13", "7/1/14", "7/1/15", "8/1/16", "8/1/17"], True),
    (["7/1/13", "7/1/14", "8/1/15", "8/1/16"], False),
])  # fmt: skip
def test_the_first_of_three_numbers_is_the_year_where_the_last_has_more_than_twice_as_many_values(
    dates: list[str], first: bool
) -> None:
    assert _is_year_first([DateCell(row, text) for row, text in enumerate(dates)]) is first


@pytest.mark.parametrize("count", [3, 20, 40, 5000])
def test_a_shape_has_a_step_for_each_five_values_four_at_least_and_its_ends_lie_a_quarter_of_a_step_inside(
    count: int,
) -> None:
    steps = min(max(count // 5, 4), 100)
    found = shape(np.arange(count))
    places = [min(max(at / steps, 0.25 / steps), 1 - 0.25 / steps) for at in range(steps + 1)]
    assert found == pytest.approx([(count - 1) * each for each in places])


KEYS = ("anna.berg", "anna_berg", "berg.anna", "annaberg", "aberg", "a.berg", "berga", "berg.a", "annab", "anna.b")


@pytest.mark.parametrize("local", KEYS)
def test_a_mail_is_that_of_the_one_person_whose_names_or_initial_stand_before_its_at(local: str) -> None:
    mail = f"{local}@acme.com"
    assert names_of_mails([mail, "anna berg", "carl dunn"]) == {mail: "anna berg"}
    assert names_of_mails([mail, "anna berg", "ánna berg"]) == {}, "it may belong to either"


@pytest.mark.parametrize(("name", "local"), [
    ("jörg müller", "joerg.mueller"), ("jörg müller", "jmuller"), ("søren åby", "soeren.aaby"),
    ("anna m. berg", "annamberg"), ("anna m. berg", "anna.berg"), ("anna berg-lind", "alind"),
])  # fmt: skip
def test_a_mail_is_a_person_s_with_accents_left_out_or_written_out_and_with_a_middle_name_or_without(
    name: str, local: str
) -> None:
    assert names_of_mails([f"{local}@x.com", name]) == {f"{local}@x.com": name}


@pytest.mark.parametrize(("short", "name"), [("AB", "anna berg"), ("AMB", "anna maria berg"), ("ab", "anna berg")])
def test_two_or_three_letters_are_the_initials_of_the_one_person_who_has_them(short: str, name: str) -> None:
    assert _of_initials([short, name, "carl dunn"]) == {short: name}
    assert _of_initials([short, name, f"{name[0]}lf " + name.partition(" ")[2]]) == {}, "two people have them"
    assert _of_initials([short, "XY", name]) == {}, "one pair is nobody's"


def test_a_file_whose_rows_point_to_another_of_the_same_kind_is_a_part_of_that_and_stands_back(tmp_path: Path) -> None:
    table = TableMapping("opportunity", columns={"opp_id": ("id", "deal"), "stage": ("Stage",)})
    whole = raw_of(tmp_path, ["id", "Stage", "Amount"], [[f"D{at}", "won", "5"] for at in range(9)], name="sales")
    rows = [[f"H{at}", f"D{at % 9}", "open", "2024-01-01"] for at in range(18)]
    part = raw_of(tmp_path, ["id", "Of", "Stage", "Changed"], rows, name="changes")
    assert _one_kind(table, [whole, part]) == _one_kind(table, [part, whole]) == (whole,)
    other = raw_of(tmp_path, ["id", "Stage", "Weight"], [[f"X{at}", "won", "5"] for at in range(9)], name="further")
    with pytest.raises(DataError, match=r"sales.csv and further.csv both look like the table opportunity"):
        _one_kind(table, [whole, other])


def test_why_a_file_is_not_used_names_the_first_table_that_it_could_have_been(tmp_path: Path) -> None:
    leads = TableMapping("lead", columns={"lead_id": ("id",)})
    deals = TableMapping("opportunity", columns={"opp_id": ("id",)})
    mapping = Mapping("m.toml", "", "", "", {"lead": leads, "opportunity": deals})
    raw = raw_of(tmp_path, ["id", "x"], [["1", "2"]], name="further")
    assert _why_not(mapping, raw) == "another file is the table lead"
    named = raw_of(tmp_path, ["id", "x"], [["1", "2"]], name="LeadHistory")
    assert _why_not(mapping, named) == "its name says that it is no table of lead rows"
    other = raw_of(tmp_path, ["no", "x"], [["1", "2"]], name="other")
    assert _why_not(mapping, other) == "its columns are of no table that the mapping knows"


@pytest.mark.parametrize(("dated", "told"), [(79, True), (80, False)])
def test_a_volume_of_less_than_four_fifths_of_all_that_was_created_is_told_open_deals_among_them(
    dated: int, told: bool
) -> None:
    window = SimpleNamespace(created=100, leads=60, leads_per_week=dated / 10, period=SimpleNamespace(weeks=10.0))
    facts: Any = SimpleNamespace(counted="lead", endings=1, period=window.period, leads_per_week=1.0, migrated=None,
                                 dated_by="creations", whole=window, cohorts=1, dated_wins=None, cycle=1,
                                 weeks_to_first_contact=1, follow_up=1)  # fmt: skip
    said = f"volume per week: {dated} of 100 cases carry a creation, and only those count"
    assert [*_funnel(facts)] == [said] * told


@pytest.mark.parametrize(("given", "text"), [('"EUR"', "EUR"), ("3", "3"), ("1.5", "1.5"), ("true", "True")])
def test_a_constant_of_a_mapping_is_the_text_of_its_value(tmp_path: Path, given: str, text: str) -> None:
    start = 'schema = 1\n[opportunity]\ncolumns = { opp_id = "id", stage = "Stage" }\n'
    (tmp_path / "m.toml").write_text(f"{start}constants = {{ currency = {given} }}\n")
    assert load_mapping(tmp_path / "m.toml").tables["opportunity"].constants == {"currency": text}


@pytest.mark.parametrize(("line", "said"), [
    ("optional = 1", "opportunity.optional = 1 is neither true nor false"),
    ("prefix = 6", "opportunity.prefix = 6 is not a text"), ("files = 6", "is neither a text nor a list of texts"),
    ("files = [6]", "is neither a text nor a list of texts"), ("values = 6", "opportunity.values = 6 is not a table"),
    ("constants = { currency = [1] }", "opportunity.constants.currency = [1] is not one value"),
    ('dates = "day"', "opportunity.dates = 'day'; allowed: day-first, month-first, year-first, iso, auto"),
    ("colums = 6", "unknown key opportunity.colums; nearest known: opportunity.columns"),
    ('encoding = "utf-99"', "opportunity.encoding = 'utf-99' is no encoding that is known here"),
])  # fmt: skip
def test_a_wrong_value_of_a_mapping_is_refused_by_its_own_place(tmp_path: Path, line: str, said: str) -> None:
    start = 'schema = 1\n[opportunity]\ncolumns.opp_id = "id"\ncolumns.stage = "Stage"\n'
    (tmp_path / "m.toml").write_text(f"{start}{line}\n")
    with pytest.raises(DataError) as caught:
        load_mapping(tmp_path / "m.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize(("stem", "tables", "wanted"), [
    ("Leads_2024", ("lead", "opportunity"), True), ("Leads_2024", ("opportunity",), False),
    ("All deals", ("opportunity",), True), ("notes", ("lead", "opportunity"), False), ("Users", ("rep", "lead"), False),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_missed_where_its_name_says_that_it_holds_leads_or_deals_of_the_mapping(
    stem: str, tables: tuple[str, ...], wanted: bool
) -> None:
    mapping = Mapping("m.toml", "", "", "", {name: TableMapping(name, columns={}) for name in tables})
    assert _is_wanted(stem, mapping) is wanted
