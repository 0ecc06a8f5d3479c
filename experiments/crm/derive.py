"""From joined tables to facts: the funnel, the people on each side, and what else the tables allow."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from statistics import fmean, median

from .canonical import Lead, Opportunity
from .cases import Case, counted
from .cohorts import observed_period, uncensored_period
from .dates import elapsed_days
from .estimates import gini, shape, top_share
from .facts import Amounts, FunnelFacts, Share, SideFacts, Spread, StageFacts, Window
from .growth import growth_of
from .mapping import Mapping
from .relations import Tables
from .windows import share_of, spread_of, window_of

MINIMUM_AMOUNTS = 10
_Who = Callable[[Opportunity], str | None]
_STAGES: dict[str, Callable[[Lead], datetime | None]] = {
    "mql": lambda lead: lead.mql_date,
    "sal": lambda lead: lead.sal_date,
    "sql": lambda lead: lead.sql_date,
}


def derive(tables: Tables, cases: Sequence[Case], mapping: Mapping) -> FunnelFacts:
    """All that an import tells, as aggregates."""
    wins = [deal for deal in tables.opportunities if deal.is_won]
    closings = [case.closed.date() for case in cases if case.closed]
    first_contacts = _first_contacts(tables)
    return FunnelFacts(
        title=mapping.title,
        credit=mapping.credit,
        licence=mapping.licence,
        counted=counted(tables),
        whole=window_of(cases, observed_period(cases)),
        cohorts=_cohorts(cases),
        first_closing=min(closings, default=None),
        last_closing=max(closings, default=None),
        marketing=_side(tables.opportunities, lambda deal: deal.handed_over_by),
        sales=_side(tables.opportunities, lambda deal: deal.owner, headcount=len(tables.reps)),
        people_on_both_sides=len({one.owner for one in wins} & {one.handed_over_by for one in wins} - {None}),
        managers=len({rep.manager for rep in tables.reps if rep.manager}) or None,
        win_rate=_win_rate(tables.opportunities),
        contract_value=_contract_value(wins),
        follow_up=share_of(len(first_contacts), len(tables.leads)) if first_contacts else None,
        weeks_to_first_contact=_speed(tables.leads, first_contacts),
        stages=_stages(tables.leads),
        growth=growth_of(cases),
    )


def _cohorts(cases: Sequence[Case]) -> Window | None:
    period = uncensored_period(cases)
    return window_of([case for case in cases if period.holds(case)], period) if period else None


def _side(deals: Sequence[Opportunity], who: _Who, *, headcount: int = 0) -> SideFacts | None:
    """The wins of everyone named in any opportunity; `headcount` may know of more people than are named."""
    wins = [deal for deal in deals if deal.is_won]
    counts = Counter(person for person in map(who, wins) if person)
    if not counts:
        return None
    people = max(headcount, len({who(deal) for deal in deals} - {None}))
    held = list(counts.values()) + [0] * (people - len(counts))
    shares = tuple(sorted((count / sum(held) for count in held), reverse=True))
    return SideFacts(people, sum(held), top_share(held), gini(held), shares, _active_per_month(wins, who))


def _active_per_month(wins: Sequence[Opportunity], who: _Who) -> float | None:
    months: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for deal in wins:
        person = who(deal)
        if deal.close and person:
            months[deal.close.year, deal.close.month].add(person)
    return median(len(people) for people in months.values()) if months else None


def _win_rate(deals: Sequence[Opportunity]) -> Share | None:
    """Wins over decided; nothing where no loss is recorded, since then losses were simply not kept."""
    won, lost = sum(bool(deal.is_won) for deal in deals), sum(deal.is_lost for deal in deals)
    return share_of(won, won + lost) if lost else None


def _contract_value(wins: Sequence[Opportunity]) -> Amounts | None:
    """The value of wins; an amount of zero counts as not recorded."""
    amounts = [deal.amount for deal in wins if deal.amount]
    recorded = share_of(len(amounts), len(wins))
    if len(amounts) < MINIMUM_AMOUNTS or recorded is None:
        return None
    return Amounts(len(amounts), median(amounts), fmean(amounts), recorded, shape(amounts))


def _first_contacts(tables: Tables) -> dict[str, datetime]:
    """When sales first contacted each lead, as far as the lead's own field or a touch of sales says."""
    first = {lead.lead_id: lead.first_contact_date for lead in tables.leads if lead.first_contact_date}
    for touch in tables.touches:
        if touch.function == "sales":
            first[touch.lead_or_contact_id] = min(first.get(touch.lead_or_contact_id, touch.date), touch.date)
    return first


def _speed(leads: Sequence[Lead], contacts: dict[str, datetime]) -> Spread | None:
    days = [elapsed_days(lead.created, contacts[lead.lead_id]) for lead in leads if lead.lead_id in contacts]
    return spread_of([one for one in days if one >= 0])


def _stages(leads: Sequence[Lead]) -> tuple[StageFacts, ...]:
    reached = {name: sum(when(lead) is not None for lead in leads) for name, when in _STAGES.items()}
    shares = {name: share_of(count, len(leads)) for name, count in reached.items() if count}
    return tuple(StageFacts(name, share) for name, share in shares.items() if share)
