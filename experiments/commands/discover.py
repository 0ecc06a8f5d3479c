"""`cordiale discover`: in which worlds does the advice flip?"""

from __future__ import annotations

from typing import Annotated

import typer

from ..foundations.language import Language, words
from ..foundations.output import print_json
from . import options
from .ending import ends_well

Where = Annotated[
    str,
    typer.Option(
        metavar="CONDITION", help='As "proportional - status-quo revenue < 0", or "... > 10 %" of the second.'
    ),
]
Density = Annotated[float, typer.Option(metavar="SHARE", help="Share of a rule's points that should meet it.")]
Holdout = Annotated[float, typer.Option(metavar="SHARE", help="Share of the samples that rules are scored on.")]
Fresh = Annotated[
    bool,
    typer.Option("--fresh", help="Try the rules on a fresh half: the study once more with other seeds, lived now."),
]


@ends_well
def command(
    directory: options.StudyFolder,
    where: Where,
    quarter: options.QuarterOf = options.Quarter.all,
    density: Density = 0.8,
    holdout: Holdout = 1 / 3,
    fresh: Fresh = False,
    out: options.AnalysisOut = None,
    workers: options.Workers = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    language: options.Tongue = Language.en,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Rules of PRIM and CART on paired differences, tried on other points in other luck (extra analysis).

    Leaves discovery.json, discovery.csv and a figure, in DIR/discovery/NAME if nothing else is said, named after the
    question; DIR/analyses.json records it, and looks at the same held-out points are counted. Refuses a study in which
    any value is missing.

    --fresh lives DIR/fresh/K, the study with both seeds K further on (the same command goes on with it), and tries the
    rules there.
    """
    from ..analysis.discovery import discover
    from ..analysis.documents import of_discovery
    from ..analysis.freshness import Effort, discover_afresh
    from ..analysis.keeping import keep_discovery
    from ..analysis.records import DISCOVER, DISCOVERY, name_for, record
    from ..analysis.wording import discovery_lines
    from ..foundations.sealing import sealed
    from ..foundations.talk import Talk
    from ..study.frozen import identity

    found, talk = discover(directory, where, quarter=quarter.value, density=density, holdout=holdout), Talk(quiet=quiet)
    if fresh:
        found = discover_afresh(directory, found, Effort(workers, options.limits(deadline, memory), talk))
        if found.half is None:
            talk.say("note: --fresh lived nothing, since there is no rule to try")
    question = DISCOVER, found.asked, found.results_sha256
    name = name_for(directory, *question, stem=str(found.condition))
    folder = out or directory / DISCOVERY / name
    w = words(language)
    of_study = {"plan_sha256": identity(found.plan), "results_sha256": found.results_sha256}
    with sealed(folder, DISCOVER, asked=found.asked, **of_study):
        keep_discovery(found, folder, w)
    if not record(directory, *question, name=name):
        talk.say(f"note: {directory} may not be written, so that this look is not counted")
    if json:
        print_json(of_discovery(found))
        return
    typer.echo("\n".join(discovery_lines(found, w)))
    typer.echo(w("analysis.kept_numbers" if found.why else "analysis.kept", folder=folder))
