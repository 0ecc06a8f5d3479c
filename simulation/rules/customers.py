"""After the win: promises are tested, customers served, contracts renewed, grown or lost."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip, logistic
from ..world.draws import Decision, draw, fate
from ..world.organisation import Organisation
from ..world.powers import power
from ..world.words import NOBODY, WEEKS_PER_QUARTER, WEEKS_PER_YEAR, Side
from .leads import own_promise
from .opinions import deceive, live_through, view
from .pay import pay
from .turns import close_books, take_turn

MIDDLING = 0.5  # satisfaction of a customer served by nobody in particular


@compiled
def welcome(org: Organisation, row: int, marketing_part: float) -> None:
    """A lead that was won becomes a customer, expecting what it was promised.

    Reads: leads, people, conditions.recurring_share, parameters
    Writes: customers, turns, company.customers, company.served, people.customers
    """
    lead, company = org.leads[row], org.company[0]
    place = company.customers
    customer = org.customers[place]
    company.customers += 1
    company.served += 1
    customer.identity, customer.rep, customer.tie, customer.marketer = (
        lead.identity,
        lead.rep,
        lead.tie,
        lead.marketer,
    )
    customer.value, customer.marketing_share = lead.value, marketing_part
    customer.recurring = 1 if fate(org, Decision.CUSTOMER, lead.identity).d < org.conditions[0].recurring_share else 0
    customer.delivered = logistic(lead.fit)
    customer.overstated = max(0.0, lead.promise - lead.believed)
    customer.added = own_promise(org, lead.rep)
    customer.expectation = clip(lead.promise + customer.added, 0.0, 1.0)
    customer.satisfaction = MIDDLING
    customer.potential = potential(org, lead.value)
    customer.since = org.clock[0].week
    customer.cycle = lead.decided - lead.created
    customer.renewal_week = customer.since + WEEKS_PER_YEAR
    customer.disappointed = 0
    org.people[lead.rep].customers += 1
    take_turn(org, place)


@compiled
def potential(org: Organisation, value: float) -> float:
    """What a contract could grow to, thousand a year: large customers have more room beyond their first (F60).

    value x (1 + room x value ^ elasticity), value in thousand

    Reads: parameters
    """
    p = org.parameters[0]
    return value * (1.0 + p.customers_room * power(value, p.customers_room_elasticity))


@compiled
def customers_live_on(org: Organisation) -> None:
    """Once a quarter each customer takes stock; at the year's end it renews or goes; with the quarter the books close.

    Reads: customers, turns, people, ties, company.care, conditions, structure, parameters
    Writes: customers, turns, company.customers, company.served, company.pool, people.customers, people.credit,
        opinions, tally
    """
    week = org.clock[0].week
    row = org.turns[week % WEEKS_PER_QUARTER].first
    while row != NOBODY:
        if org.customers[row].since < week and not look_back(org, row):
            leave(org, row)
        row = org.customers[row].following
    if week % WEEKS_PER_QUARTER == 0:
        close_books(org)


@compiled
def leave(org: Organisation, row: int) -> None:
    """A customer leaves: it is nobody's from now on, and in the books until the quarter ends.

    Writes: customers, company.served, people.customers
    """
    customer = org.customers[row]
    org.people[customer.rep].customers -= 1
    org.company[0].served -= 1
    customer.rep = customer.tie = customer.marketer = NOBODY


@compiled
def look_back(org: Organisation, row: int) -> bool:
    """A customer looks back on a quarter, the first time on what it was promised; whether it is one still.

    Writes: customers, people.credit, company.pool, opinions, tally
    """
    customer, week = org.customers[row], org.clock[0].week
    if week == customer.since + WEEKS_PER_QUARTER:
        face_promise(org, row)
    customer.satisfaction = deserved(org, row)
    if week < customer.renewal_week:
        return True
    return customer.recurring == 1 and renew(org, row)


@compiled
def deserved(org: Organisation, row: int) -> float:
    """Satisfaction that a customer's treatment deserves, in [0, 1]: fit, service, joint work, a broken promise.

    Both functions serve, marketing the more the more revenue recurs; joint work is what the two
    know of each other whose customer it is, or the rep and all of marketing.

    Reads: customers, people, ties.shared, company.care, conditions, parameters
    """
    p, customer, engaged = org.parameters[0], org.customers[row], org.conditions[0].engagement
    service = (1.0 - engaged) * org.people[customer.rep].service + engaged * org.company[0].care
    joint = org.ties[customer.tie].shared if customer.tie != NOBODY else org.people[customer.rep].shared
    earned = (
        MIDDLING
        + p.customers_satisfaction_fit * customer.delivered
        + p.customers_satisfaction_service * service
        + org.conditions[0].joint_value * joint
    )
    if customer.disappointed == 1:
        earned -= p.customers_disappointment * (customer.expectation - customer.delivered)
    return clip(earned, 0.0, 1.0)


@compiled
def face_promise(org: Organisation, row: int) -> None:
    """Once at work, the customer knows whether the promise held; if not, the one who made it is blamed (F62).

    Reads: customers, parameters
    Writes: customers.disappointed, opinions, tally.broken_promises
    """
    p, customer = org.parameters[0], org.customers[row]
    if customer.expectation - customer.delivered <= p.customers_promise_tolerance:
        return
    customer.disappointed = 1
    org.tally[0].broken_promises += 1.0
    if customer.tie == NOBODY:
        return
    by_marketing = customer.expectation - customer.added - customer.delivered
    if by_marketing < customer.added:
        live_through(org, view(customer.tie, Side.MARKETING), 0.0, 1.0)
        return
    live_through(org, view(customer.tie, Side.SALES), 0.0, 1.0)
    knowingly = customer.overstated > p.customers_promise_tolerance
    if knowingly and fate(org, Decision.CUSTOMER, customer.identity).c < p.credit_noticing:
        deceive(org, view(customer.tie, Side.SALES))


@compiled
def renew(org: Organisation, row: int) -> bool:
    """A recurring contract is up: renewed and grown, or lost; whether it was renewed (F60).

    It grows by a part of the way to its potential, or shrinks where contracts do.

    Writes: customers.value, customers.renewal_week, people.credit, company.pool, tally
    """
    p, customer, tally = org.parameters[0], org.customers[row], org.tally[0]
    over, broken = customer.satisfaction - MIDDLING, float(customer.disappointed)
    tally.renewal_due += customer.value
    tally.broken_due += broken * customer.value
    chance = logistic(p.customers_renewal + p.customers_renewal_satisfaction * over)
    if draw(org, Decision.CUSTOMER, customer.identity).a >= chance:
        tally.churned_customers += 1.0
        return False
    drive = p.customers_expansion
    growth = drive * (customer.potential - customer.value if drive > 0.0 else customer.value)
    tally.renewal_kept += customer.value + min(0.0, growth)
    tally.broken_kept += broken * (customer.value + min(0.0, growth))
    customer.value += growth
    tally.renewal_grown += customer.value
    tally.revenue_recurring += customer.value
    customer.renewal_week += WEEKS_PER_YEAR
    pay(org, customer.rep, customer.marketer, customer.value, customer.marketing_share)
    return True
