"""A cell of a map, and a surface, judged a second time: who leads, over whom, how surely, and which degree predicts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from scipy import stats

from cordiale.experiments.analysis.run_values import run_values
from cordiale.experiments.cartography import advice_map as maps
from cordiale.experiments.cartography.ladder import Ladder
from cordiale.experiments.cartography.smoothing import DEGREES, WORLDS_A_TERM, means, surface, terms
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.questions.drawing_knowing import draw
from cordiale.experiments.questions.knowing import VIEWS, Row
from cordiale.experiments.searching.fronts import spread_out

OPTIONS = ("siloed", "drift", "proportional", "sales-led")
WORTH = np.random.default_rng(5).normal(np.array([0.0, 0.4, 0.7, -0.2])[:, None, None], 1.0, (4, 6, 5))


def axis(steps: int) -> Ladder:
    return Ladder("x", "1", tuple(range(steps)), np.linspace(0, 1, steps + 1), np.arange(6) % steps, True, False)


@pytest.mark.parametrize("less", [False, True])
def test_a_cell_is_led_by_its_best_over_its_second_and_is_as_sure_as_the_hardest_rival_times_their_number(
    less: bool,
) -> None:
    x, y = axis(3), axis(1)._replace(place=np.zeros(6, dtype=int))
    worlds: Any = SimpleNamespace(options=OPTIONS, worth=WORTH, less_is_better=less)
    for cell in maps._cells(worlds, x, means(x, y), False):
        by_option = WORTH[:, np.arange(6) % 3 == cell.x].mean(axis=1)
        order = np.argsort(-by_option.mean(axis=1))
        assert (cell.best, cell.second) == tuple(order[:2])
        ahead = by_option[order[0]] - by_option[order[1]]
        assert (cell.lead.mean, cell.lead.n) == (pytest.approx(ahead.mean()), 5)
        assert cell.lead.high - cell.lead.mean == pytest.approx(stats.t.ppf(0.975, 4) * stats.sem(ahead))
        hardest = max(stats.ttest_rel(by_option[order[0]], by_option[at]).pvalue for at in order[1:])
        assert cell.p == pytest.approx(min(1.0, 3 * hardest))
        sign = -1 if less else 1
        assert cell.means == pytest.approx(tuple(sign * by_option.mean(axis=1)))
        assert cell.worlds == 2


def test_cells_are_told_apart_by_the_share_of_false_claims_among_them() -> None:
    chances = (0.001, 0.019, 0.035, 0.9, 0.049)
    cells = [maps.Cell(at, 0, 1, (), 0, 1, Estimate(1.0, 0.5, 1.5, 5), p) for at, p in enumerate(chances)]
    nothing = maps.Cell(5, 0, 0, (), -1, -1, Estimate(1.0, 0.5, 1.5, 5), float("nan"))
    wanted = stats.false_discovery_control(chances) < 0.05
    assert [each.apart for each in maps._judged([*cells, nothing])] == [*wanted.tolist(), False]
    assert 1 < wanted.sum() < 4


def basis(places: np.ndarray, degree: int) -> np.ndarray:
    powers = [(a, b) for a in range(degree + 1) for b in range(degree + 1 - a)]
    return np.column_stack([places[:, 0] ** a * places[:, 1] ** b for a, b in powers])


@pytest.mark.parametrize(("of_degree", "noise"), [(1, 0.5), (2, 0.3), (3, 0.05), (1, 3.0)])
def test_a_surface_is_of_the_degree_that_tells_best_what_was_left_out(of_degree: int, noise: float) -> None:
    luck = np.random.default_rng(10 * of_degree)
    places = luck.uniform(-1, 1, (32, 2))
    truth = basis(places, of_degree) @ luck.normal(size=(terms(of_degree), 2))
    brought = truth + luck.normal(0, noise, truth.shape)
    told = {}
    for degree in DEGREES:
        if len(places) >= WORLDS_A_TERM * terms(degree):
            left = np.zeros_like(brought)
            for out in range(len(places)):
                kept = np.arange(len(places)) != out
                fit = np.linalg.lstsq(basis(places[kept], degree), brought[kept], rcond=None)[0]
                left[out] = brought[out] - basis(places[out : out + 1], degree)[0] @ fit
            told[degree] = 1 - (left**2).sum() / ((brought - brought.mean(axis=0)) ** 2).sum()
    found = surface(places, places[:3], brought)
    assert found.degree == max(told, key=lambda each: told[each])
    assert found.told == pytest.approx(told[found.degree])
    assert found.degree < max(told)


@pytest.mark.parametrize("of_degree", [1, 2])
def test_what_a_surface_leaves_open_of_a_cell_is_the_standard_error_of_its_least_squares(of_degree: int) -> None:
    luck = np.random.default_rng(of_degree)
    places, cells = luck.uniform(-1, 1, (30, 2)), luck.uniform(-1, 1, (4, 2))
    brought = basis(places, of_degree) @ luck.normal(size=(terms(of_degree), 2)) + luck.normal(0, 0.1, (30, 2))
    found = surface(places, cells, brought)
    assert found.degree == of_degree
    design, one = basis(places, of_degree), brought[:, 0] - brought[:, 1]
    left = one - design @ np.linalg.lstsq(design, one, rcond=None)[0]
    free = 30 - design.shape[1]
    inverse = np.linalg.inv(design.T @ design)
    wanted = [np.sqrt(left @ left / free * (row @ inverse @ row)) for row in basis(cells, of_degree)]
    error, freedom = found.noise(one)
    assert error == pytest.approx(wanted)
    assert freedom.tolist() == [free] * 4


def test_of_a_study_that_stops_the_first_replications_count_which_all_points_have() -> None:
    """Four points of six replications each, of which four are common."""

    values = np.arange(24.0).reshape(4, 6)
    study = SimpleNamespace(replications=6)
    reading: Any = SimpleNamespace(
        plan=SimpleNamespace(runs=24, points=4, matched=4, study=study), failures=(),
        results=pd.DataFrame({"run": np.repeat(np.arange(24), 3), "quarter": np.tile([0, 1, 2], 24),
                              "revenue": np.repeat(values.ravel() / 2, 3)}),
    )  # fmt: skip
    assert run_values(reading, REVENUE).tolist() == values[:, :4].tolist()


@pytest.mark.parametrize("count", [3, 4, 6])
def test_ways_are_shown_that_are_far_from_every_other_that_is_shown(count: int) -> None:
    costs = np.random.default_rng(3).uniform(0, 1, (12, 2)) * [1.0, 50.0]
    scaled = (costs - costs.min(axis=0)) / np.ptp(costs, axis=0)
    chosen = [*dict.fromkeys(scaled.argmin(axis=0).tolist())]
    while len(chosen) < count:
        away = {at: min(np.abs(scaled[at] - scaled[other]).sum() for other in chosen)
                for at in range(12) if at not in chosen}  # fmt: skip
        chosen.append(max(away, key=lambda at: away[at]))
    assert spread_out(costs, count) == sorted(chosen)


def marks(ax: Axes) -> dict[tuple[float, float], str]:
    return {(line.get_xdata()[0], line.get_ydata()[0]): line.get_markerfacecolor()
            for line in ax.lines if line.get_marker() == "o"}  # fmt: skip


def test_who_sees_through_filters_is_a_ring_who_sees_through_half_grey_and_who_sees_it_as_it_is_a_dot() -> None:
    gains = {view: Estimate(1.0 + at, 0.5 + at, 1.5 + at, 9) for at, view in enumerate(VIEWS)}
    (ax,) = draw([Row("a programme", gains, Estimate(2.0, 1.0, 3.0, 9))]).axes
    filled = {x: colour for (x, _), colour in marks(ax).items()}
    assert [*VIEWS] == ["complacent", "half-blind", "accurate"]
    rings, grey, dot = (filled[gains[view].mean] for view in VIEWS)
    assert (rings, dot) == ("white", "#222222")
    assert rings != grey != dot


@pytest.mark.parametrize("unit", [1e-4, 1.0, 1e4])
def test_how_much_a_surface_tells_hangs_on_no_unit_and_of_what_is_the_same_everywhere_it_tells_nothing(
    unit: float,
) -> None:
    luck = np.random.default_rng(4)
    places = luck.uniform(-1, 1, (24, 2))
    brought = basis(places, 1) @ luck.normal(size=(3, 2)) + luck.normal(0, 0.3, (24, 2))
    assert surface(places, places, unit * brought).told == pytest.approx(surface(places, places, brought).told)
    for constant in (0.0, 0.1 * unit, unit):
        assert surface(places, places, np.full((24, 2), constant)).told == 0.0
