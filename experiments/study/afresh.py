"""A fresh half: a study's plan once more, with other points and other luck, carried out in its folder `fresh/K`.

Half K has both seeds K further on, `seed + K` and `design_seed + K`, and all else alike. A design that does not sample
has the same points in it, so that only the luck is fresh.
"""

from __future__ import annotations

from pathlib import Path

from . import designs
from .ensembles import reordered
from .file import SAMPLED, StudyError, checked
from .folder import FRESH, is_study
from .frozen import dig_out, identity
from .planning import Plan, settled


def fresh_plan(plan: Plan, number: int, *, where: str) -> Plan:
    """The plan of fresh half `number` (1 or more) of a study. Raises StudyError for a seed that there is not."""
    if number < 1:
        raise StudyError(f"{where}: fresh = {number} is below 1")
    seeds = {"seed": plan.study.seed + number, "design_seed": plan.study.design_luck + number}
    study = checked(plan.study.model_dump(by_alias=True, mode="json") | seeds, where)
    columns = designs.points(study, plan.factors, where=where) if has_fresh_points(plan) else plan.columns
    sets = reordered(plan.sets, seed=study.seed)
    return settled(plan._replace(study=study, columns=columns, sets=sets), where=where)


def has_fresh_points(plan: Plan) -> bool:
    """Whether another seed gives the design other points."""
    return plan.study.design in SAMPLED


def fresh_folder(study: Path, number: int) -> Path:
    """Where fresh half `number` of the study in a folder lies."""
    return study / FRESH / str(number)


def fresh_halves(study: Path) -> dict[int, Path]:
    """The fresh halves that were begun of the study in a folder, by number."""
    found = [each for each in (study / FRESH).glob("*") if each.name.isdecimal() and is_study(each)]
    return {int(each.name): each for each in sorted(found, key=lambda each: int(each.name))}


def is_half_of(plan: Plan, number: int, folder: Path) -> bool:
    """Whether a folder holds just this half of a study, as it is now. Raises StudyError for a damaged one."""
    return str(dig_out(folder)[1]["plan_sha256"]) == identity(fresh_plan(plan, number, where=str(folder)))
