"""Marketers turn hours into leads: found, judged, promised something."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip, logistic, normal
from ..world.draws import Decision, draw, fate
from ..world.identities import lead_identity
from ..world.organisation import Organisation
from ..world.words import NOW, Side
from .capacity import behind, competence
from .finds import found
from .hours import spend
from .leads import open_lead


@compiled
def run_campaigns(org: Organisation, who: int) -> None:
    """A marketer spends the rest of the week on campaigns; leads appear, some of them qualify.

    Reads: people, conditions, structure, company, sources, sizes, parameters
    Writes: leads, company.leads, company.content, people.hours_left, people.achieved, tally.leads_created,
        tally.leads_unqualified, tally.hours_campaigning
    """
    p, person = org.parameters[0], org.people[who]
    hours = spend(org, who, person.hours_left)
    org.company[0].content += hours / (person.weekly_hours * org.company[0].marketers)
    org.tally[0].hours_campaigning += hours
    expected = p.campaigns_leads_per_week * hours / p.people_weekly_hours * competence(org, who)
    expected *= 1.0 + org.conditions[0].demand
    precision = targeting_precision(org, who)
    stress = volume_stress(org, who)
    for number in range(int(expected + draw(org, Decision.CAMPAIGN, person.identity).a)):
        find_lead(org, who, number=number, precision=precision, stress=stress)


@compiled
def volume_stress(org: Organisation, who: int) -> float:
    """Pressure to deliver volume, in [0, 1]: some always, more when behind; none where only the joint result counts.

    Reads: people.success, structure.shared_goals, parameters
    """
    base = org.parameters[0].campaigns_base_pressure
    return (base + (1.0 - base) * behind(org, who)) * (1.0 - org.structure[NOW].shared_goals)


@compiled
def targeting_precision(org: Organisation, who: int) -> float:
    """How precisely a marketer judges and targets fit, in [0, 1]: own craft, what sales shares, tools.

    Reads: people.shared, conditions.precision, parameters
    """
    p = org.parameters[0]
    known = p.campaigns_precision_from_sales * org.people[who].shared
    return clip(p.campaigns_precision + known + org.conditions[0].precision, 0.0, 1.0)


@compiled
def find_lead(org: Organisation, who: int, number: int, precision: float, stress: float) -> None:
    """One buying group appears. It is qualified if the belief passes the bar, which pressure for volume lowers (F107).

    Reads: sources, parameters, people
    Writes: leads, company.leads, people.achieved, tally.leads_created, tally.leads_unqualified
    """
    p, person = org.parameters[0], org.people[who]
    identity = lead_identity(org, person.identity, number)
    find = found(org, who, number, precision)
    org.tally[0].leads_created += 1.0
    if find.believed < p.campaigns_qualification_bar - p.campaigns_bar_pressure * stress:
        org.tally[0].leads_unqualified += 1.0
        return
    person.achieved += 1.0
    row = open_lead(org, identity, fit=find.fit, size=find.size)
    lead = org.leads[row]
    lead.marketer, lead.source, lead.believed = who, find.source, logistic(find.believed)
    lead.pace = org.sources[find.source].pace
    arrival = fate(org, Decision.LEAD_ARRIVAL, identity)
    lead.created += arrival.a
    lead.available, lead.mood = lead.created, normal(arrival.b)
    lead.promise = promise(org, lead.believed, stress=stress * (1.0 - person.orientation))
    lead.marketing_touches = 1.0
    lead.first_touch = lead.last_touch = Side.MARKETING


@compiled
def promise(org: Organisation, believed: float, stress: float) -> float:
    """What the buyer is told to expect, in [0, 1]: what marketing believes, and more under pressure for volume (F62).

    Where marketing decides, nobody checks what it promises; where sales decides, little passes.

    Reads: structure.power_balance, parameters
    """
    unchecked = 1.0 + org.structure[NOW].power_balance
    return clip(believed + org.parameters[0].campaigns_over_promising * stress * unchecked, 0.0, 1.0)
