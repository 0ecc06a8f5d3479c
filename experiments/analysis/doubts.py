"""What makes a sensitivity analysis doubtful, how many samples would do, and what is luck in it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..foundations.language import Words
from .indices import Indices, Sensitivity
from .wording import percent

WIDE = 0.1  # half an interval of a share of the variance, of mu* over the largest: more is a guess
MARGIN = 0.02  # by which a first-order index may exceed its total, and a total the whole variance


def doubts(found: Sensitivity, w: Words) -> list[str]:
    """Each doubt as a sentence; none where the indices can be relied on as far as their intervals say."""
    impossible = (said for group in found.groups for said in _impossible(found, group, w))
    return [*_wide(found, w), *impossible, *_idle(found, w)]


def _wide(found: Sensitivity, w: Words) -> Iterator[str]:
    """Intervals that say little, and the samples at which they would be narrow: they shrink with the square root."""
    half = max((_widest(found, group) for group in found.groups), default=0.0)
    if found.method == "pawn" or not half > WIDE:
        return
    wanted = found.plan.study.samples * (half / WIDE) ** 2
    enough = 2 ** math.ceil(math.log2(wanted)) if found.method == "sobol" else math.ceil(wanted)
    what = w["sensitivity.wide_shares" if found.method == "sobol" else "sensitivity.wide_largest"]
    holes = {"half": w.number(half, 2), "what": what, "samples": w.number(enough), "wanted": w.short(WIDE)}
    yield w("sensitivity.wide", **holes)


def _widest(found: Sensitivity, group: Indices) -> float:
    main = [kinds[found.main] for kinds in group.of.values() if kinds[found.main].has_interval]
    scale = max((abs(each.mean) for each in main), default=0.0) if found.method == "morris" else 1.0
    return max(((each.high - each.low) / 2 / scale for each in main), default=0.0) if scale > 0 else 0.0


def _impossible(found: Sensitivity, group: Indices, w: Words) -> Iterator[str]:
    """First-order indices above their totals, and totals above all there is, which the true ones never are."""
    if found.method != "sobol":
        return
    names = [name for name, of in group.of.items() if of["S1"].mean > of["ST"].mean + MARGIN]
    if names:
        yield w("sensitivity.impossible", group=group_words(group, w), factors=", ".join(names))
    names = [name for name, of in group.of.items() if of["ST"].mean > 1 + MARGIN]
    if names:
        yield w("sensitivity.beyond", group=group_words(group, w), factors=", ".join(names))


def _idle(found: Sensitivity, w: Words) -> Iterator[str]:
    """Of PAWN, what a factor that does nothing may have."""
    for group in found.groups:
        if found.method == "pawn" and group.idle == group.idle:
            yield w("sensitivity.idle", group=group_words(group, w), size=w.number(group.idle, 2))


def group_words(group: Indices, w: Words) -> str:
    """What is crossed, as sentences begin with it."""
    return group.name if group.where else w["sensitivity.uncrossed"]


def spread_words(group: Indices, w: Words) -> str:
    """How the variance over all runs falls to factors and to luck; empty where there was one luck."""
    said = {name: percent(group.spread[name], w) for name in ("factors", "luck", "both")} if group.spread else {}
    return w("sensitivity.spread", **said) if said else ""
