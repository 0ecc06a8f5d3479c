"""`cordiale robustness`: how do the options of a study stand over all its worlds?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..foundations.language import Language, Words, words
from ..foundations.output import Column, print_json, print_table
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..cartography.robustness import Robust, Robustness

Threshold = Annotated[
    float | None,
    typer.Option(metavar="NUMBER", help="What satisfices: that much or more (less, if that is better)."),
]


@ends_well
def command(
    directory: options.StudyFolder,
    outcome: options.Outcome = "revenue",
    of: options.OptionsOf = "paradigm",
    better: options.Better = None,
    threshold: Threshold = None,
    quarter: options.QuarterOf = options.Quarter.all,
    out: options.AnalysisOut = None,
    language: options.Tongue = Language.en,
    json: options.Json = False,
) -> None:
    """Regret, worst world, first places and satisficing on matched luck, each with its interval over replications.

    Leaves robustness.json and .csv, in DIR/robustness/OUTCOME if nothing else is said; another question of it gets a
    number. Refuses a study in which any value is missing.
    """
    from ..cartography.robustness import document_of, robustness, table_of
    from ..foundations.atomic import prepare_directory, write_text
    from ..foundations.formula_cells import without_formulas
    from ..foundations.plain import to_json
    from ..foundations.sealing import place_for, sealed
    from ..study.frozen import identity

    less = None if better is None else better == options.Direction.less
    asked: dict[str, Any] = {
        "outcome": outcome,
        "of": of,
        "quarter": quarter.value,
        "less_is_better": less,
        "threshold": threshold,
    }
    found = robustness(directory, **asked)
    folder, w = out or place_for(directory / "robustness", outcome, asked), words(language)
    of_study = {"plan_sha256": identity(found.worlds.plan), "results_sha256": found.worlds.results_sha256}
    with sealed(folder, "robustness", asked=asked, **of_study):
        prepare_directory(folder)
        write_text(folder / "robustness.csv", without_formulas(table_of(found)).to_csv(index=False))
        write_text(folder / "robustness.json", to_json(document_of(found)))
    if json:
        print_json(document_of(found))
        return
    _print(found, w)
    typer.echo(w("robustness.kept", folder=folder))


def _print(found: Robustness, w: Words) -> None:
    from ..analysis.rules import category

    shares, unit = ("first", "meets"), w.unit(found.worlds.measure.unit)

    def cell(name: str, one: Robust) -> str:
        if name in shares:
            return w.number(100 * one.plain[name])
        return w.number(one.plain[name], 0 if abs(one.plain["mean"]) >= 100 else 3)

    heads = {
        "mean": w["robustness.mean"], "worst": w["robustness.worst"], "regret": w["robustness.regret"],
        "largest_regret": w["robustness.largest_regret"], "first": w["robustness.first"],
        "meets": w["robustness.meets"],
    }  # fmt: skip
    shown = [name for name in heads if name != "meets" or found.threshold is not None]
    columns = [Column("", lambda one: w.paradigm(category(one.option)), left=True)]
    columns += [Column(heads[name], partial(cell, name)) for name in shown]
    worlds, matched = len(found.worlds.points), found.worlds.plan.matched
    note = w("robustness.note", replications=w.counted("matched", matched))
    about = {"outcome": found.worlds.measure.name, "unit": unit, "worlds": worlds}
    title = w(
        "robustness.title", better=w["robustness.less" if found.worlds.less_is_better else "robustness.more"], **about
    )
    print_table(columns, found.options, title=title, note=note, fold=True)
