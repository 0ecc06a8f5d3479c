"""Sections 7.12 to 7.14: ideas, questions and disputes, and the leaders before whom they come."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, live_through, voice

DISPUTE, IDEA, QUESTION = 0, 1, 2
EXECUTIVE = 3
z = NormalDist().inv_cdf  # AS 241
Luck = Callable[[Any], tuple[float, ...]]


@dataclass
class Matter:
    """What is raised, before whom it comes, and what it is worth."""

    kind: int
    function: int
    leader: int
    other_leader: int
    worth: float = 0.0
    distance: float = 0.0


def alone(leader: int) -> tuple[int, int]:
    """One leader decides, and nobody need agree."""
    return leader, -1


def together(leader: int, other: int) -> tuple[int, int]:
    """Another must agree, unless the two are one."""
    return leader, other if other != leader else -1


# Before whom a matter of both functions comes: the own side's leader, the other's, that of the side with more power.
REFERRED: dict[str, Callable[[int, int, int], tuple[int, int]]] = {
    "each-alone": lambda own, other, stronger: together(own, other),
    "one-head": lambda own, other, stronger: alone(own),
    "dominant-side": lambda own, other, stronger: alone(stronger),
    "joint-consent": lambda own, other, stronger: together(own, other),
}


def refer(world: Any, decision_rule: str, function: int, sales: int, marketing: int) -> tuple[int, int]:
    """The leader before whom a matter of both functions comes, and the one whose consent it needs (-1: none)."""
    own, other = (sales, marketing) if function == SALES else (marketing, sales)
    stronger = marketing if world.structure[0].power_balance > 0 else sales
    return REFERRED[decision_rule](own, other, stronger)


def idea(values: Values, world: Any, row: int, decision_rule: str, uniforms: tuple[float, ...]) -> Matter | None:
    """The idea that a person voices this week, if any."""
    a, b, c, _ = uniforms
    person, company = world.people[row], world.company[0]
    if person.vacant > 0 or a >= values["people.ideas"] * voice(values, world, person.function) * person.morale:
        return None
    own = world.teams[person.team].manager
    if c >= values["people.joint_ideas"]:
        return Matter(IDEA, person.function, own, -1, z(b))
    heads = (own, company.marketing_head) if person.function == SALES else (company.sales_head, own)
    leader, other = refer(world, decision_rule, person.function, *heads)
    distance = abs(company.marketing_view - company.sales_view) if other >= 0 else 0.0
    return Matter(IDEA, person.function, leader, other, z(b), distance)


def question(values: Values, world: Any, tie: Any, decision_rule: str, uniforms: tuple[float, ...]) -> Matter | None:
    """The question that joint work of two people raises this week, if any."""
    rep, marketer = world.people[tie.rep], world.people[tie.marketer]
    side = SALES if uniforms[1] < 0.5 else MARKETING
    by_goals, views = values["coordination.odds_by_goals"], abs(rep.orientation - marketer.orientation)
    odds = by_goals * (1 - world.structure[0].shared_goals) + (1 - by_goals) * views
    chance = values["coordination.questions"] * tie.contact * odds * voice(values, world, side)
    if tie.contact <= 0 or uniforms[0] >= chance:
        return None
    managers = (world.teams[rep.team].manager, world.teams[marketer.team].manager)
    return Matter(QUESTION, side, *refer(world, decision_rule, side, *managers))


def press(values: Values, world: Any) -> None:
    """Open matters cost hours or are given up; writes to people, opinions and ties."""
    for matter in world.matters[: world.company[0].matters]:
        if world.clock[0].week - matter.raised > values["credit.dispute_patience"]:
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
    counts = dict.fromkeys(("stalemates", "decided", "settled", "ideas_adopted", "credit_thefts"), 0)
    for leader in range(len(world.people)):
        for matter in world.matters[: world.company[0].matters]:
            if matter.leader == leader:
                hear(values, world, matter, decision_rule, luck(matter), counts)
    return counts


def hear(
    values: Values, world: Any, matter: Any, decision_rule: str, uniforms: tuple[float, ...], counts: dict[str, int]
) -> None:
    """One matter, if its leaders have the hours."""
    hours = values["leadership.deciding_hours"]
    judges = [world.people[who] for who in (matter.leader, matter.other_leader) if who >= 0]
    if any(judge.leading_left < hours for judge in judges):
        return
    for judge in judges:
        judge.leading_left -= hours
        judge.hours_left -= hours
    if len(judges) == 2 and uniforms[0] >= agreement(values, world, decision_rule):
        counts["stalemates"] += 1
        return
    matter.closed = 1
    counts["decided"] += 1
    {DISPUTE: settle, QUESTION: answer, IDEA: weigh}[matter.kind](
        values, world, matter, ignored(values, world, decision_rule, matter.function), uniforms, counts
    )


def agreement(values: Values, world: Any, decision_rule: str) -> float:
    """Chance that two leaders agree."""
    helped = values["leadership.balancing"] * world.structure[0].balancer
    helped += values["leadership.consent_rule"] * (decision_rule == "joint-consent")
    trusting = values["leadership.consent_trust"] * (world.company[0].alignment - 0.5)
    return clip(values["leadership.consent"] + trusting + values["leadership.strength"] * helped)


def ignored(values: Values, world: Any, decision_rule: str, side: int) -> float:
    """Chance that what a side brings is set aside."""
    balance = world.structure[0].power_balance
    led = max(0.0, balance if side == SALES else -balance)
    return values["leadership.disregard"] * led if decision_rule == "dominant-side" else 0.0


def settle(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """A dispute."""
    base, victim = values["leadership.fairness"], world.opinions[2 * matter.tie + matter.function]
    if uniforms[1] < (base + (1 - base) * values["leadership.strength"]) * (1 - unheard):
        counts["settled"] += 1
        live_through(victim, 1.0, 1.0)
        victim.repair = values["trust.repair_weeks"]
    else:
        counts["credit_thefts"] += 1
        victim.violations += 1


def answer(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """A question."""
    world.ties[matter.tie].blocked -= 1
    counts["settled"] += uniforms[1] >= unheard


def weigh(values: Values, world: Any, matter: Any, unheard: float, uniforms: Any, counts: dict[str, int]) -> None:
    """An idea."""
    if uniforms[1] < unheard:
        return
    counts["settled"] += 1
    blur = values["leadership.review"] * (1 - values["leadership.devils_advocate"] * matter.distance)
    if matter.excess + blur * z(uniforms[2]) > 0:
        counts["ideas_adopted"] += 1
        people = world.company[0].reps + world.company[0].marketers
        world.company[0].know_how += values["leadership.idea_effect"] * matter.excess / people


def share_time(values: Values, world: Any) -> None:
    """What is left of leaders' hours; writes to company and teams."""
    company, share = world.company[0], values["leadership.session_share"]
    decay = values["leadership.idea_decay"] * (1 + values["leadership.idea_decay_force"] * world.conditions[0].buyers)
    company.know_how *= 1 - min(1.0, decay)
    each, practitioners = values["leadership.coaching_hours"], company.reps + company.marketers
    free = sum(leader.leading_left for leader in world.people[practitioners:] if leader.level < EXECUTIVE)
    company.sessions = min(1.0, share * free / (each * practitioners))
    for team in world.teams:
        led = sum(other.members for other in world.teams if other.manager == team.manager)
        team.coaching = min(1.0, (1 - share) * world.people[team.manager].leading_left / (each * led))
