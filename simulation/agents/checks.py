"""What a model is given, checked before anything is built."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from ..runs.run import LARGEST, Run, plan
from ..scenario.faults import ScenarioError
from ..scenario.scenario import Scenario
from ..world.words import Kind
from .people import Leader, Marketer, Member, SalesRep


def check_whole(**numbers: Any) -> None:
    """Refuse what is not a whole number: a generator, None, a half."""
    for name, value in numbers.items():
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            raise ScenarioError(f"{name} = {value!r} is not a whole number")
        if name in ("rng", "replication") and not 0 <= value < LARGEST:
            raise ScenarioError(f"{name} = {value} is outside [0, {LARGEST - 1}]")


def paradigm_of(scenario: Scenario) -> str:
    """The paradigm a company lives in today. Raises ScenarioError for what is no scenario."""
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f"scenario = {scenario!r} is not a Scenario; load_scenario makes one")
    return scenario.company.paradigm


def checked(scenario: Scenario, run: Run, decisions: Iterable[str]) -> Run:
    """The run with its decisions, once the engine's own plan has checked it. Raises ScenarioError."""
    paradigm_of(scenario)
    (planned,) = plan(
        scenario, paradigms=[run.paradigm], forces=[run.forces], replications=1, quarters=run.quarters,
        seed=run.seed, switch_quarter=run.switch_quarter, decisions=decisions,
    )  # fmt: skip
    return run._replace(decisions=planned.decisions)


def checked_kinds(sales_rep: type[SalesRep], marketer: type[Marketer], leader: type[Leader]) -> dict[int, type[Member]]:
    """The class of each kind of person. Raises TypeError for one that is not of its kind."""
    for kind, base in ((sales_rep, SalesRep), (marketer, Marketer), (leader, Leader)):
        if not (isinstance(kind, type) and issubclass(kind, base)):
            raise TypeError(f"{kind!r} is not {base.__name__} or a subclass of it")
    return {Kind.REP: sales_rep, Kind.MARKETER: marketer, Kind.LEADER: leader}
