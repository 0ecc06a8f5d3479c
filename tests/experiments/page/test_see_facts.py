"""What the page of a company knows is what was asked for and what the company is: luck, quarters, dials, options."""

from __future__ import annotations

import base64
import gzip
import json
from importlib.metadata import version
from typing import Any

import pytest

from cordiale.experiments.decision.alternatives import goals
from cordiale.experiments.page import seeing
from cordiale.experiments.page.assembling import packed_json
from cordiale.experiments.page.seeing import LANGUAGES, see
from cordiale.experiments.page.showing import OUTCOMES, bounds, check, decided, dials, shown
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.words import FORCES
from tests.support.worlds import small

COMPANY = prepare(small({"company.paradigm": "siloed", "leadership.strength": 0.35}))


@pytest.mark.parametrize(("language", "theatre"), [("en", False), ("fr", True)])
def test_the_page_of_a_company_begins_as_it_was_asked_to_and_bears_the_name_of_its_company(
    language: str, theatre: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    facts = {"scenario": {"name": "mine", "title": "A title of mine", "currency": "CHF"}, "luck": 4}
    monkeypatch.setattr(seeing, "company_of", lambda given, **how: asked.append((given, how)) or ({"told": 1}, facts))
    monkeypatch.setattr(seeing, "packed_json", lambda told: told)
    monkeypatch.setattr(seeing, "packed", lambda _: "engine")
    monkeypatch.setattr(seeing, "inlined", lambda file, *_: file.name)
    monkeypatch.setattr(seeing, "assembled", lambda frame, **given: {"frame": frame, **given})
    page = see("mine.toml", quarters=9, seed=4, switch_quarter=3, language=language, theatre=theatre)
    parts: Any = page.html
    assert asked == [("mine.toml", {"quarters": 9, "seed": 4, "switch_quarter": 3})]
    assert page.company == "mine"
    told = parts["data"]["facts"]
    begun = {"language": language, "theatre": theatre, "languages": LANGUAGES}
    assert told == facts | begun | {"version": version("cordiale")}
    assert parts["data"]["company"] == {"told": 1}
    assert (parts["words"]["verb"], parts["words"]["language"]) == ("see", language)
    assert parts["words"]["title"] == "Cordiale: A title of mine"
    assert parts["words"]["without"] == parts["data"]["words"]["without scripts"][language]
    assert (parts["script"], parts["data"]["worker"]) == ("see.mjs", "worker.mjs")


def test_a_page_shows_of_a_company_its_people_today_options_outcomes_looks_and_luck() -> None:
    told, options = shown(COMPANY, quarters=7, seed=11, switch_quarter=2), goals(COMPANY.scenario)
    assert told["scenario"] == {
        "name": COMPANY.scenario.name, "title": COMPANY.scenario.title, "currency": COMPANY.scenario.currency,
    }  # fmt: skip
    assert (told["people"], told["today"]) == (len(COMPANY.blueprint.people), "siloed")
    assert (told["options"], told["own"]) == (options, "yours")
    assert (told["quarters"], told["luck"], told["walked"], told["places"]) == (7, 11, 8, 9)
    assert (told["looks"], told["outcomes"]) == ([1, 2, 4, 8, 16, 32, 64], [*OUTCOMES])
    assert set(OUTCOMES) <= set(NAMES)
    assert {key: told[key] for key in ("student", "claim")} == bounds(len(options) + 2)  # and staying, and one's own
    assert [*told["marks"]] == ["siloed", *options, "yours"]
    assert len({(look["colour"], look["marker"]) for look in told["marks"].values()}) == len(told["marks"])
    assert told["decisions"] == decided(COMPANY.scenario, 7)


def test_dials_of_the_world_stand_where_the_company_does_and_those_of_ones_own_structure_at_the_proportional() -> None:
    scenario, options = COMPANY.scenario, goals(COMPANY.scenario)
    found = {each["key"]: each for each in dials(scenario, options, quarters=7, switch_quarter=2)}
    assert found["leadership"] == {"key": "leadership", "group": "world", "low": 0, "high": 1, "step": 0.05,
                                   "start": 0.35}  # fmt: skip
    for force in FORCES:
        path = scenario.profile_paths()[force]
        assert found[force] == {"key": force, "group": "world", "low": 0, "high": 1, "step": 0.05, "start": path.end,
                                "fixed": path.shape == "path"}  # fmt: skip
    assert found["quarter"] == {"key": "quarter", "group": "world", "low": 1, "high": 7, "step": 1, "start": 2}
    begun = options.index("proportional")
    assert found["from"] == {"key": "from", "group": "own", "choices": {name: at for at, name in enumerate(options)},
                             "start": begun}  # fmt: skip
    own = [name for name in SETTINGS if name != "follows_forces"]
    assert [*found] == ["leadership", *FORCES, "quarter", "from", *own]
    row = scenario.rows["proportional"]
    assert {name: found[name]["start"] for name in own} == {name: float(getattr(row, name)) for name in own}
    assert {found[name].get("step") for name in own if "low" in found[name] and found[name]["high"] <= 1} == {0.05}
    assert {found[name].get("step") for name in own if "low" in found[name] and found[name]["high"] > 1} == {0.5}
    assert found["heads"]["choices"] == {"1": 1, "2": 2}


def test_without_a_proportional_option_a_structure_of_ones_own_begins_at_the_first() -> None:
    (start,) = [each for each in dials(COMPANY.scenario, ["drift", "assimilated"], quarters=5, switch_quarter=1)
                if each["key"] == "from"]  # fmt: skip
    assert (start["start"], start["choices"]) == (0, {"drift": 0, "assimilated": 1})


@pytest.mark.parametrize(("quarter", "quarters"), [(1, 5), (5, 5)])
def test_a_switch_may_begin_in_any_quarter_from_the_first_to_the_last(quarter: int, quarters: int) -> None:
    assert shown(COMPANY, quarters=quarters, seed=1, switch_quarter=quarter)["quarters"] == quarters
    for wrong in (0, quarters + 1):
        with pytest.raises(ScenarioError, match=rf"switch-quarter = {wrong} is outside \[1, {quarters}\]"):
            shown(COMPANY, quarters=quarters, seed=1, switch_quarter=wrong)


def test_what_a_page_carries_is_unpacked_as_it_was_packed_and_what_is_no_number_is_refused() -> None:
    document = {"name": "Société « Été »", "values": [0.1, -2, None, True]}
    packed = packed_json(document)
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == document
    assert packed == packed_json(document)
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not JSON compliant"):
            packed_json({"value": value})


def test_a_company_that_could_switch_to_nothing_is_refused_by_its_name() -> None:
    with pytest.raises(ScenarioError, match=f"^{COMPANY.scenario.name} has no paradigm to switch to$"):
        check(COMPANY, [], quarters=5, seed=1, switch_quarter=1)
