"""Section 7.11: a week of one opinion."""

from dataclasses import dataclass
from typing import Any

from tests.documents.rebuilt.common import Values, trust


@dataclass
class Mind:
    """An opinion after its week."""

    cognition: float
    affect: float
    ceiling: float
    repair: float


def week_of_an_opinion(values: Values, world: Any, row: int) -> Mind:
    """What a week makes of one opinion; even rows are a rep's, odd rows a marketer's."""
    opinion, tie, company = world.opinions[row], world.ties[row // 2], world.company[0]
    truster = world.people[tie.rep if row % 2 == 0 else tie.marketer]
    team, week = world.teams[truster.team], world.clock[0].week
    reported = company.reported_quality if row % 2 == 0 else company.reported_follow_up
    mind = Mind(opinion.cognition, opinion.affect, opinion.ceiling, opinion.repair)
    if opinion.weight > 0:
        experience(values, mind, opinion)
    mind.affect += values["trust.rapport"] * tie.contact * company.quality * (mind.ceiling - mind.affect)
    mind.affect -= values["trust.estrangement"] * (1 - tie.contact) * mind.affect
    mind.affect -= values["trust.conflict_loss"] * (tie.conflict + company.contested) * mind.affect
    apart = abs(world.people[tie.rep].orientation - world.people[tie.marketer].orientation)
    mind.cognition -= values["trust.distance_loss"] * apart * mind.cognition
    if week % 13 == 0:
        mind.cognition += values["trust.gain"] * values["trust.hearsay"] * (reported - mind.cognition)
    mind.cognition = swayed(values, mind.cognition, team.cognition)
    mind.affect = swayed(values, mind.affect, team.affect)
    if opinion.violations > 0:
        left = (1 - values["trust.violation"]) ** opinion.violations
        mind.cognition, mind.affect = mind.cognition * left, mind.affect * left
        mind.ceiling *= (1 - values["trust.ceiling_loss"]) ** opinion.violations
        mind.repair = 0.0
    mind.cognition = min(mind.ceiling, max(0.0, mind.cognition))
    mind.affect = min(mind.ceiling, max(0.0, mind.affect))
    mind.repair = max(0.0, mind.repair - 1)
    return mind


def experience(values: Values, mind: Mind, opinion: Any) -> None:
    """What was lived through moves cognition, faster down than up."""
    step = mind.ceiling * opinion.valence / opinion.weight - mind.cognition
    sign = 1 if step > 0 else -1 if step < 0 else 0
    gain = 1 - (1 - values["trust.gain"]) ** opinion.weight
    gain *= 1 + values["trust.confirmation"] * (2 * trust(values, mind) - 1) * sign
    if step < 0:
        gain *= values["trust.loss_ratio"]
    elif mind.repair > 0:
        gain *= 1 + values["trust.repair"]
    mind.cognition += min(gain, 1.0) * step


def swayed(values: Values, own: float, team: float) -> float:
    """An opinion after the pull of one's team."""
    near = abs(team - own) < values["trust.confidence_bound"]
    return own + values["trust.influence"] * (team - own) if near else own
