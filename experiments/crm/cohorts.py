"""Which cohorts tell the truth about conversion: those whose wins an export could record from first to last.

An export whose closings begin later than its leads has lost the early wins of its first cohorts (left
truncation), and its last cohorts have not had the time to close (right censoring). Both make conversion look
too low.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from .arrays import how_many, known
from .cases import MINIMUM_CASES, Cases
from .estimates import quantile

FOLLOW_UP = 0.9  # share of cycles that must fit between the last cohort and the last closing
RECORDED = 0.8  # share of wins whose closing must be dated before cohorts are cut by closings
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days from the first to the last, both included."""

    start: date
    end: date

    @property
    def weeks(self) -> float:
        """How long it is, in weeks.

        >>> Period(date(2018, 1, 1), date(2018, 1, 14)).weeks
        2.0
        """
        return ((self.end - self.start).days + 1) / 7

    def created_in(self, cases: Cases) -> Cases:
        """The cases that were created in it."""
        first, after = np.datetime64(self.start), np.datetime64(self.end + _DAY)
        return cases.at((cases.created >= first) & (cases.created < after))


def observed_period(cases: Cases) -> Period | None:
    """From the first to the last creation, or closing where none is dated; nothing where nothing is."""
    created = known(cases.created)
    dates = cases.created[created] if created.any() else cases.ended[known(cases.ended)]
    return Period(day_of(dates.min()), day_of(dates.max())) if len(dates) else None


def uncensored_period(cases: Cases) -> Period | None:
    """The cohorts that are neither truncated nor censored; nothing where too few cases are in them.

    They start with the first full month in which closings were recorded from its first day. They end with the
    last creation or, where fewer than nine in ten cycles fit between that and the last closing, with the last
    full month after which they do. Where closings are recorded for fewer than four wins in five, the last of
    them says nothing of when recording ended, and no cohort is cut there.
    """
    observed, closings = observed_period(cases), cases.closed[known(cases.closed)]
    cycles = cases.days[known(cases.days)]
    if observed is None or not len(cycles) or len(closings) < RECORDED * how_many(cases.won):
        return None
    start = max(_full_month_from(observed.start), _full_month_from(day_of(closings.min())))
    end = _followed_until(observed.end, day_of(closings.max()) - timedelta(days=quantile(cycles, FOLLOW_UP)))
    period = Period(start, end)
    inside = period.created_in(cases)
    return period if how_many(inside.decided) >= MINIMUM_CASES and inside.won.any() else None


def day_of(moment: np.datetime64) -> date:
    """The day of a moment."""
    day: date = moment.astype("datetime64[D]").item()
    return day


def _full_month_from(day: date) -> date:
    """The first of the month that begins on or after a day.

    >>> _full_month_from(date(2017, 12, 5))
    datetime.date(2018, 1, 1)
    """
    return day if day.day == 1 else (day.replace(day=1) + 31 * _DAY).replace(day=1)


def _followed_until(last_created: date, last_followed: date) -> date:
    if last_created <= last_followed:
        return last_created
    return (last_followed + _DAY).replace(day=1) - _DAY
