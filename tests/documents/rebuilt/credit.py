"""Section 7.9: a win is paid, claimed and perhaps contested."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from typing import Any, NamedTuple

from tests.documents.rebuilt.buyers import marketing_share
from tests.documents.rebuilt.common import MARKETING, SALES, Values, trust, voice
from tests.documents.rebuilt.matters import led, must_ask


class Ledger(NamedTuple):
    """Marketing's share of the touches, and whether the first and the last were its own."""

    due: float
    first: float
    last: float


# Marketing's part of a win by each rule.
MARKETINGS_PART: dict[str, Callable[[Ledger], float]] = {
    "own-accounting": lambda ledger: ledger.due,
    "first-touch": lambda ledger: ledger.first,
    "last-touch": lambda ledger: ledger.last,
    "linear": lambda ledger: ledger.due,
    "position-based": lambda ledger: (2 * (ledger.first + ledger.last) + ledger.due) / 5,
    "pooled": lambda ledger: ledger.due,
}
# How far a side is not bound by each rule, from the legitimacy that an agreed rule has with it.
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
    minded: bool
    contested: bool
    detected: bool


def credit(values: Values, world: Any, lead: Any, rules: tuple[str, str], uniforms: tuple[float, ...]) -> Credited:
    """A win of both functions is paid, claimed and perhaps contested; `rules`: of attribution and of decision."""
    a, b, c, d = uniforms
    attribution, decision_rule = rules
    balance, goals = world.structure[0].power_balance, world.structure[0].shared_goals
    first, last = float(lead.first_touch == MARKETING), float(lead.last_touch == MARKETING)
    ledger = Ledger(marketing_share(lead), first, last)
    ruled = MARKETINGS_PART[attribution](ledger)
    parts, claims = (1 - ruled, ruled), [0.0, 0.0]
    for side in (SALES, MARKETING):
        legitimacy = values["credit.rule_legitimacy"] * (1 - led(world, side))
        greed = values["credit.self_serving"] * (1 - goals) * ILLEGITIMATE[attribution](legitimacy)
        claims[side] = parts[side] + greed * (1 - parts[side])
    paid = ruled
    if attribution == "own-accounting":
        marketing, sales = claims[MARKETING] * (1 + balance), claims[SALES] * (1 - balance)
        paid = marketing / (marketing + sales)
    excess = (claims[SALES] - parts[SALES], claims[MARKETING] - parts[MARKETING])
    claimant = MARKETING if excess[MARKETING] > excess[SALES] else SALES
    victim = 1 - claimant
    speaking, noticing = (a, b) if victim == SALES else (c, d)
    minded = contested = detected = False
    if lead.tie >= 0:
        minding = 1 - exp(-excess[claimant] / values["credit.tolerance"])
        minding *= must_ask(world, decision_rule, victim)
        distrust = 1 - trust(values, world.opinions[2 * lead.tie + victim])
        chance = values["credit.contesting"] * (excess[claimant] + distrust) / 2
        chance *= world.conditions[0].contesting * voice(values, world, victim)
        contested = speaking < minding * min(1.0, chance)
        minded = contested or speaking < minding
        detected = minded and not contested and noticing < values["credit.noticing"]
    return Credited(paid, (claims[0], claims[1]), excess, claimant, minded, contested, detected)
