"""Section 7.15: what executives come to believe."""

from math import exp
from typing import Any

from rebuilt.common import MARKETING, SALES, Values, clip, voice
from rebuilt.structure import planning


def report(values: Values, world: Any) -> float:
    """Alignment as it is reported to the executives."""
    belief, x = world.company[0].belief, world.company[0].alignment
    kept = 1 - (1 - values["perception.withholding"]) * min(
        voice(values, world, SALES), voice(values, world, MARKETING)
    )
    for level in ("managers", "heads", "executives"):
        two_lines = world.structure[0].heads == 2 and level != "managers"
        x += (kept**2 if two_lines else kept) * max(0.0, belief - x)
        x += values["perception.optimism"] * values["perception.report_spread"]
    return clip(x)


def surface(values: Values, world: Any, handed_over: float) -> float:
    """What executives see for themselves: the pipeline and how much people meet."""
    company = world.company[0]
    practitioners = world.people[: company.reps + company.marketers]
    asked = sum(person.target for person in practitioners[company.reps :])
    met = sum(person.meeting_hours for person in practitioners) / len(practitioners)
    held = 1 - exp(-(planning(values, world) + met) / values["coordination.planning_scale"])
    return (min(1.0, handed_over / asked) + held) / 2


def alignment(values: Values, world: Any) -> float:
    """Alignment as practitioners live it."""
    company, weight = world.company[0], values["perception.leaders_weight"]
    practitioners = world.people[: company.reps + company.marketers]
    mean = sum(person.trust for person in practitioners) / len(practitioners)
    return (1 - weight) * mean + weight * company.settled_share
