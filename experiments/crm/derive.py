"""From joined tables to facts: the funnel, the people on each side, and what else the tables allow."""

from typing import Literal

import numpy as np

from .arrays import LAST, NO_DATE, elapsed_days, how_many, known
from .cases import Cases, counted
from .cohorts import day_of, observed_period, uncensored_period
from .facts import Buyers, Endings, FunnelFacts, Share, Spread, StageFacts, Window
from .growth import growth_of
from .mapping import Mapping
from .migration import without_migration
from .money import bases_of, contract_value, currencies_of
from .relations import Tables
from .rows import Rows
from .staff import Staff
from .windows import share_of, spread_of, window_of

_STAGES = ("mql", "sal", "sql")


def derive(tables: Tables, found: Cases, mapping: Mapping, *, people: Staff, buyers: Buyers | None) -> FunnelFacts:
    """All that an import tells, as aggregates; `people` and `buyers` are those of all deals."""
    cases, migrated = without_migration(found)
    wins = tables.wins
    closings = cases.closed[known(cases.closed)]
    contacts = _first_contacts(tables)
    money = currencies_of(wins)
    return FunnelFacts(
        title=mapping.title,
        credit=mapping.credit,
        licence=mapping.licence,
        counted=counted(tables),
        whole=window_of(cases, observed_period(cases)),
        cohorts=_cohorts(cases),
        first_closing=day_of(closings.min()) if len(closings) else None,
        last_closing=day_of(closings.max()) if len(closings) else None,
        marketing=people.marketing,
        sales=people.sales,
        people_on_both_sides=people.both_sides,
        managers=people.managers,
        win_rate=_win_rate(tables),
        contract_value=contract_value(wins, mixed=len(money) > 1),
        follow_up=share_of(how_many(known(contacts)), len(contacts)) if known(contacts).any() else None,
        weeks_to_first_contact=_speed(tables.leads["created"], contacts),
        stages=_stages(tables.leads),
        growth=growth_of(cases),
        endings=_endings(tables),
        linked_wins=share_of(*tables.linked_wins) if len(tables.leads) else None,
        dated_wins=share_of(how_many(known(wins["close"])), len(wins)),
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


def _cohorts(cases: Cases) -> Window | None:
    period = uncensored_period(cases)
    return window_of(period.created_in(cases), period) if period else None


def _dated_by(cases: Cases) -> Literal["creations", "closings"] | None:
    if known(cases.created).any():
        return "creations"
    return "closings" if known(cases.ended).any() else None


def _endings(tables: Tables) -> Endings | None:
    deals, won = tables.opportunities, tables.ended.won
    if not len(deals):
        return None
    over, none = how_many(tables.outlived), how_many((deals["stage"] == "no_decision") & ~won)
    wins, lost = how_many(won), how_many(tables.ended.lost) - none
    return Endings(len(deals), wins, lost, none, over, len(deals) - wins - lost - none - over)


def _win_rate(tables: Tables) -> Share | None:
    """Wins over decided; nothing where nothing else is recorded, since then losses were simply not kept."""
    decided, won = how_many(tables.decided), len(tables.wins)
    return share_of(won, decided) if decided > won else None


def _first_contacts(tables: Tables) -> np.ndarray:
    """When sales first contacted each lead, as far as the lead's own field or a touch of sales says."""
    leads, touches = tables.leads, tables.touches
    place = {name: at for at, name in enumerate(leads["lead_id"])}
    first = leads["first_contact_date"]
    first = np.where(known(first), first, LAST)
    sold = touches.at(touches["function"] == "sales")
    np.minimum.at(first, [place[name] for name in sold["lead_or_contact_id"]], sold["date"])
    return np.where(first < LAST, first, NO_DATE)


def _speed(created: np.ndarray, contacts: np.ndarray) -> Spread | None:
    contacted = known(contacts) & known(created)
    days = elapsed_days(created[contacted], contacts[contacted])
    return spread_of(days[days >= 0])


def _stages(leads: Rows) -> tuple[StageFacts, ...]:
    reached = {name: how_many(known(leads[f"{name}_date"])) for name in _STAGES}
    shares = {name: share_of(count, len(leads)) for name, count in reached.items() if count}
    return tuple(StageFacts(name, share) for name, share in shares.items() if share)
