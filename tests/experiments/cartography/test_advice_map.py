"""Maps: the best option of planted worlds is found where it was planted, and luck alone is told as luck."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.run_values import AnalysisError
from cordiale.experiments.cartography.advice_map import AdviceMap, advice_map
from cordiale.experiments.cartography.drawing_map import draw_map
from cordiale.experiments.cartography.ladder import Ladder
from cordiale.experiments.cartography.telling_map import keep_map, lines
from cordiale.experiments.figures.marks import marks
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.planted_studies import planned, planted

X, Y = "leadership.strength", "trust.initial"
OPTIONS = ["siloed", "sales-led", "proportional"]


def lead(settings: dict[str, Any]) -> float:
    """By how much proportional is ahead of the two others in a planted world: more leadership, less trust."""
    return float(10 * (settings[X] - settings[Y]))


def tilted(settings: dict[str, Any], replication: int) -> float:
    own = np.random.default_rng([replication, OPTIONS.index(settings["paradigm"])]).normal(0, 0.2)
    bonus = {"proportional": lead(settings), "siloed": 0.0, "sales-led": -20.0}[settings["paradigm"]]
    return 100 + 30 * replication + bonus + own


def full(folder: Path, *, levels: int = 5, replications: int = 4, **keys: Any) -> Path:
    axis = {"low": 0.0, "high": 1.0, "levels": levels}
    factors = {"paradigm": OPTIONS, X: axis, Y: axis}
    return planted(folder, planned(design="full", replications=replications, factors=factors, **keys), tilted)


def sampled(folder: Path, samples: int, rule: Any = tilted, **factors: Any) -> Path:
    axis = {"low": 0.0, "high": 1.0}
    keys = {"design": "latin-hypercube", "samples": samples, "replications": 4}
    return planted(folder, planned(**keys, factors={"paradigm": OPTIONS, X: axis, Y: axis, **factors}), rule)


def best(found: AdviceMap, x: int, y: int) -> str:
    cell = next(each for each in found.cells if (each.x, each.y) == (x, y))
    return found.worlds.options[cell.best]


def test_each_cell_of_a_full_design_has_its_best_option_and_its_lead(tmp_path: Path) -> None:
    found = advice_map(full(tmp_path), X, Y)
    assert found.how == "cells"
    for cell in found.cells:
        planted_lead = 10 * (found.x.steps[cell.x] - found.y.steps[cell.y])
        if abs(planted_lead) > 1:
            assert found.worlds.options[cell.best] == ("proportional" if planted_lead > 0 else "siloed")
            assert cell.apart
            assert cell.lead.mean == pytest.approx(2 * abs(planted_lead), abs=1)  # two quarters
        else:
            assert not cell.apart


def test_where_less_is_better_the_map_is_turned(tmp_path: Path) -> None:
    found = advice_map(full(tmp_path), X, Y, less_is_better=True)
    assert best(found, 4, 0) == best(found, 0, 4) == "sales-led"
    assert found.cells[0].means == advice_map(tmp_path, X, Y).cells[0].means


def test_luck_alone_is_told_apart_in_hardly_a_cell(tmp_path: Path) -> None:
    """Options that differ by nothing but each run's own luck: any cell told apart would be a false claim."""

    def luck(settings: dict[str, Any], replication: int) -> float:
        address = [replication, OPTIONS.index(settings["paradigm"]), int(1e6 * settings[X]), int(1e6 * settings[Y])]
        return float(np.random.default_rng(address).normal(100, 10))

    axis = {"low": 0.0, "high": 1.0, "levels": 20}
    factors = {"paradigm": OPTIONS, X: axis, Y: axis}
    found = advice_map(planted(tmp_path, planned(design="full", replications=4, factors=factors), luck), X, Y)
    assert sum(each.apart for each in found.cells) <= 4  # of 400
    assert np.mean([each.p < 0.05 for each in found.cells]) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_one_replication_tells_nothing_apart(tmp_path: Path) -> None:
    found = advice_map(full(tmp_path, replications=1), X, Y)
    assert not any(each.apart for each in found.cells)


def test_sampled_ranges_are_cut_into_bins_and_a_boundary_in_a_bin_is_left_open(tmp_path: Path) -> None:
    found = advice_map(sampled(tmp_path, 200), X, Y, bins=5)
    assert found.how == "bins"
    assert best(found, 4, 0) == "proportional"
    assert best(found, 0, 4) == "siloed"
    corners = [each for each in found.cells if {each.x, each.y} == {0, 4}]
    assert all(each.apart for each in corners)
    assert not any(each.apart for each in found.cells if each.x == each.y)
    assert sum(each.worlds for each in found.cells) == 200


