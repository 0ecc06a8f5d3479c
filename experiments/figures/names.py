"""Names beside points, where they cover nothing and cannot be taken for the name of another point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from experiments.figures.page import INK, SOFT_INK, page_of

Point = tuple[float, float]

SIDES = ((1, 0, "left"), (-1, 0, "right"), (0, 1, "center"), (0, -1, "center"))
CORNERS = ((1, 1, "left"), (1, -1, "left"), (-1, 1, "right"), (-1, -1, "right"))
NEAR = 6  # points from a mark to its name; further away a thread connects the two
CANDIDATES = [(d * x, d * y, side) for d in (NEAR, 10, 15, 21) for x, y, side in SIDES + CORNERS]
PRICE_OF_DOUBT = 20.0  # square pixels for each pixel by which another point is nearer


def name_points(ax: Axes, points: Mapping[str, Point], obstacles: Sequence[Bbox]) -> None:
    """Write each name beside its point (data units), clear of `obstacles` (pixels) and of other names."""
    taken, renderer = list(obstacles), renderer_of(ax)
    for name, point in points.items():
        others = [ax.transData.transform(other) for other in points.values() if other != point]
        taken.append(_place(ax, name, point, taken=taken, others=others, renderer=renderer))


def renderer_of(ax: Axes) -> RendererBase:
    """What measures text on the page of these axes."""
    return FigureCanvasAgg(page_of(ax)).get_renderer()


def _place(
    ax: Axes,
    name: str,
    point: Point,
    *,
    taken: Sequence[Bbox],
    others: Sequence[np.ndarray],
    renderer: RendererBase,
) -> Bbox:
    """Write the name at the cheapest candidate, the first among equals, and return the box it fills."""
    options = [_written(ax, name, point, candidate) for candidate in CANDIDATES]
    boxes = [_box(option, renderer) for option in options]
    own, panel = ax.transData.transform(point), ax.get_window_extent()
    costs = [_overlap(box, taken) + 3 * _outside(box, panel) + _doubt(box, own, others) for box in boxes]
    best = costs.index(min(costs))
    for option in options[:best] + options[best + 1 :]:
        option.remove()
    return boxes[best]


def _written(ax: Axes, name: str, point: Point, candidate: tuple[float, float, str]) -> Annotation:
    across, up, side = candidate
    thread = {"arrowstyle": "-", "lw": 0.3, "color": SOFT_INK, "shrinkA": 0, "shrinkB": 2}
    style: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": "center_baseline"}
    style |= {"arrowprops": thread if max(abs(across), abs(up)) > NEAR else None}
    return ax.annotate(name, point, xytext=(across, up), color=INK, **style)


def _box(option: Annotation, renderer: RendererBase) -> Bbox:
    """What the words cover in pixels, without their thread."""
    option.update_positions(renderer)
    return Text.get_window_extent(option, renderer)


def _overlap(box: Bbox, taken: Sequence[Bbox]) -> float:
    shared = (Bbox.intersection(box, other) for other in taken)
    return sum(both.width * both.height for both in shared if both is not None)


def _outside(box: Bbox, panel: Bbox) -> float:
    """The area of the box that lies outside the panel."""
    inside = Bbox.intersection(box, panel)
    return box.width * box.height - (inside.width * inside.height if inside is not None else 0)


def _doubt(box: Bbox, own: np.ndarray, others: Sequence[np.ndarray]) -> float:
    """Whether the name could be read as that of another point: how much nearer the nearest one is."""
    nearest = min((_distance(box, other) for other in others), default=np.inf)
    return PRICE_OF_DOUBT * max(0.0, _distance(box, own) - nearest)


def _distance(box: Bbox, point: np.ndarray) -> float:
    """From a point to the nearest edge of a box; zero inside."""
    nearest = np.clip(point, (box.x0, box.y0), (box.x1, box.y1))
    return float(np.hypot(*(point - nearest)))
