"""Sections 7.12 to 7.14: ideas, questions and disputes, and the leaders before whom they come."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, live_through, mutual_trust, voice

DISPUTE, IDEA, QUESTION = 0, 1, 2
SETTLED, STANDS, ADOPTED, DECLINED, OVERRULED, CONTRADICTED = range(1, 7)  # how a matter went off the table
EXECUTIVE = 3
INDIFFERENCE, FUNCTIONAL = 0, 0  # the theories of authority and of conflict by which a company lives by default
z = NormalDist().inv_cdf  # AS 241
Luck = Callable[[Any], tuple[float, ...]]


@dataclass
class Matter:
    """What is raised, before whom it comes, and what it is worth."""

    kind: int
    function: int
    leader: int
    other_leader: int
    leaders: int
    worth: float = 0.0


def alone(leader: int) -> tuple[int, int]:
    """One leader decides, and nobody need agree."""
    return leader, -1


def together(leader: int, other: int) -> tuple[int, int]:
    """Another must agree, unless the two are one."""
    return leader, other if other != leader else -1


# Before whom a matter of both functions comes: the own side's leader, the other's, that of the side with more power.
REFERRED: dict[str, Callable[[int, int, int, bool], tuple[int, int]]] = {
    "each-alone": lambda own, other, stronger, dispute: together(own, other) if dispute else alone(own),
    "one-head": lambda own, other, stronger, dispute: alone(own),
    "dominant-side": lambda own, other, stronger, dispute: alone(stronger),
    "joint-consent": lambda own, other, stronger, dispute: together(own, other),
}


def led(world: Any, side: int) -> float:
    """How far a side is led by the other."""
    balance = world.structure[0].power_balance
    return max(0.0, float(balance if side == SALES else -balance))


def must_ask(world: Any, decision_rule: str, side: int) -> float:
    """How far a side must ask before it acts."""
    if decision_rule != "dominant-side" or world.theory[0].authority != INDIFFERENCE:
        return 1.0
    return 1 - led(world, 1 - side)


def pair_of_leaders(world: Any, sales: int, marketing: int) -> int:
    """The tie of two leaders; -1 if one leads both."""
    for row in range(world.company[0].pairs, len(world.ties)):
        if (world.ties[row].rep, world.ties[row].marketer) == (sales, marketing):
            return row
    return -1


def refer(
    world: Any, decision_rule: str, function: int, managers: tuple[int, int], dispute: bool = False
) -> tuple[int, int, int]:
    """The leader before whom a matter of both comes, the one whose consent it needs (-1: none), and their tie."""
    sales, marketing = managers
    own, other = (sales, marketing) if function == SALES else (marketing, sales)
    stronger = marketing if world.structure[0].power_balance > 0 else sales
    leader, consents = REFERRED[decision_rule](own, other, stronger, dispute)
    return leader, consents, pair_of_leaders(world, sales, marketing)


def idea(values: Values, world: Any, row: int, decision_rule: str, uniforms: tuple[float, ...]) -> Matter | None:
    """The idea that a person voices this week, if any."""
    a, b, c, _ = uniforms
    person, company = world.people[row], world.company[0]
    joint = c < values["people.joint_ideas"]
    heard = voice(values, world, person.function)
    if joint:
        minds = min(1.0, 4 * difference(values, world) * person.shared)
        heard = min(heard, voice(values, world, 1 - person.function)) * minds
    if person.vacant > 0 or a >= values["people.ideas"] * heard * person.morale:
        return None
    own = world.teams[person.team].manager
    if not joint:
        return Matter(IDEA, person.function, own, -1, -1, z(b))
    heads = (own, company.marketing_head) if person.function == SALES else (company.sales_head, own)
    return Matter(IDEA, person.function, *refer(world, decision_rule, person.function, heads), z(b))


def difference(values: Values, world: Any) -> float:
    """How different the views of the two functions are, for people who could be as different as they came."""
    apart, gap = abs(world.company[0].marketing_view - world.company[0].sales_view), values["people.orientation_gap"]
    return min(1.0, float(apart / gap)) if gap > 0 else 1.0


def question(values: Values, world: Any, tie: Any, decision_rule: str, uniforms: tuple[float, ...]) -> Matter | None:
    """The question that joint work of two people raises this week, if any."""
    rep, marketer = world.people[tie.rep], world.people[tie.marketer]
    side = SALES if uniforms[1] < 0.5 else MARKETING
    odds = (1 - world.structure[0].shared_goals + abs(rep.orientation - marketer.orientation)) / 2
    odds *= 1 - world.structure[0].role_overlap
    chance = values["coordination.questions"] * tie.contact * odds * voice(values, world, side)
    chance *= must_ask(world, decision_rule, side)
    if tie.contact <= 0 or uniforms[0] >= chance:
        return None
    managers = (world.teams[rep.team].manager, world.teams[marketer.team].manager)
    return Matter(QUESTION, side, *refer(world, decision_rule, side, managers))


def regard(world: Any, leaders: int, valence: float) -> None:
    """Two leaders live through something with each other."""
    if leaders >= 0:
        live_through(world.opinions[2 * leaders], valence, 1.0)
        live_through(world.opinions[2 * leaders + 1], valence, 1.0)


def press(values: Values, world: Any) -> None:
    """Open matters cost hours or are given up; writes to people, opinions and ties."""
    for matter in world.matters[: world.company[0].matters]:
        if world.clock[0].week - matter.raised > values["credit.dispute_patience"]:
            if matter.other_leader >= 0:
                regard(world, matter.leaders, 0.0)
            if matter.kind == DISPUTE:
                world.opinions[2 * matter.tie + matter.function].violations += 1
            elif matter.kind == QUESTION:
                world.ties[matter.tie].blocked -= 1
                world.ties[matter.tie].conflict += 1
        elif matter.kind != IDEA:
            for who in (matter.rep, matter.marketer):
                world.people[who].owed_hours += values["credit.dispute_hours"]


def decide(values: Values, world: Any, decision_rule: str, luck: Luck) -> dict[str, int]:
    """Leader after leader hears matters, oldest first; writes to people, opinions, ties, company, and counts."""
    names = ("stalemates", "decided", "settled", "ideas_adopted", "credit_thefts")
    counts = dict.fromkeys((*names, "contradicted", "unheard", "unfinished"), 0)
    for leader in range(len(world.people)):
        for matter in world.matters[: world.company[0].matters]:
            if matter.leader == leader:
                hear(values, world, matter, decision_rule, luck(matter), counts)
    return counts


def give(person: Any, hours: float) -> float:
    """The hours, of those asked, that a leader still has for the two functions."""
    given = min(hours, person.leading_left, person.hours_left)
    person.leading_left -= given
    person.hours_left -= given
    return float(given)


def hear(
    values: Values, world: Any, matter: Any, decision_rule: str, uniforms: tuple[float, ...], counts: dict[str, int]
) -> None:
    """One matter: its leaders give it hours, and decide once it has had them all."""
    matter.hours -= give(world.people[matter.leader], matter.hours)
    if matter.other_leader >= 0:
        matter.other_hours -= give(world.people[matter.other_leader], matter.other_hours)
    if matter.hours > 0 or (matter.other_leader >= 0 and matter.other_hours > 0):
        counts["unfinished"] += 1
        return
    alike = uniforms[0] < agreement(values, world, decision_rule, matter.leaders)
    if matter.other_leader >= 0:
        regard(world, matter.leaders, 1.0 if alike else 0.0)
        if not alike:
            counts["stalemates"] += 1
            matter.hours = matter.other_hours = values["leadership.deciding_hours"]
            return
    contradicted = False
    if decision_rule == "each-alone" and matter.other_leader < 0:
        regard(world, matter.leaders, 1.0 if alike else 0.0)
        contradicted = not alike
        counts["contradicted"] += contradicted
    counts["decided"] += 1
    if contradicted:
        matter.closed = CONTRADICTED
        if matter.kind == QUESTION:
            world.ties[matter.tie].blocked -= 1
            world.ties[matter.tie].conflict += 1
        return
    {DISPUTE: settle, QUESTION: answer, IDEA: weigh}[matter.kind](
        values, world, matter, ignored(values, world, decision_rule, matter.function), uniforms, counts
    )


def agreement(values: Values, world: Any, decision_rule: str, leaders: int) -> float:
    """Chance that the two leaders of a tie agree; whoever leads both agrees with itself."""
    if leaders < 0:
        return 1.0
    now = world.structure[0]
    devices = sum((decision_rule == "joint-consent", now.balancer == 1, now.heads == 1))
    willing = values["leadership.consent"] * (0.5 + mutual_trust(values, world, leaders))
    return clip(willing + values["leadership.balancing"] * values["leadership.strength"] * devices)


def ignored(values: Values, world: Any, decision_rule: str, side: int) -> float:
    """Chance that what a side brings is set aside."""
    return values["leadership.disregard"] * led(world, side) if decision_rule == "dominant-side" else 0.0


def overruled(world: Any, matter: Any, counts: dict[str, int]) -> None:
    """The leader of the side that was not heard, and had no part in it, thinks the worse of the other leader."""
    counts["unheard"] += 1
    matter.closed = OVERRULED
    if matter.leaders < 0:
        return
    pair = world.ties[matter.leaders]
    if (pair.rep, pair.marketer)[matter.function] not in (matter.leader, matter.other_leader):
        live_through(world.opinions[2 * matter.leaders + matter.function], 0.0, 1.0)


def settle(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """A dispute."""
    victim = world.opinions[2 * matter.tie + matter.function]
    if uniforms[1] < (1 + values["leadership.strength"]) / 2 * (1 - unheard):
        counts["settled"] += 1
        matter.closed = SETTLED
        live_through(victim, 1.0, 1.0)
        victim.repair = 13
    else:
        counts["credit_thefts"] += 1
        victim.violations += 1
        overruled(world, matter, counts)
        matter.closed = STANDS


def answer(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """A question."""
    tie = world.ties[matter.tie]
    tie.blocked -= 1
    if uniforms[1] < unheard:
        overruled(world, matter, counts)
        return
    counts["settled"] += 1
    matter.closed = SETTLED
    if matter.other_leader < 0:
        return
    if world.theory[0].conflict == FUNCTIONAL:
        tie.shared += values["coordination.sharing"] * (1 - tie.shared)
    else:
        tie.conflict += 1


def weigh(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """An idea."""
    if uniforms[1] < unheard:
        overruled(world, matter, counts)
        return
    counts["settled"] += 1
    matter.closed = DECLINED
    blur = 1.0
    if matter.other_leader >= 0:
        blur -= values["leadership.devils_advocate"] * difference(values, world)
    if matter.excess + blur * z(uniforms[2]) > 0:
        counts["ideas_adopted"] += 1
        matter.closed = ADOPTED
        people = world.company[0].reps + world.company[0].marketers
        world.company[0].know_how += values["leadership.idea_effect"] * matter.excess / people


def share_time(values: Values, world: Any) -> None:
    """What is left of leaders' hours; writes to company and teams."""
    company = world.company[0]
    company.know_how *= 1 - values["leadership.idea_decay"]
    each, practitioners = values["leadership.coaching_hours"], company.reps + company.marketers
    free = sum(leader.leading_left for leader in world.people[practitioners:] if leader.level < EXECUTIVE)
    company.sessions = 1 - exp(-free / 2 / (each * practitioners))
    for team in world.teams:
        led_by = sum(other.members for other in world.teams if other.manager == team.manager)
        team.coaching = 1 - exp(-world.people[team.manager].leading_left / 2 / (each * led_by))
