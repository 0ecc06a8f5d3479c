"""`cordiale scenario`: what scenarios there are, and how to make one of your own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.commands import options
from experiments.commands.outcome import NOT_VERIFIED, UsersError, ends_well
from experiments.commands.output import Column, print_json, print_table

if TYPE_CHECKING:
    from experiments.check import Target
    from simulation.scenario import Scenario

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
    Column("target", lambda target: target.name, left=True),
    Column("observed", lambda target: f"{target.observed:.4g}"),
    Column("simulated", lambda target: f"{target.simulated:.4g}"),
    Column("difference", lambda target: f"{target.difference:+.1%}"),
    Column("", lambda target: "" if target.is_met else "off", left=True),
)


@command.command("list")
@ends_well
def list_(json: options.Json = False) -> None:
    """List the scenarios that come with Cordiale."""
    from simulation.scenario import load_scenario, shipped

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
    from experiments.template import whole_scenario
    from simulation.scenario import load_scenario

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
    from experiments.template import new_scenario
    from simulation.scenario import load_scenario

    text = new_scenario(load_scenario(like), name=name_of(file), below=like, everything=everything)
    try:
        with file.open("x", encoding="utf-8") as sink:
            sink.write(text)
    except FileExistsError:
        raise UsersError(f"{file} is there already and was left as it is; choose another name") from None
    except OSError as error:
        raise UsersError(f"cannot write {file}: {error.strerror}") from error
    typer.echo(f"Wrote {file}. Fill it in, then: cordiale scenario check {file}")


def name_of(file: Path) -> str:
    """A scenario's name from its file's. Raises UsersError unless the file is a TOML file.

    >>> name_of(Path("Our Company 2.toml"))
    'our-company-2'
    """
    if file.suffix != ".toml":
        raise UsersError(f"{file}: a scenario is a TOML file; its name ends in .toml")
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:60] or "mine"


@command.command()
@ends_well
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Path of a TOML file, or name of a scenario.")],
    replications: options.Replications = 20,
    quarters: options.Quarters = 8,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Name every fault of a scenario file.

    If it has targets, simulates the company as it lives today, without forces, and ends with 5 if a
    target is missed by more than 15 %.
    """
    from experiments.check import hold_against_targets
    from experiments.talk import Talk
    from simulation.scenario import load_scenario

    scenario = load_scenario(file)
    targets: tuple[Target, ...] = ()
    if scenario.targets:
        targets = hold_against_targets(
            scenario, called=file, replications=replications, quarters=quarters, seed=seed, talk=Talk(quiet=quiet)
        )
    if json:
        print_json({"scenario": scenario.name, "valid": True, "targets": [each.to_dict() for each in targets]})
    else:
        print_check(file, targets, f"{replications} replications, {quarters} quarters, no forces")
    if not all(target.is_met for target in targets):
        raise typer.Exit(NOT_VERIFIED)


def print_check(file: str, targets: tuple[Target, ...], basis: str) -> None:
    """That the file is valid, and how far its targets are met."""
    from experiments.check import TOLERANCE

    typer.echo(f"{file} is a valid scenario.")
    if targets:
        missed = sum(not target.is_met for target in targets)
        words = f"{missed} of {len(targets)} targets are off by more than {TOLERANCE:.0%}."
        print_table(CHECKED, targets, note=f"Simulated as the company lives today: {basis}. {words}")


@command.command()
@ends_well
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from simulation.scenario import json_schema

    typer.echo(json_schema())
