"""What is counted, and how it ended: each lead or, where no leads are known, each opportunity."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from .canonical import Lead, Opportunity
from .dates import elapsed_days
from .refusals import DataError, refusal, shown
from .relations import Tables
from .repairs import Repairs
from .spelling import counted_words

MINIMUM_CASES = 30
_SHOWN = "%Y-%m-%d %H:%M"
_EARLY = "closing before creation, left out of the cycle"
UNKNOWN_SOURCE = "unknown"
CONVERTED = frozenset({
    *("yes", "true", "1", "y", "x", "won", "closed won", "converted", "customer"),
    *("konvertiert", "ja", "oui", "converti", "convertida", "convertido", "sí", "sim", "kunde", "cliente", "client"),
})  # fmt: skip
Counted = Literal["lead", "opportunity"]


class Case(NamedTuple):
    """A lead or opportunity: where it came from, when, whether it was won, and how many days that took.

    `decided` is whether it has ended, or is a lead; `ended` when a deal ended in any way.
    """

    source: str
    created: datetime | None
    won: bool
    closed: datetime | None
    days: float | None
    decided: bool = True
    ended: datetime | None = None


def counted(tables: Tables) -> Counted:
    """What a case is: a lead where leads and closings are joined, or there are no deals; else an opportunity."""
    return "lead" if tables.are_linked or tables.leads_alone else "opportunity"


def cases_of(tables: Tables, repairs: Repairs) -> tuple[Case, ...]:
    """All cases. *Writes* the repairs: closings before creations stay wins but leave the cycle.

    Raises `DataError` where nothing was won, where only wins are known, or where too few cases are left.
    """
    if not tables.leads and _fills(repairs, "lead"):
        raise DataError(_too_few(0, "lead", repairs))
    if not tables.opportunities and _fills(repairs, "opportunity"):
        raise DataError(_too_few(0, "opportunity", repairs))
    cases = _from_leads_alone(tables, repairs) if tables.leads_alone else _with_deals(tables, repairs)
    decided = sum(case.decided for case in cases)
    if decided < MINIMUM_CASES:
        raise DataError(_too_few(decided, counted(tables), repairs))
    return cases


def _with_deals(tables: Tables, repairs: Repairs) -> tuple[Case, ...]:
    _insist_on_wins(tables.opportunities, repairs)
    return _from_leads(tables, repairs) if tables.are_linked else _from_opportunities(tables, repairs)


def _from_leads(tables: Tables, repairs: Repairs) -> tuple[Case, ...]:
    wins: defaultdict[str, list[Opportunity]] = defaultdict(list)
    for deal in tables.opportunities:
        if deal.is_won and deal.lead_id:
            wins[deal.lead_id].append(deal)
    return tuple(_case(lead.source, lead.created, _first(wins.get(lead.lead_id, [])), repairs) for lead in tables.leads)


def _from_leads_alone(tables: Tables, repairs: Repairs) -> tuple[Case, ...]:
    """Leads that carry their own outcome: a state that says that they became customers."""
    if not any(_is_converted(lead) for lead in tables.leads):
        states = counted_words(Counter(lead.status for lead in tables.leads if lead.status).items()) or "none"
        advice = 'say which mean a conversion: [lead.values.status] won = ["..."] in the mapping'
        raise refusal(
            tables.leads[0].place.file, f"no deals, and no lead is converted; states found: {states}; {advice}"
        )
    return tuple(_lead_case(lead, repairs) for lead in tables.leads)


def _is_converted(lead: Lead) -> bool:
    return lead.status is not None and lead.status.casefold() in CONVERTED


def _lead_case(lead: Lead, repairs: Repairs) -> Case:
    won = Opportunity(lead.place, close=lead.won_date) if _is_converted(lead) else None
    return _case(lead.source, lead.created, won, repairs)


def _from_opportunities(tables: Tables, repairs: Repairs) -> tuple[Case, ...]:
    decided = [*zip(tables.opportunities, tables.decided, strict=True)]
    if all(deal.is_won for deal, is_decided in decided if is_decided):
        raise refusal(
            tables.opportunities[0].place.file,
            "records wins only, and no leads are joined to them: no rate can be derived",
        )
    return tuple(_deal_case(deal, repairs, decided=is_decided) for deal, is_decided in decided)


def _deal_case(deal: Opportunity, repairs: Repairs, *, decided: bool) -> Case:
    if deal.is_won:
        return _case(deal.source, deal.created, deal, repairs)
    ended = deal.close if deal.is_lost else None
    return Case(deal.source or UNKNOWN_SOURCE, deal.created, False, None, None, decided, ended)


def _first(wins: Sequence[Opportunity]) -> Opportunity | None:
    return min(wins, key=lambda deal: deal.close or datetime.max, default=None)


def _case(source: str | None, created: datetime | None, win: Opportunity | None, repairs: Repairs) -> Case:
    closed = win.close if win else None
    days = elapsed_days(created, closed) if created and closed else None
    if days is not None and days < 0 and win and closed:
        repairs.repair(win.place, _EARLY, field="close", value=f"{closed:{_SHOWN}} before {created:{_SHOWN}}")
        days = None
    return Case(source or UNKNOWN_SOURCE, created, win is not None, closed, days, ended=closed)


def _fills(repairs: Repairs, table: Counted) -> bool:
    return any(one.table == table for one in repairs.summary().files)


def _insist_on_wins(deals: Sequence[Opportunity], repairs: Repairs) -> None:
    if not deals:
        raise DataError(_too_few(0, "opportunity", repairs))
    if not any(deal.is_won for deal in deals):
        stages = Counter(deal.stage for deal in deals if deal.stage).most_common(5)
        found = ", ".join(f"{shown(stage)} ({count})" for stage, count in stages) or "none"
        advice = 'say which mean a win: [opportunity.values.stage] won = ["..."] in the mapping'
        raise refusal(deals[0].place.file, f"no opportunity is won; stages found: {found}; {advice}")


def _too_few(left: int, what: Counted, repairs: Repairs) -> str:
    drops = [str(reason) for one in repairs.summary().files for reason in one.drops]
    because = "; dropped: " + "; ".join(drops) if drops else ""
    names = ", ".join(one.file for one in repairs.summary().files)
    cases = {"lead": "leads", "opportunity": "decided opportunities"}[what]
    return f"{names}: {left} {cases} are usable, at least {MINIMUM_CASES} are needed{because}"
