"""The points of a study: how many there may be, by which seed they are drawn, and what a list of them may hold."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.study import designs
from cordiale.experiments.study.designs import CELL, unit_sample
from cordiale.experiments.study.file import StudyError
from tests.support.planted_studies import planned

CROSSED: dict[str, Any] = {"paradigm": ["siloed", "drift"], "trust.gain": [0.05, 0.1, 0.15]}
RANGES = {"trust.gain": {"low": 0.05, "high": 0.15}, "leadership.strength": {"low": 0.1, "high": 0.9}}
SAMPLED = {"latin-hypercube": {}, "sobol": {}, "morris": {"trajectory_levels": 6}}


@pytest.mark.parametrize(("most", "fits"), [(5, False), (6, True), (7, True)])
def test_a_design_may_have_as_many_points_as_the_most_and_not_one_more(
    most: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(designs, "MOST_POINTS", most)
    with nullcontext() if fits else pytest.raises(StudyError, match=rf"has 6 points, .* allowed are 1 to {most}$"):
        assert planned(factors=CROSSED).points == 6


@pytest.mark.parametrize(("spare", "fits"), [(-1, False), (0, True), (None, True)])
def test_a_design_may_take_all_the_memory_that_is_there_and_any_where_that_is_not_known(
    spare: int | None, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes = 6 * 3 * CELL  # two factors and the number of the sample
    monkeypatch.setattr(designs, "memory", lambda: None if spare is None else takes + spare)
    with nullcontext() if fits else pytest.raises(StudyError, match=r"this machine has 0\.0"):
        assert planned(factors=CROSSED).points == 6


@pytest.mark.parametrize("design", SAMPLED)
def test_points_are_drawn_by_the_seed_of_the_design_where_there_is_one_and_else_by_that_of_luck(design: str) -> None:
    said: dict[str, Any] = {"design": design, "samples": 8, "factors": RANGES} | SAMPLED[design]
    usual, other = (planned(**said, seed=seed).columns for seed in (3, 4))
    assert planned(**said, seed=9, design_seed=3).columns == usual
    assert planned(**said, seed=3, design_seed=4).columns == other
    assert usual != other


@pytest.mark.parametrize("levels", [4, 6, 8])
def test_trajectories_step_on_a_grid_of_as_many_levels_as_are_asked_for(levels: int) -> None:
    made = planned(design="morris", samples=40, factors=RANGES, trajectory_levels=levels)
    places = unit_sample(made.study, list(made.factors))
    assert {round(float(place) * (levels - 1), 9) for place in places.ravel()} == {*range(levels)}


LISTED = {"switch_quarter": {"low": 1, "high": 2}, "paradigm": ["siloed", "drift"]}


@pytest.mark.parametrize(("rows", "said"), [
    (["1,siloed", "2,drift"], None), (["1,siloed", " 2 , drift ", ""], None), (["1,siloed", " , ", "2,drift"], None),
    (["1,siloed", "0,drift"], r"row 2\.switch_quarter = 0 is outside \[1, 2\]"),
    (["1,siloed", "", "2,drift", "3,drift"], r"row 3\.switch_quarter = 3 is outside"),
    (["1,siloed", "2,drift", "1.5,drift"], r"row 3\.switch_quarter = 1\.5 is not a whole number"),
    (["1,siloed", "2"], "row 2: 1 cells, the heading has 2"), (["1,siloed", "2,drift,3"], "row 2: 3 cells"),
    ([], "holds no points; it needs a heading and at least one row"),
])  # fmt: skip
def test_a_row_of_a_list_is_told_by_its_number_and_blank_ones_are_none(
    rows: list[str], said: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "points.csv"
    file.write_text("\n".join(["switch_quarter,paradigm", *rows]))
    with nullcontext() if said is None else pytest.raises(StudyError, match=said):
        made = planned(design="list", points=str(file), factors=LISTED)
        assert (made.columns["switch_quarter"], made.columns["paradigm"]) == ([1, 2], ["siloed", "drift"])


@pytest.mark.parametrize(("head", "row", "said"), [
    ("switch_quarter,paradigm", "2,drift", None), ("paradigm,switch_quarter", "drift,2", None),
    ("switch_quarter,switch_quarter", "2,2", "names a column twice"),
    ("switch_quarter,forces", "2,all", "column 'paradigm' is missing; it has switch_quarter, forces"),
    ("switch_quarter,paradigm,forces", "2,drift,all", "column 'forces' is not among the factors"),
])  # fmt: skip
def test_the_columns_of_a_list_are_the_factors_each_once_in_any_order(
    head: str, row: str, said: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "points.csv"
    file.write_text(f"{head}\n{row}\n")
    with nullcontext() if said is None else pytest.raises(StudyError, match=said):
        assert planned(design="list", points=str(file), factors=LISTED).settings(0) == {
            "switch_quarter": 2, "paradigm": "drift"
        }  # fmt: skip


@pytest.mark.parametrize(("factor", "cells", "kept"), [
    ("structure.heads", ["1", "2"], [1, 2]), ("structure.balancer", ["true", "False"], [True, False]),
    ("structure.attribution", ["pooled", "own-accounting"], ["pooled", "own-accounting"]),
    ("trust.gain", ["0.05", "1e-1"], [0.05, 0.1]), ("company.reps", ["10", "+12"], [10, 12]),
    ("company.reps", ["10.0", "12"], [10, 12]),
])  # fmt: skip
def test_a_cell_of_a_list_is_of_the_kind_of_its_factor(
    factor: str, cells: list[str], kept: list[Any], tmp_path: Path
) -> None:
    file = tmp_path / "points.csv"
    file.write_text("\n".join([factor, *cells]))
    column = planned(design="list", points=str(file)).columns[factor]
    assert column == kept
    assert [type(each) for each in column] == [type(each) for each in kept]


def test_points_of_one_sample_differ_in_what_is_a_category_alone_also_where_numbers_are_listed() -> None:
    made = planned(factors=CROSSED | {"switch_quarter": [0, 1]})
    samples: dict[int, set[tuple[float, int]]] = {}
    for at, sample in enumerate(made.columns["sample"]):
        samples.setdefault(sample, set()).add((made.columns["trust.gain"][at], made.columns["switch_quarter"][at]))
    assert [*samples] == [*range(6)]
    assert all(len(numbers) == 1 for numbers in samples.values())
