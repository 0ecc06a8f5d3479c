"""What is counted, and how it ended: each lead or, where no leads are known, each opportunity."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Literal, Self

import numpy as np

from .arrays import LAST, NO_DATE, coded, elapsed_days, how_many, known
from .endings import MATTERS
from .refusals import DataError, refusal, shown
from .relations import Tables
from .repairs import Repairs
from .rows import Rows
from .spelling import counted_words

MINIMUM_CASES = 30
_SHOWN = "%Y-%m-%d %H:%M"
MOSTLY_WON = 0.9  # of the decided, where no loss is recorded
NEARLY_ALL = 0.9  # of the leads in one state
_WEEK = 7.0  # days
_EARLY = "closing before creation, left out of the cycle"
UNKNOWN_SOURCE = "unknown"
CONVERTED = frozenset({
    *("yes", "true", "1", "y", "x", "won", "closed won", "converted", "customer"),
    *("konvertiert", "ja", "oui", "converti", "convertida", "convertido", "sí", "sim", "kunde", "cliente", "client"),
})  # fmt: skip
Counted = Literal["lead", "opportunity"]


@dataclass(frozen=True, eq=False)
class Cases:
    """Leads or opportunities: where each came from, when, whether it was won, and how many days that took.

    `decided` is whether it has ended, or is a lead; `ended` when a deal ended in any way, `closed` when it was won.
    """

    source: np.ndarray
    created: np.ndarray
    won: np.ndarray
    closed: np.ndarray
    days: np.ndarray
    decided: np.ndarray
    ended: np.ndarray

    def __len__(self) -> int:
        return len(self.won)

    def at(self, places: np.ndarray) -> Self:
        """The cases at some places, or where it is said that they are taken."""
        return type(self)(*(getattr(self, each.name)[places] for each in fields(self)))


def counted(tables: Tables) -> Counted:
    """What a case is: a lead where leads and closings are joined, or there are no deals; else an opportunity."""
    return "lead" if tables.are_linked or tables.leads_alone else "opportunity"


def cases_of(tables: Tables, repairs: Repairs) -> Cases:
    """All cases. *Writes* the repairs: closings before creations stay wins but leave the cycle.

    Raises `DataError` where nothing was won, where only wins are known, or where too few cases are left.
    """
    if not len(tables.leads) and _fills(repairs, "lead"):
        raise DataError(_too_few(0, "lead", repairs))
    if not len(tables.opportunities) and _fills(repairs, "opportunity"):
        raise DataError(_too_few(0, "opportunity", repairs))
    cases = _from_leads_alone(tables, repairs) if tables.leads_alone else _with_deals(tables, repairs)
    _tell_entered_late(cases, tables, repairs)
    decided = how_many(cases.decided)
    if decided < MINIMUM_CASES:
        raise DataError(_too_few(decided, counted(tables), repairs))
    return cases


def _tell_entered_late(cases: Cases, tables: Tables, repairs: Repairs) -> None:
    """Remark that many wins took no day while the others took weeks: they were entered when they were won."""
    days = cases.days[known(cases.days)]
    others = days[days >= 1.0]
    at_once = len(days) - len(others)
    if len(others) and at_once >= MATTERS * len(days) and np.median(others) >= _WEEK:
        rows = tables.leads if tables.leads_alone else tables.opportunities
        what = f"{at_once} of {len(days)} wins were created on the day on which they closed, others weeks before"
        repairs.note(rows.table, rows.files[0], f"{what}: entered when won? the cycle counts them as they stand")


def _with_deals(tables: Tables, repairs: Repairs) -> Cases:
    _insist_on_wins(tables.opportunities, repairs)
    return _from_leads(tables, repairs) if tables.are_linked else _from_opportunities(tables, repairs)


def _from_leads(tables: Tables, repairs: Repairs) -> Cases:
    """Leads, each won by the first win that it became."""
    leads, wins = tables.leads, tables.wins
    wins = wins.at(np.argsort(np.where(known(wins["close"]), wins["close"], LAST), kind="stable"))
    first = {lead: at for at, lead in reversed([*enumerate(wins["lead_id"])]) if lead}
    at = np.array([first.get(lead, -1) for lead in leads["lead_id"]], np.int64)
    return _cases(leads, at >= 0, wins, at, repairs)


def _from_leads_alone(tables: Tables, repairs: Repairs) -> Cases:
    """Leads that carry their own outcome: a state of customers, or one in which nearly all have its day."""
    leads = tables.leads
    words, codes = coded(leads["status"])
    share = np.bincount(codes, known(leads["won_date"])) / np.bincount(codes)
    said = [bool(word) and word.casefold() in CONVERTED for word in words]
    won = np.array(said, bool)[codes] | ((share >= NEARLY_ALL)[codes] & known(leads["won_date"]))
    if not won.any():
        states = counted_words(Counter(filter(None, leads["status"])).items()) or "none"
        advice = 'say which mean a conversion: [lead.values.status] won = ["..."] in the mapping'
        raise refusal(leads.files[0], f"no deals, and no lead is converted; states found: {states}; {advice}")
    return _cases(leads, won, leads.having(close=leads["won_date"]), np.arange(len(leads)), repairs)


def _from_opportunities(tables: Tables, repairs: Repairs) -> Cases:
    deals, won = tables.opportunities, tables.ended.won
    if won[tables.decided].all():
        raise refusal(deals.files[0], "records wins only, and no leads are joined to them: no rate can be derived")
    decided = how_many(tables.decided)
    if not tables.ended.lost.any() and how_many(won) > MOSTLY_WON * decided:
        what = f"records no losses, and {how_many(won)} of {decided} decided deals are won: no rate can be derived"
        raise refusal(deals.files[0], f"{what}; map what a loss is: values.stage, or is_lost")
    cases = _cases(deals, won, deals, np.arange(len(deals)), repairs)
    ended = np.where(tables.ended.lost, deals["close"], cases.ended)
    return replace(cases, decided=tables.decided, ended=ended)


def _cases(rows: Rows, won: np.ndarray, wins: Rows, at: np.ndarray, repairs: Repairs) -> Cases:
    """Rows as cases, decided ones; those `won` ended with the wins at some places. *Writes* the repairs."""
    created = rows["created"]
    closed = np.where(won, wins["close"][at] if len(wins) else NO_DATE, NO_DATE)
    days, whole = np.full(len(rows), np.nan), known(created) & known(closed)
    days[whole] = elapsed_days(created[whole], closed[whole])
    for place in np.flatnonzero(days < 0).tolist():
        told = f"{closed[place].item():{_SHOWN}} before {created[place].item():{_SHOWN}}"
        repairs.repair(wins.origin(int(at[place])), _EARLY, field="close", value=told)
    days[days < 0] = np.nan
    source = np.where(rows["source"].astype(bool), rows["source"], UNKNOWN_SOURCE)
    return Cases(source, created, won, closed, days, np.ones(len(rows), bool), closed)


def _fills(repairs: Repairs, table: Counted) -> bool:
    return any(one.table == table for one in repairs.summary().files)


def _insist_on_wins(deals: Rows, repairs: Repairs) -> None:
    if not len(deals):
        raise DataError(_too_few(0, "opportunity", repairs))
    if not deals["is_won"].any():
        stages = Counter(filter(None, deals["stage"])).most_common(5)
        found = ", ".join(f"{shown(stage)} ({count})" for stage, count in stages) or "none"
        advice = 'say which mean a win: [opportunity.values.stage] won = ["..."] in the mapping'
        raise refusal(deals.files[0], f"no opportunity is won; stages found: {found}; {advice}")


def _too_few(left: int, what: Counted, repairs: Repairs) -> str:
    drops = [str(reason) for one in repairs.summary().files for reason in one.drops]
    because = "; dropped: " + "; ".join(drops) if drops else ""
    names = ", ".join(one.file for one in repairs.summary().files)
    cases = {"lead": "leads", "opportunity": "decided opportunities"}[what]
    return f"{names}: {left} {cases} are usable, at least {MINIMUM_CASES} are needed{because}"
