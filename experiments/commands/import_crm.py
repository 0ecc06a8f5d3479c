"""`cordiale import`: from a CRM export to a scenario file."""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..foundations.exits import NOT_VERIFIED
from ..foundations.output import print_json
from . import options
from .ending import ends_well
from .scenario_target import Overwrite, Sets, insist_on_sets, scenario_target

Export = Annotated[Path, typer.Argument(metavar="EXPORT", help="Folder or file that the CRM exported.")]
Preset = Annotated[str | None, typer.Option(metavar="NAME", help="Whose columns these are, as shipped.")]
Mapping = Annotated[Path | None, typer.Option(metavar="FILE", help="A mapping of your own, instead of a preset.")]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Scenario file to write; by default one in this folder.")
]
AllowDropped = Annotated[
    bool, typer.Option("--allow-dropped", help="Go on where more than a tenth of the rows of a file are lost.")
]


class Growing(StrEnum):
    """What becomes of growth that an export shows."""

    KEEP = "keep"
    OUT = "out"


GrowthChoice = Annotated[
    Growing, typer.Option(help="Growth of demand that the export shows: kept in [growth], or taken out.")
]


@ends_well
def command(
    export: Export,
    preset: Preset = None,
    mapping: Mapping = None,
    out: Out = None,
    overwrite: Overwrite = False,
    allow_dropped: AllowDropped = False,
    growth: GrowthChoice = Growing.OUT,
    sets: Sets = 8,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Says of every row whether it was used, and what the export cannot tell. No row, name or id is kept.

    Ends with 5 if the scenario cannot show a figure of the export, saying which and by how much.
    """
    from ..crm import import_export
    from ..crm.export_told import told
    from ..crm.writing import write_scenario
    from ..foundations.talk import Talk

    insist_on_sets(sets)
    called = preset or (mapping.stem if mapping else "imported")
    target = scenario_target(out or Path(f"{called}.toml"), overwrite=overwrite)
    talk = Talk(quiet=quiet)
    talk.say(f"reading {export}")
    result = import_export(export, preset=preset, mapping=mapping, allow_dropped=allow_dropped)
    report = write_scenario(result, target, sets=sets, seed=seed, growth=growth is Growing.KEEP, talk=talk)
    if json:
        print_json({**report.to_dict(), "rows": result.summary.to_dict(), "facts": result.facts})
    else:
        typer.echo("\n".join([*result.summary.lines(), "", *told(result.facts), "", *report.lines()]))
        typer.echo(f"Look {target} through, then: cordiale scenario check {shlex.quote(str(target))}")
    if not report.met:
        raise typer.Exit(NOT_VERIFIED)
