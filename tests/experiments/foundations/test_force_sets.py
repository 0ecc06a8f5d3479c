"""Sets of forces have one name each, however many forces there are."""

from __future__ import annotations

from math import comb

import pytest

from cordiale.experiments.foundations.force_sets import all_sets, forces_count, named_set
from cordiale.experiments.study.domains import domains
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import force_set
from cordiale.simulation.world.words import FORCES


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_no_set_is_left_out_however_many_forces_there_are(number: int) -> None:
    sets = all_sets([f"force{each}" for each in range(number)])
    assert len(set(sets)) == len(sets) == 2**number
    for size in range(1, number):
        assert sum(each.startswith("force") and each.count("+") == size - 1 for each in sets) == comb(number, size)


def test_every_set_is_one_that_the_simulation_knows_by_this_name() -> None:
    assert len({force_set(each) for each in all_sets()}) == 2 ** len(FORCES)
    assert [named_set(each) for each in all_sets()] == list(all_sets())
    assert sorted(map(forces_count, all_sets())) == sorted(len(force_set(each)) for each in all_sets())


def test_every_set_of_forces_is_a_level_of_a_study() -> None:
    assert domains(load_scenario(), quarters=4)["forces"].allowed == all_sets()
