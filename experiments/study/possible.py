"""What can be together in a plan: its runs, seats, points and options, held against each other before anything runs."""

from __future__ import annotations

from typing import Any

from cordiale.simulation.runs.run import check_decisions
from cordiale.simulation.scenario.faults import ScenarioError

from .file import StudyError
from .orders import run_at, varied
from .planned import Plan

SEATS = ("company.reps", "company.marketers", "company.executives", "company.span")
MOST_RUNS = 1_000_000_000
MOST_RECORDED = 1_000  # of some megabytes each


def check_together(made: Plan, where: str) -> None:
    """Raises StudyError for a plan whose parts do not fit together, naming which and why."""
    _check_runs(made.runs, where)
    _check_seats(made, where)
    _try_points(made, where)
    _check_options(made, where)
    _check_records(made, where)


def _check_runs(runs: int, where: str) -> None:
    if runs > MOST_RUNS:
        raise StudyError(f"{where}: points x replications = {runs:,} runs is more than {MOST_RUNS:,}")


def _try_points(made: Plan, where: str) -> None:
    """Make the scenario of the first and the last point, and all timelines: what cannot be together is seen now."""
    try:
        for point in sorted({0, made.points - 1}):
            varied(made.scenario, made.settings(point))
        met = set[Any]()
        for point in range(made.points) if _decides(made) else ():
            settings = made.settings(point)
            key = (settings.get("switch_quarter"), settings.get("decisions"))
            if key not in met:
                run = run_at(made.scenario, settings, replication=0, seed=0, quarters=made.study.quarters)
                check_decisions(made.scenario, run.decisions, run)
                met.add(key)
    except ScenarioError as error:
        raise StudyError(f"{where}: point {point}: {error}") from error


def _check_seats(made: Plan, where: str) -> None:
    """Variables of people have a column for each seat, so that these must be the same at every point."""
    moving = [name for name in (*made.columns, *made.fixed) if name in SEATS]
    if made.agents.keep and moving:
        raise StudyError(f"{where}: agents.keep: {moving[0]} is set by the study; what is kept needs the same seats")


def _check_records(made: Plan, where: str) -> None:
    """Recorded runs are runs of the study, of the compiled model, and not too many. Raises StudyError."""
    record = made.study.record
    if record is None:
        return
    if made.agents.classes:
        raise StudyError(f"{where}: record is for the compiled model; of [agents] AlignmentModel(..., record=True) is")
    strange = [point for point in record.points if point >= made.points]
    if strange:
        raise StudyError(f"{where}: record.points: {strange[0]} is outside [0, {made.points - 1}]")
    if record.replications > made.matched:
        raise StudyError(f"{where}: record.replications = {record.replications}: each point has {made.matched}")
    runs = len(record.points or range(made.points)) * record.replications
    if runs > MOST_RECORDED:
        raise StudyError(f"{where}: record: {runs:,} runs are more than {MOST_RECORDED:,}; name fewer record.points")


def _check_options(made: Plan, where: str) -> None:
    """A study that stops has options to tell apart, each once in a world. Raises StudyError."""
    until = made.study.until
    if until is None:
        return
    factor = next((each for each in made.factors if each.name == until.of), None)
    if factor is None or factor.domain.kind != "category" or len(set(made.columns[until.of])) < 2:
        raise StudyError(f"{where}: until.of = {until.of!r} is no factor of the study with categories, two or more")
    worlds = [*zip(*made.columns.values(), strict=True)]
    if len(set(worlds)) < len(worlds):
        raise StudyError(f"{where}: until: {until.of} stands twice at one point of the design")
    least = made.points * until.first
    if until.runs is not None and until.runs < least:
        raise StudyError(
            f"{where}: until.runs = {until.runs:,} is below {least:,}: {made.points:,} points live until.first = "
            f"{until.first} replications each"
        )


def _decides(made: Plan) -> bool:
    """Whether anything is decided beside a switch."""
    return bool(made.scenario.decisions or "decisions" in (*made.columns, *made.fixed))
