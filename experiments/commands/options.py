"""The options that several verbs share, each said once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import UsersError
from ..foundations.language import Language

if TYPE_CHECKING:
    from cordiale.simulation.runs.own_rules import Rules

    from ..study.crews import Limits

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a scenario, or path of a TOML file.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of all luck.")]
Quarters = Annotated[int, typer.Option(metavar="N", help="How many quarters to simulate.")]
Replications = Annotated[int, typer.Option(metavar="N", help="Matched replications of each paradigm and force set.")]
Workers = Annotated[
    int | None, typer.Option(metavar="N", help="Runs at a time; all processors if left out. Changes no result.")
]
SwitchQuarter = Annotated[
    int,
    typer.Option(
        metavar="Q", help="Start in today's structure and switch in quarter Q; 0: live in the paradigm already."
    ),
]
Decide = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXT",
        help='A decision, such as "Q5 paradigm=proportional" or "Q3 when wins < 20 survey"; repeatable, or with "; ". '
        "scenarios/README.md has them all.",
    ),
]
RulesFile = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FILE.py",
        help="A Python file whose functions stand in place of the rules of their names. It is run: give only your own.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Another value of the scenario, such as leadership.strength=0.2; repeatable."
    ),
]
Parameters = Annotated[
    str,
    typer.Option(
        metavar="point|ensemble",
        help="The calibrated parameters, or for each replication a set of those that meet the same targets.",
    ),
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")]
MaybeOut = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the results, if wanted.")]
Record = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="DIR",
        help="Folder for the results and, beside them, weekly tables of people, ties, leads, matters and credit.",
    ),
]
Tongue = Annotated[Language, typer.Option("--language", help="Language of the report; help and errors are English.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output, nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no talk on standard error.")]

LeftFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that a verb left.")]
StudyFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the study.")]
ExecutorKind = Annotated[
    str, typer.Option("--executor", metavar="KIND", help="threads or processes; what suits the study if left out.")
]
Dask = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Hand the work to the Dask scheduler there (extra cluster).")
]
Deadline = Annotated[float, typer.Option(metavar="SECONDS", help="A run that takes longer counts as failed.")]
Memory = Annotated[int, typer.Option(metavar="MIB", help="A run that asks for more counts as failed (Linux).")]


class Quarter(StrEnum):
    """Which quarters make the one number of a run."""

    all = "all"
    last_year = "last-year"
    last = "last"


class Direction(StrEnum):
    """Which way an outcome is better."""

    more = "more"
    less = "less"


Outcome = Annotated[str, typer.Option(metavar="NAME", help="Outcome that is looked at.")]
OptionsOf = Annotated[str, typer.Option("--of", metavar="FACTOR", help="Factor whose levels are the options.")]
Better = Annotated[
    Direction | None,
    typer.Option(
        help="Which way the outcome is better: less for what nobody wants, as friction and losses; else more."
    ),
]
QuarterOf = Annotated[
    Quarter, typer.Option("--quarter", help="Quarters that count: what is counted in them is summed, rates averaged.")
]
AnalysisOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Folder for numbers and figure; in the study's, if not said."),
]


def limits(deadline: float, memory: int) -> Limits:
    """What one run may take. Raises UsersError for what is outside its range."""
    from ..study.crews import Limits

    if not 0 < deadline < 1e7:
        raise UsersError(f"deadline = {deadline} is outside (0, 1e7)")
    if not 1 <= memory <= 2**24:
        raise UsersError(f"memory = {memory} is outside [1, {2**24}]")
    return Limits(deadline, memory)


def own_rules(file: Path | None) -> Rules:
    """The rules in a file, or the model's own. Raises ScenarioError for what does not fit."""
    from cordiale.simulation.runs.own_rules import SHIPPED, read_rules

    return SHIPPED if file is None else read_rules(file)


def force_sets(words: str) -> list[str]:
    """Sets of forces, comma-separated; the order within a set is free. Raises UsersError for one that there is not.

    >>> force_sets("none, buyers+technology")
    ['none', 'technology+buyers']
    """
    from ..foundations.force_sets import in_order

    return [in_order(each) for each in comma_separated(words)]


def decisions(given: Sequence[str] | None) -> tuple[str, ...]:
    """The decisions of `--decide`, given one by one or with semicolons between them.

    >>> decisions(["Q2 survey; Q3 programme", "Q5 heads=1"]), decisions(None)
    (('Q2 survey', 'Q3 programme', 'Q5 heads=1'), ())
    """
    from cordiale.simulation.scenario.resolutions import split_decisions

    return tuple(decision for text in given or () for decision in split_decisions(text) or [text])


def comma_separated(words: str) -> list[str]:
    """The words of a comma-separated option.

    >>> comma_separated("siloed, proportional")
    ['siloed', 'proportional']
    """
    return [word.strip() for word in words.split(",")]
