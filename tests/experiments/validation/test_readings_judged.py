"""Readings, watches, factors and regions of a validation, judged by hand on a few numbers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.validation.cells import scenario_value
from cordiale.experiments.validation.lives import alignment, programme
from cordiale.experiments.validation.optima import RANGES
from cordiale.experiments.validation.optima import ROWS as SWEPT
from cordiale.experiments.validation.readings import LAST_QUARTER, LAST_YEAR, Reading, quarters
from cordiale.experiments.validation.regions import RegionSearch
from cordiale.experiments.validation.space import FACTORS, REPS_PER_MARKETER
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import PARAMETERS

COLUMNS = {
    "won": np.array([[99.0, 1, 2, 3, 4, 5]]), "lost": np.array([[99.0, 3, 6, 9, 12, 15]]),
    "kept": np.array([[99.0, 0.9, 0.8, 0.7, 0.6, 0.5]]), "none": np.zeros((1, 6)),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "number"), [
    (Reading("won"), 3.0), (Reading("won", span=LAST_YEAR), 3.5), (Reading("won", span=LAST_QUARTER), 5.0),
    (Reading("won", span=quarters(2, 3)), 2.5), (Reading("won", plus=("lost",)), 12.0),
    (Reading("lost", minus=("won",)), 6.0), (Reading("won", per=("won", "lost")), 0.25),
    (Reading("won", plus=("lost",), per=("lost",), span=quarters(1, 1)), 4 / 3),
    (Reading("kept", times=-1.0, plus_one=True), 0.3), (Reading("won", times=4.0, per=("lost",)), 4 / 3),
    (Reading("won", per=("lost",), times=-1.0, plus_one=True), 2 / 3), (Reading("won", per=("none",)), np.nan),
])  # fmt: skip
def test_a_reading_is_a_mean_over_its_quarters_or_a_sum_over_a_sum_and_of_what_is_kept_one_less_it_is_what_is_lost(
    reading: Reading, number: float
) -> None:
    assert reading.of(COLUMNS) == pytest.approx([number], nan_ok=True)


@pytest.mark.parametrize(("left", "there"), [(0.0, 0.0), (0.5, 1.0), (13.0, 1.0)])
def test_a_programme_is_there_as_long_as_some_of_it_is_left(left: float, there: float) -> None:
    org: Any = SimpleNamespace(company=[SimpleNamespace(programme_left=left, alignment=0.25)])
    assert (programme(org), alignment(org)) == (there, 0.25)


@pytest.mark.parametrize("factor", FACTORS, ids=lambda each: each.name)
def test_a_factor_of_companies_goes_over_what_the_status_quo_has_and_within_what_is_declared(factor: Any) -> None:
    assert factor.low < factor.high
    assert factor.value(0.0) == pytest.approx(factor.low)
    middle = (factor.low * factor.high) ** 0.5 if factor.by_ratio else (factor.low + factor.high) / 2
    assert factor.value(0.5) == pytest.approx(middle)
    company = load_scenario("status-quo").company
    own = {"company.reps": float(company.reps), REPS_PER_MARKETER: company.reps / company.marketers}
    declared = {each.dotted: each for each in PARAMETERS}
    usual = own[factor.name] if factor.name in own else scenario_value(factor.name)
    assert factor.low <= usual <= factor.high
    if factor.name in declared:
        assert declared[factor.name].low <= factor.low
        assert factor.high <= declared[factor.name].high


def test_a_setting_is_swept_within_what_it_may_be_from_the_least_and_over_what_the_rows_have() -> None:
    rows = load_scenario("status-quo").rows
    for name, (low, high) in RANGES.items():
        limits = {type(each).__name__: each for each in Structure.model_fields[name].metadata}
        assert limits["Ge"].ge == low < high <= limits["Le"].le
        assert all(low <= getattr(rows[row], name) <= high for row in SWEPT)


def test_a_region_holds_a_tenth_of_the_companies_at_least_and_is_of_two_columns_where_it_has_two_bounds() -> None:
    luck = np.random.default_rng(1)
    table = np.column_stack([luck.random(40), (np.arange(40) < 3).astype(float)])
    search = RegionSearch(table, luck.random((40, 2)))
    assert (search.within.sum(axis=1) >= 4).all()
    bounds = {(bound.column, bound.above) for region in search.regions for bound in region if len(region) == 1}
    assert (1, True) not in bounds, "three of forty are too few"
    assert (1, False) in bounds
    assert all(len({bound.column for bound in region}) == len(region) for region in search.regions)


def test_a_choice_s_region_is_the_one_in_which_it_is_ahead_of_every_other() -> None:
    luck = np.random.default_rng(2)
    table = luck.random((200, 3))
    earned = luck.normal(0.0, 0.01, (200, 3))
    earned[table[:, 1] > 0.75, 2] += 1.0
    region = RegionSearch(table, earned).best(2)
    assert (region[0].column, region[0].above) == (1, True)
    assert region[0].cut == pytest.approx(np.quantile(table[:, 1], 0.75))
