"""`cordiale search`: which few changes from today serve several aims at once?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..foundations.language import Language, words
from ..foundations.output import print_json
from . import options
from .ending import ends_well

Changes = Annotated[int, typer.Option(metavar="N", help="Changes of a setting from today, at most.")]
Generations = Annotated[int, typer.Option(metavar="N", help="Generations to breed; more go on where fewer ended.")]
Population = Annotated[int, typer.Option(metavar="N", help="Candidates of a generation.")]
Companies = Annotated[int, typer.Option("--replications", metavar="N", help="Companies that judge each candidate.")]
FreshLuck = Annotated[int, typer.Option("--fresh", metavar="N", help="Other companies that judge those shown.")]
Shown = Annotated[int, typer.Option(metavar="N", help="Candidates of the front that are judged again, at most.")]
FirstQuarter = Annotated[int, typer.Option("--switch-quarter", metavar="Q", help="First quarter for a change.")]


@ends_well
def command(
    scenario: options.ScenarioName = "status-quo",
    changes: Changes = 3,
    generations: Generations = 12,
    population: Population = 24,
    replications: Companies = 8,
    fresh: FreshLuck = 16,
    shown: Shown = 12,
    switch_quarter: FirstQuarter = 2,
    setting: options.Set = None,
    quarters: options.Quarters = 12,
    seed: options.Seed = 1,
    parameters: options.Parameters = "ensemble",
    workers: options.Workers = None,
    out: options.Out = Path("search"),
    language: options.Tongue = Language.en,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Aims: value, friction, people lost, perception gap (extra search). Interrupted, the same command goes on.

    Leaves search.json, search.csv, a figure, evaluations.json (all that was lived) and, last of all, manifest.json.
    """
    from cordiale.simulation.scenario.files import load_scenario

    from ..foundations.claiming import claimed
    from ..foundations.failures import as_typed
    from ..foundations.talk import Talk
    from ..scenario_files.adjusting import adjusted
    from ..searching.structure_search import Quest, search
    from ..searching.telling_search import keep_search, print_search, to_document

    quest = Quest(changes, generations, population, replications, fresh, shown, switch_quarter, quarters, seed,
                  parameters, workers)  # fmt: skip
    company, talk, w = adjusted(load_scenario(scenario), setting or ()), Talk(quiet=quiet), words(language)
    with claimed(out, "search"):
        found = search(company, quest, called=as_typed(scenario, setting=setting or ()), talk=talk, folder=out)
        keep_search(found, out, command=["cordiale", *sys.argv[1:]], w=w)
    if json:
        print_json(to_document(found))
        return
    print_search(found, w)
    typer.echo(w("search.kept", folder=out) + " (search.json)")
