"""Sections 7.2 and 7.3: contests for power, a switch of structure, and drift."""

from typing import Any

from tests.documents.rebuilt.common import Values

GRADED = {"integration": 1.0, "role_overlap": 1.0, "power_balance": 2.0, "shared_goals": 1.0, "joint_planning": 20.0}
RULES = ("attribution", "decision_rule", "heads", "balancer", "follows_forces")


def contested(values: Values, world: Any, uniforms: tuple[float, ...]) -> bool:
    """Whether power is contested this week, given its conditions."""
    conditions = world.conditions[0]
    return uniforms[0] < values["power.contests"] * conditions.business_model * conditions.unsettled


def structure_moves(values: Values, world: Any, contest: tuple[float, ...]) -> None:
    """A week of a switch or of drift; writes to structure, company and people."""
    company = world.company[0]
    if world.clock[0].week == company.switch_week:
        world.structure[1] = world.structure[0]
        company.upheaval = size(values, world)
        distrust = values["power.transition_distrust"] * (0.5 - company.alignment)
        company.transition_length = values["power.transition"] * (1 + distrust)
        company.transition_left = company.transition_length
        unsettle(values, world, company.upheaval)
    if company.transition_left > 0:
        go_on(values, world)
    elif world.structure[0].follows_forces:
        drift(values, world, contest)


def size(values: Values, world: Any) -> float:
    """How large the change ahead is; graded settings count over their spans."""
    now, goal = world.structure[0], world.structure[2]
    ruled = any(goal[name] != now[name] for name in ("decision_rule", "heads", "attribution"))
    moves = [abs(goal[name] - now[name]) / span for name, span in GRADED.items()]
    return max(*moves, values["power.rule_change"] if ruled else 0.0)


def unsettle(values: Values, world: Any, change: float) -> None:
    """Clarity falls."""
    lost = min(1.0, values["power.upheaval"] * change)
    world.people.clarity *= 1 - lost * (1 - values["leadership.steadying"] * values["leadership.strength"])


def go_on(values: Values, world: Any) -> None:
    """A week of a transition."""
    company, (now, whence, goal) = world.company[0], world.structure
    company.transition_left = max(0.0, company.transition_left - 1)
    done = 1 - company.transition_left / company.transition_length
    for name in GRADED:
        now[name] = whence[name] + done * (goal[name] - whence[name])
    if done >= values["power.stroke"]:
        for name in RULES:
            now[name] = goal[name]


def drift(values: Values, world: Any, contest: tuple[float, ...]) -> None:
    """A week in which nobody has chosen."""
    now, company, forces = world.structure[0], world.company[0], world.conditions[0]
    pace, balance = values["power.drift"], now.power_balance
    apart = pace * forces.technology
    won = values["power.drift_step"] * (0.5 - contest[1]) if company.contested else 0.0
    now.power_balance = min(1.0, max(-1.0, balance + pace * forces.buyers * (1 - balance) + won))
    company.drifted += abs(now.power_balance - balance) + apart * (now.integration + now.role_overlap)
    now.integration *= 1 - apart
    now.role_overlap *= 1 - apart
    if company.drifted >= values["power.drift_step"]:
        unsettle(values, world, company.drifted)
        company.drifted = 0.0
