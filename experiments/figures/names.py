"""Names beside points, where they cover nothing and cannot be taken for the name of another point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from .page import INK, SOFT_INK, page_of

Point = tuple[float, float]

SIDES = ((1, 0, "left"), (-1, 0, "right"), (0, 1, "center"), (0, -1, "center"))
CORNERS = ((1, 1, "left"), (1, -1, "left"), (-1, 1, "right"), (-1, -1, "right"))
MARK = 4.0  # pixels from the middle of a mark to its edge
NEAR = 6  # points from a mark to its name; further away a thread connects the two
BETWEEN = tuple(
    (x, y, side) for a, b in ((1, 0.5), (0.5, 1)) for x, side in ((a, "left"), (-a, "right")) for y in (b, -b)
)
REACH = (NEAR, 10, 15, 21, 28, 37, 48, 62, 80)  # points
CANDIDATES = [(d * x, d * y, side) for d in REACH for x, y, side in SIDES + CORNERS + BETWEEN]
# What a place costs, in square pixels: to cover something, to stick out, to seem another point's name, and a thread
# through the words or the mark of another.
COVERED, OUTSIDE, DOUBT, CROSSED = 5.0, 15.0, 60.0, 400.0
STEPS = np.linspace(0, 1, 30)[:, None]  # along a thread


def name_points(ax: Axes, points: Mapping[str, Point], obstacles: Sequence[Bbox]) -> None:
    """Write each name beside its point (data units), clear of `obstacles` (pixels) and of other names."""
    taken, renderer = list(obstacles), renderer_of(ax)
    marks = {name: _around(ax.transData.transform(point), MARK) for name, point in points.items()}
    named: list[Bbox] = []
    for name, point in sorted(points.items(), key=lambda item: _crowding(ax, item[1], points.values())):
        others = [ax.transData.transform(other) for other in points.values() if other != point]
        barred = named + [mark for other, mark in marks.items() if points[other] != point]
        box, thread = _place(ax, name, point, taken=taken, barred=barred, others=others, renderer=renderer)
        named.append(box)
        taken += [box, *thread]


def _crowding(ax: Axes, point: Point, points: Iterable[Point]) -> float:
    """Pixels to the nearest other point: who has least room is named first."""
    place = ax.transData.transform(point)
    others = [ax.transData.transform(other) for other in points if other != point]
    return min((float(np.hypot(*(place - other))) for other in others), default=np.inf)


def renderer_of(ax: Axes) -> RendererBase:
    """What measures text on the page of these axes."""
    return FigureCanvasAgg(page_of(ax)).get_renderer()


def _place(
    ax: Axes,
    name: str,
    point: Point,
    *,
    taken: Sequence[Bbox],
    barred: Sequence[Bbox],
    others: Sequence[np.ndarray],
    renderer: RendererBase,
) -> tuple[Bbox, list[Bbox]]:
    """Write the name at the cheapest candidate, the first among equals; the box it fills, and those of its thread.

    Nothing may be covered by the name, and what is `barred` by its thread neither.
    """
    own, panel = ax.transData.transform(point), ax.get_window_extent()
    boxes = _boxes(ax, name, point, renderer)
    threads = [
        _thread(box, own) if _is_far(candidate) else [] for box, candidate in zip(boxes, CANDIDATES, strict=True)
    ]
    costs = [
        COVERED * _overlap(box, taken)
        + OUTSIDE * _outside(box, panel)
        + DOUBT * _doubt(box, own, others)
        + CROSSED * sum(any(bit.overlaps(each) for bit in thread) for each in barred)
        for box, thread in zip(boxes, threads, strict=True)
    ]
    best = costs.index(min(costs))
    doubtful = _doubt(boxes[best], own, others) > 0
    _write(ax, name, point, CANDIDATES[best], tied=doubtful)
    return boxes[best], threads[best]


def _is_far(candidate: tuple[float, float, str]) -> bool:
    return max(abs(candidate[0]), abs(candidate[1])) > NEAR


def _thread(box: Bbox, own: np.ndarray) -> list[Bbox]:
    """What a thread from a point to the middle of a box covers outside both, bit by bit, in pixels."""
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    bits = own + STEPS * (middle - own)
    return [_around(bit, 1.0) for bit in bits if np.hypot(*(bit - own)) > MARK and not box.contains(*bit)]


def _around(place: np.ndarray, half: float) -> Bbox:
    return Bbox([place - half, place + half])


def _boxes(ax: Axes, name: str, point: Point, renderer: RendererBase) -> list[Bbox]:
    """What the name would cover in pixels at each candidate: one place measured, the others moved from it."""
    trial = _write(ax, name, point, (0, 0, "left"))
    trial.update_positions(renderer)
    box = Text.get_window_extent(trial, renderer)
    pixels = page_of(ax).dpi / 72
    trial.remove()
    back = {"left": 0.0, "center": box.width / 2, "right": box.width}
    return [box.translated(across * pixels - back[side], up * pixels) for across, up, side in CANDIDATES]


def _write(ax: Axes, name: str, point: Point, candidate: tuple[float, float, str], *, tied: bool = False) -> Annotation:
    """The name at a place beside its point, in points from it, with a thread if it is not near, or to be `tied`."""
    across, up, side = candidate
    thread = {"arrowstyle": "-", "lw": 0.3, "color": SOFT_INK, "shrinkA": 0, "shrinkB": 2}
    style: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": "center_baseline"}
    style |= {"arrowprops": thread if tied or _is_far(candidate) else None}
    return ax.annotate(name, point, xytext=(across, up), color=INK, **style)


def _overlap(box: Bbox, taken: Sequence[Bbox]) -> float:
    shared = (Bbox.intersection(box, other) for other in taken)
    return sum(both.width * both.height for both in shared if both is not None)


def _outside(box: Bbox, panel: Bbox) -> float:
    """The area of the box that lies outside the panel."""
    inside = Bbox.intersection(box, panel)
    return box.width * box.height - (inside.width * inside.height if inside is not None else 0)


def _doubt(box: Bbox, own: np.ndarray, others: Sequence[np.ndarray]) -> float:
    """Whether the name could be read as that of another point: by how many pixels another is nearer."""
    nearest = min((_distance(box, other) for other in others), default=np.inf)
    return max(0.0, _distance(box, own) - nearest)


def _distance(box: Bbox, point: np.ndarray) -> float:
    """From a point to the nearest edge of a box; zero inside."""
    nearest = np.clip(point, (box.x0, box.y0), (box.x1, box.y1))
    return float(np.hypot(*(point - nearest)))
