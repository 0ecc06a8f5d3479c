"""Why, by channel: through which part of the funnel an option's lead over staying comes; an exact account.

Bookings of new contracts are leads judged x opportunities per lead judged x wins per opportunity x value per win, each
summed over the horizon, discounted and averaged over companies. The difference of two such products splits by the
logarithmic mean (LMDI-I, Ang 2005), L(a, b) = (a - b) / ln(a / b): each factor brings L(new, new of staying) times the
logarithm of its ratio, and the four add up. Renewals, people, hours and the change itself are differences of sums.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from ..foundations.shares import CONFIDENCE
from ..foundations.statistics import Estimate
from .branching import Lived
from .worth import PARTS

Floats = NDArray[np.float64]
FUNNEL = ("leads worked", "fit of what is worked", "win rate", "contract value")
REST = {"retention and expansion": "recurring", "people lost": "people", "hours lost": "hours",
        "cost of the change": "change"}  # fmt: skip
CHANNELS = (*FUNNEL, *REST)


def channel_values(option: Lived, staying: Lived, discount: Floats) -> dict[str, Estimate]:
    """What each channel brings of the lead, in thousands, with its interval by the jackknife over companies.

    `discount` is what a quarter counts, shape (quarters,). The companies are those that lived both.
    """
    n = min(len(option.worth), len(staying.worth))
    sums = [_sums(each.first(n), discount) for each in (option, staying)]
    whole = _account(*(each.mean(axis=0) for each in sums))
    left_out = np.array([_account(*((each.sum(axis=0) - each[at]) / (n - 1) for each in sums)) for at in range(n)])
    error = np.sqrt((n - 1) / n * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))
    half = float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2)) * error
    return {
        name: Estimate(float(whole[at]), float(whole[at] - half[at]), float(whole[at] + half[at]), n)
        for at, name in enumerate(CHANNELS)
    }


def _sums(lived: Lived, discount: Floats) -> Floats:
    """For each company: leads judged, opportunities, wins, margin of new contracts, then the other parts of value."""
    rows = lived.rows[:, 1:]
    judged = rows["opportunities"] + rows["leads_rejected"]
    flows = [(each * discount).sum(axis=1) for each in (judged, rows["opportunities"], rows["wins"])]
    parts = {name: lived.worth[:, at].sum(axis=1) for at, name in enumerate(PARTS)}
    return np.stack([*flows, parts["new"], *(parts[name] for name in REST.values())], axis=1)


def _account(one: Floats, other: Floats) -> Floats:
    """The difference of two rows of sums, by channel."""
    funnel = split_product(one[: len(FUNNEL)], other[: len(FUNNEL)])
    return np.concatenate([funnel, one[len(FUNNEL) :] - other[len(FUNNEL) :]])


def split_product(one: Floats, other: Floats) -> Floats:
    """What each step of a chain brings of the difference of its last numbers; the steps are ratios of neighbours.

    A chain that is broken by a zero has no ratios: its difference is the first step's alone.

    >>> split_product(np.array([2.0, 2.0]), np.array([1.0, 1.0])).tolist()
    [1.0, 0.0]
    """
    parts = np.zeros(len(one))
    if (one <= 0).any() or (other <= 0).any():
        parts[0] = one[-1] - other[-1]
        return parts
    steps = np.diff(np.log(one / other), prepend=0.0)
    return np.asarray(_logarithmic_mean(float(one[-1]), float(other[-1])) * steps)


def _logarithmic_mean(a: float, b: float) -> float:
    return a if np.isclose(a, b, rtol=1e-12, atol=0) else float((a - b) / np.log(a / b))
