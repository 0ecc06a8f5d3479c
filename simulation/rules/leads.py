"""Leads and opportunities, from the day they enter the books: what every rule that meets one knows of it."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip, logistic, score
from ..world.draws import Decision, fate
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.words import NOBODY, NOW, Stage
from .capacity import pressure

STEPS = 3.0  # opportunity, proposal, negotiation


@compiled
def marketing_share(org: Organisation, row: int) -> float:
    """Marketing's share of the touches so far, in [0, 1].

    Reads: leads
    """
    lead = org.leads[row]
    touches = lead.sales_touches + lead.marketing_touches
    return lead.marketing_touches / touches if touches > 0.0 else 0.5


@compiled
def open_lead(org: Organisation, identity: int, fit: float, size: float) -> int:
    """A new row in the books for a buying group that is known to nobody yet; the row's number.

    Reads: parameters, sizes, clock
    Writes: leads, company.leads
    """
    p, company = org.parameters[0], org.company[0]
    row = company.leads
    company.leads += 1
    lead = org.leads[row]
    lead.identity, lead.stage, lead.doubled = identity, Stage.QUALIFIED, 0
    lead.marketer = lead.rep = lead.tie = lead.source = NOBODY
    lead.first_touch = lead.last_touch = NOBODY
    lead.fit, lead.information = fit, 1.0
    lead.promise = lead.believed = logistic(fit)
    lead.value = p.buyers_contract_value * exp(p.buyers_value_spread * score(org.sizes.score, size))
    lead.created = lead.available = float(org.clock[0].week)
    lead.contacted = lead.decided = -1.0
    lead.pace, lead.autonomy, lead.concern, lead.mood = 1.0, 0.0, 0.5, 0.0
    lead.waited = lead.progress = lead.joint = 0.0
    lead.sales_now = lead.marketing_now = lead.sales_touches = lead.marketing_touches = 0.0
    return int(row)


@compiled
def open_opportunity(org: Organisation, row: int) -> None:
    """A lead becomes an opportunity: its buyer, as autonomous as buyers now are, sets out at a pace and with a concern.

    Reads: conditions.autonomy, paces, parameters
    Writes: leads, tally.opportunities
    """
    p, lead = org.parameters[0], org.leads[row]
    luck = fate(org, Decision.LEAD_JOURNEY, lead.identity)
    lead.autonomy = org.conditions[0].autonomy
    lead.pace *= exp(p.buyers_pace_spread * score(org.paces.score, luck.b))
    lead.concern = luck.c
    lead.stage = Stage.OPPORTUNITY
    org.tally[0].opportunities += 1.0


@compiled
def own_promise(org: Organisation, who: int) -> float:
    """What a rep adds to a buyer's expectation to win the deal, in [0, 1], the more the shorter the view.

    Where sales decides, nobody checks it; where marketing decides, little passes.

    Reads: people, structure, parameters
    """
    unchecked = 1.0 - org.structure[NOW].power_balance
    push = pressure(org, who) * (1.0 - org.people[who].orientation) * unchecked
    return clip(org.parameters[0].selling_closing_promise * push, 0.0, 1.0)
