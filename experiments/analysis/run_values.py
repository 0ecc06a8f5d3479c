"""Cases: one number for each run of a study, laid out by point and replication, none of them missing.

An outcome is known by quarter. Whether quarters are added up or averaged follows from the outcome (`measures.adds_up`);
or the last quarter alone is taken.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import Literal, get_args

import numpy as np

from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.world.outcomes import OUTCOMES

from ..comparison.measures import IN_A_QUARTER, Measure, Span, per_run
from ..foundations.phrases import foremost
from ..foundations.statistics import Floats
from ..study.file import StudyError
from ..study.frozen import dig_out
from ..study.planning import Plan
from ..study.reading import StoredStudy, read

Quarter = Literal["all", "last-year", "last"]
SPANS: dict[Quarter, Span] = {"all": "every quarter", "last-year": "last year", "last": "last quarter"}
SHOWN = 8
WIDTH = 100  # of a list of sixty outcomes


class AnalysisError(StudyError):
    """An analysis that the study does not allow: the message says why, and what would."""


def measure_of(outcome: str, quarter: Quarter) -> Measure:
    """How the quarters of an outcome become one number for a run.

    >>> measure_of("revenue", "all").definition, measure_of("revenue", "all").unit
    ('sum of revenue over every quarter', 'thousand')
    >>> measure_of("win_rate", "all").definition, measure_of("revenue", "last").definition
    ('average of win_rate over every quarter', 'revenue in the last quarter')

    Raises AnalysisError for an unknown outcome or choice of quarters.
    """
    declared = {each.name: each for each in OUTCOMES}
    if outcome not in declared:
        raise AnalysisError(fill(f"outcome {unknown(outcome, declared)}", WIDTH, break_on_hyphens=False))
    if quarter not in SPANS:
        raise AnalysisError(f"quarter = {quarter!r} is not known; known: {', '.join(get_args(Quarter))}")
    made = Measure(outcome, outcome, declared[outcome].unit, SPANS[quarter])
    return replace(made, unit=made.unit.removesuffix(IN_A_QUARTER)) if made.total else made


def read_for(directory: str | Path, outcome: str) -> StoredStudy:
    """A study with what an analysis of one outcome needs. Raises AnalysisError if the study does not keep it."""
    kept = dig_out(Path(directory))[0].study.outcomes
    if outcome not in kept:
        known = f"the study keeps {', '.join(kept)}" if outcome in {each.name for each in OUTCOMES} else ""
        said = f"outcome {outcome!r} was not kept; {known}" if known else f"outcome {unknown(outcome, kept)}"
        raise AnalysisError(fill(said, WIDTH, break_on_hyphens=False))
    return read(directory, columns=["run", "quarter", outcome])


def run_values(reading: StoredStudy, measure: Measure) -> Floats:
    """The measure for each run: shape points x replications; replications in one column met the same luck.

    Of a study that stops by what comes out, the replications that all points have, whose number nothing decided: where
    points have more of them because of what came out, their means lean that way. Raises AnalysisError if any run
    failed, was not run yet, or has no value: what an analysis makes of the rest would look like a result and be none.
    """
    plan = reading.plan
    values = per_run(reading.results, measure, by=["run"]) if len(reading.results) else None
    ordered = np.full(plan.runs, np.nan)
    if values is not None:
        ordered[values.index.to_numpy()] = values.to_numpy()
    due = np.arange(plan.runs) % plan.study.replications < plan.matched
    _refuse_missing(reading, measure, np.flatnonzero(~np.isfinite(ordered) & due))
    return ordered.reshape(plan.points, plan.study.replications)[:, : plan.matched]


def _refuse_missing(reading: StoredStudy, measure: Measure, missing: np.ndarray) -> None:
    if not missing.size:
        return
    failed = {each.run for each in reading.failures}
    ended = set(reading.results["run"].unique())
    kinds = {
        "failed": [run for run in missing if run in failed],
        "not run yet, `cordiale resume` runs them": [run for run in missing if run not in failed | ended],
        f"without {_what(measure)}": [run for run in missing if run in ended],
    }
    said = "; ".join(
        f"{len(runs):,} {why} (run {foremost([*map(str, runs)], SHOWN)})" for why, runs in kinds.items() if runs
    )
    due = reading.plan.points * reading.plan.matched
    raise AnalysisError(
        f"{missing.size:,} of {due:,} runs have no value of {measure.name}: {said}. "
        "An analysis of the others would be wrong, so there is none"
    )


def _what(measure: Measure) -> str:
    """What a run lacks that has no value."""
    if measure.span == "last quarter":
        return f"{measure.column} in the last quarter"
    return f"a whole sum of {measure.column}" if measure.total else f"{measure.column} in any quarter of {measure.span}"


def blocks(plan: Plan) -> int:
    """How many samples of the design hang together: a trajectory of Morris, a row of Sobol's two matrices.

    What is found on some samples may be held against others only if none of a block lies on both sides.
    """
    sampled = sum(factor.is_sampled for factor in plan.factors)
    if plan.study.design == "sobol":
        return 2 * sampled + 2 if plan.study.second_order else sampled + 2
    return sampled + 1 if plan.study.design == "morris" else 1
