"""What a search asks, and of what its answers are: sizes, moves, quarters, and whatever would change an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.fields import choices
from cordiale.experiments.foundations.language import words
from cordiale.experiments.searching import structure_search
from cordiale.experiments.searching.answers import Answers, kept_answers
from cordiale.experiments.searching.moves import MOVED, value_at
from cordiale.experiments.searching.quest import LIMITS, Quest
from cordiale.experiments.searching.structure_search import AIMS, Search, plan_of, search
from cordiale.experiments.searching.telling_search import heads
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.paradigms import GRADED, PARADIGMS, SETTINGS, Structure

TODAY = load_scenario("status-quo")
ASKED = Quest()


def test_a_search_is_by_default_of_three_changes_from_the_second_quarter_of_three_years_on_all_parameter_sets() -> None:
    assert vars(ASKED) == {
        "changes": 3, "generations": 12, "population": 24, "replications": 8, "fresh": 16, "shown": 12,
        "switch_quarter": 2, "quarters": 12, "seed": 1, "parameters": "ensemble", "workers": None,
    }  # fmt: skip


def test_a_search_has_two_companies_at_least_on_either_luck_four_ways_a_generation_and_sixteen_changes_at_most() -> (
    None
):
    assert LIMITS == {
        "changes": (1, 16), "generations": (1, 10_000), "population": (4, 1000), "replications": (2, 10_000),
        "fresh": (2, 10_000), "shown": (1, 1000), "quarters": (1, 400),
    }  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [
    ("changes", 2), ("population", 8), ("replications", 3), ("fresh", 4), ("switch_quarter", 3), ("quarters", 9),
    ("seed", 2), ("parameters", "point"),
])  # fmt: skip
def test_answers_are_of_another_search_where_anything_differs_that_an_answer_hangs_on(name: str, value: Any) -> None:
    asked = replace(ASKED, **{name: value})
    assert plan_of(TODAY, asked) == plan_of(TODAY, ASKED) | {name: value}
    assert plan_of(TODAY, asked) != plan_of(TODAY, ASKED)


@pytest.mark.parametrize(("name", "value"), [("generations", 40), ("shown", 3), ("workers", 2)])
def test_answers_serve_a_longer_search_and_one_that_shows_or_shares_out_otherwise(name: str, value: int) -> None:
    assert plan_of(TODAY, replace(ASKED, **{name: value})) == plan_of(TODAY, ASKED)


def test_answers_are_of_another_search_under_another_scenario_or_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = plan_of(TODAY, ASKED)
    assert plan_of(TODAY.with_values({"leadership.strength": 0.9}), ASKED)["scenario"] != usual["scenario"]
    monkeypatch.setattr(structure_search, "source_sha256", lambda package: f"hash of {package}")
    assert plan_of(TODAY, ASKED)["model"] == "hash of cordiale.simulation"
    assert usual["optuna"] == version("optuna")


def test_every_setting_of_a_structure_is_moved_but_the_two_that_say_of_a_row_how_it_follows() -> None:
    assert set(SETTINGS) - set(MOVED) == {"balancer", "follows_forces"}
    assert [name for name in SETTINGS if name in MOVED] == [*MOVED]


def test_a_graded_setting_is_moved_by_twentieths_and_planning_to_twice_the_most_of_any_paradigm() -> None:
    twentieths = {value_at("integration", place / 1000) for place in range(1001)}
    assert {float(each) for each in twentieths} == {round(step / 20, 6) for step in range(21)}
    most = max(row.joint_planning for row in PARADIGMS.values())
    assert (value_at("joint_planning", 0.0), value_at("joint_planning", 1.0)) == ("0", f"{2 * most:.6g}")
    assert value_at("joint_planning", 0.5) == f"{most:.6g}"


def test_a_move_begins_a_year_before_the_end_at_the_latest_so_that_what_it_brings_is_seen() -> None:
    under_way = Search(TODAY, Quest(switch_quarter=3, quarters=9, parameters="point"), called="", folder=None)
    assert under_way.quarters == [3, 4, 5]


@pytest.mark.parametrize("shown", [2, 5])
def test_no_more_ways_are_shown_than_were_asked_for(shown: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = [(f"Q2 integration={each / 10}",) for each in range(9)]
    worth = {one: np.tile([float(at), float(at), 0.0, 0.0], (3, 1)) for at, one in enumerate(tried)}

    class Lives:
        def __init__(self, *_: Any, **__: Any) -> None:
            self.branches = SimpleNamespace(runs=9)

        def gains(self, _: str, wanted: Any) -> list[np.ndarray]:
            return [worth.get(one, np.full((3, len(AIMS)), 0.5)) for one in wanted]

    monkeypatch.setattr(structure_search, "Search", Lives)
    monkeypatch.setattr(structure_search, "_bred", lambda *_: tried)
    quest = Quest(population=4, shown=shown)
    found = search(TODAY, quest, called="x", talk=SimpleNamespace(), folder=None)  # type: ignore[arg-type]  # says nothing
    assert len(found.front) == shown


@pytest.mark.parametrize("setting", [name for name in MOVED if name in GRADED and name != "joint_planning"])
def test_a_graded_setting_is_moved_from_its_least_to_its_most_and_half_way_between(setting: str) -> None:
    limits = {type(limit).__name__: limit for limit in Structure.model_fields[setting].metadata}
    low, high = limits["Ge"].ge, limits["Le"].le
    assert [float(value_at(setting, place)) for place in (0.0, 0.5, 1.0)] == [low, (low + high) / 2, high]


@pytest.mark.parametrize("setting", [name for name in MOVED if name not in GRADED])
def test_a_setting_of_choices_is_moved_to_each_of_them_on_equal_parts_of_its_places(setting: str) -> None:
    allowed = [str(each) for each in choices(Structure.model_fields[setting])]
    found = [value_at(setting, (at + share) / len(allowed)) for at in range(len(allowed)) for share in (0.01, 0.99)]
    assert found == [each for each in allowed for _ in range(2)]
    assert value_at(setting, 1.0) == allowed[-1]


@pytest.mark.parametrize(("kept", "said"), [
    ({"answers": []}, "is damaged: without 'plan'"), ({"plan": {}}, "is damaged: without 'answers'"),
    ({"plan": {}, "answers": [{"companies": "fresh", "values": [[1.0]]}]}, "is damaged: without 'decisions'"),
    ({"plan": {}, "answers": [{"companies": 3, "decisions": [], "values": [[1.0]]}]}, "damaged: companies = '3' and"),
    ({"plan": {}, "answers": [{"companies": "fresh", "decisions": [], "values": [1.0]}]},
     "is damaged: the values of staying are no finite numbers"),
    ({"plan": {}, "answers": [{"companies": "fresh", "decisions": ["Q2 heads=1"], "values": [[float("inf")]]}]},
     "is damaged: the values of Q2 heads=1 are no finite numbers"),
    ({"plan": {}, "answers": [{"companies": "fresh", "decisions": [], "values": [[1.0]]},
                              {"companies": "fresh", "decisions": ["a"], "values": [[1.0], [2.0]]}]},
     "is damaged: not all answers have the same companies and aims"),
])  # fmt: skip
def test_what_is_damaged_in_the_answers_of_a_search_is_said(kept: Any, said: str, tmp_path: Path) -> None:
    file = tmp_path / "evaluations.json"
    file.write_text(json.dumps(kept))
    with pytest.raises(StoreError) as refused:
        kept_answers(file)
    assert said in str(refused.value)


def test_answers_of_pools_of_other_sizes_are_read_back_as_they_were_kept(tmp_path: Path) -> None:
    answers = Answers(tmp_path, {"seed": 1})
    given = {"searched": {(): np.ones((2, 4)), ("a",): np.zeros((2, 4))}, "fresh": {(): np.full((3, 4), 0.1)}}
    for pool, found in given.items():
        answers.add(pool, found)
    again = Answers(tmp_path, {"seed": 1})
    assert len(again) == 3
    for pool, found in given.items():
        for one, values in found.items():
            kept = again.get(pool, one)
            assert kept is not None
            assert kept.tolist() == values.tolist()
    assert again.get("fresh", ("a",)) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_aim_is_headed_by_its_own_words(language: str) -> None:
    w = words(language)
    of = {"value": "search.value", "friction_hours_share": "search.friction", "leavers": "search.lost",
          "perception_gap": "search.gap"}  # fmt: skip
    assert dict(zip(AIMS, heads(w), strict=True)) == {aim: w[key] for aim, key in of.items()}
