"""`cordiale scenario`: what scenarios there are, and how to make one of your own."""

from __future__ import annotations

import math
import shlex
from collections import Counter
from collections.abc import Mapping
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..foundations.errors import UsersError
from ..foundations.exits import NOT_VERIFIED
from ..foundations.language import ENGLISH
from ..foundations.output import Column, print_json, print_table
from ..foundations.phrases import named_after
from . import options
from .ending import ends_well
from .scenario_target import insist_on_toml

if TYPE_CHECKING:
    from cordiale.simulation.scenario.scenario import Scenario

    from ..fitting.observed import Check

command = typer.Typer(rich_markup_mode=None, no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="Path of a TOML file.")]
Like = Annotated[str, typer.Option(metavar="SCENARIO", help="Scenario that the new one builds on.")]
Everything = Annotated[bool, typer.Option("--all", help="Every number of the model, the rest commented out.")]

LISTED = (
    Column("scenario", lambda row: row["name"], left=True),
    Column("reps", lambda row: f"{row['reps']:,}"),
    Column("marketers", lambda row: f"{row['marketers']:,}"),
    Column("lives in", lambda row: row["paradigm"], left=True),
    Column("title", lambda row: row["title"], left=True),
)
CHECKED = (
    Column("target", lambda check: check.name, left=True),
    Column("observed", lambda check: f"{check.target:.4g}"),
    Column("simulated", lambda check: "–" if math.isnan(check.achieved) else f"{check.achieved:.4g}"),
    Column("difference", lambda check: off_by(check.deviation)),
    Column("", lambda check: "" if check.met else " missed", left=True),
)


def off_by(deviation: float) -> str:
    """A relative difference in percent."""
    from ..foundations.phrases import number

    return f"{number(100 * deviation, 1, sign=True)} %"


@command.command("list")
@ends_well
def list_(json: options.Json = False) -> None:
    """List the scenarios that come with Cordiale."""
    from cordiale.simulation.scenario.files import load_scenario, shipped

    rows = [entry(load_scenario(name)) for name in shipped()]
    if json:
        print_json(rows)
    else:
        print_table(LISTED, rows)


def entry(scenario: Scenario) -> dict[str, Any]:
    """A scenario in a line."""
    company = scenario.company
    people = {"reps": company.reps, "marketers": company.marketers, "executives": company.executives}
    return {"name": scenario.name, "title": scenario.title, **people, "paradigm": company.paradigm}


@command.command()
@ends_well
def show(scenario: options.ScenarioName = "status-quo", json: options.Json = False) -> None:
    """Print every number, as a TOML file."""
    from cordiale.simulation.scenario.files import load_scenario

    from ..scenario_files.template import whole_scenario

    shown = load_scenario(scenario)
    if json:
        print_json(shown.to_document())
    else:
        typer.echo(whole_scenario(shown), nl=False)


@command.command()
@ends_well
def new(file: File, like: Like = "status-quo", everything: Everything = False) -> None:
    """Write a scenario file to fill in.

    Every number has its meaning, unit and range beside it.
    """
    from cordiale.simulation.scenario.files import load_scenario

    from ..foundations.atomic import write_text
    from ..scenario_files.template import new_scenario

    insist_on_toml(file)
    text = new_scenario(
        load_scenario(like), name=named_after(file, otherwise="mine"), below=like, everything=everything
    )
    if lexists(file):
        raise UsersError(f"{file} is there already and was left as it is; choose another name")
    write_text(file, text)
    typer.echo(f"Wrote {file}. Fill it in, then: cordiale scenario check {shlex.quote(str(file))}")


@command.command(short_help="Name every fault of a scenario file, and what it implies.")
@ends_well
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Path of a TOML file, or name of a scenario.")],
    replications: Annotated[int | None, typer.Option(metavar="N", help="Replications; enough if left out.")] = None,
    quarters: options.Quarters = 8,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Name every fault of a scenario file, and say what company it implies.

    Simulates the company as it lives today, without forces; with targets, ends with 5 if one is missed by more
    than its tolerance, 15 % if it has none.
    """
    from cordiale.simulation.scenario.files import load_scenario

    from ..comparison.echo import as_simulated, implied, left_at_default, questions
    from ..fitting.fidelity import hold_against_targets
    from ..foundations.talk import Talk

    scenario = load_scenario(file)
    frame, checks = hold_against_targets(
        scenario, called=file, replications=replications, quarters=quarters, seed=seed, talk=Talk(quiet=quiet)
    )
    said = {"as_simulated": implied(frame, scenario), "questions": questions(scenario), "unknown": scenario.unknown}
    if json:
        document = {"scenario": scenario.name, "valid": True, "targets": [each.to_dict() for each in checks]}
        print_json(document | {"people": people_in(scenario)} | said)
    else:
        print_checks(file, checks)
        if scenario.seats:
            typer.echo(seats_words(people_in(scenario)))
        lines = [as_simulated(frame, scenario, ENGLISH), *questions(scenario), left_at_default(scenario, ENGLISH)]
        typer.echo("\n\n".join(filter(None, lines)))
    if not all(each.met for each in checks):
        raise typer.Exit(NOT_VERIFIED)


def people_in(scenario: Scenario) -> dict[str, int]:
    """How many people have each role, none of a role that nobody has."""
    from cordiale.simulation.scenario.chart import ROLES

    counts = Counter(seat.role for seat in scenario.chart())
    return {role: counts[role] for role in ROLES if role in counts}


def seats_words(people: Mapping[str, int]) -> str:
    """How an org chart was read.

    >>> seats_words({"rep": 3, "marketer": 1, "executive": 1})
    'the org chart: 3 reps, 1 marketer, 1 executive; who works in neither function is left out'
    """
    said = ", ".join(f"{count:,} {role}{'s' if count > 1 else ''}" for role, count in people.items())
    return f"the org chart: {said}; who works in neither function is left out"


def print_checks(file: str, checks: tuple[Check, ...]) -> None:
    """That the file is valid, and how far its targets are met."""
    typer.echo(f"{file} is a valid scenario.")
    if checks:
        missed = sum(not each.met for each in checks)
        words = f"{missed} of {len(checks)} targets are missed by more than {tolerances(checks)}."
        print_table(CHECKED, checks, note=f"Simulated as the company lives today, without forces: {words}")


def tolerances(checks: tuple[Check, ...]) -> str:
    """The tolerance that all targets have, or that each has its own."""
    found = {each.tolerance for each in checks}
    return f"{100 * found.pop():.0f} %" if len(found) == 1 else "their tolerances"


@command.command()
@ends_well
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from cordiale.simulation.scenario.schema import json_schema

    typer.echo(json_schema())
