"""What is judged of a stage, a date, a row, a name or a column: each of several conditions counts by itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.amount_columns import basis_said
from cordiale.experiments.crm.date_order import DateCell, _is_year_first
from cordiale.experiments.crm.endings import _may_be_over
from cordiale.experiments.crm.importer import _insist_on_rows
from cordiale.experiments.crm.kinds_of_rows import _not_new, other_kinds
from cordiale.experiments.crm.left_open import _why_no_leads
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.people import _called, _tell_suffixes
from cordiale.experiments.crm.raw import _fitted
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.rows import Rows
from cordiale.experiments.crm.splitting import _above
from cordiale.experiments.crm.summary import Reason


def rows_of(table: str, **columns: list[str]) -> Rows:
    """Rows of one file, by column."""
    (length,) = {len(cells) for cells in columns.values()}
    files, numbers = np.array(["a.csv"] * length, object), np.arange(2, length + 2)
    return Rows(table, files, numbers, {name: np.array(cells, object) for name, cells in columns.items()})


@pytest.mark.parametrize(
    ("stage", "past", "count", "over"),
    [
        ("lost to nobody", 0, 1, True),
        ("handed in", 10, 20, True),
        ("handed in", 9, 20, False),
        ("handed in", 19, 19, False),
        ("negotiation", 20, 20, False),
    ],
    ids=["its word", "many of which half are past", "of which fewer are", "too few", "a word of what goes on"],
)
def test_a_stage_may_be_over_by_its_word_or_where_it_has_a_tenth_of_the_rows_and_half_of_them_are_past(
    stage: str, past: int, count: int, over: bool
) -> None:
    assert _may_be_over(stage, past, count, rows=200) is over


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["32/1/13", "33/2/14"], True),
        (["31/1/13", "31/1/14", "31/1/15"], True),
        (["1/1/13", "31/1/14", "31/1/15", "31/1/16", "31/1/17"], False),
        (["31/1/12", "31/1/11", "31/1/10"], False),
        (["31/1/13", "30/1/14", "29/1/13"], False),
        (["32/1/13", "33/13/14"], False),
        (["32/1/13", "33/2/2014"], False),
        (["32/1/13", "33/2/32"], False),
    ],
    ids=[
        "no day is that late", "few first and many last numbers", "first numbers far apart", "last may be years",
        "as many first as last", "one month is none", "one year is long", "one day is none",
    ],
)  # fmt: skip
def test_dates_begin_with_the_year_where_every_one_of_them_can_and_nothing_else_is_likelier(
    dates: list[str], first: bool
) -> None:
    assert _is_year_first([DateCell(row, text) for row, text in enumerate(dates)]) is first


@pytest.mark.parametrize(
    ("cells", "fitted"),
    [
        (["1", "won", "5"], ["1", "won", "5"]),
        (["1", "won", "5", " ", ""], ["1", "won", "5"]),
        (["1", "won", "5", "", "x"], None),
        (["1", "won", "5", "x", ""], None),
        (["1", "won"], None),
    ],
)
def test_a_row_is_cut_to_its_header_only_where_all_that_is_cut_is_blank(
    cells: list[str], fitted: list[str] | None
) -> None:
    assert _fitted(cells, ("id", "stage", "amount")) == fitted


@pytest.mark.parametrize(
    ("sample", "above"),
    [
        ([(1, 1), (0, 0), (3, 3), (3, 3), (3, 3)], 2),
        ([(0, 0), (0, 0), (3, 3), (3, 3)], 0),
        ([(1, 1), (2, 2), (3, 3)], 0),
        ([(1, 1), (1, 1)], 0),
    ],
    ids=["a title and a blank row", "blank rows alone", "a header that is too short", "no header"],
)
def test_titles_stand_above_a_header_that_is_wide_enough_and_begin_with_a_word(
    sample: list[tuple[int, int]], above: int
) -> None:
    assert _above(sample, most=1, fewest=3) == above


def test_why_rows_would_be_lost_names_the_reasons_of_those_that_are_and_not_of_those_rightly_left_out() -> None:
    reasons = [
        Reason(why, 15, "a.csv", 2, None, None, lost=lost) for why, lost in (("copies", False), ("no date", True))
    ]
    file = SimpleNamespace(file="a.csv", read=100, lost=15, drops=reasons)
    with pytest.raises(DataError) as caught:
        _insist_on_rows(SimpleNamespace(files=[file]))  # type: ignore[arg-type]  # what is asked of a summary
    assert "15 of 100 rows would be lost" in str(caught.value)
    assert "no date" in str(caught.value)
    assert "copies" not in str(caught.value)


@pytest.mark.parametrize(("wins", "said"), [(0, "no leads are joined"), (3, "only 3 of 40 wins name a lead")])
def test_without_leads_it_is_said_whether_any_win_names_one(wins: int, said: str) -> None:
    share: Any = SimpleNamespace(count=wins, total=40) if wins else None
    assert said in _why_no_leads(SimpleNamespace(linked_wins=share, migrated=None))  # type: ignore[arg-type]  # of facts


@pytest.mark.parametrize(("filtered", "told"), [((), True), (("Deal Type",), False), (("Region",), True)])
def test_a_column_that_may_say_of_no_new_business_is_passed_over_only_where_a_filter_looks_at_it(
    filtered: tuple[str, ...], told: bool
) -> None:
    column = SimpleNamespace(words=["New", "Renewal"], counts=[5, 3], at=lambda _: column)
    raw = SimpleNamespace(header=["Deal Type"], columns=[column])
    table = TableMapping("opportunity", columns={"stage": ("Stage",)})
    rules = [SimpleNamespace(columns=filtered)]
    asked = SimpleNamespace(table=table.table, columns=table.columns, where=rules)
    found = list(other_kinds(asked, raw, np.arange(8)))  # type: ignore[arg-type]  # what is asked of both
    assert bool(found) is told
    assert all("3 rows may be no new business" in text for text, _ in found)


def test_people_are_called_by_the_name_that_stands_beside_their_id() -> None:
    assert list(_called({"rep": rows_of("rep", owner=["7", "8"], name=["Ann Arb", "Bob"])})) == [
        ("7", "Ann Arb"), ("8", "Bob"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "several"),
    [
        ({"Ann Arb (West)", "Ann Arb (East)", "Bob Bee (West)"}, 2),
        ({"Ann Arb | AE", "Cyd Dee | AE", "Bob Bee | AE"}, 0),
        ({"Ann, West", "Ann, East"}, 0),
    ],
    ids=["one name, two regions", "one role, three names", "a first name alone"],
)
def test_people_of_one_whole_name_and_several_suffixes_are_remarked_on(named: set[str], several: int) -> None:
    notes: list[str] = []
    repairs: Any = SimpleNamespace(note=lambda _, __, what: notes.append(what))
    _tell_suffixes(named, {"lead": rows_of("lead", owner=["x"])}, repairs)
    assert [note.split()[0] for note in notes] == ([str(several)] if several else [])


@pytest.mark.parametrize("word", ["upsell", "Cross sell", "add on", "win back"])
def test_a_word_of_two_parts_means_the_same_together_apart_and_with_a_hyphen(word: str) -> None:
    parts = {"upsell": "up sell"}.get(word, word).split()
    spelt = {sep.join(parts) for sep in ("", " ", "-")}
    assert _not_new([*spelt, "New business"]) == spelt


@pytest.mark.parametrize("joint", [" ", "-"])
def test_so_do_headings_and_stages_of_two_parts(joint: str) -> None:
    assert basis_said(f"semi{joint}annual amount") == "half-yearly"
    assert basis_said(f"set{joint}up fee") == "one-off"
    assert _may_be_over(f"dis{joint}qualified", 0, 1, rows=200)
