"""No outcome is left out: each is worked out a second time, and in some life it is no mere nought."""

from typing import Any

import pytest

from cordiale.simulation.world.outcomes import NAMES
from tests.model.recounted import test_recounted_friction, test_recounted_leads_and_money, test_recounted_people
from tests.support.chronicle import LIVES, Chronicle, lived

MODULES = (test_recounted_leads_and_money, test_recounted_friction, test_recounted_people)


def test_every_outcome_is_worked_out_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    held: set[str] = set()
    compare = Chronicle.same

    def noted(life: Chronicle, name: str, mine: Any) -> None:
        held.add(name)
        compare(life, name, mine)

    monkeypatch.setattr(Chronicle, "same", noted)
    for module in MODULES:
        for name, test in list(vars(module).items()):
            if name.startswith("test_"):
                test("charted")
    assert held == set(NAMES)


def test_no_outcome_is_nought_in_every_life() -> None:
    every = [lived(name).quarters.fillna(0.0) for name in LIVES]
    assert [outcome for outcome in NAMES if not any(quarters[outcome].any() for quarters in every)] == []
