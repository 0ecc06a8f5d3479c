"""What counts as a price of a setting: which way each outcome is good, between which places, how surely, how often."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.validation import structures
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.structures import OUTCOMES, PLACES, SettingsWithAPrice, wanted, worlds
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.words import Attribution, DecisionRule

GOOD = {"revenue_new": True, "friction_events_per_person_week": False, "ideas_adopted": True, "leavers": False,
        "perception_gap": False}  # fmt: skip
ENDS = {"integration": (0, 1), "role_overlap": (0, 1), "power_balance": (-0.8, 0.8), "shared_goals": (0, 1),
        "joint_planning": (0, 8), "heads": (1, 2)}  # fmt: skip
WORDS: dict[str, tuple[Any, list[str]]] = {
    "attribution": (Attribution, ["own-accounting", "pooled"]),
    "decision_rule": (DecisionRule, ["each-alone", "joint-consent"]),
}


@pytest.mark.parametrize("outcome", GOOD)
def test_a_company_wants_new_revenue_and_ideas_and_no_friction_no_leavers_and_no_gap_of_perception(
    outcome: str,
) -> None:
    assert {*GOOD} == {*OUTCOMES}
    cell = Cell()
    found = wanted(cell, outcome, {cell: {outcome: np.full((2, 9), 3.0)}})
    assert found.tolist() == ([3.0, 3.0] if GOOD[outcome] else [-3.0, -3.0])


def test_a_setting_goes_from_its_lower_end_over_what_lies_between_to_its_upper_end() -> None:
    assert {*PLACES} == {*ENDS, *WORDS}
    for setting, ends in ENDS.items():
        places = PLACES[setting]
        assert (places[0], places[-1]) == ends
        assert list(places) == sorted(set(places))
        assert len(places) == (2 if setting == "heads" else 3)
    for setting, (words, places_in_words) in WORDS.items():
        assert list(PLACES[setting]) == places_in_words
        assert {*places_in_words} <= {*words.words()}
    row = PARADIGMS["proportional"].model_dump()
    for setting, places in PLACES.items():
        assert all(Structure.model_validate(row | {setting: place}) for place in places), "each is a structure"


@pytest.mark.parametrize("setting", PLACES)
def test_a_setting_is_moved_place_by_place_on_both_rows_without_forces_and_with_all_over_two_years(
    setting: str,
) -> None:
    found = [*worlds(setting)]
    assert [(each[0].paradigm, each[0].forces) for each in found] == [
        *product(("status-quo", "proportional"), ("none", "all"))
    ]
    for places in found:
        assert [cell.settings for cell in places] == [((setting, place),) for place in PLACES[setting]]
        assert {(cell.paradigm, cell.forces) for cell in places} == {(places[0].paradigm, places[0].forces)}
        assert {(cell.quarters, cell.switch_quarter, cell.values) for cell in places} == {(8, 0, ())}


HOW_SURE = {"integration": 1, "role_overlap": 0, "heads": 0, "attribution": -1}  # surely, likely or maybe


@pytest.mark.parametrize("where", [*product(("status-quo", "proportional"), ("none", "all"))], ids=" ".join)
def test_settings_with_a_price_are_from_those_that_surely_have_one_over_the_likely_to_those_that_may(
    where: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_price(places: tuple[Cell, ...], _: Any, sure: int) -> bool:
        ((setting, _place),) = places[0].settings
        return (places[0].paradigm, places[0].forces) == where and sure <= HOW_SURE.get(setting, -2)

    monkeypatch.setattr(structures, "has_price", has_price)
    monkeypatch.setattr(structures, "wanted", lambda *_: np.zeros(7))
    found = SettingsWithAPrice().estimate({})
    assert (found.low, found.mean, found.high, found.n) == (1.0, 3.0, 4.0, 7)


def test_settings_with_a_price_need_every_outcome_at_every_place() -> None:
    every = {(cell, outcome) for setting in PLACES for places in worlds(setting) for cell in places
             for outcome in OUTCOMES}  # fmt: skip
    assert {*SettingsWithAPrice().needs()} == every
