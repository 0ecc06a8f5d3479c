"""Whether a rule may be believed: held against shuffled labels, and against luck that had no say in it.

A rule is certified if both of two things are unlikely to be chance, on held-out points in held-out replications:

- *That it tells points apart.* The labels (whether a point meets the condition) are shuffled by block, and the rule
  counted again: p is the share of shuffles in which it holds as many points that meet the condition (Phipson and Smyth
  2010, one added to both). Whole blocks of the design change places, as points of one block are not independent; for
  a rule about categories alone, which all blocks share, labels change places within each block.
- *That it is not one luck.* All points meet the same luck in a replication, so that points are no evidence against
  luck, however many. The margin within the rule, averaged over its points, is one number for each held-out
  replication, and a one-sided t test asks whether the mean of these is above zero. One such replication allows none.

p is the larger of the two (either alone would do to reject a chance rule), then corrected by Holm's method for the
rules of a report and by Bonferroni's for the looks at the same held-out half.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtr

from ..foundations.plain import plain
from ..foundations.shares import CONFIDENCE
from ..foundations.statistics import Floats
from .pairing import FEWEST_LUCKS, Pairs
from .rules import Flags, Rule

SHUFFLES = 1999


@dataclass(frozen=True)
class Evidence:
    """What speaks against a rule being chance: `labels`, `luck` in (0, 1], NaN if it cannot be said; `p` corrected."""

    labels: float
    luck: float
    p: float = math.nan

    @property
    def raw(self) -> float:
        """The larger of both, before any correction; 1 where one of them cannot be said."""
        return 1.0 if math.isnan(self.labels) or math.isnan(self.luck) else max(self.labels, self.luck)

    @property
    def certified(self) -> bool:
        return self.p <= 1 - CONFIDENCE

    def to_dict(self) -> dict[str, Any]:
        said = {"shuffles": SHUFFLES, "p_labels": self.labels, "p_luck": self.luck, "p": self.p}
        return plain(said | {"certified": self.certified})


def evidence(rule: Rule, held: Pairs, *, numbers: set[str], has_other_luck: bool, seed: int) -> Evidence:
    """What the points held out say of a rule; `numbers` are the factors that are no categories."""
    inside = rule.holds(held.factors)
    if not inside.any():
        return Evidence(math.nan, math.nan)
    within = not any(limit.factor in numbers for limit in rule.limits)
    labels = shuffled(inside, held.met, held.groups, within=within, seed=seed)
    return Evidence(labels, above_zero(held.margin[inside].mean(axis=0)) if has_other_luck else math.nan)


def corrected(found: Sequence[Evidence], looks: int) -> list[Evidence]:
    """The same with `p` corrected for being several (Holm 1979), and for the looks at one half (Bonferroni)."""
    order = sorted(range(len(found)), key=lambda place: found[place].raw)
    corrections, least = dict[int, float](), 0.0
    for done, place in enumerate(order):
        least = max(least, min(1.0, looks * (len(found) - done) * found[place].raw))
        corrections[place] = least
    return [Evidence(each.labels, each.luck, corrections[place]) for place, each in enumerate(found)]


def shuffled(inside: Flags, met: Flags, groups: Any, *, within: bool, seed: int) -> float:
    """The share of shuffles of the labels in which as many of those `inside` meet the condition.

    Blocks change places with blocks of as many points; where all blocks are single points, `within` is of no use and
    they change places all the same.
    """
    rng, hits = np.random.default_rng(seed), int((inside & met).sum())
    _, block, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = np.argsort(block, kind="stable")
    within = within and sizes.max() > 1
    counts = np.zeros(SHUFFLES)
    for size in np.unique(sizes):
        rows = order[sizes[block[order]] == size].reshape(-1, size)
        counts += _inside_blocks(inside[rows], met[rows], rng) if within else _across(inside[rows], met[rows], rng)
    return float((1 + (counts >= hits).sum()) / (1 + SHUFFLES))


def _across(inside: Flags, met: Flags, rng: np.random.Generator) -> Floats:
    """Hits after each shuffle of blocks (shape blocks x points of one)."""
    table = inside.astype(float) @ met.T.astype(float)
    places = np.arange(len(table))
    return np.array([table[places, rng.permutation(len(table))].sum() for _ in range(SHUFFLES)])


def _inside_blocks(inside: Flags, met: Flags, rng: np.random.Generator) -> Floats:
    return np.array([(inside & rng.permuted(met, axis=1)).sum() for _ in range(SHUFFLES)], dtype=float)


def above_zero(margins: Floats) -> float:
    """One-sided p of a t test that a mean over replications is not above zero; NaN for too few of them."""
    if len(margins) < FEWEST_LUCKS:
        return math.nan
    mean, error = margins.mean(), margins.std(ddof=1) / math.sqrt(len(margins))
    if error <= 1e-12 * abs(mean):
        return 0.0 if mean > 0 else 1.0
    return float(1 - stdtr(len(margins) - 1, mean / error))
