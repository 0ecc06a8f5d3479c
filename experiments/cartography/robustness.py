"""How robust the options of a study are over its worlds: regret and satisficing, on matched luck.

The measures are those of robust decision making (McPhail et al. 2018 hold them against each other): of an option the
mean over worlds (Laplace), the worst world (Wald's maximin), mean and largest regret (Savage; against the best option
in the same world), the share of worlds in which it comes first, and the share in which it meets a threshold (Starr's
domain criterion, "satisficing"). A world's value is its mean over replications.

Each comes once for each replication and is then averaged, with a t interval over them: replications are the luck. The
worst world and the largest regret of *one* replication are partly its luck, so they look worse than those of the means;
both are said. Worlds count alike, as the design spreads them: how likely a world is, no study says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..analysis.run_values import Quarter
from ..foundations.statistics import Estimate, Floats, mean_interval
from ..study.frozen import identity
from .matched_worlds import Worlds, matched_worlds

NAMES = ("mean", "worst", "regret", "largest_regret", "first", "meets")


@dataclass(frozen=True)
class Robust:
    """An option's measures, each by name: over replications, and `plain` of the means over them.

    In the unit of the outcome, `first` and `meets` as shares; `meets` is missing without a threshold.
    """

    option: str
    over_luck: dict[str, Estimate]
    plain: dict[str, float]


@dataclass(frozen=True)
class Robustness:
    """All options, the one with the smallest largest regret first."""

    worlds: Worlds
    threshold: float | None
    options: tuple[Robust, ...]


def robustness(
    directory: str | Path,
    outcome: str = "revenue",
    *,
    of: str = "paradigm",
    quarter: Quarter = "all",
    less_is_better: bool | None = None,
    threshold: float | None = None,
) -> Robustness:
    """The robustness of each option over the worlds of the study in a folder.

    `threshold`, in the unit of the measure, is what satisfices: at least that much, or at most where less is better.
    Raises AnalysisError for what the study does not allow; StudyError, StoreError.
    """
    worlds = matched_worlds(directory, outcome, of=of, quarter=quarter, less_is_better=less_is_better)
    sign = -1.0 if worlds.less_is_better else 1.0
    bar = np.nan if threshold is None else sign * threshold
    plain = measures(worlds.worth.mean(axis=2)[..., None], bar)
    by_luck = measures(worlds.worth, bar)
    found = [
        Robust(
            name,
            {each: _within(each, mean_interval(_turned(each, by_luck[each][at], sign))) for each in NAMES},
            {each: float(_turned(each, plain[each][at], sign)[0]) for each in NAMES},
        )
        for at, name in enumerate(worlds.options)
    ]
    return Robustness(worlds, threshold, tuple(sorted(found, key=lambda each: each.plain["largest_regret"])))


def measures(worth: Floats, bar: float) -> dict[str, Floats]:
    """The measures of options x worlds x replications: for each name options x replications. More is better.

    Options that tie for the first place all have it. `bar` is what satisfices, NaN for nothing.

    >>> found = measures(np.array([[[3.0], [1.0]], [[2.0], [2.0]]]), bar=2.0)
    >>> {name: values[:, 0].tolist() for name, values in found.items() if name in ("worst", "regret", "meets")}
    {'worst': [1.0, 2.0], 'regret': [0.5, 0.5], 'meets': [0.5, 1.0]}
    """
    regret = worth.max(axis=0) - worth
    meets = np.full((worth.shape[0], worth.shape[2]), np.nan) if np.isnan(bar) else (worth >= bar).mean(axis=1)
    return {
        "mean": worth.mean(axis=1),
        "worst": worth.min(axis=1),
        "regret": regret.mean(axis=1),
        "largest_regret": regret.max(axis=1),
        "first": (regret == 0).mean(axis=1),
        "meets": meets,
    }


def _turned(name: str, values: Floats, sign: float) -> Floats:
    """Levels in the outcome's own direction; regrets and shares have none."""
    return sign * values if name in ("mean", "worst") else values


def _within(name: str, over: Estimate) -> Estimate:
    """An interval cut to what can be: a share lies in [0, 1], a regret is never negative."""
    if name in ("mean", "worst"):
        return over
    most = 1.0 if name in ("first", "meets") else np.inf
    low, high = (float(np.clip(bound, 0.0, most)) for bound in (over.low, over.high))
    return Estimate(over.mean, low, high, over.n)


def table_of(found: Robustness) -> pd.DataFrame:
    """A row for each option and measure: of the means, and over replications with its interval."""
    return pd.DataFrame(
        {"option": each.option, "measure": name, "of_means": each.plain[name], "over_luck": over.mean, "low": over.low,
         "high": over.high, "replications": over.n}
        for each in found.options for name, over in each.over_luck.items()
    )  # fmt: skip


def document_of(found: Robustness) -> dict[str, Any]:
    """The robustness as data: what `robustness.json` holds and `--json` prints."""
    measure = found.worlds.measure
    return {
        "outcome": {"name": measure.name, "unit": measure.unit, "definition": measure.definition,
                    "less_is_better": found.worlds.less_is_better},
        "of": found.worlds.of,
        "threshold": found.threshold,
        "worlds": len(found.worlds.points),
        "plan_sha256": identity(found.worlds.plan),
        "results_sha256": found.worlds.results_sha256,
        "options": {
            each.option: {name: {"of_means": each.plain[name], "over_luck": over.to_dict()}
                          for name, over in each.over_luck.items()}
            for each in found.options
        },
    }  # fmt: skip
