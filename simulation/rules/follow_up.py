"""What a rep makes of marketing's leads: which seem worth it, what a contact shows, what is left to wait."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import logistic, normal
from ..world.draws import Decision, fate
from ..world.organisation import Organisation
from ..world.words import NOW, DecisionRule, Side, Stage
from .capacity import competence, pressure
from .hours import lose, sell
from .leads import open_opportunity
from .opinions import live_through, trust_of, view


@compiled
def work_leads(org: Organisation, who: int) -> None:
    """The rep works marketing's leads from the most promising down, as long as they seem worth it.

    Leads that have waited beyond patience end as ignored, which marketing notices.

    Writes: leads, people.hours_left, people.friction_hours, people.expects, opinions, tally
    """
    p, now = org.parameters[0], org.clock[0].week + 1.0
    while org.people[who].hours_left >= p.selling_contact_hours:
        row = most_promising(org, who, now)
        if row < 0:
            break
        contact(org, row)
    for place in range(org.queue_start[who], org.queue_start[who + 1]):
        lead = org.leads[org.queue[place]]
        if lead.stage == Stage.ASSIGNED and now - lead.available > p.selling_patience:
            ignore(org, org.queue[place])


@compiled
def most_promising(org: Organisation, who: int, now: float) -> int:
    """The waiting lead with the highest perceived value above the rep's bar; -1 if none is worth it.

    Reads: queue, leads, opinions, people, structure, company, parameters
    """
    best, best_value = -1, 0.0
    bar = worth_working(org, who)
    for place in range(org.queue_start[who], org.queue_start[who + 1]):
        row = org.queue[place]
        lead = org.leads[row]
        if lead.stage == Stage.ASSIGNED and lead.available < now:
            seen = perceived_fit(org, row)
            value = seen * lead.value
            if seen > bar + org.parameters[0].selling_choosiness_spread * lead.mood and value > best_value:
                best, best_value = row, value
    return best


@compiled
def perceived_fit(org: Organisation, row: int) -> float:
    """What the rep thinks of a lead, in [0, 1]: marketing's belief weighted by trust in that marketer (F33).

    perceived = trust x believed + (1 - trust) x what the rep has learnt to expect

    Reads: leads, opinions, people.expects, parameters
    """
    lead = org.leads[row]
    trust = trust_of(org, view(lead.tie, Side.SALES))
    return trust * lead.believed + (1.0 - trust) * org.people[lead.rep].expects


@compiled
def worth_working(org: Organisation, who: int) -> float:
    """Perceived fit from which marketing's lead beats the rep's own search, before mood.

    Quota pressure turns reps to their own leads (F33); marketing's power, a joint result and a service
    agreement turn them to marketing's (F107).

    Reads: people.success, structure, company, parameters
    """
    p, now = org.parameters[0], org.structure[NOW]
    swayed = p.selling_sway * (pressure(org, who) - now.power_balance - now.shared_goals)
    return p.selling_own_appeal + swayed - p.selling_agreement_pull * agreed(org)


@compiled
def agreed(org: Organisation) -> float:
    """How far a service agreement holds, in [0, 1]: in a programme wholly; by joint consent, as far as leaders settle.

    Reads: company.programme_left, company.settled_share, structure
    """
    if org.company[0].programme_left > 0.0:
        return 1.0
    return org.company[0].settled_share if org.structure[NOW].decision_rule == DecisionRule.JOINT_CONSENT else 0.0


@compiled
def contact(org: Organisation, row: int) -> None:
    """The rep contacts a lead, sees what it is, and rejects it, loses it or opens an opportunity.

    It errs like an unaided marketer about what did not come along, the less the more competent it is. What it sees
    teaches the rep what to expect of marketing's leads.

    Writes: leads, people.hours_left, people.friction_hours, people.expects, opinions, tally
    """
    p, lead, tally = org.parameters[0], org.leads[row], org.tally[0]
    misfit = lead.fit < p.selling_misfit_bar
    if misfit:
        tally.misfit_leads += 1.0
        org.tally[0].hours_selling += lose(org, lead.rep, p.selling_contact_hours)
    else:
        sell(org, lead.rep, p.selling_contact_hours)
    lead.contacted = max(lead.available, float(org.clock[0].week))
    lead.sales_now, lead.last_touch = 1.0, Side.SALES
    tally.leads_worked += 1.0
    tally.contact_delay += lead.contacted - lead.created
    live_through(org, view(lead.tie, Side.MARKETING), 1.0, p.trust_ignored_weight)
    luck = fate(org, Decision.QUALIFICATION, lead.identity)
    seen = lead.fit + p.campaigns_misjudgement * (1.0 - lead.information) / competence(org, lead.rep) * normal(luck.a)
    rep = org.people[lead.rep]
    rep.expects += p.selling_learning * (logistic(seen) - rep.expects)
    if misfit or seen < p.selling_misfit_bar:
        tally.leads_spurned += 0.0 if misfit else 1.0
        reject(org, row, 0.0)
    elif luck.b < engagement(org, row):
        open_opportunity(org, row)
        live_through(org, view(lead.tie, Side.SALES), 1.0, 1.0)
    else:
        reject(org, row, p.trust_lost_valence)


@compiled
def engagement(org: Organisation, row: int) -> float:
    """Chance that a contacted buyer becomes an opportunity: fit, and speed to first contact (F35, damped).

    Reads: leads, parameters
    """
    p, lead = org.parameters[0], org.leads[row]
    waited = math.sqrt(max(lead.contacted - lead.created, 0.0))
    return logistic(p.selling_engagement + lead.fit - p.selling_decay * waited)


@compiled
def reject(org: Organisation, row: int, valence: float) -> None:
    """A worked lead ends; the rep remembers what it was worth, marketing that the rep made nothing of it.

    Reads: parameters
    Writes: leads.stage, opinions, tally.leads_rejected
    """
    p, lead = org.parameters[0], org.leads[row]
    lead.stage = Stage.REJECTED
    org.tally[0].leads_rejected += 1.0
    live_through(org, view(lead.tie, Side.SALES), valence, 1.0)
    live_through(org, view(lead.tie, Side.MARKETING), p.trust_lost_valence, p.trust_ignored_weight)


@compiled
def ignore(org: Organisation, row: int) -> None:
    """A lead nobody worked ends; marketing sees its work go unused.

    Writes: leads.stage, opinions, tally.leads_ignored
    """
    lead = org.leads[row]
    lead.stage = Stage.IGNORED
    org.tally[0].leads_ignored += 1.0
    live_through(org, view(lead.tie, Side.MARKETING), 0.0, org.parameters[0].trust_ignored_weight)
