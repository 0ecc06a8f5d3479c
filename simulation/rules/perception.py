"""What executives hear, believe and do about it."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NEVER, NOW, WEEKS_PER_QUARTER, Level, Response, Side
from .alignment import practitioners_alignment
from .capacity import voice
from .signs import joint_result, pipeline_over_plan, surface


@compiled
def report(org: Organisation) -> float:
    """Alignment as it arrives at the top: each level adds optimism and withholds part of the bad news (F04, F05).

    Bad news is what falls short of what the top believes; led people keep more of it to themselves, and where the
    functions never meet half of it is told by nobody. Above the managers it has one line up under one head, and two
    under two: it is lost only if both keep it.

    Reads: company.belief, company.alignment, ties.contact, structure, parameters
    """
    p, company = org.parameters[0], org.company[0]
    heard = company.alignment
    told = (1.0 - p.perception_withholding) * min(voice(org, Side.SALES), voice(org, Side.MARKETING))
    kept = 1.0 - told * 0.5 * (1.0 + contact_across(org))
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
        company.reported_follow_up, company.mess, company.programme_left, company.switch_week, company.last_revenue,
        opinions.repair
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
        mind.repair = max(mind.repair, WEEKS_PER_QUARTER)
