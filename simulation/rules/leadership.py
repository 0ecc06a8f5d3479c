"""Leaders settle, decide, coach and bring people together, all within their own hours."""

from ..machinery.compiled import compiled
from ..world.draws import Decision, draw
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.words import NOBODY, Level, Matter
from .authority import agreement, goes_alone, regard
from .hours import spend
from .matters import clear_table
from .verdicts import answer, settle, weigh


@compiled
def lead(org: Organisation, who: int) -> None:
    """A leader takes up the matters of the day, oldest first, as far as the hours reach.

    Reads: queue, queue_start, matters, ties, structure, company, theory, parameters
    Writes: matters, people.hours_left, people.leading_left, company.know_how, opinions, ties.blocked, ties.conflict,
        ties.shared, tally
    """
    for place in range(org.queue_start[who], org.queue_start[who + 1]):
        take_up(org, org.queue[place])


@compiled
def take_up(org: Organisation, row: int) -> None:
    """A matter is decided once its leaders have given it its hours; where two must agree they may fail to.

    Then it begins anew. Whether they agree is something that the two live through with each other.

    Writes: matters, people.hours_left, people.leading_left, ties, company.know_how, opinions, tally
    """
    matter, tally = org.matters[row], org.tally[0]
    if not given_its_hours(org, row):
        return
    luck = draw(org, address(matter.kind), matter.identity)
    alike = luck.a < agreement(org, matter.leaders)
    if matter.other_leader != NOBODY:
        regard(org, matter.leaders, 1.0 if alike else 0.0)
        if not alike:
            tally.stalemates += 1.0
            matter.hours = matter.other_hours = org.parameters[0].leadership_deciding_hours
            return
    contradicted = False
    if goes_alone(org, row):
        regard(org, matter.leaders, 1.0 if alike else 0.0)
        contradicted = not alike
    tally.decided += 1.0
    tally.closed += 1.0
    tally.latency += org.clock[0].week - matter.raised
    if matter.kind == Matter.DISPUTE:
        settle(org, row, luck.b)
    elif matter.kind == Matter.QUESTION:
        answer(org, row, luck.b, contradicted)
    else:
        weigh(org, row, luck.b, luck.c, contradicted)


@compiled
def address(kind: int) -> int:
    """Which decision the leaders' luck with a matter of a kind is: matters are numbered within their kind only."""
    if kind == Matter.DISPUTE:
        return Decision.SETTLING
    return Decision.ANSWERING if kind == Matter.QUESTION else Decision.WEIGHING


@compiled
def given_its_hours(org: Organisation, row: int) -> bool:
    """Its leader, or both, give a matter the hours they can, this week or over several; whether it has had them all.

    Writes: matters.hours, matters.other_hours, people.hours_left, people.leading_left
    """
    matter = org.matters[row]
    matter.hours -= give(org, matter.leader, matter.hours)
    if matter.other_leader == NOBODY:
        return bool(matter.hours <= 0.0)
    matter.other_hours -= give(org, matter.other_leader, matter.other_hours)
    return bool(matter.hours <= 0.0 and matter.other_hours <= 0.0)


@compiled
def give(org: Organisation, leader: int, hours: float) -> float:
    """A leader gives hours to a matter, or what is left of those for the two functions; the hours given.

    Writes: people.hours_left, people.leading_left
    """
    given = spend(org, leader, min(hours, org.people[leader].leading_left))
    org.people[leader].leading_left -= given
    return given


@compiled
def leaders_share_time(org: Organisation) -> None:
    """Decided matters leave; the hours leaders have left go half to coaching, half to joint sessions; know-how ages.

    Reads: people, teams, matters, parameters
    Writes: matters, company.matters, company.sessions, company.know_how, teams.coaching
    """
    p, company = org.parameters[0], org.company[0]
    clear_table(org)
    company.know_how *= 1.0 - p.leadership_idea_decay
    free = 0.0
    for who in range(company.reps + company.marketers, len(org.people)):
        if org.people[who].level != Level.EXECUTIVE:
            free += org.people[who].leading_left
    full = p.leadership_coaching_hours * (company.reps + company.marketers)
    company.sessions = 1.0 - exp(-0.5 * free / full)
    for team in org.teams:
        team.coaching = coaching(org, team.manager, team.led)


@compiled
def coaching(org: Organisation, leader: int, led: int) -> float:
    """How fully a leader coaches the `led` people of all teams led, in [0, 1): the more hours the more, ever less so.

    Reads: people.leading_left, parameters
    """
    hours = 0.5 * org.people[leader].leading_left
    return 1.0 - exp(-hours / (led * org.parameters[0].leadership_coaching_hours))
