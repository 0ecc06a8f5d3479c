"""What executives hear, believe and do about it."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NOW, Level, Side
from .capacity import voice
from .hours import planning_hours


@compiled
def practitioners_alignment(org: Organisation) -> float:
    """Alignment as the people who do the work live it, in [0, 1]: mean trust, and what leaders settle.

    Reads: people.trust, company.settled_share, parameters
    """
    total, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        total += org.people[who].trust
    weight = org.parameters[0].perception_leaders_weight
    return (1.0 - weight) * total / count + weight * org.company[0].settled_share


@compiled
def surface(org: Organisation, pipeline: float) -> float:
    """What executives see without asking, in [0, 1]: marketing's pipeline over its plan, and meetings held.

    Reads: people.meeting_hours, company, structure, parameters
    """
    weight = org.parameters[0].perception_pipeline_weight
    return weight * pipeline + (1.0 - weight) * meetings_held(org)


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

    Bad news is what falls short of what the top believes; led people keep more of it to themselves. Above the
    managers it has one line up under one head, and two under two: it is lost only if both keep it.

    Reads: company.belief, company.alignment, structure, parameters
    """
    p, company = org.parameters[0], org.company[0]
    heard = company.alignment
    kept = 1.0 - (1.0 - p.perception_withholding) * min(voice(org, Side.SALES), voice(org, Side.MARKETING))
    for level in range(Level.EXECUTIVE):
        bad = max(0.0, company.belief - heard)
        heard += (kept * kept if level > 0 and org.structure[NOW].heads > 1 else kept) * bad
        heard += p.perception_optimism * p.perception_report_spread
    return clip(heard, 0.0, 1.0)


@compiled
def impression(org: Organisation, pipeline: float) -> float:
    """Alignment as it appears at the top now, in [0, 1]: the surface, and what is reported.

    Reads: company, structure, parameters
    """
    weight = org.parameters[0].perception_surface_weight
    return weight * surface(org, pipeline) + (1.0 - weight) * report(org)


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
    company.alignment = practitioners_alignment(org)
    company.belief = keep * company.belief + (1.0 - keep) * impression(org, pipeline_over_plan(org))
    collapsed = tally.revenue_new < (1.0 - p.perception_visible_failure) * company.last_revenue
    company.last_revenue = tally.revenue_new
    if company.programme_left <= 0.0 and (company.belief < p.perception_threshold or collapsed):
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
