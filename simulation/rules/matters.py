"""Matters that wait for a leader: disputes over credit, ideas, and questions of priorities."""

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.draws import Decision, draw
from ..world.identities import matter_identity
from ..world.organisation import Organisation
from ..world.theories import AuthorityTheory
from ..world.words import FIRST_VERDICT, NOBODY, NOW, DecisionRule, Matter, Side, Verdict
from .authority import manager_of, refer, regard
from .capacity import led, voice
from .lines import close_up, line_up
from .means import difference
from .opinions import deceive, view


@compiled
def open_matter(org: Organisation, kind: int, identity: int, function: int) -> int:
    """A new row on the leaders' table; its number.

    Writes: matters, company.matters
    """
    row = org.company[0].matters
    org.company[0].matters += 1
    matter = org.matters[row]
    matter.kind, matter.identity, matter.function = kind, identity, function
    matter.leader = matter.other_leader = matter.leaders = matter.rep = matter.marketer = matter.tie = NOBODY
    matter.raised, matter.closed = org.clock[0].week, Verdict.OPEN
    matter.hours = matter.other_hours = org.parameters[0].leadership_deciding_hours
    matter.excess = 0.0
    return int(row)


@compiled
def raise_dispute(org: Organisation, lead_row: int, victim: int, excess: float) -> None:
    """A side contests the other's claim on a win; the matter goes to whoever decides such things.

    Reads: leads, people, teams, structure
    Writes: matters, company.matters, tally.credit_disputes
    """
    lead = org.leads[lead_row]
    matter = org.matters[open_matter(org, Matter.DISPUTE, lead.identity, victim)]
    matter.rep, matter.marketer, matter.tie, matter.excess = lead.rep, lead.marketer, lead.tie, excess
    refer(org, org.company[0].matters - 1, org.ties[lead.tie].leaders, manager_of(org, lead.rep))
    org.tally[0].credit_disputes += 1.0


@compiled
def propose(org: Organisation, who: int) -> None:
    """Now and then a person has an idea and voices it, unless silenced or out of heart (F05).

    Its worth is a standard normal: half of all ideas are bad. Those that concern both functions come of views that
    differ (F20) and know of each other, need the voice of both and whoever decides for both, and gain from a review by
    two different views.

    Reads: people, teams, ties, structure, company, theory, parameters
    Writes: matters, company.matters, tally.ideas_proposed
    """
    p, person = org.parameters[0], org.people[who]
    luck = draw(org, Decision.IDEA, person.identity)
    joint, heard = luck.c < p.people_joint_ideas, voice(org, person.function)
    if joint:
        heard = min(voice(org, Side.SALES), voice(org, Side.MARKETING)) * meeting_of_minds(org, who)
    chance = p.people_ideas * heard * person.morale
    if person.vacant > 0.0 or luck.a >= chance:
        return
    org.tally[0].ideas_proposed += 1.0
    row = open_matter(org, Matter.IDEA, matter_identity(org, person.identity), person.function)
    matter = org.matters[row]
    matter.excess = normal(luck.b)
    matter.leader = manager_of(org, who)
    if joint:
        refer(org, row, org.teams[person.team].counterpart, matter.leader)


@compiled
def meeting_of_minds(org: Organisation, who: int) -> float:
    """How well a person's knowledge of the other function and the difference of views breed ideas, in [0, 1].

    min(1, 4 x difference x shared): novelty needs distance, use needs understanding, and contact that brings the one
    takes the other (inverted U of cognitive distance, Nooteboom et al. 2007).

    Reads: people.shared, company, parameters
    """
    return min(1.0, 4.0 * difference(org) * org.people[who].shared)


