"""What executives hear, believe and do about it."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NEVER, NOBODY, NOW, Attribution, Level, Response, Side
from .capacity import voice
from .hours import planning_hours
from .opinions import mutual_trust


@compiled
def practitioners_alignment(org: Organisation) -> float:
    """Alignment as the people who do the work live it, in [0, 1]: the mean of all reps and marketers.

    Reads: people, company, parameters
    """
    total, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        total += lived(org, who)
    return total / count


@compiled
def lived(org: Organisation, who: int) -> float:
    """Alignment as a person lives it, in [0, 1], against what the work requires, which the forces raise.

    Its grounds are those that people name (F02, F07, F14), and count alike: relations with the other function, what
    the two know of each other, clarity of one's role, work that is neither dropped nor done twice, and how the
    leaders of both get on.

    Reads: people, teams, opinions, company.mess, conditions, parameters
    """
    person, c = org.people[who], org.conditions[0]
    leaders = org.teams[person.team].counterpart
    agreed = mutual_trust(org, leaders) if leaders != NOBODY else 1.0
    found = (person.trust + person.shared + person.clarity + (1.0 - org.company[0].mess) + agreed) / 5.0
    required = org.parameters[0].perception_required * (c.technology + c.buyers + c.business_model) / 3.0
    return max(0.0, found - required)


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
    return 1.0 - math.exp(-hours / org.parameters[0].coordination_planning_scale)


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
def report(org: Organisation) -> float:
    """Alignment as it arrives at the top: each level adds optimism and withholds part of the bad news (F04, F05).

    Bad news is what falls short of what the top believes; led people keep more of it to themselves, and where the
    functions hardly meet there are few to tell it. Above the managers it has one line up under one head, and two
    under two: it is lost only if both keep it.

    Reads: company.belief, company.alignment, ties.contact, structure, parameters
    """
    p, company = org.parameters[0], org.company[0]
    heard = company.alignment
    told = (1.0 - p.perception_withholding) * min(voice(org, Side.SALES), voice(org, Side.MARKETING))
    kept = 1.0 - told * (1.0 - p.perception_silence * (1.0 - contact_across(org)))
    for level in range(Level.EXECUTIVE):
        bad = max(0.0, company.belief - heard)
        heard += (kept * kept if level > 0 and org.structure[NOW].heads > 1 else kept) * bad
        heard += p.perception_optimism * p.perception_spread
    return clip(heard, 0.0, 1.0)


@compiled
def contact_across(org: Organisation) -> float:
    """Mean strength of the contacts that there could be across the functions, in [0, 1].

    Reads: ties.contact
    """
    total, pairs = 0.0, org.company[0].pairs
    for tie in range(pairs):
        total += org.ties[tie].contact
    return total / pairs


@compiled
def impression(org: Organisation, pipeline: float, results: float) -> float:
    """Alignment as it appears at the top now, in [0, 1]: the surface, and what is reported.

    Reads: company, structure, parameters
    """
    weight = org.parameters[0].perception_surface_weight
    return weight * surface(org, pipeline, results) + (1.0 - weight) * report(org)


@compiled
def executives_form_a_view(org: Organisation) -> None:
    """Each quarter executives mix what they see with what they hear, and act only if that alarms them.

    They order an alignment programme when their own view falls under their threshold, or when new revenue
    visibly collapses; a comfortable view means no intervention, whatever the truth (complacency).

    Reads: people, tally, company, structure, parameters
    Writes: company.alignment, company.belief, company.settled_share, company.reported_quality,
        company.reported_follow_up, company.programme_left, company.last_revenue, opinions.repair
    """
    p, company, tally = org.parameters[0], org.company[0], org.tally[0]
    keep = p.perception_inertia
    heard = tally.decided + tally.stalemates + company.matters
    settled = tally.settled / heard if heard > 0.0 else company.settled_share
    company.settled_share = keep * company.settled_share + (1.0 - keep) * settled
    read_dashboards(org)
    messed_up = tally.doubled_work + tally.dropped_work
    company.mess = min(1.0, messed_up / tally.leads_handed_over) if tally.leads_handed_over > 0.0 else 0.0
    company.alignment = practitioners_alignment(org)
    seen = impression(org, pipeline_over_plan(org), joint_result(org))
    company.belief = keep * company.belief + (1.0 - keep) * seen
    collapsed = tally.revenue_new < (1.0 - p.perception_visible_failure) * company.last_revenue
    company.last_revenue = tally.revenue_new
    if company.programme_left <= 0.0 and (company.belief < p.perception_threshold or collapsed):
        act(org)


@compiled
def joint_result(org: Organisation) -> float:
    """The quarter's wins over all reps' targets together, in [0, 1].

    Reads: tally.wins, people.target
    """
    asked = 0.0
    for who in range(org.company[0].reps):
        asked += org.people[who].target
    return min(1.0, org.tally[0].wins / asked)


@compiled
def act(org: Organisation) -> None:
    """Alarmed executives do what they are ready to do: order a programme, or begin the reorganisation they can.

    Reads: clock.week, parameters
    Writes: company.switch_week, company.programme_left, opinions.repair
    """
    company = org.company[0]
    if company.response == Response.REORGANISE:
        if company.switch_week == NEVER:
            company.switch_week = org.clock[0].week + 1
    else:
        intervene(org)


@compiled
def read_dashboards(org: Organisation) -> None:
    """Dashboards show what share of marketing's leads was worth working, and what share was worked.

    Reads: tally, parameters
    Writes: company.reported_quality, company.reported_follow_up
    """
    keep, company, tally = org.parameters[0].perception_inertia, org.company[0], org.tally[0]
    if tally.leads_worked > 0.0:
        worth = 1.0 - tally.misfit_leads / tally.leads_worked
        company.reported_quality = keep * company.reported_quality + (1.0 - keep) * worth
    if tally.leads_handed_over > 0.0:
        worked = min(1.0, tally.leads_worked / tally.leads_handed_over)
        company.reported_follow_up = keep * company.reported_follow_up + (1.0 - keep) * worked


@compiled
def intervene(org: Organisation) -> None:
    """An alignment programme: planning for all, an agreement on follow-up, a promise to repair.

    Reads: parameters
    Writes: company.programme_left, opinions.repair
    """
    org.company[0].programme_left = org.parameters[0].perception_programme
    for mind in org.opinions:
        mind.repair = max(mind.repair, org.parameters[0].trust_repair_weeks)
