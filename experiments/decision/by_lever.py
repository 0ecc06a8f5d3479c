"""Why, by lever: which part of the structure brings how much of an option's lead over staying.

The rows of structure fall into five levers. The lead splits by Shapley's value (Shapley 1953): the mean of what a lever
adds over all orders in which the five can be pulled in the quarter of the switch. Each company pulls them in an order
drawn for it and in the reverse of that (Castro, Gómez and Tejada 2009, with antithetic orders): 10 runs instead of the
32 of all sets, so that more companies are asked at the same price. The five parts add up to the lead in every company,
and so in the mean; which orders were drawn is luck, which their intervals hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.scenario.resolutions import said
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import SETTINGS

from ..foundations.statistics import Estimate, normal_bound
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


def lever_values(branches: Branches, goal: str, quarter: int, companies: range) -> dict[str, Floats]:
    """What each lever brings of the lead of a switch, in each company; thousands."""
    options = pulls(branches.company.scenario, goal, quarter)
    orders = {number: order_of(branches.seed, number) for number in companies}
    wanted = dict.fromkeys((pulled, number) for number, order in orders.items() for pulled in both_ways(order))
    values = branches.values([(options[pulled], number) for pulled, number in wanted])
    worth = dict(zip(wanted, values.tolist(), strict=True))
    parts = [added(order, partial(_worth, worth, number)) for number, order in orders.items()]
    return {lever: np.array([each[lever] for each in parts]) for lever in LEVERS}


def _worth(worth: Mapping[tuple[Pulled, int], float], company: int, pulled: Pulled) -> float:
    return worth[pulled, company]


def order_of(seed: int, company: int) -> tuple[str, ...]:
    """The order in which a company pulls the levers: drawn, the same at every try."""
    drawn = np.random.default_rng((seed, company)).permutation(len(LEVERS))
    return tuple(list(LEVERS)[at] for at in drawn)


def both_ways(order: Sequence[str]) -> list[Pulled]:
    """What is pulled, step by step, in an order and in its reverse."""
    return [frozenset(way[:size]) for way in (order, order[::-1]) for size in range(len(order) + 1)]


def added(order: Sequence[str], worth: Callable[[Pulled], float]) -> dict[str, float]:
    """What each player of a game adds, in an order and in its reverse, on average.

    >>> game = {frozenset(): 0.0, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 5.0}
    >>> added("ab", game.__getitem__)
    {'a': 2.0, 'b': 3.0}
    """
    parts = dict.fromkeys(order, 0.0)
    for way in (order, order[::-1]):
        for size, player in enumerate(way):
            parts[player] += (worth(frozenset(way[: size + 1])) - worth(frozenset(way[:size]))) / 2
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
    found, bound = {}, normal_bound()
    for name, values in parts.items():
        slope = float(np.cov(values, known, ddof=0)[0, 1] / spread) if spread > 0 else 1 / len(parts)
        left = values - values.mean() - slope * (known - known.mean())
        error = np.sqrt(left.var(ddof=2) / few + slope**2 * lead.var(ddof=1) / n)
        mean = float(values.mean() + slope * drift)
        found[name] = Estimate(mean, mean - bound * error, mean + bound * error, few)
    return found
