"""What leaders do not see: executives' view of alignment beside that of the people who do the work."""

from __future__ import annotations

from dataclasses import dataclass

from ..foundations.statistics import Estimate, mean_interval
from .alternatives import STAY
from .branching import Lived

TODAY = "today"
OUTCOMES = ("executives_aligned", "practitioners_lack", "perception_gap")


@dataclass(frozen=True)
class View:
    """Shares, 0 to 1, as the survey of a quarter has them: of executives who see alignment, of practitioners who say
    that it is lacking, and the gap between the two views. `name` is today, or an option.
    """

    name: str
    quarter: int
    executives_aligned: Estimate
    practitioners_lack: Estimate
    perception_gap: Estimate


def views(staying: Lived, switched: Lived, option: str) -> tuple[View, ...]:
    """The views of today, and of the last quarter if the company stays, or takes an option."""
    last = staying.rows.shape[1] - 1
    return (_view(staying, TODAY, 0), _view(staying, STAY, last), _view(switched, option, last))


def _view(lived: Lived, name: str, quarter: int) -> View:
    return View(name, quarter, *(mean_interval(lived.rows[outcome][:, quarter]) for outcome in OUTCOMES))
