"""Why an option is ahead of staying, or behind it: its lead by lever and by channel, on matched companies."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..foundations.statistics import Estimate
from .alternatives import STAY, Option
from .branching import Branches, Lived
from .by_lever import adjusted, lever_values
from .channels import channel_values
from .verdict import Part, Why
from .worth import discounting

WAY = "the way of getting there"


def why(branches: Branches, option: Option, lives: Mapping[str, Lived], companies: range) -> Why:
    """Both accounts of an option's lead, each adding up to it.

    What a slower or reversible switch brings over the plain one of its quarter is a part of its own: the way there.
    """
    n = min(len(lives[name].worth) for name in (option.name, STAY))
    lead = lives[option.name].value[:n] - lives[STAY].value[:n]
    parts = lever_values(branches, option.paradigm, option.quarter, companies)
    if option.kind in ("steps", "back"):
        parts[WAY] = lead[: len(companies)] - np.sum([*parts.values()], axis=0)
    scenario = branches.company.scenario
    channels = channel_values(
        lives[option.name].first(n), lives[STAY].first(n), discounting(scenario, branches.quarters)
    )
    return Why(option.name, float(lead.mean()), _told(adjusted(parts, lead)), _told(channels), len(companies))


def _told(parts: Mapping[str, Estimate]) -> tuple[Part, ...]:
    return tuple(Part(name, each.mean, each.low, each.high) for name, each in parts.items())
