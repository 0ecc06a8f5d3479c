"""Verdicts, shares and regions at their edges: an interval beside a bound, a base of nothing, a company on a cut."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.validation import optima
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.criteria import Above, Below, Criterion, Within
from cordiale.experiments.validation.quantities import Level, Relative
from cordiale.experiments.validation.readings import Reading
from cordiale.experiments.validation.regions import SMALLEST, Bound, RegionSearch

WITHIN, ABOVE, BELOW = Within(0.2, 0.3), Above(0.2), Below(0.3)


@pytest.mark.parametrize(("criterion", "low", "high", "verdict"), [
    (WITHIN, 0.0, 0.1, "fails"), (WITHIN, 0.1, 0.2, "cannot tell"), (WITHIN, 0.2, 0.3, "holds"),
    (WITHIN, 0.3, 0.4, "cannot tell"), (WITHIN, 0.31, 0.4, "fails"), (WITHIN, 0.1, 0.4, "cannot tell"),
    (ABOVE, 0.0, 0.2, "fails"), (ABOVE, 0.1, 0.3, "cannot tell"), (ABOVE, 0.2, 0.4, "cannot tell"),
    (ABOVE, 0.21, 0.4, "holds"), (BELOW, 0.1, 0.29, "holds"), (BELOW, 0.1, 0.3, "cannot tell"),
    (BELOW, 0.3, 0.4, "fails"),
])  # fmt: skip
def test_an_interval_holds_inside_fails_outside_and_cannot_tell_across_a_bound(
    criterion: Criterion, low: float, high: float, verdict: str
) -> None:
    assert criterion.verdict(Estimate((low + high) / 2, low, high, 40)) == verdict


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("base", "known"), [(2.0, True), (0.0, False), (-2.0, False)])
def test_how_far_something_lies_above_nothing_or_a_loss_is_not_known(base: float, known: bool) -> None:
    mine, other = (Level(Cell(name), Reading("revenue")) for name in ("siloed", "drift"))
    simulated: Any = {mine.cell: {"revenue": np.full((3, 2), 3.0)}, other.cell: {"revenue": np.full((3, 2), base)}}
    found = Relative(mine, other).sample(simulated)
    assert found.tolist() == pytest.approx([0.5] * 3) if known else np.isnan(found).all()


def test_a_company_that_lies_on_a_cut_lies_below_it() -> None:
    table = np.array([[1.0], [2.0], [3.0]])
    assert Bound(0, above=True, cut=2.0).met(table).tolist() == [False, False, True]
    assert Bound(0, above=False, cut=2.0).met(table).tolist() == [True, True, False]


@pytest.mark.parametrize(("inside", "counts"), [(1, False), (2, True), (3, True)])
def test_a_region_is_large_enough_with_a_tenth_of_the_companies(inside: int, counts: bool) -> None:
    assert SMALLEST == 0.1
    column = np.array([1.0] * inside + [0.0] * (20 - inside))
    other = np.arange(20) % 2
    regions = RegionSearch(np.column_stack([column, other]), np.zeros((20, 2))).regions
    assert ((Bound(0, True, 0.5),) in regions) is counts


def test_a_region_takes_a_third_bound_only_where_that_makes_the_lead_surer() -> None:
    luck = np.random.default_rng(3)
    table = (luck.random((400, 3)) > 0.5).astype(float)
    for wanted in (2, 3):
        lead = np.where(table[:, :wanted].all(axis=1), 5.0, -5.0) + luck.normal(0, 1.0, 400)
        found = RegionSearch(table, np.column_stack([lead, np.zeros(400)])).best(0)
        assert {(bound.column, bound.above) for bound in found} == {(at, True) for at in range(wanted)}
        assert len(found) == wanted


@pytest.mark.parametrize(("low", "high", "place"), [
    (0, 0, "at the lower end"), (8, 8, "at the upper end"), (1, 7, "inside"), (4, 4, "inside"), (0, 7, "cannot tell"),
    (1, 8, "cannot tell"), (0, 8, "cannot tell"),
])  # fmt: skip
def test_a_peak_lies_where_its_whole_interval_does_and_cannot_be_told_where_that_goes_from_an_end_inward(
    low: int, high: int, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optima, "peak_of", lambda _: (4, low, high))
    sweep = optima.Sweep("integration", "proportional", "none")
    cells = [cell for quantity in sweep.curve() for cell, _ in quantity.needs()]
    simulated: Any = {cell: {"revenue": np.full((3, 13), 10.0 + at)} for at, cell in enumerate(cells)}
    told = sweep.told(simulated)
    assert (told["where"], told["peak"], told["low"], told["high"]) == (place, 0.5, low / 8, high / 8)
    assert (told["lower end"]["mean"], told["upper end"]["mean"]) == pytest.approx((-400 / 14, 400 / 14))
