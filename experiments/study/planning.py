"""Planning: from a study file to a plan that can be carried out, all of it checked before anything runs."""

from __future__ import annotations

from pathlib import Path

from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from . import designs
from .agents import read_agents
from .ensembles import sets_in
from .factors import factors, fixed
from .file import StudyFile, load_study
from .planned import Part as Part
from .planned import Plan as Plan
from .possible import check_together

PART_WORK = 4_000_000  # person-weeks in a part: some seconds of one processor
MESA_WORK = 12  # how much more a person-week costs under Mesa
LARGEST_PART, LEAST_PARTS = 512, 16


def plan(study: str | Path | StudyFile, *, where: str | None = None, rules: Rules = SHIPPED) -> Plan:
    """The plan of a study file, or of a study made in Python, perhaps with `rules` of one's own.

    Raises ScenarioError (a StudyError, where the study itself is wrong) naming the file, the place, the value and
    what is allowed.
    """
    given = study if isinstance(study, StudyFile) else load_study(study)
    name = where or ("study" if isinstance(study, StudyFile) else Path(study).name)
    scenario = _company(given, name)
    if given.design == "list" and not given.factors:
        given = given.model_copy(update={"factors": {each: {} for each in designs.heading(given, name)}})
    varied, same = factors(given, scenario, where=name), fixed(given, scenario, where=name)
    columns = designs.points(given, varied, where=name)
    agents = read_agents(given.agents, where=name)
    rules.check_named(scenario.rules, scenario.name)
    sets = sets_in(scenario, given, settled={*columns, *same}, where=name)
    return settled(Plan(given, scenario, varied, same, columns, agents, 1, rules, sets), where=name)


def _company(study: StudyFile, where: str) -> Scenario:
    try:
        return load_scenario(study.scenario)
    except ScenarioError as error:
        raise ScenarioError("\n".join(f"{where}: scenario: {line}" for line in str(error).splitlines())) from error


def settled(made: Plan, *, where: str) -> Plan:
    """A plan cut into parts, once its runs, seats and points are checked. Raises StudyError."""
    check_together(made, where)
    size = part_size(made.scenario, made.study, runs=made.runs, mesa=bool(made.agents.classes))
    return made._replace(part_size=size)


def part_size(scenario: Scenario, study: StudyFile, *, runs: int, mesa: bool) -> int:
    """Runs in a part: some seconds of work, at least a few parts for each processor; never from a clock.

    In a study that stops, the replications of a point between two looks.
    """
    if study.until is not None:
        return study.until.batch
    people = len(scenario.chart())
    work = people * study.quarters * WEEKS_PER_QUARTER * (MESA_WORK if mesa else 1)
    return max(1, min(LARGEST_PART, PART_WORK // work, -(-runs // LEAST_PARTS)))
