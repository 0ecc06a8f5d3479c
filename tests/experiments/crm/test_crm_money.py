"""Amounts of many countries, in one currency, of a year; the dates that a spreadsheet spoiled."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError
from cordiale.experiments.crm.money import PAYMENTS, a_year
from cordiale.experiments.crm.numbers import decimal_mark, parse_amount
from cordiale.experiments.crm.periods import split_period
from cordiale.simulation.scenario.content import ContentError, decode
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    imported,
    said,
    salesforce_deals,
    with_column,
    with_preset,
)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.400,-", "comma", 1400),
        ("1'400.-- CHF", "point", 1400),
        ("12,34,567", "point", 1_234_567),
        ("₹ 1,00,000.50", "point", 100_000.5),
        ("250 k€", "comma", 250_000),
        ("1.2M", "point", 1_200_000),
        ("1,5 Mio. €", "comma", 1_500_000),
        ("3 Tsd. EUR", "comma", 3_000),
        ("2 Mrd", "comma", 2e9),
        ("12 lakh", "point", 1_200_000),
        ("\u22125", "point", -5),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, mark: str, value: float) -> None:
    assert parse_amount(text, mark=mark) == pytest.approx(value)
    assert decimal_mark(["1.234,50"]) == "comma"


@pytest.mark.parametrize(
    ("monthly", "yearly"),
    [
        ("1200/mo", "14400/yr"),
        ("$1200.00 monthly", "$14400 annual"),
        ("1.2k MRR", "14.4k ARR"),
        ("1200 EUR pro Monat", "14400 EUR p.a."),
        ("1 200 € / mois", "14 400 € par an"),
    ],
)
def test_an_amount_is_what_stands_behind_it(tmp_path: Path, monthly: str, yearly: str) -> None:
    rows = [[*row[:4], monthly if i % 4 else yearly, row[5]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows)
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(14_400)
    assert result.facts.contract_value.recorded.count == 30
    assert set(result.facts.amounts_are) == {"monthly", "yearly"}
    assert "column amount: amounts say themselves for how long they are paid" in said(result)


def test_a_column_of_its_own_says_more_than_what_stands_behind_an_amount(tmp_path: Path) -> None:
    rows = [[*row[:4], "1200 monthly", row[5], "quarterly"] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER, "paid"], columns='basis = "paid"')
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(4_800)


@pytest.mark.parametrize("heading", ["amount_in_cents", "Value (cents)", "amount_cents"])
def test_amounts_in_cents_are_a_hundredth(tmp_path: Path, heading: str) -> None:
    rows = [[*row[:4], f"{row[4]}00", row[5]] for row in deals()]
    header = [*HEADER[:4], heading, HEADER[5]]
    usual = imported(tmp_path, deals()).facts
    (tmp_path / "cents").mkdir()
    result = imported(tmp_path / "cents", rows, header=header, columns=f'amount = "{heading}"')
    assert result.facts.contract_value == usual.contract_value
    assert f"column {heading}: amounts are cents, as its heading says" in said(result)


def test_one_win_that_makes_most_of_the_value_is_told(tmp_path: Path) -> None:
    rows = [[*row[:4], "999999999" if i == 20 else row[4], row[5]] for i, row in enumerate(deals())]
    assert "one win (row 22) makes 100% of the value of all" in said(imported(tmp_path, rows))
    assert "one win" not in said(imported(tmp_path, deals()))


def test_currencies_are_not_added(tmp_path: Path) -> None:
    money = [("EUR", "JPY")[i % 4 == 0] for i in range(60)]
    rows = with_column(salesforce_deals(), money)
    result = with_preset(tmp_path, Opportunity=([*SALESFORCE, "CurrencyIsoCode"], rows))
    assert result.facts.contract_value is None
    assert "the wins mix currencies (EUR, JPY)" in said(result)
    converted = [*SALESFORCE[:4], "Amount (converted)", *SALESFORCE[5:], "CurrencyIsoCode"]
    result = with_preset(tmp_path, Opportunity=(converted, rows))
    assert result.facts.contract_value is not None


def test_signs_of_two_currencies_are_not_added(tmp_path: Path) -> None:
    rows = [[*row[:4], f"{'€$'[i % 4 == 0]}{row[4]}", row[5]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows)
    assert result.facts.contract_value is None
    assert "the wins mix currencies" in said(result)


@pytest.mark.parametrize(("basis", "times"), [("", 1), ("yearly", 1), ("monthly", 12), ("one-off", 1), ("total", 0.5)])
def test_an_amount_is_what_the_mapping_says(tmp_path: Path, basis: str, times: float) -> None:
    usual = imported(tmp_path, deals()).facts.contract_value
    columns, first = 'term = "months"' if basis == "total" else "", f'amount = "{basis}"' if basis else ""
    rows = with_column(deals(), ["24"] * 60)
    result = imported(tmp_path, rows, header=[*HEADER, "months"], columns=columns, first=first)
    assert result.facts.contract_value is not None
    assert usual is not None
    assert result.facts.contract_value.mean == pytest.approx(times * usual.mean)
    assert ("taken as what a customer pays a year" in said(result)) == (not basis)


def swapped(text: str) -> str:
    """A date as another country's spreadsheet leaves it: turned where it could be, untouched where not."""
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else f"{day}/{month}/{year}"


