"""Parameter sets that meet what is known of the status quo equally well, and which of them a replication lives with.

`scenarios/calibration/sets.csv` holds them, a row each, made when the status quo was calibrated: what
differs between the sets is what the data cannot tell.
"""

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path

from .faults import ScenarioError, unknown
from .files import SCENARIOS, load_scenario
from .scenario import Scenario

SETS = SCENARIOS / "calibration" / "sets.csv"
CHOICES = ("point", "ensemble")

Values = dict[str, float]


@cache
def kept_sets(file: Path = SETS) -> dict[int, Values]:
    """All parameter sets by number, each by dotted name. Raises ScenarioError if the file cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [dict(row) for row in csv.DictReader(lines)]
        return {int(row.pop("set")): {name: float(value) for name, value in row.items()} for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScenarioError(f"{file.name}: the ensemble of parameter sets cannot be read: {error}") from error


def order_of(numbers: list[int], seed: int) -> list[int]:
    """The numbers in an order that depends on the seed alone.

    >>> order_of([1, 2, 3, 4, 5], 1), order_of([5, 4, 3, 2, 1], 1) == order_of([1, 2, 3, 4, 5], 1)
    ([...], True)
    """
    return sorted(numbers, key=lambda number: sha256(f"{seed} {number}".encode()).digest())


def own_values(scenario: Scenario) -> set[str]:
    """The uncertain parameters that a scenario sets itself: those whose value is not the status quo's."""
    usual = load_scenario()
    names = next(iter(kept_sets().values()))
    return {name for name in names if value_at(scenario, name) != value_at(usual, name)}


def value_at(scenario: Scenario, dotted: str) -> float:
    """A parameter's value, by its dotted name."""
    group, _, name = dotted.partition(".")
    return float(getattr(getattr(scenario, group), name))


def sets_for(scenario: Scenario, parameters: str, *, seed: int) -> list[tuple[int, Values]]:
    """The sets that replications 0, 1, ... live with in turn, by number; none for the point fit.

    What the scenario sets itself stays as it is. Raises ScenarioError for a choice that is not known.
    """
    if parameters not in CHOICES:
        raise ScenarioError(f"parameters = {unknown(parameters, CHOICES)}")
    if parameters == "point":
        return []
    kept, own = kept_sets(), own_values(scenario)
    return [
        (number, {name: value for name, value in kept[number].items() if name not in own})
        for number in order_of(list(kept), seed)
    ]
