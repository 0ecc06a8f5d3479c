"""Contacts across the functions: who meets whom, what is shared, what it costs."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NOW, Side
from .capacity import specialised
from .hours import planning_hours
from .opinions import trust_of, view


@compiled
def ties_follow_structure(org: Organisation) -> None:
    """Contacts move toward what structure and technology make of them; knowledge spreads along them.

    Two people who could work together do so the sooner the more integrated the company is: a tie is alive
    if its affinity lies under the square root of integration, and then as strong as that root, so that
    density times strength is the integration. Specialists with tools of their own meet less.

    Reads: structure, conditions, company, people, ties, opinions, parameters
    Writes: company.quality, people.meeting_hours, people.shared, people.shared_weight, ties.contact, ties.shared
    """
    for person in org.people:
        person.meeting_hours = 0.0
        person.shared = 0.0
        person.shared_weight = org.parameters[0].handoff_cold_routing
    org.company[0].quality = communication_quality(org)
    for tie in range(len(org.ties)):
        meet(org, tie)
        share_knowledge(org, tie)
    for person in org.people:
        person.shared /= person.shared_weight


@compiled
def communication_quality(org: Organisation) -> float:
    """Quality of communication this week, in [0, 1]; frequency alone does not make it (F14).

    Planning adds with diminishing returns, shared goals and joint sessions add, distance of views takes.

    Reads: structure, company, parameters
    """
    p, company = org.parameters[0], org.company[0]
    planning = 1.0 - math.exp(-planning_hours(org) / p.coordination_planning_scale)
    distance = abs(company.marketing_view - company.sales_view)
    quality = (
        p.coordination_base_quality
        + p.coordination_planning_quality * planning
        + p.coordination_goal_quality * org.structure[NOW].shared_goals
        + p.leadership_session_effect * company.sessions
        - p.coordination_distance_penalty * distance
    )
    return clip(quality, 0.0, 1.0)


@compiled
def meet(org: Organisation, row: int) -> None:
    """The contact of one tie moves toward its due strength and asks for its hours.

    Reads: structure.integration, conditions.technology, people, parameters
    Writes: ties.contact, people.meeting_hours
    """
    p, tie = org.parameters[0], org.ties[row]
    reach = math.sqrt(org.structure[NOW].integration)
    special = 0.5 * (specialised(org, tie.rep) + specialised(org, tie.marketer))
    kept = 1.0 - p.technology_informal_loss * org.conditions[0].technology * special
    due = reach * kept if tie.affinity < reach else 0.0
    tie.contact += p.coordination_rewiring * (due - tie.contact)
    org.people[tie.rep].meeting_hours += tie.contact * p.coordination_meeting_hours
    org.people[tie.marketer].meeting_hours += tie.contact * p.coordination_meeting_hours


@compiled
def share_knowledge(org: Organisation, row: int) -> None:
    """What two people know of each other's world grows with good, trusting contact, and grows stale.

    Reads: company.quality, opinions, conditions.staleness, parameters
    Writes: ties.shared, people.shared, people.shared_weight
    """
    p, tie = org.parameters[0], org.ties[row]
    trust = 0.5 * (trust_of(org, view(row, Side.SALES)) + trust_of(org, view(row, Side.MARKETING)))
    learnt = p.coordination_sharing * joint_work(org, row) * org.company[0].quality * trust
    lost = p.coordination_forgetting + org.conditions[0].staleness
    tie.shared = clip(tie.shared + learnt * (1.0 - tie.shared) - lost * tie.shared, 0.0, 1.0)
    for who in (tie.rep, tie.marketer):
        org.people[who].shared += tie.contact * tie.shared
        org.people[who].shared_weight += tie.contact


@compiled
def joint_work(org: Organisation, row: int) -> float:
    """How far two people work together this week, in [0, 1]: their contact, unless a question stands between them.

    Reads: ties
    """
    tie = org.ties[row]
    return tie.contact if tie.blocked <= 0.0 else 0.0
