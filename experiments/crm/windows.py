"""The funnel of the leads of one period: how many, how often won, how fast, and from where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from ..foundations.shares import wilson
from .cases import Case
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


def spread_of(days: Sequence[float]) -> Spread | None:
    """The distribution of times given in days; nothing where they are too few."""
    if len(days) < MINIMUM_CYCLES:
        return None
    weeks = [one / DAYS_PER_WEEK for one in days]
    p10, lower, median, upper, p90 = (quantile(weeks, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9))
    mu, sigma = lognormal(*(max(one, _HALF_A_DAY) for one in (lower, median, upper)))
    felt = sorted(max(one, _HALF_A_DAY) for one in weeks)
    return Spread(len(weeks), p10, lower, median, upper, p90, fmean(weeks), mu, sigma, shape(felt), is_split(felt))


def window_of(cases: Sequence[Case], period: Period | None) -> Window:
    """The funnel of some cases, created in a period of which they are all.

    The volume counts what was created (or ended, where no creation is dated), the rates what was decided.
    """
    decided = [case for case in cases if case.decided]
    cycle = spread_of(_days(decided))
    wins = sum(case.won for case in decided)
    dated = sum(case.created is not None for case in cases) or sum(case.ended is not None for case in cases)
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


def _sources(cases: Sequence[Case], cycle: Spread | None) -> tuple[SourceFacts, ...]:
    groups = _pooled(cases)
    facts = [_source(name, group, of=len(cases), cycle=cycle) for name, group in groups.items()]
    return tuple(sorted(facts, key=lambda source: (-source.leads, source.name)))


def _pooled(cases: Sequence[Case]) -> Mapping[str, Sequence[Case]]:
    """Cases by source, the sources with too few leads for a rate put together as `other`."""
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.source].append(case)
    pooled: defaultdict[str, list[Case]] = defaultdict(list)
    for name, group in groups.items():
        pooled[name if len(group) >= MINIMUM_SOURCE_LEADS else OTHER].extend(group)
    return pooled


def _source(name: str, cases: Sequence[Case], *, of: int, cycle: Spread | None) -> SourceFacts:
    wins, days = sum(case.won for case in cases), _days(cases)
    low, high = wilson(wins, len(cases))
    median = quantile(days, 0.5) / DAYS_PER_WEEK if len(days) >= MINIMUM_SOURCE_CYCLES else None
    weight = median / cycle.median if median is not None and cycle and cycle.median > 0 else 1.0
    return SourceFacts(name, len(cases), len(cases) / of, wins, wins / len(cases), low, high, median, weight)


def _days(cases: Sequence[Case]) -> list[float]:
    return [case.days for case in cases if case.days is not None]
