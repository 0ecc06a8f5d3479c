"""Why, by lever: which part of the structure brings how much of an option's lead over staying.

The rows of structure fall into five levers. A company may pull any of the 32 sets of them in the quarter of the switch,
so the lead splits by Shapley's value (Shapley 1953): the mean of what a lever adds over all orders in which the five
can be pulled. The five parts add up to the lead, in every company and so in the mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.words import Word

from ..foundations.statistics import NORMAL, Estimate
from .alternatives import STAY, Option
from .branching import Branches

Floats = NDArray[np.float64]
LEVERS: Mapping[str, tuple[str, ...]] = {
    "contact": ("integration",),
    "roles": ("role_overlap",),
    "power and decision": ("power_balance", "decision_rule", "heads", "balancer", "follows_forces"),
    "goals and credit": ("shared_goals", "attribution"),
    "planning": ("joint_planning",),
}
assert sorted(name for names in LEVERS.values() for name in names) == sorted(SETTINGS)
Pulled = frozenset[str]


def pulls(scenario: Scenario, goal: str, quarter: int) -> dict[Pulled, Option]:
    """Every set of levers as an option: the settings that it moves to those of the goal."""
    row, found = scenario.rows[goal], {}
    for size in range(len(LEVERS) + 1):
        for some in combinations(LEVERS, size):
            settings = " ".join(f"{name}={said(getattr(row, name))}" for each in some for name in LEVERS[each])
            decided = (f"Q{quarter} {settings}",) if settings else ()
            found[frozenset(some)] = Option(" + ".join(some) or STAY, goal, decided, quarter, "levers")
    return found


def said(value: Any) -> str:
    """A setting as a decision says it."""
    if isinstance(value, Word):
        return value.word
    return ("yes" if value else "no") if isinstance(value, bool) else repr(value)


def lever_values(branches: Branches, goal: str, quarter: int, companies: range) -> dict[str, Floats]:
    """What each lever brings of the lead of a switch, in each company; thousands."""
    options = pulls(branches.company.scenario, goal, quarter)
    lived = branches.live([*options.values()], companies)
    return shapley({pulled: lived[option.name].value for pulled, option in options.items()})


def shapley(worth: Mapping[Pulled, Floats]) -> dict[str, Floats]:
    """What each player of a game brings, given what every set of players is worth; in each of its repetitions.

    >>> game = {frozenset(): 0.0, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 5.0}
    >>> {who: part.tolist() for who, part in shapley({each: np.array([w]) for each, w in game.items()}).items()}
    {'a': [2.0], 'b': [3.0]}
    """
    players = [player for some in worth if len(some) == 1 for player in some]
    n, parts = len(players), {}
    for player in players:
        others = [some for some in worth if player not in some]
        weights = [factorial(len(some)) * factorial(n - 1 - len(some)) / factorial(n) for some in others]
        gains = [worth[some | {player}] - worth[some] for some in others]
        parts[player] = np.tensordot(weights, gains, axes=1)
    return parts


def adjusted(parts: Mapping[str, Floats], lead: Floats) -> dict[str, Estimate]:
    """The mean parts of a lead that is known from more companies than the parts are.

    `parts` are of the first companies, which lived all sets of levers; `lead` is of all companies. Each part is moved
    by its regression on the lead (double sampling, Cochran 1977, section 12.6); the slopes add up to 1, so the parts
    add up to the mean lead of all companies.
    """
    n, few = len(lead), len(next(iter(parts.values())))
    known, drift = lead[:few], float(lead.mean() - lead[:few].mean())
    spread = float(known.var())
    found = {}
    for name, values in parts.items():
        slope = float(np.cov(values, known, ddof=0)[0, 1] / spread) if spread > 0 else 1 / len(parts)
        left = values - values.mean() - slope * (known - known.mean())
        error = np.sqrt(left.var(ddof=2) / few + slope**2 * lead.var(ddof=1) / n)
        mean = float(values.mean() + slope * drift)
        found[name] = Estimate(mean, mean - NORMAL * error, mean + NORMAL * error, few)
    return found
