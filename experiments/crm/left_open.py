"""What an export cannot tell, in plain words, so that nobody takes a default for a finding."""

from collections.abc import Iterator

from .facts import FunnelFacts

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
        yield "leads and their conversion: no leads are joined to the opportunities; the rates are win rates"
    if facts.period is None:
        yield "volume per week: nothing is dated"
    elif facts.leads_per_week is None:
        yield "volume per week: less than a week is observed"
    if facts.cohorts is None:
        yield "conversion without censoring: no cohort is followed long enough; the rates are of all rows"
    if facts.cycle is None:
        yield "the cycle: too few wins carry both a creation and a closing"
    if facts.weeks_to_first_contact is None:
        yield "speed to first contact: no first contact or touch of sales is dated"
    if facts.follow_up is None:
        yield "which leads sales followed up: no first contact or touch of sales is recorded"


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


def _people(facts: FunnelFacts) -> Iterator[str]:
    if facts.marketing is None:
        yield "the people of marketing: nobody is named who hands leads over"
    if facts.sales is None:
        yield "the people of sales: nobody is named who owns the wins"
    if facts.marketing or facts.sales:
        yield "how many people worked at one time: only those named in deals are seen, over the whole period"
    if facts.people_on_both_sides:
        yield f"who is on which side: {facts.people_on_both_sides} people both hand over and close"


def _deals(facts: FunnelFacts) -> Iterator[str]:
    if facts.contract_value is None:
        yield "contract value: the wins carry no usable amounts"
    if facts.win_rate is None:
        yield "win rate, losses and open opportunities: the export records wins only"
