"""`cordiale export`: what a verb left, for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import options
from .ending import ends_well


class Format(StrEnum):
    """What a table can be written as."""

    csv = "csv"
    table = "netlogo-table"
    xarray = "xarray"
    crate = "ro-crate"
    requirements = "requirements"


Kind = Annotated[Format, typer.Option("--format", help="What to write.")]
To = Annotated[Path | None, typer.Option(metavar="FILE", help="File to write; by default one in the folder.")]


@ends_well
def command(directory: options.LeftFolder, kind: Kind = Format.csv, to: To = None) -> None:
    """The Parquet parts themselves open in pandas, polars, DuckDB and R; this is for what does not read Parquet.

    ro-crate describes any folder that a verb left as a Process Run Crate (extra provenance): command, software,
    inputs, files by SHA-256; in the folder itself, or with --to FILE.zip all of it in one file. requirements are the
    versions that ran, for pip: a year later `verify DIR --all` tries them on what the folder itself says that was run.
    """
    from ..folders.exporting import export_left
    from ..folders.left import holds_results
    from ..foundations.talk import Talk
    from ..study.exports import export
    from ..study.folder import is_study
    from ..study.progress import lacking

    if kind is Format.crate:
        from ..folders.crate import export_crate

        typer.echo(export_crate(directory, to=to))
        return
    if kind is Format.requirements:
        from ..folders.origin import export_requirements

        typer.echo(export_requirements(directory, to=to))
        return
    other = not is_study(directory) and holds_results(directory)
    typer.echo((export_left if other else export)(directory, format=kind.value, to=to))
    if said := _lacking(directory) if other else lacking(directory):
        Talk().say(f"note: {said}")


def _lacking(directory: Path) -> str:
    """What the table of a decision, a comparison or a run lacks."""
    from ..folders.looking import looked_at

    failed = looked_at(directory).failed
    return f"it lacks {failed:,} runs, which failed" if failed else ""
