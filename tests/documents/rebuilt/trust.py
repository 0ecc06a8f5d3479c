"""Section 7.11: a week of one opinion."""

from dataclasses import dataclass
from typing import Any

from tests.documents.rebuilt.common import Values, pressure

# The theories of trust, by number (section 8).
DELTA, BETA, EXPECTANCY = 0, 1, 2


@dataclass
class Mind:
    """An opinion after its week."""

    cognition: float
    affect: float
    ceiling: float
    repair: float
    evidence: float


def week_of_an_opinion(values: Values, world: Any, row: int) -> Mind:
    """What a week makes of one opinion; even rows are a rep's, odd rows a marketer's."""
    opinion, tie, company = world.opinions[row], world.ties[row // 2], world.company[0]
    truster = world.people[tie.rep if row % 2 == 0 else tie.marketer]
    reported = company.reported_quality if row % 2 == 0 else company.reported_follow_up
    mind = Mind(opinion.cognition, opinion.affect, opinion.ceiling, opinion.repair, opinion.evidence)
    weight = opinion.weight
    if world.clock[0].week % 13 == 0:
        weight += values["trust.blame"] * pressure(world, truster)
    if weight > 0:
        experience(values, mind, opinion.valence / weight, weight, int(world.theory[0].trust))
    mind.evidence = (1 - values["coordination.forgetting"]) * (mind.evidence + weight)
    good = tie.contact * company.quality
    mind.affect += values["trust.rapport"] * good * (mind.ceiling - mind.affect)
    mind.affect -= values["trust.estrangement"] * (1 - good) * mind.affect
    mind.affect -= values["trust.conflict_loss"] * (tie.conflict + company.contested) * mind.affect
    if world.clock[0].week % 13 == 0:
        mind.cognition += values["trust.gain"] * values["trust.hearsay"] * (mind.ceiling * reported - mind.cognition)
    if truster.team >= 0:
        team = world.teams[truster.team]
        mind.cognition += values["trust.influence"] * (mind.ceiling * team.cognition - mind.cognition)
        mind.affect += values["trust.influence"] * (mind.ceiling * team.affect - mind.affect)
    if opinion.violations > 0:
        left = (1 - values["trust.violation"]) ** opinion.violations
        mind.cognition, mind.affect = mind.cognition * left, mind.affect * left
        mind.ceiling *= (1 - values["trust.ceiling_loss"]) ** opinion.violations
        mind.repair = 0.0
    mind.cognition = min(mind.ceiling, max(0.0, mind.cognition))
    mind.affect = min(mind.ceiling, max(0.0, mind.affect))
    mind.repair = max(0.0, mind.repair - 1)
    return mind


def experience(values: Values, mind: Mind, lived: float, weight: float, theory: int) -> None:
    """What was lived through moves cognition, by the theory in force."""
    step = mind.ceiling * lived - mind.cognition
    usual = 1 - (1 - values["trust.gain"]) ** weight
    gain = {
        DELTA: usual * bent(values, mind, step),
        BETA: weight / (2 + mind.evidence + weight),
        EXPECTANCY: 2 * abs(step) * usual,
    }[theory]
    mind.cognition += min(gain, 1.0) * step


def bent(values: Values, mind: Mind, step: float) -> float:
    """How much faster than usual an experience is learnt from: losses, repair."""
    if step < 0:
        return values["trust.loss_ratio"]
    return 1 + values["trust.repair"] if mind.repair > 0 else 1.0
