"""Section 7.9: a win is paid, claimed and perhaps contested."""

from dataclasses import dataclass
from typing import Any

from tests.documents.rebuilt.buyers import marketing_share
from tests.documents.rebuilt.common import MARKETING, SALES, Values, trust, voice


@dataclass
class Credited:
    """What a win brings each side, and what becomes of the larger excess."""

    paid_to_marketing: float
    claims: tuple[float, float]
    excess: tuple[float, float]
    claimant: int
    judged: bool
    contested: bool
    detected: bool


def credit(values: Values, world: Any, lead: Any, attribution: str, uniforms: tuple[float, ...]) -> Credited:
    """A win of both functions is paid, claimed and perhaps contested."""
    a, b, c, d = uniforms
    balance, goals = world.structure[0].power_balance, world.structure[0].shared_goals
    due = (1 - marketing_share(lead), marketing_share(lead))
    first, last = float(lead.first_touch == MARKETING), float(lead.last_touch == MARKETING)
    ends = values["credit.position_ends"]
    ruled = {
        "first-touch": first,
        "last-touch": last,
        "position-based": ends * (first + last) + (1 - 2 * ends) * due[MARKETING],
    }.get(attribution, due[MARKETING])
    unlawful = {"own-accounting": 1.0, "pooled": 0.0}.get(attribution, 1 - values["credit.rule_legitimacy"])
    greed = values["credit.self_serving"] * (1 - goals) * unlawful
    parts = (1 - ruled, ruled)
    claims = (parts[0] + greed * (1 - parts[0]), parts[1] + greed * (1 - parts[1]))
    paid = ruled
    if attribution == "own-accounting":
        marketing, sales = claims[MARKETING] * (1 + balance), claims[SALES] * (1 - balance)
        paid = marketing / (marketing + sales)
    excess = ((claims[0] - due[0]) * unlawful, (claims[1] - due[1]) * unlawful)
    claimant = MARKETING if excess[MARKETING] > excess[SALES] else SALES
    judged = lead.tie >= 0 and excess[claimant] > values["credit.tolerance"]
    victim = 1 - claimant
    contesting, noticing = (a, b) if victim == SALES else (c, d)
    contested = detected = False
    if judged:
        distrust = 1 - trust(values, world.opinions[2 * lead.tie + victim])
        weight = world.conditions[0].contesting * voice(values, world, victim)
        contested = contesting < values["credit.contesting"] * (excess[claimant] + distrust) / 2 * weight
        detected = not contested and noticing < values["credit.noticing"]
    return Credited(paid, claims, excess, claimant, judged, contested, detected)
