"""From facts to a draft of a scenario: what the data say, what follows from it, and what is left to a fit."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..fitting.levers import LIMITS, within_range
from ..fitting.trial import Figures, log_odds
from .distributions import burn_in_of, cycle_of, quantiles_of, value_of
from .facts import FunnelFacts, SourceFacts
from .goals import THOUSAND, DraftValue, targets_of

# A bar far under all leads would tell reps, whose expectations begin with it, to expect nothing of them.
BAR, QUALIFIED = -1.0, 0.95  # log-odds; share of leads
STRAY, HARDLY = 0.1, -2.0  # own finds, of the leads, from which on they would make wins; log-odds of their fit
GROWING = 12  # quarters
GROWTH = (-0.5, 0.23)  # a quarter: tenfold in twelve, as a scenario allows
SPANS = (2, 100)  # people one manager leads, as a scenario allows
PER_DEAL_HOURS = (
    "selling.contact_hours",
    "selling.opportunity_hours",
    "credit.dispute_hours",
    "customers.service_hours",
)
PER_OPEN_DEAL = ("selling.opportunity_hours",)
PER_DEAL_FEELING = ("credit.contesting", "credit.noticing", "buyers.exclusion", "trust.ignored_weight")


class Draft(NamedTuple):
    """A scenario in the making: its values, its sources, and the figures that it is to meet.

    `quantiles` by name are the shapes of what the data show no lognormal of.
    """

    entries: tuple[DraftValue, ...]
    sources: tuple[SourceFacts, ...]
    targets: tuple[DraftValue, ...]
    quantiles: dict[str, tuple[float, ...]]

    @property
    def goals(self) -> Figures:
        """All figures that the fit is to meet."""
        return {target.place: target.value for target in self.targets}


def draft(facts: FunnelFacts, base: Scenario, usual: Figures, *, growth: bool) -> Draft:
    """What an export says of a company, on top of a base scenario whose status quo has the `usual` figures.

    With `growth`, demand goes on growing as it was observed to.
    """
    targets = tuple(targets_of(facts))
    goals = {target.place: target.value for target in targets}
    load = _load(goals, usual)
    reps, marketers = _people(facts, base, load)
    each = load * base.company.reps / reps.value
    entries = (
        *(reps, marketers),
        *_span(facts),
        DraftValue("company.spread", 0.0, "one company, whose own figures are fitted: replications differ in luck"),
        burn_in_of(facts, base, leads=goals.get("leads_handed_over", 0.0) / reps.value),
        *(_growth(facts) if growth else ()),
        *_leads(facts, goals, marketers.value),
        *_deals(facts, goals, base, reps.value),
        *_effort(base, each, _crowd(goals, usual, reps.value), opportunities="opportunities" in goals),
    )
    return Draft(entries, _sources(facts), targets, quantiles_of(facts))


def source_odds(source: SourceFacts, sources: tuple[SourceFacts, ...]) -> float:
    """Log-odds of a source's conversion over those of all sources together."""
    wins, leads = sum(one.wins for one in sources), sum(one.leads for one in sources)
    return log_odds(source.wins, source.leads) - log_odds(wins, leads)


def _people(facts: FunnelFacts, base: Scenario, load: float) -> tuple[DraftValue, DraftValue]:
    """Head counts: those named in the export; a side that is not named has the usual number to each of the other.

    Where nobody is named, there are as many people as the base would need for the same `load`.
    """
    reps, marketers = facts.sales_people, facts.marketing_people
    usual = base.company.reps, base.company.marketers
    crowd = reps / usual[0] if reps else marketers / usual[1] if marketers else load
    guessed = "assumption: nobody is named; the usual ratios"
    sold, named = "people who own deals at one time", "people who hand over or own leads at one time"
    return (
        DraftValue("company.reps", reps or max(1, round(usual[0] * crowd)), sold if reps else guessed),
        DraftValue("company.marketers", marketers or max(1, round(usual[1] * crowd)), named if marketers else guessed),
    )


def _span(facts: FunnelFacts) -> Iterator[DraftValue]:
    if facts.span is not None:
        span = min(max(facts.span, SPANS[0]), SPANS[1])
        yield DraftValue("company.span", span, "sellers to a manager or team in the export")


def _growth(facts: FunnelFacts) -> Iterator[DraftValue]:
    if facts.growth is not None:
        seen = f"{facts.growth.yearly:+.0%} a year over {facts.growth.months} months, kept"
        quarterly = (1.0 + facts.growth.yearly) ** 0.25 - 1.0
        slowest, fastest = GROWTH
        limited = "" if slowest <= quarterly <= fastest else "; the most that a scenario can hold"
        yield DraftValue("growth.demand", min(max(quarterly, slowest), fastest), f"{seen}{limited}")
        yield DraftValue("growth.quarters", GROWING, "assumption: so long it goes on")


