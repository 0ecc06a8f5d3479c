"""What a study that stops came to: `best.csv`, a row for each option of each world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..foundations.formula_cells import without_formulas
from ..foundations.statistics import mean_interval
from .ledger import Ledger
from .planning import Plan
from .rounds import World, rounds_of
from .stopping import LESS_IS_BETTER

if TYPE_CHECKING:
    import pandas as pd

BEST = "best.csv"


def best_options(plan: Plan, ledger: Ledger) -> pd.DataFrame:
    """One row for each option of each world, in the order of the points.

    `replications` it lived; `mean`, `low`, `high` of what it brought (95 %, as if their number had been fixed, so that
    they are a little narrow); `best`: whether it leads; `told`: whether the best of its world is known at the stated
    error. A world with a failed run has no numbers.
    """
    import pandas as pd  # late: pandas takes its time

    rows = [row for world in rounds_of(plan, ledger).worlds for row in _rows(plan, world)]
    return plan.frame().merge(pd.DataFrame(rows), on="point").sort_values("point", ignore_index=True)


def csv_of(plan: Plan, ledger: Ledger) -> str:
    """The same as the text of `best.csv`."""
    return str(without_formulas(best_options(plan, ledger)).to_csv(index=False))


def _rows(plan: Plan, world: World) -> Iterator[dict[str, Any]]:
    assert plan.study.until is not None
    sign, race = -1 if plan.study.until.outcome in LESS_IS_BETTER else 1, None if world.stuck else world.race
    for option, point in world.points.items():
        values = [] if race is None else [sign * float(each) for each in race.seen[option]]
        mean = mean_interval(values)
        leads = race is not None and race.best == option
        yield {"point": point, "replications": len(values), "mean": mean.mean, "low": mean.low, "high": mean.high,
               "best": leads, "told": world.is_told}  # fmt: skip
