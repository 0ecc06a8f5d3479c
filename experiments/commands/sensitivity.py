"""`cordiale sensitivity`: which factors an outcome hangs on."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.language import Language, Words, words
from ..foundations.output import Column, print_json, print_table
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..analysis.indices import Indices, Sensitivity


class Method(StrEnum):
    """Which indices; each needs its own design."""

    auto = "auto"
    sobol = "sobol"
    morris = "morris"
    pawn = "pawn"


class Luck(StrEnum):
    """What the indices are of."""

    each = "each"
    mean = "mean"


OutcomeName = Annotated[
    str,
    typer.Option(
        "--outcome",
        metavar="NAME",
        help='Outcome to explain, as revenue, or a difference, as "proportional - status-quo revenue".',
    ),
]
MethodName = Annotated[Method, typer.Option(help="The study's design decides, if left out.")]
OfLuck = Annotated[Luck, typer.Option(help="Indices for each replication, averaged; or of the mean over them.")]


@ends_well
def command(
    directory: options.StudyFolder,
    outcome: OutcomeName,
    method: MethodName = Method.auto,
    quarter: options.QuarterOf = options.Quarter.all,
    luck: OfLuck = Luck.each,
    out: options.AnalysisOut = None,
    language: options.Tongue = Language.en,
    json: options.Json = False,
) -> None:
    """On matched luck, once for each combination of categories.

    Sobol's indices and Shapley effects for the sobol design, Morris's for morris, PAWN for sobol and latin-hypercube.
    Leaves sensitivity.json, sensitivity.csv and a figure, in DIR/sensitivity/NAME if nothing else is said, and a line
    in DIR/analyses.json. Refuses a study in which any value is missing.
    """
    from ..analysis.documents import of_sensitivity
    from ..analysis.doubts import doubts
    from ..analysis.indices import sensitivity
    from ..analysis.keeping import keep_sensitivity
    from ..analysis.records import SENSITIVITY, name_for, record
    from ..foundations.sealing import sealed
    from ..study.frozen import identity

    found = sensitivity(directory, outcome, method=method.value, quarter=quarter.value, luck=luck.value)
    question = SENSITIVITY, found.asked, found.results_sha256
    name = name_for(directory, *question, stem=outcome if found.method != "pawn" else f"{outcome} pawn")
    folder = out or directory / SENSITIVITY / name
    w = words(language)
    of_study = {"plan_sha256": identity(found.plan), "results_sha256": found.results_sha256}
    with sealed(folder, SENSITIVITY, asked=found.asked, **of_study):
        keep_sensitivity(found, folder, w)
    record(directory, *question, name=name)
    if json:
        print_json(of_sensitivity(found))
        return
    for group in found.groups:
        _print(found, group, w)
    for doubt in doubts(found, w):
        typer.echo(w("sensitivity.doubt", doubt=doubt))
    typer.echo(w("analysis.kept", folder=folder))


def _print(found: Sensitivity, group: Indices, w: Words) -> None:
    from ..analysis.doubts import group_words, spread_words
    from ..analysis.estimators import OF_METHOD
    from ..analysis.indices import KINDS
    from ..analysis.wording import caveat_of, decimals_of, interval, sensitivity_basis, sensitivity_headline

    kinds = OF_METHOD[found.method]
    largest = max((abs(each.mean) for of in group.of.values() for each in of.values()), default=0.0)
    decimals = 2 if found.method != "morris" else decimals_of(largest)

    def words(kind: str, factor: str) -> str:
        return interval(group.of[factor][kind], decimals, w)

    columns = [
        Column(w["decide.column.factor"], str, left=True),
        *(Column(kind, partial(words, kind)) for kind in kinds),
    ]

    first, last = group is found.groups[0], group is found.groups[-1]
    if first:
        typer.echo(f"{sensitivity_headline(found, w)}\n{sensitivity_basis(found, w)}\n")
    mean = interval(group.outcome, decimals_of(group.outcome.mean), w)
    holes = {"outcome": found.measure.name, "mean": mean, "unit": w.unit(found.measure.unit)}
    about = w("sensitivity.mean", group=group_words(group, w), **holes)
    apart = f"{spread_words(group, w)}\n" if group.spread else ""
    note = apart + (
        "\n".join(w("sensitivity.kind", kind=kind, meaning=w[KINDS[kind]]) for kind in kinds)
        + f"\n{caveat_of(found.plan, w)}"
        if last
        else ""
    )
    print_table(columns, group.ranked(found.main), title=about, note=note)
    if not last:
        typer.echo()
