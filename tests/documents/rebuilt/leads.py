"""Sections 7.5 and 7.7: how a lead comes about, and what a rep makes of it."""

from dataclasses import dataclass
from math import exp, floor, sqrt
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import Values, behind, clip, competence, pressure, sigma, trust

z = NormalDist().inv_cdf  # AS 241


@dataclass
class Nature:
    """A lead as marketing finds it."""

    fit: float
    believed: float
    qualified: bool
    value: float
    promise: float


def campaign(values: Values, world: Any, marketer: Any, uniforms: tuple[float, ...]) -> int:
    """How many leads the hours left of a marketer's week bring."""
    hours = marketer.hours_left / values["people.weekly_hours"]
    expected = values["campaigns.leads_per_week"] * hours * competence(values, world, marketer)
    expected *= 1 + world.conditions[0].demand
    return floor(expected + uniforms[0])


def find(values: Values, world: Any, marketer: Any, uniforms: tuple[float, ...]) -> Nature:
    """A lead of a campaign."""
    a, b, c, d = uniforms
    source = next(source for source in world.sources if d < source.upto)
    precision = values["campaigns.precision"] + values["campaigns.precision_from_sales"] * marketer.shared
    precision = clip(precision + world.conditions[0].precision)
    base, goals = values["campaigns.base_pressure"], world.structure[0].shared_goals
    stress = (base + (1 - base) * behind(marketer)) * (1 - goals)
    fit = values["campaigns.fit_mean"] + source.fit + values["campaigns.targeting"] * precision
    fit += values["campaigns.fit_spread"] * z(a)
    believed = fit + values["campaigns.misjudgement"] * (1 - precision) * z(b)
    bar = values["campaigns.qualification_bar"] - values["campaigns.bar_pressure"] * stress
    value = values["buyers.contract_value"] * exp(values["buyers.value_spread"] * z(c))
    over = values["campaigns.over_promising"] * stress * (1 - marketer.orientation)
    promise = clip(sigma(believed) + over * (1 + world.structure[0].power_balance))
    return Nature(fit, sigma(believed), believed >= bar, value, promise)


def perceived(values: Values, world: Any, lead: Any) -> float:
    """What a rep thinks that a lead of marketing's is worth."""
    believe = trust(values, world.opinions[2 * lead.tie])
    return believe * lead.believed + (1 - believe) * world.people[lead.rep].expects


def bar(values: Values, world: Any, rep: Any, decision_rule: str) -> float:
    """What a lead must be worth to take a rep's time."""
    now, company = world.structure[0], world.company[0]
    agreed = company.settled_share if decision_rule == "joint-consent" else 0.0
    if company.programme_left > 0:
        agreed = 1.0
    return (
        values["selling.own_appeal"]
        + values["selling.sway"] * (pressure(world, rep) - now.power_balance - now.shared_goals)
        - values["selling.agreement_pull"] * agreed
    )


def seen(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> float:
    """The fit that a rep sees in a lead it contacts."""
    skill = competence(values, world, world.people[lead.rep])
    return float(lead.fit + values["campaigns.misjudgement"] * (1 - lead.information) / skill * z(uniforms[0]))


def journey(values: Values, world: Any, pace: float, uniforms: tuple[float, ...]) -> dict[str, float]:
    """What a buyer sets out with when a lead of this pace becomes an opportunity."""
    return {
        "autonomy": world.conditions[0].autonomy,
        "pace": pace * exp(values["buyers.pace_spread"] * z(uniforms[1])),
        "concern": uniforms[2],
    }


def contact(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> str:
    """What becomes of a lead that a rep contacts."""
    week = world.clock[0].week
    contacted = max(lead.available, week)
    if lead.fit < values["selling.misfit_bar"]:
        return "misfit"
    if seen(values, world, lead, uniforms) < values["selling.misfit_bar"]:
        return "spurned"
    wish = values["selling.engagement"] + lead.fit - values["selling.decay"] * sqrt(contacted - lead.created)
    return "engaged" if uniforms[1] < sigma(wish) else "rejected"
