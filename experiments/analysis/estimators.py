"""The indices of Sobol and of Morris, through SALib: once for each replication, then averaged.

An interval (95 %) covers two things, as independent: that the sample of the design is small (resampled), and that the
replications are few (a t interval of their mean). With one replication it covers the first only.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np

from ..foundations.statistics import CONFIDENCE, NORMAL, Estimate, Floats, mean_interval

RESAMPLES = 500
OF_METHOD = {"sobol": ("ST", "S1"), "morris": ("mu_star", "sigma", "mu")}


def sobol(
    problem: dict[str, Any], values: Floats, *, second_order: bool = False, seed: int = 1
) -> tuple[dict[str, dict[str, Estimate]], dict[tuple[str, str], Estimate]]:
    """Sobol's first-order and total indices by factor, and the second-order ones by pair.

    `values`: shape samples x replications, in the order of SALib's sample for `problem`. Every replication is resampled
    alike, so that what they share is not taken for new evidence.
    """
    from SALib.analyze import sobol as salib  # late: SALib takes its time

    names = problem["names"]
    if (np.ptp(values, axis=0) == 0).any():
        missing = Estimate(math.nan, math.nan, math.nan, values.shape[1])
        return {name: dict.fromkeys(OF_METHOD["sobol"], missing) for name in names}, {}
    found = [
        salib.analyze(problem, np.ascontiguousarray(one), calc_second_order=second_order, num_resamples=RESAMPLES,
                      conf_level=CONFIDENCE, keep_resamples=True, seed=seed + 1)
        for one in values.T
    ]  # fmt: skip
    kinds = {kind: np.array([each[kind] for each in found]) for kind in OF_METHOD["sobol"]}
    again = {kind: np.mean([each[f"{kind}_conf_all"] for each in found], axis=0) for kind in kinds}
    of = {
        name: {kind: _estimate(kinds[kind][:, place], NORMAL * again[kind][:, place].std(ddof=1)) for kind in kinds}
        for place, name in enumerate(names)
    }
    pairs = {}
    if second_order:
        for one, other in combinations(range(len(names)), 2):
            each = np.array([result["S2"][one, other] for result in found])
            pairs[names[one], names[other]] = _estimate(each, np.mean([r["S2_conf"][one, other] for r in found]))
    return of, pairs


def morris(
    problem: dict[str, Any], sample: Floats, values: Floats, *, levels: int = 4
) -> dict[str, dict[str, Estimate]]:
    """Morris's indices by factor: `mu_star`, `mu`, each with its interval, and `sigma`.

    `sample`: shape samples x factors, on the unit cube; `values`: shape samples x replications. A trajectory is
    evidence once, however many replications went along it.
    """
    from SALib.analyze import morris as salib  # late: SALib takes its time

    found = [
        salib.analyze(problem, sample, np.ascontiguousarray(one), conf_level=CONFIDENCE, num_levels=levels, seed=1)
        for one in values.T
    ]
    effects = elementary_effects(sample, values)
    along = {"mu_star": np.abs(effects).mean(axis=0), "mu": effects.mean(axis=0)}
    of: dict[str, dict[str, Estimate]] = {}
    for place, name in enumerate(problem["names"]):
        each = {kind: np.array([float(result[kind][place]) for result in found]) for kind in OF_METHOD["morris"]}
        of[name] = {kind: _estimate(each[kind], _half(mean_interval(along[kind][:, place]))) for kind in along}
        of[name]["sigma"] = Estimate(float(each["sigma"].mean()), math.nan, math.nan, len(found))
    return of


def elementary_effects(sample: Floats, values: Floats) -> Floats:
    """The change of the outcome over that of the one factor that a step moves (Morris 1991).

    Shape replications x trajectories x factors, of samples x factors and samples x replications.
    """
    factors = sample.shape[1]
    steps = np.diff(sample.reshape(-1, factors + 1, factors), axis=1)
    changes = np.diff(values.T.reshape(values.shape[1], -1, factors + 1), axis=2)
    moved = np.abs(steps).argmax(axis=2)
    slopes = changes / np.take_along_axis(steps, moved[:, :, None], axis=2)[:, :, 0]
    effects = np.empty_like(slopes)
    np.put_along_axis(effects, np.broadcast_to(moved, slopes.shape), slopes, axis=2)
    return effects


def _estimate(over_replications: Floats, sampling: float) -> Estimate:
    """The mean over replications; its interval from the half widths of sampling and of luck, as independent."""
    found = mean_interval(over_replications)
    luck = _half(found) if found.has_interval else 0.0
    half = math.hypot(float(sampling), luck)
    return Estimate(found.mean, found.mean - half, found.mean + half, found.n)


def _half(estimate: Estimate) -> float:
    return (estimate.high - estimate.low) / 2
