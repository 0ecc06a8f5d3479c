"""`cordiale run`: one simulation, quarter by quarter."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated

import typer

from ..foundations.language import Language, Words, words
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


def columns(w: Words) -> tuple[Column, ...]:
    """What is printed of a quarter."""
    return (
        Column(w["run.column.quarter"], value("quarter", w)),
        Column(w["run.column.revenue"], value("revenue", w)),
        Column(w["run.column.handed"], value("leads_handed_over", w)),
        Column(w["run.column.wins"], value("wins", w)),
        Column(w["run.column.win_rate"], percent("win_rate", w)),
        Column(w["run.column.trust_sales"], value("trust_sales_in_marketing", w, 2)),
        Column(w["run.column.trust_marketing"], value("trust_marketing_in_sales", w, 2)),
        Column(w["run.column.friction"], percent("friction_hours_share", w, 1)),
        Column(w["run.column.aligned"], percent("executives_aligned", w)),
        Column(w["run.column.lack"], percent("practitioners_lack", w)),
        Column(w["run.column.left"], value("leavers", w)),
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
    language: options.Tongue = Language.en,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Prints a choice of outcomes; --json prints all of them, as a list with one object a quarter."""
    from cordiale.simulation.scenario.files import load_scenario

    from ..comparison.compare import keep
    from ..comparison.framing import closing_note
    from ..comparison.single import plan_one, simulate_one
    from ..foundations.atomic import prepare_directory
    from ..foundations.claiming import claimed
    from ..foundations.failures import as_typed
    from ..foundations.force_sets import in_order
    from ..foundations.recordings import recording
    from ..foundations.talk import Talk
    from ..plain_words.meant import insist_on_paradigms
    from ..scenario_files.adjusting import adjusted

    company, talk, own = adjusted(load_scenario(scenario), setting or ()), Talk(quiet=quiet), options.own_rules(rules)
    w = words(language)
    insist_on_paradigms([] if paradigm is None else [paradigm], company)
    run = plan_one(
        company, paradigm, in_order(forces), replication=replication, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter, decisions=options.decisions(decide),
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
                company, run, called=as_typed(scenario, setting=setting or (), rules=rules), parameters=parameters,
                talk=talk, mesa=engine is Engine.mesa, record=keep_table, rules=own,
            )  # fmt: skip
        rows = comparison.frame.to_dict("records")
        if json:
            print_json(rows)
        else:
            title = w(
                "run.title", paradigm=w.paradigm(run.paradigm), forces=w.forces(run.forces),
                replication=run.replication, seed=run.seed,
            )  # fmt: skip
            print_table(columns(w), rows, title=title, note=w["run.key"] + closing_note(comparison, w))
        for folder in folders:
            command = ["cordiale", *sys.argv[1:]]
            keep(comparison, folder, verb="run", command=command, record=folder == record, w=w)
    for folder in folders:
        tell_end(comparison, folder, talk.say if json else typer.echo, w)
