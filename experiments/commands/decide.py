"""`cordiale decide`: stay or switch, to what, how sure, why, at what price, and when it would be another."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from ..foundations.language import Language, words
from ..foundations.output import print_json
from . import options
from .compare import what_is_kept
from .ending import ends_well

Scenarios = Annotated[
    list[str] | None, typer.Argument(metavar="SCENARIO...", help="Names of scenarios, or paths of TOML files.")
]
SwitchQuarter = Annotated[int, typer.Option(metavar="Q", help="Quarter in which a switch would begin.")]
Confidence = Annotated[float, typer.Option(metavar="P", help="How sure the choice has to be, 0 to 1.")]
Indifference = Annotated[
    float, typer.Option(metavar="SHARE", help="Difference that does not matter, as a share of what staying is worth.")
]
Budget = Annotated[float, typer.Option(metavar="SECONDS", help="Time it may take; then it says what is open.")]
First = Annotated[
    int | None,
    typer.Option(metavar="N", help="Companies that live all options at first: 24, or fewer where the budget is short."),
]
Batches = Annotated[
    int | None, typer.Option(metavar="N", help="Batches after the first, instead of what the budget allows.")
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="A,B", help="Two factors of a map of the best option; those that matter most if left out."
    ),
]
Matched = Annotated[
    int | None, typer.Option(metavar="N", help="Companies asked why and when not, instead of what the budget allows.")
]


@ends_well
def command(
    context: typer.Context,
    scenarios: Scenarios = None,
    switch_quarter: SwitchQuarter = 2,
    confidence: Confidence = 0.95,
    indifference: Indifference = 0.01,
    budget: Budget = 60.0,
    first: First = None,
    batches: Batches = None,
    matched: Matched = None,
    pair: Map = None,
    setting: options.Set = None,
    decide: options.Decide = None,
    quarters: options.Quarters = 12,
    seed: options.Seed = 1,
    parameters: options.Parameters = "ensemble",
    workers: options.Workers = None,
    out: options.Out = Path("decision"),
    language: options.Tongue = Language.en,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Leaves results.parquet, decision.json and, last of all, manifest.json in the folder; of several scenarios each in
    a folder of its own there. The same first, batches and matched companies give the same answer on any machine.
    """
    from cordiale.simulation.scenario.files import load_scenario

    from ..decision.asked import Asked
    from ..decision.deciding import decide as decided
    from ..decision.document import to_document
    from ..decision.leaving import keep
    from ..decision.telling import print_decision, print_side_by_side
    from ..decision.two_factors import checked_pair
    from ..foundations.atomic import prepare_directory
    from ..foundations.claiming import claimed
    from ..foundations.errors import UsersError
    from ..foundations.failures import as_typed
    from ..foundations.selection import Rule
    from ..foundations.talk import Talk
    from ..scenario_files.adjusting import adjusted

    start: float = context.obj or time.perf_counter()  # when the process began, if the command is all that it does
    names, talk, w = scenarios or ["status-quo"], Talk(quiet=quiet or json), words(language)
    companies = [adjusted(load_scenario(name), setting or ()) for name in names]
    folders = [out] if len(names) == 1 else [out / company.name for company in companies]
    if len(set(folders)) < len(folders):
        twice = next(company.name for at, company in enumerate(companies) if folders.index(out / company.name) < at)
        raise UsersError(f"scenarios = {', '.join(names)}: two have the name {twice}")
    asked = Asked(
        switch_quarter=switch_quarter, quarters=quarters, seed=seed, budget=budget / len(names),
        rule=Rule(confidence, indifference), parameters=parameters, decisions=options.decisions(decide), first=first,
        batches=batches, matched=matched, workers=workers, pair=None if pair is None else checked_pair(pair),
    )  # fmt: skip
    for company in companies:
        asked.checked(company)
    found, began = [], start
    for name, company, folder in zip(names, companies, folders, strict=True):
        with what_is_kept(folder), claimed(folder, "decide"):
            prepare_directory(folder)
            called = as_typed(name, setting=setting or ())
            decision, branches = decided(company, asked, called=called, talk=talk, w=w, began=began)
            keep(decision, branches, folder, command=["cordiale", *sys.argv[1:]], w=w)
        found.append(decision)
        began = time.perf_counter()
        if not json:
            print_decision(decision, w)
    if json:
        documents = [to_document(each) for each in found]
        print_json(documents[0] if len(documents) == 1 else {"decisions": documents})
    elif len(found) > 1:
        print_side_by_side(found, w)
    if not json:
        typer.echo(w("decide.kept", folder=out))
    taken = time.perf_counter() - start
    if matched is None and round(taken) > budget:  # as it is told, to the second
        typer.echo(w("decide.late", seconds=w.number(taken), budget=w.short(budget, at_most=2)), err=json)
