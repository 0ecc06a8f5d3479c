"""Section 7.10: a customer looks back on a quarter."""

from dataclasses import dataclass
from typing import Any

from tests.documents.rebuilt.buyers import own_promise
from tests.documents.rebuilt.common import Values, clip, sigma


@dataclass
class Week:
    """What a week makes of a customer."""

    satisfaction: float
    broken: bool
    blamed: str
    deceived: bool
    due: bool
    renewed: bool
    value: float


def potential(values: Values, value: float) -> float:
    """What a contract could grow to."""
    return float(value * (1 + values["customers.room"] * value ** values["customers.room_elasticity"]))


def welcome(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> dict[str, float]:
    """The customer that a win makes."""
    added = own_promise(values, world, world.people[lead.rep])
    return {
        "recurring": uniforms[3] < world.conditions[0].recurring_share,
        "delivered": sigma(lead.fit),
        "overstated": max(0.0, lead.promise - lead.believed),
        "added": added,
        "expectation": clip(lead.promise + added),
        "satisfaction": 0.5,
        "potential": potential(values, lead.value),
        "since": world.clock[0].week,
        "cycle": lead.decided - lead.created,
        "renewal_week": world.clock[0].week + 52,
    }


def live_on(
    values: Values, world: Any, customer: Any, born_with: tuple[float, ...], this_week: tuple[float, ...]
) -> Week:
    """A customer finds out what the promise was worth, looks back on a quarter, and renews or not."""
    age = world.clock[0].week - customer.since
    if age == 0 or age % 13:
        return Week(customer.satisfaction, False, "", False, False, False, customer.value)
    short = customer.expectation - customer.delivered
    tolerance = values["customers.promise_tolerance"]
    broken = age == 13 and short > tolerance
    blamed, deceived = "", False
    if broken and customer.tie >= 0:
        blamed = "sales" if short - customer.added < customer.added else "marketing"
        lied = customer.overstated > tolerance and born_with[2] < values["credit.noticing"]
        deceived = blamed == "marketing" and lied
    satisfaction = deserved(values, world, customer, broken or customer.disappointed == 1)
    due = world.clock[0].week >= customer.renewal_week
    wish = values["customers.renewal"] + values["customers.renewal_satisfaction"] * (satisfaction - 0.5)
    renewed = bool(due and customer.recurring and this_week[0] < sigma(wish))
    value = customer.value + growth(values, customer) if renewed else customer.value
    return Week(satisfaction, broken, blamed, deceived, due, renewed, value)


def deserved(values: Values, world: Any, customer: Any, disappointed: bool) -> float:
    """The satisfaction that a customer's treatment deserves."""
    rep, engaged = world.people[customer.rep], world.conditions[0].engagement
    together = world.ties[customer.tie].shared if customer.tie >= 0 else rep.shared
    service = (1 - engaged) * rep.service + engaged * world.company[0].care
    short = customer.expectation - customer.delivered
    return clip(
        0.5
        + values["customers.satisfaction_fit"] * customer.delivered
        + values["customers.satisfaction_service"] * service
        + world.conditions[0].joint_value * together
        - (values["customers.disappointment"] * short if disappointed else 0.0)
    )


def growth(values: Values, customer: Any) -> float:
    """What a renewal adds to a contract: part of its room, or a part less."""
    part = values["customers.expansion"]
    return float(part * (customer.potential - customer.value if part > 0 else customer.value))
