"""What a search left is held by its files, by candidates spread over all its answers, and by its front told again."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.folders import searches
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching.quest import Quest

QUIET = Talk(quiet=True)
NEWER = "the model is another version than the one that ran"


@pytest.mark.parametrize("model", ["ran", "newer"])
@pytest.mark.parametrize("differing", [[], ["a way is not what comes out now"]])
def test_a_front_is_told_again_only_by_the_model_that_ran_and_where_its_candidates_came_out_as_they_were(
    model: str, differing: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    content = {"name": "tiny"}
    documents = {
        searches.MANIFEST: {"files": {}, "model_sha256": "ran",
                            "scenario": {"content": content, "sha256": searches.mapping_sha256(content)}},
        searches.SEARCH: {"asked": {"replications": 3, "seed": 6}},
    }  # fmt: skip

    def live(scenario: Any, quest: Quest, answers: Any, runs: Any, talk: Talk) -> tuple[int, list[str]]:
        asked.append((scenario, quest, answers, runs, talk))
        return 9, differing

    def tell(folder: Path, scenario: Any, quest: Quest, plan: Any, document: Any) -> list[str]:
        asked.append((folder, plan, document))
        return ["the front is another"]

    monkeypatch.setattr(searches, "document_in", lambda _, name: documents[name])
    monkeypatch.setattr(searches, "scenario_from", lambda given: ("scenario", given))
    monkeypatch.setattr(searches, "source_sha256", lambda _: model)
    monkeypatch.setattr(searches, "kept_answers", lambda _: ({"seed": 6}, {("searched", ()): 1}))
    monkeypatch.setattr(searches, "_lived_again", live)
    monkeypatch.setattr(searches, "_told_again", tell)
    held = searches.hold_search(tmp_path, runs=7, workers=2, talk=QUIET)
    told = model == "ran" and not differing
    assert held.problems == (*differing, *(["the front is another"] if told else []))
    assert held.notes == (() if model == "ran" else (NEWER,))
    assert held.runs == 9
    quest = Quest(replications=3, seed=6, workers=2)
    assert asked[0] == (("scenario", content), quest, [(("searched", ()), 1)], 7, QUIET)
    assert asked[1:] == ([(tmp_path, {"seed": 6}, documents[searches.SEARCH])] if told else [])


@pytest.mark.parametrize(("runs", "candidates"), [(None, [*range(6)]), (3, [0, 3]), (7, [0, 1, 3, 4]), (0, [])])
def test_candidates_that_live_again_are_spread_over_all_answers(
    runs: int | None, candidates: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    class Again:
        def __init__(self, *_: Any, **__: Any) -> None: ...
        def aims(self, pool: str, ways: list[tuple[str, ...]]) -> list[Any]:
            seen.extend(ways)
            return [np.zeros(1) for _ in ways]

    monkeypatch.setattr(searches, "Search", Again)
    answers: Any = [((searches.SEARCHED, (str(at),)), np.zeros(1)) for at in range(6)]
    quest: Any = SimpleNamespace(replications=2, fresh=2)
    lived, said = searches._lived_again(SimpleNamespace(name="it"), quest, answers, runs, QUIET)  # type: ignore[arg-type]
    assert [int(way) for (way,) in seen] == candidates
    assert (lived, said) == (2 * len(candidates), [])


@pytest.mark.parametrize(("way", "said"), [((), "staying"), (("Q2 paradigm=siloed", "Q3 heads=2"),
                                                             "Q2 paradigm=siloed; Q3 heads=2")])  # fmt: skip
@pytest.mark.parametrize("pool", [searches.SEARCHED, "fresh"])
def test_a_candidate_that_comes_out_otherwise_is_named_by_its_changes_and_its_companies_and_only_the_first_is(
    way: tuple[str, ...], said: str, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = SimpleNamespace(aims=lambda pool, ways: [np.array([1.0, 0.0])])
    monkeypatch.setattr(searches, "Search", lambda *_, **__: again)
    answers: Any = [((pool, way), np.array([2.0, 0.0])), ((pool, ("later",)), np.array([3.0, 0.0]))]
    quest: Any = SimpleNamespace(replications=2, fresh=5)
    it: Any = SimpleNamespace(name="it")
    lived, found = searches._lived_again(it, quest, answers, None, QUIET)
    assert found == [f"{searches.ANSWERS}: {said} in the companies {pool} is not what comes out now"]
    assert lived == 2 * (2 if pool == searches.SEARCHED else 5)


@pytest.mark.parametrize("plan", [{"optuna": "1"}, {"optuna": "another"}])
def test_a_front_of_another_optuna_is_not_told_again_and_one_of_this_is_told_from_its_own_answers(
    plan: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / searches.ANSWERS).write_text("answers")
    read: list[str] = []

    def search(scenario: Any, quest: Any, *, called: str, talk: Talk, folder: Path) -> dict[str, Any]:
        read.append((folder / searches.ANSWERS).read_text())
        assert folder != tmp_path, "what is verified is not written to"
        return {"front": [1.0]}

    monkeypatch.setattr(searches, "plan_of", lambda *_: {"optuna": "1"})
    monkeypatch.setattr(searches, "search", search)
    monkeypatch.setattr(searches, "to_document", lambda found: found)
    scenario: Any = SimpleNamespace(name="tiny")
    same = plan["optuna"] == "1"
    for document, problem in (({"front": [1.0]}, False), ({"front": [2.0]}, True)):
        quest = Quest()
        told = list(searches._told_again(tmp_path, scenario, quest, plan, json.loads(json.dumps(document))))
        assert [each.split(":")[0] for each in told] == ([searches.SEARCH] if problem and same else [])
    assert read == (["answers"] * 2 if same else [])
