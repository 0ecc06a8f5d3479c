"""What a place for a name costs, in boxes made by hand: areas shared, threads crossed, and points that are nearer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from cordiale.experiments.figures import names
from cordiale.experiments.figures.names import (
    CANDIDATES,
    NEAR,
    _crossed,
    _distances,
    _doubt,
    _is_far,
    _shared,
    _unseen,
)

BOX = np.array([[0.0, 0.0, 10.0, 4.0]])


@pytest.mark.parametrize(
    ("taken", "area"),
    [([[8, 2, 20, 20]], 4.0), ([[10, 0, 20, 4]], 0.0), ([[20, 20, 30, 30]], 0.0), ([[-5, -5, 15, 15]], 40.0),
     ([[0, 0, 1, 1], [9, 3, 12, 9]], 2.0)],
)  # fmt: skip
def test_a_name_covers_the_area_that_it_shares_with_all_that_is_taken(taken: list[list[int]], area: float) -> None:
    assert _shared(BOX, np.array(taken, float)).tolist() == [area]


@pytest.mark.parametrize(("point", "away"), [((5, 2), 0.0), ((13, 8), 5.0), ((-3, 2), 3.0), ((5, -2), 2.0)])
def test_a_name_is_as_far_from_a_point_as_its_nearest_edge(point: tuple[int, int], away: float) -> None:
    assert _distances(BOX, np.array(point, float)).tolist() == [away]


def test_a_name_is_in_doubt_by_as_much_as_another_point_is_nearer_and_else_not() -> None:
    own, near, nearer, further = (np.array([x, 2.0]) for x in (16.0, 13.0, 12.0, 30.0))
    assert _doubt(BOX, own, [near, nearer, further]).tolist() == [4.0]
    assert _doubt(BOX, own, [further]).tolist() == [0.0]
    assert _doubt(BOX, own, []).tolist() == [0.0]


def test_only_what_is_drawn_of_a_thread_crosses_and_each_thing_crossed_counts_once() -> None:
    bits = np.array([[[0, 0, 1, 1], [2, 0, 3, 1], [9, 0, 10, 1]]], float)
    barred = np.array([[0, 0, 5, 5], [9, 0, 12, 2], [50, 50, 60, 60]], float)
    assert _crossed(bits, np.array([[True, True, True]]), barred).tolist() == [2]
    assert _crossed(bits, np.array([[True, True, False]]), barred).tolist() == [1]


@pytest.mark.parametrize(("visible", "hidden"), [
    ([True, True, True], True), ([True, False, True], False), ([False, False, True], False), ([False] * 3, False),
])  # fmt: skip
def test_a_thread_is_unseen_where_more_than_half_of_it_lies_on_what_is_drawn(visible: list[bool], hidden: bool) -> None:
    bits = np.array([[[0, 0, 1, 1], [2, 0, 3, 1], [9, 9, 10, 10]]], float)
    assert _unseen(bits, np.array([visible]), np.array([[0, 0, 5, 5], [0, 0, 2, 2]], float)).tolist() == [hidden]


def test_a_name_that_cannot_stand_by_its_mark_is_not_tied_to_it_by_a_thread_along_an_axis() -> None:
    ax = Figure(figsize=(4, 3), dpi=100).add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    across, up = ax.transData.transform((0, 0))
    axes = [Bbox([(0, up - 1), (400, up + 1)]), Bbox([(across - 1, 0), (across + 1, 300)])]
    around = {"paradigm 0": (0.08, -0.09), "paradigm 1": (0.13, 0.01), "paradigm 2": (-0.06, 0.0)}
    names.name_points(ax, {"today": (0.0, 0.0), **around}, axes)
    (note,) = (each for each in ax.texts if each.get_text() == "today")
    assert isinstance(note, Annotation)
    assert note.arrow_patch is not None
    assert min(abs(each) for each in note.xyann) > 0


def test_a_name_stands_by_its_mark_even_where_it_covers_a_hair_that_a_place_further_off_would_not() -> None:
    ax = Figure(figsize=(4, 3), dpi=100).add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    own = ax.transData.transform((0, 0))
    hair = Bbox([own + np.array([9, 0.2]), own + np.array([12, 0.5])])  # where the nearest place to the right is
    wall = [Bbox([own + low, own + high]) for low, high in [((-200, 5), (200, 90)), ((-200, -90), (200, -5)),
                                                            ((-200, -5), (-5, 5))]]  # fmt: skip
    names.name_points(ax, {"today": (0.0, 0.0)}, [hair, *wall])
    (note,) = ax.texts
    assert isinstance(note, Annotation)
    assert note.xyann == (NEAR, 0)


def test_names_further_off_than_the_nearest_places_have_a_thread_and_nearer_ones_are_tried_first() -> None:
    reach = [max(abs(across), abs(up)) for across, up, _ in CANDIDATES]
    assert reach == sorted(reach)
    assert [_is_far(each) for each in CANDIDATES] == [each > NEAR for each in reach]
    assert all(side == {1: "left", -1: "right", 0: "center"}[int(np.sign(across))] for across, _, side in CANDIDATES)


def test_who_has_least_room_is_named_first_whatever_order_the_points_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    named = list[str]()

    def placed(ax: Axes, name: str, *given: Any, **also: Any) -> Any:
        named.append(name)
        return np.zeros(4), []

    monkeypatch.setattr(names, "_place", placed)
    ax = Figure().subplots()
    ax.set(xlim=(0, 10), ylim=(0, 10))
    points = {"alone": (9.0, 9.0), "near": (1.0, 1.0), "nearer": (1.6, 1.0), "between": (3.0, 1.0)}
    for given in (points, dict(reversed(points.items()))):
        named.clear()
        names.name_points(ax, given, [])
        assert set(named[:2]) == {"near", "nearer"}
        assert named[2:] == ["between", "alone"]
