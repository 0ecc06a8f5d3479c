"""Section 7.10: a customer's week."""

from dataclasses import dataclass
from math import floor
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


def welcome(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> dict[str, float]:
    """The customer that a win makes."""
    added = own_promise(values, world, world.people[lead.rep])
    return {
        "recurring": uniforms[3] < world.conditions[0].recurring_share,
        "delivered": sigma(lead.fit),
        "overstated": max(0.0, lead.promise - lead.believed),
        "added": added,
        "expectation": clip(lead.promise + added),
        "satisfaction": values["customers.satisfaction"],
        "renewal_week": world.clock[0].week + 52,
    }


def live_on(
    values: Values, world: Any, customer: Any, born_with: tuple[float, ...], this_week: tuple[float, ...]
) -> Week:
    """A customer is served, finds out what the promise was worth, and renews or not."""
    week, rep = world.clock[0].week, world.people[customer.rep]
    short = customer.expectation - customer.delivered
    together = world.ties[customer.tie].contact if customer.tie >= 0 else rep.shared
    deserved = clip(
        values["customers.satisfaction"]
        + values["customers.satisfaction_fit"] * customer.delivered
        + values["customers.satisfaction_service"] * rep.service
        + world.conditions[0].joint_value * together
        - (values["customers.disappointment"] * short if customer.disappointed else 0.0)
    )
    satisfaction = customer.satisfaction + values["customers.satisfaction_speed"] * (deserved - customer.satisfaction)
    tolerance = values["customers.promise_tolerance"]
    broken = week == customer.since + floor(values["customers.onboarding"]) and short > tolerance
    blamed, deceived = "", False
    if broken and customer.tie >= 0:
        blamed = "sales" if short - customer.added < customer.added else "marketing"
        lied = customer.overstated > tolerance and born_with[2] < values["credit.noticing"]
        deceived = blamed == "marketing" and lied
    over = satisfaction - values["customers.usual"]
    due = week == customer.renewal_week
    wish = values["customers.renewal"] + values["customers.renewal_satisfaction"] * over
    renewed = bool(due and customer.recurring and this_week[0] < sigma(wish))
    growth = values["customers.expansion"] + values["customers.expansion_satisfaction"] * over
    value = customer.value * max(0.0, 1 + growth) if renewed else customer.value
    return Week(satisfaction, broken, blamed, deceived, due, renewed, value)
