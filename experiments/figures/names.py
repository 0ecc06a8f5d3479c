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
# What a place costs, in square pixels: to cover something, to cover the words or the mark of another, to stick out, to
# seem another point's name, a thread through the words or the mark of another, one that lies along something so that it
# cannot be seen, and each point of distance.
COVERED, HIDDEN, OUTSIDE, DOUBT, CROSSED, UNSEEN, FAR = 5.0, 50.0, 15.0, 60.0, 400.0, 2000.0, 4.0
STEPS = np.linspace(0, 1, 30)[:, None]  # along a thread


def name_points(ax: Axes, points: Mapping[str, Point], obstacles: Sequence[Bbox]) -> None:
    """Write each name beside its point (data units), clear of `obstacles` (pixels) and of other names."""
    drawn, renderer = _as_boxes(each.extents for each in obstacles), renderer_of(ax)
    taken = [*drawn]
    places = {name: ax.transData.transform(point) for name, point in points.items()}
    named: list[np.ndarray] = []
    for name, point in sorted(points.items(), key=lambda item: _crowding(ax, item[1], points.values())):
        others = [places[other] for other in points if points[other] != point]
        barred = named + [_around(place, MARK) for place in others]
        box, thread = _place(ax, name, point, taken=taken, drawn=drawn, barred=barred, others=others, renderer=renderer)
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
    taken: Sequence[np.ndarray],
    drawn: np.ndarray,
    barred: Sequence[np.ndarray],
    others: Sequence[np.ndarray],
    renderer: RendererBase,
) -> tuple[np.ndarray, Sequence[np.ndarray]]:
    """Write the name at the cheapest candidate, the first among equals; the box it fills, and those of its thread.

    Nothing may be covered by the name, and what is `barred` by its thread neither.
    """
    own, boxes = ax.transData.transform(point), _boxes(ax, name, point, renderer)
    panel = _as_boxes([ax.get_window_extent().extents])
    bits, visible = _threads(boxes, own)
    doubt = _doubt(boxes, own, others)
    costs = (
        COVERED * _shared(boxes, _as_boxes(taken))
        + HIDDEN * _shared(boxes, _as_boxes(barred))
        + OUTSIDE * (_area(boxes) - _shared(boxes, panel))
        + DOUBT * doubt
        + CROSSED * _crossed(bits, visible, _as_boxes(barred))
        + UNSEEN * _unseen(bits, visible, drawn)
        + FAR * np.array([_reach(each) - NEAR for each in CANDIDATES])
    )
    best = int(np.argmin(costs))
    _write(ax, name, point, CANDIDATES[best], tied=bool(doubt[best] > 0))
    return boxes[best], bits[best][visible[best]]


def _reach(candidate: tuple[float, float, str]) -> float:
    return max(abs(candidate[0]), abs(candidate[1]))


def _is_far(candidate: tuple[float, float, str]) -> bool:
    return _reach(candidate) > NEAR


def _threads(boxes: np.ndarray, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What a thread from a point to the middle of each box covers, bit by bit, and which bits can be seen.

    Those are outside the box and the mark, and of candidates that are far enough to have a thread.
    """
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    places = own + STEPS * (middles - own)[:, None]
    within = (boxes[:, None, :2] <= places) & (places <= boxes[:, None, 2:])
    far = np.array([_is_far(candidate) for candidate in CANDIDATES])[:, None]
    return _around(places, 1.0), far & (np.hypot(*np.moveaxis(places - own, 2, 0)) > MARK) & ~within.all(axis=2)


def _around(places: np.ndarray, half: float) -> np.ndarray:
    return np.concatenate([places - half, places + half], axis=-1)


def _as_boxes(boxes: Iterable[Any]) -> np.ndarray:
    """Boxes as rows: left, bottom, right, top, in pixels."""
    return np.array(list(boxes), dtype=float).reshape(-1, 4)


def _boxes(ax: Axes, name: str, point: Point, renderer: RendererBase) -> np.ndarray:
    """What the name would cover in pixels at each candidate: one place measured, the others moved from it."""
    trial = _write(ax, name, point, (0, 0, "left"))
    trial.update_positions(renderer)
    box = Text.get_window_extent(trial, renderer)
    pixels = page_of(ax).dpi / 72
    trial.remove()
    back = {"left": 0.0, "center": box.width / 2, "right": box.width}
    return _as_boxes(
        [box.translated(across * pixels - back[side], up * pixels).extents for across, up, side in CANDIDATES]
    )


def _write(ax: Axes, name: str, point: Point, candidate: tuple[float, float, str], *, tied: bool = False) -> Annotation:
    """The name at a place beside its point, in points from it, with a thread if it is not near, or to be `tied`."""
    across, up, side = candidate
    thread = {"arrowstyle": "-", "lw": 0.3, "color": SOFT_INK, "shrinkA": 0, "shrinkB": 2}
    style: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": "center_baseline"}
    style |= {"arrowprops": thread if tied or _is_far(candidate) else None}
    return ax.annotate(name, point, xytext=(across, up), color=INK, **style)


def _area(boxes: np.ndarray) -> np.ndarray:
    return np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)


def _shared(boxes: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """The area that each box shares with all that is taken."""
    low = np.maximum(boxes[:, None, :2], taken[:, :2])
    high = np.minimum(boxes[:, None, 2:], taken[:, 2:])
    return np.prod(np.maximum(high - low, 0.0), axis=2).sum(axis=1)


def _crossed(bits: np.ndarray, visible: np.ndarray, barred: np.ndarray) -> np.ndarray:
    """How much of what is barred the thread of each candidate meets."""
    return (_meets(bits, barred) & visible[:, :, None]).any(axis=1).sum(axis=1)


def _unseen(bits: np.ndarray, visible: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Whether most of the thread of each candidate lies along what is drawn."""
    hidden = (_meets(bits, drawn).any(axis=2) & visible).sum(axis=1)
    return np.greater(2 * hidden, visible.sum(axis=1))


def _meets(bits: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Whether each bit of the thread of each candidate touches each box."""
    meets = (bits[:, :, None, :2] <= boxes[:, 2:]) & (boxes[:, :2] <= bits[:, :, None, 2:])
    return np.all(meets, axis=3)


def _doubt(boxes: np.ndarray, own: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray:
    """Whether a name could be read as that of another point: by how many pixels another is nearer."""
    nearest = np.min([_distances(boxes, other) for other in others], axis=0) if others else np.inf
    return np.maximum(0.0, _distances(boxes, own) - nearest)


def _distances(boxes: np.ndarray, point: np.ndarray) -> np.ndarray:
    """From a point to the nearest edge of each box; zero inside."""
    return np.hypot(*(point - np.clip(point, boxes[:, :2], boxes[:, 2:])).T)
