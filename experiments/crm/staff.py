"""Who sells and who markets, how many at one time, and who leads how many."""

import math
import re
from collections import Counter
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np

from .arrays import NO_DATE, NO_WORD, array_of, coded, either, known
from .estimates import gini, top_share
from .facts import SideFacts
from .relations import Tables
from .rows import Rows
from .spelling import normal

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
    r"|(info|sales|vertrieb|contact|kontakt|team|office|admin|support|marketing|crm|hello|ventas|vendas|commercial|service"
    r"|no-?reply|do-?not-?reply|orders?|api|integration|import|webmaster)@.*"  # a mailbox of nobody's own
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
    found = tables.opportunities["owner"]
    called = dict(zip(tables.reps["owner"], tables.reps["name"], strict=True))
    named = {*found, *tables.leads["owner"], *tables.opportunities["handed_over_by"]} - {None}
    nobody = {owner for owner in named if is_nobody(owner) or is_nobody(called.get(owner) or "")}
    owned = sum(owner in nobody for owner in found) if nobody else 0
    tables = _without(nobody, tables) if nobody else tables
    deals, wins, reps = tables.opportunities, tables.wins, tables.reps
    sellers = {*filter(None, deals["owner"])}
    marketers = {*filter(None, tables.leads["owner"])}
    both = {*wins["owner"]} & {*wins["handed_over_by"]} - {None}
    return Staff(
        marketing=_side(wins["handed_over_by"], *_marketing_days(tables, sellers)),
        sales=_side(wins["owner"], *_days(tables)),
        both_sides=len(both),
        owners_of_both=len(marketers & sellers),
        managers=len({*filter(None, reps["manager"])}) or None,
        span=_span(reps, sellers),
        without_deals=len({*reps["owner"]} - sellers),
        owned_by_nobody=owned,
    )


def is_nobody(owner: str) -> bool:
    """Whether an owner is nobody in person: a queue, an integration, whoever has left.

    >>> [is_nobody(each) for each in ("Sales Queue", "Former Employee (2)", "Anna Queueing")]
    [True, True, False]
    """
    return _NOBODY.fullmatch(normal(owner)) is not None


def _without(nobody: set[str], tables: Tables) -> Tables:
    def emptied(rows: Rows, *names: str) -> Rows:
        found = {name: np.array([one in nobody for one in rows[name]], bool) for name in names}
        return rows.having(**{name: np.where(gone, NO_WORD, rows[name]) for name, gone in found.items()})

    deals, leads = emptied(tables.opportunities, "owner", "handed_over_by"), emptied(tables.leads, "owner")
    return replace(tables, leads=leads, opportunities=deals)


def _days(tables: Tables) -> tuple[np.ndarray, np.ndarray]:
    """The owner of each deal with the days on which it was created and ended."""
    deals = tables.opportunities
    ended = np.where(tables.ended.open, NO_DATE, deals["close"])
    return np.tile(deals["owner"], 2), np.concatenate([deals["created"], ended])


def _marketing_days(tables: Tables, sellers: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Who handed each deal over, or owns each lead and sells nothing, with the day of it."""
    deals, leads = tables.opportunities, tables.leads
    ended = np.where(tables.ended.open, NO_DATE, deals["close"])
    owners = array_of("person", [None if owner in sellers else owner for owner in leads["owner"]])
    days = np.concatenate([either(deals["created"], ended), leads["created"]])
    return np.concatenate([deals["handed_over_by"], owners]), days


def _side(winners: np.ndarray, people: np.ndarray, days: np.ndarray) -> SideFacts | None:
    """The wins of everyone named, and how many were there at one time; nothing where nobody is named."""
    named = people.astype(bool)
    names, codes = coded(people[named])
    if not names:
        return None
    counts = Counter(filter(None, winners))
    held = [counts[name] for name in names]
    total = sum(held)
    shares = tuple(sorted((count / total for count in held), reverse=True)) if total else ()
    busy = (top_share(held), gini(held)) if total else (0.0, 0.0)
    return SideFacts(len(names), total, *busy, shares, _at_one_time(codes, days[named]))


def _at_one_time(people: np.ndarray, days: np.ndarray) -> float | None:
    """The median over calendar months of the people who were there: from their first month to their last."""
    dated = known(days)
    if not dated.any():
        return None
    months = days[dated].astype("datetime64[M]").astype(np.int64)
    months -= months.min()
    order = np.lexsort((months, people[dated]))
    months, turns = months[order], np.flatnonzero(np.diff(people[dated][order]))
    comes = np.bincount(months[[0, *(turns + 1)]], minlength=months.max() + 2)
    goes = np.bincount(months[[*turns, -1]] + 1, minlength=months.max() + 2)
    there: float = median(np.cumsum(comes - goes)[:-1].tolist())
    return there


def _span(reps: Rows, sellers: set[str]) -> int | None:
    """Sellers to a manager, as the table of reps has it; regions are teams where it names no manager."""
    for teams in (reps["manager"], reps["region"]):
        teamed = [team for team, owner in zip(teams, reps["owner"], strict=True) if team and owner in sellers]
        if teamed:
            return math.ceil(len(teamed) / len(set(teamed)))
    return None
