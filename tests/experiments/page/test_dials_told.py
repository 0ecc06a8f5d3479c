"""Where the dials of the see page stand and how far they go, and which people it counts: the scenario's own."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from cordiale.experiments.page import showing
from cordiale.experiments.page.showing import LOOKS, OWN, bounds, check, dials, shown
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import GRADED, Structure
from tests.support.worlds import small

OPTIONS = ["siloed", "proportional", "drift"]
FORCES = {"technology": {"start": 0.1, "end": 0.75, "shape": "ramp"}, "buyers": {"end": 0.4, "shape": "step"},
          "business-model": {"shape": "path", "path": [0.2, 0.6]}}  # fmt: skip


def company() -> Scenario:
    return small({"leadership.strength": 0.35, **{f"forces.{name}": each for name, each in FORCES.items()}})


def dial(key: str, scenario: Scenario | None = None) -> dict[str, Any]:
    found = dials(scenario or company(), OPTIONS, quarters=7, switch_quarter=3)
    (one,) = [each for each in found if each["key"] == key]
    return one


@pytest.mark.parametrize(("key", "start", "fixed"), [
    ("leadership", 0.35, None), ("technology", 0.75, False), ("buyers", 0.4, False), ("business-model", None, True),
])  # fmt: skip
def test_a_dial_of_the_world_goes_from_nothing_to_all_and_stands_where_the_scenario_ends_fixed_only_on_a_given_path(
    key: str, start: float | None, fixed: bool | None
) -> None:
    found = dial(key)
    assert (found["low"], found["high"], found["step"], found["group"]) == (0, 1, 0.05, "world")
    assert found.get("fixed") == fixed
    if start is not None:
        assert found["start"] == start


def test_the_quarter_of_the_switch_goes_from_the_first_to_the_last_and_stands_where_it_was_asked_for() -> None:
    found = dial("quarter")
    assert (found["low"], found["high"], found["step"], found["start"]) == (1, 7, 1, 3)


def test_a_structure_of_one_s_own_begins_as_proportional_or_else_as_the_first_there_is() -> None:
    assert dial("from")["choices"] == {name: at for at, name in enumerate(OPTIONS)}
    assert dial("from")["start"] == OPTIONS.index("proportional")
    others = dials(company(), ["siloed", "drift"], quarters=7, switch_quarter=3)
    assert next(each["start"] for each in others if each["key"] == "from") == 0


@pytest.mark.parametrize("name", GRADED)
def test_a_graded_setting_goes_over_its_range_in_twentieths_or_if_that_is_wide_in_halves(name: str) -> None:
    found, limits = dial(name), {type(each).__name__: each for each in Structure.model_fields[name].metadata}
    assert (found["low"], found["high"]) == (limits["Ge"].ge, limits["Le"].le)
    assert found["step"] == (0.5 if found["high"] > 1 else 0.05)
    assert found["start"] == getattr(company().rows["proportional"], name)


def test_a_claim_of_a_row_is_answered_by_no_and_yes_and_heads_are_one_or_two() -> None:
    found = {each["key"]: each["choices"] for each in dials(company(), OPTIONS, quarters=7, switch_quarter=3)
             if each.get("setting") and each.get("choices")}  # fmt: skip
    assert found["heads"] == {"1": 1, "2": 2}
    assert found["balancer"] == {"no": 0, "yes": 1}


def test_everybody_is_counted_and_a_company_is_too_large_only_beyond_the_largest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = prepare(small())
    people = len(made.blueprint.people)
    assert shown(made, quarters=4, seed=1, switch_quarter=2)["people"] == people == len(small().chart())
    for largest, refused in ((people, False), (people - 1, True)):
        monkeypatch.setattr(showing, "LARGEST", largest)
        with pytest.raises(ScenarioError, match=f"{people} people") if refused else nullcontext():
            check(made, OPTIONS, quarters=4, seed=1, switch_quarter=2)


def test_words_are_about_staying_all_ways_and_one_s_own() -> None:
    known = shown(prepare(small()), quarters=4, seed=1, switch_quarter=2)
    assert known["claim"] == bounds(len(known["options"]) + 2)["claim"]
    assert known["own"] == OWN
    assert len(known["claim"]) == len(known["student"]) == LOOKS[-1] + 1
