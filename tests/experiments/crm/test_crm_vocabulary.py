"""Dates, amounts and flags as people of seven languages and their programs write them, each with its one meaning."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from cordiale.experiments.crm.dates import is_none, parse_date
from cordiale.experiments.crm.months import month_of
from cordiale.experiments.crm.numbers import parse_amount
from cordiale.experiments.crm.periods import split_period
from cordiale.experiments.crm.spelling import unaccented
from cordiale.experiments.crm.times_of_day import clock_of
from cordiale.experiments.crm.values import (
    NOTHING,
    is_mangled_range,
    nothing,
    read_basis,
    read_flag,
)

MONTHS = """\
January February March April May June July August September October November December
Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
Januar Februar März April Mai Juni Juli August September Oktober November Dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil août sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
"""


@pytest.mark.parametrize("language", MONTHS.splitlines())
def test_the_twelve_months_of_each_language_are_the_first_to_the_twelfth(language: str) -> None:
    names = language.split()
    assert [month_of(unaccented(name)) for name in names] == [*range(1, 13)]
    assert [month_of(f"{number:02}") for number in range(1, 13)] == [*range(1, 13)]
    dated = [parse_date(f"7 {name} 2023", order="iso") for name in names]
    assert dated == [datetime(2023, number, 7) for number in range(1, 13)]


ZONES = {  # hours ahead of UTC
    0.0: "Z UTC GMT WET", 1.0: "WEST BST CET MEZ", 2.0: "CEST MESZ EET SAST", 3.0: "EEST MSK", 5.5: "IST",
    8.0: "SGT HKT AWST", 9.0: "JST KST", 10.0: "AEST", 11.0: "AEDT", 12.0: "NZST", 13.0: "NZDT", -3.0: "BRT ART",
    -4.0: "EDT", -5.0: "EST CDT", -6.0: "CST MDT", -7.0: "MST PDT", -8.0: "PST",
}  # fmt: skip


@pytest.mark.parametrize(("zone", "hours"), [(zone, ahead) for ahead, names in ZONES.items() for zone in names.split()])
def test_a_zone_is_as_many_hours_ahead_of_utc_as_it_is_and_a_number_behind_it_adds_to_it(
    zone: str, hours: float
) -> None:
    assert clock_of(f"14:30 {zone}") == (time(14, 30), timedelta(hours=hours))
    noon = datetime(2023, 5, 9, 12)
    assert parse_date(f"09.05.2023 12:00 {zone}", order="day-first") == noon - timedelta(hours=hours)


@pytest.mark.parametrize(("shift", "hours"), [
    ("+02:00", 2.0), ("-05:00", -5.0), ("+0530", 5.5), ("-0330", -3.5), ("+1", 1.0), ("GMT-03:00", -3.0),
    ("UTC+05:45", 5.75), ("GMT+0100 (Central European Standard Time)", 1.0),
])  # fmt: skip
def test_what_stands_behind_a_time_with_a_plus_is_ahead_of_utc_and_with_a_minus_behind_it(
    shift: str, hours: float
) -> None:
    assert clock_of(f"08:15:40 {shift}") == (time(8, 15, 40), timedelta(hours=hours))


@pytest.mark.parametrize(("text", "hour"), [
    ("12:05 AM", 0), ("1:05 am", 1), ("11:05 a.m.", 11), ("12:05 PM", 12), ("1:05 p.m.", 13), ("11:05pm", 23),
    ("0:05", 0), ("12:05", 12), ("23:05", 23),
])  # fmt: skip
def test_twelve_in_the_morning_is_midnight_and_twelve_in_the_afternoon_is_noon(text: str, hour: int) -> None:
    assert clock_of(text) == (time(hour, 5), timedelta())


YES = "true 1 -1 yes Y t x won checked ✓ ✔ ☑ ✅ ja J wahr oui o vrai sí si s verdadero sim verdadeiro vero"


NO = "false 0 no N f lost unchecked ✗ ✘ ☐ ❌ nein falsch non faux falso não nao"


@pytest.mark.parametrize("word", f"{YES} {NO}".split())
def test_a_word_for_yes_is_true_and_a_word_for_no_is_false(word: str) -> None:
    assert read_flag(word).value is (word in YES.split())
    assert read_flag(word.upper()).value is (word in YES.split())


PAID = {
    "yearly": "yearly|annual|Annually|per year|year|yr|annum|p.a.|ARR|ACV|jährlich|Jahr|annuel|an|anual|año|ano|annuale"
    "|anno|jaarlijks|jaar",
    "half-yearly": "half-yearly|semi-annually|per six months|halbjährlich|semestriel|semestral",
    "quarterly": "quarterly|per quarter|quarter|qtr|vierteljährlich|Quartal|trimestriel|trimestral|trimestrale",
    "monthly": "monthly|per month|month|mo|mth|p.m.|MRR|monatlich|Monat|mtl|mensuel|mois|mensual|mes|mensal|mês|mensile"
    "|mese|maandelijks|maand",
    "one-off": "one-off|one-time|once|non-recurring|einmalig|unique|única|único|eenmalig",
    "total": "total|whole term|TCV|gesamt",
}


@pytest.mark.parametrize("basis", PAID)
def test_a_word_for_how_long_is_paid_means_that_in_a_column_and_behind_an_amount(basis: str) -> None:
    words = PAID[basis].split("|")
    assert {word: read_basis(word).value for word in words} == dict.fromkeys(words, basis)
    single = [word for word in words if " " not in word]
    assert {word: split_period(f"1,200 EUR {word}")[1] for word in single} == dict.fromkeys(single, basis)


@pytest.mark.parametrize(("text", "amount", "basis"), [
    ("900/m", "900", "monthly"), ("900 / y", "900", "yearly"), ("900 per q", "900", "quarterly"),
    ("900 p.a.", "900", "yearly"), ("900 pro Monat", "900", "monthly"), ("900 par an", "900", "yearly"),
    ("900 al mes", "900", "monthly"), ("9 m", "9 m", None), ("1.2M", "1.2M", None), ("900 EUR", "900 EUR", None),
])  # fmt: skip
def test_a_letter_says_how_long_is_paid_only_behind_a_stroke_or_per(text: str, amount: str, basis: str | None) -> None:
    assert split_period(text) == (amount, basis)


@pytest.mark.parametrize(("text", "amount"), [
    ("3k", 3e3), ("3 Tsd.", 3e3), ("3 thousand", 3e3), ("3 Tausend", 3e3), ("3M", 3e6), ("3 Mio. €", 3e6),
    ("3 mln", 3e6), ("3 million", 3e6), ("3bn", 3e9), ("3 Mrd. €", 3e9), ("3 billion", 3e9), ("3 lakh", 3e5),
    ("3 lac", 3e5), ("3 crore", 3e7), ("3 Cr", 3e7), ("3.5k", 3.5e3), ("(3k)", -3e3), ("3,-", 3.0),
    ("-3", -3.0), ("3-", -3.0),
])  # fmt: skip
def test_a_word_behind_an_amount_makes_it_as_many_times_larger_as_it_says(text: str, amount: float) -> None:
    assert parse_amount(text, mark="point") == pytest.approx(amount)


def test_dates_that_databases_put_for_none_are_none_and_true_dates_are_not() -> None:
    none = ["0000-00-00", "0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01",
            "1970-01-01", "9999-12-31"]  # fmt: skip
    assert [
        one for one in none if not (is_none(one) and is_none(f"{one} 00:00:00") and is_none(f"{one}T00:00:00Z"))
    ] == []
    assert [
        one for one in ("1900-01-02", "1970-01-02", "2000-01-01", "9999-12-30", "1970-01-011") if is_none(one)
    ] == []


def test_blanks_say_nothing_whatever_they_are_called_and_numbers_and_words_do() -> None:
    assert {"", "-", "--", "n/a", "na", "null", "none", "(blank)", "(none)", "[not provided]"} == NOTHING
    errors = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ERROR!", "####"]
    assert {nothing(one, frozenset()) for one in errors} == {(None, "spreadsheet error read as blank")}
    assert [nothing(one, frozenset()) for one in ("0", "no", "1", "#1", "Nadia")] == [None] * 5


@pytest.mark.parametrize("month", MONTHS.splitlines()[1].split())
def test_a_range_that_a_spreadsheet_took_for_a_date_is_known_in_every_month(month: str) -> None:
    assert is_mangled_range(f"{month}-20")
    assert is_mangled_range(f"5-{month.lower()}")
    assert not is_mangled_range(f"{month} 20")
