"""Reps spend their hours: customers, opportunities, marketing's leads as far as they trust them, own search."""

from ..machinery.compiled import compiled
from ..world.arithmetic import logistic
from ..world.draws import Decision, draw
from ..world.identities import lead_identity
from ..world.organisation import Organisation
from ..world.words import Side, Stage
from .capacity import competence
from .finds import found_by_rep
from .follow_up import work_leads
from .hours import sell
from .leads import open_lead, open_opportunity


@compiled
def work_week(org: Organisation, who: int) -> None:
    """A rep's week, in the order of what cannot wait; what is left goes into the rep's own search.

    Reads: queue, queue_start, people, leads, opinions, structure, conditions, company, paces, sizes, parameters
    Writes: people.hours_left, people.service, people.friction_hours, people.expects, leads, company.leads, opinions,
        tally
    """
    serve_customers(org, who)
    attend_opportunities(org, who)
    work_leads(org, who)
    prospect(org, who)


@compiled
def serve_customers(org: Organisation, who: int) -> None:
    """Customers come first, up to half the week; what they miss shows in `service`. Marketing's part is not the rep's.

    Reads: conditions.engagement, parameters
    Writes: people.hours_left, people.service, tally.hours_selling
    """
    p, person = org.parameters[0], org.people[who]
    due = person.customers * p.customers_service_hours * (1.0 - org.conditions[0].engagement)
    given = sell(org, who, min(due, 0.5 * person.hours_left))
    person.service = given / due if due > 0.0 else 1.0


@compiled
def attend_opportunities(org: Organisation, who: int) -> None:
    """Every open opportunity gets its hours while there are any; an autonomous buyer asks for fewer.

    Writes: people.hours_left, leads.sales_now, tally.hours_selling
    """
    asked = org.parameters[0].selling_opportunity_hours
    for place in range(org.queue_start[who], org.queue_start[who + 1]):
        lead = org.leads[org.queue[place]]
        if Stage.OPPORTUNITY <= lead.stage <= Stage.NEGOTIATION:
            hours = asked * (1.0 - org.parameters[0].selling_autonomy_saving * lead.autonomy)
            lead.sales_now = sell(org, who, hours) / hours


@compiled
def prospect(org: Organisation, who: int) -> None:
    """What is left of the week goes into the rep's own search for buyers (F42).

    Writes: people.hours_left, leads, company.leads, tally
    """
    p, person = org.parameters[0], org.people[who]
    hours = sell(org, who, person.hours_left)
    expected = hours / p.selling_prospecting_hours * competence(org, who)
    for number in range(int(expected + draw(org, Decision.PROSPECTING, person.identity).a)):
        find_own_lead(org, who, number)


@compiled
def find_own_lead(org: Organisation, who: int, number: int) -> None:
    """A rep finds one buying group and talks to it at once.

    Writes: leads, company.leads, tally
    """
    p, tally = org.parameters[0], org.tally[0]
    identity = lead_identity(org, org.people[who].identity, number)
    find = found_by_rep(org, who, number)
    tally.leads_created += 1.0
    if find.engaging >= logistic(p.selling_engagement + find.fit):
        tally.leads_rejected += 1.0
        return
    row = open_lead(org, identity, fit=find.fit, size=find.size)
    open_opportunity(org, row)
    lead = org.leads[row]
    lead.rep = who
    lead.created += find.moment
    lead.contacted = lead.created
    lead.sales_now = 1.0
    lead.first_touch = lead.last_touch = Side.SALES
