"""A plan: every point of a study and every run of it, before anything runs.

Runs are numbered point by point: run = point x replications + replication. Replications are matched: under one seed,
replication r meets the same luck at every point. Parts are ranges of runs, cut by the amount of work alone, so that a
part's name says what it holds and nothing about when, where or by whom it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import check_decisions
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.force_sets import named_set
from . import designs
from .agents import UserAgents, read_agents
from .factors import Factor, factors, fixed
from .file import StudyError, StudyFile, load_study
from .orders import run_at, varied

if TYPE_CHECKING:
    import pandas as pd

PART_WORK = 4_000_000  # person-weeks in a part: some seconds of one processor
MESA_WORK = 12  # how much more a person-week costs under Mesa
LARGEST_PART, LEAST_PARTS = 512, 16
SEATS = ("company.reps", "company.marketers", "company.executives", "company.span")
MOST_RUNS = 1_000_000_000


class Part(NamedTuple):
    """A range of runs that is simulated, kept and checked as one; `last` is the run after the last."""

    first: int
    last: int

    @property
    def name(self) -> str:
        """The file that holds it.

        >>> Part(0, 256).name
        '000000000-000000255.parquet'
        """
        return f"{self.first:09d}-{self.last - 1:09d}.parquet"


class Plan(NamedTuple):
    """A study that can be carried out: all of it was checked."""

    study: StudyFile
    scenario: Scenario
    factors: tuple[Factor, ...]
    fixed: dict[str, Any]
    columns: designs.Columns  # sample, and a column for each factor; a row for each point
    agents: UserAgents
    part_size: int
    rules: Rules = SHIPPED

    @property
    def points(self) -> int:
        return len(self.columns["sample"])

    @property
    def runs(self) -> int:
        return self.points * self.study.replications

    def settings(self, point: int) -> dict[str, Any]:
        """What is set at a point, by the names of the factors; what is fixed included."""
        return self.fixed | {factor.name: self.columns[factor.name][point] for factor in self.factors}

    def parts(self) -> Iterator[Part]:
        """All parts, in order."""
        for first in range(0, self.runs, self.part_size):
            yield Part(first, min(first + self.part_size, self.runs))

    def frame(self) -> pd.DataFrame:
        """One row for each point: `point`, `sample`, `paradigm`, `forces`, then the other factors."""
        import pandas as pd  # late: pandas takes its time

        given = {name: column for name, column in self.columns.items() if name != "sample"}
        named = {
            "paradigm": given.pop("paradigm", [self.paradigm] * self.points),
            "forces": [named_set(each) for each in given.pop("forces", [self.forces] * self.points)],
        }
        return pd.DataFrame({"point": range(self.points), "sample": self.columns["sample"], **named, **given})

    def copies(self) -> int:
        """Points at which a world stands again that an earlier point has: they are lived alike, to the last bit."""
        return int(self.frame().drop(columns=["point", "sample"]).duplicated().sum())

    @property
    def kept(self) -> tuple[str, ...]:
        """What is kept of a run by quarter: outcomes, then variables of people of one's own, one for each seat."""
        return (*self.study.outcomes, *(each.column for each in self.agents.variables(self.scenario)))

    @property
    def paradigm(self) -> str:
        """The paradigm of every point, where it is no factor: the one that is fixed, or that the company lives in."""
        return str(self.fixed.get("paradigm", self.scenario.company.paradigm))

    @property
    def forces(self) -> str:
        """The set of forces at every point, where it is no factor; all of them, if nothing else is said."""
        return str(self.fixed.get("forces", "all"))


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
    return settled(Plan(given, scenario, varied, same, columns, agents, 1, rules), where=name)


def _company(study: StudyFile, where: str) -> Scenario:
    try:
        return load_scenario(study.scenario)
    except ScenarioError as error:
        raise ScenarioError("\n".join(f"{where}: scenario: {line}" for line in str(error).splitlines())) from error


def settled(made: Plan, *, where: str) -> Plan:
    """A plan cut into parts, once its runs, seats and points are checked. Raises StudyError."""
    _check_runs(made.runs, where)
    _check_seats(made, where)
    _try_points(made, where)
    size = part_size(made.scenario, made.study, runs=made.runs, mesa=bool(made.agents.classes))
    return made._replace(part_size=size)


def _check_runs(runs: int, where: str) -> None:
    if runs > MOST_RUNS:
        raise StudyError(f"{where}: points x replications = {runs:,} runs is more than {MOST_RUNS:,}")


def _try_points(made: Plan, where: str) -> None:
    """Make the scenario of the first and the last point, and all timelines: what cannot be together is seen now."""
    try:
        for point in sorted({0, made.points - 1}):
            varied(made.scenario, made.settings(point))
        met = set[Any]()
        for point in range(made.points) if _decides(made) else ():
            settings = made.settings(point)
            key = (settings.get("switch_quarter"), settings.get("decisions"))
            if key not in met:
                run = run_at(made.scenario, settings, replication=0, seed=0, quarters=made.study.quarters)
                check_decisions(made.scenario, run.decisions, run)
                met.add(key)
    except ScenarioError as error:
        raise StudyError(f"{where}: point {point}: {error}") from error


def _check_seats(made: Plan, where: str) -> None:
    """Variables of people have a column for each seat, so that these must be the same at every point."""
    moving = [name for name in (*made.columns, *made.fixed) if name in SEATS]
    if made.agents.keep and moving:
        raise StudyError(f"{where}: agents.keep: {moving[0]} is set by the study; what is kept needs the same seats")


def _decides(made: Plan) -> bool:
    """Whether anything is decided beside a switch."""
    return bool(made.scenario.decisions or "decisions" in (*made.columns, *made.fixed))


def part_size(scenario: Scenario, study: StudyFile, *, runs: int, mesa: bool) -> int:
    """Runs in a part: some seconds of work, at least a few parts for each processor; never from a clock."""
    people = len(scenario.chart())
    work = people * study.quarters * WEEKS_PER_QUARTER * (MESA_WORK if mesa else 1)
    return max(1, min(LARGEST_PART, PART_WORK // work, -(-runs // LEAST_PARTS)))
