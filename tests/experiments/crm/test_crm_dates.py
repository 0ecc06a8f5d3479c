"""Dates are read in every form that exports use, and never guessed."""

from datetime import datetime
from pathlib import Path

import pytest

from cordiale.experiments.crm.arrays import array_of, elapsed_days
from cordiale.experiments.crm.date_order import DateCell, date_order_of, usual_form
from cordiale.experiments.crm.dates import form_of, parse_date
from cordiale.experiments.crm.refusals import DataError, UnreadableError
from tests.support.crm_meaning import deals, imported, said

FIFTH_OF_MARCH = datetime(2018, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2018-03-05",
            "2018/3/5",
            "2018.03.05",
            "20180305",
            "2018-03-05T00:00:00Z",
            "2018-03-05 00:00:00.000",
        ),
        *("05-03-2018", "5/3/2018", "05.03.2018", "5/3/18", "05-03-2018 00:00", "5/3/2018, 12:00 AM"),
        *("5. März 2018", "5 mars 2018", "5 mar. 2018", "5 de marzo de 2018", "5 de março de 2018", "5 mrt 2018"),
        *("2018年3月5日", "2018년3월5일"),
        *("5th March 2018", "March 5th, 2018", "05-mär-18"),
        *("5 Mar 2018", "05-Mar-2018", "5-mar-18", "March 5, 2018", "Mar 5 2018", "5 March 2018"),
        *(
            "1520208000000",
            "1520208000",
            "43164",
            "43164.0",
            "2018-03-05T02:00:00+02:00",
            "2018-03-04T19:00:00-0500",
        ),
        *("05-03-2018 01:00 CET", "05.03.2018 02:00:00 MESZ", "2018-03-04 16:00:00 PST", "5/3/2018 1:00 AM UTC+1"),
        "Mon Mar 05 2018 01:00:00 GMT+0100 (Central European Standard Time)",
    ],
)
def test_every_form_names_the_same_day(text: str) -> None:
    assert parse_date(text, order="day-first") == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("1er juin 2018", 6), ("1 juil. 2018", 7), ("1 août 2018", 8), ("1. Dez. 2018", 12), ("1 déc. 2018", 12)),
        *(("1 de septiembre de 2018", 9), ("1 ene 2018", 1), ("1 de out. de 2018", 10), ("1. Mai 2018", 5)),
    ],
)
def test_months_are_known_in_the_languages_of_the_presets(text: str, month: int) -> None:
    assert parse_date(text, order="day-first") == datetime(2018, month, 1)


def test_times_and_halves_of_the_day_are_kept() -> None:
    assert parse_date("05-03-2018 14:30", order="day-first") == datetime(2018, 3, 5, 14, 30)
    assert parse_date("3/5/2018 2:30 PM", order="month-first") == datetime(2018, 3, 5, 14, 30)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "31-31-2018",
            "00-01-2018",
            "29-02-2018",
            "2018-13-01",
            "2018-02-30",
            "yesterday",
            "May-20",
            "12",
            "1e9",
        ),
        *(
            "05-03-2018 25:00",
            "05-03-2018 10:61",
            "05-03-2018T",
            "05-03-2018 10:00 XYZ",
            "5 Foo 2018",
            "-",
            "05-03/2018",
            "٠٥-٠٣-٢٠١٨",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"is not a date; allowed: day first \(dd-mm-yyyy\), ISO"):
        parse_date(text, order="day-first")


@pytest.mark.parametrize("none", ["0000-00-00", "1900-01-01 00:00:00.000", "9999-12-31", "1970-01-01T00:00:00Z"])
def test_what_databases_put_for_no_date_is_none(tmp_path: Path, none: str) -> None:
    rows = [[*row[:2], row[2] or none, *row[3:]] for row in deals()]
    usual, result = imported(tmp_path, deals()).facts, imported(tmp_path, rows)
    assert result.facts == usual
    assert "10 date that a database puts for none read as blank" in said(result)


@pytest.mark.parametrize("text", ["0218-03-05", "2918-03-05", "9999999999999", "1979-12-31"])
def test_impossible_years_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="allowed: 1980 to 2100"):
        parse_date(text, order="iso")


def test_iso_columns_refuse_numeric_dates() -> None:
    with pytest.raises(UnreadableError, match="is not a date"):
        parse_date("05-03-2018", order="iso")


def cells(*texts: str) -> list[DateCell]:
    return [DateCell(row, text) for row, text in enumerate(texts, start=2)]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("01-02-2018", "13-02-2018"), "day-first"),
        (("01/02/2018", "02/13/2018"), "month-first"),
        (("01.02.2018", "03.04.2018"), "day-first"),
        (("2018-02-01", "1517443200000"), "iso"),
        ((), "iso"),
    ],
)
def test_a_column_tells_which_number_is_the_day(texts: tuple[str, ...], order: str) -> None:
    assert date_order_of(cells(*texts), file="a.csv", column="won") == order


def test_a_column_that_does_not_tell_is_refused() -> None:
    with pytest.raises(DataError) as refused:
        date_order_of(cells("2018-01-01", "01-02-2018", "03-04-2018"), file="a.csv", column="won")
    assert str(refused.value) == (
        "a.csv, row 3, column won: '01-02-2018' may be day first or month first, "
        'and no row of the column tells; set dates = "day-first" or "month-first" in the mapping'
    )


def test_a_column_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(DataError, match=r"a.csv, row 3, column won: '01-31-2018' is month first, but row 2"):
        date_order_of(cells("31-01-2018", "01-31-2018"), file="a.csv", column="won")


def test_the_usual_form_is_that_of_most_cells() -> None:
    assert usual_form({"2018-01-01": 2, "05-03-2018": 1, "06-03-2018": 2, "rubbish": 9}) == "numeric"
    assert usual_form({"2018-01-01": 3, "05-03-2018": 1, "06-03-2018": 1}) == "ISO"
    assert usual_form({"rubbish": 1}) is None
    assert form_of("rubbish") is None


def test_a_closing_without_a_time_on_the_day_of_creation_took_no_negative_time() -> None:
    created = array_of("date", [datetime(2018, 3, 5, 14), datetime(2018, 3, 5), datetime(2018, 3, 5)])
    closed = array_of("date", [datetime(2018, 3, 5), datetime(2018, 3, 5, 12), datetime(2018, 3, 4)])
    assert elapsed_days(created, closed).tolist() == [0.0, 0.5, -1.0]


def test_the_twelfth_of_a_month_is_no_evidence_for_the_day_first() -> None:
    with pytest.raises(DataError, match="may be day first or month first"):
        date_order_of([DateCell(2, "12-05-2018"), DateCell(3, "05-12-2018")], file="a.csv", column="created")
    assert (
        date_order_of([DateCell(2, "12-05-2018"), DateCell(3, "05-13-2018")], file="a.csv", column="b") == "month-first"
    )
