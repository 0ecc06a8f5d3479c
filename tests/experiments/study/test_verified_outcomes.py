"""Verifying looks at everything that is kept of a run: each outcome, each quarter, to the last bit."""

from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.study import verification
from cordiale.experiments.study.crews import Limits
from cordiale.experiments.study.parts import Outcomes
from cordiale.experiments.study.planning import Part, Plan
from cordiale.experiments.study.verification import _difference
from cordiale.experiments.study.work import Done
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


def test_every_run_that_is_said_to_be_lived_again_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tiny_plan(tmp_path)
    kept = np.zeros((2, len(plan.kept)))

    def lived(_: Plan, parts: list[Part], __: object) -> list[Done]:
        return [Done(part, dict.fromkeys(range(*part), kept + 1.0), ()) for part in parts]

    def kept_of(*_: object) -> Outcomes:
        return kept

    monkeypatch.setattr(verification, "finished", lived)
    monkeypatch.setattr(verification, "_kept", kept_of)
    for chosen in ([5], [0, 3, 7]):
        found, _ = verification._lived_again(plan, tmp_path, chosen, 1, Limits(), verification.Talk(quiet=True))
        assert found[0].startswith(f"run {chosen[0]} ")
        assert found[1:] == ([f"{len(chosen)} of {len(chosen)} runs differ"] if len(chosen) > 1 else [])
