"""Searches: moves are decisions, a front is a front, and an interrupted search is the same search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching import structure_search
from cordiale.experiments.searching.answers import ANSWERS
from cordiale.experiments.searching.fronts import undominated
from cordiale.experiments.searching.moves import MOVED, Move, candidate, value_at
from cordiale.experiments.searching.structure_search import AIMS, SIGNS, Quest, Search, search
from cordiale.experiments.searching.telling_search import keep_search, print_search, table
from cordiale.simulation.runs.run import Run, check_decisions
from cordiale.simulation.scenario.files import load_scenario

TODAY = load_scenario("status-quo")
QUIET = Talk(quiet=True)
QUEST: dict[str, Any] = {"changes": 2, "generations": 3, "population": 8, "replications": 3, "fresh": 4, "shown": 5}


def planted(self: Search, pool: str, one: tuple[str, ...]) -> Any:
    """Aims that are known: value grows with integration, friction with it too; each company has its luck."""
    count = self.quest.replications if pool == "searched" else self.quest.fresh
    luck = np.random.default_rng([len(pool), len("".join(one))]).normal(0, 0.01, (count, len(AIMS)))
    moved = sum(float(text.split("=")[1]) for text in one if "integration" in text)
    return luck + np.array([100 * moved, moved, 0.0, 0.0])


@pytest.fixture(autouse=True)
def lived(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Searches answer from what is planted, and say what they would have lived."""
    asked: list[tuple[str, tuple[str, ...]]] = []

    def aims(self: Search, pool: str, wanted: Any) -> list[Any]:
        given = list(wanted)
        missing = [one for one in dict.fromkeys(given) if self.answers.get(pool, one) is None]
        asked.extend((pool, one) for one in missing)
        self.answers.add(pool, {one: planted(self, pool, one) for one in missing})
        return [self.answers.get(pool, one) for one in given]

    monkeypatch.setattr(structure_search.Search, "aims", aims)
    return asked


@pytest.mark.parametrize("setting", MOVED)
@pytest.mark.parametrize("place", [0.0, 0.37, 1.0])
def test_a_move_is_a_decision_that_the_model_takes(setting: str, place: float) -> None:
    moves = candidate(TODAY, [Move(setting, place, 2), Move("integration", 0.9, 3)])
    assert check_decisions(TODAY, moves, Run("status-quo", "all", 0, 1, 12)) == moves
    assert all(f"={value_at(setting, place)}" in text for text in moves if setting in text and "Q2" in text)


def test_a_move_to_where_the_company_is_and_a_second_one_in_a_quarter_are_none() -> None:
    assert candidate(TODAY, [Move("integration", 0.2, 2)]) == ()
    assert candidate(TODAY, [Move("heads", 0.0, 2), Move("heads", 0.9, 2)]) == ("Q2 heads=1",)
    back = candidate(TODAY, [Move("integration", 0.2, 4), Move("integration", 0.8, 2)])
    assert back == ("Q2 integration=0.8", "Q4 integration=0.2")


def test_a_search_finds_the_planted_best_within_its_number_of_changes() -> None:
    found = search(TODAY, Quest(**QUEST | {"generations": 12}), called="status-quo", talk=QUIET, folder=None)
    best = max(found.front, key=lambda one: one.fresh[:, 0].mean())
    assert any("integration" in text for text in best.decisions)
    assert best.fresh[:, 0].mean() > 80
    assert all(len(one.decisions) <= 2 for one in found.front)
    costs = np.array([one.fresh.mean(axis=0) * SIGNS for one in found.judged])
    assert [at for at, one in enumerate(found.judged) if one.undominated] == undominated(costs)
    assert {one.name for one in found.judged if one.name} >= {"siloed", "assimilated", "proportional"}


def test_an_interrupted_search_ends_as_an_undisturbed_one_and_lives_nothing_twice(
    tmp_path: Path, lived: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
    whole = search(TODAY, Quest(**QUEST), called="status-quo", talk=QUIET, folder=tmp_path / "whole")
    count = len(lived)
    lived.clear()
    honest, calls = structure_search.Search.aims, []

    def interrupted(self: Search, pool: str, wanted: Any) -> Any:
        calls.append(pool)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return honest(self, pool, wanted)

    monkeypatch.setattr(structure_search.Search, "aims", interrupted)
    with pytest.raises(KeyboardInterrupt):
        search(TODAY, Quest(**QUEST), called="status-quo", talk=QUIET, folder=tmp_path / "cut")
    monkeypatch.setattr(structure_search.Search, "aims", honest)
    again = search(TODAY, Quest(**QUEST), called="status-quo", talk=QUIET, folder=tmp_path / "cut")
    assert table(again).equals(table(whole))
    assert len(lived) == count
    assert (tmp_path / "cut" / ANSWERS).read_bytes() == (tmp_path / "whole" / ANSWERS).read_bytes()


def test_more_generations_go_on_and_another_search_is_refused(tmp_path: Path, lived: list[Any]) -> None:
    search(TODAY, Quest(**QUEST), called="status-quo", talk=QUIET, folder=tmp_path)
    before = len(lived)
    search(TODAY, Quest(**QUEST | {"generations": 4}), called="status-quo", talk=QUIET, folder=tmp_path)
    assert len(lived) - before <= 8 + 5
    with pytest.raises(StoreError, match="is of another search: seed = 1, now 2"):
        search(TODAY, Quest(**QUEST | {"seed": 2}), called="status-quo", talk=QUIET, folder=tmp_path)


def test_what_is_left_agrees_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cordiale.experiments.foundations.language import words

    found = search(TODAY, Quest(**QUEST), called="status-quo", talk=QUIET, folder=tmp_path)
    keep_search(found, tmp_path, command=["cordiale", "search"], w=words("fr"))
    print_search(found, words("fr"))
    assert "non dominées" in capsys.readouterr().out
    assert (tmp_path / "search.png").stat().st_size > 10_000


def test_what_cannot_be_searched_is_refused() -> None:
    with pytest.raises(UsersError, match=r"changes = 0 is outside \[1, 16\]"):
        Quest(changes=0)
