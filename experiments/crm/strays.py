"""Dates that tell nothing: far from all others, or closings of the one day on which a bulk change closed most deals.

One deal of twenty years ago, and a company's volume is spread over twenty years; one closing in ten years' time, and
no deal is older than any cycle.
"""

import numpy as np

from .arrays import DAY, NO_DATE, known
from .relations import Tables
from .repairs import Repairs
from .rows import Rows

FAR = "date far from all others, left out: a record of another time, or a year mistyped"
ONE_DAY = "closing on the one day that most share, left out: a bulk change"
OTHER_DAYS = 10
FEW = 0.02  # share of a field's dates, of which one is few at any rate
FEWEST_OTHERS = 20
YEAR = 365 * DAY
LONGEST_CYCLE = 3 * YEAR  # of a deal that alone closes long after all others
OF_SPAN = 0.25  # of the time in which all others lie


def without_strays(tables: Tables, repairs: Repairs) -> Tables:
    """The tables, in which dates far from all others count as unknown. *Writes* the repairs."""
    leads, deals = tables.leads, tables.opportunities
    for name in ("created", "won_date", "first_contact_date"):
        leads = _without(leads, name, np.ones(len(leads), bool), repairs)
    ended = ~tables.ended.open  # of others the closing is only expected
    for name, rows in (("created", np.ones(len(deals), bool)), ("close", ended)):
        deals = _without(deals, name, rows, repairs)
    deals = _left_out(deals, "close", _of_one_day(deals["close"], ended), ONE_DAY, repairs)
    return Tables(leads, deals, tables.touches, tables.reps)


def _without(rows: Rows, name: str, which: np.ndarray, repairs: Repairs) -> Rows:
    places = np.flatnonzero(which & known(rows[name]))
    gap = YEAR if name == "created" else LONGEST_CYCLE
    return _left_out(rows, name, places[are_strays(rows[name][places], gap=gap)], FAR, repairs)


def _left_out(rows: Rows, name: str, places: np.ndarray, why: str, repairs: Repairs) -> Rows:
    for place in places.tolist():
        repairs.repair(rows.origin(place), why, field=name, value=f"{rows[name][place].item():%Y-%m-%d}")
    days = rows[name].copy()
    days[places] = NO_DATE
    return rows.having(**{name: days}) if len(places) else rows


def _of_one_day(days: np.ndarray, which: np.ndarray) -> np.ndarray:
    """The places of the days that most share, where others are spread over many days."""
    places = np.flatnonzero(which & known(days))
    found, counts = np.unique(days[places].astype("datetime64[D]"), return_counts=True)
    if len(found) <= OTHER_DAYS or 2 * counts.max() <= len(places):
        return np.zeros(0, np.int64)
    return places[days[places].astype("datetime64[D]") == found[counts.argmax()]]


def are_strays(days: np.ndarray, *, gap: np.timedelta64) -> np.ndarray:
    """Of each day, whether it is one of few before the first or behind the last long time without any.

    Long is more than a `gap`, and more than a quarter of the time in which all others lie.

    >>> days = np.array(["2004-03-01", *np.arange("2023-01", "2025-01", dtype="M8[M]").astype("M8[D]")], "M8[us]")
    >>> int(are_strays(days, gap=YEAR).sum()), bool(are_strays(days, gap=YEAR)[0])
    (1, True)
    """
    few = max(1, int(FEW * len(days)))
    if len(days) < FEWEST_OTHERS + 2 * few:
        return np.zeros(len(days), bool)
    ordered = np.sort(days)
    inside = ordered[few : len(days) - few]
    long = np.diff(ordered) > max(gap, (inside[-1] - inside[0]) * OF_SPAN)
    before, behind = np.flatnonzero(long[:few]), np.flatnonzero(long[-few:])
    first = ordered[before[-1] + 1] if len(before) else ordered[0]
    last = ordered[len(days) - few - 1 + behind[0]] if len(behind) else ordered[-1]
    return (days < first) | (days > last)
