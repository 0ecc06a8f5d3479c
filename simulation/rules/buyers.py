"""Buyers move by fit, by touches of both functions, by one story or two, and by themselves."""

from ..machinery.compiled import compiled
from ..world.arithmetic import logistic
from ..world.draws import Decision, fate
from ..world.organisation import Organisation
from ..world.theories import OutcomesTheory
from ..world.words import NOBODY, NOW, Side, Stage
from .coordination import joint_work
from .leads import STEPS
from .opinions import live_through, view
from .readiness import readiness


@compiled
def buyers_move(org: Organisation) -> None:
    """Every buyer with an open opportunity lives a week.

    Reads: leads, ties, tie_index, people, structure, conditions, company, theory, parameters
    Writes: leads, opinions, people.morale, people.joint_hours, ties.conflict, tally
    """
    for row in range(org.company[0].leads):
        if Stage.OPPORTUNITY <= org.leads[row].stage <= Stage.NEGOTIATION:
            move(org, row)


@compiled
def move(org: Organisation, row: int) -> None:
    """A buyer hears from both functions, moves on at its own pace, or decides.

    Writes: leads, opinions, people.morale, people.joint_hours, ties.conflict, tally
    """
    lead = org.leads[row]
    hear(org, row)
    step = 1.0 / (org.parameters[0].buyers_cycle * lead.pace)
    if lead.progress + step >= 1.0:
        start = max(float(org.clock[0].week), lead.contacted)
        week_end = org.clock[0].week + 1.0
        decide(org, row, start + (week_end - start) * (1.0 - lead.progress) / step)
        return
    lead.progress += step
    lead.stage = Stage.OPPORTUNITY + int(STEPS * lead.progress)
    lead.sales_now = 0.0


@compiled
def hear(org: Organisation, row: int) -> None:
    """A week's touches enter the ledger: a rep's attention, marketing's content and nurture.

    Reads: company.content, ties, structure, parameters
    Writes: leads, people.joint_hours
    """
    p, lead = org.parameters[0], org.leads[row]
    nurtured = nurture(org, lead.tie) if lead.tie != NOBODY else 0.0
    lead.marketing_now = p.buyers_content * lead.autonomy * org.company[0].content + nurtured
    lead.sales_touches += lead.sales_now
    lead.marketing_touches += lead.marketing_now
    lead.joint += min(1.0, lead.sales_now) * min(1.0, lead.marketing_now)
    lead.waited += 1.0
    if lead.sales_now > 0.0 or lead.marketing_now > 0.0:
        lead.last_touch = Side.SALES if lead.sales_now > 0.0 else Side.MARKETING


@compiled
def nurture(org: Organisation, row: int) -> float:
    """Marketing's touches on a deal of a rep it works with; the more say sales has, the more it asks for, at a cost.

    nurture = most x joint work x (1 - power balance), and each touch takes the marketer's hours.

    Reads: ties, structure.power_balance, parameters
    Writes: people.joint_hours
    """
    p = org.parameters[0]
    touches = p.buyers_nurture * joint_work(org, row) * (1.0 - org.structure[NOW].power_balance)
    org.people[org.ties[row].marketer].joint_hours += p.buyers_nurture_hours * touches
    return touches


@compiled
def decide(org: Organisation, row: int, moment: float) -> None:
    """The buyer wins, loses or makes no decision; a bypassed rep may feel excluded.

    Writes: leads.stage, leads.decided, opinions, people.morale, ties.conflict, tally
    """
    lead, tally = org.leads[row], org.tally[0]
    luck = fate(org, Decision.BUYER, lead.identity)
    lead.decided = moment
    won = luck.a < logistic(readiness(org, row))
    if won:
        lead.stage = Stage.WON
        tally.cycle += moment - lead.created
    elif luck.b < org.parameters[0].buyers_no_decision:
        lead.stage = Stage.NO_DECISION
        tally.no_decisions += 1.0
    else:
        lead.stage = Stage.LOST
        tally.losses += 1.0
    if lead.tie != NOBODY:
        speak_of_outcome(org, row, won)
    if luck.c < bypass(org, row):
        exclude(org, row, luck.d)


@compiled
def speak_of_outcome(org: Organisation, row: int, won: bool) -> None:
    """A decided deal speaks to each function for or against the other.

    To marketing it speaks by the touches that it put in, and a loss against sales by what it believed of the lead.

    Reads: leads, theory, parameters
    Writes: opinions
    """
    p, lead, says = org.parameters[0], org.leads[row], 1.0
    if won and org.theory[0].outcomes == OutcomesTheory.SELF_SERVING:
        says -= p.credit_self_serving
    lost = p.trust_lost_valence
    of_sales = 1.0 if won else lost * (1.0 - lead.believed)
    live_through(org, view(lead.tie, Side.SALES), 1.0 if won else lost, says)
    live_through(org, view(lead.tie, Side.MARKETING), of_sales, says * lead.marketing_touches)


@compiled
def bypass(org: Organisation, row: int) -> float:
    """Chance that the rep feels excluded, on any deal: by a buyer who did more without it than roles are made for.

    Reads: leads.autonomy, company.roles_for, structure.integration, parameters
    """
    alone = max(0.0, org.leads[row].autonomy - org.company[0].roles_for)
    return org.parameters[0].buyers_exclusion * alone * (1.0 - org.structure[NOW].integration)


@compiled
def exclude(org: Organisation, row: int, uniform: float) -> None:
    """A bypassed rep loses heart, and some rapport with marketing: with whoever brought the buyer, or with anyone.

    Writes: people.morale, ties.conflict, tally.exclusions
    """
    lead = org.leads[row]
    rep = org.people[lead.rep]
    rep.morale = max(0.0, rep.morale - org.parameters[0].people_exclusion_blow)
    org.tally[0].exclusions += 1.0
    known = rep.last_tie - rep.first_tie
    if lead.tie != NOBODY:
        org.ties[lead.tie].conflict += 1.0
    elif known > 0:
        org.ties[org.tie_index[rep.first_tie + int(uniform * known)]].conflict += 1.0
