"""What makes a sensitivity analysis doubtful, how many samples would do, and what is luck in it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..foundations.phrases import number
from .indices import Indices, Sensitivity
from .wording import percent

WIDE = 0.1  # half an interval of a share of the variance, of mu* over the largest: more is a guess
MARGIN = 0.02  # by which a first-order index may exceed its total


def doubts(found: Sensitivity) -> list[str]:
    """Each doubt as a sentence; none where the indices can be relied on as far as their intervals say."""
    return [*_wide(found), *(said for group in found.groups for said in _impossible(found, group)), *_idle(found)]


def _wide(found: Sensitivity) -> Iterator[str]:
    """Intervals that say little, and the samples at which they would be narrow: they shrink with the square root."""
    half = max((_widest(found, group) for group in found.groups), default=0.0)
    if found.method == "pawn" or not half > WIDE:
        return
    wanted = found.plan.study.samples * (half / WIDE) ** 2
    enough = 2 ** math.ceil(math.log2(wanted)) if found.method == "sobol" else math.ceil(wanted)
    what = "shares of the variance" if found.method == "sobol" else "the largest index"
    yield (
        f"intervals are up to ± {number(half, 2)} wide ({what}): about samples = {enough:,} would bring ± {WIDE:g} "
        f"where it is the sample that is small, more replications where it is luck"
    )


def _widest(found: Sensitivity, group: Indices) -> float:
    main = [kinds[found.main] for kinds in group.of.values() if kinds[found.main].has_interval]
    scale = max((abs(each.mean) for each in main), default=0.0) if found.method == "morris" else 1.0
    return max(((each.high - each.low) / 2 / scale for each in main), default=0.0) if scale > 0 else 0.0


def _impossible(found: Sensitivity, group: Indices) -> Iterator[str]:
    """First-order indices above their totals, which the true ones never are."""
    if found.method != "sobol":
        return
    names = [name for name, of in group.of.items() if of["S1"].mean > of["ST"].mean + MARGIN]
    if names:
        yield f"{group.name}: S1 exceeds ST for {', '.join(names)}, which cannot be: the sample is too small"


def _idle(found: Sensitivity) -> Iterator[str]:
    """Of PAWN, what a factor that does nothing may have."""
    for group in found.groups:
        if found.method == "pawn" and group.idle == group.idle:
            yield f"{group.name}: a factor that does nothing has PAWN up to {number(group.idle, 2)} here (1 of 20 more)"


def spread_words(group: Indices) -> str:
    """How the variance over all runs falls to factors and to luck; empty where there was one luck."""
    if not group.spread:
        return ""
    factors, luck, both = (percent(group.spread[name]) for name in ("factors", "luck", "both"))
    return (
        f"of the variance over all runs factors have {factors} alone, luck {luck} alone (the same at all points), "
        f"both together {both}"
    )
