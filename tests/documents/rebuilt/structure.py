"""Sections 7.2 to 7.4: conditions of the week, communication, ties and the hours that are promised."""

from collections.abc import Callable
from math import ceil, exp, sqrt
from typing import Any

from tests.documents.rebuilt.common import Values, clip, mutual_trust

# How unsettled power is under each decision rule, from how even it is.
UNSETTLED: dict[str, Callable[[Values, float], float]] = {
    "each-alone": lambda values, even: even,
    "one-head": lambda values, even: 0.0,
    "dominant-side": lambda values, even: even,
    "joint-consent": lambda values, even: 1 - values["leadership.strength"],
}


def conditions(values: Values, world: Any, decision_rule: str) -> dict[str, float]:
    """What the intensities of the three forces make of the week."""
    now, forces = world.structure[0], world.conditions[0]
    technology, buyers, model = forces.technology, forces.buyers, forces.business_model
    apart, even = technology * (1 - now.integration), 1 - abs(now.power_balance)
    used = 1 - values["technology.underuse"] * technology
    autonomy = clip(values["buyers.autonomy"] + values["buyers.autonomy_force"] * buyers)
    as_of_old = max(0.0, autonomy - world.company[0].roles_for)
    pull_apart = values["technology.separation"] * (1 + technology)
    return {
        "precision": values["technology.precision"] * technology * used * (1 - apart),
        "separation": clip(pull_apart * (1 - now.integration)),
        "staleness": values["coordination.forgetting"] * (1 + apart),
        "upkeep": values["technology.upkeep"] * apart,
        "contesting": 1 + apart,
        "utilisation": used,
        "autonomy": autonomy,
        "as_of_old": as_of_old * (1 - now.integration),
        "story_weight": values["buyers.inconsistency"] * (1 + buyers),
        "recurring_share": clip(values["customers.recurring_share"] + values["customers.recurring_force"] * model),
        "engagement": values["customers.engagement"] * model,
        "joint_value": values["customers.satisfaction_joint"] * (1 + model),
        "unsettled": UNSETTLED[decision_rule](values, even),
    }


def demand(growth: float, quarters: int, week: int) -> float:
    """How much more campaigns bring in a week of the record than in its first quarter."""
    return float((1 + growth) ** (min(ceil(week / 13), quarters) - 1) - 1)


def planning(values: Values, world: Any) -> float:
    """P, hours of planning this week."""
    programme = values["perception.programme_hours"] if world.company[0].programme_left > 0 else 0.0
    return world.structure[0].joint_planning + programme


def quality(values: Values, world: Any) -> float:
    """Q, communication quality of the company."""
    company, plans = world.company[0], planning(values, world)
    return clip(
        values["coordination.base_quality"]
        + values["coordination.planning_quality"] * (1 - exp(-plans / values["coordination.planning_scale"]))
        + values["leadership.session_effect"] * company.sessions
        - values["coordination.distance_penalty"] * abs(company.marketing_view - company.sales_view)
    )


def due(values: Values, world: Any, tie: Any) -> float:
    """How strong a contact ought to be by structure, tools and a programme, whatever time the two have."""
    return min(1.0, alive(values, world, tie) + workshops(values, world, tie))


def alive(values: Values, world: Any, tie: Any) -> float:
    """How strong a contact ought to be by structure and tools."""
    integration = world.structure[0].integration
    root = sqrt(integration)
    if tie.affinity >= root:
        return 0.0
    by_tools = world.conditions[0].technology * (1 - world.structure[0].role_overlap)
    pair = [min(1.0, world.people[row].specialisation + by_tools) for row in (tie.rep, tie.marketer)]
    loss = values["technology.informal_loss"] * world.conditions[0].technology * (1 - integration)
    return root * (1 - loss * (pair[0] + pair[1]) / 2)


def workshops(values: Values, world: Any, tie: Any) -> float:
    """Contact that a programme brings the two of a tie."""
    if world.company[0].programme_left <= 0:
        return 0.0
    pair = [world.people[row] for row in (tie.rep, tie.marketer)]
    most = max(1, *(person.last_tie - person.first_tie for person in pair))
    return min(1.0, values["perception.programme_hours"] / (most * values["coordination.meeting_hours"]))


def contact(values: Values, world: Any, tie: Any) -> float:
    """Strength of a contact after this week's move toward what is due and fits."""
    fitting = due(values, world, tie) * min(world.people[row].meetings_fit for row in (tie.rep, tie.marketer))
    return tie.contact + values["coordination.rewiring"] * (fitting - tie.contact)


def fit(values: Values, asked: float) -> float:
    """The share of the meetings asked of a person that its week has room for."""
    return min(1.0, values["people.weekly_hours"] / 2 / asked) if asked > 0 else 1.0


def shared(values: Values, world: Any, row: int, met: float) -> float:
    """What the two of a tie know of each other after a week of contact `met`."""
    tie, believed = world.ties[row], mutual_trust(values, world, row)
    joint = 0.0 if tie.blocked > 0 else met
    learnt = learning(values, world, joint * quality(values, world) * believed) * (1 - tie.shared)
    return clip(tie.shared + learnt - world.conditions[0].staleness * tie.shared)


def learning(values: Values, world: Any, told: float) -> float:
    """L, the share of the unknown that two learn in a week, by what good, trusting contact tells them."""
    return values["coordination.sharing"] * max(told, world.structure[0].role_overlap)


def hours(values: Values, world: Any, row: int) -> tuple[float, float, float]:
    """Hours left, hours lost to friction and leading hours of a person once the week's promises are kept."""
    person, company = world.people[row], world.company[0]
    week = left = person.weekly_hours if person.vacant == 0 else 0.0
    practitioner = row < company.reps + company.marketers
    promised = [person.meeting_hours, planning(values, world)]
    if practitioner:
        promised += [values["leadership.coaching_hours"] * company.sessions + world.conditions[0].upkeep]
    promised += [person.joint_hours]
    trouble = [person.owed_hours]
    if company.transition_left > 0:
        trouble += [values["power.upheaval_hours"] * company.upheaval]
    if company.contested:
        trouble += [values["power.contest_hours"]]
    left = max(0.0, week - sum(promised))
    after = max(0.0, left - sum(trouble))
    leading = 0.0 if practitioner else min(after, values["leadership.hours"] * values["leadership.strength"])
    return after, left - after, leading


def engage(values: Values, world: Any, left: float) -> tuple[float, float]:
    """What a marketer's part in serving customers takes of the hours left, and how much of the part is given."""
    company = world.company[0]
    due = world.conditions[0].engagement * values["customers.service_hours"] * company.served / company.marketers
    given = min(due, left / 2)
    return given, given / due if due > 0 else 1.0


def tool(world: Any, person: Any) -> int:
    """The tool worked in: one's own function's (0, 1), or the common one (2)."""
    apart = person.tool_luck < world.conditions[0].separation
    return int(person.function) if apart and person.function < 2 else 2
