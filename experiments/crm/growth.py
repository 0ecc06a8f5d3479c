"""Whether a company's volume grew or swung with the seasons while it was observed: told, and taken out.

A simulated company stands still: its scenario has the mean volume of the window that its rates are of. So that nobody
takes this for a finding, what was taken out is said.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, linear_regression
from typing import NamedTuple

import numpy as np

from .arrays import known
from .cases import Cases

MONTHS_A_YEAR, MONTHS_A_QUARTER = 12, 3
ENOUGH, ENOUGH_FOR_SEASONS = 12, 24  # whole months
HALF_A_CASE = 0.5  # so that a month without a case has a logarithm


class Growth(NamedTuple):
    """Growth a year over whole months, as a share; `season`: the strongest quarter of a year over the mean, less 1.

    `season` is missing where less than two years are observed.
    """

    months: int
    yearly: float
    season: float | None


def growth_of(cases: Cases) -> Growth | None:
    """Growth and season of creations; nothing where less than a year of whole months is observed.

    Growth is that of the straight line through the logarithms of monthly counts.
    """
    created = cases.created[known(cases.created)].astype("datetime64[M]").astype(np.int64)
    if not len(created):
        return None
    months = range(int(created.min()) + 1, int(created.max()))  # the first and the last may be cut
    if len(months) < ENOUGH:
        return None
    counts = (np.bincount(created - created.min())[1:-1] + HALF_A_CASE).tolist()
    slope = linear_regression(range(len(months)), [math.log(count) for count in counts]).slope
    return Growth(len(months), math.expm1(MONTHS_A_YEAR * slope), _season(months, counts, slope))


def _season(months: range, counts: Sequence[float], slope: float) -> float | None:
    """How far the strongest quarter of a year lies over the mean of all, with the trend taken out."""
    if len(months) < ENOUGH_FOR_SEASONS:
        return None
    levels = defaultdict[int, list[float]](list)
    for place, month in enumerate(months):
        levels[month % MONTHS_A_YEAR // MONTHS_A_QUARTER].append(counts[place] / math.exp(slope * place))
    means = [fmean(level) for level in levels.values()]
    return max(means) / fmean(means) - 1.0
