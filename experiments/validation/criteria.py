"""When a claim holds: its interval against what was declared beforehand.

An interval that lies wholly where the claim wants it holds, one that lies wholly elsewhere fails, and any other
leaves the question open. A smallest difference that counts is part of the bound: `Above(0.02)` is not met by a
difference that is real and too small to matter, nor by one of exactly 0.02.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..foundations.statistics import Estimate

Verdict = Literal["holds", "fails", "cannot tell"]
HOLDS: Verdict = "holds"
FAILS: Verdict = "fails"
UNDECIDED: Verdict = "cannot tell"


@dataclass(frozen=True)
class Criterion(ABC):
    """What a value must meet; abstract. The values that it accepts lie side by side, with no gap between them."""

    @abstractmethod
    def accepts(self, value: float) -> bool:
        """Whether a value meets it: the one place where a bound counts in or out."""

    @abstractmethod
    def nearest(self, low: float, high: float) -> float:
        """The value from `low` to `high` that would meet it if any of them does."""

    @property
    @abstractmethod
    def bounds(self) -> tuple[float | None, float | None]:
        """Where what is accepted begins and ends, for tables and figures; None where it goes on for ever."""

    def verdict(self, estimate: Estimate) -> Verdict:
        """Whether all of an interval is accepted, nothing of it, or some.

        >>> Within(0.2, 0.3).verdict(Estimate(0.25, 0.24, 0.26, 40)), Above(1.0).verdict(Estimate(0.5, 0.2, 0.8, 40))
        ('holds', 'fails')
        >>> Within(0.2, 0.3).verdict(Estimate(0.21, 0.19, 0.23, 40)), Below(0.0).verdict(Estimate(0.0, -0.5, 0.5, 40))
        ('cannot tell', 'cannot tell')
        """
        if not estimate.has_interval:
            return UNDECIDED
        if self.accepts(estimate.low) and self.accepts(estimate.high):
            return HOLDS
        return UNDECIDED if self.accepts(self.nearest(estimate.low, estimate.high)) else FAILS


@dataclass(frozen=True)
class Within(Criterion):
    """The value lies in [low, high], its ends included.

    >>> Within(0.2, 0.3).accepts(0.3), Within(0.2, 0.3).accepts(0.31)
    (True, False)
    """

    low: float
    high: float

    def accepts(self, value: float) -> bool:
        """Whether it lies between the two, or on one of them."""
        return self.low <= value <= self.high

    def nearest(self, low: float, high: float) -> float:
        """The lower end, moved into the interval if it lies outside."""
        return min(max(low, self.low), high)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Both ends."""
        return self.low, self.high


@dataclass(frozen=True)
class Above(Criterion):
    """The value is larger than `bound`; one that equals it is not.

    >>> Above(0.5).accepts(0.5), Above(0.5).accepts(0.51)
    (False, True)
    """

    bound: float = 0.0

    def accepts(self, value: float) -> bool:
        """Whether it is larger."""
        return value > self.bound

    def nearest(self, low: float, high: float) -> float:
        """The largest."""
        return high

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The bound, below everything accepted."""
        return self.bound, None


@dataclass(frozen=True)
class Below(Criterion):
    """The value is smaller than `bound`; one that equals it is not.

    >>> Below(0.5).accepts(0.5), Below(0.5).accepts(0.49)
    (False, True)
    """

    bound: float = 0.0

    def accepts(self, value: float) -> bool:
        """Whether it is smaller."""
        return value < self.bound

    def nearest(self, low: float, high: float) -> float:
        """The smallest."""
        return low

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The bound, above everything accepted."""
        return None, self.bound


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole from those on its parts: one that surely fails is enough, all must hold.

    >>> together(["holds", "cannot tell"]), together(["cannot tell", "fails"]), together(["holds", "holds"])
    ('cannot tell', 'fails', 'holds')
    """
    given = list(verdicts)
    if FAILS in given:
        return FAILS
    return HOLDS if given and all(verdict == HOLDS for verdict in given) else UNDECIDED
