"""When a claim holds: its interval against what was declared beforehand.

An interval that lies wholly where the claim wants it holds, one that lies wholly elsewhere fails, and any other
leaves the question open. A smallest difference that counts is part of the bound: `Above(0.02)` is not met by a
difference that is real and too small to matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..foundations.statistics import Estimate

Verdict = Literal["holds", "fails", "cannot tell"]
HOLDS: Verdict = "holds"
FAILS: Verdict = "fails"
UNDECIDED: Verdict = "cannot tell"


@dataclass(frozen=True)
class Within:
    """The value lies in [low, high]."""

    low: float
    high: float

    def verdict(self, estimate: Estimate) -> Verdict:
        """
        >>> Within(0.2, 0.3).verdict(Estimate(0.25, 0.24, 0.26, 40))
        'holds'
        >>> Within(0.2, 0.3).verdict(Estimate(0.21, 0.19, 0.23, 40))
        'cannot tell'
        """
        if not estimate.has_interval:
            return UNDECIDED
        if self.low <= estimate.low and estimate.high <= self.high:
            return HOLDS
        return FAILS if estimate.high < self.low or estimate.low > self.high else UNDECIDED

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The bounds of what is accepted; None where there is none."""
        return self.low, self.high


@dataclass(frozen=True)
class Above:
    """The value is larger than `bound`."""

    bound: float = 0.0

    def verdict(self, estimate: Estimate) -> Verdict:
        """
        >>> Above(0.0).verdict(Estimate(1.0, 0.5, 1.5, 40)), Above(1.0).verdict(Estimate(0.5, 0.2, 0.8, 40))
        ('holds', 'fails')
        """
        if not estimate.has_interval:
            return UNDECIDED
        if estimate.low > self.bound:
            return HOLDS
        return FAILS if estimate.high <= self.bound else UNDECIDED

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return self.bound, None


@dataclass(frozen=True)
class Below:
    """The value is smaller than `bound`."""

    bound: float = 0.0

    def verdict(self, estimate: Estimate) -> Verdict:
        """
        >>> Below(0.0).verdict(Estimate(-1.0, -1.5, -0.5, 40)), Below(0.0).verdict(Estimate(0.0, -0.5, 0.5, 40))
        ('holds', 'cannot tell')
        """
        if not estimate.has_interval:
            return UNDECIDED
        if estimate.high < self.bound:
            return HOLDS
        return FAILS if estimate.low >= self.bound else UNDECIDED

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return None, self.bound


Criterion = Within | Above | Below


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole from those on its parts: one that surely fails is enough, all must hold.

    >>> together(["holds", "cannot tell"]), together(["cannot tell", "fails"]), together(["holds", "holds"])
    ('cannot tell', 'fails', 'holds')
    """
    given = list(verdicts)
    if FAILS in given:
        return FAILS
    return HOLDS if given and all(verdict == HOLDS for verdict in given) else UNDECIDED
