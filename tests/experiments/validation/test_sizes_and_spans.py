"""Over which quarters a validation reads, how often it lives, and what is off where a mechanism is switched off."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cordiale.experiments.validation import ablations, optima, structures
from cordiale.experiments.validation.ablations import ABLATIONS
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.claims import Claim
from cordiale.experiments.validation.compared import COMPARED, others
from cordiale.experiments.validation.readings import LAST_QUARTER, LAST_YEAR, Reading, quarters
from cordiale.experiments.validation.space import FACTORS

LIVED: Any = {"wins": np.array([[1000.0, *range(1, 13)]])}  # the founding, and three years


@pytest.mark.parametrize(("span", "mean"), [
    (None, 6.5), (LAST_YEAR, 10.5), (LAST_QUARTER, 12.0), (quarters(5, 6), 5.5), (quarters(1, 1), 1.0),
])  # fmt: skip
def test_a_reading_is_of_all_quarters_after_the_founding_or_of_the_last_year_the_last_quarter_or_those_named(
    span: tuple[int, int | None] | None, mean: float
) -> None:
    reading = Reading("wins") if span is None else Reading("wins", span=span)
    assert reading.of(LIVED).tolist() == [mean]


def test_a_company_of_a_validation_lives_three_years_as_its_status_quo_and_without_forces_unless_told() -> None:
    assert (Cell().quarters, Cell().forces, Cell().paradigm, Cell().switch_quarter) == (12, "none", "status-quo", 0)


def test_what_is_measured_is_lived_a_few_times_where_it_is_quick_and_often_in_full() -> None:
    assert Claim(0, "", "", "", "", ()).replications == (30, 240)
    assert ablations.REPLICATIONS == optima.REPLICATIONS == (12, 90)


@pytest.mark.parametrize("ablation", ABLATIONS, ids=lambda one: f"{one.contrast}: {one.mechanism}")
def test_a_mechanism_is_switched_off_wholly_and_the_company_as_it_is_keeps_it(ablation: ablations.Ablation) -> None:
    assert {value for _, value in ablation.values} <= {0.0}, "nothing of it is left"
    off, usual = ablation.without_it, ablation.with_it
    changed = {name for cell, _ in off.needs() for name, _ in (*cell.values, *cell.settings)}
    kept = {name for cell, _ in usual.needs() for name, _ in (*cell.values, *cell.settings)}
    assert changed - kept == {name for name, _ in (*ablation.values, *ablation.settings)}
    assert kept <= {"leadership.strength"}, "weak leadership, where a paradigm is to stall"


def test_an_effect_has_vanished_where_a_quarter_of_it_or_less_is_left_and_the_best_structures_are_a_tenth() -> None:
    assert ablations.LEFT == 0.25
    assert structures.BEST == 0.1


def test_paradigms_are_held_against_the_five_deliberate_ones_and_the_status_quo_but_never_against_themselves() -> None:
    assert {*COMPARED} == {"status-quo", "siloed", "assimilated", "marketing-led", "sales-led", "proportional"}
    for name in COMPARED:
        assert {*others(name)} == {*COMPARED} - {name}


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.name)
def test_what_companies_differ_in_runs_from_its_lower_to_its_upper_end_by_ratios_where_it_is_said_so(
    factor: Any,
) -> None:
    assert factor.low < factor.high
    ends = [factor.value(share) for share in (0.0, 1.0)]
    assert ends == pytest.approx([factor.low, factor.high])
    middle = np.sqrt(factor.low * factor.high) if factor.by_ratio else (factor.low + factor.high) / 2
    assert factor.value(0.5) == pytest.approx(middle)
