"""`cordiale verify`: whether a study, or a comparison, is what it says it is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import UsersError
from ..foundations.exits import NOT_VERIFIED, RUNS_FAILED
from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..study.verification import Verified

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a study, or of a comparison.")]
Runs = Annotated[int, typer.Option(metavar="N", help="How many runs to live again, spread evenly.")]
Everything = Annotated[bool, typer.Option("--all", help="Live every run again.")]
One = Annotated[int | None, typer.Option("--run", metavar="N", help="Live this run again, even if it failed.")]


@ends_well
def command(
    directory: Folder,
    runs: Runs = 20,
    everything: Everything = False,
    run: One = None,
    workers: options.Workers = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Holds every file against its checksum, lives runs again, and names the first difference; exit code 5 if any.

    Of what `compare` or `run` left, the table of results is held against the manifest; no run is lived again.
    """
    from ..foundations.talk import Talk
    from ..study.folder import is_study
    from ..study.verification import verify

    if runs < 0:
        raise UsersError(f"runs = {runs} is below 0")
    if not is_study(directory) and is_comparison(directory):
        if everything or run is not None:
            raise UsersError(f"{directory} is no study: its manifest names the command that makes it again")
        verify_comparison(directory, json=json)
        return
    found = verify(
        directory, runs=None if everything else runs, only=run, workers=workers,
        limits=options.limits(deadline, memory), talk=Talk(quiet=quiet),
    )  # fmt: skip
    print_json(to_dict(found)) if json else typer.echo("\n".join(lines(found, directory)))
    if not found.holds:
        raise typer.Exit(NOT_VERIFIED)
    if found.failures:
        raise typer.Exit(RUNS_FAILED)


def is_comparison(directory: Path) -> bool:
    """Whether a folder holds what `compare` or `run` leave, or some of it."""
    from ..foundations.store import RESULTS, SUMMARY

    return any((directory / name).is_file() for name in (RESULTS, SUMMARY))


def verify_comparison(directory: Path, *, json: bool) -> None:
    """Hold the table of a comparison against its manifest, and say whether it holds."""
    from ..foundations.store import MANIFEST, RESULTS, verify_directory

    found = verify_directory(directory)
    said = [f"{RESULTS} held against {MANIFEST}", *(f"not as it should be: {problem}" for problem in found.problems)]
    said.append(last_line(directory, holds=found.holds))
    print_json({"holds": found.holds, **asdict(found)}) if json else typer.echo("\n".join(said))
    if not found.holds:
        raise typer.Exit(NOT_VERIFIED)


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
