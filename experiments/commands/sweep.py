"""`cordiale sweep`: plan a study, say what it will take, carry it out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..study.pilot import Forecast
    from ..study.planning import Plan

StudyFile = Annotated[Path, typer.Argument(metavar="STUDY", help="TOML file of the study; see experiments/study.")]
Out = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder for the study; by default one named as its file.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Stop after planning: nothing is written.")]


@ends_well
def command(
    study: StudyFile,
    out: Out = None,
    rules: options.RulesFile = None,
    dry_run: DryRun = False,
    workers: options.Workers = None,
    executor: options.ExecutorKind = "",
    dask: options.Dask = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Leaves Parquet parts and a ledger in the folder. Whatever ends it, `cordiale resume DIR` goes on with it."""
    from ..foundations.talk import Talk
    from ..study.pilot import forecast
    from ..study.planning import plan
    from .resume import crew, work

    made, talk = plan(study, rules=options.own_rules(rules)), Talk(quiet=quiet)
    limits = options.limits(deadline, memory)
    with crew(executor, dask) as hands:
        if dry_run:
            expected = forecast(made, workers=workers, executor=hands, limits=limits)
            print_json(to_dict(made, expected)) if json else typer.echo("\n".join(lines(made, expected)))
            return
        work(
            made, out or Path(study.stem), workers=workers, executor=hands, limits=limits, talk=talk, json=json,
            foretell=lambda expected: talk.say("\n".join(lines(made, expected))),
        )  # fmt: skip


def to_dict(plan: Plan, expected: Forecast) -> dict[str, object]:
    """A plan and its forecast as data."""
    study = plan.study
    named = {"design": study.design, "points": plan.points, "replications": study.replications}
    return {**named, "quarters": study.quarters, "seed": study.seed, **expected._asdict(),
            "failures": [each._asdict() for each in expected.failures]}  # fmt: skip


COPIED = {"morris": "trajectories meet on a grid", "list": "the list has them twice"}  # why points are copies
FEW = "whole numbers are few"


def lines(plan: Plan, expected: Forecast) -> list[str]:
    """A plan and its forecast in words."""
    study = plan.study
    what = f"{plan.points:,} points ({study.design}) x {study.replications:,} replications = {plan.runs:,} runs"
    if study.until is not None:
        what = f"at most {what}" if plan.most == plan.runs else f"at most {plan.most:,} of {what}"
    left = f" for the {plan.most - expected.done:,} that are left" if expected.done else ""
    takes = (
        f"about {duration(expected.seconds)} with {expected.workers} workers{left}, about {bytes_words(expected.bytes)}"
    )
    said = [f"{what} of {study.quarters} quarters, in {expected.parts:,} parts", f"{takes} (pilot: {expected.piloted})"]
    copies = plan.copies()
    if copies:
        said.append(
            f"{copies:,} of the points are copies of others ({COPIED.get(study.design, FEW)}), lived alike to the last "
            "bit: they are no more evidence; more luck comes from replications"
        )
    said += [f"rules of one's own: {plan.rules.words}"] if plan.rules else []
    return said + [f"in the pilot, run {each.run} failed: {each.reason}" for each in expected.failures[:3]]


def duration(seconds: float) -> str:
    """A time in the unit that suits it.

    >>> duration(0.4), duration(90), duration(10_000), duration(400_000)
    ('1 s', '90 s', '2.8 h', '4.6 days')
    """
    if seconds < 120:
        return f"{max(1, round(seconds))} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:.1f} days"


def bytes_words(amount: float) -> str:
    """Bytes in the unit that suits them.

    >>> bytes_words(2_000), bytes_words(3_400_000), bytes_words(7.2e9)
    ('2 kB', '3.4 MB', '7.2 GB')
    """
    if amount < 1e6:
        return f"{amount / 1e3:.0f} kB"
    return f"{amount / 1e6:.1f} MB" if amount < 1e9 else f"{amount / 1e9:.1f} GB"
