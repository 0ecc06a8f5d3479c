"""The point fit: the levers that meet all targets best, everything else at its declared default.

A small ensemble of the levers alone finds the region; from its middle Optuna searches by CMA-ES (Hansen 2016), a
generation at a time, so that the result does not depend on how many workers share a generation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..foundations.phrases import rounded
from .kept import PRECISION
from .posterior import Progress, smooth, values_of
from .status_quo import Observatory
from .targets import TARGETS, squared_misses
from .uncertain import LEVERS

if TYPE_CHECKING:
    from optuna import Study

POPULATION = 12
AROUND = 0.12  # of each lever's prior: how far from the beginning the search may go; it first spreads a third as far
EXACT = 0.1  # of a tolerance: the error of a target where a single best point is wanted
CLOSE = 0.15  # of a tolerance: where targets are this close on average, the search ends


def fit_point(
    observatory: Observatory,
    *,
    seed: int,
    replications: int,
    count: int,
    generations: int,
    progress: Progress | None = None,
) -> dict[str, float]:
    """The levers that meet the targets best, with four figures; the same for the same seed.

    `count` is the size of the ensemble that finds the region; `progress` counts generations.
    """
    scores = smooth(observatory, LEVERS, count=count, replications=replications, seed=seed, error=EXACT)
    begin = values_of(scores.mean(axis=1, keepdims=True), LEVERS)[0]
    study, near = begun(begin, seed=seed), neighbourhood(begin)
    for generation in range(1, generations + 1):
        live_a_generation(study, observatory, near, replications=replications, seed=seed)
        if progress is not None:
            progress(generation, generations)
        if study.best_value <= len(TARGETS) * CLOSE**2:
            break
    return {each.name: rounded(study.best_params[each.name], PRECISION) for each in LEVERS}


def begun(begin: Mapping[str, float], *, seed: int) -> Study:
    """A search that has not tried anything but will first try where it begins."""
    import optuna  # late: an extra

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.CmaEsSampler(popsize=POPULATION, seed=seed))
    study.enqueue_trial(dict(begin))
    return study


def neighbourhood(begin: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The bounds between which each lever is searched: around where it begins, within its prior."""
    reach = {each: AROUND * (each.high - each.low) for each in LEVERS}
    return {
        each.name: (max(each.low, begin[each.name] - far), min(each.high, begin[each.name] + far))
        for each, far in reach.items()
    }


def live_a_generation(
    study: Study,
    observatory: Observatory,
    near: Mapping[str, tuple[float, float]],
    *,
    replications: int,
    seed: int,
) -> None:
    """Ask for a generation, simulate all of it on the same luck, and tell how far each misses the targets."""
    from optuna.distributions import FloatDistribution  # late: an extra

    space = {name: FloatDistribution(low, high) for name, (low, high) in near.items()}
    trials = [study.ask(dict(space)) for _ in range(POPULATION)]
    seen = observatory.observe([trial.params for trial in trials], replications=replications, seed=seed)
    for trial, figures in zip(trials, seen, strict=True):
        study.tell(trial, squared_misses(figures))
