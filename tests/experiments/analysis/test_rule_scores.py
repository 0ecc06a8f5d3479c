"""How sure a rule is hangs on points that are independent, not on how often each was looked at."""

import math

import numpy as np

from cordiale.experiments.analysis.rules import Score, score


def test_points_of_one_block_do_not_make_a_rule_surer() -> None:
    inside = np.ones(8, dtype=bool)
    met = np.array([True, True, True, False, True, True, True, False])
    alone = score(inside, met, np.arange(8))
    in_blocks = score(np.tile(inside, 5), np.tile(met, 5), np.tile(np.arange(8), 5))
    assert (in_blocks.low, in_blocks.high) == (alone.low, alone.high)
    assert in_blocks.density == alone.density


def counted(*, points: int, met: int, inside: int, hits: int) -> Score:
    return Score(points, met, inside, hits, 0.1, 0.9)


def test_coverage_is_of_what_is_met_density_of_what_is_inside_and_lift_of_density_over_the_share_met_anywhere() -> None:
    of = counted(points=100, met=20, inside=16, hits=8)
    assert (of.coverage, of.density, of.base_rate, of.lift) == (8 / 20, 8 / 16, 20 / 100, (8 / 16) / (20 / 100))
    assert of.to_dict() == {
        "coverage": 0.4, "density": 0.5, "density_low": 0.1, "density_high": 0.9, "base_rate": 0.2, "lift": 2.5,
        "points": 100, "met": 20, "inside": 16, "hits": 8,
    }  # fmt: skip


def test_a_score_of_nothing_is_not_told_rather_than_nought() -> None:
    none_met = counted(points=9, met=0, inside=3, hits=0)
    none_inside = counted(points=9, met=4, inside=0, hits=0)
    no_points = counted(points=0, met=0, inside=0, hits=0)
    assert (none_met.density, none_met.base_rate) == (0.0, 0.0)
    assert (none_inside.coverage, none_inside.base_rate) == (0.0, 4 / 9)
    unknown = [none_met.coverage, none_met.lift, none_inside.density, none_inside.lift,
               no_points.coverage, no_points.density, no_points.base_rate, no_points.lift]  # fmt: skip
    assert all(math.isnan(each) for each in unknown)
