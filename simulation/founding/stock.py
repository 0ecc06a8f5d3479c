"""What a company has on its first day: customers of old, and opportunities under way."""

from ..machinery.compiled import compiled
from ..rules.customers import MIDDLING, potential
from ..rules.leads import STEPS, open_lead, open_opportunity
from ..rules.turns import take_turn
from ..world.arithmetic import logistic, normal, score
from ..world.draws import Decision, draw, fate
from ..world.elementary import exp
from ..world.identities import OLD_NUMBERS, lead_identity
from ..world.organisation import Organisation
from ..world.words import NOBODY, WEEKS_PER_YEAR, Side, Stage


@compiled
def stock(org: Organisation, rep: int) -> None:
    """A rep starts with customers whose contracts are anywhere in their year, and with open opportunities.

    Writes: customers, turns, company.customers, company.served, people.customers, leads, company.leads,
        tally.opportunities
    """
    p, luck = org.parameters[0], draw(org, Decision.FOUNDING, org.people[rep].identity)
    for number in range(int(p.customers_initial_per_rep + luck.a)):
        start_customer(org, rep, number)
    for number in range(int(p.customers_pipeline_per_rep + luck.b)):
        start_opportunity(org, rep, number)


@compiled
def start_customer(org: Organisation, rep: int, number: int) -> None:
    """One customer of old.

    Writes: customers, turns, company.customers, company.served, people.customers
    """
    p, company = org.parameters[0], org.company[0]
    identity = lead_identity(org, org.people[rep].identity, number)
    luck = draw(org, Decision.RENEWAL, identity)
    place = company.customers
    customer = org.customers[place]
    company.customers += 1
    company.served += 1
    customer.identity, customer.rep, customer.recurring = identity, rep, 1
    customer.tie = pick_tie(org, rep, luck.d)
    customer.marketer = org.ties[customer.tie].marketer if customer.tie != NOBODY else NOBODY
    customer.marketing_share = 0.5 if customer.tie != NOBODY else 0.0
    customer.value = p.buyers_contract_value * exp(p.buyers_value_spread * score(org.sizes.score, luck.a))
    customer.delivered = logistic(p.selling_own_fit + p.campaigns_fit_spread * normal(luck.b))
    customer.potential = potential(org, customer.value)
    customer.value += draw(org, Decision.OLD_BOOKS, identity).b * (customer.potential - customer.value)
    customer.expectation, customer.satisfaction = customer.delivered, MIDDLING
    customer.since = org.clock[0].week + 1 + int(WEEKS_PER_YEAR * luck.c) - WEEKS_PER_YEAR
    customer.renewal_week = customer.since + WEEKS_PER_YEAR
    org.people[rep].customers += 1
    take_turn(org, place)


@compiled
def start_opportunity(org: Organisation, rep: int, number: int) -> None:
    """One opportunity under way, anywhere on its journey.

    Writes: leads, company.leads, tally.opportunities
    """
    p = org.parameters[0]
    identity = lead_identity(org, org.people[rep].identity, OLD_NUMBERS + number)
    luck, nature = draw(org, Decision.OLD_BOOKS, identity), fate(org, Decision.LEAD_NATURE, identity)
    fit = p.selling_own_fit + p.campaigns_fit_spread * normal(nature.a)
    row = open_lead(org, identity, fit=fit, size=nature.c)
    open_opportunity(org, row)
    lead = org.leads[row]
    lead.rep, lead.tie = rep, pick_tie(org, rep, luck.b)
    lead.marketer = org.ties[lead.tie].marketer if lead.tie != NOBODY else NOBODY
    lead.progress = luck.a
    lead.stage = Stage.OPPORTUNITY + int(STEPS * luck.a)
    lead.created -= p.buyers_cycle * lead.pace * luck.a
    lead.contacted = lead.created
    lead.first_touch = Side.MARKETING if lead.tie != NOBODY else Side.SALES
    lead.last_touch, lead.sales_touches, lead.waited = Side.SALES, 1.0, 1.0
    lead.marketing_touches = 1.0 if lead.tie != NOBODY else 0.0


@compiled
def pick_tie(org: Organisation, rep: int, uniform: float) -> int:
    """One of a rep's ties for what came from marketing, -1 for what did not.

    Reads: people, tie_index, parameters
    """
    share = org.parameters[0].customers_marketing_sourced
    person = org.people[rep]
    count = person.last_tie - person.first_tie
    if uniform >= share or count == 0:
        return NOBODY
    return int(org.tie_index[person.first_tie + int(count * uniform / share)])
