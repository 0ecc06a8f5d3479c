"""Where a verb may write a scenario: a TOML file that is not there yet, or that the user gave up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..foundations.errors import UsersError

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Write over a file that is there.")]
Sets = Annotated[
    int, typer.Option(metavar="N", help="Other parameter sets to try for an ensemble that fits as well; 0 for none.")
]
MOST_SETS = 64


def insist_on_sets(sets: int) -> None:
    """Raises UsersError for a number of sets that nobody should wait for."""
    if not 0 <= sets <= MOST_SETS:
        raise UsersError(f"sets = {sets} is outside [0, {MOST_SETS}]")


def insist_on_toml(file: Path) -> None:
    """Raises UsersError unless the file is a TOML file."""
    if file.suffix != ".toml":
        raise UsersError(f"{file}: a scenario is a TOML file; its name ends in .toml")


def scenario_target(file: Path, *, overwrite: bool) -> Path:
    """The file to write a scenario to, and its sets beside it.

    Raises UsersError if it is no TOML file, or if either is there already and not to be overwritten.
    """
    from ..fitting.fitted import SETS

    insist_on_toml(file)
    for each in (file, file.with_suffix(SETS)):
        if each.exists() and not overwrite:
            raise UsersError(f"{each} is there already; say --overwrite, or with --out where the scenario should go")
    return file
