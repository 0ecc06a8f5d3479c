"""What a sensitivity analysis takes apart: values by combination of what is crossed, and their spread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ..foundations.statistics import Floats
from ..study.frozen import dig_out
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .run_values import blocks
from .where import parse_difference


def sides(directory: str | Path, outcome: str) -> tuple[tuple[str, str] | None, str]:
    """The paradigms whose difference is asked of, if it is, and the outcome."""
    if len(outcome.split()) < 2:
        return None, outcome
    plan, _ = dig_out(Path(directory))
    levels = list(dict.fromkeys(plan.columns.get("paradigm", [])))
    first, second, column = parse_difference(outcome, paradigms=levels, outcomes=plan.study.outcomes)
    return (first, second), column


def cells(
    reading: StoredStudy, values: Floats, sides: tuple[str, str] | None
) -> Iterator[tuple[tuple[tuple[str, Any], ...], Floats]]:
    """The values of each combination of what is crossed, in the order of the sample; or those of a difference."""
    cells = {tuple(where.items()): values[rows] for where, rows in _groups(reading)}
    if sides is None:
        yield from cells.items()
        return
    first, second = sides
    for where, given in cells.items():
        if ("paradigm", first) in where:
            other = tuple((name, second if name == "paradigm" else each) for name, each in where)
            yield tuple(each for each in where if each[0] != "paradigm"), given - cells[other]


def _groups(reading: StoredStudy) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each combination of what is crossed, and the rows of its points in the order of the sample."""
    crossed = [factor.name for factor in reading.plan.factors if not factor.is_sampled]
    if not crossed:
        yield {}, np.arange(reading.plan.points)
        return
    for key, rows in reading.points.groupby(crossed, sort=False, observed=True).indices.items():
        yield dict(zip(crossed, key if isinstance(key, tuple) else (key,), strict=True)), np.sort(rows)


def independent(plan: Plan, samples: int) -> Any:
    """The rows of a sample that do not hang together: of Sobol's design those of its two matrices."""
    block = blocks(plan)
    place = np.arange(samples) % block
    return (place == 0) | (place == block - 1)


def spread(values: Floats) -> dict[str, float]:
    """The shares of the variance over all runs: factors alone, luck alone, both together; empty if luck is one.

    Shape points x replications. Luck alone is what a replication has at all points; it cancels in differences.

    >>> spread(np.array([[1.0, 2.0], [3.0, 4.0]]))
    {'factors': 0.8, 'luck': 0.2, 'both': 0.0}
    """
    total = float(((values - values.mean()) ** 2).mean())
    if values.shape[1] < 2 or total <= 0:
        return {}
    factors, luck = float(values.mean(axis=1).var()), float(values.mean(axis=0).var())
    parts = {"factors": factors / total, "luck": luck / total}
    return parts | {"both": max(0.0, 1 - sum(parts.values()))}
