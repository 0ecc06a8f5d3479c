"""A fresh half for `discover`: the study once more with other seeds, on which a rule found before is tried.

Points at which the rule was found do not count, should they stand there again: whole numbers repeat, and a design that
does not sample has all its points again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from ..foundations.talk import Talk
from ..study.afresh import fresh_folder, fresh_plan, has_fresh_points, is_half_of
from ..study.carrying_out import carry_out
from ..study.crews import Limits
from ..study.folder import is_study
from ..study.frozen import dig_out
from ..study.planning import Plan
from ..study.sameness import check_model
from .discovery import Discovery, Half, discover, of_pairs
from .pairing import paired
from .records import HALF, looks_at, seen_by_others
from .run_values import AnalysisError, read_for, run_values


@dataclass(frozen=True)
class Effort:
    """With what a fresh half is lived; the results depend on none of it."""

    workers: int | None
    limits: Limits | None
    talk: Talk | None


def discover_afresh(directory: str | Path, found: Discovery, effort: Effort) -> Discovery:
    """The same discovery, its rules tried on a fresh half, which is lived in `fresh/K` as far as it is not yet.

    K is the first number whose half nobody asked anything else of. A discovery without a rule comes back as it is:
    nothing is lived for it. Raises StudyError, also for another version of the model, StoreError, AnalysisError.
    """
    study = Path(directory)
    if not any(method.rules for method in found.methods):
        return found
    check_model(dig_out(study)[1], study)
    number = _next(study, found)
    plan = fresh_plan(found.plan, number, where=str(study))
    folder = fresh_folder(study, number)
    carry_out(plan, folder, workers=effort.workers, limits=effort.limits, talk=effort.talk)
    return tried_on(study, found, number)


def _next(study: Path, found: Discovery) -> int:
    """The first fresh half that is still one for this question: of this plan, and unseen by others."""
    return next(number for number in count(1)
                if not seen_by_others(study, number, found.asked) and _fits(study, found.plan, number))  # fmt: skip


def _fits(study: Path, plan: Plan, number: int) -> bool:
    folder = fresh_folder(study, number)
    return not is_study(folder) or is_half_of(plan, number, folder)


def tried_on(study: Path, found: Discovery, number: int) -> Discovery:
    """The same discovery, its rules tried on fresh half `number`, which is there. Raises AnalysisError, StudyError."""
    folder = fresh_folder(study, number)
    if not is_study(folder) or not is_half_of(found.plan, number, folder):
        raise AnalysisError(f"fresh = {number}: {folder} holds no fresh half of this study; --fresh lives one")
    reading = read_for(folder, found.condition.outcome)
    pairs = paired(reading, found.condition, run_values(reading, found.measure))
    half = Half(number, reading.plan, pairs.new_to(found.fitted), len(pairs.factors), reading.results_sha256)
    asked = {**found.asked, HALF: number}
    looks = looks_at(study, asked, found.results_sha256, same_points=not has_fresh_points(found.plan))
    again = of_pairs(
        found.pairs, found.plan, found.condition, found.measure, density=asked["density"], holdout=asked["holdout"],
        looks=looks, half=half,
    )  # fmt: skip
    return replace(again, asked=asked, results_sha256=found.results_sha256)


def discovered(directory: str | Path, *, fresh: int | None = None, **asked: Any) -> Discovery:
    """What was asked, once more: of the study's own held-out half, or of a fresh one that is there."""
    found = discover(directory, **asked)
    return found if fresh is None else tried_on(Path(directory), found, fresh)
