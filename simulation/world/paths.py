"""The shapes of a force's path: how intense it is in a week, by four numbers."""

from ..machinery.compiled import compiled
from .arithmetic import clip, logistic
from .words import WEEKS_PER_QUARTER

SHAPES = ("constant", "step", "ramp", "logistic")
CONSTANT, STEP, RAMP, LOGISTIC = range(len(SHAPES))


@compiled
def intensity(shape: int, start: float, end: float, at: float, over: float, week: int) -> float:
    """Intensity in a week, in [0, 1], of a path from `start` to `end`; `at` and `over` in quarters (see `Profile`)."""
    quarter = week / WEEKS_PER_QUARTER
    if shape == CONSTANT:
        return end
    if shape == STEP:
        return start if quarter < at else end
    if shape == RAMP:
        return start + (end - start) * clip((quarter - at) / over, 0.0, 1.0)
    steepness = 4.0 / over
    curve, base = logistic(steepness * (quarter - at)), logistic(-steepness * at)
    return start + (end - start) * (curve - base) / (1.0 - base)
