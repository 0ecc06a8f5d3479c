"""What nothing else beats: the candidates that no other one matches in every aim and surpasses in one."""

from __future__ import annotations

import numpy as np

from ..foundations.statistics import Floats


def undominated(costs: Floats) -> list[int]:
    """The rows (candidates x aims, all to be small) that no other row dominates; of equal rows all.

    >>> undominated(np.array([[1.0, 2.0], [2.0, 1.0], [2.0, 2.0]]))
    [0, 1]
    """
    return [at for at, row in enumerate(costs) if not ((costs <= row).all(axis=1) & (costs < row).any(axis=1)).any()]


def spread_out(costs: Floats, count: int) -> list[int]:
    """At most so many rows, far from each other: the best of each aim, then always the one furthest from those chosen.

    >>> spread_out(np.array([[0.0, 9.0], [1.0, 8.0], [9.0, 0.0], [5.0, 5.0]]), 3)
    [0, 2, 3]
    """
    width = np.ptp(costs, axis=0)
    scaled = (costs - costs.min(axis=0)) / np.where(width > 0, width, 1.0)
    chosen = list(dict.fromkeys(int(at) for at in scaled.argmin(axis=0)))[:count]
    while len(chosen) < min(count, len(costs)):
        away = np.array([min(np.abs(row - scaled[at]).sum() for at in chosen) for row in scaled])
        away[chosen] = -1.0
        chosen.append(int(away.argmax()))
    return sorted(chosen)
