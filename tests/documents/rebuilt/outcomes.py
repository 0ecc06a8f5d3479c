"""Sections 4.11 and 7.15: what is recorded of a quarter."""

from math import nan
from statistics import mean, median
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, trust

RATES = {
    "win_rate": ("wins", "decided_deals"),
    "weeks_to_first_contact": ("contact_delay", "leads_worked"),
    "sales_cycle_weeks": ("cycle", "wins"),
    "contract_value": ("value_won", "wins"),
    "marketing_influence": ("influence", "value_won"),
    "gross_retention": ("renewal_kept", "renewal_due"),
    "net_retention": ("renewal_grown", "renewal_due"),
    "gross_retention_broken": ("broken_kept", "broken_due"),
    "gross_retention_kept": ("other_kept", "other_due"),
    "friction_events_per_person_week": ("friction", "person_weeks"),
    "friction_hours_share": ("friction_hours", "hours"),
    "decision_latency_weeks": ("latency", "closed"),
    "credit_claimed_ratio": ("credit_claimed", "credit_due"),
}


def rate(counts: dict[str, float], over: str, under: str) -> float:
    """A rate, missing if there is nothing to divide by."""
    return counts[over] / counts[under] if counts[under] else nan


def rates(world: Any) -> dict[str, float]:
    """The rates of a quarter, from its counts."""
    tally = world.tally[0]
    counts = {name: float(tally[name]) for name in world.tally.dtype.names}
    counts["decided_deals"] = counts["wins"] + counts["losses"] + counts["no_decisions"]
    counts["other_kept"] = counts["renewal_kept"] - counts["broken_kept"]
    counts["other_due"] = counts["renewal_due"] - counts["broken_due"]
    waited_too_long = counts["leads_ignored"] - counts["dropped_work"]
    kinds = ("dropped_work", "doubled_work", "misfit_leads", "leads_spurned", "broken_promises", "credit_disputes")
    counts["friction"] = waited_too_long + sum(counts[kind] for kind in kinds)
    counts["friction"] += sum(counts[kind] for kind in ("credit_thefts", "exclusions", "stalemates", "power_contests"))
    return {name: rate(counts, *parts) for name, parts in RATES.items()}


def states(values: Values, world: Any) -> dict[str, float]:
    """What is taken of the state at a quarter's end."""
    company = world.company[0]
    people = world.people[: company.reps + company.marketers]
    pairs, leaders = range(company.pairs), range(company.pairs, len(world.ties))
    found = {
        "sales_cycle_weeks_median": median_cycle(world),
        "mastery": sum(person.skill for person in people) / sum(person.talent for person in people),
        "role_clarity": mean(float(person.clarity) for person in people),
        "morale": mean(float(person.morale) for person in people),
        "dispute_backlog": sum(matter.tie >= 0 for matter in world.matters[: company.matters]),
        "view_distance": abs(company.marketing_view - company.sales_view),
    }
    for side, direction in ((SALES, "sales_in_marketing"), (MARKETING, "marketing_in_sales")):
        weights = [world.ties[row].contact + values["handoff.cold_routing"] for row in pairs]
        held = [trust(values, world.opinions[2 * row + side]) for row in pairs]
        weighted = sum(weight * value for weight, value in zip(weights, held, strict=True))
        found[f"trust_{direction}"] = weighted / sum(weights)
        theirs = [float(trust(values, world.opinions[2 * row + side])) for row in leaders]
        found[f"leader_trust_{direction}"] = mean(theirs) if theirs else nan
    return found


def median_cycle(world: Any) -> float:
    """The median weeks from appearance to win, of the quarter's wins that came from marketing."""
    first = world.clock[0].week - 12
    won = [one for one in world.customers[: world.company[0].customers] if one.since >= first and one.marketer >= 0]
    return float(median(one.cycle for one in won)) if won else nan
