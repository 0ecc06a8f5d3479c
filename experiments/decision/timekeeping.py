"""What a decision may take, and what of it did not fit: a clock that knows how fast this machine lives quarters."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from .branching import Branches


@dataclass
class Clock:
    """The budget, in seconds of wall time from `began` on; at `ready` whatever had to be compiled was.

    Where it does not `bind`, because the companies to look at were given, nothing is left out. `before` is how many
    quarters the companies had lived by `ready`; `left_out` names what did not fit, in the order in which it was asked.
    """

    branches: Branches
    budget: float
    binds: bool
    began: float
    before: int
    ready: float = field(default_factory=time.perf_counter)
    left_out: list[str] = field(default_factory=list)

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return time.perf_counter() - self.began

    @property
    def pace(self) -> float:
        """Quarters lived in a second since all was ready; burn-in counts."""
        return max(1, self.branches.quarters_lived - self.before) / (time.perf_counter() - self.ready)

    def fits(self, what: str, quarters: int) -> bool:
        """Whether so many quarters can be lived before the budget ends; if not, `what` is left out, and noted."""
        if not self.binds or self.spent + quarters / self.pace <= self.budget:
            return True
        self.left_out.append(what)
        return False
