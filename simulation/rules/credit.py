"""Credit for a win: paid by a rule, claimed by each side, contested, stolen."""

from typing import NamedTuple

from ..machinery.compiled import compiled
from ..world.draws import Decision, fate
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.words import FIRST_END, NOBODY, NOW, Attribution, Side, Stage
from .capacity import led, voice
from .customers import welcome
from .leads import marketing_share
from .lines import close_up
from .matters import need_to_ask, raise_dispute
from .opinions import deceive, trust_of, view
from .pay import pay

ENDS = 0.4  # of a win, to the first and to the last touch each, as position-based credit is commonly set


class Grievance(NamedTuple):
    """What a side could mind of the credit for a win: whose it is, the other's claim above its part, and its luck."""

    victim: int
    excess: float
    contested: float
    noticed: float


@compiled
def wins_are_credited(org: Organisation) -> None:
    """Every win of the week is booked, credited and claimed; then ended leads leave the books.

    Reads: leads, people, teams, ties, structure, conditions, opinions, theory, parameters
    Writes: leads, company.leads, customers, turns, company.customers, company.served, people.credit,
        people.achieved, people.customers, company.pool, matters, company.matters, opinions.violations, ties.conflict,
        tally
    """
    for row in range(org.company[0].leads):
        if org.leads[row].stage == Stage.WON:
            book(org, row)
    company = org.company[0]
    company.leads = close_up(org.leads, org.leads.stage, FIRST_END, company.leads)


@compiled
def book(org: Organisation, row: int) -> None:
    """One win: revenue, a customer, credit to people, claims of both sides.

    Writes: customers, turns, company.customers, company.served, people, company.pool, matters, company.matters,
        opinions, ties.conflict, tally
    """
    lead, tally = org.leads[row], org.tally[0]
    tally.wins += 1.0
    tally.marketing_wins += 1.0 if lead.marketer != NOBODY else 0.0
    tally.revenue_new += lead.value
    tally.value_won += lead.value
    tally.influence += lead.value * marketing_share(org, row)
    org.people[lead.rep].achieved += 1.0
    paid = paid_to_marketing(org, row)
    pay(org, lead.rep, lead.marketer, lead.value, paid)
    welcome(org, row, paid)
    tally.credit_due += lead.value
    tally.credit_claimed += lead.value * (claim(org, row, Side.SALES) + claim(org, row, Side.MARKETING))
    if lead.tie != NOBODY:
        settle_claims(org, row)


@compiled
def due_to_marketing(org: Organisation, row: int) -> float:
    """Marketing's fair part of a win, in [0, 1]: its share of the touches in the ledger, if it had a part.

    Reads: leads
    """
    return marketing_share(org, row) if org.leads[row].marketer != NOBODY else 0.0


@compiled
def paid_to_marketing(org: Organisation, row: int) -> float:
    """Marketing's part of the credit by the rule in force, in [0, 1]; by own accounting, power weighs the claims.

    Reads: leads, structure, parameters
    """
    now = org.structure[NOW]
    if org.leads[row].marketer == NOBODY:
        return 0.0
    if now.attribution != Attribution.OWN_ACCOUNTING:
        return marketing_by_rule(org, row)
    theirs = claim(org, row, Side.MARKETING) * (1.0 + now.power_balance)
    ours = claim(org, row, Side.SALES) * (1.0 - now.power_balance)
    return theirs / (theirs + ours)


@compiled
def marketing_by_rule(org: Organisation, row: int) -> float:
    """Marketing's part of a win as a rule that both know gives it, in [0, 1].

    First, last touch: all to that side. Position-based: two fifths each for the first and the last touch, the
    rest by touches. Linear, and what a side believes of its own part without a rule or in one pot: by touches.

    Reads: leads, structure.attribution
    """
    lead, rule, due = org.leads[row], org.structure[NOW].attribution, due_to_marketing(org, row)
    first = 1.0 if lead.first_touch == Side.MARKETING else 0.0
    last = 1.0 if lead.last_touch == Side.MARKETING else 0.0
    if rule == Attribution.FIRST_TOUCH:
        return first
    if rule == Attribution.LAST_TOUCH:
        return last
    if rule == Attribution.POSITION_BASED:
        return ENDS * (first + last) + (1.0 - 2.0 * ENDS) * due
    return due


