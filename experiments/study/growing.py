"""A study that grows: more replications or samples of the same points, luck and model, as if planned so at once.

Runs are numbered point by point, so that more replications give every run another number; a part holds all its runs or
is none. So the larger study begins empty, in the place of the smaller one (`swapping.py`), and takes over each run that
lies in `before/` instead of living it again (`earlier.py`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..foundations.claiming import SWEEP, claimed
from . import designs
from .file import StudyError, checked
from .folder import BEFORE
from .frozen import dig_out, plant
from .planning import Plan, settled
from .sameness import check_model, check_plan
from .swapping import swap


def extend(
    directory: str | Path, *, replications: int | None = None, samples: int | None = None, runs: int | None = None
) -> Plan:
    """Make the study in a folder one of so many replications, samples or runs; `carry_out` its plan to go on with it.

    A number of None stays as it is; `runs` is the budget of a study with `until`. Raises StudyError for a number that
    is not above the one that there is, for a design whose larger sample does not begin with the smaller one, for
    another version of the model, and for a study that has not finished growing yet; StoreError (BusyError: another
    process works in the folder).
    """
    folder = Path(directory)
    plan, frozen = dig_out(folder)
    check_model(frozen, folder)
    larger = grown(plan, replications=replications, samples=samples, runs=runs, where=str(folder))
    with claimed(folder, SWEEP):
        check_plan(dig_out(folder)[1], plan, folder)  # somebody may have been quicker
        if (folder / BEFORE).exists():
            raise StudyError(f"{folder} has not finished growing: `cordiale resume` first, then it can grow again")
        swap(folder, partial(plant, larger, begun=frozen))
    return larger


def grown(plan: Plan, *, replications: int | None, samples: int | None, runs: int | None, where: str) -> Plan:
    """The plan of a larger study, which begins with the points of this one. Raises StudyError."""
    until = plan.study.until
    wanted = {
        "replications": (replications, plan.study.replications),
        "samples": (samples, plan.study.samples),
        "until.runs": (runs, None if until is None else until.runs),
    }
    numbers = {name: (number, before) for name, (number, before) in wanted.items() if number is not None}
    if not numbers:
        raise StudyError(f"{where}: replications, samples or runs: at least one of them is needed")
    document = plan.study.model_dump(by_alias=True, mode="json")
    if runs is not None and until is not None:
        document["until"]["runs"] = runs
    named = {"replications": replications, "samples": samples}
    document |= {name: number for name, number in named.items() if number is not None}
    study = checked(document, where)
    for name, (number, before) in numbers.items():
        if before is None:
            raise StudyError(f"{where}: {name} = {number}: the study has no such budget")
        if number <= before:
            raise StudyError(f"{where}: {name} = {number} is not above the {before} that the study has; it only grows")
    columns = plan.columns if samples is None else _more_points(plan, study.samples, where)
    return settled(plan._replace(study=study, columns=columns), where=where)


def _more_points(plan: Plan, samples: int, where: str) -> designs.Columns:
    """The points of more samples. Raises StudyError if they do not begin with those that there are."""
    columns = designs.points(plan.study.model_copy(update={"samples": samples}), plan.factors, where=where)
    if any(columns[name][: plan.points] != column for name, column in plan.columns.items()):
        raise StudyError(
            f"{where}: samples = {samples}: the points of a {plan.study.design} design of {samples} samples do not "
            f"begin with those of the {plan.study.samples} here, whose runs would be lost: plan another study, or give "
            "this one more replications"
        )
    return columns
