"""Contacts across the functions: who meets whom, what is shared, what it costs."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.words import NOW
from .hours import planning_hours
from .opinions import mutual_trust


@compiled
def ties_follow_structure(org: Organisation) -> None:
    """Contacts move toward what structure and technology make of them; knowledge spreads along them.

    Two people who could work together do so the sooner the more integrated the company is: a tie is alive
    if its affinity lies under the square root of integration, and then as strong as that root, so that
    density times strength is the integration. Specialists with tools of their own meet less, unless joint work is
    organised. Meetings that nobody has the hours for do not happen.

    Reads: structure, conditions, company, people, ties, opinions, parameters
    Writes: company.quality, people.meeting_hours, people.meetings_asked, people.meetings_fit, people.shared,
        people.shared_weight, ties.contact, ties.shared
    """
    for person in org.people:
        person.meeting_hours = person.meetings_asked = 0.0
        person.shared = 0.0
        person.shared_weight = org.parameters[0].handoff_cold_routing
    org.company[0].quality = communication_quality(org)
    for tie in range(len(org.ties)):
        meet(org, tie)
        if tie < org.company[0].pairs:
            share_knowledge(org, tie)
    for person in org.people:
        person.shared /= person.shared_weight
        person.meetings_fit = meetings_that_fit(org, person.meetings_asked)


@compiled
def communication_quality(org: Organisation) -> float:
    """Quality of communication this week, in [0, 1]; frequency alone does not make it (F14).

    Planning adds with diminishing returns, joint sessions add, distance of views takes.

    Reads: structure, company, parameters
    """
    p, company = org.parameters[0], org.company[0]
    planning = 1.0 - exp(-planning_hours(org) / p.coordination_planning_scale)
    distance = abs(company.marketing_view - company.sales_view)
    quality = (
        p.coordination_base_quality
        + p.coordination_planning_quality * planning
        + p.leadership_session_effect * company.sessions
        - p.coordination_distance_penalty * distance
    )
    return clip(quality, 0.0, 1.0)


@compiled
def meet(org: Organisation, row: int) -> None:
    """The contact of one tie moves toward its due strength, as far as both have time for it, and asks for its hours.

    What tools take is informal contact between specialists (F82); what is organised, the structure protects, and an
    alignment programme makes people meet besides.

    Reads: structure.integration, conditions.technology, company.programme_left, people, parameters
    Writes: ties.contact, people.meeting_hours, people.meetings_asked
    """
    p, tie, integration = org.parameters[0], org.ties[row], org.structure[NOW].integration
    ours, theirs = org.people[tie.rep], org.people[tie.marketer]
    reach = math.sqrt(integration)
    narrow = 0.5 * (narrowness(org, tie.rep) + narrowness(org, tie.marketer))
    kept = 1.0 - p.technology_informal_loss * org.conditions[0].technology * narrow * (1.0 - integration)
    due = min(1.0, (reach * kept if tie.affinity < reach else 0.0) + workshops(org, row))
    ours.meetings_asked += due * p.coordination_meeting_hours
    theirs.meetings_asked += due * p.coordination_meeting_hours
    fitting = due * min(ours.meetings_fit, theirs.meetings_fit)
    tie.contact += p.coordination_rewiring * (fitting - tie.contact)
    ours.meeting_hours += tie.contact * p.coordination_meeting_hours
    theirs.meeting_hours += tie.contact * p.coordination_meeting_hours


@compiled
def workshops(org: Organisation, row: int) -> float:
    """Contact that a programme brings two people, in [0, 1]: its hours, shared among all that the busier could meet.

    Reads: company.programme_left, ties, people, parameters
    """
    if org.company[0].programme_left <= 0.0:
        return 0.0
    ours, theirs = org.people[org.ties[row].rep], org.people[org.ties[row].marketer]
    most = max(1, ours.last_tie - ours.first_tie, theirs.last_tie - theirs.first_tie)
    return min(
        1.0, org.parameters[0].perception_programme_hours / (most * org.parameters[0].coordination_meeting_hours)
    )


@compiled
def narrowness(org: Organisation, who: int) -> float:
    """How narrow a person's role is, in [0, 1]: by its craft, and by tools that make roles of their own.

    Such roles rarely overlap, unless roles are merged (F82). What tools bring is in the precision of targeting.

    Reads: people.specialisation, conditions.technology, structure.role_overlap
    """
    by_tools = org.conditions[0].technology * (1.0 - org.structure[NOW].role_overlap)
    return min(1.0, org.people[who].specialisation + by_tools)


@compiled
def meetings_that_fit(org: Organisation, asked: float) -> float:
    """The share of the meetings asked of a person that half a week has room for, in (0, 1].

    Reads: parameters
    """
    room = 0.5 * org.parameters[0].people_weekly_hours
    return room / asked if asked > room else 1.0


@compiled
def share_knowledge(org: Organisation, row: int) -> None:
    """What two people know of each other's world grows with good, trusting contact, and grows stale.

    Reads: company.quality, structure.role_overlap, opinions, conditions.staleness, parameters
    Writes: ties.shared, people.shared, people.shared_weight
    """
    tie = org.ties[row]
    learnt, lost = learning(org, row) * (1.0 - tie.shared), org.conditions[0].staleness * tie.shared
    tie.shared = clip(tie.shared + learnt - lost, 0.0, 1.0)
    for who in (tie.rep, tie.marketer):
        org.people[who].shared += tie.contact * tie.shared
        org.people[who].shared_weight += tie.contact


@compiled
def learning(org: Organisation, row: int) -> float:
    """Share of what two people do not know of each other's world that they learn in a week.

    Whoever does the other's work learns of it as from the best contact: in merged roles (redundancy, Nonaka 1994).

    Reads: ties, company.quality, structure.role_overlap, opinions, parameters
    """
    told = joint_work(org, row) * org.company[0].quality * mutual_trust(org, row)
    return org.parameters[0].coordination_sharing * max(told, org.structure[NOW].role_overlap)


@compiled
def joint_work(org: Organisation, row: int) -> float:
    """How far two people work together this week, in [0, 1]: their contact, unless a question stands between them.

    Reads: ties
    """
    tie = org.ties[row]
    return tie.contact if tie.blocked <= 0.0 else 0.0
