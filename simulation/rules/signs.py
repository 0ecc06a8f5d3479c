"""What executives see without asking: signs on the surface of a company."""

from ..machinery.compiled import compiled
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.words import NOW, Attribution
from .hours import planning_hours


@compiled
def surface(org: Organisation, pipeline: float, results: float) -> float:
    """What executives see without asking, in [0, 1]: signs that count alike.

    Marketing's pipeline over its plan, wins over quotas, meetings held, and what is shared on paper.

    Reads: people.meeting_hours, company, structure, parameters
    """
    return 0.25 * (pipeline + results + meetings_held(org) + shared_on_paper(org))


@compiled
def shared_on_paper(org: Organisation) -> float:
    """Strategies and indicators that the two functions share on paper, in [0, 1]; a programme is full of them.

    Reads: structure, company.programme_left
    """
    now = org.structure[NOW]
    if org.company[0].programme_left > 0.0:
        return 1.0
    return 0.5 * (now.shared_goals + (0.0 if now.attribution == Attribution.OWN_ACCOUNTING else 1.0))


@compiled
def meetings_held(org: Organisation) -> float:
    """How busily people meet across the functions, in [0, 1): hours of planning and meeting, saturating.

    Reads: people.meeting_hours, company, structure, parameters
    """
    total, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        total += org.people[who].meeting_hours
    hours = planning_hours(org) + total / count
    return 1.0 - exp(-hours / org.parameters[0].coordination_planning_scale)


@compiled
def pipeline_over_plan(org: Organisation) -> float:
    """Leads that marketing handed over this quarter, over those that were planned, at most 1.

    Reads: tally.leads_handed_over, people.target, company
    """
    company, planned = org.company[0], 0.0
    for who in range(company.reps, company.reps + company.marketers):
        planned += org.people[who].target
    return min(1.0, org.tally[0].leads_handed_over / planned) if planned > 0.0 else 1.0


@compiled
def joint_result(org: Organisation) -> float:
    """The quarter's wins over all reps' targets together, in [0, 1].

    Reads: tally.wins, people.target
    """
    asked = 0.0
    for who in range(org.company[0].reps):
        asked += org.people[who].target
    return min(1.0, org.tally[0].wins / asked)
