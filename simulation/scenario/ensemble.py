"""Parameter sets that meet what is known of the status quo equally well, and which of them a replication lives with.

`scenarios/calibration/sets.csv` holds them, a row each, made when the status quo was calibrated: what
differs between the sets is what the data cannot tell. A company that was fitted has a file of its own.
"""

import csv
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path

from .faults import ScenarioError, unknown
from .files import SCENARIOS, load_scenario
from .given import text_of
from .scenario import Scenario

SETS = SCENARIOS / "calibration" / "sets.csv"
CHOICES = ("point", "ensemble")
FITTED = 0  # number of the set that a company's own file of sets gives for the point they were found from

Values = dict[str, float]


@cache
def kept_sets(file: Path = SETS) -> dict[int, Values]:
    """All parameter sets by number, each by dotted name. Raises ScenarioError if the file cannot be read."""
    try:
        rows = [dict(row) for row in csv.DictReader(StringIO(text_of(file), newline=""))]
        found = {int(row.pop("set")): {name: float(value) for name, value in row.items()} for row in rows}
    except (csv.Error, ValueError, KeyError, TypeError) as error:
        raise ScenarioError(f"{file.name}: the ensemble of parameter sets cannot be read: {error}") from error
    if not found:
        raise ScenarioError(f"{file.name}: the ensemble of parameter sets holds no set")
    return found


def order_of(numbers: list[int], seed: int) -> list[int]:
    """The numbers in an order that depends on the seed alone.

    >>> order_of([1, 2, 3, 4, 5], 1), order_of([5, 4, 3, 2, 1], 1) == order_of([1, 2, 3, 4, 5], 1)
    ([...], True)
    """
    return sorted(numbers, key=lambda number: sha256(f"{seed} {number}".encode()).digest())


def sets_of(scenario: Scenario) -> dict[int, Values]:
    """The sets that a scenario may live with: its own, where it names a file of them, or the status quo's."""
    return kept_sets(Path(scenario.ensemble)) if scenario.ensemble is not None else kept_sets()


def own_values(scenario: Scenario) -> set[str]:
    """The uncertain parameters that a scenario sets itself: those whose value is not the status quo's.

    With an ensemble of its own, those whose value is no longer that of the fit, which is the ensemble's set 0.
    """
    if scenario.ensemble is not None:
        fitted = sets_of(scenario)[FITTED]
        return {name for name, value in fitted.items() if value_at(scenario, name) != value}
    usual = load_scenario()
    names = next(iter(kept_sets().values()))
    return {name for name in names if value_at(scenario, name) != value_at(usual, name)}


def value_at(scenario: Scenario, dotted: str) -> float:
    """A parameter's value, by its dotted name."""
    group, _, name = dotted.partition(".")
    return float(getattr(getattr(scenario, group), name))


def sets_for(scenario: Scenario, parameters: str, *, seed: int) -> list[tuple[int, Values]]:
    """The sets that replications 0, 1, ... live with in turn, by number; none for the point fit.

    They are the scenario's own where it names a file of them (`ensemble`). What the scenario sets itself stays as it
    is. Raises ScenarioError for a choice that is not known.
    """
    if parameters not in CHOICES:
        raise ScenarioError(f"parameters = {unknown(parameters, CHOICES)}")
    if parameters == "point":
        return []
    kept, own = sets_of(scenario), own_values(scenario)
    return [
        (number, {name: value for name, value in kept[number].items() if name not in own})
        for number in order_of([number for number in kept if number != FITTED], seed)
    ]
