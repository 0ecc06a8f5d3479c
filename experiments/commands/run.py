"""`cordiale run`: one simulation, quarter by quarter."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated

import typer

from ..foundations.output import Column, percent, print_json, print_table, value
from . import options
from .compare import tell_end, what_is_kept
from .ending import ends_well

Paradigm = Annotated[
    str | None, typer.Option(metavar="NAME", help="Paradigm to live in; the scenario's current one if left out.")
]
Forces = Annotated[str, typer.Option(metavar="SET", help="none, all, or names of forces joined with +.")]


class Engine(StrEnum):
    """The two schedulers."""

    mesa = "mesa"
    compiled = "compiled"


Scheduler = Annotated[Engine, typer.Option("--engine", help="Scheduler; both give the same numbers.")]
Replication = Annotated[int, typer.Option(metavar="N", help="Which of the matched replications, from 0 on.")]

COLUMNS = (
    Column("quar-\nter", value("quarter")),
    Column("\nrevenue", value("revenue")),
    Column("leads\nhanded", value("leads_handed_over")),
    Column("\nwins", value("wins")),
    Column("win\n%", percent("win_rate")),
    Column("trust\nS in M", value("trust_sales_in_marketing", 2)),
    Column("trust\nM in S", value("trust_marketing_in_sales", 2)),
    Column("fric-\ntion", percent("friction_hours_share", 1)),
    Column("execs\naligned", percent("executives_aligned")),
    Column("pract.\nlack", percent("practitioners_lack")),
    Column("\nleft", value("leavers")),
)
KEY = (
    "revenue: thousands in the quarter; leads handed: marketing's, passed to a rep. trust: 0 to 1; S in M: of sales "
    "in marketing. friction: % of all hours. execs aligned: % of executives who call the two aligned. pract. lack: % "
    "of practitioners who see a lack of alignment. left: people who left."
)


@ends_well
def command(
    scenario: options.ScenarioName = "status-quo",
    paradigm: Paradigm = None,
    forces: Forces = "all",
    engine: Scheduler = Engine.compiled,
    replication: Replication = 0,
    switch_quarter: options.SwitchQuarter = 0,
    decide: options.Decide = None,
    rules: options.RulesFile = None,
    setting: options.Set = None,
    quarters: options.Quarters = 12,
    seed: options.Seed = 1,
    parameters: options.Parameters = "point",
    out: options.MaybeOut = None,
    record: options.Record = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Prints a choice of outcomes; --json prints all of them, as a list with one object a quarter."""
    from cordiale.simulation.scenario.files import load_scenario

    from ..comparison.compare import closing_note, keep
    from ..comparison.single import plan_one, simulate_one
    from ..foundations.atomic import prepare_directory
    from ..foundations.claiming import claimed
    from ..foundations.phrases import forces_words
    from ..foundations.recordings import recording
    from ..foundations.talk import Talk
    from ..scenario_files.adjusting import adjusted

    company, talk, own = adjusted(load_scenario(scenario), setting or ()), Talk(quiet=quiet), options.own_rules(rules)
    run = plan_one(
        company, paradigm, forces, replication=replication, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter, decisions=decide or (),
    )  # fmt: skip
    folders = [each for each in dict.fromkeys((out, record)) if each is not None]
    with ExitStack() as kept:
        if folders:
            kept.enter_context(what_is_kept(folders[-1]))
        for folder in folders:
            kept.enter_context(claimed(folder, "run"))
            prepare_directory(folder)
        with recording(record) as keep_table:
            comparison = simulate_one(
                company, run, called=scenario, parameters=parameters, talk=talk, mesa=engine is Engine.mesa,
                record=keep_table, rules=own,
            )  # fmt: skip
        rows = comparison.frame.to_dict("records")
        if json:
            print_json(rows)
        else:
            title = f"{run.paradigm} under {forces_words(run.forces)}, replication {run.replication} of seed {run.seed}"
            print_table(COLUMNS, rows, title=title, note=KEY + closing_note(comparison))
        for folder in folders:
            command = ["cordiale", *sys.argv[1:]]
            keep(comparison, folder, verb="run", command=command, record=folder == record)
    for folder in folders:
        tell_end(comparison, folder, talk.say if json else typer.echo)
