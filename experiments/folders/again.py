"""Runs of a decision or a comparison, lived again, and held against the table that was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import NAMES

from ..decision.alternatives import Option, run_of
from ..decision.branching import FULL, NONE
from ..foundations.execution import attempts, compiling_words
from ..foundations.failures import Failure
from ..foundations.talk import Talk
from .left import Left

PATIENCE = 3.0  # seconds of silence before compiling is mentioned


class Kept(NamedTuple):
    """A run that was kept: how it is lived, in which company, what it is, and the row at which it begins."""

    run: Run
    company: Company
    said: str
    start: int


def kept_runs(left: Left) -> list[Kept]:
    """All runs of the table. Raises StoreError where they cannot be lived again."""
    if left.is_decision:
        return list(_of_decision(left))
    said = "{0.paradigm} under {0.forces}, replication {0.replication} of seed {0.seed}"
    return [Kept(run, left.company, said.format(run), int(start))
            for run, start in zip(left.runs(), left.starts(), strict=True)]  # fmt: skip


def _of_decision(left: Left) -> Iterator[Kept]:
    branches, options = left.branches(workers=None), options_of(left)
    rows = left.table.iloc[left.starts()]
    for start, (name, weather, number) in zip(
        left.starts(), rows[["option", "weather", "replication"]].to_numpy(), strict=True
    ):
        company = branches.in_full_weather if weather == FULL else branches.company
        run = run_of(options[name], company.scenario, forces="none" if weather == NONE else "all",
                     replication=int(number), seed=branches.seed, quarters=branches.quarters,
                     decisions=branches.decisions)  # fmt: skip
        yield Kept(run, company, f"{name} in weather {weather}, company {number}", int(start))


def options_of(left: Left) -> dict[str, Option]:
    """The options of a decision, by name, as its document has them."""
    return {
        each["option"]: Option(each["option"], each["paradigm"], tuple(each["decisions"]), 0, each["kind"])
        for each in left.document["options"]
    }


def spread(kept: Sequence[Kept], size: int | None) -> list[Kept]:
    """So many of the runs, spread evenly; all, for None."""
    wanted = len(kept) if size is None else min(size, len(kept))
    return [kept[number * len(kept) // wanted] for number in range(wanted)]


def lived_again(left: Left, chosen: Sequence[Kept], *, workers: int | None, talk: Talk) -> list[str]:
    """The first difference between the table and what comes out now, and how many runs differ; nothing if none does."""
    differing, done = list[tuple[int, str]](), 0
    with (
        talk.saying_after(PATIENCE, compiling_words(left.rules.version)),
        talk.counting("verifying", len(chosen)) as count,
    ):
        for company in {id(each.company): each.company for each in chosen}.values():
            mine = [each for each in chosen if each.company is company]
            for place, rows in attempts(company, [each.run for each in mine], workers=workers):
                done += 1
                count(done)
                if said := _difference(left, mine[place], rows):
                    differing.append((mine[place].start, said))
    first = [min(differing)[1]] if differing else []
    return first + ([f"{len(differing)} of {len(chosen)} runs differ"] if len(differing) > 1 else [])


def _difference(left: Left, kept: Kept, rows: Any) -> str:
    """The first figure that came out otherwise; nothing if none did."""
    if isinstance(rows, Failure):
        return f"{kept.said}: now fails, {rows.reason}"
    then = left.table.iloc[kept.start : kept.start + len(rows)]
    for name in NAMES:
        before, now = then[name].to_numpy(dtype=float), rows[name].astype(float)
        other = np.flatnonzero((before != now) & ~(np.isnan(before) & np.isnan(now)))
        if other.size:
            quarter = int(other[0])
            then_said, now_said = float(before[quarter]), float(now[quarter])
            return f"{kept.said}, quarter {quarter}, {name}: kept {then_said!r}, now {now_said!r}"
    return ""
