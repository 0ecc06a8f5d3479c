"""Sections 7.2 to 7.4: conditions of the week, communication, ties and the hours that are promised."""

from collections.abc import Callable
from math import exp, sqrt
from typing import Any

from tests.documents.rebuilt.common import Values, clip, devoted, trust

# How unsettled power is under each decision rule, from how even it is.
UNSETTLED: dict[str, Callable[[Values, float], float]] = {
    "each-alone": lambda values, even: even,
    "one-head": lambda values, even: 0.0,
    "dominant-side": lambda values, even: values["power.dominance_unsettled"] * even,
    "joint-consent": lambda values, even: 1 - values["leadership.strength"],
}


def conditions(values: Values, world: Any, decision_rule: str) -> dict[str, float]:
    """What the intensities of the three forces make of the week."""
    now, forces = world.structure[0], world.conditions[0]
    technology, buyers, model = forces.technology, forces.buyers, forces.business_model
    apart, even = technology * (1 - now.integration), 1 - abs(now.power_balance)
    underuse, penalty = values["technology.underuse"], values["technology.silo_penalty"]
    pull_apart = values["technology.base_separation"] + values["technology.separation"] * technology
    return {
        "precision": values["technology.precision"] * technology * (1 - underuse * technology) * (1 - penalty * apart),
        "separation": clip(pull_apart * (1 - now.integration)),
        "staleness": values["technology.staleness"] * apart,
        "upkeep": values["technology.upkeep"] * apart,
        "specialising": values["technology.specialising"] * technology,
        "contesting": 1 + values["credit.contesting_technology"] * apart,
        "autonomy": clip(values["buyers.autonomy"] + values["buyers.autonomy_force"] * buyers),
        "handoff_loss": values["buyers.handoff_loss_force"] * buyers * (1 - now.integration),
        "story_weight": values["buyers.inconsistency"] + values["buyers.inconsistency_force"] * buyers,
        "recurring_share": clip(values["customers.recurring_share"] + values["customers.recurring_force"] * model),
        "joint_value": values["customers.satisfaction_joint"] * (1 + values["customers.joint_force"] * model),
        "unsettled": UNSETTLED[decision_rule](values, even),
    }


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
        + values["coordination.goal_quality"] * world.structure[0].shared_goals
        + values["leadership.session_effect"] * company.sessions
        - values["coordination.distance_penalty"] * abs(company.marketing_view - company.sales_view)
    )


def contact(values: Values, world: Any, tie: Any) -> float:
    """Strength of a contact after this week's move toward what is due."""
    due, root = 0.0, sqrt(world.structure[0].integration)
    if tie.affinity < root:
        asked = world.conditions[0].specialising
        pair = [min(1.0, devoted(values, world, world.people[i]) + asked) for i in (tie.rep, tie.marketer)]
        loss = values["technology.informal_loss"] * world.conditions[0].technology
        due = root * (1 - loss * (pair[0] + pair[1]) / 2)
    return tie.contact + values["coordination.rewiring"] * (due - tie.contact)


def shared(values: Values, world: Any, row: int, met: float) -> float:
    """What the two of a tie know of each other after a week of contact `met`."""
    tie, opinions = world.ties[row], world.opinions
    believed = (trust(values, opinions[2 * row]) + trust(values, opinions[2 * row + 1])) / 2
    joint = 0.0 if tie.blocked > 0 else met
    learnt = values["coordination.sharing"] * joint * quality(values, world) * believed
    lost = values["coordination.forgetting"] + world.conditions[0].staleness
    return clip(tie.shared + learnt * (1 - tie.shared) - lost * tie.shared)


def hours(values: Values, world: Any, row: int) -> tuple[float, float, float]:
    """Hours left, hours lost to friction and leading hours of a person once the week's promises are kept."""
    person, company = world.people[row], world.company[0]
    week = left = person.weekly_hours if person.vacant == 0 else 0.0
    practitioner = row < company.reps + company.marketers
    promised = [person.meeting_hours, planning(values, world)]
    if practitioner:
        promised += [values["leadership.session_hours"] * company.sessions + world.conditions[0].upkeep]
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


def tool(world: Any, person: Any) -> int:
    """The tool worked in: one's own function's (0, 1), or the common one (2)."""
    apart = person.tool_luck < world.conditions[0].separation
    return int(person.function) if apart and person.function < 2 else 2
