"""What a sample of replications allows one to say.

Two paradigms with the same seed and replication meet the same buyers, shocks and colleagues, so the honest
comparison is *paired*: the difference within each matched replication, then its mean over replications with
a t interval. The luck that both share cancels. Several comparisons at once are corrected by Holm's method.

An interval that the sample cannot give (fewer than two replications) is missing (NaN), never invented.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .plain import plain
from .shares import CONFIDENCE

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean over `n` replications and the bounds of its interval, all in the unit of the values.

    The bounds are NaN when `n` is below two; the mean is NaN when `n` is zero.
    """

    mean: float
    low: float
    high: float
    n: int

    @property
    def has_interval(self) -> bool:
        return math.isfinite(self.low) and math.isfinite(self.high)

    def scaled(self, factor: float) -> Estimate:
        """The same estimate in another unit; `factor` is positive."""
        return Estimate(self.mean * factor, self.low * factor, self.high * factor, self.n)

    def to_dict(self) -> dict[str, Any]:
        return plain(self)


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of `values` (any shape; NaN is left out) with its two-sided t interval.

    >>> mean_interval([1.0, 2.0, 3.0])
    Estimate(mean=2.0, low=-0.484..., high=4.484..., n=3)
    >>> mean_interval([5.0])
    Estimate(mean=5.0, low=nan, high=nan, n=1)
    """
    sample = _present(values)
    if sample.size == 0:
        return Estimate(math.nan, math.nan, math.nan, 0)
    mean = float(sample.mean())
    half = float(_half_width(sample.std(ddof=1), sample.size, confidence)) if sample.size > 1 else math.nan
    return Estimate(mean, mean - half, mean + half, int(sample.size))


def paired_difference(first: ArrayLike, second: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of first minus second over matched replications, with its t interval.

    Position i of both arrays (shape n) is the same replication; a pair with a missing half is left out.

    >>> paired_difference([10.0, 20.0, 30.0], [8.0, 18.0, 28.0])
    Estimate(mean=2.0, low=2.0, high=2.0, n=3)
    """
    return mean_interval(np.subtract(*_matched(first, second)), confidence)


def relative_difference(first: ArrayLike, second: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """How much larger the mean of first is than the mean of second, as a share of the latter.

    A ratio of two means over matched replications; its interval is the ratio estimator's (Cochran 1977,
    section 6.3: residuals first - ratio * second). All NaN when the mean of second is not positive.

    >>> relative_difference([11.0, 22.0], [10.0, 20.0]).mean
    0.1...
    """
    above, below = _complete_pairs(first, second)
    if below.size == 0 or below.mean() <= 0:
        return Estimate(math.nan, math.nan, math.nan, int(below.size))
    ratio = float(above.mean() / below.mean())
    residual = mean_interval((above - ratio * below) / below.mean(), confidence)
    half = (residual.high - residual.low) / 2
    return Estimate(ratio - 1, ratio - 1 - half, ratio - 1 + half, residual.n)


def paired_p_value(first: ArrayLike, second: ArrayLike) -> float:
    """Two-sided p-value of the paired t test that the mean difference is zero; NaN below two pairs.

    Differences that are all equal leave no doubt either way: p is 1 if they are zero, otherwise 0.
    """
    sample = np.subtract(*_complete_pairs(first, second))
    if sample.size < 2:
        return math.nan
    from scipy.special import stdtr  # late: SciPy takes its time

    error = sample.std(ddof=1) / math.sqrt(sample.size)
    if error == 0:
        return float(sample.mean() == 0)
    return float(2 * stdtr(sample.size - 1, -abs(sample.mean()) / error))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values corrected for being read together (Holm 1979); a missing one counts but stays missing.

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given)  # NaN sorts last
    steps = given[order] * np.arange(given.size, 0, -1)
    corrected = np.empty_like(given)
    corrected[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return tuple(float(p) for p in corrected)


def mean_bands(frame: pd.DataFrame, column: str, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """For each force set, paradigm and quarter the mean of `column` over replications, with its interval.

    Returns columns `mean`, `low`, `high` (unit of the column) and `n`, indexed by forces, paradigm, quarter.
    The band is about the mean of one paradigm; it is wider than what a paired difference needs.
    """
    grouped = frame.groupby(["forces", "paradigm", "quarter"], sort=False, observed=True)[column]
    band = grouped.agg(mean="mean", spread="std", n="count")
    half = _half_width(band["spread"].to_numpy(), band["n"].to_numpy(), confidence)
    return band.assign(low=band["mean"] - half, high=band["mean"] + half)[["mean", "low", "high", "n"]]


def normal_bound() -> float:
    """How many standard deviations a two-sided interval of the normal distribution reaches from its middle."""
    from scipy.special import ndtri  # late: SciPy takes its time

    return float(ndtri(0.5 + CONFIDENCE / 2))


def _half_width(spread: Any, n: Any, confidence: float) -> Any:
    """Half the t interval of a mean of n values with this standard deviation; NaN where n is below two."""
    from scipy.special import stdtrit  # late: SciPy takes its time

    degrees = np.where(np.asarray(n) > 1, np.asarray(n) - 1.0, np.nan)
    return stdtrit(degrees, 0.5 + confidence / 2) * np.asarray(spread) / np.sqrt(degrees + 1)


def _present(values: ArrayLike) -> Floats:
    flat = np.asarray(values, dtype=np.float64).ravel()
    return flat[np.isfinite(flat)]


def _matched(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    left, right = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if left.shape != right.shape:
        raise ValueError(f"matched samples need one shape, got {left.shape} and {right.shape}")
    return left, right


def _complete_pairs(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    left, right = _matched(first, second)
    both = np.isfinite(left) & np.isfinite(right)
    return left[both], right[both]
