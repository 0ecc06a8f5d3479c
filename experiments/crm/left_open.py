"""What an export cannot tell, in plain words, so that nobody takes a default for a finding."""

from collections.abc import Iterator

from .cohorts import RECORDED
from .facts import Buyers, FunnelFacts, Share

_BASIS = 'say amount = "yearly", "monthly", "one-off" or "total" under [opportunity] (or [line]) in the mapping'

ALWAYS = (
    "trust, ties and contact between the two sides: no CRM records them",
    "hours, meetings, plans and shared goals, and how power and credit are divided: no CRM records them",
    "leadership, morale, ramp-up and staff turnover: not in these tables",
    "renewals, expansion and churn after the win: not in these tables",
)


def left_open(facts: FunnelFacts) -> tuple[str, ...]:
    """Each thing that was left at the scenario's default, or is known only with a flaw, and why."""
    return (*_funnel(facts), *_growth(facts), *_people(facts), *_deals(facts), *ALWAYS)


def _funnel(facts: FunnelFacts) -> Iterator[str]:
    if facts.counted == "opportunity":
        yield f"leads and their conversion: {_why_no_leads(facts)}; the rates are win rates"
    elif facts.endings is None:
        yield "deals: none are in the export; a win is a lead that the export calls converted"
    if facts.period is None:
        yield "volume per week: nothing is dated"
    elif facts.leads_per_week is None:
        yield "volume per week: less than a week is observed"
    elif facts.dated_by == "closings":
        yield "volume per week as created: no creation is dated; the volume is that of the closings"
    elif not facts.migrated and facts.dated_by == "creations" and _dated(facts) < RECORDED * facts.whole.created:
        yield f"volume per week: {_dated(facts)} of {facts.whole.created} cases carry a creation, and only those count"
    if facts.migrated:
        yield f"creation of {_of(facts.migrated)} cases: one day holds them all, as after a migration"
    if facts.cohorts is None:
        yield "conversion without censoring: no cohort is followed long enough; the rates are of all rows"
    if facts.dated_wins and facts.dated_wins.value < RECORDED:
        yield f"the cycle of most wins: {_of(facts.dated_wins)} wins carry a closing date, and the cycle rests on those"
    if facts.cycle is None:
        yield "the cycle: too few wins carry both a creation and a closing"
    if facts.weeks_to_first_contact is None:
        yield "speed to first contact: no first contact or touch of sales is dated"
    if facts.follow_up is None:
        yield "which leads sales followed up: no first contact or touch of sales is recorded"


def _dated(facts: FunnelFacts) -> int:
    """How many cases carry a creation, as the volume counts them."""
    window = facts.whole
    return round(window.leads_per_week * window.period.weeks) if window.leads_per_week and window.period else 0


def _growth(facts: FunnelFacts) -> Iterator[str]:
    growth = facts.growth
    if growth is None:
        yield "growth and seasons: less than a year of whole months is observed"
        return
    yield f"growth: taken out; {growth.yearly:+.0%} a year over {growth.months} months, the scenario stays at the mean"
    if growth.season is None:
        yield "seasons: less than two years are observed"
    else:
        yield f"seasons: taken out; the strongest quarter of a year lies {growth.season:.0%} over the mean"


def _why_no_leads(facts: FunnelFacts) -> str:
    if facts.linked_wins:
        return f"conversion is unknown, since {_of(facts.linked_wins, 'only ')} wins name a lead"
    return "no leads are joined to the opportunities"


def _of(share: Share, only: str = "") -> str:
    return f"{only}{share.count} of {share.total}"


def _people(facts: FunnelFacts) -> Iterator[str]:
    if facts.marketing is None and facts.owners_on_both_sides:
        yield f"the people of marketing: all {facts.owners_on_both_sides} owners of leads own deals too, so they sell"
    elif facts.marketing is None:
        yield "the people of marketing: nobody is named who hands leads over"
    if facts.sales is None:
        yield "the people of sales: nobody is named who owns deals"
    if any(side and side.active_per_month is None for side in (facts.marketing, facts.sales)):
        yield "how many people worked at one time: nothing is dated, so everybody named counts"
    if facts.owned_by_nobody:
        kinds = "queues, integrations, users who left"
        yield f"who works on {facts.owned_by_nobody} deals: their owners are nobody in person ({kinds})"
    if facts.people_without_deals:
        yield f"what the {facts.people_without_deals} people of the table of reps do who own no deal: they do not count"
    if facts.people_on_both_sides:
        yield f"who is on which side: {facts.people_on_both_sides} people both hand over and close"


def _deals(facts: FunnelFacts) -> Iterator[str]:
    if len(facts.currencies) > 1:
        yield f"contract value: the wins mix currencies ({', '.join(facts.currencies)}), and none is converted"
    elif facts.contract_value is None and facts.amounts_are == ("total",):
        yield "contract value: totals are of no known term; map opportunity.columns.term, in months"
    elif facts.contract_value is None:
        yield "contract value: the wins carry no usable amounts"
    elif len(facts.amounts_are) > 1:
        kinds = ", ".join(facts.amounts_are)
        yield f"what an amount is: several kinds ({kinds}), each brought to a year, a one-off or unsaid one as it is"
    elif facts.amounts_are == ("unsaid",):
        yield f"what an amount is: taken as what a customer pays a year; {_BASIS}"
    elif facts.amounts_are == ("one-off",):
        yield "payments after the first: amounts are one-off; the simulated contracts run for a year and hardly renew"
    if facts.win_rate is None:
        yield "win rate, losses and open opportunities: the export records wins only"
    if facts.endings and facts.endings.outlived:
        counts = (
            facts.win_rate
            and facts.win_rate.total > facts.endings.created - facts.endings.outlived - facts.endings.open
        )
        how = "count as no decisions" if counts else "are fewer than the losses, and left out of the win rate"
        yield f"what became of {facts.endings.outlived} open deals that are older than any cycle: they {how}"
    if facts.buyers and facts.buyers.further_wins:
        yield f"repeat buyers: {_bought(facts.buyers)}"


def _bought(buyers: Buyers) -> str:
    """Who bought how often, and what the simulation takes the further purchases for."""
    each = buyers.wins / buyers.accounts
    often = f"{buyers.accounts} customers bought {buyers.wins} times ({each:.1f} deals a customer)"
    if not buyers.left_out:
        return (
            f"{often}; too few first deals are there for a rate, so that in the simulation each win is a new customer"
        )
    out = f"{buyers.further_wins} wins of known customers are left out of volume, rates, cycle and contract value"
    return f"{often}; {out}; simulated customers buy once, renew and grow at the default rates"
