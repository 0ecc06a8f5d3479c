"""A way to change, as a search sees it: a few moves, each of one setting of the structure to a value in a quarter.

A candidate is the decisions that its moves are, as the timeline has them, in one order; none is staying as today. Moves
of one setting in one quarter, and those to the value of today before anything moved it, are no moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import PARADIGMS, SETTINGS, Structure
from cordiale.simulation.world.words import Word

from ..foundations.fields import choices

NOT_MOVED = ("balancer", "follows_forces")  # claims about a row rather than settings to turn
MOVED = tuple(name for name in SETTINGS if name not in NOT_MOVED)
STEPS = 20  # of a graded setting over its range
MOST_PLANNING = 2 * max(row.joint_planning for row in PARADIGMS.values())  # h/(person week)

Candidate = tuple[str, ...]


class Move(NamedTuple):
    """One setting, where it is moved to as a place in [0, 1] of what it may be, and in which quarter."""

    setting: str
    place: float
    quarter: int


def value_at(setting: str, place: float) -> str:
    """The value of a setting at a place in [0, 1], as a decision says it.

    >>> value_at("integration", 0.5), value_at("power_balance", 0.0), value_at("heads", 0.9)
    ('0.5', '-1', '2')
    """
    allowed = choices(Structure.model_fields[setting])
    if allowed:
        return str(allowed[min(len(allowed) - 1, int(place * len(allowed)))])
    bounds = {type(limit).__name__: limit for limit in Structure.model_fields[setting].metadata}
    low, high = bounds["Ge"].ge, min(bounds["Le"].le, MOST_PLANNING if setting == "joint_planning" else bounds["Le"].le)
    return f"{low + round(place * STEPS) / STEPS * (high - low):.6g}"


def candidate(scenario: Scenario, moves: Sequence[Move]) -> Candidate:
    """The decisions that some moves are, from the structure of today."""
    today = scenario.rows[scenario.company.paradigm]
    now = {name: _said(getattr(today, name)) for name in MOVED}
    found, taken = [], set[tuple[str, int]]()
    for move in sorted(moves, key=lambda each: each.quarter):
        value = value_at(move.setting, move.place)
        if (move.setting, move.quarter) in taken or now[move.setting] == value:
            continue
        taken.add((move.setting, move.quarter))
        now[move.setting] = value
        found.append((move.quarter, MOVED.index(move.setting), f"Q{move.quarter} {move.setting}={value}"))
    return tuple(text for _, _, text in sorted(found))


def _said(value: Any) -> str:
    return value.word if isinstance(value, Word) else f"{value:.6g}"


def quarters_open(scenario: Scenario, *, first: int, last: int) -> list[int]:
    """The quarters in which a move may begin: not those for which the scenario has decided something itself."""
    own = {each.quarter for each in scenario.decisions}
    return [quarter for quarter in range(first, max(first, last) + 1) if quarter not in own]
