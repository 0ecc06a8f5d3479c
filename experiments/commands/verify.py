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
    from ..foundations.talk import Talk
    from ..study.crews import Limits
    from ..study.verification import Verified

NO_NUMBERS = "holds no decision, comparison or run"

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
    verify decision --number options.proportional.value`. Its page and its workbook have the address of each. Of a
    study, files that nobody names and hashes that do not fit are found too, and its analyses are held against theirs;
    of an analysis by itself all numbers are worked out again from its study, of a search its front. Runs must be the
    same to the last bit, numbers worked out of them to nine digits: libraries differ in the last between processors.
    """
    from ..foundations.talk import Talk
    from ..study.folder import is_study
    from ..study.verification import verify

    if runs < 0:
        raise UsersError(f"runs = {runs} is below 0")
    if run is not None and number is not None:
        raise UsersError("run and number: one of the two at a time")
    chosen, talk = None if everything else runs, Talk(quiet=quiet or json)
    held = None if is_study(directory) else of_others(directory, chosen, run, number, workers=workers, talk=talk)
    if held is not None:
        tell_left(held, directory, json=json)
        if not held.holds:
            raise typer.Exit(NOT_VERIFIED)
        return
    if number is not None:
        raise UsersError(f"number = {number!r}: {directory} {NO_NUMBERS}")
    limits, talk = options.limits(deadline, memory), Talk(quiet=quiet)
    found = verify(directory, runs=chosen, only=run, workers=workers, limits=limits, talk=talk)
    if run is None:
        found = with_halves(found, directory, runs=chosen, workers=workers, limits=limits, talk=talk)
    found = found._replace(problems=(*found.problems, *of_analyses(directory)))
    print_json(to_dict(found)) if json else typer.echo("\n".join(lines(found, directory)))
    if not found.holds:
        raise typer.Exit(NOT_VERIFIED)
    if found.failures:
        raise typer.Exit(RUNS_FAILED)


def of_others(
    directory: Path, runs: int | None, run: int | None, number: str | None, *, workers: int | None, talk: Talk
) -> Held | None:
    """What was found of a folder that is no study's; None for one that no verb left. Raises UsersError."""
    from ..folders.analyses import hold_analysis, is_analysis
    from ..folders.holding import hold
    from ..folders.left import holds_results
    from ..folders.searches import hold_search, is_search

    numbered, searched = holds_results(directory), is_search(directory)
    if not (numbered or searched or is_analysis(directory)):
        return None
    if run is not None:
        raise UsersError(f"run = {run}: {directory} is no study, whose runs have numbers; --number has an address")
    if numbered:
        return hold(directory, runs=runs, number=number, workers=workers, talk=talk)
    if number is not None:
        raise UsersError(f"number = {number!r}: {directory} {NO_NUMBERS}")
    return hold_search(directory, runs=runs, workers=workers, talk=talk) if searched else hold_analysis(directory)


def tell_left(found: Held, directory: Path, *, json: bool) -> None:
    """Say what was found of a folder that is no study's."""
    from ..foundations.store import MANIFEST

    if json:
        print_json(found.to_dict())
        return
    typer.echo(f"every file held against {MANIFEST}, {found.runs:,} runs {found.how}")
    if found.figure is not None:
        typer.echo(found.figure.words)
    said = [
        *(f"not as it should be: {problem}" for problem in found.problems),
        *(f"note: {note}" for note in found.notes),
    ]
    typer.echo("\n".join([*said, last_line(directory, holds=found.holds)]))


def with_halves(
    found: Verified, directory: Path, *, runs: int | None, workers: int | None, limits: Limits, talk: Talk
) -> Verified:
    """What was found of a study, with what is found of its fresh halves: each held as a study of its own."""
    from ..study.afresh import fresh_halves, is_half_of
    from ..study.frozen import dig_out
    from ..study.verification import verify

    for number, folder in fresh_halves(directory).items():
        half, place = verify(folder, runs=runs, workers=workers, limits=limits, talk=talk), f"fresh/{number}"
        of_now = is_half_of(dig_out(directory)[0], number, folder)
        notes = [f"{place}: {note}" for note in half.notes if note not in found.notes]
        notes += [] if of_now else [f"{place} is of the study as it was before it grew"]
        found = found._replace(
            parts=found.parts + half.parts,
            runs=found.runs + half.runs,
            problems=(*found.problems, *(f"{place}: {problem}" for problem in half.problems)),
            notes=(*found.notes, *notes),
            failures=(*found.failures, *(each._replace(reason=f"{place}: {each.reason}") for each in half.failures)),
        )
    return found


def of_analyses(directory: Path) -> list[str]:
    """What is wrong with the files of the analyses in a study's folder."""
    from ..folders.analyses import analyses_in, hold_files

    return [
        f"{folder.relative_to(directory).as_posix()}: {problem}"
        for folder in analyses_in(directory)
        for problem in hold_files(folder).problems
    ]


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
