"""Section 7.15: what executives come to believe."""

from math import exp
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, voice
from tests.documents.rebuilt.structure import planning


def report(values: Values, world: Any) -> float:
    """Alignment as it is reported to the executives."""
    belief, x = world.company[0].belief, world.company[0].alignment
    kept = 1 - (1 - values["perception.withholding"]) * min(
        voice(values, world, SALES), voice(values, world, MARKETING)
    )
    for level in ("managers", "heads", "executives"):
        two_lines = world.structure[0].heads == 2 and level != "managers"
        x += (kept**2 if two_lines else kept) * max(0.0, belief - x)
        x += values["perception.optimism"] * values["perception.report_spread"]
    return clip(x)


def surface(values: Values, world: Any, handed_over: float) -> float:
    """What executives see for themselves: the pipeline and how much people meet."""
    company = world.company[0]
    practitioners = world.people[: company.reps + company.marketers]
    asked = sum(person.target for person in practitioners[company.reps :])
    met = sum(person.meeting_hours for person in practitioners) / len(practitioners)
    held = 1 - exp(-(planning(values, world) + met) / values["coordination.planning_scale"])
    weight = values["perception.pipeline_weight"]
    return weight * min(1.0, handed_over / asked) + (1 - weight) * held


def alignment(values: Values, world: Any) -> float:
    """Alignment as practitioners live it."""
    company, weight = world.company[0], values["perception.leaders_weight"]
    practitioners = world.people[: company.reps + company.marketers]
    mean = sum(person.trust for person in practitioners) / len(practitioners)
    return (1 - weight) * mean + weight * company.settled_share


def settled_share(values: Values, world: Any) -> float:
    """Leaders' record after the quarter."""
    tally, company, keep = world.tally[0], world.company[0], values["perception.inertia"]
    heard = tally.decided + tally.stalemates + company.matters
    return keep * company.settled_share + (1 - keep) * tally.settled / heard if heard else company.settled_share


def dashboards(values: Values, world: Any) -> tuple[float, float]:
    """Reported quality of marketing's leads, reported follow-up of sales."""
    tally, company, keep = world.tally[0], world.company[0], values["perception.inertia"]
    quality, follow_up = company.reported_quality, company.reported_follow_up
    if tally.leads_worked:
        quality = keep * quality + (1 - keep) * (1 - tally.misfit_leads / tally.leads_worked)
    if tally.leads_handed_over:
        follow_up = keep * follow_up + (1 - keep) * min(1.0, tally.leads_worked / tally.leads_handed_over)
    return quality, follow_up


def alarmed(values: Values, world: Any, belief: float) -> bool:
    """Whether executives order a programme."""
    company, fallen = world.company[0], 1 - values["perception.visible_failure"]
    collapsed = world.tally[0].revenue_new < fallen * company.last_revenue
    return bool(company.programme_left <= 0 and (belief < values["perception.threshold"] or collapsed))


def success(values: Values, world: Any, person: Any) -> float:
    """A person's success after the appraisal."""
    goals, reps = world.structure[0].shared_goals, world.people[: world.company[0].reps]
    most = values["people.most_success"]
    joint = min(most, world.tally[0].wins / sum(rep.target for rep in reps))
    own = min(most, person.achieved / person.target)
    return person.success + values["people.success_speed"] * ((1 - goals) * own + goals * joint - person.success)


def survey(values: Values, world: Any, noise: list[float]) -> tuple[float, float, float]:
    """Shares of executives saying aligned and very aligned, and of practitioners who see a lack.

    `noise` holds a standard normal for each person.
    """
    company, weight = world.company[0], values["perception.leaders_weight"]
    count = company.reps + company.marketers
    views = [
        company.belief + values["perception.executive_spread"] * noise[row]
        for row in range(count, len(world.people))
        if world.people[row].level == 3
    ]
    lack = 0
    for row in range(count):
        own = (1 - weight) * world.people[row].trust + weight * company.settled_share
        lack += own + values["perception.practitioner_spread"] * noise[row] < values["perception.lack_cut"]
    aligned = sum(view >= values["perception.aligned_cut"] for view in views) / len(views)
    very = sum(view >= values["perception.very_aligned_cut"] for view in views) / len(views)
    return aligned, very, lack / count
