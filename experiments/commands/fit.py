"""`cordiale fit`: a company's own figures, met by the declared levers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..foundations.exits import NOT_VERIFIED
from ..foundations.output import print_json
from . import options
from .ending import ends_well
from .scenario_target import Overwrite, Sets, insist_on_sets, scenario_target

Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Scenario file to write; by default NAME-fitted.toml in this folder."),
]


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

    insist_on_sets(sets)
    target = scenario_target(out or Path(f"{Path(scenario).stem}-fitted.toml"), overwrite=overwrite)
    fitted = fit_company(scenario, target, sets=sets, seed=seed, talk=Talk(quiet=quiet))
    if json:
        print_json(fitted.to_dict())
    else:
        typer.echo("\n".join(fitted.lines()))
    if not fitted.met:
        raise typer.Exit(NOT_VERIFIED)
