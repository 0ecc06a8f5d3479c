"""Creations that are none: cases that a migration or a bulk upload brought into the system on one day."""

from dataclasses import replace

import numpy as np

from .arrays import NO_DATE, how_many, known
from .cases import Cases
from .facts import Share
from .windows import share_of

FEWEST = 20  # cases of one day
OF_ALL = 0.1  # share of all dated cases
TIMES_USUAL = 10.0  # times the mean of the other days
OTHER_DAYS = 10


def without_migration(cases: Cases) -> tuple[Cases, Share | None]:
    """The cases, those of a migration without their creation and cycle, and what share they are."""
    created = cases.created.astype("datetime64[D]")
    days, counts = np.unique(created[known(created)], return_counts=True)
    crowded = days[[_is_migration(count, counts.sum(), len(days)) for count in counts]]
    if not len(crowded):
        return cases, None
    moved = np.isin(created, crowded)
    kept = replace(cases, created=np.where(moved, NO_DATE, cases.created), days=np.where(moved, np.nan, cases.days))
    return kept, share_of(how_many(moved), len(cases))


def _is_migration(count: int, dated: int, days: int) -> bool:
    others = days - 1
    if count < max(FEWEST, OF_ALL * dated) or others < OTHER_DAYS:
        return False
    return count > TIMES_USUAL * (dated - count) / others
