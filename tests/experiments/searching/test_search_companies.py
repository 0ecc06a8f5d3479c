"""A search lives its ways and staying in the same companies, the front in other ones, each held against staying."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.searching import structure_search
from cordiale.experiments.searching.moves import MOVED, Move, candidate, value_at
from cordiale.experiments.searching.quest import Quest
from cordiale.experiments.searching.structure_search import FRESH, SEARCHED, Search
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.worlds import small

pytest.importorskip("optuna", reason="optuna is not installed")

QUEST = Quest(replications=3, fresh=5, switch_quarter=2, quarters=9, seed=17, parameters="point", workers=2)
ONE, OTHER = ("Q2 heads=1",), ("Q2 integration=0.5", "Q3 heads=2")


class Lives:
    """What stands in for the companies: each is worth its number, and a way as much more as its decisions are many."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[Option], list[int]]] = []

    def live(self, options: Sequence[Option], companies: Iterable[int]) -> dict[str, Lived]:
        numbers = list(companies)
        self.asked.append((list(options), numbers))
        found = {}
        for option in options:
            worth, rows = np.zeros((len(numbers), len(PARTS), 9)), np.zeros((len(numbers), 10), dtype=QUARTER)
            worth[:, 0, 0] = np.array(numbers) * 100.0 + 7.0 * len(option.decisions)
            rows["leavers"][:, 1] = np.array(numbers) + 2.0 * len(option.decisions)
            found[option.name] = Lived(worth, rows)
        return found


@pytest.fixture
def search() -> Search:
    made = Search(small(), QUEST, called="small.toml", folder=None)
    made.branches = Lives()  # type: ignore[assignment]  # what a search asks of them
    return made


@pytest.mark.parametrize(("pool", "companies"), [(SEARCHED, [0, 1, 2]), (FRESH, [3, 4, 5, 6, 7])])
def test_what_a_way_brings_is_its_aims_less_those_of_staying_in_the_same_companies_of_its_pool(
    pool: str, companies: list[int], search: Search
) -> None:
    one, other = search.gains(pool, [ONE, OTHER])
    assert one.tolist() == [[7.0, 0.0, 2.0, 0.0]] * len(companies)
    assert other.tolist() == [[14.0, 0.0, 4.0, 0.0]] * len(companies)
    lives: Any = search.branches
    ((options, numbers),) = lives.asked
    assert numbers == companies
    today = search.scenario.company.paradigm
    assert [(each.decisions, each.paradigm, each.quarter) for each in options] == [
        ((), today, 2), (ONE, today, 2), (OTHER, today, 2),
    ]  # fmt: skip
    assert options[0].name == STAY


def test_no_way_is_lived_twice_in_a_pool_and_each_answer_stands_where_it_was_asked_for(search: Search) -> None:
    first = search.aims(SEARCHED, [OTHER, ONE, OTHER])
    again = search.aims(SEARCHED, [ONE, (), OTHER])
    assert [each[0, 0] for each in first] == [14.0, 7.0, 14.0]
    assert [each[0, 0] for each in again] == [7.0, 0.0, 14.0]
    lives: Any = search.branches
    assert [[each.decisions for each in options] for options, _ in lives.asked] == [[OTHER, ONE], [()]]


def test_a_search_lives_companies_of_its_own_seed_quarters_and_workers() -> None:
    made = Search(small(), QUEST, called="small.toml", folder=None)
    branches = made.branches
    assert (branches.seed, branches.quarters, branches.workers, branches.called) == (17, 9, 2, "small.toml")
    assert (branches.decisions, branches.company.sets) == ((), prepare(small(), parameters="point", seed=17).sets)


@pytest.mark.parametrize("parameters", ["point", "ensemble"])
def test_the_company_of_a_search_is_founded_on_its_own_seed_with_the_parameters_asked_for(
    parameters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, scenario = list[Any](), small()
    monkeypatch.setattr(structure_search, "prepare", lambda *given, **said: asked.append((given, said)))
    Search(scenario, replace(QUEST, parameters=parameters), called="small.toml", folder=None)
    assert asked == [((scenario,), {"parameters": parameters, "seed": 17})]


@pytest.mark.parametrize("setting", MOVED)
def test_a_move_of_any_setting_to_where_the_company_is_is_no_move(setting: str) -> None:
    places = np.linspace(0, 1, 41)
    for name in ("siloed", "proportional"):
        scenario = small({"company.paradigm": name})
        now = getattr(PARADIGMS[name], setting)
        said = now.word if hasattr(now, "word") else f"{now:.6g}"
        here = [place for place in places if value_at(setting, place) == said]
        assert here, "today lies on the places of a move"
        assert candidate(scenario, [Move(setting, here[0], 2)]) == ()
        away = next(place for place in places if value_at(setting, place) != said)
        assert candidate(scenario, [Move(setting, away, 2)]) == (f"Q2 {setting}={value_at(setting, away)}",)


@pytest.mark.parametrize(("quarter", "fine"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_search_begins_within_the_quarters_that_it_looks_at(quarter: int, fine: bool) -> None:
    if fine:
        assert Quest(quarters=9, switch_quarter=quarter).switch_quarter == quarter
        return
    with pytest.raises(UsersError, match=rf"switch-quarter = {quarter} is outside \[1, 9\]"):
        Quest(quarters=9, switch_quarter=quarter)
