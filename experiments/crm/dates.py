"""Dates as exports write them: ISO, weeks too, day or month first, with month names, epoch counts, spreadsheet serials.

Everything becomes a `datetime` without zone, in UTC where a zone was given; a date alone is midnight.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from .months import month_of
from .refusals import UnreadableError, shown
from .spelling import unaccented
from .times_of_day import clock_of

FIRST_YEAR, LAST_YEAR = 1980, 2100
_CENTURY_TURNS = 70  # two-digit years from here on belong to the last century
_SERIAL_START = datetime(1899, 12, 30)
_EPOCH = datetime(1970, 1, 1)
_DAY = timedelta(days=1)

_ISO = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})")
_WEEK = re.compile(r"(?P<y>\d{4})[- ]?[Ww](?P<w>\d{1,2})(?:-?(?P<wd>[1-7]))?")
_WEEK_FIRST = re.compile(r"(?:KW|CW|W|S)\.?\s?(?P<w>\d{1,2})\s?[-/. ]\s?(?P<y>\d{4})", re.IGNORECASE)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2(?P<y>\d{4}|\d{2})")
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er)?[\s./-]*(?:de\s+)?(?P<m>[A-Za-z]{3,10})[\s.,/-]*(?:de\s+)?(?P<y>\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(r"(?P<m>[A-Za-z]{3,10})[\s./-]*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lu|ma|me|je|ve|ju|vi|se|te|qu|gi)[a-z-]{0,11}\.?,?\s+(?=[\da-z])",
    re.IGNORECASE,
)  # before a date, in languages of Western Europe
# Year, month and day as Chinese, Japanese and Korean dates mark them.
_MARKS = str.maketrans({"年": "-", "月": "-", "日": "", "년": "-", "월": "-", "일": ""})
_PARTS = re.compile(r"(?P<day>.+?)(?:(?:T|,?\s+)(?P<clock>\d{1,2}:\d\d.*))?")
_LONGEST = 100  # letters of a date
_NONE = re.compile(r"(0000-00-00|0001-01-01|1753-01-01|1899-12-3[01]|1900-01-0[01]|1970-01-01|9999-12-31)([T ].*)?")
_FORMS = (
    ("ISO", _ISO),
    ("ISO", _COMPACT),
    ("numeric", _NUMERIC),
    ("week", _WEEK),
    ("week", _WEEK_FIRST),
    ("month name", _DAY_MONTH),
    ("month name", _MONTH_DAY),
    ("epoch milliseconds", re.compile(r"\d{12,13}")),
    ("epoch seconds", re.compile(r"\d{9,10}")),
    ("spreadsheet serial", re.compile(r"\d{5}([.,]\d+)?")),
)


class Form(NamedTuple):
    """A date's form by name, the match of its date part, and its clock part (or an empty text)."""

    name: str
    match: re.Match[str]
    clock: str


@lru_cache(maxsize=65_536)
def form_of(text: str) -> Form | None:
    """Which form a text has, or nothing where it is no date at all.

    >>> form_of("26-02-2018 19:58").name
    'numeric'
    """
    plain = unaccented(text.strip()[: _LONGEST + 1].translate(_MARKS))
    parts = _PARTS.fullmatch(plain) if len(plain) <= _LONGEST else None
    if parts is None or not plain.isascii():
        return None
    days = dict.fromkeys((parts["day"], _WEEKDAY.sub("", parts["day"])))
    matches = ((name, pattern.fullmatch(day)) for day in days for name, pattern in _FORMS)
    return next((Form(name, match, parts["clock"] or "") for name, match in matches if match), None)


def form_name(text: str) -> str | None:
    """The name of the form that a text has; the usual one is told at a glance.

    >>> form_name("2018-02-26T19:58:00Z")
    'ISO'
    """
    if _is_plainly_iso(text):
        return "ISO"
    form = form_of(text)
    return form.name if form else None


def _is_plainly_iso(text: str) -> bool:
    digits = text[:4] + text[5:7] + text[8:10]
    return text[4:5] == "-" == text[7:8] and digits.isdecimal() and text[10:11] in ("", "T", " ") and text.isascii()


def is_none(text: str) -> bool:
    """Whether a date is one of those that databases put where there is none; all lie outside the years allowed.

    >>> [is_none(one) for one in ("0000-00-00 00:00:00", "1900-01-01", "2018-01-01")]
    [True, True, False]
    """
    return _NONE.fullmatch(text) is not None


def plain_date(text: str) -> datetime | None:
    """The moment of a date as ISO has it, in UTC without zone; nothing for any other."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None and moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0, tzinfo=None) if moment.tzinfo or moment.microsecond else moment


def parse_date(text: str, *, order: str) -> datetime:
    """The moment that a text names; `order` settles which of two numbers is the day.

    Raises `UnreadableError` where it names none, or one outside `FIRST_YEAR` to `LAST_YEAR`.

    >>> parse_date("05-03-2018 14:30", order="day-first")
    datetime.datetime(2018, 3, 5, 14, 30)
    >>> parse_date("1520260200000", order="iso")
    datetime.datetime(2018, 3, 5, 14, 30)
    """
    plain = plain_date(text) if _is_plainly_iso(text) else None
    if plain is not None and FIRST_YEAR <= plain.year <= LAST_YEAR:
        return plain
    form = form_of(text)
    if form is None or (form.name == "numeric" and order == "iso"):
        raise UnreadableError(f"{shown(text)} is not a date; {_allowed(order)}")
    try:
        moment = _counted(form) or _calendar(form, order)
    except (ValueError, OverflowError) as error:
        raise UnreadableError(f"{shown(text)} is not a date; {_allowed(order)}") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UnreadableError(f"{shown(text)} is the year {moment.year}; allowed: {FIRST_YEAR} to {LAST_YEAR}")
    return moment


def _allowed(order: str) -> str:
    orders = {"day-first": "day first (dd-mm-yyyy), ", "month-first": "month first (mm-dd-yyyy), "}
    numeric = (orders | {"year-first": "year first (yy-mm-dd), "}).get(order, "")
    return f"allowed: {numeric}ISO (yyyy-mm-dd), with a month name (5 Mar 2018), epoch milliseconds"


def _counted(form: Form) -> datetime | None:
    """Dates that are a count since some day."""
    if form.name == "epoch milliseconds":
        return _EPOCH + timedelta(milliseconds=int(form.match[0]))
    if form.name == "epoch seconds":
        return _EPOCH + timedelta(seconds=int(form.match[0]))
    if form.name == "spreadsheet serial":
        return _SERIAL_START + timedelta(minutes=round(float(form.match[0].replace(",", ".")) * 24 * 60))
    return None


def _calendar(form: Form, order: str) -> datetime:
    parts = form.match.groupdict()
    if form.name == "week":
        return datetime.fromisocalendar(int(parts["y"]), int(parts["w"]), int(parts.get("wd") or 1))
    if form.name == "numeric":
        orders = {"day-first": ("y", "b", "a"), "month-first": ("y", "a", "b"), "year-first": ("a", "b", "y")}
        year, month, day = (parts[name] for name in orders[order])
    else:
        year, month, day = parts["y"], parts["m"], parts["d"]
    clock, shift = clock_of(form.clock)
    return datetime.combine(date(_year(year), month_of(month), int(day)), clock) - shift


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)
