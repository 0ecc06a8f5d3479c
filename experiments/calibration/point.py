"""The point fit: the levers that meet all targets best, everything else at its declared default.

A small ensemble of the levers alone finds the region; from its middle Optuna searches by CMA-ES (Hansen 2016), a
generation at a time, so that the result does not depend on how many workers share a generation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from experiments.calibration.posterior import Progress, smooth, values_of
from experiments.calibration.status_quo import Observatory
from experiments.calibration.targets import TARGETS, loss
from experiments.calibration.uncertain import LEVERS
from experiments.crm.document import rounded

if TYPE_CHECKING:
    from optuna import Study

POPULATION = 12
STEP = 0.02  # of each lever's range: how far the first generation spreads
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
    """The levers that meet the targets best, with four digits; the same for the same seed.

    `count` is the size of the ensemble that finds the region; `progress` counts generations.
    """
    scores = smooth(observatory, LEVERS, count=count, replications=replications, seed=seed)
    begin = values_of(scores.mean(axis=1, keepdims=True), LEVERS)[0]
    study = begun(begin, seed=seed)
    for generation in range(1, generations + 1):
        live_a_generation(study, observatory, replications=replications, seed=seed)
        if progress is not None:
            progress(generation, generations)
        if study.best_value <= len(TARGETS) * CLOSE**2:
            break
    return {each.name: rounded(study.best_params[each.name]) for each in LEVERS}


def begun(begin: Mapping[str, float], *, seed: int) -> Study:
    """A search that has not tried anything but will first try where it begins."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.CmaEsSampler(x0=dict(begin), sigma0=STEP, popsize=POPULATION, seed=seed)
    study = optuna.create_study(sampler=sampler)
    study.enqueue_trial(dict(begin))
    return study


def live_a_generation(study: Study, observatory: Observatory, *, replications: int, seed: int) -> None:
    """Ask for a generation, simulate all of it on the same luck, and tell how far each misses the targets."""
    from optuna.distributions import FloatDistribution

    space = {each.name: FloatDistribution(each.low, each.high) for each in LEVERS}
    trials = [study.ask(dict(space)) for _ in range(POPULATION)]
    seen = observatory.observe([trial.params for trial in trials], replications=replications, seed=seed)
    for trial, figures in zip(trials, seen, strict=True):
        study.tell(trial, loss(figures))