@compiled
def claim(org: Organisation, row: int, function: int) -> float:
    """What a side claims of a win, in [0, 1]: its part as it sees it, and of the rest what greed adds (F11, F90).

    Under an agreed rule the part is what the rule pays and little is added; in one pot nothing is.

    Reads: leads, structure, parameters
    """
    if org.leads[row].marketer == NOBODY:
        return 1.0 if function == Side.SALES else 0.0
    marketing = marketing_by_rule(org, row)
    part = marketing if function == Side.MARKETING else 1.0 - marketing
    greed = org.parameters[0].credit_self_serving * (1.0 - org.structure[NOW].shared_goals)
    return part + greed * illegitimacy(org, function) * (1.0 - part)


@compiled
def illegitimacy(org: Organisation, function: int) -> float:
    """How far a function is not bound by the rule in force, in [0, 1]: one that is imposed on it binds it less.

    Reads: structure, parameters
    """
    rule = org.structure[NOW].attribution
    if rule == Attribution.OWN_ACCOUNTING:
        return 1.0
    agreed = org.parameters[0].credit_rule_legitimacy * (1.0 - led(org, function))
    return 0.0 if rule == Attribution.POOLED else 1.0 - agreed


@compiled
def grievance(org: Organisation, row: int) -> Grievance:
    """Whose part of a win the other side's claim exceeds, and by how much; by the larger excess if both do.

    A side's part is what the rule in force gives it; without a rule, its part of the touches.

    Reads: leads, structure, parameters
    """
    part, luck = marketing_by_rule(org, row), fate(org, Decision.CREDIT, org.leads[row].identity)
    excess_sales = claim(org, row, Side.SALES) - (1.0 - part)
    excess_marketing = claim(org, row, Side.MARKETING) - part
    if excess_marketing > excess_sales:
        return Grievance(Side.SALES, excess_marketing, luck.a, luck.b)
    return Grievance(Side.MARKETING, excess_sales, luck.c, luck.d)


@compiled
def minding(org: Organisation, victim: int, excess: float) -> float:
    """Chance that a side minds an excessive claim: the less there is to mind, the less. Where it decides, it need not.

    Reads: structure, theory, parameters
    """
    return (1.0 - exp(-excess / org.parameters[0].credit_tolerance)) * need_to_ask(org, victim)


@compiled
def settle_claims(org: Organisation, row: int) -> None:
    """A claim above a side's part is contested by the other, or it stands, which is theft, noticed or not.

    The side that stands to lose speaks up, or does not, or does not mind.

    Reads: leads, opinions, structure, conditions, theory, parameters
    Writes: matters, company.matters, opinions.violations, ties.conflict, tally
    """
    lead, wrong = org.leads[row], grievance(org, row)
    opinion, minded = view(lead.tie, wrong.victim), minding(org, wrong.victim, wrong.excess)
    if wrong.contested < minded * contest_chance(org, opinion, wrong.victim, wrong.excess):
        raise_dispute(org, row, wrong.victim, wrong.excess)
        org.ties[lead.tie].conflict += 1.0
        return
    if wrong.contested >= minded:
        return
    org.tally[0].credit_thefts += 1.0
    if wrong.noticed < org.parameters[0].credit_noticing:
        deceive(org, opinion)


@compiled
def contest_chance(org: Organisation, opinion: int, victim: int, excess: float) -> float:
    """Chance that an excessive claim is contested: by the mean of excess and distrust, as far as one speaks (F05, F88).

    Reads: opinions, structure, conditions.contesting, parameters
    """
    distrust = 1.0 - trust_of(org, opinion)
    chance = org.parameters[0].credit_contesting * 0.5 * (excess + distrust) * org.conditions[0].contesting
    return min(1.0, chance * voice(org, victim))
