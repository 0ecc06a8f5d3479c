"""What keeping a study costs beside simulating it, as small versions of what the benchmark measures."""

from __future__ import annotations

import pytest

from cordiale.experiments.workshop.speed.clock import MIB
from cordiale.experiments.workshop.speed.studies import memory_growth, overhead


@pytest.mark.slow
def test_nine_tenths_of_a_sweep_are_simulating() -> None:
    share, milliseconds = overhead(2, points=10, replications=100)
    assert milliseconds < 20  # small runs, to which the rest weighs most
    assert share < 0.1


@pytest.mark.slow
def test_memory_stays_flat_however_many_runs() -> None:
    assert memory_growth(4000) - memory_growth(1000) < 20 * MIB
