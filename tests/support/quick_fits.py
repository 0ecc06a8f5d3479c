"""Fits of fewer runs, for claims that do not rest on how exactly a company was found."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cordiale.experiments.fitting import fit, kin
from cordiale.experiments.fitting.observed import FEWEST_RUNS, enough_runs


@contextmanager
def quarter_fits() -> Iterator[None]:
    """Fits by a quarter of the runs; what they found is held against its targets on as many as ever.

    Conversion is then known to 3 % while it is fitted, in place of 1.5 %: enough for tolerances of 8 % and more.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "enough_runs", lambda scenario: max(enough_runs(scenario) // 4, FEWEST_RUNS))
        yield


@contextmanager
def rough_fits() -> Iterator[None]:
    """Fits of few rounds and runs, held against their targets on few: they go all the way, and meet what they may.

    Each trial is made of the one before, so that a difference in any would show in the last.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"FEWEST_ROUNDS": 1, "ROUNDS": 2, "LAST_ROUNDS": 1}.items():
            patch.setattr(fit, name, value)
        patch.setattr(kin, "ROUNDS", 1)
        for module in ("fit", "fidelity"):
            patch.setattr(f"cordiale.experiments.fitting.{module}.enough_runs", lambda _: 2 * FEWEST_RUNS)
        yield
