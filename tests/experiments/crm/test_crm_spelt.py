"""Every name of a month, every word of scale, every time of day that exports spell is read as what it means."""

from datetime import datetime, timedelta

import pytest

from cordiale.experiments.crm import numbers
from cordiale.experiments.crm.dates import parse_date
from cordiale.experiments.crm.months import month_of
from cordiale.experiments.crm.numbers import currencies, parse_amount
from cordiale.experiments.crm.spelling import unaccented

MONTHS = {
    "English": "January February March April May June July August September October November December",
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november december",
}
SHORT = {
    "English": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "German": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "French": "janv févr mars avr mai juin juil août sept oct nov déc",
    "Spanish": "ene feb mar abr may jun jul ago sept oct nov dic",
    "Portuguese": "jan fev mar abr mai jun jul ago set out nov dez",
    "Italian": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Dutch": "jan feb mrt apr mei jun jul aug sep okt nov dec",
}  # fmt: skip
SIGNS = "€ £ $ ¥ ₹ ₽ ₩ ₺ ₴ US$ R$ CHF PLN kr zł Kč Ft Fr"
SCALES = {
    1e3: "K k Tsd Tsd. T mil thousand Tausend",
    1e5: "lakh lakhs lac",
    1e6: "M m MM Mio Mio. Mln mill million millions Millionen",
    1e7: "cr Cr crore crores",
    1e9: "B bn Mrd Mrd. Md milliard billion",
}


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_is_known_by_its_name_and_its_short_one(language: str) -> None:
    for names in (MONTHS[language].split(), SHORT[language].split()):
        assert [month_of(unaccented(name)) for name in names] == [*range(1, 13)]
        read = [parse_date(f"7 {name} 2019", order="day-first") for name in names]
        assert read == [datetime(2019, month, 7) for month in range(1, 13)]


def test_every_word_of_scale_multiplies_by_what_it_means_and_none_is_left_out_here() -> None:
    for times, words in SCALES.items():
        for word in words.split():
            assert parse_amount(f"2 {word}", mark="point") == 2 * times, word
            assert parse_amount(f"1,5 {word} €", mark="comma") == 1.5 * times, word
    spelt = {word.lower().rstrip(".") for words in SCALES.values() for word in words.split()}
    assert spelt == set(numbers._SCALES)


@pytest.mark.parametrize("sign", SIGNS.split())
def test_a_sign_or_code_of_a_currency_is_told_and_changes_no_amount(sign: str) -> None:
    for text in (f"{sign} 1234", f"1234 {sign}"):
        assert parse_amount(text, mark="point") == 1234
        assert currencies([text]) == (sign,)


@pytest.mark.parametrize("hour", range(24))
def test_an_hour_by_halves_of_the_day_is_the_one_of_the_day_and_a_zone_is_taken_off(hour: int) -> None:
    half, said = ("AM", "PM")[hour >= 12], hour % 12 or 12
    wanted = datetime(2018, 3, 5, hour, 30)
    assert parse_date(f"5/3/2018 {said}:30 {half}", order="day-first") == wanted
    assert parse_date(f"2018-03-05 {hour:02}:30:00+02:00", order="iso") == wanted - timedelta(hours=2)
    assert parse_date(f"5 Mar 2018 {hour}:30 -0530", order="day-first") == wanted + timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(("text", "year"), [("5/3/69", 2069), ("5/3/80", 1980), ("5/3/99", 1999), ("5/3/00", 2000)])
def test_a_year_of_two_digits_is_of_the_century_that_it_is_near_to(text: str, year: int) -> None:
    assert parse_date(text, order="day-first") == datetime(year, 3, 5)


def test_counts_since_a_day_are_of_seconds_milliseconds_and_days() -> None:
    moment = datetime(2018, 3, 5, 14, 30)
    seconds = round((moment - datetime(1970, 1, 1)).total_seconds())
    days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    for text in (str(seconds), str(1000 * seconds), f"{days:.6f}", f"{days:.6f}".replace(".", ",")):
        assert parse_date(text, order="iso") == moment
