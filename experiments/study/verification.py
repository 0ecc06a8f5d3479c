"""Verifying a study: its files against the ledger, and its results against the model, which lives some runs again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from ..foundations.talk import Talk
from .accounts import contradictions
from .crews import Limits, crew_for
from .file import StudyError
from .flow import finished
from .folder import PARTS
from .frozen import dig_out
from .inspection import damage, unlike, unplanned
from .ledger import Failed, Ledger
from .parts import Outcomes, outcomes_in
from .planning import Part, Plan
from .sameness import model_differences, version_differences

USUAL = 20  # runs that are lived again, if nothing is said


class Verified(NamedTuple):
    """What was found: `problems` is empty if everything is as it should be; `notes` may explain problems."""

    parts: int
    runs: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    failures: tuple[Failed, ...]

    @property
    def holds(self) -> bool:
        return not self.problems


def verify(
    directory: str | Path,
    *,
    runs: int | None = USUAL,
    only: int | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    talk: Talk | None = None,
) -> Verified:
    """Hold a study's files against its ledger, and live `runs` of its runs again (None: all; `only`: that one).

    The first difference is named by run, point, quarter and outcome. Raises StudyError, StoreError.
    """
    folder, talk = Path(directory), talk or Talk(quiet=True)
    plan, frozen = dig_out(folder)
    if only is not None and not 0 <= only < plan.runs:
        raise StudyError(f"run = {only} is outside [0, {plan.runs - 1}]")
    with closing(Ledger(folder, writable=False)) as ledger:
        ledger.check()
        problems, legible = _files(plan, folder, ledger)
        problems += contradictions(plan, frozen, folder, ledger)
        chosen = _chosen(plan, ledger, legible, runs, only)
        differing, failures = _lived_again(plan, folder, chosen, workers, limits or Limits(), talk)
        parts = len(ledger.entries())
    notes = [*model_differences(frozen), *version_differences(frozen)]
    return Verified(parts, len(chosen), (*problems, *differing), tuple(notes), failures)


def _files(plan: Plan, folder: Path, ledger: Ledger) -> tuple[list[str], list[Part]]:
    """What is wrong with the files of a study, and the parts whose runs can be held against the model all the same."""
    problems, legible = [], []
    for entry in ledger.entries():
        try:
            broken = damage(folder, entry)
            problem = broken or unlike(plan, folder, ledger, entry) or unplanned(plan, folder, entry)
            if broken is None:
                legible.append(entry.part)
        except (OSError, ValueError, pa.ArrowException) as error:
            problem = f"cannot be read: {str(error).splitlines()[0]}"
        if problem is not None:
            problems.append(f"{PARTS}/{entry.part.name} {problem}")
    return problems, legible


def _chosen(plan: Plan, ledger: Ledger, legible: Sequence[Part], runs: int | None, only: int | None) -> list[int]:
    """The runs to live again: spread evenly over those that are done, or the one that was asked for."""
    if only is not None:
        return [only]
    done = [run for part in legible for run in sorted(ledger.digests(part))]
    size = len(done) if runs is None else min(runs, len(done))
    return [done[number * len(done) // size] for number in range(size)]


def _lived_again(
    plan: Plan, folder: Path, chosen: Sequence[int], workers: int | None, limits: Limits, talk: Talk
) -> tuple[list[str], tuple[Failed, ...]]:
    """The first difference between what is kept and what comes out now, and the runs that failed now."""
    if not chosen:
        return [], ()
    differing: dict[int, str] = {}
    failures: list[Failed] = []
    with crew_for(plan, workers=workers, limits=limits) as crew, talk.counting("verifying", len(chosen)) as count:
        parts = [Part(run, run + 1) for run in chosen]
        for number, done in enumerate(finished(plan, parts, crew), start=1):
            failures += done.failures
            for run, now in done.outcomes.items():
                difference = _difference(plan, run, _kept(plan, folder, run), now)
                differing |= {run: difference} if difference else {}
            count(number)
    first = [differing[min(differing)]] if differing else []
    more = [f"{len(differing)} of {len(chosen)} runs differ"] if len(differing) > 1 else []
    return first + more, tuple(sorted(failures))


def _kept(plan: Plan, folder: Path, run: int) -> Outcomes | None:
    """What is kept of a run, if anything."""
    part = next(part for part in plan.parts() if part.first <= run < part.last)
    try:
        return outcomes_in(plan, folder / PARTS / part.name).get(run)
    except (OSError, ValueError, pa.ArrowException):
        return None


def _difference(plan: Plan, run: int, kept: Outcomes | None, now: Outcomes) -> str:
    """The first place where a run came out otherwise; nothing if it did not."""
    if kept is None or kept.tobytes() == now.tobytes():
        return ""
    for quarter in range(len(now)):
        for place, outcome in enumerate(plan.kept):
            then, again = kept[quarter, place], now[quarter, place]
            if then.tobytes() != again.tobytes():
                where = f"{described(plan, run)}, quarter {quarter}, {outcome}"
                return f"{where}: kept {_shown(then)}, now {_shown(again)}"
    return ""


def described(plan: Plan, run: int) -> str:
    """A run in words: its number, its replication and its point."""
    point, replication = divmod(run, plan.study.replications)
    settings = ", ".join(f"{name} = {each}" for name, each in plan.settings(point).items())
    return f"run {run} (point {point}: {settings}; replication {replication})"


def _shown(number: Any) -> str:
    return "missing" if number != number else repr(float(number))
