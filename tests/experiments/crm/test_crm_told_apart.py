"""Cells, files and deals told apart by hand: delimiters and titles, which file is a table, which rows are a deal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import NO_DATE
from cordiale.experiments.crm.columnar import ENOUGH, Column, Gathering, repeated_rows
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.raw import read_raw
from cordiale.experiments.crm.recognition import are_alike, family, is_called, is_called_otherwise, objection, pointer
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.restarted_ids import _several
from cordiale.experiments.crm.snapshots import _seen_again
from cordiale.experiments.crm.splitting import delimiter_of, pieces, titles, titles_above

DEALS = TableMapping("opportunity", columns={"opp_id": ("id",), "stage": ("stage",)})


# Cells


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_most_rows_have_as_often_as_the_header(delimiter: str) -> None:
    rows = [["id", "note", "stage"], ["1", "a", "won"], ["2", "b", "lost"]]
    assert delimiter_of("".join(f"{delimiter.join(row)}\n" for row in rows)) == (delimiter, 0)


@pytest.mark.parametrize(("line", "found"), [("sep=;\n", (";", 6)), ('"sep=|"\n', ("|", 8)), ("SEP=,\n", (",", 6))])
def test_a_declared_delimiter_is_believed_over_what_the_rows_have(line: str, found: tuple[str, int]) -> None:
    assert delimiter_of(f"{line}a\tb\n1\t2\n") == found


@pytest.mark.parametrize(
    ("text", "above", "said"),
    [
        ("id,stage,owner\n1,won,A\n2,lost,B\n", 0, ()),
        ("Deals of 2024\n\nid,stage,owner\n1,won,A\n2,lost,B\n", 2, ("Deals of 2024",)),
        ("By,Ann\nOf,May\nid,stage,owner,amount\n1,won,A,5\n2,lost,B,6\n", 2, ("By", "Ann", "Of", "May")),
        ("\n\nid,stage,owner\n1,won,A\n2,lost,B\n", 2, ()),
        ("Deal,,Money,\nid,stage,paid,due\n1,won,5,6\n2,lost,7,8\n", 1, ("Deal", "Money")),
    ],
)
def test_titles_are_all_that_stands_above_the_header_and_the_header_is_none(
    text: str, above: int, said: tuple[str, ...]
) -> None:
    assert titles_above(text, 0, ",") == above
    assert titles(text, 0, ",", above) == said
    header, rows = pieces(text, 0, ",", "deals.csv", above=above)
    assert (header[0][:2], len(header), len(rows)) == (["id", "stage"], 1, 2)


@pytest.mark.parametrize("above", [0, 1])
def test_a_quote_that_does_not_close_is_told_with_the_row_that_a_spreadsheet_shows(above: int) -> None:
    text = "Deals\n" * above + 'id,stage\n1,won\n2,"lo"st"\n'
    with pytest.raises(DataError, match=rf"row {3 + above}\b.*check the quotes"):
        [*pieces(text, 0, ",", "deals.csv", above=above)]


def test_nor_does_one_in_the_titles_above_a_header_go_by() -> None:
    with pytest.raises(DataError, match=r"row 2\b.*check the quotes"):
        [*pieces('Deals\n"of 2024\nid,stage\n1,won\n', 0, ",", "deals.csv", above=2)]


# Columns


def column(*cells: str) -> Column:
    gathering = Gathering(1)
    gathering.add([[cell] for cell in cells])
    return gathering.columns()[0]


def test_a_word_is_counted_in_all_its_rows_and_first_stands_where_it_first_comes() -> None:
    found = column("b", "a", "b", "", "a", "b")
    assert dict(zip(found.words, zip(found.counts, found.firsts.tolist(), strict=True), strict=True)) == {
        "b": (3, 0), "a": (2, 1), "": (1, 3)}  # fmt: skip
    assert found.blank.tolist() == [False, False, False, True, False, False]
    assert found.spread([1, 2, 3]) == [1, 2, 1, 3, 2, 1]


@pytest.mark.parametrize("places", [[0, 2], [0, 3], [3, 5], [3, 1, 0], [1, 1], [5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5]])
def test_a_column_at_some_places_has_their_cells_in_their_order_and_no_other_word(places: list[int]) -> None:
    cells = ["b", "a", "b", "", "a", "c"]
    found = column(*cells).at(np.array(places))
    assert [found.cell(at) for at in range(len(places))] == [cells[place] for place in places]
    assert {*found.words} == {cells[place] for place in places}


def test_cells_that_nearly_all_differ_are_kept_as_they_come_also_when_they_repeat_and_blanks_after_that() -> None:
    cells = [f" id {at}" for at in range(ENOUGH)]
    gathering = Gathering(1)
    for piece in (cells, ["id 7", "", "last "]):
        gathering.add([[cell] for cell in piece])
    found = gathering.columns()[0]
    assert [found.cell(at) for at in (0, 7, ENOUGH - 1, ENOUGH, ENOUGH + 1, ENOUGH + 2)] == [
        "id 0", "id 7", f"id {ENOUGH - 1}", "id 7", "", "last"]  # fmt: skip
    assert np.flatnonzero(found.blank).tolist() == [ENOUGH + 1]
    assert found.is_plain


@pytest.mark.parametrize("at", [0, ENOUGH - 1])
def test_a_blank_among_cells_that_nearly_all_differ_is_blank(at: int) -> None:
    gathering = Gathering(1)
    gathering.add([["" if place == at else f"id {place}"] for place in range(ENOUGH)])
    assert np.flatnonzero(gathering.columns()[0].blank).tolist() == [at]


def test_rows_are_equal_only_where_all_their_cells_are_in_the_same_columns() -> None:
    one = [column("a", "b", "a", "c"), column("b", "a", "b", "c")]
    other = [column("c", "x"), column("c", "a")]
    assert [marked.tolist() for marked in repeated_rows([one, other])] == [[True, False, True, True], [True, False]]


# Files


@pytest.mark.parametrize(
    ("table", "name", "called", "otherwise"),
    [
        ("opportunity", "Deals 2024", True, False), ("opportunity", "opps", True, False),
        ("opportunity", "opposed", False, False),
        ("opportunity", "OpportunityHistory", False, True), ("opportunity", "OpportunityLineItem", False, True),
        ("opportunity", "Accounts", False, True), ("opportunity", "stage changes", False, True),
        ("lead", "Leads_Q1", True, False), ("lead", "LeadHistory", False, True), ("lead", "Campaigns", False, True),
        ("rep", "Users", True, False), ("rep", "report", False, False), ("line", "OpportunityLineItem", True, False),
        ("touch", "CampaignMember", True, False),
    ],
)  # fmt: skip
def test_a_file_s_name_says_which_table_it_holds_and_that_a_part_of_one_is_none(
    table: Any, name: str, called: bool, otherwise: bool
) -> None:
    asked = TableMapping(table, columns={})
    assert (is_called(asked, name), is_called_otherwise(asked, name)) == (called, otherwise)


def test_names_of_one_family_differ_in_numbers_quarters_and_copies_alone() -> None:
    assert len({family(name) for name in ("deals_2024_q1 (2)", "Deals 2023 Q4", "deals - copy", "deals_h2")}) == 1
    assert family("deals_2024") != family("leads_2024")


def read(folder: Path, name: str, *lines: str) -> Any:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_raw(folder / name, encoding="utf-8")


def test_a_table_is_refused_for_its_ids_where_most_are_of_another_kind(tmp_path: Path) -> None:
    salesforce = TableMapping("opportunity", columns=DEALS.columns, prefix="006")
    for count, refused in ((1, False), (2, False), (3, True)):
        ids = [f"00Q{at:012d}" if at <= count else f"006{at:012d}" for at in range(1, 5)]
        raw = read(tmp_path, f"data{count}.csv", "id,stage", *(f"{each},won" for each in ids))
        said = objection(salesforce, raw, chosen=False)
        assert said == ("its ids begin with 00Q, those of a opportunity with 006" if refused else None)


def test_a_file_that_its_user_chose_is_not_judged_by_its_name(tmp_path: Path) -> None:
    raw = read(tmp_path, "Accounts.csv", "id,stage", "1,won")
    assert "its name says" in (objection(DEALS, raw, chosen=False) or "")
    assert objection(DEALS, raw, chosen=True) is None


def test_a_heading_that_only_others_have_says_which_it_is(tmp_path: Path) -> None:
    unlike = TableMapping("opportunity", columns=DEALS.columns, unlike=("case number",))
    raw = read(tmp_path, "deals.csv", "id,stage,case number", "1,won,7")
    assert "'case number' says that it is no table of opportunity rows" in (objection(unlike, raw, chosen=True) or "")


def test_two_files_are_exports_of_one_table_by_their_headings_or_their_names_and_else_are_not(tmp_path: Path) -> None:
    one = read(tmp_path, "deals_2023.csv", "id,stage,owner", "1,won,x")
    again = read(tmp_path, "other.csv", "stage,id,owner", "won,1,x")
    later = read(tmp_path, "deals_2024.csv", "id,stage,amount", "1,won,x")
    strange = read(tmp_path, "services.csv", "id,stage,city", "1,won,x")
    wider = read(tmp_path, "offers.csv", "id,stage,owner,city", "1,won,x,y")
    alike = [are_alike(DEALS, one, each) for each in (one, again, later, strange, wider)]
    assert alike == [True, True, True, False, False]


def test_a_part_points_to_the_whole_by_the_column_that_holds_most_of_its_ids(tmp_path: Path) -> None:
    whole = read(tmp_path, "deals.csv", "id,stage", *(f"D{at},won" for at in range(20)))
    part = read(tmp_path, "moves.csv", "id,stage,deal,of", *(f"M{at},won,D{at},x" for at in range(20)))
    alone = read(tmp_path, "alone.csv", "id,stage,deal,of", *(f"M{at},won,E{at},x" for at in range(20)))
    few = read(
        tmp_path, "few.csv", "id,stage,deal,of", *(f"M{at},won,{'D' if at < 9 else 'E'}{at},x" for at in range(20))
    )
    assert [pointer(DEALS, each, whole, identity="opp_id") for each in (part, alone, few)] == ["deal", "", ""]


# Deals


def test_an_id_has_several_values_only_where_two_of_its_known_ones_differ() -> None:
    of = np.array([0, 0, 1, 1, 2, 2, 3])
    values = np.array(["a", "a", "a", "b", "a", None, None], object)
    assert _several(of, values, 4).tolist() == [False, True, False, False]


SEEN = {  # deals, files and whether they are open; and of which rows a deal stands in several files
    "once in each of two files": ([0, 0, 1], [0, 1, 1], [1, 0, 0], [True, True, False]),
    "twice in one file": ([0, 0, 1], [0, 0, 1], [1, 1, 1], [False, False, False]),
    "ended before its last file": ([0, 0, 1], [0, 1, 1], [0, 1, 1], [False, False, False]),
    "ended in its last": ([0, 0, 0], [0, 1, 2], [1, 1, 0], [True, True, True]),
    "without a name": ([2, 2, 0], [0, 1, 1], [1, 1, 1], [False, False, False]),
}


@pytest.mark.parametrize("case", SEEN)
def test_a_deal_is_known_again_where_it_stands_once_in_several_files_and_ends_in_none_but_the_last(case: str) -> None:
    code, file, is_open, again = (np.array(each) for each in SEEN[case])
    assert _seen_again(code, file, is_open=is_open.astype(bool), ids=2).tolist() == again.tolist()


@pytest.mark.parametrize(("early", "known"), [(1, True), (2, False)])
def test_deals_of_several_files_are_states_of_one_where_nine_in_ten_end_in_their_last(early: int, known: bool) -> None:
    code, file = np.repeat(np.arange(10), 2), np.tile([0, 1], 10)
    is_open = np.ones(20, bool)
    is_open[: 2 * early : 2] = False
    again = _seen_again(code, file, is_open=is_open, ids=10)
    assert again.tolist() == [known and at >= 2 * early for at in range(20)]


def test_a_date_that_is_not_known_makes_no_deal_another() -> None:
    days = np.array(["2024-01-01", "NaT", "2024-01-01", "2024-02-02"], NO_DATE.dtype)
    assert _several(np.array([0, 0, 1, 1]), days, 2).tolist() == [False, True]
