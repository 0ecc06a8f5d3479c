"""From joined tables to facts: the funnel, the people on each side, and what else the tables allow."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Literal

from .canonical import Lead
from .cases import Case, counted
from .cohorts import observed_period, uncensored_period
from .dates import elapsed_days
from .facts import Buyers, Endings, FunnelFacts, Share, Spread, StageFacts, Window
from .growth import growth_of
from .mapping import Mapping
from .migration import without_migration
from .money import bases_of, contract_value, currencies_of
from .relations import Tables
from .staff import Staff
from .windows import share_of, spread_of, window_of

_STAGES: dict[str, Callable[[Lead], datetime | None]] = {
    "mql": lambda lead: lead.mql_date,
    "sal": lambda lead: lead.sal_date,
    "sql": lambda lead: lead.sql_date,
}


def derive(
    tables: Tables, found: Sequence[Case], mapping: Mapping, *, people: Staff, buyers: Buyers | None
) -> FunnelFacts:
    """All that an import tells, as aggregates; `people` and `buyers` are those of all deals."""
    cases, migrated = without_migration(found)
    wins = tables.wins
    closings = [case.closed.date() for case in cases if case.closed]
    first_contacts = _first_contacts(tables)
    money = currencies_of(wins)
    return FunnelFacts(
        title=mapping.title,
        credit=mapping.credit,
        licence=mapping.licence,
        counted=counted(tables),
        whole=window_of(cases, observed_period(cases)),
        cohorts=_cohorts(cases),
        first_closing=min(closings, default=None),
        last_closing=max(closings, default=None),
        marketing=people.marketing,
        sales=people.sales,
        people_on_both_sides=people.both_sides,
        managers=people.managers,
        win_rate=_win_rate(tables),
        contract_value=contract_value(wins, mixed=len(money) > 1),
        follow_up=share_of(len(first_contacts), len(tables.leads)) if first_contacts else None,
        weeks_to_first_contact=_speed(tables.leads, first_contacts),
        stages=_stages(tables.leads),
        growth=growth_of(cases),
        endings=_endings(tables),
        linked_wins=share_of(*tables.linked_wins) if tables.leads else None,
        dated_wins=share_of(sum(deal.close is not None for deal in wins), len(wins)),
        dated_by=_dated_by(cases),
        migrated=migrated,
        buyers=buyers,
        currencies=money,
        amounts_are=bases_of(wins),
        span=people.span,
        people_without_deals=people.without_deals,
        owned_by_nobody=people.owned_by_nobody,
        owners_on_both_sides=people.owners_of_both,
    )


def _cohorts(cases: Sequence[Case]) -> Window | None:
    period = uncensored_period(cases)
    return window_of(period.created_in(cases), period) if period else None


def _dated_by(cases: Sequence[Case]) -> Literal["creations", "closings"] | None:
    if any(case.created for case in cases):
        return "creations"
    return "closings" if any(case.ended for case in cases) else None


def _endings(tables: Tables) -> Endings | None:
    deals = tables.opportunities
    if not deals:
        return None
    over = sum(tables.outlived)
    none = sum(deal.stage == "no_decision" and not deal.is_won for deal in deals)
    won, lost = len(tables.wins), sum(map(attrgetter("is_lost"), deals)) - none
    return Endings(len(deals), won, lost, none, over, len(deals) - won - lost - none - over)


def _win_rate(tables: Tables) -> Share | None:
    """Wins over decided; nothing where nothing else is recorded, since then losses were simply not kept."""
    decided, won = sum(tables.decided), len(tables.wins)
    return share_of(won, decided) if decided > won else None


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
