"""Which factors an outcome hangs on: the indices of Sobol, Morris and PAWN, on matched luck.

The methods compare points of the design with each other. They take the model for a function of its factors, and it is
one, if all points meet the same luck: so the indices are computed once for each replication, and then averaged. If
every run had luck of its own, its variance would count as that of the factors: an idle factor would seem to matter, and
what matters would seem to matter less (`test_sensitivity.py` shows both).

Categories are not numbers: the indices of the sampled factors are computed once for each combination of what the study
crosses, as paradigms and sets of forces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from ..comparison.measures import Measure
from ..foundations.statistics import Estimate, Floats, mean_interval
from ..study import designs
from ..study.factors import Factor
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .crossed import cells, independent, sides, spread
from .estimators import OF_METHOD, morris, pawn, sobol
from .rules import category
from .run_values import AnalysisError, Quarter, measure_of, read_for, run_values

Method = Literal["auto", "sobol", "morris", "pawn"]
Luck = Literal["each", "mean"]
METHODS_OF = {"sobol": ("sobol", "pawn"), "morris": ("morris",), "latin-hypercube": ("pawn",)}  # by design

KINDS = {  # where their words are kept
    "S1": "sensitivity.kind_s1",
    "ST": "sensitivity.kind_st",
    "Sh": "sensitivity.kind_sh",
    "PAWN": "sensitivity.kind_pawn",
    "PAWN_max": "sensitivity.kind_pawn_max",
    "mu_star": "sensitivity.kind_mu_star",
    "mu": "sensitivity.kind_mu",
    "sigma": "sensitivity.kind_sigma",
}


@dataclass(frozen=True)
class Indices:
    """The indices of one combination of what is crossed (`where`, by factor): for each factor, for each kind.

    All are missing (NaN) where the outcome does not vary. `pairs` are Sobol's second-order indices, if sampled for.
    `spread`: the shares of the variance over all runs that factors have alone, luck alone, and both together; `idle`:
    what PAWN seldom exceeds for a factor that does nothing.
    """

    where: dict[str, Any]
    of: dict[str, dict[str, Estimate]]
    outcome: Estimate
    pairs: dict[tuple[str, str], Estimate]
    spread: dict[str, float]
    idle: float

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
    asked: dict[str, Any]
    results_sha256: str

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

    `outcome` may be a difference, as "proportional - status-quo revenue", taken on matched luck. `luck`: `each`,
    indices for each replication, averaged; `mean`, indices of the mean over replications. Raises AnalysisError if the
    study's design is not the method's, or a value is missing; StudyError, StoreError.
    """
    if luck not in get_args(Luck):
        raise AnalysisError(f"luck = {luck!r} is not known; known: {', '.join(get_args(Luck))}")
    both, column = sides(directory, outcome)
    measure, reading = measure_of(column, quarter), read_for(directory, column)
    chosen = _method(method, reading.plan)
    apart = dict(cells(reading, run_values(reading, measure), both))
    groups = tuple(_indices(reading, chosen, dict(where), values, luck) for where, values in apart.items())
    samples = len(next(iter(apart.values())))
    asked = {"outcome": outcome, "method": chosen, "quarter": quarter, "luck": luck}
    named = replace(measure, name=outcome) if both else measure
    return Sensitivity(chosen, named, luck, reading.plan, samples, groups, asked, reading.results_sha256)


def _method(method: str, plan: Plan) -> str:
    if method not in get_args(Method):
        raise AnalysisError(f"method = {method!r} is not known; known: {', '.join(get_args(Method))}")
    design = plan.study.design
    if design not in METHODS_OF:
        raise AnalysisError(f'the study\'s design is "{design}"; sensitivity needs one of: {", ".join(METHODS_OF)}')
    if method not in ("auto", *METHODS_OF[design]):
        raise AnalysisError(
            f'method = {method!r}, but the study\'s design is "{design}"; each method needs its own, this one is for '
            f"{' or '.join(METHODS_OF[design])}"
        )
    return METHODS_OF[design][0] if method == "auto" else method


def _indices(reading: StoredStudy, method: str, where: dict[str, Any], values: Floats, luck: Luck) -> Indices:
    study = reading.plan.study
    ranges = [factor for factor in reading.plan.factors if factor.is_sampled]
    problem, outcome = designs.problem(ranges), mean_interval(values.mean(axis=0))
    given = values if luck == "each" else values.mean(axis=1, keepdims=True)
    pairs, idle = dict[tuple[str, str], Estimate](), math.nan
    if method == "sobol":
        of, pairs = sobol(problem, given, second_order=study.second_order, seed=study.design_luck)
    elif method == "morris":
        of = morris(problem, _stood(_sample(reading, ranges), ranges), given)
    else:
        rows = independent(reading.plan, len(given))
        of, idle = pawn(problem, _sample(reading, ranges)[rows], given[rows], seed=study.design_luck)
    return Indices(where, of, outcome, pairs, spread(values), idle)


def _sample(reading: StoredStudy, ranges: list[Factor]) -> Floats:
    """The design on the unit cube, held against the points: another version of SALib may sample otherwise."""
    sample = np.asarray(designs.unit_sample(reading.plan.study, ranges), dtype=np.float64)
    points = reading.points.drop_duplicates("sample")
    for column, factor in enumerate(ranges):
        if [factor.at(place) for place in sample[:, column]] != points[factor.name].tolist():
            raise AnalysisError(f"the points of {factor.name} are not those that this version of SALib samples")
    return sample


def _stood(sample: Floats, ranges: list[Factor]) -> Floats:
    """Where in their ranges the factors stood, from 0 to 1: whole numbers not where the sample put them."""
    stood = [
        [(factor.at(place) - factor.low) / (factor.high - factor.low) for place in column]
        for column, factor in zip(sample.T, ranges, strict=True)
    ]
    return np.array(stood, dtype=np.float64).T
