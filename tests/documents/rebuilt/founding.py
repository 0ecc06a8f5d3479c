"""Section 5: a company's first day."""

from collections.abc import Callable
from math import exp, floor, sqrt
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt import luck
from tests.documents.rebuilt.common import MARKETING, Values, clip, sigma, trust
from tests.documents.rebuilt.people import due_view
from tests.documents.rebuilt.structure import quality

z = NormalDist().inv_cdf  # AS 241


def person(
    values: Values, world: Any, function: int, endowment: tuple[float, ...], temper: tuple[float, ...]
) -> dict[str, float]:
    """What a person brings to a company that is founded."""
    a, b, c, d = endowment
    talent = min(values["people.most_talent"], max(0.0, 1 + values["people.skill_spread"] * z(a)))
    side = 1 if function == MARKETING else -1
    gap, spread = values["people.orientation_gap"], values["people.orientation_spread"]
    return {
        "talent": talent,
        "skill": talent,
        "specialisation": clip(values["people.specialisation"] + values["people.specialisation_spread"] * (b - 0.5)),
        "nature": clip(0.5 + side * gap / 2 + spread * z(c)),
        "tool_luck": d,
        "weekly_hours": values["people.weekly_hours"],
        "morale": clip(0.5 + values["people.morale_spread"] * (temper[0] - 0.5)),
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


def stock(values: Values, founded: tuple[float, ...]) -> tuple[int, int]:
    """How many customers and open opportunities a rep starts with."""
    return floor(values["customers.initial_per_rep"] + founded[0]), floor(
        values["customers.pipeline_per_rep"] + founded[1]
    )


def came_by(values: Values, own_ties: list[int], u: float) -> int:
    """The tie by which a customer or an opportunity of old came; -1 for none."""
    share = values["customers.marketing_sourced"]
    return own_ties[floor(len(own_ties) * u / share)] if u < share else -1


def customer(values: Values, own_ties: list[int], renewal: tuple[float, ...]) -> dict[str, float]:
    """A customer of old."""
    a, b, c, d = renewal
    tie = came_by(values, own_ties, d)
    delivered = sigma(values["selling.own_fit"] + values["campaigns.fit_spread"] * z(b))
    return {
        "value": values["buyers.contract_value"] * exp(values["buyers.value_spread"] * z(a)),
        "tie": tie,
        "delivered": delivered,
        "expectation": delivered,
        "satisfaction": values["customers.usual"],
        "overstated": 0.0,
        "added": 0.0,
        "renewal_week": 1 + floor(52 * c),
        "marketing_share": 0.5 if tie >= 0 else 0.0,
        "recurring": 1,
    }


def opportunity(
    values: Values, world: Any, own_ties: list[int], uniforms: tuple[tuple[float, ...], ...]
) -> dict[str, float]:
    """An opportunity under way; `uniforms` of LEAD_NATURE, LEAD_JOURNEY and OLD_BOOKS."""
    nature, journey, books = uniforms
    fit = values["selling.own_fit"] + values["campaigns.fit_spread"] * z(nature[0])
    pace = exp(values["buyers.pace_spread"] * z(journey[1]))
    tie = came_by(values, own_ties, books[1])
    return {
        "fit": fit,
        "promise": sigma(fit),
        "believed": sigma(fit),
        "value": values["buyers.contract_value"] * exp(values["buyers.value_spread"] * z(nature[2])),
        "autonomy": clip(world.conditions[0].autonomy + values["buyers.autonomy_spread"] * z(journey[0])),
        "pace": pace,
        "concern": journey[2],
        "progress": books[0],
        "tie": tie,
        "created": -values["buyers.cycle"] * pace * books[0],
        "contacted": -values["buyers.cycle"] * pace * books[0],
        "sales_touches": 1.0,
        "marketing_touches": float(tie >= 0),
        "first_touch": int(tie >= 0),
        "last_touch": 0,
        "waited": 1.0,
        "information": 1.0,
    }
