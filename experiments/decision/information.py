"""What it would be worth to know: of a parameter wholly (EVPPI), or from a survey of so many people (EVSI).

Strong, Oakley and Brennan (2014), "Estimating multiparameter partial expected value of perfect information from a
probabilistic sensitivity analysis sample: a nonparametric regression approach", Medical Decision Making 34(3), 311-326:
what an option brings over staying is regressed on the parameter; the fitted values are what one would expect if it were
known. Its value is the mean of the best fitted value less the best mean. A survey is a regression on what it would
have said (Strong, Oakley, Brennan and Breeze 2015). Both overstate, since a fit follows luck too: as much as is found
with the parameter dealt out anew, which is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline

from ..foundations.shares import CONFIDENCE

Floats = NDArray[np.float64]
DEALS = 40  # times that a parameter is dealt out anew, to see what luck alone would find
KNOTS = 2  # inner knots of the cubic spline
FEWEST = 12  # values per coefficient that a fit needs


@dataclass(frozen=True)
class Known:
    """What it would be worth to know something: thousands, luck taken off.

    `luck` is what was taken off; `clear` says that no more than one in twenty deals of luck alone would find as much.
    `topic` is what the words of a survey are kept under, `asked` how many people it asks, or leads it looks up.
    """

    what: str
    value: float
    luck: float
    clear: bool
    kind: str
    topic: str = ""
    asked: int = 0


def value_of_knowing(gains: Floats, parameter: Floats, *, seed: int, what: str, kind: str = "parameter") -> Known:
    """The expected value of knowing a parameter, shape (n,), given what options bring, shape (n, options).

    Gains are over staying, which is one of the columns (all zeros) or not looked at. Thousands.
    """
    found = _partial(gains, parameter)
    rng = np.random.default_rng(seed)
    dealt = [_partial(gains, rng.permutation(parameter)) for _ in range(DEALS)]
    luck = float(np.mean(dealt))
    return Known(what, max(0.0, found - luck), luck, bool(found > np.quantile(dealt, CONFIDENCE)), kind)


def _partial(gains: Floats, parameter: Floats) -> float:
    design = spline(parameter)
    fitted = design @ np.linalg.lstsq(design, gains, rcond=None)[0]
    return float(fitted.max(axis=1).mean() - fitted.mean(axis=0).max())


def spline(values: Floats) -> Floats:
    """A cubic spline basis with knots at quantiles; a straight line where there are too few values for it."""
    inner = KNOTS if len(np.unique(values)) >= FEWEST * (KNOTS + 4) // 4 else 0
    low, high = float(values.min()), float(values.max())
    if low == high:
        return np.ones((len(values), 1))
    if not inner or len(values) < FEWEST * (inner + 4):
        return np.stack([np.ones(len(values)), values - low], axis=1)
    knots = np.quantile(values, np.linspace(0, 1, inner + 2))
    padded = np.concatenate([[low] * 3, knots, [high] * 3])
    return np.asarray(BSpline.design_matrix(np.clip(values, low, high), padded, 3).toarray())


def survey(truth: Floats, *, people: int, spread: float, seed: int) -> Floats:
    """What the mean answer of so many people would be: the truth, and how people differ, a standard deviation."""
    return truth + np.random.default_rng(seed).normal(0.0, spread / np.sqrt(people), len(truth))


def ranked(
    gains: Floats, parameters: Mapping[str, Floats], *, seed: int, kinds: Mapping[str, str] | None = None
) -> list[Known]:
    """What each parameter would be worth knowing, most first."""
    found = [
        value_of_knowing(gains, values, seed=seed, what=name, kind=(kinds or {}).get(name, "parameter"))
        for name, values in parameters.items()
    ]
    return sorted(found, key=lambda each: -each.value)


def influence(difference: Floats, parameters: Mapping[str, Floats]) -> list[tuple[str, float]]:
    """How much of the variance of a difference each parameter alone accounts for, most first (R² of its spline)."""
    total = float(difference.var())
    found = []
    for name, values in parameters.items():
        design = spline(values)
        left = difference - design @ np.linalg.lstsq(design, difference, rcond=None)[0]
        n, used = design.shape
        explained = 1 - (left @ left / max(1, n - used)) / (total * n / (n - 1)) if total > 0 else 0.0
        found.append((name, max(0.0, float(explained))))
    return sorted(found, key=lambda each: -each[1])


def all_known(gains: Floats) -> float:
    """The value of knowing everything, luck included (EVPI): an upper bound of all others."""
    return float(gains.max(axis=1).mean() - gains.mean(axis=0).max())
