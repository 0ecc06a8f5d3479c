"""One run, and the plan of many: what tells them apart, checked before anything is simulated."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from ..scenario.faults import ScenarioError, unknown
from ..scenario.scenario import Scenario
from ..scenario.weather import force_set

LARGEST = 2**32  # seeds and replications are 32-bit words of the address


class Run(NamedTuple):
    """One simulation: what distinguishes it from the others."""

    paradigm: str
    forces: str
    replication: int
    seed: int
    quarters: int
    switch_quarter: int = 0


def plan(
    scenario: Scenario,
    *,
    paradigms: Iterable[str] | None,
    forces: Iterable[str],
    replications: int,
    quarters: int,
    seed: int,
    switch_quarter: int = 0,
) -> list[Run]:
    """All runs of a comparison, in the order paradigm, forces, replication; everything checked.

    Raises ScenarioError for an unknown paradigm or force set and for a count outside its range.
    """
    names, sets = list(scenario.rows) if paradigms is None else _names("paradigms", paradigms), _names("forces", forces)
    for name in names:
        if name not in scenario.rows:
            raise ScenarioError(f"paradigm {unknown(name, scenario.rows)}")
    for one in sets:
        try:
            force_set(one)
        except ValueError as error:
            raise ScenarioError(str(error)) from error
    limits = {"replications": (replications, 1, 1_000_000), "quarters": (quarters, 1, 400)}
    limits |= {"seed": (seed, 0, LARGEST - 1), "switch-quarter": (switch_quarter, 0, quarters)}
    for what, (value, low, high) in limits.items():
        if not low <= value <= high:
            raise ScenarioError(f"{what} = {value} is outside [{low}, {high}]")
    for what, chosen in (("paradigms", names), ("forces", sets)):
        if not chosen:
            raise ScenarioError(f"{what} is empty; at least one is needed")
        if len(set(chosen)) < len(chosen):
            raise ScenarioError(f"{what} = {', '.join(chosen)} names one twice")
    return [
        Run(paradigm, force, replication, seed, quarters, switch_quarter)
        for paradigm, force, replication in product(names, sets, range(replications))
    ]


def _names(what: str, given: Iterable[str]) -> list[str]:
    """A list of names; a single word in place of a list is refused rather than spelt out."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ScenarioError(f"{what} = {given!r} is not a list of names")
    names = list(given)
    wrong = [name for name in names if not isinstance(name, str)]
    if wrong:
        raise ScenarioError(f"{what} holds {wrong[0]!r}, which is not a name")
    return names
