"""What would warn: the outcome that shows first that a switch is failing, of those that a company can see.

A switch fails in a company that would have been worth more had it stayed. A company cannot see that, but it sees its
own figures move: a sign is how far an outcome lies, some quarters after the switch, from the mean of the quarters
before it. The threshold is chosen on one half of the companies (the largest hit rate less false alarms, Youden 1950)
and judged on the other, by Fisher's exact test, corrected for all the signs that were tried (Bonferroni).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from ..foundations.shares import CONFIDENCE
from .branching import Lived

Floats = NDArray[np.float64]
SEEN = {
    "dashboard": ("revenue", "revenue_new", "wins", "win_rate", "opportunities", "leads_worked", "leads_rejected",
                  "sales_cycle_weeks", "weeks_to_first_contact", "gross_retention", "churned_customers"),
    "survey": ("role_clarity", "morale", "executives_aligned", "practitioners_lack", "trust_sales_in_marketing",
               "trust_marketing_in_sales", "decision_latency_weeks", "dispute_backlog"),
    "turnover": ("leavers", "leavers_sales"),
}  # fmt: skip
FEWEST = 5  # companies that fail, and that do not, in each half
USEFUL = 0.2  # hit rate less false alarms from which on a sign counts


@dataclass(frozen=True)
class WarningSign:
    """A sign: the outcome, where a company sees it, the quarter, and how far it must have moved which way.

    `early` is by how many quarters it comes before the end of the horizon; `hits` and `false_alarms` are shares of
    the companies that failed and did not, of those that the threshold was not chosen on; `chance` is the p-value of
    Fisher's test there, uncorrected; `failing` the share of all companies that fail.
    """

    outcome: str
    seen_in: str
    quarter: int
    above: bool
    threshold: float
    early: int
    hits: float
    false_alarms: float
    chance: float
    failing: float


def warnings_of(switched: Lived, staying: Lived, *, quarter: int) -> tuple[WarningSign, ...]:
    """Signs that are of use, the earliest first; none where hardly any company fails, or hardly any does not."""
    n = min(len(switched.worth), len(staying.worth))
    failed = switched.value[:n] < staying.value[:n]
    halves = [np.arange(n) % 2 == side for side in (0, 1)]
    if any(min((failed & half).sum(), (~failed & half).sum()) < FEWEST for half in halves):
        return ()
    found = list[WarningSign]()
    for place, names in SEEN.items():
        for name in names:
            found += signs_in(switched.rows[name][:n], failed, halves, name=name, place=place, quarter=quarter)
    useful = [
        each for each in found if each.hits - each.false_alarms >= USEFUL and each.chance * len(found) < 1 - CONFIDENCE
    ]
    return tuple(sorted(useful, key=lambda each: (each.quarter, each.false_alarms - each.hits)))


def signs_in(
    values: Floats, failed: NDArray[np.bool_], halves: list[NDArray[np.bool_]], *, name: str, place: str, quarter: int
) -> list[WarningSign]:
    """The signs of one outcome, one a quarter after the switch; `values` has shape (companies, quarters + 1)."""
    before, last, found = values[:, 1:quarter] if quarter > 1 else values[:, :1], values.shape[1] - 1, []
    if not np.isfinite(before).all():
        return []
    usual = before.mean(axis=1)
    for at in range(quarter + 1, last):
        moved = values[:, at] - usual
        if not np.isfinite(moved).all():
            continue
        above, threshold = _threshold(moved[halves[0]], failed[halves[0]])
        alarm = (moved > threshold if above else moved < threshold)[halves[1]]
        bad = failed[halves[1]]
        chance = hypergeom.sf((alarm & bad).sum() - 1, len(bad), bad.sum(), alarm.sum())
        found.append(
            WarningSign(name, place, at, above, threshold, last - at, float(alarm[bad].mean()),
                        float(alarm[~bad].mean()), float(chance), float(failed.mean()))
        )  # fmt: skip
    return found


def _threshold(moved: Floats, failed: NDArray[np.bool_]) -> tuple[bool, float]:
    """Whether failing shows above or below, and the threshold that tells best."""
    cuts = np.unique(np.quantile(moved, np.linspace(0.05, 0.95, 19)))
    gains = []
    for cut in cuts:
        for side in (1, -1):
            alarm = side * moved > side * cut
            gains.append((float(alarm[failed].mean() - alarm[~failed].mean()), side, cut))
    _, side, cut = max(gains)
    return side > 0, float(cut)
