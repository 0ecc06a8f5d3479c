"""Amounts, flags, ids and blanks are read as people meant them."""

import pytest

from cordiale.experiments.crm.numbers import currencies, decimal_mark, parse_amount
from cordiale.experiments.crm.refusals import UnreadableError
from cordiale.experiments.crm.values import (
    nothing,
    read_flag,
    read_id,
    read_salesforce_id,
    read_side,
    read_source,
    read_stage,
)


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("1234.5", "point", 1234.5),
        ("1,234.50", "point", 1234.5),
        ("1.234,50", "comma", 1234.5),
        ("1.234,50", "point", 1234.5),
        ("1234,5", "comma", 1234.5),
        ("1,234", "point", 1234),
        ("1.234", "comma", 1234),
        ("1.234", "point", 1234),
        ("1,234", "comma", 1.234),
        ("0.125", "point", 0.125),
        ("1.234.567", "point", 1234567),
        ("1 234 567,8", "comma", 1234567.8),
        ("1'234.50", "point", 1234.5),
        ("$1,234.50", "point", 1234.5),
        ("R$ 1.234,50", "comma", 1234.5),
        ("EUR 12", "point", 12),
        ("12 €", "point", 12),
        ("(1,234)", "point", -1234),
        ("-5", "point", -5),
        ("5-", "point", -5),
        ("1e3", "point", 1000),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, mark: str, amount: float) -> None:
    assert parse_amount(text, mark=mark) == pytest.approx(amount)


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999"])
def test_amounts_are_finite(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"not a (finite )?number"):
        parse_amount(text, mark="point")


@pytest.mark.parametrize("text", ["abc", "12a", "1,2,3", "--", "()", "1.2.3", "May-20", "12:30", "twelve"])
def test_what_is_no_number_is_no_amount(text: str) -> None:
    with pytest.raises(UnreadableError):
        parse_amount(text, mark="point")


def test_clear_cells_settle_the_decimal_mark_of_their_column() -> None:
    assert decimal_mark(["1.234", "12,5"]) == "comma"
    assert decimal_mark(["1,234", "12.5"]) == "point"
    assert decimal_mark(["1,234"]) == "point"
    assert decimal_mark([]) == "point"


def test_mixed_currencies_are_noticed() -> None:
    assert currencies(["$5", "€7", "12", "", "nan"]) == ("$", "€")


@pytest.mark.parametrize("text", ["", "-", "N/A", "null", "None", "(blank)"])
def test_blanks_say_nothing_and_need_no_repair(text: str) -> None:
    assert nothing(text, frozenset()) == (None, None)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "########"])
def test_spreadsheet_errors_say_nothing(text: str) -> None:
    assert nothing(text, frozenset()) == (None, "spreadsheet error read as blank")


def test_flags_are_true_or_false_or_refused() -> None:
    assert read_flag("TRUE").value is read_flag("-1").value is True
    assert read_flag("0").value is False
    with pytest.raises(UnreadableError, match="'maybe' is neither true nor false; allowed"):
        read_flag("maybe")


def test_ids_keep_their_case_and_the_first_of_several_counts() -> None:
    assert read_id("aB1") == ("aB1", None)
    assert read_id("1; 2") == ("1", "first of several ids taken")
    assert read_id("1.2E+17") == (None, "id rounded by a spreadsheet")


def test_both_lengths_of_a_salesforce_id_are_one_id() -> None:
    assert read_salesforce_id("00Q5g00000ABCdeEAF").value == read_salesforce_id("00Q5g00000ABCde").value


def test_sources_stages_and_sides_have_one_spelling() -> None:
    assert read_source(" Organic  Search ").value == read_source("organic_search").value == "organic_search"
    assert read_source("Mídia Paga").value == "mídia_paga"
    won = ("Closed Won", "Deal won", "Opportunity - Won", "Auftrag gewonnen", "100% - Closed Won", "Affaire gagnée")
    lost = ("Deal lost", "Closed Lost 0%", "Negocio perdido", "Verkaufschance verloren")
    assert {read_stage(one).value for one in won} == {"won"}
    assert {read_stage(one).value for one in lost} == {"lost"}
    assert read_stage("Deal wonderful").value == "deal wonderful"
    assert read_stage("Negotiation").value == "negotiation"
    for side in ("marketing", "sales"):
        assert {read_side(text).value for text in (side, side.upper(), side[0], side[0].upper())} == {side}
    with pytest.raises(UnreadableError, match="allowed: marketing"):
        read_side("finance")
