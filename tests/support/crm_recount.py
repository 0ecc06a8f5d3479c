"""The facts of an export a second time: counted from its records one by one, in plain Python, as the words say."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean, median, quantiles
from typing import Any, NamedTuple

from cordiale.experiments.crm.canonical import Lead, Opportunity, Origin, Rep, Touch

START = datetime(2023, 1, 1, 9)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
REACHED = {"mql": 0.9, "sal": 0.6, "sql": 0.3}  # the share of leads that reach a stage
PAID = {"yearly": 1, "quarterly": 4, "monthly": 12, None: 1}


class Export(NamedTuple):
    """The records of an export, as they were read."""

    leads: list[Lead]
    deals: list[Opportunity]
    touches: list[Touch]
    reps: list[Rep]

    @property
    def records(self) -> list[Any]:
        return [*self.leads, *self.deals, *self.touches, *self.reps]


def invented(seed: int) -> Export:
    """An export with all that comes: late entries, forgotten deals, sellers who own leads, deals without an amount."""
    luck = random.Random(seed)
    leads = [_lead(number, luck) for number in range(160)]
    deals = [_deal(number, leads[luck.randrange(130)], luck) for number in range(150)]
    met = [(lead, who) for lead in leads for who in luck.sample(["sales", "marketing"], luck.randrange(3))]
    touches = [
        Touch(Origin("touch", "touches.csv", at), lead.lead_id, lead.created + luck.uniform(-3, 40) * DAY, function=who)
        for at, (lead, who) in enumerate(met, start=2)
    ]
    team = {"sam": "ann", "sue": "ann", "sol": "bea", "kim": "bea"}
    reps = [Rep(Origin("rep", "reps.csv", at), who, None, boss) for at, (who, boss) in enumerate(team.items(), start=2)]
    return Export(leads, deals, touches, reps)


def _lead(number: int, luck: random.Random) -> Lead:
    born = START + number * DAY + luck.randrange(8) * timedelta(hours=1)
    met = born + luck.uniform(-6, 30) * DAY if luck.random() < 0.5 else None
    stages = {f"{name}_date": born for name, part in REACHED.items() if luck.random() < part}
    source, owner = (
        luck.choice(["web", "fair", "post"]),
        luck.choice(["mia", "max", "sam"] if number < 90 else ["moe", "max"]),
    )
    place = Origin("lead", "leads.csv", number + 2)
    return Lead(place, f"l{number}", born, source, owner=owner, first_contact_date=met, **stages)


def _deal(number: int, lead: Lead, luck: random.Random) -> Opportunity:
    born = lead.created + luck.uniform(0, 5) * DAY
    end = luck.choice(["won", "won", "lost", "lost", "no_decision", None])
    close = born + luck.uniform(3, 50) * DAY if end and luck.random() < 0.95 else None
    if close and number % 3 == 0:  # a date without an hour
        close = datetime.combine(close.date(), datetime.min.time())
    own = luck.choice(["sam", "sue"] if lead.created < START + 45 * DAY else ["sue", "sol"])
    amount = luck.choice([None, 0.0, 900.0, 1500.0, 4000.0])
    return Opportunity(
        Origin("opportunity", "deals.csv", number + 2), f"o{number}", lead.lead_id, created=born, close=close,
        owner=own, handed_over_by=luck.choice([None, "mia", "hal"]), stage=end,
        is_won=end == "won", is_closed=end is not None, amount=amount, currency="USD" if amount == 0.0 else "EUR",
        basis=luck.choice(["yearly", "monthly", "yearly", None]), account_id=f"a{luck.randrange(40)}",
    )  # fmt: skip


def weeks(start: datetime, end: datetime) -> float:
    """From a moment to another, or to the calendar day of one that has no hour."""
    return (end.date() - start.date()) / WEEK if end.time() == datetime.min.time() else (end - start) / WEEK


def recounted(export: Export) -> dict[str, Any]:
    """Each fact by its name, worked out from the records."""
    leads, deals, reps = export.leads, export.deals, export.reps
    wins = [deal for deal in deals if deal.is_won]
    ended = [deal for deal in deals if deal.is_won or deal.is_closed]
    sellers = {deal.owner for deal in deals}
    marketers = {lead.owner for lead in leads}
    by_lead = {lead.lead_id: lead for lead in leads}
    handed = {deal.opp_id: deal.handed_over_by or _marketer(by_lead[deal.lead_id or ""], sellers) for deal in deals}
    firsts = {lead.lead_id: _first(lead, export.touches) for lead in leads}
    speeds = [weeks(by_lead[name].created, met) for name, met in firsts.items() if met]
    cycles = [weeks(by_lead[name].created, close) for name, close in _first_wins(wins).items() if close]
    paid = [deal for deal in wins if deal.amount]
    values = [(deal.amount or 0.0) * PAID[deal.basis] for deal in paid]
    return {
        **_endings(deals, ended, wins),
        "follow_up": (sum(met is not None for met in firsts.values()), len(leads)),
        "weeks_to_first_contact": _spread([each for each in speeds if each >= 0]),
        "cycle": _spread(cycles),
        "leads": (len(leads), len({deal.lead_id for deal in wins})),
        "leads_per_week": len(leads) / (((leads[-1].created.date() - leads[0].created.date()).days + 1) / 7),
        "stages": [(name, sum(bool(getattr(lead, f"{name}_date")) for lead in leads), len(leads)) for name in REACHED],
        "sources": sorted((name, *_of_source(leads, wins, name)) for name in {lead.source for lead in leads}),
        "paces": _paces(leads, wins, median(cycles)),
        "cohorts": _cohorts(leads, wins, cycles),
        "at_one_time": (
            _at_one_time([(deal.owner, day) for deal in deals for day in (deal.created, deal.close) if day]),
            _at_one_time([(handed[deal.opp_id], deal.created) for deal in deals if handed[deal.opp_id]]
                         + [(lead.owner, lead.created) for lead in leads if lead.owner not in sellers]),
        ),
        "linked_wins": (len(wins), len(wins)),
        "dated_wins": (sum(deal.close is not None for deal in wins), len(wins)),
        "contract_value": (len(paid), fmean(values), median(values), len(paid), len(wins)),
        "currencies": ("EUR",),
        "amounts_are": tuple(basis or "unsaid" for basis, _ in Counter(deal.basis for deal in paid).most_common()),
        "sellers": (len(sellers), len(wins), _shares(sellers, [deal.owner for deal in wins])),
        "marketers": _marketing(handed, marketers - sellers, wins),
        "people": (len({one.owner for one in wins} & {handed[one.opp_id] for one in wins}), len(marketers & sellers)),
        "span": (len({rep.manager for rep in reps}), math.ceil(len(sellers) / 2)),
        "people_without_deals": len({rep.owner for rep in reps} - sellers),
    }  # fmt: skip


def seen(facts: Any) -> dict[str, Any]:
    """The same of the facts of an import."""
    ends, money = facts.endings, facts.contract_value
    return {
        "endings": (ends.created, ends.won, ends.lost, ends.no_decision, ends.outlived, ends.open),
        "won_of_ended": ends.won_of_ended,
        "win_rate": (facts.win_rate.count, facts.win_rate.total),
        "follow_up": (facts.follow_up.count, facts.follow_up.total),
        "weeks_to_first_contact": _of(facts.weeks_to_first_contact),
        "cycle": _of(facts.whole.cycle),
        "leads": (facts.whole.leads, facts.whole.wins),
        "leads_per_week": facts.whole.leads_per_week,
        "stages": [(one.name, one.reached.count, one.reached.total) for one in facts.stages],
        "sources": sorted((one.name, one.leads, one.wins) for one in facts.whole.sources),
        "paces": sorted(
            (one.name, slow if (slow := one.median_cycle_weeks) is None else round(slow, 9), round(one.cycle_weight, 9))
            for one in facts.whole.sources
        ),
        "cohorts": facts.cohorts and (facts.cohort_start, facts.cohort_end, facts.cohorts.created, facts.cohorts.wins),
        "at_one_time": (facts.sales.active_per_month, facts.marketing.active_per_month),
        "linked_wins": (facts.linked_wins.count, facts.linked_wins.total),
        "dated_wins": (facts.dated_wins.count, facts.dated_wins.total),
        "contract_value": (money.count, money.mean, money.median, money.recorded.count, money.recorded.total),
        "currencies": facts.currencies,
        "amounts_are": facts.amounts_are,
        "sellers": (facts.sales.people, facts.sales.deals, facts.sales.shares),
        "marketers": (facts.marketing.people, facts.marketing.deals, facts.marketing.shares),
        "people": (facts.people_on_both_sides, facts.owners_on_both_sides),
        "span": (facts.managers, facts.span),
        "people_without_deals": facts.people_without_deals,
    }


def _endings(deals: Sequence[Opportunity], ended: Sequence[Opportunity], wins: Sequence[Opportunity]) -> dict[str, Any]:
    """Whoever waits longer than any that ended has outlived them; more such than losses, and they are decided."""
    undecided = [deal for deal in ended if deal.stage == "no_decision"]
    longest = max(weeks(deal.created, deal.close) for deal in ended if deal.created and deal.close)
    today = max(day for deal in deals for day in (deal.created, deal.close if deal in ended else None) if day)
    waiting = [deal for deal in deals if deal not in ended]
    outlived = [deal for deal in waiting if deal.created and (today - deal.created).days > longest * 7]
    lost = len(ended) - len(wins)
    still = len(waiting) - len(outlived)
    return {
        "endings": (len(deals), len(wins), lost - len(undecided), len(undecided), len(outlived), still),
        "won_of_ended": len(wins) / (len(deals) - still),
        "win_rate": (len(wins), len(ended) + (len(outlived) if len(outlived) > lost else 0)),
    }


def _first(lead: Lead, touches: Iterable[Touch]) -> datetime | None:
    """When sales first met a lead."""
    met = [touch.date for touch in touches if touch.lead_or_contact_id == lead.lead_id and touch.function == "sales"]
    return min([*met, *([lead.first_contact_date] if lead.first_contact_date else [])], default=None)


def _first_wins(wins: Iterable[Opportunity]) -> dict[str, datetime | None]:
    """When each lead was first won; not known where none of its wins has a date."""
    found: dict[str, datetime | None] = {}
    for deal in sorted(wins, key=lambda each: each.close or datetime.max):
        found.setdefault(deal.lead_id or "", deal.close)
    return found


def _marketer(lead: Lead, sellers: set[str | None]) -> str | None:
    return None if lead.owner in sellers else lead.owner


def _marketing(handed: dict[str | None, str | None], owners: set[str | None], wins: Sequence[Opportunity]) -> Any:
    people = ({*handed.values()} | owners) - {None}
    won = [handed[deal.opp_id] for deal in wins if handed[deal.opp_id]]
    return len(people), len(won), _shares(people, won)


def _shares(people: set[Any], won: Sequence[Any]) -> tuple[float, ...]:
    return tuple(sorted((won.count(one) / len(won) for one in people), reverse=True))


def _of_source(leads: Sequence[Lead], wins: Sequence[Opportunity], source: str | None) -> tuple[int, int]:
    those = {lead.lead_id for lead in leads if lead.source == source}
    return len(those), len(those & {deal.lead_id for deal in wins})


def _paces(leads: Sequence[Lead], wins: Sequence[Opportunity], usual: float) -> list[tuple[Any, ...]]:
    """The median cycle of each source, and how many times the usual one that is; of few wins nothing is told."""
    closed, found = _first_wins(wins), []
    for source in {lead.source for lead in leads}:
        won = [(lead, closed.get(lead.lead_id)) for lead in leads if lead.source == source]
        times = [weeks(lead.created, close) for lead, close in won if close]
        slow = median(times) if len(times) >= 10 else None
        found.append((source, *((round(slow, 9), round(slow / usual, 9)) if slow else (None, 1.0))))
    return sorted(found)


def _cohorts(
    leads: Sequence[Lead], wins: Sequence[Opportunity], cycles: Sequence[float]
) -> tuple[date, date, int, int]:
    """From the first month whose wins were all recorded to the last lead or month with the time of nine in ten."""
    closings = [close.date() for close in _first_wins(wins).values() if close]
    begin = max(_month_from(leads[0].created.date()), _month_from(min(closings)))
    nine_in_ten = quantiles(cycles, n=10, method="inclusive")[8]
    followed = max(closings) - timedelta(weeks=nine_in_ten)
    last = max(lead.created.date() for lead in leads)
    end = last if last <= followed else (followed + DAY).replace(day=1) - DAY
    those = {lead.lead_id for lead in leads if begin <= lead.created.date() <= end}
    return begin, end, len(those), len(those & {deal.lead_id for deal in wins})


def _month_from(day: date) -> date:
    return day if day.day == 1 else (day.replace(day=28) + 4 * DAY).replace(day=1)


def _at_one_time(days: Sequence[tuple[str | None, datetime | None]]) -> float:
    """The median over months of the people who were there, each from the first month of theirs to the last."""
    of: dict[str | None, list[int]] = {}
    for who, day in days:
        if day:
            of.setdefault(who, []).append(12 * day.year + day.month)
    months = [month for each in of.values() for month in each]
    return median(sum(min(each) <= month <= max(each) for each in of.values())
                  for month in range(min(months), max(months) + 1))  # fmt: skip


def _spread(times: Sequence[float]) -> tuple[float, ...]:
    twentieths = quantiles(times, n=20, method="inclusive")
    return len(times), fmean(times), *(twentieths[at] for at in (1, 4, 9, 14, 17))


def _of(spread: Any) -> tuple[float, ...]:
    quartiles = spread.lower_quartile, spread.median, spread.upper_quartile
    return spread.count, spread.mean, spread.p10, *quartiles, spread.p90


def buyers_of(export: Export) -> tuple[int, int, int, float]:
    """Accounts that bought, their wins, their further deals, and the share of the amounts won that those carry."""
    first: dict[str | None, Opportunity] = {}
    wins = [deal for deal in export.deals if deal.is_won]
    for deal in sorted(wins, key=lambda each: each.close or each.created or datetime.max):
        first.setdefault(deal.account_id, deal)
    known = [deal for deal in export.deals if deal.account_id in first and deal is not first[deal.account_id]]
    further = [deal for deal in known if deal.is_won or _began(deal) > _ended(first[deal.account_id])]
    again = sum(deal.amount or 0.0 for deal in further if deal.is_won)
    return len(first), len(wins), len(further), again / sum(deal.amount or 0.0 for deal in wins)


def _began(deal: Opportunity) -> datetime:
    return deal.created or deal.close or datetime.max


def _ended(deal: Opportunity) -> datetime:
    return deal.close or deal.created or datetime.max
