"""`cordiale verify`: whether a folder that a verb left is what it says it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import UsersError
from ..foundations.exits import NOT_VERIFIED, RUNS_FAILED
from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..folders.holding import Held
    from ..study.verification import Verified

Runs = Annotated[int, typer.Option(metavar="N", help="How many runs to live again, spread evenly.")]
Everything = Annotated[bool, typer.Option("--all", help="Live every run again.")]
One = Annotated[int | None, typer.Option("--run", metavar="N", help="Live this run again, even if it failed.")]

Number = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Work this figure of decision.json or summary.json out again, from its runs."),
]


@ends_well
def command(
    directory: options.LeftFolder,
    runs: Runs = 20,
    everything: Everything = False,
    run: One = None,
    number: Number = None,
    workers: options.Workers = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Holds every file against its checksum, lives runs again, and names the first difference; exit code 5 if any.

    Of what `decide`, `compare` or `run` left, --number finds the runs of one figure and works it out again: `cordiale
    verify decision --number options.proportional.value`. Its page and its workbook have the address of each.
    """
    from ..folders.holding import hold
    from ..folders.left import holds_results
    from ..foundations.talk import Talk
    from ..study.folder import is_study
    from ..study.verification import verify

    if runs < 0:
        raise UsersError(f"runs = {runs} is below 0")
    if run is not None and number is not None:
        raise UsersError("run and number: one of the two at a time")
    if not is_study(directory) and holds_results(directory):
        if run is not None:
            raise UsersError(f"run = {run}: {directory} is no study, whose runs have numbers; --number has an address")
        held = hold(
            directory, runs=None if everything else runs, number=number, workers=workers, talk=Talk(quiet=quiet or json)
        )
        tell_left(held, directory, json=json)
        if not held.holds:
            raise typer.Exit(NOT_VERIFIED)
        return
    if number is not None:
        raise UsersError(f"number = {number!r}: {directory} holds no decision, comparison or run")
    found = verify(
        directory, runs=None if everything else runs, only=run, workers=workers,
        limits=options.limits(deadline, memory), talk=Talk(quiet=quiet),
    )  # fmt: skip
    print_json(to_dict(found)) if json else typer.echo("\n".join(lines(found, directory)))
    if not found.holds:
        raise typer.Exit(NOT_VERIFIED)
    if found.failures:
        raise typer.Exit(RUNS_FAILED)


def tell_left(found: Held, directory: Path, *, json: bool) -> None:
    """Say what was found of a folder that `decide`, `compare` or `run` left."""
    from ..foundations.store import MANIFEST, RESULTS

    if json:
        print_json(found.to_dict())
        return
    typer.echo(f"{RESULTS} and what lies beside it held against {MANIFEST}, {found.runs:,} runs lived again")
    if found.figure is not None:
        typer.echo(found.figure.words)
    said = [
        *(f"not as it should be: {problem}" for problem in found.problems),
        *(f"note: {note}" for note in found.notes),
    ]
    typer.echo("\n".join([*said, last_line(directory, holds=found.holds)]))


def last_line(directory: Path, *, holds: bool) -> str:
    """The last line of what was found."""
    return f"{directory} {'holds' if holds else 'does not hold'}"


def to_dict(found: Verified) -> dict[str, object]:
    """What was found, as data."""
    named = {"problems": list(found.problems), "notes": list(found.notes)}
    failures = [failed._asdict() for failed in found.failures]
    return {"holds": found.holds, "parts": found.parts, "runs": found.runs, **named, "failures": failures}


def lines(found: Verified, directory: Path) -> list[str]:
    """What was found, in words; of a run that fails its traceback."""
    said = [f"{found.parts:,} parts held against their checksums, {found.runs:,} runs lived again"]
    for failed in found.failures:
        said += [f"run {failed.run} ({failed.kind}): {failed.reason}", *failed.details.splitlines()]
    said += [f"not as it should be: {problem}" for problem in found.problems]
    said += [f"note: {note}" for note in found.notes]
    return [*said, last_line(directory, holds=found.holds)]
