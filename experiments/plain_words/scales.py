"""What the values of a scale mean: anchors for numbers from 0 to 1, and whether a mean or a median is asked for.

How leadership settles disputes is measured (`python -m experiments.workshop.anchors`); the rest follows from what the
setting or the parameter is, with the scenario's own numbers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.language import Words

STRENGTH = "leadership.strength"
# What fills the holes of a scale's words.
HOLES: dict[str, Callable[[Scenario, Words], dict[str, str]]] = {
    "integration": lambda scenario, w: {},
    "role_overlap": lambda scenario, w: {},
    "shared_goals": lambda scenario, w: {},
    "power_balance": lambda scenario, w: {},
    "trust.initial": lambda scenario, w: {
        name: w.percent(speaking_for(rest, scenario.trust.loss_ratio))
        for name, rest in (("low", 0.25), ("middle", 0.5), ("high", 0.75))
    },
    "company.spread": lambda scenario, w: {},
    "customers.recurring_share": lambda scenario, w: {},
    "perception.threshold": lambda scenario, w: {
        "aligned": w.short(scenario.perception.aligned_cut, at_most=2),
        "very": w.short(scenario.perception.very_aligned_cut, at_most=2),
    },
    "buyers.contract_value": lambda scenario, w: {
        "ratio": w.short(math.exp(scenario.buyers.value_spread**2 / 2), at_most=2)
    },
    "buyers.autonomy": lambda scenario, w: {
        "most": w.percent(min(1.0, scenario.buyers.autonomy + scenario.buyers.autonomy_force))
    },
}


def anchors(name: str, scenario: Scenario, w: Words) -> Iterator[str]:
    """The anchors of a scale, in sentences, if it has any; `name` is a setting, or a parameter's dotted name."""
    if name == STRENGTH:
        measured = settled().items()
        told = (w("scale.settles", strength=w.short(float(at)), share=w.percent(share)) for at, share in measured)
        yield w("scale.leadership.strength", anchors=w["number.also"].join(told))
    elif name in HOLES:
        yield w(f"scale.{name}", **HOLES[name](scenario, w))


def speaking_for(rest: float, loss_ratio: float) -> float:
    """Which share of what is lived through must speak for the other side for trust to come to rest there.

    Gains are as likely as that share s and in proportion to 1 - T, losses to loss_ratio x T (delta rule, Jonker & Treur
    1999): they are equal at T = s / (s + loss_ratio (1 - s)).

    >>> speaking_for(0.5, 1.0), speaking_for(0.5, 3.0)
    (0.5, 0.75)
    """
    return loss_ratio * rest / (1 - rest + loss_ratio * rest)


@cache
def settled() -> dict[str, float]:
    """Strength of leadership to the share of disputes that it settles fairly within a month, as measured."""
    kept = json.loads(files(__package__ or "").joinpath("anchors.json").read_text(encoding="utf-8"))
    return dict(kept["settled"])
