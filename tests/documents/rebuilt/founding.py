"""Section 5: a company's first day."""

from collections.abc import Callable
from math import exp, floor, log, sqrt
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt import luck
from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, mutual_trust, sigma
from tests.documents.rebuilt.people import due_view
from tests.documents.rebuilt.structure import learning, quality

z = NormalDist().inv_cdf  # AS 241
REP = 0  # the document's kinds of people, by number
# What companies differ in: how far, and whether in log-odds.
TRAITS = {
    "leadership.strength": (0.8, True),
    "people.skill_sales": (0.08, False),
    "people.skill_marketing": (0.08, False),
    "buyers.win": (0.3, False),
    "campaigns.fit_mean": (0.3, False),
    "people.ambiguity": (0.6, True),
    "trust.initial": (0.5, True),
}


def traits(values: Values, bounds: dict[str, tuple[float, float]], spread: float, normals: list[float]) -> Values:
    """The values of a company that differs from the scenario's, from the luck of its traits, in their order."""
    own = dict(values)
    for (name, (size, in_log_odds)), normal in zip(TRAITS.items(), normals, strict=True):
        value, moved = own[name], spread * size * normal
        if not in_log_odds:
            value += moved
        elif 0 < value < 1:
            value = sigma(log(value / (1 - value)) + moved)
        own[name] = min(max(value, bounds[name][0]), bounds[name][1])
    return own


def person(values: Values, world: Any, function: int, endowment: tuple[float, ...]) -> dict[str, float]:
    """What a person brings, whether to a company that is founded or to an empty seat."""
    a, _, c, d = endowment
    side = 1 if function == MARKETING else -1
    usual = values["people.skill_marketing" if function == MARKETING else "people.skill_sales"]
    talent = min(2.0, max(0.0, usual + values["people.skill_spread"] * z(a)))
    gap, spread = values["people.orientation_gap"], values["people.orientation_spread"]
    return {
        "talent": talent,
        "skill": talent,
        "specialisation": 0.0,
        "nature": clip(0.5 + side * gap / 2 + spread * z(c)),
        "tool_luck": d,
        "weekly_hours": values["people.weekly_hours"],
        "morale": 0.5,
        "clarity": 1 - values["people.ambiguity"] * world.structure[0].role_overlap,
        "success": 1.0,
        "inequity": 0.0,
    }


def career(values: Values, world: Any, kind: int, temper: tuple[float, ...]) -> dict[str, float]:
    """How long a person of the founding has been in its job, and what came of that."""
    yearly = values["people.leaving_sales" if kind == REP else "people.leaving_marketing"]
    weeks = 52 * min(20.0, -log(temper[1]) / max(yearly, 1 / 20))
    grown = 1 - (1 - values["people.shaping"]) ** weeks
    return {
        "experience": weeks,
        "specialisation": (1 - world.structure[0].role_overlap) * grown,
        "practice": 1.0,
        "meetings_fit": 1.0,
        "expects": sigma(values["campaigns.qualification_bar"]),
    }


def first_views(values: Values, world: Any) -> list[float]:
    """Orientations of reps and marketers once contacts are made, from the views they came with."""
    company, here = world.company[0], world
    nature = world.people.nature
    reps, everyone = company.reps, company.reps + company.marketers
    company.sales_view, company.marketing_view = nature[:reps].mean(), nature[reps:everyone].mean()
    return [due_view(values, here, row) for row in range(everyone)]


def contact(world: Any, tie: Any) -> float:
    """First contact of a pair, of leaders too."""
    root = sqrt(world.structure[0].integration)
    return root if tie.affinity < root else 0.0


def shared(values: Values, world: Any, row: int) -> float:
    """What a pair has come to know of each other: where learning and forgetting balance."""
    told = world.ties[row].contact * quality(values, world) * mutual_trust(values, world, row)
    learnt = learning(values, world, told)
    return learnt / (learnt + world.conditions[0].staleness) if learnt > 0 else 0.0


def leaders(world: Any) -> list[tuple[int, int]]:
    """Pairs of leaders who may have to decide together: the one of sales, the one of marketing."""
    teams, heads = world.teams, (world.company[0].sales_head, world.company[0].marketing_head)
    met: list[tuple[int, int]] = []
    for team in teams:
        beside = [row for row, each in enumerate(teams) if each.function != team.function]
        following = beside[(beside.index(team.partner) + 1) % len(beside)]
        for other in (teams[team.partner].manager, teams[following].manager, heads[1 - team.function]):
            both = (team.manager, other) if team.function == SALES else (other, team.manager)
            if both not in met and team.manager != other:
                met.append((int(both[0]), int(both[1])))
    return sorted(met)


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


def customer(
    values: Values, week: int, own_ties: list[int], renewal: tuple[float, ...], books: tuple[float, ...]
) -> dict[str, float]:
    """A customer of old; `renewal` and `books` are its luck of RENEWAL and OLD_BOOKS."""
    a, b, c, d = renewal
    tie = came_by(values, own_ties, d)
    delivered = sigma(values["selling.own_fit"] + values["campaigns.fit_spread"] * z(b))
    first = values["buyers.contract_value"] * exp(values["buyers.value_spread"] * z(a))
    potential = first * (1 + values["customers.room"] * first ** values["customers.room_elasticity"])
    since = week + 1 + floor(52 * c) - 52
    return {
        "value": first + books[1] * (potential - first),
        "potential": potential,
        "tie": tie,
        "delivered": delivered,
        "expectation": delivered,
        "satisfaction": 0.5,
        "overstated": 0.0,
        "added": 0.0,
        "disappointed": 0,
        "since": since,
        "renewal_week": since + 52,
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
        "autonomy": world.conditions[0].autonomy,
        "pace": pace,
        "concern": journey[2],
        "progress": books[0],
        "tie": tie,
        "created": world.clock[0].week - values["buyers.cycle"] * pace * books[0],
        "contacted": world.clock[0].week - values["buyers.cycle"] * pace * books[0],
        "sales_touches": 1.0,
        "marketing_touches": float(tie >= 0),
        "first_touch": int(tie >= 0),
        "last_touch": 0,
        "waited": 1.0,
        "information": 1.0,
    }