def test_dates_that_a_spreadsheet_swapped_by_half_are_refused(tmp_path: Path) -> None:
    rows = [[row[0], swapped(row[1]), *row[2:]] for row in deals()]
    with pytest.raises(DataError, match=r"deals.csv, row 2, column created: all .* swapped day and month"):
        imported(tmp_path, rows)


def test_a_year_may_come_first(tmp_path: Path) -> None:
    rows = [[row[0], row[1][2:].replace("-", "/"), row[2][2:].replace("-", "/"), *row[3:]] for row in deals()]
    assert imported(tmp_path, rows).facts.whole == imported(tmp_path, deals()).facts.whole


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        ("Łukasz Żółć;Wygrane\nMałgorzata Śliwińska;Utracone\n", "cp1250", "Windows-1250"),
        ("Иван Петров;Сделка выиграна\nОльга Смирнова;Проиграна\n", "cp1251", "Windows-1251"),
        ("Jürgen Müller;Größe\nKäthe Groß;Übernahme\n", "mac_roman", "MacRoman"),
        ("Jürgen Müller;Größe\nKäthe Groß;Übernahme\n", "cp1252", "Windows-1252"),
    ],
)
def test_the_usual_code_pages_are_recognised_and_said(text: str, encoding: str, note: str) -> None:
    read, (said_so,) = decode((text * 20).encode(encoding))
    assert read == text * 20
    assert note in said_so


def test_a_mapping_may_say_the_encoding(tmp_path: Path) -> None:
    data = "name;größe\n1;2\n".encode("cp850")
    text, notes = decode(data, encoding="cp850")
    assert (text, notes) == ("name;größe\n1;2\n", ("read as cp850, as the mapping says",))
    with pytest.raises(ContentError, match=r"is not utf-8, which the mapping says it is"):
        decode(data, encoding="utf-8")
    with pytest.raises(DataError, match=r"mapping.toml: opportunity.encoding = 'cp99999' is no encoding"):
        imported(tmp_path, deals(), first='encoding = "cp99999"')


def test_utf_16_is_read_without_its_mark() -> None:
    assert decode("a,b\n1,é\n".encode("utf-16-le")) == ("a,b\n1,é\n", ("read as UTF-16",))
    assert decode("a,b\n1,é\n".encode("utf-16-be")) == ("a,b\n1,é\n", ("read as UTF-16",))


@pytest.mark.parametrize(("basis", "months"), [("monthly", 1), ("quarterly", 3), ("half-yearly", 6), ("yearly", 12)])
def test_a_year_s_amount_is_of_as_many_payments_as_there_are_in_twelve_months(basis: str, months: int) -> None:
    assert a_year(50.0, basis, None) == 50.0 * 12 / months
    assert a_year(50.0, "total", float(months)) == 50.0 * 12 / months
    assert set(PAYMENTS) < {"monthly", "quarterly", "half-yearly", "yearly"}


@pytest.mark.parametrize(
    ("words", "basis"),
    [("m", "monthly"), ("y", "yearly"), ("a", "yearly"), ("q", "quarterly"), ("mo", "monthly"), ("yr", "yearly")],
)
def test_letters_behind_a_stroke_or_per_say_for_how_long_an_amount_is_paid(words: str, basis: str) -> None:
    assert {split_period(text) for text in (f"1,200/{words}", f"1,200 / {words}", f"1,200 per {words}")} == {
        ("1,200", basis)
    }
