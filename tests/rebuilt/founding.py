"""Section 5: a company's first day."""

from collections.abc import Callable
from math import sqrt
from statistics import NormalDist
from typing import Any

from rebuilt import luck
from rebuilt.common import MARKETING, Values, clip, trust
from rebuilt.people import due_view
from rebuilt.structure import quality

z = NormalDist().inv_cdf  # AS 241


def person(
    values: Values, world: Any, function: int, endowment: tuple[float, ...], temper: tuple[float, ...]
) -> dict[str, float]:
    """What a person brings to a company that is founded."""
    a, b, c, d = endowment
    talent = min(2.0, max(0.0, 1 + values["people.skill_spread"] * z(a)))
    side = 1 if function == MARKETING else -1
    gap, spread = values["people.orientation_gap"], values["people.orientation_spread"]
    return {
        "talent": talent,
        "skill": talent,
        "specialisation": clip(values["people.specialisation"] + (b - 0.5) / 2),
        "nature": clip(0.5 + side * gap / 2 + spread * z(c)),
        "tool_luck": d,
        "weekly_hours": values["people.weekly_hours"],
        "morale": clip(0.5 + (temper[0] - 0.5) / 2),
        "clarity": 1 - values["people.ambiguity"] * world.structure[0].role_overlap,
        "success": 1.0,
        "experience": 2 * values["people.tenure"] * temper[1],
    }


def first_views(values: Values, world: Any) -> list[float]:
    """Orientations of reps and marketers once contacts are made, from the views they came with."""
    company, here = world.company[0], world
    nature = world.people.nature
    reps, everyone = company.reps, company.reps + company.marketers
    company.sales_view, company.marketing_view = nature[:reps].mean(), nature[reps:everyone].mean()
    return [due_view(values, here, row) for row in range(everyone)]


def pair(values: Values, world: Any, tie: Any, rapport: tuple[float, ...]) -> tuple[list[float], float]:
    """First opinions (the rep's cognition and affect, then the marketer's) and contact of a pair."""
    trusts = [clip(values["trust.initial"] + values["trust.initial_spread"] * z(u)) for u in rapport]
    root = sqrt(world.structure[0].integration)
    return trusts, root if tie.affinity < root else 0.0


def shared(values: Values, world: Any, row: int) -> float:
    """What a pair has come to know of each other."""
    believed = (trust(values, world.opinions[2 * row]) + trust(values, world.opinions[2 * row + 1])) / 2
    learnt = values["coordination.sharing"] * world.ties[row].contact * quality(values, world) * believed
    return learnt / (learnt + values["coordination.forgetting"])


def pairs(world: Any, contacts: int, liking: Callable[[int], float]) -> list[tuple[int, int, int]]:
    """Who could come to work with whom: row of the rep, row of the marketer, identity of the pair."""
    reps, everyone = world.company[0].reps, world.company[0].reps + world.company[0].marketers
    marketing = [row for row, team in enumerate(world.teams) if team.function == MARKETING]
    tied: list[tuple[int, int, int]] = []

    def tie(rep: int, marketer: int) -> tuple[int, int, int]:
        numbers = [int(world.people[who].seat) % 2**20 for who in (rep, marketer)]
        return rep, marketer, luck.pair(*numbers)

    for rep in range(reps):
        partner = world.teams[world.people[rep].team].partner
        following = marketing[(marketing.index(partner) + 1) % len(marketing)]
        near = [row for row in range(reps, everyone) if world.people[row].team in (partner, following)]
        tied += sorted((tie(rep, marketer) for marketer in near), key=lambda each: liking(each[2]))[:contacts]
    left_over = set(range(reps, everyone)) - {marketer for _, marketer, _ in tied}
    for marketer in sorted(left_over):
        partner = world.teams[world.people[marketer].team].partner
        near = [row for row in range(reps) if world.people[row].team == partner]
        tied.append(min((tie(rep, marketer) for rep in near), key=lambda each: liking(each[2])))
    return tied
