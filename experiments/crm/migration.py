"""Creations that are none: cases that a migration or a bulk upload brought into the system on one day."""

from collections import Counter
from collections.abc import Sequence

from .cases import Case
from .facts import Share
from .windows import share_of

FEWEST = 20  # cases of one day
OF_ALL = 0.1  # share of all dated cases
TIMES_USUAL = 10.0  # times the mean of the other days
OTHER_DAYS = 10


def without_migration(cases: Sequence[Case]) -> tuple[tuple[Case, ...], Share | None]:
    """The cases, those of a migration without their creation and cycle, and what share they are."""
    days = Counter(case.created.date() for case in cases if case.created)
    dated = sum(days.values())
    crowded = {day for day, count in days.items() if _is_migration(count, dated, len(days))}
    if not crowded:
        return tuple(cases), None
    moved = [case.created is not None and case.created.date() in crowded for case in cases]
    kept = (one._replace(created=None, days=None) if gone else one for one, gone in zip(cases, moved, strict=True))
    return tuple(kept), share_of(sum(moved), len(cases))


def _is_migration(count: int, dated: int, days: int) -> bool:
    others = days - 1
    if count < max(FEWEST, OF_ALL * dated) or others < OTHER_DAYS:
        return False
    return count > TIMES_USUAL * (dated - count) / others
