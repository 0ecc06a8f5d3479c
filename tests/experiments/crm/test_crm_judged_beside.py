"""What stands beside a deal's own columns, judged by hand at each bound: lines, kinds, reasons, currencies, terms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.amount_columns import filled
from cordiale.experiments.crm.beside_amounts import (
    Beside,
    currency_heading,
    take_cents,
    take_terms,
    unread_amounts,
    unread_bases,
    unread_conversions,
)
from cordiale.experiments.crm.export_told import _people, _rates
from cordiale.experiments.crm.facts import SideFacts
from cordiale.experiments.crm.filters import _leads_among
from cordiale.experiments.crm.lines_without_ids import ids_of_lines
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.outcomes_of_kinds import kinds_apart
from cordiale.experiments.crm.raw import RawTable, read_raw
from cordiale.experiments.crm.settling import Part
from cordiale.experiments.crm.unread_ends import unread_ends
from cordiale.experiments.crm.unused_files import as_leads, as_lines
from tests.support.crm_exports import write_csv

DEALS = TableMapping("opportunity", columns={"opp_id": ("id",), "name": ("Deal",), "amount": ("Amount",)})


def raw_of(folder: Path, header: Sequence[str], rows: Sequence[Sequence[str]], *, name: str = "deals") -> RawTable:
    """A file of these rows, read."""
    return read_raw(write_csv(folder / f"{name}.csv", header, rows), encoding="")


def part_of(raw: RawTable, **columns: Sequence[Any]) -> Part:
    """What a file says of deals."""
    return Part(raw, np.arange(len(raw.numbers)), {name: np.array(said, object) for name, said in columns.items()})


@pytest.mark.parametrize(
    ("account", "name", "line"), [("A", "", True), ("", "N", True), ("A", "N", True), ("", "", False)]
)
def test_rows_that_differ_in_a_product_alone_are_one_deal_where_an_account_or_a_name_says_whose_it_is(
    tmp_path: Path, account: str, name: str, line: bool
) -> None:
    raw = raw_of(
        tmp_path, ["account", "deal", "Product"], [[account, name, "a"], [account, name, "b"], ["Z", "Z", "c"]]
    )
    day = np.datetime64("2024-01-01", "us")
    columns = {"account_id": np.array([account or None] * 2 + ["Z"], object), "created": np.array([day] * 3),
               "name": np.array([name or None] * 2 + ["Z"], object)}  # fmt: skip
    ids_of_lines(raw, np.arange(3), columns, ())
    assert [*columns.get("opp_id", [None] * 3)] == (["deals.csv, row 2"] * 2 + [None] if line else [None] * 3)


def test_rows_that_differ_in_money_alone_are_no_lines_of_one_deal_and_those_that_differ_in_more_are_none_either(
    tmp_path: Path,
) -> None:
    rows = [["A", "a", "5", "x"], ["A", "b", "7", "x"], ["B", "a", "5", "x"], ["B", "a", "7", "x"],
            ["C", "a", "5", "x"], ["C", "b", "5", "y"]]  # fmt: skip
    raw = raw_of(tmp_path, ["account", "Product", "Amount", "Region"], rows)
    day = np.datetime64("2024-01-01", "us")
    columns = {"account_id": np.array([row[0] for row in rows], object), "created": np.array([day] * len(rows))}
    ids_of_lines(raw, np.arange(len(rows)), columns, (2,))
    assert [*columns["opp_id"]] == ["deals.csv, row 2"] * 2 + [None] * 4


def kinds(folder: Path, *said: tuple[str, int, int]) -> list[str]:
    """What is noted on kinds of deals, so many won and so many lost each."""
    rows = [(kind, end) for kind, won, lost in said for end in [*["won"] * won, *["lost"] * lost]]
    part = part_of(raw_of(folder, ["Type", "x"], [[kind, "1"] for kind, _ in rows]), stage=[end for _, end in rows],
                   is_won=[end == "won" for _, end in rows])  # fmt: skip
    return [f"{text} | {cells}" for text, cells in kinds_apart(part, DEALS)]


@pytest.mark.parametrize(("deals", "told"), [(24, False), (25, True)])
def test_a_kind_without_wins_is_told_from_where_the_others_would_have_won_five_of_as_many(
    tmp_path: Path, deals: int, told: bool
) -> None:
    notes = kinds(tmp_path, ("New", 20, 80), ("Other", 0, deals))
    assert (
        any("none of the deals of these kinds is won" in one and f"'Other' ({deals})" in one for one in notes) is told
    )


@pytest.mark.parametrize(("won", "lost", "told"), [(13, 7, True), (11, 9, False), (13, 6, False)])
def test_a_kind_is_told_that_is_won_more_often_by_two_fifths_if_twenty_of_it_have_ended(
    tmp_path: Path, won: int, lost: int, told: bool
) -> None:
    notes = kinds(tmp_path, ("New", 20, 80), ("Renewal", won, lost))
    assert any("'New' 20%, 'Renewal' 65%" in one for one in notes) is told
    assert bool(notes) is told


@pytest.mark.parametrize(("wins", "told"), [(2, True), (3, False)])
def test_a_reason_for_a_loss_tells_losses_unless_more_than_a_tenth_of_wins_have_one(
    tmp_path: Path, wins: int, told: bool
) -> None:
    rows = [["Price" if at < wins else ""] for at in range(20)] + [["Price"]] * 3 + [[""]] * 77
    part = part_of(raw_of(tmp_path, ["Lost Reason", "id"], [[*row, "1"] for row in rows]), stage=["proposal"] * 100,
                   is_won=[True] * 20 + [False] * 80)  # fmt: skip
    notes = [text for text, _ in unread_ends(part, ())]
    assert any("3 of 100 deals count as open, and have a reason for a loss" in one for one in notes) is told
    assert [*unread_ends(part, (0,))] == [], "a column that is read says what it says"


def test_an_unread_chance_is_told_with_what_it_would_mean() -> None:
    column = SimpleNamespace(
        words=["0 %", "100 %", "40 %"], codes=np.repeat([0, 1, 2], [4, 3, 93]), at=lambda _: column
    )
    raw: Any = SimpleNamespace(header=["Probability"], width=1, columns=[column], file="a.csv", top=1)
    raw.numbers = np.arange(2, 102)
    part = Part(raw, np.arange(100), {"stage": np.array(["proposal"] * 100, object)})
    ((note, _),) = unread_ends(part, ())
    assert note == (
        "column Probability: 7 of 100 deals count as open, and their chance is '0 %' (4), '100 %' (3); "
        'columns.probability = "Probability" in the mapping counts 100 as won and 0 as lost'
    )


HEADINGS = ["Devise", "id", "Amount", "Währung", "Currency"]


@pytest.mark.parametrize(("without", "first"), [((), "Währung"), (("Währung",), "Currency"),
                                                (("Währung", "Currency"), "Devise")])  # fmt: skip
def test_of_several_columns_of_currencies_the_first_behind_the_amounts_counts_or_else_the_first_of_all(
    tmp_path: Path, without: tuple[str, ...], first: str
) -> None:
    header = [each for each in HEADINGS if each not in without]
    cells = {"id": ["1", "2"], "Amount": ["5", "6"]}
    rows = [[cells.get(each, ["EUR", "USD"])[at] for each in header] for at in (0, 1)]
    assert currency_heading(DEALS, raw_of(tmp_path, header, rows)) == first


def beside(folder: Path, header: Sequence[str], rows: Sequence[Sequence[str]], *used: str) -> Beside:
    """The columns beside the first, of amounts, and those that are used."""
    raw = raw_of(folder, header, rows)
    known = {header.index(one): one for one in (header[0], *used)}
    return Beside(raw, np.arange(len(rows)), known, header[0])


def test_a_column_of_converted_amounts_is_told_though_some_of_its_cells_are_blank_and_not_if_it_is_half_empty(
    tmp_path: Path,
) -> None:
    for blank, told in ((0, True), (5, True), (6, False)):
        rows = [["9", "8" if at >= blank else ""] for at in range(10)]
        found = beside(tmp_path, ["Amount", "Amount (converted)"], rows)
        assert filled(found.raw, "Amount") == 10
        assert bool([*unread_conversions(found, np.array(["EUR", "USD"]))]) is told
        assert [*unread_conversions(found, np.array(["EUR", None, "EUR"]))] == [], "one currency needs no conversion"


def test_amounts_that_say_for_how_long_are_told_only_beside_those_that_do_not(tmp_path: Path) -> None:
    rows = [["9", "108", "3"]] * 3
    ((note, _),) = unread_amounts(beside(tmp_path, ["Amount", "Annual amount", "Term in months"], rows))
    assert 'these do: Annual amount; columns.amount = "Annual amount"' in note
    assert [*unread_amounts(beside(tmp_path, ["MRR", "Annual amount", "x"], rows))] == []


@pytest.mark.parametrize("known", [False, True])
def test_a_column_of_payments_is_taken_where_amounts_bear_it_out_unless_something_says_it_already(
    tmp_path: Path, known: bool
) -> None:
    rows = [["1200", "yearly"]] * 12 + [["100", "monthly"]] * 12
    columns = {"amount": np.array([float(row[0]) for row in rows])}
    if known:
        columns["basis"] = np.array(["total"] * 24, object)
    ((note, _),) = unread_bases(beside(tmp_path, ["Amount", "Billing"], rows), columns)
    assert ("as the amounts bear out" in note) is not known
    assert [*columns["basis"]] == (["total"] * 24 if known else ["yearly"] * 12 + ["monthly"] * 12)


@pytest.mark.parametrize(("heading", "unit"), [("Term in months", 1.0), ("Laufzeit (Jahre)", 12.0)])
def test_amounts_that_grow_with_a_term_are_totals_over_so_many_months_and_others_are_not(
    tmp_path: Path, heading: str, unit: float
) -> None:
    rows = [[str(1000 * term), str(term)] for term in (1, 3) for _ in range(10)]
    columns = {"amount": np.array([float(row[0]) for row in rows])}
    assert [*take_terms(beside(tmp_path, ["Amount", heading], rows), columns)]
    assert [*columns["term"]] == [term * unit for term in (1, 3) for _ in range(10)]
    assert {*columns["basis"]} == {"total"}
    flat = {"amount": np.full(20, 1000.0)}
    assert [*take_terms(beside(tmp_path, ["Amount", heading], rows), flat)] == []
    assert {*flat} == {"amount"}


@pytest.mark.parametrize(("cells", "amount", "kept"), [
    ("€1.234,50", "123450", 1234.5), ("$1,234.50", "123450", 1234.5), ("$1,234", "123400", 1234.0),
    ("€1.234,50", "1234", 1234.0), ("$1,234", "1234", 1234.0),
])  # fmt: skip
def test_amounts_are_cents_where_another_column_has_a_hundredth_of_each_by_its_own_decimal_mark(
    tmp_path: Path, cells: str, amount: str, kept: float
) -> None:
    raw = write_csv(tmp_path / "deals.csv", ["Amount", "Shown"], [[amount, cells]] * 12, delimiter=";")
    columns = {"amount": np.full(12, float(amount))}
    found = [*take_cents(Beside(read_raw(raw, encoding=""), np.arange(12), {0: "amount"}, "Amount"), columns)]
    assert bool(found) is (float(amount) != kept)
    assert {*columns["amount"]} == {kept}


@pytest.mark.parametrize("kept", ["Lead", "Lead gen campaign"])
def test_leads_among_deals_are_left_out_by_a_kind_of_one_word(tmp_path: Path, kept: str) -> None:
    raw = raw_of(tmp_path, ["Type", "id"], [[kept, "1"], ["Deal", "2"], ["Other", "3"]])
    found = _leads_among(DEALS, raw)
    assert [[*one.keeps(np.arange(3))] for one in found] == ([[False, True, True]] if kept == "Lead" else [])


LINES = [["1", "D1", "5"], ["2", "D1", "6"], ["3", "D2", "7"]]


@pytest.mark.parametrize("by", ["id", "Deal"])
@pytest.mark.parametrize("amount", [True, False])
def test_a_file_may_hold_the_lines_of_deals_that_it_names_by_id_or_name_where_these_have_no_amounts(
    tmp_path: Path, by: str, amount: bool
) -> None:
    header = ["id", "Deal", *["Amount"] * amount]
    named = [["D1", "Acme", *["9"] * amount], ["D2", "Globex", *["9"] * amount]]
    deals = raw_of(tmp_path, header, named)
    calls = dict(zip(("D1", "D2"), ("D1", "D2") if by == "id" else ("Acme", "Globex"), strict=True))
    rows = [[number, calls[deal], price] for number, deal, price in LINES]
    raw = raw_of(tmp_path, ["No", "Chance", "Total price"], rows, name="further")
    mapping: Any = SimpleNamespace(tables={"opportunity": DEALS})
    told = as_lines(mapping, {"opportunity": (deals,)}, raw)
    said = 'columns.opp_id = "Chance" and columns.amount = "Total price"'
    assert (said in told) is not amount
    leads = as_leads(mapping, {"opportunity": (deals,)}, raw)
    assert 'lead_id, created, and opp_id = "Chance"' in leads
    assert as_leads(mapping, {"opportunity": (deals,), "lead": (raw,)}, raw) == "", "leads are known"


@pytest.mark.parametrize(("active", "told"), [(None, "17 people own deals, 17"),
                                              (0.4, "1 people at one time own deals, 17"),
                                              (5.6, "6 people at one time own deals, 17")])  # fmt: skip
def test_people_at_one_time_are_at_least_one_and_all_that_are_named_where_nothing_is_dated(
    active: float | None, told: str
) -> None:
    side = SideFacts(17, 40, 0.5, 0.3, (), active)
    (said,) = _people(SimpleNamespace(sales=side, marketing=None, span=None))  # type: ignore[arg-type]  # of facts
    assert said.startswith(told)


@pytest.mark.parametrize(("currencies", "mean"), [(("EUR",), "4,321 EUR,"), ((), "4,321,"), (("EUR", "USD"), "4,321,")])
def test_a_contract_value_has_the_currency_of_all_wins_and_none_where_there_are_several(
    currencies: tuple[str, ...], mean: str
) -> None:
    money = SimpleNamespace(mean=4321.0, median=3210.0, count=11)
    facts: Any = SimpleNamespace(counted="opportunity", win_rate=None, cycle=None, weeks_to_first_contact=None,
                                 contract_value=money, currencies=currencies)  # fmt: skip
    (said,) = _rates(facts)
    assert said.startswith(f"contract value: mean {mean} median 3,210")
