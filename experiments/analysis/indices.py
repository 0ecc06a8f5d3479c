"""Which factors an outcome hangs on: the indices of Sobol and of Morris, through SALib, on matched luck.

Both methods compare points of the design with each other. They take the model for a function of its factors, and it is
one, if all points meet the same luck: so the indices are computed once for each replication, and then averaged. If
every run had luck of its own, its variance would count as that of the factors: an idle factor would seem to matter, and
what matters would seem to matter less (`test_sensitivity.py` shows both).

Categories are not numbers: the indices of the sampled factors are computed once for each combination of what the study
crosses, as paradigms and sets of forces.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from ..comparison.measures import Measure
from ..foundations.statistics import Estimate, Floats, mean_interval
from ..study import designs
from ..study.factors import Factor
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .estimators import OF_METHOD, morris, sobol
from .rules import category
from .run_values import AnalysisError, Quarter, measure_of, read_for, run_values

Method = Literal["auto", "sobol", "morris"]
Luck = Literal["each", "mean"]

KINDS = {
    "S1": "share of the variance that the factor explains alone",
    "ST": "share of the variance in which the factor has a part, alone or with others",
    "mu_star": "mean size of the change when the factor goes through its whole range, in the unit of the outcome",
    "mu": "the same with its sign",
    "sigma": "standard deviation of that change: the factor acts unevenly, or together with others",
}


@dataclass(frozen=True)
class Indices:
    """The indices of one combination of what is crossed (`where`, by factor): for each factor, for each kind.

    All are missing (NaN) where the outcome does not vary. `pairs` are Sobol's second-order indices, if sampled for.
    """

    where: dict[str, Any]
    of: dict[str, dict[str, Estimate]]
    outcome: Estimate
    pairs: dict[tuple[str, str], Estimate]

    @property
    def name(self) -> str:
        return ", ".join(f"{value}" if name in ("paradigm", "forces") else f"{name} = {category(value)}"
                         for name, value in self.where.items()) or "all"  # fmt: skip

    def ranked(self, kind: str) -> list[str]:
        """The factors, the one with the largest index first; those without one last."""
        size = {name: kinds[kind].mean for name, kinds in self.of.items()}
        return sorted(size, key=lambda name: -math.inf if math.isnan(size[name]) else size[name], reverse=True)


@dataclass(frozen=True)
class Sensitivity:
    """The sensitivity of one outcome in one study; `samples` x groups are its points."""

    method: str
    measure: Measure
    luck: Luck
    plan: Plan
    samples: int
    groups: tuple[Indices, ...]

    @property
    def main(self) -> str:
        """The kind of index by which factors are ranked."""
        return OF_METHOD[self.method][0]

    @property
    def ranges(self) -> list[Factor]:
        return [factor for factor in self.plan.factors if factor.is_sampled]


def sensitivity(
    directory: str | Path, outcome: str, *, method: Method = "auto", quarter: Quarter = "all", luck: Luck = "each"
) -> Sensitivity:
    """The sensitivity of an outcome to the sampled factors of the study in a folder.

    `luck`: `each`, indices for each replication, averaged; `mean`, indices of the mean over replications. Raises
    AnalysisError if the study's design is not the method's, or a value is missing; StudyError, StoreError.
    """
    if luck not in get_args(Luck):
        raise AnalysisError(f"luck = {luck!r} is not known; known: {', '.join(get_args(Luck))}")
    measure, reading = measure_of(outcome, quarter), read_for(directory, outcome)
    chosen = _method(method, reading.plan)
    values = run_values(reading, measure)
    groups = tuple(_indices(reading, chosen, where, values[rows], luck) for where, rows in _groups(reading))
    return Sensitivity(chosen, measure, luck, reading.plan, len(values) // len(groups), groups)


def _method(method: str, plan: Plan) -> str:
    if method not in get_args(Method):
        raise AnalysisError(f"method = {method!r} is not known; known: {', '.join(get_args(Method))}")
    design = plan.study.design
    if design not in OF_METHOD:
        raise AnalysisError(f'the study\'s design is "{design}"; sensitivity needs one of: {", ".join(OF_METHOD)}')
    if method not in ("auto", design):
        raise AnalysisError(f'method = {method!r}, but the study\'s design is "{design}"; each method needs its own')
    return design


def _groups(reading: StoredStudy) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each combination of what is crossed, and the rows of its points in the order of the sample."""
    crossed = [factor.name for factor in reading.plan.factors if not factor.is_sampled]
    if not crossed:
        yield {}, np.arange(reading.plan.points)
        return
    for key, rows in reading.points.groupby(crossed, sort=False, observed=True).indices.items():
        yield dict(zip(crossed, key if isinstance(key, tuple) else (key,), strict=True)), np.sort(rows)


def _indices(reading: StoredStudy, method: str, where: dict[str, Any], values: Floats, luck: Luck) -> Indices:
    study = reading.plan.study
    ranges = [factor for factor in reading.plan.factors if factor.is_sampled]
    problem, outcome = designs.problem(ranges), mean_interval(values.mean(axis=0))
    given = values if luck == "each" else values.mean(axis=1, keepdims=True)
    if method == "sobol":
        of, pairs = sobol(problem, given, second_order=study.second_order, seed=study.seed)
    else:
        of, pairs = morris(problem, _sample(reading, ranges), given, levels=study.trajectory_levels), {}
    return Indices(where, of, outcome, pairs)


def _sample(reading: StoredStudy, ranges: list[Factor]) -> Floats:
    """The design on the unit cube, held against the points: another version of SALib may sample otherwise."""
    sample = np.asarray(designs.unit_sample(reading.plan.study, ranges), dtype=np.float64)
    points = reading.points.drop_duplicates("sample")
    for column, factor in enumerate(ranges):
        if [factor.at(place) for place in sample[:, column]] != points[factor.name].tolist():
            raise AnalysisError(f"the points of {factor.name} are not those that this version of SALib samples")
    return sample
