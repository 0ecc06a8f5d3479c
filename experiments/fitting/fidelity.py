"""Whether a scenario, simulated as the company lives today, gives the figures observed of that company."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.faults import ScenarioError, unknown
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES

from ..comparison.compare import carry_out
from ..foundations.failures import as_typed
from ..foundations.talk import Talk
from .observed import (
    CHURNED,
    QUARTERS,
    RATES,
    SEEN,
    SETTLED,
    TOLERANCE,
    YEARS,
    Check,
    at_rest,
    enough_runs,
    few_runs,
    figures_in,
    status_quo,
    unit_of,
    wins_by_year,
)
from .trial import Figures, try_out

if TYPE_CHECKING:
    import pandas as pd

WINS_BY_YEAR = ("wins in the first year", "wins in the third year")
DIFFERENCES = ("perception_gap",)  # shares less shares


def check(
    scenario: Scenario, *, replications: int | None = None, seed: int, tolerance: float = TOLERANCE
) -> tuple[Check, ...]:
    """Each target of a scenario against its simulated status quo; nothing for a scenario without targets.

    Without `replications` there are as many as it takes (`enough_runs`).

    Raises ValueError for a target that is neither an outcome nor a rate.
    """
    if not scenario.targets:
        return ()
    runs = replications or enough_runs(scenario)
    frame = status_quo(scenario, replications=runs, seed=seed)
    return checks_in(scenario, frame, replications=runs, seed=seed, tolerance=tolerance)


def hold_over_years(scenario: Scenario, *, replications: int | None = None, seed: int) -> tuple[Check, ...]:
    """Each target of a scenario, and its wins a quarter in the first year and the third, on enough runs of that seed.

    Where there is no target for wins, the third year is held against the first.
    """
    runs = replications or enough_runs(scenario)
    frame = status_quo(scenario, replications=runs, quarters=YEARS, seed=seed)
    checks = checks_in(scenario, frame[frame["quarter"] <= QUARTERS], replications=runs, seed=seed)
    first, *_, third = wins_by_year(frame).values()
    wins = scenario.targets.get("wins")
    if wins is None:
        return *checks, Check("wins in the third year, of the first", first, third)
    return *checks, *(Check.of(name, wins, won) for name, won in zip(WINS_BY_YEAR, (first, third), strict=True))


def hold_against_targets(
    scenario: Scenario,
    *,
    called: str,
    replications: int | None,
    quarters: int,
    seed: int,
    talk: Talk,
) -> tuple[pd.DataFrame, tuple[Check, ...]]:
    """Simulate the scenario's current structure without forces and measure each of its targets: results, and checks.

    Without `replications` there are as many as it takes to see enough wins. Raises ScenarioError for a target
    that cannot be measured and for a number out of range, RunsFailedError if a run fails.
    """
    check_targets(scenario, where=called)
    scenario = at_rest(scenario)
    if quarters <= SETTLED:
        raise ScenarioError(f"quarters = {quarters} is too few: figures are taken after quarter {SETTLED}")
    if replications is None:
        replications = enough_runs(scenario) if scenario.targets else few_runs(scenario)
    runs = plan(
        scenario, paradigms=[scenario.company.paradigm], forces=["none"], quarters=quarters, seed=seed,
        replications=replications,
    )  # fmt: skip
    comparison = carry_out(scenario, runs, called=as_typed(called), talk=talk)
    comparison.complain()
    return comparison.frame, checks_in(scenario, comparison.frame, replications=replications, seed=seed)


def checks_in(
    scenario: Scenario, frame: pd.DataFrame, *, replications: int, seed: int, tolerance: float = TOLERANCE
) -> tuple[Check, ...]:
    """The targets against a results table; what a table does not hold is measured in a trial."""
    looked: Figures = {}
    if not SEEN.keys().isdisjoint(scenario.targets):
        looked = try_out(scenario, replications=replications, seed=seed)
    looked |= figures_in(frame, [name for name in scenario.targets if name not in SEEN])
    return tuple(Check.of(name, target, looked[name], tolerance) for name, target in scenario.targets.items())


def check_targets(scenario: Scenario, *, where: str) -> None:
    """Refuse targets that are no figures of a company, and figures that cannot be. Raises ScenarioError."""
    known = list(dict.fromkeys([*RATES, *SEEN, *NAMES]))
    for name, target in scenario.targets.items():
        if name not in known:
            raise ScenarioError(f"{where}: targets: {unknown(name, known)}")
        low, high = bounds_of(name)
        if not low <= target.value <= high:
            hint = f"; of {target.value:g} % say {target.value / 100:g}" if 1.0 < target.value <= 100.0 else ""
            raise ScenarioError(
                f"{where}: targets.{name} = {target.value:g} is outside [{low:g}, {high:g}], in {unit_of(name)}{hint}"
            )


def bounds_of(name: str) -> tuple[float, float]:
    """Between which values a figure can lie.

    >>> bounds_of("win_rate"), bounds_of("wins"), bounds_of("power_balance")
    ((0.0, 1.0), (0.0, inf), (-1.0, 1.0))
    """
    unit = unit_of(name)
    low = -1.0 if unit == "coefficient" or name in DIFFERENCES else 0.0
    return low, 1.0 if unit in ("share", "coefficient") or name in CHURNED else math.inf
