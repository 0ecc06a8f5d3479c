"""`cordiale fit`: a company's own figures, met by the declared levers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..foundations.errors import UsersError
from ..foundations.exits import NOT_VERIFIED
from ..foundations.output import print_json
from . import options
from .ending import ends_well

Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Scenario file to write; by default NAME-fitted.toml in this folder."),
]
Sets = Annotated[
    int, typer.Option(metavar="N", help="Other parameter sets to try for an ensemble that fits as well; 0 for none.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Write over a file that is there.")]
MOST_SETS = 64


@ends_well
def command(
    scenario: options.ScenarioName = "status-quo",
    out: Out = None,
    sets: Sets = 8,
    overwrite: Overwrite = False,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Moves parameters until the company as it lives today shows the figures in its [targets].

    Leaves a scenario on top of yours and, beside it, the sets of parameters that show the same figures, for
    --parameters ensemble. Ends with 5 if a target cannot be met, saying which and by how much.
    """
    from ..fitting.fitted import fit_company
    from ..foundations.talk import Talk

    if not 0 <= sets <= MOST_SETS:
        raise UsersError(f"sets = {sets} is outside [0, {MOST_SETS}]")
    target = file_for(scenario, out, overwrite=overwrite)
    fitted = fit_company(scenario, target, sets=sets, seed=seed, talk=Talk(quiet=quiet))
    if json:
        print_json(fitted.to_dict())
    else:
        typer.echo("\n".join(fitted.lines()))
    if not fitted.met:
        raise typer.Exit(NOT_VERIFIED)


def file_for(scenario: str, out: Path | None, *, overwrite: bool) -> Path:
    """The file to write. Raises UsersError if it is no TOML file, or there already."""
    file = out or Path(f"{Path(scenario).stem}-fitted.toml")
    if file.suffix != ".toml":
        raise UsersError(f"{file}: a scenario is a TOML file; its name ends in .toml")
    for each in (file, file.with_suffix(".sets.csv")):
        if each.exists() and not overwrite:
            raise UsersError(f"{each} is there already; say --overwrite, or with --out where the scenario should go")
    return file
