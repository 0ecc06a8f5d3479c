"""Regions: kinds of company, at most three bounds long, in which one choice earns more than every other.

A region is sought in one sample of companies and tried in another, since among thousands of regions one is always
good by luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from ..foundations.statistics import Estimate, mean_interval

SMALLEST = 0.1  # of the companies in which a region is sought
CUTS = (0.25, 0.5, 0.75)
TINY = 1e-12


class Bound(NamedTuple):
    """A bound on one column of a table of companies."""

    column: int
    above: bool
    cut: float

    def met(self, table: Any) -> Any:
        """Which companies meet it; table of shape (companies, columns)."""
        return (table[:, self.column] > self.cut) == self.above


Region = tuple[Bound, ...]


def inside(region: Region, table: Any) -> Any:
    """Which companies lie in a region, shape (companies,)."""
    return np.all([bound.met(table) for bound in region], axis=0)


class RegionSearch:
    """All regions of one or two bounds that are not too small, to be searched for each choice, and then narrowed.

    `table` has shape (companies, columns), `earned` shape (companies, choices).
    """

    def __init__(self, table: Any, earned: Any) -> None:
        single = _bounds(table)
        met = np.array([bound.met(table) for bound in single])
        pairs = [(a, b) for a, b in combinations(range(len(single)), 2) if single[a].column != single[b].column]
        within = np.concatenate([met, np.array([met[a] & met[b] for a, b in pairs])])
        large = within.sum(axis=1) >= max(2.0, SMALLEST * len(table))
        regions: list[Region] = [(one,) for one in single] + [(single[a], single[b]) for a, b in pairs]
        self.regions = [region for region, is_large in zip(regions, large, strict=True) if is_large]
        self.within = within[large].astype(float)
        self.single, self.met = single, met
        self.earned = earned

    def best(self, own: int) -> Region:
        """The region in which a choice is most surely ahead of every other: by the least t statistic of its leads.

        The best of one or two bounds takes a third if that makes it surer, and it is not too small then.
        """
        leads = self.earned[:, [own]] - np.delete(self.earned, own, axis=1)
        sureness = _sureness(self.within, leads)
        place = int(np.argmax(sureness))
        narrower = self.within[place] * self.met
        surer = np.where(
            narrower.sum(axis=1) >= max(2.0, SMALLEST * leads.shape[0]), _sureness(narrower, leads), -np.inf
        )
        third = int(np.argmax(surer))
        region = self.regions[place]
        return (*region, self.single[third]) if surer[third] > sureness[place] else region


def _sureness(within: Any, leads: Any) -> Any:
    """The least t statistic of the leads over each rival, in each of several regions; shape (regions,)."""
    count = np.maximum(within.sum(axis=1, keepdims=True), 2.0)
    mean = within @ leads / count
    variance = np.maximum(within @ leads**2 / count - mean**2, TINY) / (count - 1.0)
    return np.min(mean / np.sqrt(variance), axis=1)


def _bounds(table: Any) -> list[Bound]:
    """Both sides of a few cuts through each column; a column that is on or off is cut once."""
    cuts = [
        [0.5] if set(np.unique(column)) <= {0.0, 1.0} else sorted({float(cut) for cut in np.quantile(column, CUTS)})
        for column in table.T
    ]
    return [Bound(column, above, cut) for column, at in enumerate(cuts) for cut in at for above in (False, True)]


def lead_over_rivals(earned: Any, own: int, choices: Sequence[str]) -> tuple[str, Estimate]:
    """The strongest rival of a choice among some companies, and the lead over it; shape (companies, choices)."""
    if not len(earned):
        return "nobody", mean_interval([])
    means = earned.mean(axis=0)
    rival = max((place for place in range(len(choices)) if place != own), key=lambda place: float(means[place]))
    return choices[rival], mean_interval(earned[:, own] - earned[:, rival])
