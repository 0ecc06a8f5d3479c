"""One run, and the plan of many: what tells them apart, checked before anything is simulated."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from ..scenario.faults import ScenarioError, unknown
from ..scenario.resolutions import Resolution, check_together, resolved
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
    decisions: tuple[str, ...] = ()


def timeline(scenario: Scenario, run: Run) -> list[Resolution]:
    """All that is decided in a run, in the order of the scenario, the run's own last."""
    planned = list(scenario.decisions)
    if scenario.company.recalibrate:
        planned.append(Resolution(quarter=scenario.company.recalibrate, recalibrate=True))
    if run.switch_quarter:
        planned.append(Resolution(quarter=run.switch_quarter, paradigm=run.paradigm))
    return planned + [resolved(text) for text in run.decisions]


def plan(
    scenario: Scenario,
    *,
    paradigms: Iterable[str] | None,
    forces: Iterable[str],
    replications: int,
    quarters: int,
    seed: int,
    switch_quarter: int = 0,
    decisions: Iterable[str] = (),
) -> list[Run]:
    """All runs of a comparison, in the order paradigm, forces, replication; everything checked.

    `decisions` come on top of the scenario's. Raises ScenarioError for an unknown paradigm or force set, for a count
    outside its range, and for decisions that are wrong, too late, or contradict each other.
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
    decided = check_decisions(scenario, decisions, Run(names[0], sets[0], 0, seed, quarters, switch_quarter))
    return [
        Run(paradigm, force, replication, seed, quarters, switch_quarter, decided)
        for paradigm, force, replication in product(names, sets, range(replications))
    ]


def check_decisions(scenario: Scenario, decisions: Iterable[str], run: Run) -> tuple[str, ...]:
    """The texts of decisions in one form, once checked together with those that a run has anyway."""
    found = [resolved(text) for text in _names("decisions", decisions, kind="text")]
    for one in found:
        if one.paradigm is not None and one.paradigm not in scenario.rows:
            raise ScenarioError(f"decision {one.text!r}: paradigm {unknown(one.paradigm, scenario.rows)}")
    decided = tuple(one.text for one in found)
    every = timeline(scenario, run._replace(decisions=decided))
    try:
        check_together(every)
        check_together([*scenario.decisions, *found], run.quarters)
    except ValueError as error:
        raise ScenarioError(str(error)) from error
    return decided


def _names(what: str, given: Iterable[str], kind: str = "name") -> list[str]:
    """A list of names; a single word in place of a list is refused rather than spelt out."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ScenarioError(f"{what} = {given!r} is not a list of {kind}s")
    names = list(given)
    wrong = [name for name in names if not isinstance(name, str)]
    if wrong:
        raise ScenarioError(f"{what} holds {wrong[0]!r}, which is not a {kind}")
    return names
