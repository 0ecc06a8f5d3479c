"""`cordiale status`: how far what a folder holds is, also while it runs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..study.progress import State, Stops

SHOWN = 20


@ends_well
def command(directory: options.LeftFolder, json: options.Json = False) -> None:
    """Says what is planned, done and failed, and the content hash of the results so far."""
    from ..folders.left import holds_results
    from ..folders.looking import looked_at
    from ..study.afresh import fresh_halves
    from ..study.complaint import reproducer
    from ..study.folder import is_study
    from ..study.progress import status

    if not is_study(directory) and holds_results(directory):
        seen = looked_at(directory)
        print_json(seen._asdict()) if json else typer.echo(seen.words)
        return

    if not is_study(directory) and (told := of_analysis(directory)) is not None:
        print_json(told) if json else typer.echo("\n".join(f"{name}: {_said(each)}" for name, each in told.items()))
        return
    state = status(directory)
    halves = {number: status(folder) for number, folder in fresh_halves(directory).items()}
    if json:
        fresh = [{"number": number, **to_dict(half)} for number, half in halves.items()]
        print_json(to_dict(state) | ({"fresh": fresh} if fresh else {}))
        return
    typer.echo(words(state))
    for number, half in halves.items():
        ending = words(half).replace("cordiale resume goes on", "cordiale discover --fresh goes on")
        typer.echo(f"fresh half {number}: {ending}")
    for failed in state.failures[:SHOWN]:
        typer.echo(f"run {failed.run} ({failed.kind}): {failed.reason}\n  {reproducer(failed, directory)}")
    if len(state.failures) > SHOWN:
        typer.echo(f"and {len(state.failures) - SHOWN} more that failed; --json names all")
    typer.echo(f"content SHA-256 {state.sha256}")


def _said(each: Any) -> str:
    """A thing that a manifest keeps, as a line has it: a command as a shell takes it."""
    return shlex.join(map(str, each)) if isinstance(each, list) else str(each)


def of_analysis(directory: Path) -> dict[str, Any] | None:
    """What an analysis of a study, or a search, is; None for a folder of neither's."""
    from ..folders.analyses import document_in, is_analysis
    from ..folders.searches import is_search
    from ..foundations.claiming import is_held
    from ..foundations.store import MANIFEST

    if not (is_search(directory) or is_analysis(directory)):
        return None
    if not (directory / MANIFEST).exists():
        return {"complete": False, "running": is_held(directory)}
    manifest = document_in(directory, MANIFEST)
    told = ("verb", "asked", "command", "results_sha256")
    said: dict[str, Any] = {key: manifest[key] for key in told if key in manifest}
    return {"complete": True, "running": is_held(directory), **said}


def to_dict(state: State) -> dict[str, Any]:
    """The state of a study as data."""
    return {
        "planned": state.planned,
        "done": state.done,
        "failed": state.failed,
        "sha256": state.sha256,
        "complete": state.is_complete,
        "ended": state.has_ended,
        "running": state.is_running,
        "bytes": state.bytes,
        **({"until": state.stops._asdict()} if state.stops else {}),
        "failures": [failed._asdict() for failed in state.failures],
    }


def words(state: State) -> str:
    """The state of a study in a line."""
    ended = f"{state.done:,} of {state.planned:,} runs done"
    failed = f", {state.failed:,} failed" if state.failed else ""
    return f"{ended}{failed}: {_how(state)}{'' if state.stops is None else _stops(state.stops)}"


def _how(state: State) -> str:
    """Whether anything is left to be done, and by what."""
    if state.is_complete:
        return "complete"
    if state.is_running:
        return "running"
    if state.has_ended:
        return "ended; cordiale resume --failed runs what failed once more"
    return "not running; cordiale resume goes on"


def _stops(stops: Stops) -> str:
    """Of a study that stops, how many worlds are told."""
    left = f", {stops.open:,} still open" if stops.open else ""
    return f"\nthe best option is told in {stops.told:,} of {stops.worlds:,} worlds{left}; at most {stops.most:,} runs"
