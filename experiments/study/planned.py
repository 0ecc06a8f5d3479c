"""A plan: every point of a study and every run of it, before anything runs.

Runs are numbered point by point: run = point x replications + replication. Replications are matched: under one seed,
replication r meets the same luck at every point. Parts are ranges of runs, cut by the amount of work alone, so that a
part's name says what it holds and nothing about when, where or by whom it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from cordiale.simulation.runs.own_rules import Rules
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.force_sets import named_set
from . import designs
from .agents import UserAgents
from .ensembles import Sets
from .factors import Factor
from .file import StudyFile

if TYPE_CHECKING:
    import pandas as pd


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
    rules: Rules
    sets: Sets  # of parameters, with which replications live in turn

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
    def matched(self) -> int:
        """Replications that every point has, whatever comes out."""
        return self.study.replications if self.study.until is None else self.study.until.first

    @property
    def most(self) -> int:
        """The most runs that the study may have."""
        until = self.study.until
        return self.runs if until is None or until.runs is None else min(self.runs, until.runs)

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