def test_what_varies_on_no_axis_counts_as_scatter(tmp_path: Path) -> None:
    """The luck is clear, but each bin holds a handful of worlds that differ much in a factor that is not shown."""

    def elsewhere(settings: dict[str, Any], replication: int) -> float:
        bonus = 50 * (settings["people.weekly_hours"] - 40) if settings["paradigm"] == "proportional" else 0.0
        return 1000 + bonus + tilted(settings | {"paradigm": "siloed"}, replication)

    folder = sampled(tmp_path, 150, elsewhere, **{"people.weekly_hours": {"low": 39.0, "high": 41.0}})
    found = advice_map(folder, X, Y, bins=6)
    assert found.over == ["people.weekly_hours"]
    assert sum(each.apart for each in found.cells) <= 3


def test_a_surface_finds_the_planted_plane(tmp_path: Path) -> None:
    found = advice_map(sampled(tmp_path, 60), X, Y, fitted=True, bins=10)
    assert found.how == "surface"
    assert found.smoother.told > 0.99
    for each in found.known:
        planted_lead = 10 * (found.x.told(each.x) - found.y.told(each.y))
        if abs(planted_lead) > 1.5:
            assert found.worlds.options[each.best] == ("proportional" if planted_lead > 0 else "siloed")
            assert each.apart


def test_a_bin_without_a_world_stays_empty(tmp_path: Path) -> None:
    found = advice_map(sampled(tmp_path, 10), X, Y, bins=10)
    empty = [each for each in found.cells if not each.worlds]
    assert len(empty) == 90
    assert all(each.best == -1 and not each.apart for each in empty)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"x": "paradigm"}, "x = 'paradigm' is no other factor"),
        ({"y": X}, "x and y are both"),
        ({"outcome": "wins"}, "'wins' was not kept"),
        ({"of": X}, "leaves nothing to choose from"),
        ({"bins": 1}, "bins = 1 is outside"),
    ],
)
def test_what_a_map_cannot_be_of_is_refused(tmp_path: Path, asked: dict[str, Any], said: str) -> None:
    whole: dict[str, Any] = {"x": X, "y": Y} | asked
    with pytest.raises(AnalysisError, match=said):
        advice_map(full(tmp_path, levels=2), **whole)


def test_a_map_leaves_table_figure_and_numbers_that_agree(tmp_path: Path) -> None:
    found = advice_map(full(tmp_path / "study"), X, Y)
    keep_map(found, tmp_path / "map", words("fr"))
    table = pd.read_csv(tmp_path / "map" / "map.csv")
    document = json.loads((tmp_path / "map" / "map.json").read_text())
    assert [each["best"] for each in document["cells"]] == list(table["best"])
    assert document["options"]["siloed"]["led"] == int((table["best"] == "siloed").sum())
    assert (tmp_path / "map" / "map.png").stat().st_size > 10_000
    assert "distingu" in "".join(lines(found, words("fr")))


def test_on_the_figure_what_cannot_be_told_apart_is_hatched_and_each_cell_has_its_option_s_mark(tmp_path: Path) -> None:
    found = advice_map(full(tmp_path), X, Y)
    found = replace(found, x=found.x._replace(edges=3 + 2 * found.x.edges))  # no axis is the other's
    open_cells = {(each.x, each.y) for each in found.known if not each.apart}
    assert 0 < len(open_cells) < len(found.known)
    (ax,) = draw_map(found, "title", "caption", {name: name for name in OPTIONS}, SLIDE, w=ENGLISH).axes
    hatched = {(int(np.searchsorted(found.x.edges, patch.get_x() + patch.get_width() / 2)) - 1,
                int(np.searchsorted(found.y.edges, patch.get_y() + patch.get_height() / 2)) - 1)
               for patch in ax.patches if patch.get_hatch()}  # fmt: skip
    assert hatched == open_cells
    look = marks(found.worlds.options)
    drawn = {(line.get_marker(), x, y) for line in ax.lines for x, y in zip(*line.get_data(), strict=True)}
    assert drawn == {(look[best(found, each.x, each.y)].marker, found.x.centres[each.x], found.y.centres[each.y])
                     for each in found.known}  # fmt: skip


def test_a_part_of_a_range_is_called_by_its_middle_and_a_level_by_itself() -> None:
    edges = np.array([0.0, 2.0, 6.0])
    binned = Ladder("trust.gain", "1", (0, 1), edges, None, binned=True, category=False)
    assert [binned.told(step) for step in (0, 1)] == [1.0, 4.0]
    levels = binned._replace(steps=(0.5, 3.5), binned=False)
    assert [levels.told(step) for step in (0, 1)] == [0.5, 3.5]
