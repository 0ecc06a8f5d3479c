"""`cordiale status`: how far what a folder holds is, also while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..study.progress import State

SHOWN = 20


@ends_well
def command(directory: options.LeftFolder, json: options.Json = False) -> None:
    """Says what is planned, done and failed, and the content hash of the results so far."""
    from ..folders.left import holds_results
    from ..folders.looking import looked_at
    from ..study.complaint import reproducer
    from ..study.folder import is_study
    from ..study.progress import status

    if not is_study(directory) and holds_results(directory):
        seen = looked_at(directory)
        print_json(seen._asdict()) if json else typer.echo(seen.words)
        return

    state = status(directory)
    if json:
        print_json(to_dict(state))
        return
    typer.echo(words(state))
    for failed in state.failures[:SHOWN]:
        typer.echo(f"run {failed.run} ({failed.kind}): {failed.reason}\n  {reproducer(failed, directory)}")
    if len(state.failures) > SHOWN:
        typer.echo(f"and {len(state.failures) - SHOWN} more that failed; --json names all")
    typer.echo(f"content SHA-256 {state.sha256}")


def to_dict(state: State) -> dict[str, Any]:
    """The state of a study as data."""
    return {
        "planned": state.planned,
        "done": state.done,
        "failed": state.failed,
        "sha256": state.sha256,
        "complete": state.is_complete,
        "running": state.is_running,
        "bytes": state.bytes,
        "failures": [failed._asdict() for failed in state.failures],
    }


def words(state: State) -> str:
    """The state of a study in a line."""
    ended = f"{state.done:,} of {state.planned:,} runs done"
    failed = f", {state.failed:,} failed" if state.failed else ""
    how = "complete" if state.is_complete else "running" if state.is_running else "not running; cordiale resume goes on"
    return f"{ended}{failed}: {how}"
