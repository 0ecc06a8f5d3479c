"""Revenue against friction: where each paradigm lies from the baseline, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import isfinite

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from ...figures.marks import Mark, marks
from ...figures.names import MARK, name_points
from ...figures.page import HAIRLINE, TEXT, Layout, Margins, entitle, open_page, page_of, styled
from ...figures.typesetting import balanced, tick
from ...foundations.language import Words
from ...foundations.statistics import Estimate
from ..measures import FRICTION, REVENUE
from ..ranking import Ranking, Standing

LEAST_HEIGHT = 33  # mm, for the words along the vertical axis
USUAL, ROW = 6, 3  # more paradigms than this take so many mm more each
ORIGIN = Estimate(0.0, 0.0, 0.0, 0)
MARGINS = Margins(left=17, right=4)
NAME = 0.55  # of a panel's width, that a line of a name may take
GOOD_CORNER = "#f3f3f3"


def draw_trade_off(
    rankings: Sequence[Ranking],
    *,
    title: str,
    caption: str,
    layout: Layout,
    money: str,
    w: Words,
) -> Figure:
    """For each force set a cross a paradigm: the 95 % intervals of its paired differences to the baseline."""
    look = marks(standing.paradigm for standing in rankings[0].standings)
    tall = layout.tall(LEAST_HEIGHT + ROW * max(0, len(look) - USUAL))
    with styled():
        figure, axes = open_page(title, caption, panels=len(rankings), layout=tall, margins=MARGINS)
        for ranking, ax in zip(rankings, axes, strict=True):
            said = w.forces(ranking.forces)
            entitle(ax, said[:1].upper() + said[1:], MARGINS)
            draw_plane(ax, ranking, look, money=money, w=w)
        fix_scales(axes)
        for ranking, ax in zip(rankings, axes, strict=True):
            name_crosses(ax, ranking, w)
    return figure


def name_crosses(ax: Axes, ranking: Ranking, w: Words) -> None:
    """The paradigms' names beside their crosses, wide ones in lines; the scales must be fixed before."""
    room = NAME * ax.get_window_extent().width / page_of(ax).dpi * 25.4
    names = {each.paradigm: "\n".join(balanced(w.paradigm(each.paradigm), TEXT, room)) for each in ranking.standings}
    points = {names[standing.paradigm]: position(standing) for standing in ranking.standings}
    places = {name: (x.mean, y.mean) for name, (x, y) in points.items() if isfinite(x.mean) and isfinite(y.mean)}
    name_points(ax, places, _obstacles(ax, ranking))


def position(standing: Standing) -> tuple[Estimate, Estimate]:
    """Differences to the baseline: friction in points of all hours, revenue in thousands; zero for itself."""
    if not standing.differences:
        return ORIGIN, ORIGIN
    return standing.differences[FRICTION.name].scaled(100), standing.differences[REVENUE.name]


def draw_plane(ax: Axes, ranking: Ranking, look: Mapping[str, Mark], *, money: str, w: Words) -> None:
    """The crosses of one force set; `money` is the unit of revenue."""
    ax.grid(False)
    ax.axhline(0, color=HAIRLINE, lw=0.8, zorder=0)
    ax.axvline(0, color=HAIRLINE, lw=0.8, zorder=0)
    for standing in ranking.standings:
        _draw_cross(ax, *position(standing), look[standing.paradigm])
    ax.set_xlabel(w["figure.friction_axis"], labelpad=1)
    ax.set_ylabel(w("figure.revenue_axis", money=money), labelpad=2)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        axis.set_major_formatter(FuncFormatter(partial(tick, sign=True, w=w)))


def _draw_cross(ax: Axes, x: Estimate, y: Estimate, mark: Mark) -> None:
    ax.plot([x.low, x.high], [y.mean, y.mean], color=mark.colour, lw=0.8)
    ax.plot([x.mean, x.mean], [y.low, y.high], color=mark.colour, lw=0.8)
    ax.plot([x.mean], [y.mean], **mark.of_point(3.8, edge=0))


def fix_scales(axes: Sequence[Axes]) -> None:
    """The same scales in every panel, with room for names, and the good corner tinted."""
    left, right = _widened([ax.get_xlim() for ax in axes], 0.3)
    low, high = _widened([ax.get_ylim() for ax in axes], 0.1)
    for ax in axes:
        ax.set(xlim=(left, right), ylim=(low, high))
        ax.axvspan(left, min(0, right), ymin=max(0, -low) / (high - low), color=GOOD_CORNER, lw=0, zorder=-1)


def _widened(limits: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    low, high = min(low for low, _ in limits), max(high for _, high in limits)
    return low - share * (high - low), high + share * (high - low)


def _obstacles(ax: Axes, ranking: Ranking) -> list[Bbox]:
    """What names should not cover, in pixels: the crosses and the zero lines."""
    panel = ax.get_window_extent()
    x, y = ax.transData.transform((0, 0))
    lines = [
        Bbox.from_extents(panel.x0, y - 1, panel.x1, y + 1),
        Bbox.from_extents(x - 1, panel.y0, x + 1, panel.y1),
    ]
    crosses = [box for standing in ranking.standings for box in _cross_boxes(ax, *position(standing))]
    return [*lines, *crosses]


def _cross_boxes(ax: Axes, x: Estimate, y: Estimate) -> list[Bbox]:
    """What a mark and the two arms of its cross cover, in pixels."""
    centre = ax.transData.transform((x.mean, y.mean))
    reach = ax.transData.transform((_upper(x), _upper(y))) - centre
    arms = ((reach[0], 2.0), (2.0, reach[1]), (MARK, MARK))
    return [Bbox([centre - half, centre + half]) for half in arms]


def _upper(estimate: Estimate) -> float:
    return estimate.high if estimate.has_interval else estimate.mean
