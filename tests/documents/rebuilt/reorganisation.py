"""Sections 7.2 and 7.3: contests for power, decisions, a switch of structure, and drift."""

from math import exp
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import Values

z = NormalDist().inv_cdf  # AS 241
BY_CHANCE = 1  # the document's second theory of contests, by number
GRADED = {"integration": 1.0, "role_overlap": 1.0, "power_balance": 2.0, "shared_goals": 1.0, "joint_planning": 20.0}
RULES = ("attribution", "decision_rule", "heads", "balancer", "follows_forces")
PARADIGM, SETTING, LEADERSHIP, PROGRAMME, SURVEY, RECALIBRATE = range(6)  # the document's kinds of decisions
HOLDS = (lambda *_: True, float.__lt__, float.__le__, float.__gt__, float.__ge__)  # and its bounds


def contest(values: Values, world: Any, uniforms: tuple[float, ...]) -> None:
    """Power is contested this week, or not, and moves to the winner; writes to company and structure."""
    conditions, now = world.conditions[0], world.structure[0]
    contested = uniforms[0] < values["power.contests"] * conditions.business_model * conditions.unsettled
    world.company[0].contested = contested
    if contested:
        marketing = 0.5
        if world.theory[0].contests != BY_CHANCE:
            marketing = (conditions.autonomy + conditions.engagement) / 2
        side = 1 if uniforms[1] < marketing else -1
        now.power_balance += values["power.contest_step"] * conditions.unsettled * (side - now.power_balance)


def decisions_are_taken(values: Values, world: Any) -> None:
    """What is due is decided; writes to decisions, structure, company, opinions, people and parameters."""
    company, week = world.company[0], world.clock[0].week
    switches = week == company.switch_week
    if switches:
        world.structure[2] = world.structure[3]
    for decision in world.decisions:
        last = float(world.quarters[world.clock[0].quarter][world.quarters.dtype.names[decision.outcome]])
        waits = decision.taken or week < decision.due or (week - decision.due) % 13
        if waits or not HOLDS[decision.bound](last, float(decision.threshold)):
            continue
        decision.taken = week
        if decision.kind == PARADIGM:
            world.structure[2] = world.structure[decision.goal]
        elif decision.kind == SETTING:
            if not switches and company.transition_left <= 0:
                world.structure[2] = world.structure[0]
            name = world.structure.dtype.names[decision.place]
            world.structure[2][name] = world.structure[decision.goal][name]
        elif decision.kind == LEADERSHIP:
            name = list(values)[decision.place]
            values = values | {name: float(decision.value)}
            world.parameters[name.replace(".", "_")] = decision.value
        elif decision.kind == PROGRAMME:
            company.programme_left = values["perception.programme"]
            world.opinions.repair[:] = [max(each, 13) for each in world.opinions.repair]
        elif decision.kind == SURVEY:
            company.belief = company.alignment
        else:
            company.roles_for = world.conditions[0].autonomy
            unsettle(values, world, values["power.rule_change"])
            world.people.owed_hours += values["power.upheaval_hours"] * values["power.rule_change"]
        switches |= decision.kind in (PARADIGM, SETTING)
    if switches:
        begin(values, world)


def begin(values: Values, world: Any) -> None:
    """A switch begins from where the company stands."""
    company = world.company[0]
    world.structure[1] = world.structure[0]
    company.upheaval = size(values, world)
    company.transition_length = company.transition_left = values["power.transition"]
    unsettle(values, world, company.upheaval * (1 + values["power.haste"] / values["power.transition"]))


def structure_moves(values: Values, world: Any, resistance: float) -> None:
    """A week of a switch or of drift; writes to structure, company and people. `resistance` is RESISTANCE a."""
    if world.company[0].transition_left > 0:
        go_on(values, world, resistance)
    elif world.structure[0].follows_forces:
        drift(values, world)


def size(values: Values, world: Any) -> float:
    """How large the change ahead is; graded settings count over their spans."""
    now, goal = world.structure[0], world.structure[2]
    ruled = any(goal[name] != now[name] for name in ("decision_rule", "heads", "attribution"))
    moves = [abs(goal[name] - now[name]) / span for name, span in GRADED.items()]
    return max(*moves, values["power.rule_change"] if ruled else 0.0)


def unsettle(values: Values, world: Any, change: float) -> None:
    """Clarity falls."""
    world.people.clarity *= exp(-values["power.upheaval"] * change * (1 - values["leadership.strength"]))


def go_on(values: Values, world: Any, resistance: float) -> None:
    """A week of a transition, which advances as far as people buy in."""
    company, (now, whence, goal) = world.company[0], world.structure[:3]
    buy_in = 2 * world.people.trust[: company.reps + company.marketers].mean()
    advance = buy_in * exp(-values["power.resistance"] * z(resistance))
    company.transition_left = max(0.0, company.transition_left - advance)
    done = 1 - company.transition_left / company.transition_length
    for name in GRADED:
        now[name] = whence[name] + done * (goal[name] - whence[name])
    if done >= 0.5:
        for name in RULES:
            now[name] = goal[name]


def drift(values: Values, world: Any) -> None:
    """A week in which nobody has chosen."""
    now, company, forces = world.structure[0], world.company[0], world.conditions[0]
    pace, balance = values["power.drift"], now.power_balance
    apart = pace * forces.technology
    now.power_balance = min(1.0, max(-1.0, balance + pace * forces.buyers * (1 - balance)))
    company.drifted += abs(now.power_balance - balance) + apart * (now.integration + now.role_overlap)
    now.integration *= 1 - apart
    now.role_overlap *= 1 - apart
    if company.drifted >= values["power.drift_step"]:
        unsettle(values, world, company.drifted)
        company.drifted = 0.0