def _leads(facts: FunnelFacts, goals: Figures, marketers: float) -> Iterator[DraftValue]:
    """Marketing's leads: the export has those that were handed over, none that marketing sifted out before."""
    if facts.counted != "lead":
        return
    if "leads_handed_over" in goals:
        each = goals["leads_handed_over"] / WEEKS_PER_QUARTER / marketers
        yield DraftValue(
            "campaigns.leads_per_week", within_range("campaigns.leads_per_week", each), "leads_handed_over", True
        )
    yield DraftValue("campaigns.qualification_bar", BAR, "under nearly all: leads of an export count as qualified")
    yield DraftValue("campaigns.qualified_share", QUALIFIED, "so nearly all are handed over")
    yield DraftValue("campaigns.fit_mean", 0.5, "conversion: better leads convert better at every step", True)


def _deals(facts: FunnelFacts, goals: Figures, base: Scenario, reps: float) -> Iterator[DraftValue]:
    cases, chance = ("leads_handed_over", "conversion") if facts.counted == "lead" else ("opportunities", "win_rate")
    if cases in goals and chance in goals:
        quota = goals[cases] * goals[chance] / reps
        yield DraftValue(
            "selling.quota", within_range("selling.quota", quota), "wins per rep and quarter in the export"
        )
    if facts.counted == "lead":
        _, most = LIMITS["selling.prospecting_hours"]
        yield DraftValue(
            "selling.prospecting_hours", most, "all wins counted came of leads: as few own finds as can be"
        )
        finds = reps * base.people.weekly_hours * WEEKS_PER_QUARTER / most
        if finds > STRAY * goals.get("leads_handed_over", math.inf):
            yield DraftValue("selling.own_fit", HARDLY, "as above: what reps with hours to spare find hardly fits")
    if "follow_up_share" in goals:
        yield DraftValue("selling.own_appeal", base.selling.own_appeal, "follow_up_share", True)
    if "weeks_to_first_contact" in goals:
        yield DraftValue("handoff.delay", base.handoff.delay, "weeks_to_first_contact", True)
    yield from cycle_of(facts)
    if "win_rate" in goals:
        yield DraftValue("buyers.win", base.buyers.win, "win_rate", True)
    if facts.amounts_are == ("one-off",):
        low, _ = LIMITS["customers.renewal"]
        yield DraftValue("customers.renewal", low, "one-off amounts: no contract is there to renew")
    if facts.contract_value is not None:
        yield from value_of([amount / THOUSAND for amount in facts.contract_value.quantiles])


def _load(goals: Figures, usual: Figures) -> float:
    """Leads or opportunities, over those of the base."""
    known = next((name for name in ("leads_handed_over", "opportunities") if name in goals), None)
    return goals[known] / usual[known] if known else 1.0


def _crowd(goals: Figures, usual: Figures, reps: float) -> float:
    """Opportunities under way at a time for each rep, over those of the base: decided ones times their weeks."""
    if "wins" not in goals or "sales_cycle_weeks" not in goals:
        return 1.0
    decided = goals["wins"] / goals.get("win_rate", usual["win_rate"])
    return decided / WEEKS_PER_QUARTER * goals["sales_cycle_weeks"] / reps / usual["pipeline_per_rep"]


def _effort(base: Scenario, load: float, crowd: float, *, opportunities: bool) -> Iterator[DraftValue]:
    """Where a rep has more deals than in the base, each gets less: an hour is an hour in every company."""
    if opportunities:
        hours = base.selling.prospecting_hours / load
        yield DraftValue(
            "selling.prospecting_hours", within_range("selling.prospecting_hours", hours), "opportunities", True
        )
        leads = base.campaigns.leads_per_week * load
        yield DraftValue(
            "campaigns.leads_per_week", within_range("campaigns.leads_per_week", leads), "assumption: as many more"
        )
    places = dict.fromkeys(PER_DEAL_HOURS, "hours") | dict.fromkeys(PER_DEAL_FEELING, "regard")
    for place, what in places.items():
        times = max(load, crowd) if place in PER_OPEN_DEAL else load  # of the latter, cycles make many too
        if times > 1.0:
            value = within_range(place, value_at(base, place) / times)
            why = f"assumption: {times:.1f} times the usual deals per rep, so less {what} for each"
            yield DraftValue(place, value, why)
    yield DraftValue("customers.pipeline_per_rep", base.customers.pipeline_per_rep, "what the company settles at", True)
    yield DraftValue(
        "customers.marketing_sourced", base.customers.marketing_sourced, "what the company settles at", True
    )


def _sources(facts: FunnelFacts) -> tuple[SourceFacts, ...]:
    """The sources of leads; those of opportunities say how deals end, not how leads come."""
    return facts.sources if facts.counted == "lead" else ()
