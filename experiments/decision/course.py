"""The way there: how far an option is from staying, quarter by quarter, and when it has paid for itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..foundations.statistics import Estimate, mean_interval
from .branching import Lived

Floats = NDArray[np.float64]
BAND = (0.1, 0.9)  # shares of companies between which the band of a quarter lies


@dataclass(frozen=True)
class Quarter:
    """One quarter of the way: value less that of staying, in the mean, and over companies; and all quarters so far.

    Thousands, discounted; `mean` has its 95 % interval, `least` to `most` holds 80 % of the companies.
    """

    quarter: int
    difference: Estimate
    least: float
    most: float
    so_far: Estimate


@dataclass(frozen=True)
class Course:
    """The whole way, and what it says.

    `dip_quarter` is where the sum so far is lowest, `dip_value` that sum (0 and none, if it never falls below staying);
    `payback_quarter` the first from which on the sum so far stays at staying's or above, None if there is none within
    the horizon. `never_pays` is the share of companies for which there is none, `worse_than_staying` the share whose
    yearly value in the last four quarters is below that of staying.
    """

    quarters: tuple[Quarter, ...]
    dip_quarter: int | None
    dip_value: float
    payback_quarter: int | None
    never_pays: float
    worse_than_staying: float


def course(option: Lived, staying: Lived) -> Course:
    """The way of an option, over the companies that lived both."""
    n = min(len(option.worth), len(staying.worth))
    ahead = option.by_quarter[:n] - staying.by_quarter[:n]
    so_far = ahead.cumsum(axis=1)
    mean = so_far.mean(axis=0)
    lowest = int(mean.argmin())
    quarters = tuple(_quarter(at, ahead[:, at], so_far[:, at]) for at in range(ahead.shape[1]))
    paid = payback(so_far)
    return Course(
        quarters,
        lowest + 1 if mean[lowest] < 0 else None,
        min(0.0, float(mean[lowest])),
        int(payback(mean[None, :])[0]) or None,
        float(np.mean(paid == 0)),
        float(np.mean(ahead[:, -4:].sum(axis=1) < 0)),
    )


def _quarter(at: int, ahead: Floats, so_far: Floats) -> Quarter:
    least, most = np.quantile(ahead, BAND)
    return Quarter(at + 1, mean_interval(ahead), float(least), float(most), mean_interval(so_far))


def payback(so_far: Floats) -> NDArray[np.int64]:
    """For each company the first quarter from which on its sum never again is below zero; 0 if it ends below.

    What never differs from staying has nothing to pay back, and counts from the first quarter.

    >>> payback(np.array([[-1.0, -2.0, 1.0], [1.0, -1.0, 0.0], [1.0, 1.0, -1.0], [0.0, 0.0, 0.0]])).tolist()
    [3, 3, 0, 1]
    """
    behind = so_far < 0
    last = np.where(behind.any(axis=1), behind.shape[1] - behind[:, ::-1].argmax(axis=1), 0)
    return np.where(last == behind.shape[1], 0, last + 1)
