"""What the status quo is calibrated to, and under which weather: each figure with its tolerance and source.

*Today's forces* are all three forces held at the level at which a scenario's paths start. Pattern 1 of the model
speaks of them; force set `none` is a world without the forces, `all` one in which they go on growing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from cordiale.simulation.scenario.scenario import Scenario

YEAR = 4  # quarters: the survey is taken at the end of the first year
SETTLED = 0  # quarters of the record that are not read: the company has burnt in before it begins
TODAY = "all"  # the force set of a scenario in `today`
SMALLEST = 1e-4  # a share closer to 0 or 1 counts as this close

Figures = Mapping[str, float]


class Target(NamedTuple):
    """A figure to meet within a tolerance, both in its unit; shares are compared by log-odds, others by ratios."""

    name: str
    value: float
    tolerance: float
    unit: str
    source: str
    meaning: str

    def scaled(self, figure: float) -> float:
        """A figure on the scale on which it answers evenly: log-odds of a share, logarithm of anything else."""
        if self.unit != "share":
            return math.log(max(figure, SMALLEST))
        inside = min(max(figure, SMALLEST), 1.0 - SMALLEST)
        return math.log(inside / (1.0 - inside))

    @property
    def scaled_tolerance(self) -> float:
        """The tolerance on that scale, at the target."""
        return self.tolerance / (self.value * (1.0 - self.value) if self.unit == "share" else self.value)

    def miss(self, figure: float) -> float:
        """How far a figure is off, in tolerances, on the scale on which it answers evenly."""
        return (self.scaled(figure) - self.scaled(self.value)) / self.scaled_tolerance

    def is_met(self, figure: float) -> bool:
        """Whether a figure lies within the tolerance; one that is missing does not."""
        return abs(figure - self.value) <= self.tolerance


def _targets(text: str) -> dict[str, Target]:
    """Targets from lines `name | value | tolerance | unit | source | meaning`."""
    rows = ([part.strip() for part in line.split("|")] for line in text.strip().splitlines())
    return {row[0]: Target(row[0], float(row[1]), float(row[2]), *row[3:]) for row in rows}


TARGETS = _targets("""
    executives_aligned | 0.82 | 0.05 | share | F01, pattern 1 | executives who say aligned, end of year 1
    executives_very_aligned | 0.41 | 0.05 | share | F01, pattern 1 | executives who say very aligned, end of year 1
    practitioners_lack | 0.65 | 0.05 | share | F02, pattern 1 | practitioners who see a lack, end of year 1
    not_pursued | 0.70 | 0.05 | share | F30, pattern 2 | marketing's leads handed over that no rep works
    qualified | 0.26 | 0.03 | share | F38 | marketing's leads that are handed over
    become_opportunities | 0.44 | 0.06 | share | F38, F39 | worked leads that become opportunities
    win_rate | 0.245 | 0.025 | share | F38, F41 | opportunities decided that are won
    cycle | 8.6 | 1.0 | week | F45 | median weeks from a marketing lead's appearance to its win
    marketing_sourced | 0.27 | 0.03 | share | F42 | wins that came from marketing
    gross_retention | 0.91 | 0.02 | share | F60 | value up for renewal that renews, without growth
    net_retention | 1.02 | 0.02 | ratio | F60 | value renewed, growth included, over value up for renewal
    rep_turnover | 0.35 | 0.05 | 1/year | F50 | reps who leave in a year, over all reps
    quota_attainment | 0.40 | 0.10 | share | F47 | reps who win what their quota asks
""")
SURVEY = ("executives_aligned", "executives_very_aligned", "practitioners_lack")


def today(scenario: Scenario) -> Scenario:
    """The same company with every force held at the level at which its path starts; to be run under `TODAY`.

    >>> from cordiale import load_scenario
    >>> {name: path.end for name, path in today(load_scenario()).profile_paths().items()}
    {'technology': 0.35, 'buyers': 0.4, 'business-model': 0.3}
    """
    levels = {name: float(path.intensities(0)[0]) for name, path in scenario.profile_paths().items()}
    return scenario.with_values(
        {"forces": {name: {"shape": "constant", "end": level} for name, level in levels.items()}}
    )


def squared_misses(figures: Figures) -> float:
    """How far all targets together are missed: the sum of squared misses, each in tolerances."""
    return sum(target.miss(figures[name]) ** 2 for name, target in TARGETS.items())


def all_met(figures: Figures) -> bool:
    """Whether every target is met within its tolerance."""
    return all(target.is_met(figures[name]) for name, target in TARGETS.items())