@compiled
def questions_arise(org: Organisation) -> None:
    """Joint work raises questions of priorities that the two cannot settle between themselves (F07, F09).

    The more so, the more their goals and views differ; whoever has no say asks less often, and whoever decides need
    not ask itself (Barnard 1938: the zone of indifference). Until a question is decided, their joint work waits.

    Reads: ties, people, teams, structure, clock, company, theory, parameters
    Writes: matters, company.matters, ties.blocked, tally.questions
    """
    rate = org.parameters[0].coordination_questions
    for row in range(org.company[0].pairs):
        tie = org.ties[row]
        if tie.contact <= 0.0:
            continue
        luck = draw(org, Decision.JOINT_WORK, tie.identity)
        asking = Side.SALES if luck.b < 0.5 else Side.MARKETING
        if luck.a < rate * tie.contact * at_odds(org, row) * voice(org, asking) * need_to_ask(org, asking):
            raise_question(org, row, asking)


@compiled
def need_to_ask(org: Organisation, function: int) -> float:
    """How far a function must ask before it acts, in [0, 1]: where a side decides, it need not.

    Reads: structure, theory
    """
    if org.structure[NOW].decision_rule != DecisionRule.DOMINANT_SIDE:
        return 1.0
    if org.theory[0].authority == AuthorityTheory.REFERRAL:
        return 1.0
    return 1.0 - led(org, Side.MARKETING if function == Side.SALES else Side.SALES)


@compiled
def at_odds(org: Organisation, row: int) -> float:
    """How far two people's aims lie apart, in [0, 1]: goals not shared and different views (F07), where roles differ.

    Reads: ties, people.orientation, structure
    """
    tie, now = org.ties[row], org.structure[NOW]
    views = abs(org.people[tie.rep].orientation - org.people[tie.marketer].orientation)
    return 0.5 * (1.0 - now.shared_goals + views) * (1.0 - now.role_overlap)


@compiled
def raise_question(org: Organisation, row: int, function: int) -> None:
    """A question of priorities between two people goes to whoever decides such things.

    Writes: matters, company.matters, ties.blocked, tally.questions
    """
    tie = org.ties[row]
    org.tally[0].questions += 1.0
    place = open_matter(org, Matter.QUESTION, matter_identity(org, tie.identity), function)
    matter = org.matters[place]
    matter.rep, matter.marketer, matter.tie = tie.rep, tie.marketer, row
    tie.blocked += 1.0
    refer(org, place, tie.leaders, manager_of(org, tie.rep))


@compiled
def matters_press(org: Organisation) -> None:
    """Open disputes and questions cost both parties hours; after too long they are given up; the rest is lined up.

    A dispute given up leaves the claim standing, a question leaves a grudge. An idea nobody decided on is forgotten.

    Reads: matters, clock, parameters
    Writes: matters, company.matters, people.owed_hours, opinions, ties.blocked, ties.conflict, queue, queue_start,
        tally
    """
    p = org.parameters[0]
    for row in range(org.company[0].matters):
        matter = org.matters[row]
        if org.clock[0].week - matter.raised > p.credit_dispute_patience:
            give_up(org, row)
        elif matter.kind != Matter.IDEA:
            org.people[matter.rep].owed_hours += p.credit_dispute_hours
            org.people[matter.marketer].owed_hours += p.credit_dispute_hours
    clear_table(org)
    line_up(org, org.matters.leader, org.company[0].matters)


@compiled
def give_up(org: Organisation, row: int) -> None:
    """A matter has waited too long: a contested claim stands after all, a question rankles, an idea is forgotten.

    Leaders who were to decide it together have failed each other.

    Writes: matters.closed, opinions, ties.blocked, ties.conflict, tally
    """
    matter = org.matters[row]
    if matter.other_leader != NOBODY:
        regard(org, matter.leaders, 0.0)
    matter.closed = Verdict.GIVEN_UP
    org.tally[0].closed += 1.0
    org.tally[0].latency += org.clock[0].week - matter.raised
    if matter.kind == Matter.DISPUTE:
        org.tally[0].credit_thefts += 1.0
        deceive(org, view(matter.tie, matter.function))
    elif matter.kind == Matter.QUESTION:
        org.ties[matter.tie].blocked -= 1.0
        org.ties[matter.tie].conflict += 1.0


@compiled
def clear_table(org: Organisation) -> None:
    """Closed matters leave; the others keep their order.

    Writes: matters, company.matters
    """
    org.company[0].matters = close_up(org.matters, org.matters.closed, FIRST_VERDICT, org.company[0].matters)
