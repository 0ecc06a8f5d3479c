"""Columns of amounts by hand: which one it is, what multiplies it, for how long it is paid, and in which currency."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.crm.amount_columns import amount_heading, price_lines, settle_amounts
from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.beside_amounts import Beside, currency_heading, take_cents, take_pieces
from cordiale.experiments.crm.columnar import Column
from cordiale.experiments.crm.mapping import Basis, TableMapping
from cordiale.experiments.crm.raw import RawTable, read_raw
from tests.support.crm_exports import write_csv


def table(*names: str, amount: Basis = "unsaid") -> TableMapping:
    return TableMapping("opportunity", {"amount": names}, amount=amount)


def raw(folder: Path, columns: dict[str, list[str]]) -> RawTable:
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return read_raw(write_csv(folder / "a.csv", [*columns], rows), encoding="")


def settled(
    heading: str, words: list[str], *, amount: Basis = "unsaid", titles: tuple[str, ...] = (), **given: list[object]
) -> dict[str, list[object]]:
    """The columns that an amount of 1 in each row leaves, beside those that are given."""
    columns = {"amount": np.ones(len(words))} | {
        name: array_of("amount" if name == "term" else "text", cells) for name, cells in given.items()
    }
    cells = Column(words, np.arange(len(words), dtype=np.int32))
    list(settle_amounts(columns, table(heading, amount=amount), heading, cells, titles=titles))
    return {name: each.tolist() for name, each in columns.items()}


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        ({"A": ["", "0", "0.00", "-"], "B": ["5", "6", "7", "8"]}, "B"),
        ({"A": ["", "5", "", ""], "B": ["5", "6", "7", "8"]}, "A"),
        ({"MRR": ["", "5", "", ""], "B": ["5", "6", "7", "8"]}, "B"),
        ({"MRR": ["3", "5", "", ""], "B": ["5", "6", "7", "8"]}, "MRR"),
        ({"A": ["", "", "", ""], "B": ["0", "0", "0", "0"]}, "A"),
    ],
)
def test_amounts_are_of_the_first_column_that_holds_any_and_of_one_for_a_time_only_if_half_as_often_as_the_fullest(
    columns: dict[str, list[str]], read: str, tmp_path: Path
) -> None:
    found = raw(tmp_path, columns | {"id": ["1", "2", "3", "4"]})
    assert amount_heading(table(*columns), found) == read


def test_a_line_without_an_amount_has_its_price_times_its_pieces_of_which_one_where_none_is_said() -> None:
    nan = np.nan
    amount, price, pieces = np.array([7.0, nan, nan]), np.array([2.0, 3.0, 5.0]), np.array([4.0, 4.0, nan])
    for given, found in (
        ({"amount": amount, "price": price, "quantity": pieces}, [7.0, 12.0, 5.0]),
        ({"amount": amount, "price": price}, [7.0, 3.0, 5.0]),
        ({"price": price, "quantity": pieces}, [8.0, 12.0, 5.0]),
    ):
        columns = dict(given)
        price_lines(columns)
        assert columns["amount"].tolist() == found


@pytest.mark.parametrize(
    ("heading", "titles", "one"),
    [
        ("Amount", (), 1.0),
        ("Amount in thousands", ("all values in Mio. EUR",), 1e3),
        ("amount_cents", ("all values in k EUR",), 1e-2),
        ("Amount", ("all values in k EUR",), 1e3),
    ],
)
def test_the_multiple_of_amounts_is_that_of_their_heading_and_else_of_a_title(
    heading: str, titles: tuple[str, ...], one: float
) -> None:
    assert settled(heading, ["5"], titles=titles)["amount"] == [one]


@pytest.mark.parametrize(
    ("heading", "words", "amount", "given", "basis"),
    [
        ("Amount", ["5", "6"], "unsaid", {}, None),
        ("MRR", ["5", "6"], "unsaid", {}, ["monthly"] * 2),
        ("MRR", ["5", "6"], "yearly", {}, ["yearly"] * 2),
        ("MRR", ["5", "6"], "unsaid", {"basis": ["yearly", None]}, ["yearly", None]),
        ("Amount", ["5 / month", "6"], "unsaid", {}, ["monthly", None]),
        ("ARR", ["5 / month", "6"], "unsaid", {}, ["monthly", "yearly"]),
        ("ARR", ["5 / month", "6"], "unsaid", {"basis": ["one-off", None]}, ["one-off", None]),
    ],
)
def test_for_how_long_an_amount_is_paid_is_said_by_its_column_then_its_cell_then_the_mapping_then_the_heading(
    heading: str, words: list[str], amount: Basis, given: dict[str, list[object]], basis: list[object] | None
) -> None:
    assert settled(heading, words, amount=amount, **given).get("basis") == basis


def test_a_total_s_term_is_that_of_the_column_of_terms_and_else_of_its_heading() -> None:
    assert settled("Value (36 months)", ["5"])["term"] == [36.0]
    assert settled("Value (36 months)", ["5"], term=[12.0])["term"] == [12.0]
    assert "term" not in settled("TCV", ["5"])
    assert settled("TCV", ["5"])["basis"] == ["total"]


@pytest.mark.parametrize(
    ("heading", "words", "given", "currency"),
    [
        ("Amount", ["5", "6"], {}, None),
        ("Amount", ["EUR 5", "6"], {}, ["EUR", None]),
        ("Amount", ["EUR 5", "6"], {"currency": ["CHF", "SEK"]}, ["CHF", "SEK"]),
        ("Amount", ["5", "6"], {"currency": ["CHF", "SEK"]}, ["CHF", "SEK"]),
        ("Amount (converted)", ["EUR 5", "6"], {"currency": ["CHF", "SEK"]}, None),
    ],
)
def test_the_currency_of_an_amount_is_that_of_its_column_then_of_its_sign_and_none_where_it_is_converted(
    heading: str, words: list[str], given: dict[str, list[object]], currency: list[object] | None
) -> None:
    assert settled(heading, words, **given).get("currency") == currency


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"Amount": ["1", "2", "3"], "x": ["EUR", "", "CHF"]}, "x"),
        ({"Amount": ["1", "2", "3"], "x": ["EUR", "", "EUR"]}, None),
        ({"Amount": ["1", "2", "3"], "x": ["USA", "DEU", "EUR"]}, None),
        ({"Amount": ["1", "2", "3"], "Currency": ["main", "other", ""]}, "Currency"),
        ({"Amount": ["1", "2", "3"], "Currency rate": ["1.0", "1.1", ""]}, None),
        ({"Amount EUR": ["1", "2", "3"], "x": ["EUR", "CHF", "CHF"]}, None),
        ({"x": ["EUR", "CHF", ""], "Amount": ["1", "2", "3"], "y": ["EUR", "SEK", ""]}, "y"),
        ({"x": ["EUR", "CHF", ""], "Amount": ["1", "2", "3"], "y": ["EUR", "EUR", ""]}, "x"),
    ],
)
def test_several_currencies_are_told_by_the_first_column_behind_the_amounts_or_else_before_that_holds_them(
    columns: dict[str, list[str]], found: str | None, tmp_path: Path
) -> None:
    assert currency_heading(table("Amount", "Amount EUR"), raw(tmp_path, columns)) == found


@pytest.mark.parametrize(
    ("heading", "pieces", "cells", "amounts"),
    [
        ("Unit price", "Quantity", ["3", "4"], [30.0, 80.0]),
        ("Amount", "Quantity", ["3", "4"], [10.0, 20.0]),
        ("Unit price", "Score", ["3", "4"], [10.0, 20.0]),
        ("Unit price", "Quantity", ["3", ""], [10.0, 20.0]),
        ("Unit price", "Quantity", ["3", "0"], [10.0, 20.0]),
    ],
)
def test_only_prices_of_a_piece_are_times_the_pieces_and_only_where_each_row_says_how_many(
    heading: str, pieces: str, cells: list[str], amounts: list[float], tmp_path: Path
) -> None:
    found, columns = raw(tmp_path, {heading: ["10", "20"], pieces: cells}), {"amount": np.array([10.0, 20.0])}
    list(take_pieces(Beside(found, np.arange(2), {0: "amount"}, heading), columns))
    assert columns["amount"].tolist() == amounts


@pytest.mark.parametrize(
    ("both", "alike", "cents"), [(20, 20, True), (20, 19, True), (20, 18, False), (10, 10, True), (9, 9, False)]
)
def test_amounts_are_cents_where_nineteen_in_twenty_of_ten_or_more_are_a_hundred_times_another_column_s(
    both: int, alike: int, cents: bool, tmp_path: Path
) -> None:
    others = [f"{3 + at} EUR" if at < both else "" for at in range(25)]
    amounts = np.array([100.0 * (3 + at) * (1 if at < alike else 5) for at in range(25)])
    found, columns = raw(tmp_path, {"Amount": [f"{each:.0f}" for each in amounts], "x": others}), {"amount": amounts}
    list(take_cents(Beside(found, np.arange(25), {0: "amount"}, "Amount"), columns))
    assert columns["amount"].tolist() == (amounts / (100.0 if cents else 1.0)).tolist()
