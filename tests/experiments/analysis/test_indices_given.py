"""What the methods of sensitivity are given, and what is made of what they say: of each luck or of the mean."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from SALib.analyze import pawn as salib

from cordiale.experiments.analysis import estimators, indices
from cordiale.experiments.analysis.estimators import SHUFFLED, is_constant, pawn, shapley
from cordiale.experiments.foundations.statistics import Estimate, mean_interval
from tests.support.planted_studies import planned

NAMES = ["leadership.strength", "trust.initial"]
VALUES = np.random.default_rng(1).normal(size=(8, 3))


@pytest.mark.parametrize("method", ["sobol", "morris", "pawn"])
@pytest.mark.parametrize("luck", ["each", "mean"])
def test_indices_are_of_each_replication_or_of_their_mean_as_it_was_asked(
    method: str, luck: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[np.ndarray] = []

    def noted(*told: Any, **_: Any) -> Any:
        given.append(told[-1])
        return {"morris": {}}.get(method, ({}, {} if method == "sobol" else 0.5))

    monkeypatch.setattr(indices, method, noted)
    monkeypatch.setattr(indices, "_sample", lambda *_: np.zeros((8, 2)))
    monkeypatch.setattr(indices, "independent", lambda *_: slice(None))
    plan = planned(design={"pawn": "latin-hypercube"}.get(method, method), samples=8, replications=3,
                   factors={name: {"low": 0.0, "high": 1.0} for name in NAMES})  # fmt: skip
    reading: Any = SimpleNamespace(plan=plan)
    found = indices._indices(reading, method, {}, VALUES, luck)
    assert given[0].tolist() == (VALUES if luck == "each" else VALUES.mean(axis=1, keepdims=True)).tolist()
    assert found.outcome == mean_interval(VALUES.mean(axis=0))
    assert found.spread["luck"] > 0  # over all runs, whatever was asked


def test_pawn_is_the_median_over_a_factor_s_range_and_an_idle_factor_is_told_by_what_one_in_twenty_exceeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    idle = iter(range(SHUFFLED))

    def told(problem: dict[str, Any], sample: np.ndarray, values: np.ndarray, **_: Any) -> dict[str, list[float]]:
        if problem["names"] == ["idle"]:
            return {"median": [float(next(idle))], "maximum": [1000.0]}
        return {"median": [values.sum(), 2.0], "maximum": [3.0, 4.0], "mean": [9.0, 9.0]}

    monkeypatch.setattr(salib, "analyze", told)
    of, exceeded = pawn({"num_vars": 2, "names": NAMES}, np.zeros((8, 2)), VALUES, seed=1)
    wanted = mean_interval(VALUES.sum(axis=0))
    assert [*vars(of[NAMES[0]]["PAWN"]).values()] == pytest.approx([*vars(wanted).values()])
    assert [of[name]["PAWN_max"].mean for name in NAMES] == [3.0, 4.0]
    assert sum(each > exceeded for each in range(SHUFFLED)) == SHUFFLED // 20


@pytest.mark.parametrize("factors", [2, 3, 6])
@pytest.mark.parametrize("half", [0.0, 0.05])
def test_a_shapley_effect_lies_between_the_rest_shared_by_all_factors_and_by_as_few_as_it_can_be(
    factors: int, half: float
) -> None:
    def sure(value: float) -> Estimate:
        return Estimate(value, value - half, value + half, 9)

    for pairs, fewest in (([], 2), ([0.1, 0.02], min(3, factors))):
        rest = 0.6 - 0.2 - sum(pairs)
        told = shapley({"S1": sure(0.2), "ST": sure(0.6)}, [sure(each) for each in pairs], factors=factors)
        ends = [0.2 + sum(pairs) / 2 + rest / each for each in (factors, fewest)]
        assert told.mean == pytest.approx(sum(ends) / 2)
        if half == 0:
            assert (told.low, told.high) == (pytest.approx(min(ends)), pytest.approx(max(ends)))
        else:
            assert told.low < min(ends) <= max(ends) < told.high


def test_an_index_is_as_unsure_as_its_sample_and_its_replications_together() -> None:
    over = np.array([0.3, 0.5, 0.4, 0.8])
    luck = mean_interval(over)
    told = estimators._estimate(over, 0.07)
    assert told.mean == luck.mean
    assert told.high - told.mean == pytest.approx(np.hypot(0.07, luck.high - luck.mean))
    assert estimators._estimate(over[:1], 0.07).high == pytest.approx(0.37)


@pytest.mark.parametrize(("samples", "slices"), [(8, 2), (40, 2), (60, 3), (199, 9), (200, 10), (4000, 10)])
def test_a_factor_is_held_in_a_slice_of_twenty_samples_at_least_in_two_at_least_and_in_ten_at_most(
    samples: int, slices: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = set[int]()

    def analysed(problem: Any, sample: Any, values: Any, *, S: int) -> Any:  # noqa: N803  # as SALib has it
        used.add(S)
        return {"median": [0.1] * problem["num_vars"], "maximum": [0.2] * problem["num_vars"]}

    monkeypatch.setattr(salib, "analyze", analysed)
    values = np.random.default_rng(1).random((samples, 2))
    pawn({"num_vars": 2, "names": ["a", "b"]}, np.zeros((samples, 2)), values, seed=1)
    assert used == {slices}


@pytest.mark.parametrize(
    ("values", "constant"),
    [
        ([[1.0, 2.0], [3.0, 4.0]], False),
        ([[1.0, 2.0], [1.0, 4.0]], True),
        ([[-5.0, -2.0], [-4.0, -1.0]], False),
        ([[-5.0, -2.0], [-5.0 + 1e-12, -1.0]], True),
        ([[0.0, 0.0], [0.0, 1.0]], True),
        ([[0.0, 1.0], [1e-6, 2.0]], False),
    ],
)
def test_an_outcome_that_is_the_same_at_all_points_but_for_rounding_in_any_replication_does_not_vary(
    values: list[list[float]], constant: bool
) -> None:
    assert is_constant(np.array(values)) is constant
