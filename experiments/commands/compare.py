"""`cordiale compare`: run the comparison, print what it says, keep it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import InterruptError
from ..foundations.language import Language, words
from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from cordiale.simulation.runs.own_rules import Rules
    from cordiale.simulation.runs.run import Run
    from cordiale.simulation.scenario.scenario import Scenario

    from ..comparison.framing import Comparison
    from ..foundations.language import Words
    from ..foundations.talk import Talk

Paradigms = Annotated[
    str | None, typer.Option(metavar="A,B", help="Paradigms to compare; all, the scenario's own included, if left out.")
]
Forces = Annotated[str, typer.Option(metavar="A,B", help="Sets of forces: none, all, or names joined with +.")]

Theories = Annotated[
    bool,
    typer.Option("--theories", help="Under every combination of rival theories; prints how far they agree."),
]


Report = Annotated[bool, typer.Option("--report", help="Leave decision.html and decision.xlsx too.")]


class FigureSet(StrEnum):
    """Which figures to draw."""

    none = "none"
    page = "page"
    all = "all"


Figures = Annotated[
    FigureSet, typer.Option("--figures", help="none; page: an overview; all: each by itself too, for print and slides.")
]
HOUSE = __package__.rpartition(".")[0]
TABLES = (f"{HOUSE}.comparison.report", "scipy.special")  # what is needed once all runs are lived
DRAWING = (f"{HOUSE}.comparison.figures.gallery", "scipy.optimize")
NoFigures = Annotated[bool, typer.Option("--no-figures", help="The same as --figures none.")]


@ends_well
def command(
    scenario: options.ScenarioName = "status-quo",
    paradigms: Paradigms = None,
    forces: Forces = "none,all",
    replications: options.Replications = 40,
    switch_quarter: options.SwitchQuarter = 0,
    decide: options.Decide = None,
    rules: options.RulesFile = None,
    setting: options.Set = None,
    quarters: options.Quarters = 12,
    seed: options.Seed = 1,
    parameters: options.Parameters = "point",
    workers: options.Workers = None,
    out: options.Out = Path("results"),
    figures: Figures = FigureSet.page,
    no_figures: NoFigures = False,
    theories: Theories = False,
    report: Report = False,
    language: options.Tongue = Language.en,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Leaves results.parquet, summary.json, figures and, last of all, manifest.json in the folder.

    With --theories nothing is left: the comparison is made 96 times, so a few replications will do.
    """
    from cordiale.simulation.runs.run import plan
    from cordiale.simulation.scenario.files import load_scenario

    from ..comparison.compare import carry_out, keep, summarise
    from ..comparison.echo import as_simulated, questions
    from ..comparison.framing import closing_note, question
    from ..comparison.illustrations import draw
    from ..foundations.atomic import prepare_directory
    from ..foundations.claiming import claimed
    from ..foundations.extent import check_extent
    from ..foundations.failures import as_typed
    from ..foundations.meanwhile import importing
    from ..foundations.talk import Talk
    from ..plain_words.meant import insist_on_paradigms
    from ..scenario_files.adjusting import adjusted

    company, talk, own = adjusted(load_scenario(scenario), setting or ()), Talk(quiet=quiet), options.own_rules(rules)
    w = words(language)
    named = None if paradigms is None else options.comma_separated(paradigms)
    insist_on_paradigms(named or (), company)
    sets = options.force_sets(forces)
    check_extent(len(company.rows if named is None else named) * len(sets) * replications, quarters)
    runs = plan(
        company, paradigms=named, forces=sets, replications=replications, quarters=quarters, seed=seed,
        switch_quarter=switch_quarter, decisions=options.decisions(decide),
    )  # fmt: skip
    for doubt in questions(company):
        talk.say(doubt)
    called = as_typed(scenario, setting=setting or (), rules=rules)
    if theories:
        compare_theories(
            company, runs, called=called, parameters=parameters, workers=workers, json=json, talk=talk, rules=own, w=w
        )
        return
    with what_is_kept(out), claimed(out, "compare"):
        prepare_directory(out)
        drawn = FigureSet.none if no_figures else figures
        with importing(*TABLES, *(DRAWING if drawn != FigureSet.none else ())):
            comparison = carry_out(
                company, runs, called=called, parameters=parameters, workers=workers, talk=talk, rules=own, switch=True,
            )  # fmt: skip
        if drawn != FigureSet.none:
            talk.say("drawing figures")
        pictures = None if drawn == FigureSet.none else partial(draw, comparison, drawn, w=w)
        typed = ["cordiale", *sys.argv[1:]]
        keep(comparison, out, verb="compare", command=typed, draw=pictures, report=report, w=w)
    if json:
        print_json(summarise(comparison))
    else:
        from ..comparison.report import print_report

        typer.echo(f"{as_simulated(comparison.frame, company, w)}\n")
        print_report(
            comparison.frame, baseline=comparison.baseline, note=closing_note(comparison, w),
            currency=company.currency, w=w, head=question(comparison, w), switched=comparison.switched,
        )  # fmt: skip
    tell_end(comparison, out, talk.say if json else typer.echo, w)
    comparison.complain()


def compare_theories(
    scenario: Scenario, runs: list[Run], *, called: str, parameters: str, workers: int | None, json: bool, talk: Talk,
    rules: Rules, w: Words,
) -> None:  # fmt: skip
    """Whether the ranking is the same under every combination of rival theories."""
    from ..comparison.rivals import orders_under, own_choice, print_agreements, to_dict

    orders = orders_under(scenario, runs, called=called, parameters=parameters, workers=workers, talk=talk, rules=rules)
    own = own_choice(scenario)
    if json:
        print_json(to_dict(orders, own) | ({"rules": rules.words} if rules else {}))
        return
    print_agreements(orders, own, w)
    if rules:
        typer.echo(w("compare.own_rules", rules=rules.words))


def tell_end(comparison: Comparison, out: Path, say: Callable[[str], None], w: Words) -> None:
    """Where the results are, and what their content is known by."""
    from ..foundations.store import content_sha256

    say(w("compare.kept", folder=out, sha256=content_sha256(comparison.frame)))


@contextmanager
def what_is_kept(directory: Path) -> Iterator[None]:
    """An interrupt inside says what it leaves in the folder."""
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptError(state_of(directory)) from None


def state_of(directory: Path) -> str:
    """Whether a folder holds whole results, as its manifest says, or unfinished ones, or none."""
    from ..foundations.claiming import MANIFEST, RESULTS  # it is there: an import may wait for one that was struck

    if (directory / MANIFEST).exists():
        return f"{directory} holds whole results, written before"
    if (directory / RESULTS).exists():
        return f"{directory} is unfinished, it has no {MANIFEST}; the same command again completes it"
    return f"nothing was kept in {directory}; the same command again gives the whole"
