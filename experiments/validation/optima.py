"""Is more alignment always better? Integration, role overlap and joint planning, each swept with all else fixed.

*Question*: at what integration, role overlap and joint planning does revenue peak?
*Design*: the rows of the status quo and of the proportional paradigm, one setting at a time over its range, under no
forces and under all, on the same luck.
*Measure*: revenue over twelve quarters; where the mean curve peaks, with an interval by resampling replications.
*Expectation* (before the run): inside the range. "More is always better" contradicts F20: differences help.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..foundations.plain import plain
from ..foundations.statistics import CONFIDENCE
from .cells import Cell
from .claims import Sizes
from .quantities import Level, Quantity, Relative, Simulated
from .readings import Reading

REPLICATIONS: Sizes = (12, 90)
RESAMPLES, RESAMPLING_SEED = 2000, 20
STEPS = 9
RANGES = {"integration": (0.0, 1.0), "role_overlap": (0.0, 1.0), "joint_planning": (0.0, 8.0)}
ROWS = ("status-quo", "proportional")
WORLDS = ("none", "all")
REVENUE = Reading("revenue")


@dataclass(frozen=True)
class Sweep:
    """One setting of one row over its range, under one set of forces."""

    setting: str
    paradigm: str
    forces: str

    @property
    def values(self) -> tuple[float, ...]:
        """The values of the setting, evenly over its range."""
        return tuple(float(value) for value in np.linspace(*RANGES[self.setting], STEPS))

    def curve(self) -> tuple[Quantity, ...]:
        """Revenue at each value."""
        return tuple(
            Level(Cell(self.paradigm, self.forces).having(None, **{self.setting: value}), REVENUE)
            for value in self.values
        )

    def told(self, simulated: Simulated) -> dict[str, Any]:
        """The sweep as the record keeps it: where the peak lies, and revenue at the ends over that at the peak."""
        curve = self.curve()
        samples = np.stack([quantity.sample(simulated) for quantity in curve], axis=1)
        peak, low, high = peak_of(samples)
        ends = {name: Relative(curve[at], curve[peak]).estimate(simulated).scaled(100) for name, at in ENDS.items()}
        return {
            "setting": self.setting,
            "paradigm": self.paradigm,
            "forces": self.forces,
            "values": list(self.values),
            "revenue": [plain(quantity.estimate(simulated)) for quantity in curve],
            "peak": self.values[peak],
            "low": self.values[low],
            "high": self.values[high],
            "where": where(low, high, last=len(curve) - 1),
            **{name: plain(estimate) for name, estimate in ends.items()},
        }


ENDS = {"lower end": 0, "upper end": -1}


def peak_of(samples: Any) -> tuple[int, int, int]:
    """The place of the highest mean, and the bounds of its interval; samples of shape (replications, places).

    The interval is the percentile interval over resampled replications, all places of one together.
    """
    luck = np.random.default_rng(RESAMPLING_SEED)
    drawn = luck.integers(len(samples), size=(RESAMPLES, len(samples)))
    peaks = samples[drawn].mean(axis=1).argmax(axis=1)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(peaks, [tail, 1 - tail], method="nearest")
    return int(samples.mean(axis=0).argmax()), int(low), int(high)


def where(low: int, high: int, *, last: int) -> str:
    """Where a peak lies whose interval goes from one place to another.

    >>> where(2, 4, last=8), where(8, 8, last=8), where(0, 3, last=8)
    ('inside', 'at the upper end', 'cannot tell')
    """
    if low > 0 and high < last:
        return "inside"
    if high == 0:
        return "at the lower end"
    return "at the upper end" if low == last else "cannot tell"


def sweeps() -> Iterator[Sweep]:
    """Every sweep, setting by setting."""
    for setting in RANGES:
        for paradigm in ROWS:
            for forces in WORLDS:
                yield Sweep(setting, paradigm, forces)
