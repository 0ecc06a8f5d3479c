"""Marketers turn hours into leads: found, judged, promised something."""

from typing import NamedTuple

from ..machinery.compiled import compiled
from ..world.arithmetic import clip, logistic, normal
from ..world.draws import Decision, draw, fate
from ..world.identities import lead_identity
from ..world.organisation import Organisation
from ..world.words import NOW, Side
from .capacity import behind, competence
from .hours import spend
from .leads import open_lead


class Find(NamedTuple):
    """A buying group as a marketer finds it: its source, true fit and what is believed of it (log-odds), its size."""

    source: int
    fit: float
    believed: float
    size: float


@compiled
def run_campaigns(org: Organisation, who: int) -> None:
    """A marketer spends the rest of the week on campaigns; leads appear, some of them qualify.

    Reads: people, conditions, structure, company, sources, parameters
    Writes: leads, company.leads, company.content, people.hours_left, people.achieved, tally.leads_created,
        tally.leads_unqualified, tally.hours_campaigning
    """
    p, person = org.parameters[0], org.people[who]
    hours = spend(org, who, person.hours_left)
    org.company[0].content += hours / (person.weekly_hours * org.company[0].marketers)
    org.tally[0].hours_campaigning += hours
    expected = p.campaigns_leads_per_week * hours / p.people_weekly_hours * competence(org, who)
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
def found(org: Organisation, identity: int, precision: float) -> Find:
    """A buying group's source, its true fit, and what a marketer of some precision believes of it.

    fit = mean + source + targeting x precision + spread z;  believed = fit + misjudgement (1 - precision) z'.

    Reads: sources, parameters
    """
    p, luck = org.parameters[0], fate(org, Decision.LEAD_NATURE, identity)
    source = source_of(org, luck.d)
    fit = p.campaigns_fit_mean + org.sources[source].fit + p.campaigns_targeting * precision
    fit += p.campaigns_fit_spread * normal(luck.a)
    believed = fit + p.campaigns_misjudgement * (1.0 - precision) * normal(luck.b)
    return Find(source, fit, believed, luck.c)


@compiled
def find_lead(org: Organisation, who: int, number: int, precision: float, stress: float) -> None:
    """One buying group appears. It is qualified if the belief passes the bar, which pressure for volume lowers (F107).

    Reads: sources, parameters, people
    Writes: leads, company.leads, people.achieved, tally.leads_created, tally.leads_unqualified
    """
    p, person = org.parameters[0], org.people[who]
    identity = lead_identity(org, person.identity, number)
    find = found(org, identity, precision)
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


@compiled
def source_of(org: Organisation, uniform: float) -> int:
    """The source a lead comes from, by the sources' shares.

    Reads: sources.upto
    """
    for source in range(len(org.sources) - 1):
        if uniform < org.sources[source].upto:
            return source
    return len(org.sources) - 1
