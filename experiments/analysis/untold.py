"""Why no rule is looked for: too few points lie on one side of a condition, or too few could be held out."""

from __future__ import annotations

from dataclasses import dataclass

from ..foundations.language import Words
from .pairing import Pairs
from .rules import Flags

FEW_MEET, FEW_DO_NOT, NONE_TO_HOLD_OUT = "discover.few_meet", "discover.few_do_not", "discover.none_to_hold_out"
FEWEST = 10  # points on either side of the condition, for a rule to be looked for


@dataclass(frozen=True)
class Untold:
    """Which side has too few: so many of the points meet the condition, or do not; or do where rules are sought."""

    how: str  # a key of `words.toml`
    points: int
    among: int

    def words(self, w: Words) -> str:
        """The reason, without a full stop."""
        return w(self.how, points=w.number(self.points), among=w.number(self.among))


def nothing_to_tell(met: Flags, fitted: Pairs, held: Pairs) -> Untold | None:
    """Why no rule is looked for, if none is."""
    if met.sum() < FEWEST:
        return Untold(FEW_MEET, int(met.sum()), len(met))
    if (~met).sum() < FEWEST:
        return Untold(FEW_DO_NOT, int((~met).sum()), len(met))
    here = int(fitted.met.sum())
    if min(here, len(fitted.met) - here) < FEWEST // 2 or not len(held.met):
        return Untold(NONE_TO_HOLD_OUT, here, len(fitted.met))
    return None
