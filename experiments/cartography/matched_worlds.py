"""The worlds of a study in which every option was lived, on the same luck.

An option is a level of one factor, the paradigm if nothing else is said; a world is a point of all other factors. So
`values[i, w, r]` is what option i brings in world w to replication r, and along an axis all else is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cordiale.simulation.scenario.faults import unknown

from ..analysis.rules import category
from ..analysis.run_values import AnalysisError, Quarter, measure_of, read_for, run_values
from ..comparison.measures import LESS_IS_BETTER, Measure
from ..foundations.language import Words
from ..foundations.statistics import Floats
from ..study.factors import Factor
from ..study.planning import Plan


class Worlds(NamedTuple):
    """What every option brings in every world; `values`: shape options x worlds x replications, in the measure's unit.

    `points` has a row for each world: its other factors. Worlds in which an option is missing are left out.
    `results_sha256` is the content hash of the study's results.
    """

    plan: Plan
    measure: Measure
    of: str
    options: tuple[str, ...]
    points: pd.DataFrame
    values: Floats
    less_is_better: bool
    results_sha256: str

    @property
    def worth(self) -> Floats:
        """The values with their sign turned where less is better, so that more always is."""
        return -self.values if self.less_is_better else self.values

    def factor(self, name: str) -> Factor:
        """A factor of the study by name."""
        return next(each for each in self.plan.factors if each.name == name)

    def option_word(self, name: str, w: Words) -> str:
        """The name of an option: a paradigm has one in each language, and no decisions have one too."""
        return w.quoted(name) if self.of == "paradigm" else category(name)

    @property
    def others(self) -> list[str]:
        return list(self.points.columns)


def matched_worlds(
    directory: str | Path, outcome: str, *, of: str, quarter: Quarter,
    less_is_better: bool | None,
) -> Worlds:  # fmt: skip
    """The study in a folder by option, world and replication.

    `less_is_better` is known of what nobody wants (`comparison/measures.py`), and else no. Raises AnalysisError for a
    factor that makes no options, an outcome that is not kept, a run without a value; StudyError, StoreError.
    """
    reading = read_for(directory, outcome)
    measure, plan = measure_of(outcome, quarter), reading.plan
    names = [factor.name for factor in plan.factors]
    if of not in names:
        raise AnalysisError(f"of = {of!r}: factor {unknown(of, names)}")
    options = tuple(dict.fromkeys(str(each) for each in reading.points[of]))
    if next(each for each in plan.factors if each.name == of).domain.kind != "category" or len(options) < 2:
        raise AnalysisError(f"of = {of!r} leaves nothing to choose from: it must be a category with two levels or more")
    others = [name for name in names if name != of]
    if not others:
        raise AnalysisError(f"the study varies only {of}: there is no other factor to draw a map over")
    points, places = _matched(reading.points, of, others, options)
    values = np.stack([run_values(reading, measure)[places[:, at]] for at in range(len(options))])
    less = outcome in LESS_IS_BETTER if less_is_better is None else less_is_better
    return Worlds(plan, measure, of, options, points, values, less, reading.results_sha256)


def _matched(points: pd.DataFrame, of: str, others: Sequence[str], options: Sequence[str]) -> tuple[pd.DataFrame, Any]:
    """The worlds that have all options, and for each world and option the number of its point."""
    index = ["sample", *others]
    keyed = points.assign(**{of: points[of].astype(str)})
    if keyed.duplicated([*index, of]).any():
        twice = keyed[keyed.duplicated([*index, of])].iloc[0]
        raise AnalysisError(
            f"{of} = {twice[of]} stands twice at one point of the design: {twice[list(others)].to_dict()}"
        )
    table = keyed.pivot(index=index, columns=of, values="point")[list(options)].dropna().astype(int)
    if table.empty:
        raise AnalysisError(f"no world of the study has every {of}: {', '.join(map(category, options))}")
    return table.index.to_frame(index=False)[list(others)], table.to_numpy()
