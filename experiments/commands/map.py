"""`cordiale map`: which option is best where, over two factors of a study, and where nobody can tell?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..foundations.language import Language, words
from ..foundations.output import print_json
from . import options
from .ending import ends_well

AxisX = Annotated[str, typer.Option("--x", metavar="FACTOR", help="Factor of the study along the map.")]
AxisY = Annotated[str, typer.Option("--y", metavar="FACTOR", help="Factor of the study up the map.")]
Bins = Annotated[
    int | None, typer.Option(metavar="N", help="Parts that a sampled range is cut into; by its worlds if not said.")
]
Fitted = Annotated[bool, typer.Option("--surface", help="Fit a response surface instead of averaging in cells.")]


@ends_well
def command(
    directory: options.StudyFolder,
    x: AxisX,
    y: AxisY,
    outcome: options.Outcome = "revenue",
    of: options.OptionsOf = "paradigm",
    better: options.Better = None,
    quarter: options.QuarterOf = options.Quarter.all,
    bins: Bins = None,
    surface: Fitted = False,
    out: options.AnalysisOut = None,
    language: options.Tongue = Language.en,
    json: options.Json = False,
) -> None:
    """Crossed factors are mapped level by level, sampled ones by bins or by a fitted surface; it says which.

    Leaves map.json, map.csv and a figure, in DIR/map/X-by-Y of the outcome if nothing else is said; another question of
    them gets a number. Refuses a study in which any value is missing.
    """
    from ..cartography.advice_map import advice_map
    from ..cartography.telling_map import keep_map, lines, to_document
    from ..foundations.sealing import place_for, sealed
    from ..study.frozen import identity

    less = None if better is None else better == options.Direction.less
    asked: dict[str, Any] = {"outcome": outcome, "of": of, "quarter": quarter.value, "less_is_better": less}
    asked |= {"x": x, "y": y, "bins": bins, "fitted": surface}
    found = advice_map(directory, **asked)
    stem, w = f"{outcome} {x} by {y}".replace(" ", "-"), words(language)
    folder = out or place_for(directory / "map", stem, asked)
    worlds = found.worlds
    of_study = {"plan_sha256": identity(worlds.plan), "results_sha256": worlds.results_sha256}
    with sealed(folder, "map", asked=asked, **of_study):
        keep_map(found, folder, w)
    if json:
        print_json(to_document(found))
        return
    typer.echo("\n".join(lines(found, w)))
    typer.echo(w("map.kept", folder=folder))
