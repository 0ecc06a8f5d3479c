"""Arguments on which the model's own exp, log and power are tried, and their results as bits.

`python -m tests.support.elementary FILE` keeps the results in FILE; with `NUMBA_DISABLE_JIT=1` those of plain Python.
"""

import math
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.elementary import LOWEST, STEPS, exp, log
from cordiale.simulation.world.powers import power

MANY = 4000
TINY, LARGEST = 5e-324, sys.float_info.max


def neighbours(x: float) -> list[float]:
    """A number and the three on either side."""
    found = [x]
    for way in (-math.inf, math.inf):
        near = x
        for _ in range(3):
            near = math.nextafter(near, way)
            found.append(near)
    return found


def of_exp() -> list[float]:
    """Arguments of exp: everywhere, near zero, where results are subnormal, and at the borders of the table."""
    luck = random.Random(1)
    found = [luck.uniform(-708, 709.7) for _ in range(MANY)] + [luck.uniform(-745.2, -708) for _ in range(MANY)]
    found += [luck.choice((-1, 1)) * 2.0 ** luck.uniform(-60, 4) for _ in range(MANY)]
    borders = [(n + 0.5) * math.log(2) / STEPS for n in range(-3 * STEPS, 3 * STEPS)]
    ends = [709.782712893384, -745.1332191019411, -708.3964185322641, 708.0, -708.0, 1.0, 0.0]
    return found + [near for each in borders + ends for near in neighbours(each)]


def of_log() -> list[float]:
    """Arguments of log: of every size, near one, subnormal, and at the borders of the table."""
    luck = random.Random(2)
    found = [2.0 ** luck.uniform(-1022, 1024) for _ in range(MANY)] + [luck.uniform(0.6, 1.6) for _ in range(MANY)]
    found += [1.0 + luck.choice((-1, 1)) * 2.0 ** luck.uniform(-53, -5) for _ in range(MANY)]
    found += [luck.randrange(1, 2 ** luck.randrange(1, 53)) * TINY for _ in range(MANY)]
    borders = [float(np.int64(LOWEST + (j << 45)).view(np.float64)) * 2.0**k for j in range(STEPS) for k in (-9, 0, 9)]
    return found + [near for each in borders for near in neighbours(each)] + [TINY, LARGEST, sys.float_info.min]


def of_power() -> list[tuple[float, float]]:
    """Arguments of power: what the rules raise, results of every size, bases near one, exact results."""
    luck = random.Random(3)
    found = [(luck.random(), luck.uniform(0, 6)) for _ in range(MANY)]
    bases = [2.0 ** luck.uniform(-1074, 1023) for _ in range(MANY)] + [luck.uniform(0.6, 1.6) for _ in range(MANY)]
    bases += [1.0 + luck.choice((-1, 1)) * 2.0 ** luck.uniform(-52, -5) for _ in range(MANY)]
    found += [(x, luck.uniform(-745.2, 709.7) / math.log(x)) for x in bases if x != 1.0]
    return found + [(float(x), float(y)) for x in (2, 3, 5, 10, 0.5, 0.125) for y in range(-30, 31)]


def of_normal() -> list[float]:
    """Uniforms: everywhere, and in the tails as far out as draws go and further."""
    luck = random.Random(4)
    tails = [2.0 ** luck.uniform(-60, -1) for _ in range(MANY)]
    return [luck.random() for _ in range(MANY)] + tails + [1.0 - each for each in tails if each > 2.0**-40]


def results() -> dict[str, Any]:
    """What each function makes of its arguments."""
    tried: dict[str, tuple[Callable[..., float], list[Any]]] = {
        "exp": (exp, [(x,) for x in of_exp()]),
        "log": (log, [(x,) for x in of_log()]),
        "power": (power, of_power()),
        "normal": (normal, [(u,) for u in of_normal()]),
    }
    return {name: np.array([function(*each) for each in given]) for name, (function, given) in tried.items()}


if __name__ == "__main__":
    np.savez(Path(sys.argv[1]), **results())
