"""Leaders settle, decide, coach and bring people together, all within their own hours."""

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.draws import Decision, draw
from ..world.organisation import Organisation
from ..world.words import NOBODY, Level, Matter
from .authority import agreement, fairness, set_aside
from .hours import spend
from .matters import clear_table
from .opinions import deceive, live_through, view


@compiled
def lead(org: Organisation, who: int) -> None:
    """A leader takes up the matters of the day, oldest first, as far as the hours reach.

    Reads: queue, queue_start, matters, structure, company, parameters
    Writes: matters, people.hours_left, people.leading_left, company.know_how, opinions, ties.blocked, tally
    """
    for place in range(org.queue_start[who], org.queue_start[who + 1]):
        take_up(org, org.queue[place])


@compiled
def take_up(org: Organisation, row: int) -> None:
    """A matter is heard if its leaders have the hours; where two must agree they may fail to.

    Writes: matters.closed, people.hours_left, people.leading_left, ties.blocked, company.know_how, opinions, tally
    """
    matter, tally = org.matters[row], org.tally[0]
    if not afford(org, matter.leader, matter.other_leader):
        return
    luck = draw(org, address(matter.kind), matter.identity)
    if matter.other_leader != NOBODY and luck.a >= agreement(org):
        tally.stalemates += 1.0
        return
    matter.closed = 1
    tally.decided += 1.0
    tally.closed += 1.0
    tally.latency += org.clock[0].week - matter.raised
    if matter.kind == Matter.DISPUTE:
        settle(org, row, luck.b)
    elif matter.kind == Matter.QUESTION:
        answer(org, row, luck.b)
    else:
        weigh(org, row, luck.b, luck.c)


@compiled
def address(kind: int) -> int:
    """Which decision the leaders' luck with a matter of a kind is: matters are numbered within their kind only."""
    if kind == Matter.DISPUTE:
        return Decision.SETTLING
    return Decision.ANSWERING if kind == Matter.QUESTION else Decision.WEIGHING


@compiled
def afford(org: Organisation, leader: int, other: int) -> bool:
    """Take the hours of a decision from one leader, or from both; whether they had them.

    Writes: people.hours_left, people.leading_left
    """
    hours = org.parameters[0].leadership_deciding_hours
    if org.people[leader].leading_left < hours:
        return False
    if other != NOBODY and org.people[other].leading_left < hours:
        return False
    give(org, leader, hours)
    if other != NOBODY:
        give(org, other, hours)
    return True


@compiled
def give(org: Organisation, leader: int, hours: float) -> None:
    """A leader gives hours to a matter.

    Writes: people.hours_left, people.leading_left
    """
    org.people[leader].leading_left -= spend(org, leader, hours)


@compiled
def answer(org: Organisation, row: int, luck: float) -> None:
    """A question of priorities is answered, and joint work goes on; the led side may find it answered over its head.

    Writes: ties.blocked, tally.settled
    """
    matter = org.matters[row]
    org.ties[matter.tie].blocked -= 1.0
    if luck >= set_aside(org, matter.function):
        org.tally[0].settled += 1.0


@compiled
def settle(org: Organisation, row: int, luck: float) -> None:
    """A dispute is settled: fairly, which heals, or so that the claim stands for all to see.

    Writes: opinions, tally.credit_thefts, tally.settled
    """
    p, matter = org.parameters[0], org.matters[row]
    victim = view(matter.tie, matter.function)
    if luck < fairness(org, matter.function):
        org.tally[0].settled += 1.0
        live_through(org, victim, 1.0, 1.0)
        org.opinions[victim].repair = p.trust_repair_weeks
    else:
        org.tally[0].credit_thefts += 1.0
        deceive(org, victim)


@compiled
def weigh(org: Organisation, row: int, luck: float, error: float) -> None:
    """An idea is judged; adopted, it teaches the company what it is worth, good or bad.

    A review by both sides sees the better the more their views differ: the devil's advocate (F20).

    Reads: matters, structure, parameters
    Writes: company.know_how, tally.ideas_adopted, tally.settled
    """
    p, matter, company = org.parameters[0], org.matters[row], org.company[0]
    if luck < set_aside(org, matter.function):
        return
    org.tally[0].settled += 1.0
    blur = p.leadership_review * (1.0 - p.leadership_devils_advocate * matter.distance)
    if matter.excess + blur * normal(error) > 0.0:
        org.tally[0].ideas_adopted += 1.0
        company.know_how += p.leadership_idea_effect * matter.excess / (company.reps + company.marketers)


@compiled
def leaders_share_time(org: Organisation) -> None:
    """Decided matters leave; the hours leaders have left go to coaching and joint sessions; know-how ages.

    Reads: people, teams, matters, conditions, parameters
    Writes: matters, company.matters, company.sessions, company.know_how, teams.coaching
    """
    p, company = org.parameters[0], org.company[0]
    clear_table(org)
    aged = p.leadership_idea_decay * (1.0 + p.leadership_idea_decay_force * org.conditions[0].buyers)
    company.know_how *= 1.0 - min(1.0, aged)
    free = 0.0
    for who in range(company.reps + company.marketers, len(org.people)):
        if org.people[who].level != Level.EXECUTIVE:
            free += org.people[who].leading_left
    full = p.leadership_coaching_hours * (company.reps + company.marketers)
    company.sessions = min(1.0, p.leadership_session_share * free / full)
    for team in org.teams:
        team.coaching = coaching(org, team.manager)


@compiled
def coaching(org: Organisation, manager: int) -> float:
    """How fully a leader coaches the people of all teams led, in [0, 1].

    Reads: people.leading_left, teams, parameters
    """
    p, members = org.parameters[0], 0
    for team in org.teams:
        if team.manager == manager:
            members += team.members
    if members == 0:
        return 0.0
    hours = (1.0 - p.leadership_session_share) * org.people[manager].leading_left
    return min(1.0, hours / (members * p.leadership_coaching_hours))
