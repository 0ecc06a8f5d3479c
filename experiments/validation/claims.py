"""Claims: the patterns that the model is judged by, each declared before it is measured."""

from __future__ import annotations

from dataclasses import dataclass

from .criteria import Criterion
from .quantities import Estimated

Sizes = tuple[int, int]  # replications of a quick and of the full run
USUAL: Sizes = (30, 240)


@dataclass(frozen=True)
class Part:
    """A thing a pattern says that has one number: what is measured, and when the claim about it holds.

    `unit` is that of the number as it is told: `%` and `points` are shares times 100.
    """

    says: str
    quantity: Estimated
    criterion: Criterion
    unit: str = ""

    @property
    def factor(self) -> float:
        """What the number is multiplied with to be told in its unit."""
        return 100.0 if self.unit in ("%", "points", "% a year") else 1.0


@dataclass(frozen=True)
class Claim:
    """A pattern: its number and statement in the words of the brief, how it is tried, and where it comes from.

    `design` and `source` are words for people; what is simulated follows from the parts. Parts in `beside` are earlier
    readings of the pattern, which a later one replaced: measured and told, but not part of the verdict.
    """

    pattern: int
    name: str
    statement: str
    design: str
    source: str
    parts: tuple[Part, ...]
    replications: Sizes = USUAL
    beside: tuple[Part, ...] = ()
