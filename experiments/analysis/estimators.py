"""The indices of Sobol and of PAWN, through SALib, and of Morris: once for each replication, then averaged.

An interval (95 %) covers two things, as independent: that the sample of the design is small (resampled), and that the
replications are few (a t interval of their mean). With one replication it covers the first only. Those of PAWN cover
the second only; what the first can do is said by the index of a factor that does nothing.

Shapley effects (Owen 2014, SIAM/ASA J. Uncertainty Quantification 2, 245-251) share the variance out among factors, and
add up to one. No library that is kept up estimates them from a Sobol design, but it nearly tells them: for independent
factors, a part of the variance that u factors explain together is shared out evenly, so that with S1, perhaps S2, and
what is left of ST known, an effect lies between the rest shared by all k and shared by as few as it can be.

SALib takes each of Morris's steps to be as long as the grid says. Whole numbers, which get equal parts of the range, go
farther or less far than that, so an effect here is over the step that a factor took.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from ..foundations.statistics import CONFIDENCE, Estimate, Floats, mean_interval, normal_bound

RESAMPLES = 500
OF_METHOD = {
    "sobol": ("ST", "S1", "Sh"),
    "morris": ("mu_star", "sigma", "mu"),
    "pawn": ("PAWN", "PAWN_max"),
}
SALIBS = {"PAWN": "median", "PAWN_max": "maximum"}
NOTHING = 1e-9  # of the largest value: what rounding leaves of an outcome that does not vary
SHUFFLED = 40  # times that PAWN is asked of a factor that does nothing


def sobol(
    problem: dict[str, Any], values: Floats, *, second_order: bool, seed: int
) -> tuple[dict[str, dict[str, Estimate]], dict[tuple[str, str], Estimate]]:
    """Sobol's first-order and total indices by factor, and the second-order ones by pair.

    `values`: shape samples x replications, in the order of SALib's sample for `problem`. Every replication is resampled
    alike, so that what they share is not taken for new evidence.
    """
    from SALib.analyze import sobol as salib  # late: SALib takes its time

    names = problem["names"]
    if is_constant(values):
        return _missing(names, "sobol", values), {}
    found = [
        salib.analyze(problem, np.ascontiguousarray(one), calc_second_order=second_order, num_resamples=RESAMPLES,
                      conf_level=CONFIDENCE, keep_resamples=True, seed=seed + 1)
        for one in values.T
    ]  # fmt: skip
    kinds = {kind: np.array([each[kind] for each in found]) for kind in ("ST", "S1")}
    again = {kind: np.mean([each[f"{kind}_conf_all"] for each in found], axis=0) for kind in kinds}
    bound = normal_bound()
    of = {
        name: {kind: _estimate(kinds[kind][:, place], bound * again[kind][:, place].std(ddof=1)) for kind in kinds}
        for place, name in enumerate(names)
    }
    pairs = {}
    if second_order:
        for one, other in combinations(range(len(names)), 2):
            each = np.array([result["S2"][one, other] for result in found])
            pairs[names[one], names[other]] = _estimate(each, np.mean([r["S2_conf"][one, other] for r in found]))
    for name in names:
        of[name]["Sh"] = shapley(of[name], [each for both, each in pairs.items() if name in both], factors=len(names))
    return of, pairs


def shapley(of: dict[str, Estimate], pairs: Sequence[Estimate], *, factors: int) -> Estimate:
    """The Shapley effect of a factor: the middle of what its indices allow, and all of that with their intervals.

    >>> exact = Estimate(0.4, 0.4, 0.4, 1), Estimate(0.6, 0.6, 0.6, 1)
    >>> shapley({"S1": exact[0], "ST": exact[1]}, [], factors=2).mean
    0.5
    """
    fewest = min(factors, 3 if pairs else 2)
    bounds = []
    for weight in (1 / factors, 1 / fewest):
        parts = [(1 - weight, of["S1"]), (weight, of["ST"]), *((0.5 - weight, each) for each in pairs)]
        bounds.append((sum(by * each.mean for by, each in parts), sum(abs(by) * _half(each) for by, each in parts)))
    low, high = (min(at - half for at, half in bounds), max(at + half for at, half in bounds))
    return Estimate(sum(at for at, _ in bounds) / 2, low, high, of["ST"].n)


def pawn(problem: dict[str, Any], sample: Floats, values: Floats, *, seed: int) -> tuple[dict[str, Any], float]:
    """PAWN by factor (Pianosi and Wagener 2018): how far the distribution of the outcome moves as one is held.

    `sample`: shape samples x factors, on the unit cube, independent rows; `values`: samples x replications. Also the
    index that one of twenty factors without any effect exceeds, from labels shuffled.
    """
    from SALib.analyze import pawn as salib  # late: SALib takes its time

    names = problem["names"]
    if is_constant(values):
        return _missing(names, "pawn", values), math.nan
    slices = max(2, min(10, len(sample) // 20))
    found = [salib.analyze(problem, sample, np.ascontiguousarray(one), S=slices) for one in values.T]
    of = {
        name: {kind: mean_interval([float(each[key][place]) for each in found]) for kind, key in SALIBS.items()}
        for place, name in enumerate(names)
    }
    rng, one = np.random.default_rng(seed), {"num_vars": 1, "names": ["idle"], "bounds": [[0.0, 1.0]]}
    idle = [
        salib.analyze(one, sample[:, :1], rng.permutation(values[:, turn % values.shape[1]]), S=slices)["median"][0]
        for turn in range(SHUFFLED)
    ]
    return of, float(np.quantile(idle, CONFIDENCE))


def is_constant(values: Floats) -> bool:
    """Whether an outcome does not vary in some replication, but for rounding."""
    return bool((np.ptp(values, axis=0) <= NOTHING * np.abs(values).max(axis=0)).any())


def _missing(names: Sequence[str], method: str, values: Floats) -> dict[str, dict[str, Estimate]]:
    missing = Estimate(math.nan, math.nan, math.nan, values.shape[1])
    return {name: dict.fromkeys(OF_METHOD[method], missing) for name in names}


def morris(problem: dict[str, Any], sample: Floats, values: Floats) -> dict[str, dict[str, Estimate]]:
    """Morris's indices by factor: `mu_star`, `mu`, each with its interval, and `sigma`; missing for one trajectory.

    `sample`: shape samples x factors, where each factor stood in its range, from 0 to 1; `values`: shape samples x
    replications. A trajectory is evidence once, however many replications went along it.
    """
    if is_constant(values):
        return _missing(problem["names"], "morris", values)
    effects = elementary_effects(sample, values)
    along = {"mu_star": np.abs(effects), "mu": effects}
    of: dict[str, dict[str, Estimate]] = {}
    for place, name in enumerate(problem["names"]):
        each = {kind: one[:, :, place] for kind, one in along.items()}
        of[name] = {kind: _estimate(one.mean(axis=1), _half(mean_interval(one.mean(axis=0)))) for kind, one in
                    each.items()}  # fmt: skip
        sigma = float(each["mu"].std(axis=1, ddof=1).mean()) if effects.shape[1] > 1 else math.nan
        of[name]["sigma"] = Estimate(sigma, math.nan, math.nan, len(effects))
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
