"""What a run is worth in money, quarter by quarter, by what it is made of: `[economics]` of the scenario.

Money is in thousands, discounted to the start of the record; a flow of quarter q counts at the middle of it.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.runs.run import Run, timeline
from cordiale.simulation.scenario.resolutions import Resolution
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import GRADED, SETTINGS, Structure, span
from cordiale.simulation.world.words import WEEKS_PER_QUARTER, Bound

Floats = NDArray[np.float64]
PARTS = ("new", "recurring", "people", "hours", "change")  # of the value, each signed: costs are negative
YEAR = 4  # quarters


def discounting(scenario: Scenario, quarters: int) -> Floats:
    """What a thousand of each quarter is worth today; shape (quarters,).

    >>> from cordiale.simulation.scenario.files import load_scenario
    >>> discounting(load_scenario().with_values({"economics.discount": 0.0}), 2).tolist()
    [1.0, 1.0]
    """
    years = (np.arange(1, quarters + 1) - 0.5) / YEAR
    return np.asarray((1.0 + scenario.economics.discount) ** -years)


def worth(scenario: Scenario, run: Run, rows: Any) -> Floats:
    """The value of a run by part and quarter, discounted; shape (parts, quarters), thousands.

    `rows` are its quarters, quarter 0 included. A missing outcome counts as 0.
    """
    money, lived = scenario.economics, rows[1:]
    people = len(scenario.chart())
    hours = people * scenario.people.weekly_hours * WEEKS_PER_QUARTER
    parts = np.array([
        money.margin * lived["revenue_new"],
        money.margin * lived["revenue_recurring"],
        -money.leaver * lived["leavers"],
        -money.hour * hours * np.nan_to_num(lived["friction_hours_share"]),
        -money.reorganising * people * reorganised(scenario, run, rows),
    ])  # fmt: skip
    return np.asarray(parts * discounting(scenario, len(lived)))


def reorganised(scenario: Scenario, run: Run, rows: Any) -> Floats:
    """The size of the reorganisations that begin in each quarter; shape (quarters,)."""
    taken = [(quarter, one) for one in timeline(scenario, run) if (quarter := taken_in(one, rows))]
    taken.sort(key=lambda each: (each[0], each[1].paradigm is None))
    sizes, now = np.zeros(len(rows) - 1), scenario.rows[run.paradigm]
    for quarter, together in groupby(taken, key=lambda each: each[0]):
        goal = now
        for _, one in together:
            goal = changed(scenario, goal, one)
        sizes[quarter - 1] = distance_between(now, goal, rule=scenario.power.rule_change)
        now = goal
    return sizes


def changed(scenario: Scenario, row: Structure, one: Resolution) -> Structure:
    """Where a decision leads: to its paradigm, or to where the company is but for its settings."""
    own = {name: getattr(one, name) for name in SETTINGS if getattr(one, name) is not None}
    return (row if one.paradigm is None else scenario.rows[one.paradigm]).model_copy(update=own)


def taken_in(one: Resolution, rows: Any) -> int:
    """The quarter in which a decision was taken, 0 for never: as the model takes it, seen from what it recorded."""
    last = len(rows) - 1
    if one.condition is None:
        return one.quarter if one.quarter <= last else 0
    seen = rows[one.condition.outcome][one.quarter - 1 : last]
    met = np.flatnonzero(MEETS[one.condition.bound](seen, one.condition.threshold))
    return int(one.quarter + met[0]) if met.size else 0


MEETS = {Bound.BELOW: np.less, Bound.AT_MOST: np.less_equal, Bound.ABOVE: np.greater, Bound.AT_LEAST: np.greater_equal}


def distance_between(whence: Structure, goal: Structure, *, rule: float) -> float:
    """Size of a reorganisation, in [0, 1], as `simulation.rules.reorganisation.distance` has it.

    `rule` is `power.rule_change`, the size of a change of decision rule, reporting line or attribution alone.
    """
    moved = max(abs(getattr(goal, name) - getattr(whence, name)) / span(name) for name in GRADED)
    ruled = any(getattr(goal, name) != getattr(whence, name) for name in ("decision_rule", "heads", "attribution"))
    return max(moved, rule) if ruled else moved
