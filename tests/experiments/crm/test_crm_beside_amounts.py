"""What other columns, and titles above, say of amounts: what they are in, for how long they are paid."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import import_export
from cordiale.experiments.crm.amount_columns import multiple_titled
from cordiale.experiments.crm.money import without_signs
from cordiale.experiments.crm.numbers import parse_amount, without_about
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import (
    HEADER,
    deals,
    decided,
    imported,
    mapping,
    said,
    with_column,
    with_preset,
)


@pytest.mark.parametrize(
    ("title", "times"),
    [
        *[("alle Werte in T€", 1e3), ("All amounts in k EUR", 1e3), ("Pipeline 2024 (in Mio. EUR)", 1e6)],
        *[
            ("Pipeline (kEUR)", 1e3),
            ("Angaben in 1.000 EUR", 1e3),
            ("Over 1.000 EUR", 1.0),
            ("Deals over 10,000", 1.0),
            ("Sales in Miles City", 1.0),
            ("Top 1000 in 2024", 1.0),
        ],
    ],
)
def test_a_title_above_the_header_says_in_what_multiple_amounts_are(title: str, times: float) -> None:
    assert multiple_titled(["Offers", title])[0] == times


def test_amounts_are_multiplied_as_a_title_says_and_that_is_told(tmp_path: Path) -> None:
    rows = [["Offers", *[""] * 5], ["all values in k EUR", *[""] * 5], HEADER, *deals()]
    write_csv(tmp_path / "deals.csv", rows[0], rows[1:])
    result = import_export(tmp_path / "deals.csv", mapping=mapping(tmp_path))
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.median == 1_400_000
    assert "amounts are thousands, as 'all values in k EUR' above the header says" in said(result)


def test_currencies_in_a_column_that_no_mapping_names_are_not_added(tmp_path: Path) -> None:
    rows = with_column(deals(), ["EUR", "", "CHF", "EUR"] * 15)
    result = imported(tmp_path, rows, header=[*HEADER, "Devise du montant"])
    assert (result.facts.contract_value, result.facts.currencies) == (None, ("CHF", "EUR"))


@pytest.mark.parametrize(("heading", "cells"), [("amount", ["USA", "DEU"]), ("amount EUR", ["EUR", "CHF"])])
def test_other_codes_are_no_currencies_and_an_amount_named_by_its_currency_has_no_other(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    rows, header = with_column(deals(), cells * 30), [*HEADER[:4], heading, "owner", "code"]
    result = imported(tmp_path, rows, header=header, columns=f'amount = "{heading}"' if heading != "amount" else "")
    assert result.facts.contract_value is not None


def test_a_column_of_amounts_that_says_for_how_long_is_told_beside_one_that_does_not(tmp_path: Path) -> None:
    rows = with_column(deals(), ["1,250.50"] * 60)
    assert 'these do: ARR (EUR); columns.amount = "ARR (EUR)"' in said(
        imported(tmp_path, [[*row[:6], row[6].replace(",", "")] for row in rows], header=[*HEADER, "ARR (EUR)"])
    )
    assert "these do" not in said(
        imported(tmp_path, with_column(deals(), ["9"] * 60), header=[*HEADER, "Annual Revenue"])
    )


def test_currencies_that_stand_by_id_or_by_name_are_not_added(tmp_path: Path) -> None:
    rows = with_column(deals(), ["-99", "x", "a1b2", "x"] * 15)
    assert imported(tmp_path, rows, header=[*HEADER, "currency_id"]).facts.contract_value is None
    for heading in ("Exchange rate of the currency", "Ident"):
        assert imported(tmp_path, rows, header=[*HEADER, heading]).facts.contract_value is not None


def test_amounts_of_which_some_were_typed_in_thousands_are_told(tmp_path: Path) -> None:
    rows = [[*row[:4], f"{int(row[4]) / (1000 if i % 6 == 0 else 1)}", row[5]] for i, row in enumerate(deals())]
    assert "10 of 30 amounts won are under a 200th" in said(imported(tmp_path, rows))
    assert "amounts won are under" not in said(imported(tmp_path, deals()))


def test_a_column_of_what_was_divided_has_points_for_decimals_alone(tmp_path: Path) -> None:
    rows = [[*row[:4], row[4] + (".125" if i % 2 == 0 else ".0833"), row[5]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400.125)


def test_a_column_of_zeros_is_no_column_of_amounts(tmp_path: Path) -> None:
    header = [
        "Record ID",
        "Create Date",
        "Close Date",
        "Deal Stage",
        "Amount",
        "Deal owner",
        "Monthly recurring revenue",
    ]
    for monthly, kind in (("0.00", "unsaid"), ("50", "monthly")):
        result = with_preset(tmp_path, "hubspot", deals=(header, with_column(deals(), [monthly] * 60)))
        assert result.facts.amounts_are == (kind,)


@pytest.mark.parametrize(("price", "pieces"), [("Unit price", "Quantity"), ("Stückpreis", "Menge")])
def test_a_price_of_a_piece_is_times_the_pieces_beside_it(tmp_path: Path, price: str, pieces: str) -> None:
    rows = [[*row[:4], f"{int(row[4]) / (1 + i % 3)}", row[5], f"{1 + i % 3}"] for i, row in enumerate(deals())]
    header = [*HEADER[:4], price, HEADER[5], pieces]
    result = imported(tmp_path, rows, header=header, columns=f'amount = "{price}"')
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400)
    assert f"amounts are prices of a piece, times the pieces of column {pieces}" in said(result)


def test_amounts_that_are_open_above_are_left_out(tmp_path: Path) -> None:
    rows = [[*row[:4], "20k+" if i % 4 == 0 else row[4], row[5]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.count == 15


def test_cents_are_known_by_the_same_amounts_in_a_column_of_their_currency(tmp_path: Path) -> None:
    rows = [[*row[:4], f"{row[4]}05", row[5], f"${row[4]}.05"] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER, "value_formatted"])
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400.05)
    assert "column amount: amounts are cents, as column value_formatted says" in said(result)


def test_a_column_with_the_amounts_converted_is_told_where_currencies_mix(tmp_path: Path) -> None:
    rows = [[*row, "EUR" if i % 4 else "CHF", row[4]] for i, row in enumerate(deals())]
    header = [*HEADER, "Currency", "Value in base currency"]
    assert 'columns.amount = "Value in base currency"' in said(imported(tmp_path, rows, header=header))
    alone = [[*row[:6], "EUR", row[7]] for row in rows]
    assert "has them converted" not in said(imported(tmp_path, alone, header=header))


def spread(terms: list[int], *, grows: bool) -> list[list[str]]:
    """Deals with a term each, whose amounts grow with it or not."""
    rows = zip(deals(), terms * 20, strict=True)
    return [[*row[:4], f"{int(row[4]) * (term // 12 if grows else 1)}", row[5], f"{term} months"] for row, term in rows]


def test_amounts_that_grow_with_a_term_beside_them_are_totals(tmp_path: Path) -> None:
    header = [*HEADER, "Contract length"]
    result = imported(tmp_path, spread([12, 24, 36], grows=True), header=header)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400)
    assert "column amount: amounts are totals over the months of column Contract length" in said(result)
    assert imported(tmp_path, spread([12, 24, 36], grows=False), header=header).facts.amounts_are == ("unsaid",)
    larger = [
        [*row[:4], f"{int(row[4]) * (1 + i % 3) ** 0.6:.2f}", *row[5:]]
        for i, row in enumerate(spread([12, 24, 36], grows=False))
    ]
    assert imported(tmp_path, larger, header=header).facts.amounts_are == ("unsaid",)
    seats = imported(tmp_path, spread([12, 24, 36], grows=True), header=[*HEADER, "Seats"])
    assert seats.facts.amounts_are == ("unsaid",)


def test_a_term_in_years_is_of_twelve_months_each(tmp_path: Path) -> None:
    rows = [[*row[:6], row[6].split()[0]] for row in spread([1, 2, 3], grows=False)]
    rows = [[*row[:4], f"{int(row[4]) * int(row[6])}", *row[5:]] for row in rows]
    result = imported(tmp_path, rows, header=[*HEADER, "Laufzeit (Jahre)"])
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400)


@pytest.mark.parametrize("form", ["ca. {}", "~{}", "{}?", "approx {}", "env. {} €", "{} *"])
def test_an_amount_that_is_not_exact_is_one(form: str) -> None:
    assert parse_amount(without_about(form.format("12,500")), mark="point") == 12_500


def test_a_dollar_is_that_of_the_one_dollar_that_is_named(tmp_path: Path) -> None:
    for others, found in (("USD {}", ("USD",)), ("CAD {}", ("CAD",))):
        rows = [[*row[:4], f"{others if i % 4 else '$ {}'}".format(row[4]), row[5]] for i, row in enumerate(deals())]
        result = imported(tmp_path, rows)
        assert (result.facts.currencies, result.facts.contract_value is not None) == (found, True)
    assert without_signs(["$", "USD", "CAD"]) == {"$", "USD", "CAD"}


def test_bids_of_several_kinds_are_told_though_one_kind_has_no_word(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Fixed Bid", "Per Month", "Per Year"] * 20)
    assert 'say columns.basis = "Bid Type"' in said(imported(tmp_path, rows, header=[*HEADER, "Bid Type"]))


def test_a_yearly_column_of_salesforce_is_taken_before_an_amount_of_unsaid_kind(tmp_path: Path) -> None:
    header = ["Id", "CreatedDate", "CloseDate", "StageName", "Amount", "OwnerId", "ARR__c"]
    rows = with_column(deals(prefix="006000000000"), ["777"] * 60)
    result = with_preset(tmp_path, Opportunity=(header, rows))
    assert result.facts.contract_value is not None
    assert (result.facts.contract_value.mean, result.facts.amounts_are) == (777, ("yearly",))


@pytest.mark.parametrize(
    ("preset", "header", "words"),
    [
        (
            "dynamics",
            "(Non modificare) Opportunità|Data creazione|Data chiusura effettiva|Stato|Ricavi effettivi|Proprietario",
            ("Vinta", "Persa", "Aperta"),
        ),
        (
            "pipedrive",
            "Affaire - ID|Affaire - Affaire créée|Affaire - Affaire conclue le|Affaire - Statut|Affaire - Valeur"
            "|Affaire - Propriétaire",
            ("Gagné", "Perdu", "Ouvert"),
        ),
    ],
)
def test_deals_in_more_languages_have_outcomes_closings_and_amounts(
    tmp_path: Path, preset: str, header: str, words: tuple[str, str, str]
) -> None:
    ends = dict(zip(["Closed Won", "Closed Lost", "Negotiation"], words, strict=True))
    result = with_preset(
        tmp_path, preset, deals=(header.split("|"), [[*row[:3], ends[row[3]], *row[4:]] for row in deals()])
    )
    assert decided(result) == (30, 50)
    assert result.facts.cycle is not None
    assert result.facts.contract_value is not None
