"""Where things of a map stand: cells without a world, hatches, limits, ticks and the range that an axis is cut over."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from cordiale.experiments.cartography import drawing_map
from cordiale.experiments.cartography.advice_map import AdviceMap, Cell, _cells
from cordiale.experiments.cartography.drawing_map import MOST_MARKED, draw_map
from cordiale.experiments.cartography.ladder import MOST_LEVELS, Ladder, ladder
from cordiale.experiments.cartography.smoothing import means
from cordiale.experiments.commands import robustness
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor

OPTIONS = ("siloed", "drift")


def side(name: str, steps: int, *, ends: tuple[float, float] = (0.0, 1.0), place: Any = None) -> Ladder:
    return Ladder(name, "1", tuple(range(steps)), np.linspace(*ends, steps + 1), place, binned=True, category=False)


def drawn_map(across: int, up: int, *, apart: bool = False) -> AdviceMap:
    """A map whose sides have other steps and other lengths."""
    cells = tuple(
        Cell(x, y, 1, (1.0, 2.0), 0, 1, Estimate(1.0 + x, 0.5, 9.0, 3), 0.5, apart)
        for y in range(up) for x in range(across)
    )  # fmt: skip
    worlds: Any = SimpleNamespace(options=OPTIONS)
    nothing: Any = None
    return AdviceMap(worlds, side("x", across, ends=(2, 8)), side("y", up, ends=(10, 50)), "bins", nothing, cells)


def axes_of(found: AdviceMap) -> Axes:
    (ax,) = draw_map(found, "title", "caption", {name: name for name in OPTIONS}, SLIDE, w=ENGLISH).axes
    return ax


def test_a_cell_without_a_world_stands_at_its_own_place_and_says_nothing() -> None:
    place = np.array([0, 2, 2, 1])
    x, y = side("x", 3, place=place), side("y", 2, place=np.array([0, 0, 1, 1]))
    worlds: Any = SimpleNamespace(options=OPTIONS, worth=np.arange(24.0).reshape(2, 4, 3), less_is_better=False)
    found = [*_cells(worlds, x, means(x, y), False)]
    assert [(each.x, each.y, each.worlds) for each in found] == [
        (0, 0, 1), (1, 0, 0), (2, 0, 1), (0, 1, 0), (1, 1, 1), (2, 1, 1),
    ]  # fmt: skip
    for each in found:
        assert (each.best == each.second == -1) == (each.worlds == 0)
        assert bool(np.isnan([*each.means, each.p, each.lead.mean]).all()) == (each.worlds == 0)


def test_a_hatch_covers_its_cell_and_each_side_goes_from_its_own_first_edge_to_its_last() -> None:
    ax = axes_of(drawn_map(3, 2))
    boxes = [(each.get_x(), each.get_y(), each.get_width(), each.get_height()) for each in ax.patches]  # type: ignore[attr-defined]  # rectangles
    assert boxes == [(x, y, 2.0, 20.0) for y in (10.0, 30.0) for x in (2.0, 4.0, 6.0)]
    assert (ax.get_xlim(), ax.get_ylim()) == ((2.0, 8.0), (10.0, 50.0))
    assert not axes_of(drawn_map(3, 2, apart=True)).patches


@pytest.mark.parametrize(("across", "up", "marked"), [
    (MOST_MARKED, 2, True), (2, MOST_MARKED, True), (MOST_MARKED + 1, 2, False), (2, MOST_MARKED + 1, False),
])  # fmt: skip
def test_cells_have_marks_unless_either_side_has_more_steps_than_can_be_told_by_eye(
    across: int, up: int, marked: bool
) -> None:
    lines = axes_of(drawn_map(across, up, apart=True)).lines
    assert bool(lines) == marked
    assert {line.get_linestyle() for line in lines} <= {"None"}


def test_the_finding_stands_over_the_map_and_what_it_rests_on_below_it() -> None:
    figure = draw_map(drawn_map(3, 2), "FINDING", "BASIS", {name: name for name in OPTIONS}, SLIDE, w=ENGLISH)
    (title,) = (each for each in figure.findobj(Text) if each.get_text() == "FINDING")
    (caption,) = (each for each in figure.findobj(Text) if each.get_text() == "BASIS")
    assert title.get_window_extent().y0 > caption.get_window_extent().y1
    assert float(title.get_fontsize()) > float(caption.get_fontsize())


@pytest.mark.parametrize(("steps", "whole"), [((1, 2, 3), True), ((0.5, 1.0, 2.0), False), ((1.0, 2.0, 2.5), False)])
def test_ticks_are_whole_where_all_levels_are_and_a_category_s_stand_at_its_own_names(
    steps: tuple[float, ...], whole: bool
) -> None:
    numbers = Ladder("a", "1", steps, np.array([0.0, 1.0, 2.0, 3.0]), None, binned=False, category=False)
    named = numbers._replace(steps=("siloed", "drift", "sales-led"), category=True)
    ax = Figure().add_subplot()
    drawing_map._dress(ax, SimpleNamespace(x=numbers, y=named), words("en"))  # type: ignore[arg-type]  # its sides alone
    assert ax.xaxis.get_major_locator()._integer == whole  # type: ignore[attr-defined]  # of MaxNLocator
    assert ax.get_yticks().tolist() == [0.5, 1.5, 2.5]
    assert [each.get_text() for each in ax.get_yticklabels()] == ["siloed", "drift", "sales-led"]


def test_a_sampled_axis_goes_over_the_whole_range_that_was_declared_and_keeps_its_unit() -> None:
    cycle = Domain("buyers.cycle", "number", 1, 99, unit="week")
    axis = ladder(Factor(cycle, low=10.0, high=20.0), pd.Series([13.0, 14.0, 17.0]), bins=5)
    assert (axis.edges.tolist(), axis.unit) == ([10.0, 12.0, 14.0, 16.0, 18.0, 20.0], "week")
    assert (axis.place.tolist(), axis.binned) == ([1, 2, 3], True)


@pytest.mark.parametrize("count", [3, MOST_LEVELS, MOST_LEVELS + 1])
def test_what_a_list_of_points_has_is_mapped_level_by_level_and_cut_between_its_ends_if_it_is_too_much(
    count: int,
) -> None:
    values = pd.Series(np.linspace(2.0, 5.0, count)[::-1])
    axis = ladder(Factor(Domain("buyers.cycle", "number", 1, 99)), values, bins=4)
    assert axis.binned == (count > MOST_LEVELS)
    assert len(axis.steps) == (4 if count > MOST_LEVELS else count)
    if axis.binned:
        assert axis.edges.tolist() == [2.0, 2.75, 3.5, 4.25, 5.0]


@pytest.mark.parametrize("less", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_title_of_robustness_is_of_its_outcome_unit_and_worlds_and_says_which_way_is_better(
    language: str, less: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    w, titles = words(language), list[str]()
    monkeypatch.setattr(robustness, "print_table", lambda *_, title, **__: titles.append(title))
    measure = replace(REVENUE, name="income")
    worlds = SimpleNamespace(measure=measure, points=[0] * 9, plan=SimpleNamespace(matched=3), less_is_better=less)
    found: Any = SimpleNamespace(worlds=worlds, threshold=None, options=[])
    robustness._print(found, w)
    better = w["robustness.less" if less else "robustness.more"]
    assert titles == [w("robustness.title", outcome="income", unit=w.unit(measure.unit), worlds=9, better=better)]
    assert better != w["robustness.more" if less else "robustness.less"]
