"""The ensemble: parameter sets from the priors, moved until their status quo meets the targets.

*Method*: ensemble smoother with multiple data assimilation (Emerick & Reynolds 2013, Computers & Geosciences 55),
as `iterative_ensemble_smoother` has it: a sample of the priors is moved in several steps, each by how parameters
and figures vary together in the sample, to one of the posterior. A target counts as a measurement whose two standard
errors are its tolerance. Parameters are moved as standard normal scores of their place in the prior, so that
no set leaves its bounds; figures are compared as targets compare them. What the targets say nothing about stays as
wide as its prior. The smoother is exact for linear answers only; therefore sets are kept only if they meet every target
again, within tolerance, on luck that the smoother never saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from .status_quo import Observatory
from .targets import TARGETS, all_met
from .uncertain import Uncertain

WEIGHTS = (32.0, 16.0, 8.0, 4.0, 2.0, 2.0)  # of measurement errors: cautious steps first, while answers are far off
EDGE = 1e-6  # of a prior's width, kept free at its bounds
Progress = Callable[[int, int], None]


def prior(parameters: int, count: int, *, seed: int) -> Any:
    """A Latin hypercube of the priors as standard normal scores, shape (parameters, count)."""
    shares = qmc.LatinHypercube(parameters, rng=np.random.default_rng(seed)).random(count)
    return ndtri(np.clip(shares, EDGE, 1.0 - EDGE)).T


def values_of(scores: Any, uncertain: Sequence[Uncertain]) -> list[dict[str, float]]:
    """The parameter sets behind scores of shape (parameters, sets)."""
    return [
        {each.name: float(each.at(share)) for each, share in zip(uncertain, one, strict=True)} for one in ndtr(scores).T
    ]


def smooth(
    observatory: Observatory,
    uncertain: Sequence[Uncertain],
    *,
    count: int,
    replications: int,
    seed: int,
    error: float = 0.5,
    progress: Progress | None = None,
) -> Any:
    """A sample of the posterior as scores of shape (parameters, count); the same for the same seed.

    `error` is the standard error of a target, in tolerances; `progress` counts steps.
    """
    from iterative_ensemble_smoother import ESMDA  # late: an extra

    wanted = np.array([target.scaled(target.value) for target in TARGETS.values()])
    errors = np.array([(error * target.scaled_tolerance) ** 2 for target in TARGETS.values()])
    smoother = ESMDA(errors, wanted, alpha=np.array(WEIGHTS), seed=seed)
    scores = prior(len(uncertain), count, seed=seed)
    for step in range(1, len(WEIGHTS) + 1):
        figures = observatory.observe(values_of(scores, uncertain), replications=replications, seed=seed)
        smoother.prepare_assimilation(Y=scaled(figures))
        scores = smoother.assimilate_batch(X=scores)
        if progress is not None:
            progress(step, len(WEIGHTS))
    return scores


def scaled(figures: Sequence[dict[str, float]]) -> Any:
    """Figures on the targets' scales, shape (targets, sets); a missing one is the mean of the others, and so mute.

    A cycle is missing where no replication of a set wins a contract that marketing sourced.
    """
    found = np.array([[one[target.name] for one in figures] for target in TARGETS.values()])
    seen = np.isfinite(found)
    known = [[target.scaled(figure) for figure in row] for target, row in zip(TARGETS.values(), found, strict=True)]
    usual = np.nanmean(np.where(seen, known, np.nan), axis=1, keepdims=True)
    return np.where(seen, known, usual)


def keep_good(
    observatory: Observatory, sets: Sequence[dict[str, float]], *, replications: int, seed: int
) -> tuple[list[int], list[dict[str, float]]]:
    """The places of the sets that meet every target on the luck of another seed, and the figures of all sets."""
    figures = observatory.observe(sets, replications=replications, seed=seed)
    return [place for place, one in enumerate(figures) if all_met(one)], figures
