"""The funnel of the leads of one period: how many, how often won, how fast, and from where."""

from collections.abc import Iterator
from statistics import fmean

import numpy as np

from ..foundations.shares import wilson
from .arrays import coded, how_many, known
from .cases import Cases
from .cohorts import Period
from .estimates import is_split, lognormal, quantile, shape
from .facts import Share, SourceFacts, Spread, Window

MINIMUM_SOURCE_LEADS = 30
MINIMUM_SOURCE_CYCLES = 10
MINIMUM_CYCLES = 10
MINIMUM_WEEKS = 1.0
DAYS_PER_WEEK = 7
OTHER = "other"
_HALF_A_DAY = 0.5 / DAYS_PER_WEEK  # the shortest time in the lognormal, where dates carry no hour


def share_of(count: int, total: int) -> Share | None:
    """A share with its interval; nothing where there is nothing to share."""
    return Share(count, total, count / total, *wilson(count, total)) if total else None


def spread_of(days: np.ndarray) -> Spread | None:
    """The distribution of times given in days; nothing where they are too few."""
    if len(days) < MINIMUM_CYCLES:
        return None
    weeks = np.sort(days / DAYS_PER_WEEK)
    p10, lower, median, upper, p90 = (quantile(weeks, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9))
    mu, sigma = lognormal(*(max(one, _HALF_A_DAY) for one in (lower, median, upper)))
    felt = np.maximum(weeks, _HALF_A_DAY)
    return Spread(len(weeks), p10, lower, median, upper, p90, fmean(weeks), mu, sigma, shape(felt), is_split(felt))


def window_of(cases: Cases, period: Period | None) -> Window:
    """The funnel of some cases, created in a period of which they are all.

    The volume counts what was created (or ended, where no creation is dated), the rates what was decided.
    """
    decided = cases.at(cases.decided)
    cycle = spread_of(_days(decided))
    wins = how_many(decided.won)
    dated = how_many(known(cases.created)) or how_many(known(cases.ended))
    long_enough = period is not None and period.weeks >= MINIMUM_WEEKS
    return Window(
        period=period,
        leads=len(decided),
        wins=wins,
        leads_per_week=dated / period.weeks if period and long_enough else None,
        conversion=Share(wins, len(decided), wins / len(decided), *wilson(wins, len(decided))),
        cycle=cycle,
        sources=_sources(decided, cycle),
        created=len(cases),
    )


def _sources(cases: Cases, cycle: Spread | None) -> tuple[SourceFacts, ...]:
    facts = [_source(name, group, of=len(cases), cycle=cycle) for name, group in _pooled(cases)]
    return tuple(sorted(facts, key=lambda source: (-source.leads, source.name)))


def _pooled(cases: Cases) -> Iterator[tuple[str, Cases]]:
    """Cases by source, the sources with too few leads for a rate put together as `other`."""
    names, codes = coded(cases.source)
    few = np.bincount(codes, minlength=len(names)) < MINIMUM_SOURCE_LEADS
    few[[name == OTHER for name in names]] = True
    codes = np.where(few[codes], len(names), codes)
    order = np.argsort(codes, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else ():
        yield [*names, OTHER][codes[places[0]]], cases.at(places)


def _source(name: str, cases: Cases, *, of: int, cycle: Spread | None) -> SourceFacts:
    wins, days = how_many(cases.won), _days(cases)
    low, high = wilson(wins, len(cases))
    median = quantile(days, 0.5) / DAYS_PER_WEEK if len(days) >= MINIMUM_SOURCE_CYCLES else None
    weight = median / cycle.median if median is not None and cycle and cycle.median > 0 else 1.0
    return SourceFacts(name, len(cases), len(cases) / of, wins, wins / len(cases), low, high, median, weight)


def _days(cases: Cases) -> np.ndarray:
    return cases.days[known(cases.days)]
