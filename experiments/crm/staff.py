"""Who sells and who markets, how many at one time, and who leads how many."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import NamedTuple

from .canonical import Opportunity
from .estimates import gini, top_share
from .facts import SideFacts
from .relations import Tables
from .spelling import normal

Named = tuple[str | None, datetime | None]
_NOBODY = re.compile(
    r"00g\w{12}(\w{3})?"  # the ids of queues in Salesforce
    r"|.*\b(queue|warteschlange|file d'attente)\b.*"
    r"|(the )?(integration|system|api|automat(ion|ed)|default|house|sync|service|migration|import|bot)[- ]?"
    r"(user|account|owner|process)"
    r"|(former|ex|deactivated|inactive|deleted|removed|unknown|unassigned|no)[- ](employee|user|owner|rep)( .*)?"
    r"|(ehemaliger?|gelöschter|deaktivierter|inaktiver)[- ](mitarbeiter(in)?|benutzer|nutzer)( .*)?"
    r"|ancien(ne)? (employé|utilisateur).*|utilisateur (désactivé|supprimé)"
    r"|(ex|antiguo)[- ](empleado|usuario).*|usuario (eliminado|desactivado)"
    r"|.*\b(team|équipe|equipe|equipo|squad|desk)\b.*"  # nobody is called so, whatever stands beside
    r"|system|automation|integration|unassigned|unknown|nobody|nicht zugewiesen|non attribué|sin asignar|não atribuído"
)


class Staff(NamedTuple):
    """The people of both sides, what is known of their managers, and what of them is unclear."""

    marketing: SideFacts | None
    sales: SideFacts | None
    both_sides: int
    owners_of_both: int
    managers: int | None
    span: int | None
    without_deals: int
    owned_by_nobody: int


def staff_of(tables: Tables) -> Staff:
    """The people of both sides: owners of deals sell; owners of leads who own no deal, and who hands over, market.

    Queues, integrations and users who are gone are nobody in person.
    """
    owners = {deal.owner for deal in tables.opportunities} | {lead.owner for lead in tables.leads}
    nobody = {owner for owner in owners if owner and is_nobody(owner)}
    owned = sum(deal.owner in nobody for deal in tables.opportunities)
    tables = _without(nobody, tables) if nobody else tables
    deals = tables.opportunities
    sellers = {deal.owner for deal in deals if deal.owner}
    marketers = {lead.owner for lead in tables.leads if lead.owner}
    wins = tables.wins
    both = {one.owner for one in wins} & {one.handed_over_by for one in wins} - {None}
    return Staff(
        marketing=_side([deal.handed_over_by for deal in wins], _marketing_days(tables, sellers)),
        sales=_side([deal.owner for deal in wins], _days(deals)),
        both_sides=len(both),
        owners_of_both=len(marketers & sellers),
        managers=len({rep.manager for rep in tables.reps if rep.manager}) or None,
        span=_span(tables, sellers),
        without_deals=len({rep.owner for rep in tables.reps} - sellers),
        owned_by_nobody=owned,
    )


def is_nobody(owner: str) -> bool:
    """Whether an owner is nobody in person: a queue, an integration, whoever has left.

    >>> [is_nobody(each) for each in ("Sales Queue", "Former Employee (2)", "Anna Queueing")]
    [True, True, False]
    """
    return _NOBODY.fullmatch(normal(owner)) is not None


def _without(nobody: set[str], tables: Tables) -> Tables:
    deals = tuple(
        deal._replace(
            owner=None if deal.owner in nobody else deal.owner,
            handed_over_by=None if deal.handed_over_by in nobody else deal.handed_over_by,
        )
        for deal in tables.opportunities
    )
    leads = tuple(lead._replace(owner=None) if lead.owner in nobody else lead for lead in tables.leads)
    return replace(tables, leads=leads, opportunities=deals)


def _days(deals: Sequence[Opportunity]) -> Iterator[Named]:
    """Each owner with each day on which a deal of theirs was created or ended."""
    for deal in deals:
        yield deal.owner, deal.created
        yield deal.owner, deal.close if deal.close and not deal.is_open else None


def _marketing_days(tables: Tables, sellers: set[str]) -> Iterator[Named]:
    for deal in tables.opportunities:
        yield deal.handed_over_by, deal.created or (None if deal.is_open else deal.close)
    for lead in tables.leads:
        if lead.owner not in sellers:
            yield lead.owner, lead.created


def _side(winners: Sequence[str | None], days: Iterable[Named]) -> SideFacts | None:
    """The wins of everyone named, and how many were there at one time; nothing where nobody is named."""
    months: defaultdict[str, set[int]] = defaultdict(set)
    for person, day in days:
        if person:
            known = months[person]
            if day:
                known.add(day.year * 12 + day.month)
    counts = Counter(person for person in winners if person)
    if not months:
        return None
    held = [counts[person] for person in months]
    total = sum(held)
    shares = tuple(sorted((count / total for count in held), reverse=True)) if total else ()
    busy = (top_share(held), gini(held)) if total else (0.0, 0.0)
    return SideFacts(len(months), total, *busy, shares, _at_one_time(months.values()))


def _at_one_time(months: Iterable[set[int]]) -> float | None:
    """The median over calendar months of the people who were there: from their first month to their last."""
    spans = [(min(one), max(one)) for one in months if one]
    if not spans:
        return None
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return median(sum(start <= month <= end for start, end in spans) for month in range(first, last + 1))


def _span(tables: Tables, sellers: set[str]) -> int | None:
    """Sellers to a manager, as the table of reps has it; regions are teams where it names no manager."""
    selling = [rep for rep in tables.reps if rep.owner in sellers]
    for teams in ([rep.manager for rep in selling], [rep.region for rep in selling]):
        known = [one for one in teams if one]
        if known:
            return math.ceil(len(known) / len(set(known)))
    return None
