"""Verifying looks at everything that is kept of a run: each outcome, each quarter, to the last bit."""

from pathlib import Path

import numpy as np

from cordiale.experiments.study.verification import _difference
from tests.support.studies import tiny_plan


def test_a_difference_in_any_outcome_and_quarter_is_named(tmp_path: Path) -> None:
    plan = tiny_plan(tmp_path)
    kept = np.linspace(0.1, 0.9, 2 * len(plan.kept)).reshape(2, len(plan.kept))
    assert _difference(plan, 0, kept, kept.copy()) == ""
    for quarter in range(2):
        for place, outcome in enumerate(plan.kept):
            now = kept.copy()
            now[quarter, place] = np.nextafter(now[quarter, place], 1.0)
            assert f"quarter {quarter}, {outcome}: kept" in _difference(plan, 0, kept, now)
