"""Where no option is told best, the companies that are looked at afterwards count too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.concluding import lived_on
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.selection import Race

FIRST, TO = 4, 12
LEADS = {STAY: (0.0, 0.0), "siloed": (3.0, -5.0), "drift": (2.0, 1.0), "assimilated": (1.5, 1.5)}  # at first, later
KNOWN = {name: Option(name, name, (), 2, STAY if name == STAY else "switch") for name in LEADS}


def lived(name: str, companies: range) -> Lived:
    """What companies are worth that take an option: they differ much, and options by their leads alone."""
    at_first, later = LEADS[name]
    worth = np.zeros((len(companies), len(PARTS), 1))
    worth[:, 0, 0] = [100.0 * (number % 3) + (at_first if number < FIRST else later) for number in companies]
    return Lived(worth, np.zeros((len(companies), 2)))


def race_of(remaining: list[str]) -> tuple[Race, dict[str, Lived]]:
    lives = {name: lived(name, range(FIRST)) for name in LEADS}
    return Race(
        tuple(LEADS),
        {name: each.value for name, each in lives.items()},
        remaining,
        delta=1.0,
        batches=0,
        spreads=np.zeros((0, 0)),
    ), lives


@pytest.fixture
def branches() -> Any:
    def live(options: Any, companies: range, *, keep: bool) -> dict[str, Lived]:
        return {each.name: lived(each.name, companies) for each in options}

    return SimpleNamespace(live=live)


def test_what_led_by_the_luck_of_the_first_companies_gives_way_to_what_leads_in_all(branches: Any) -> None:
    race, lives = race_of([*LEADS])
    assert race.best == "siloed"
    race, rivals = lived_on(branches, KNOWN, lives, race, to=TO)
    assert race.best == rivals[0] == "assimilated", "which was no rival before siloed fell behind"
    assert rivals == ["assimilated", "drift", STAY]
    assert {name: len(race.seen[name]) for name in rivals} == dict.fromkeys(rivals, TO)
    assert {name: race.ahead(name) for name in LEADS} == {
        STAY: 0.0, "siloed": pytest.approx(-7 / 3), "drift": pytest.approx(4 / 3), "assimilated": 1.5,
    }  # fmt: skip


def test_what_was_told_best_stays_the_choice(branches: Any) -> None:
    race, lives = race_of(["siloed"])
    found, rivals = lived_on(branches, KNOWN, lives, race, to=TO)
    assert found is race
    assert rivals == ["siloed", "drift", STAY]
    assert [len(lives[name].worth) for name in rivals] == [TO] * 3
