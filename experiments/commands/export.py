"""`cordiale export`: a study for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import options
from .ending import ends_well


class Format(StrEnum):
    """What a study can be written as."""

    csv = "csv"
    table = "netlogo-table"
    xarray = "xarray"


Kind = Annotated[Format, typer.Option("--format", help="What to write.")]
To = Annotated[Path | None, typer.Option(metavar="FILE", help="File to write; by default one in the study's folder.")]


@ends_well
def command(directory: options.StudyFolder, kind: Kind = Format.csv, to: To = None) -> None:
    """The Parquet parts themselves open in pandas, polars, DuckDB and R; this is for what does not read Parquet."""
    from ..study.exports import export

    typer.echo(export(directory, format=kind.value, to=to))
