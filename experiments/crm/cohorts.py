"""Which cohorts tell the truth about conversion: those whose wins an export could record from first to last.

An export whose closings begin later than its leads has lost the early wins of its first cohorts (left
truncation), and its last cohorts have not had the time to close (right censoring). Both make conversion look
too low.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from .cases import MINIMUM_CASES, Case
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

    def created_in(self, cases: Sequence[Case]) -> list[Case]:
        """The cases that were created in it."""
        first, after = (datetime.combine(day, time()) for day in (self.start, self.end + _DAY))
        return [case for case in cases if case.created is not None and first <= case.created < after]


def observed_period(cases: Sequence[Case]) -> Period | None:
    """From the first to the last creation, or closing where none is dated; nothing where nothing is."""
    created = [case.created.date() for case in cases if case.created]
    dates = created or [case.ended.date() for case in cases if case.ended]
    return Period(min(dates), max(dates)) if dates else None


def uncensored_period(cases: Sequence[Case]) -> Period | None:
    """The cohorts that are neither truncated nor censored; nothing where too few cases are in them.

    They start with the first full month in which closings were recorded from its first day. They end with the
    last creation or, where fewer than nine in ten cycles fit between that and the last closing, with the last
    full month after which they do. Where closings are recorded for fewer than four wins in five, the last of
    them says nothing of when recording ended, and no cohort is cut there.
    """
    observed = observed_period(cases)
    closings = [case.closed.date() for case in cases if case.closed]
    cycles = [case.days for case in cases if case.days is not None]
    wins = sum(case.won for case in cases)
    if observed is None or not cycles or len(closings) < RECORDED * wins:
        return None
    start = max(_full_month_from(observed.start), _full_month_from(min(closings)))
    end = _followed_until(observed.end, max(closings) - timedelta(days=quantile(cycles, FOLLOW_UP)))
    period = Period(start, end)
    inside = period.created_in(cases)
    decided = sum(case.decided for case in inside)
    return period if decided >= MINIMUM_CASES and any(case.won for case in inside) else None


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
