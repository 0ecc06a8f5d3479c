"""Section 7.9: a win is paid, claimed and perhaps contested."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.documents.rebuilt.buyers import marketing_share
from tests.documents.rebuilt.common import MARKETING, SALES, Values, trust, voice


class Ledger(NamedTuple):
    """Marketing's share of the touches, whether the first and the last were its own, and what an end weighs."""

    due: float
    first: float
    last: float
    ends: float


# Marketing's part of a win by each rule.
MARKETINGS_PART: dict[str, Callable[[Ledger], float]] = {
    "own-accounting": lambda ledger: ledger.due,
    "first-touch": lambda ledger: ledger.first,
    "last-touch": lambda ledger: ledger.last,
    "linear": lambda ledger: ledger.due,
    "position-based": lambda ledger: ledger.ends * (ledger.first + ledger.last) + (1 - 2 * ledger.ends) * ledger.due,
    "pooled": lambda ledger: ledger.due,
}
# How much of an excess each rule does not excuse, from the legitimacy of a rule that was agreed on.
ILLEGITIMATE: dict[str, Callable[[float], float]] = {
    "own-accounting": lambda legitimacy: 1.0,
    "first-touch": lambda legitimacy: 1 - legitimacy,
    "last-touch": lambda legitimacy: 1 - legitimacy,
    "linear": lambda legitimacy: 1 - legitimacy,
    "position-based": lambda legitimacy: 1 - legitimacy,
    "pooled": lambda legitimacy: 0.0,
}


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
    ledger = Ledger(due[MARKETING], first, last, values["credit.position_ends"])
    ruled = MARKETINGS_PART[attribution](ledger)
    unlawful = ILLEGITIMATE[attribution](values["credit.rule_legitimacy"])
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
