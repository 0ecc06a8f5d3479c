"""What is asked in Python is handed on as it was asked, option by option, and what comes back is shown as it is."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.api import of_companies, of_search, of_studies
from cordiale.experiments.api.shown import ROWS, Result
from cordiale.experiments.foundations.selection import Rule
from cordiale.experiments.searching.quest import Quest
from cordiale.simulation.scenario.files import load_scenario

TODAY = load_scenario("smb-inbound")


@pytest.fixture(autouse=True)
def hushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever talks says only whether it is to be quiet."""
    for module in (of_companies, of_search):
        monkeypatch.setattr(module, "Talk", SimpleNamespace)


class StoppedError(Exception):
    """Far enough."""


def test_a_comparison_hands_on_all_that_it_was_asked_and_its_headline_is_of_the_most_forces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}
    rankings = [SimpleNamespace(forces=forces) for forces in ("none", "all", "buyers")]
    found = SimpleNamespace(frame="frame", baseline="siloed")
    monkeypatch.setattr(of_companies, "check_extent", lambda runs, quarters: asked.update(extent=(runs, quarters)))
    monkeypatch.setattr(of_companies, "plan", lambda company, **how: asked.update(plan=(company, how)) or "runs")
    monkeypatch.setattr(of_companies, "carry_out", lambda *given, **how: asked.update(lived=(given, how)) or found)
    monkeypatch.setattr(
        of_companies, "rank_paradigms", lambda frame, baseline: asked.update(ranked=(frame, baseline)) or rankings
    )
    monkeypatch.setattr(of_companies, "of_ranking", lambda ranking, w: f"{ranking.forces} {w.language}")
    monkeypatch.setattr(of_companies, "summarise", lambda comparison: {"of": comparison.baseline})
    rules: Any = "rules of mine"
    answer = of_companies.compare(
        TODAY, ["siloed", "drift"], ("none", "all", "buyers"), 3, 9, 6, switch_quarter=2, decisions=["Q5 survey"],
        parameters="ensemble", workers=2, rules=rules, language="fr", quiet=True,
    )  # fmt: skip
    assert asked["plan"] == (TODAY, {
        "paradigms": ["siloed", "drift"], "forces": ["none", "all", "buyers"], "replications": 3, "quarters": 9,
        "seed": 6, "switch_quarter": 2, "decisions": ["Q5 survey"],
    })  # fmt: skip
    assert asked["extent"] == (2 * 3 * 3, 9), "of each paradigm under each of the forces, each replication"
    given, how = asked["lived"]
    assert given == (TODAY, "runs")
    assert how.pop("talk").quiet
    assert how == {"called": TODAY.name, "parameters": "ensemble", "workers": 2, "rules": rules, "switch": True}
    assert asked["ranked"] == ("frame", "siloed")
    assert (answer.verb, answer.headline, answer.found) == ("compare", "all fr", found)
    assert answer.to_dict() == {"of": "siloed"}


def test_a_decision_hands_on_all_that_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def decided(company: Any, wanted: Any, *, called: str, talk: Any, w: Any) -> None:
        asked.update(company=company, wanted=wanted, called=called, quiet=talk.quiet, language=w.language)
        raise StoppedError

    monkeypatch.setattr(of_companies, "decided", decided)
    with pytest.raises(StoppedError):
        of_companies.decide(
            TODAY, switch_quarter=3, confidence=0.9, indifference=0.02, budget=7.0, batches=4, matched=50,
            decisions=["Q5 survey"], quarters=9, seed=6, parameters="point", workers=2, language="fr", quiet=True,
        )  # fmt: skip
    wanted = vars(asked["wanted"])
    assert wanted | {"first": None, "pair": None} == {
        "switch_quarter": 3, "quarters": 9, "seed": 6, "budget": 7.0, "rule": Rule(0.9, 0.02), "parameters": "point",
        "decisions": ("Q5 survey",), "batches": 4, "matched": 50, "workers": 2, "first": None, "pair": None,
    }  # fmt: skip
    assert (asked["company"], asked["called"], asked["quiet"], asked["language"]) == (TODAY, TODAY.name, True, "fr")


@pytest.mark.parametrize("folder", [None, "kept"])
def test_a_search_hands_on_its_quest_and_holds_its_folder_as_a_search_while_it_goes_on(
    folder: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    where = None if folder is None else tmp_path / folder

    def search(company: Any, quest: Any, *, called: str, talk: Any, folder: Any) -> None:
        asked.append((company, quest, called, talk.quiet, folder))
        raise StoppedError

    class Held:
        def __enter__(self) -> None:
            asked.append("held")

        def __exit__(self, *_: Any) -> None:
            asked.append("let go")

    monkeypatch.setattr(of_search.structure_search, "search", search)
    monkeypatch.setattr(of_search, "claimed", lambda place, verb: asked.append((place, verb)) or Held())
    quest = Quest(changes=2)
    with pytest.raises(StoppedError):
        of_search.search(TODAY, quest, folder=where, quiet=True)
    lived = (TODAY, quest, TODAY.name, True, where)
    assert asked == ([lived] if where is None else [(where, "search"), "held", lived, "let go"])


STUDIES: dict[str, tuple[Any, str, Any, dict[str, Any]]] = {
    "sensitivity": (of_studies.sensitivity, "sensitivity", of_studies.indices,
                    {"method": "pawn", "quarter": "last", "luck": "mean"}),
    "discover": (of_studies.discover, "discover", of_studies.discovery,
                 {"quarter": "last", "density": 0.6, "holdout": 0.5}),
    "map": (of_studies.advice_map, "advice_map", of_studies.maps,
            {"outcome": "wins", "of": "forces", "quarter": "last", "less_is_better": True, "bins": 5, "fitted": True}),
    "robustness": (of_studies.robustness, "robustness", of_studies.robust,
                   {"of": "forces", "quarter": "last", "less_is_better": False, "threshold": 3.0}),
}  # fmt: skip
PLACES = {"sensitivity": ("wins",), "discover": ("a < 0",), "map": ("x", "y"), "robustness": ("wins",)}


@pytest.mark.parametrize("verb", STUDIES)
@pytest.mark.parametrize("said", [True, False])
def test_what_is_asked_of_a_study_is_handed_on_option_by_option_and_left_as_the_part_has_it_where_it_is_not(
    verb: str, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, name, module, options = STUDIES[verb]
    asked: list[Any] = []

    def noted(*given: Any, **how: Any) -> None:
        asked.append((given, how))
        raise StoppedError

    usual = {"method": "auto", "quarter": "all", "luck": "each", "density": 0.8, "holdout": 1 / 3, "outcome": "revenue",
             "of": "paradigm", "less_is_better": None, "bins": None, "fitted": False, "threshold": None}  # fmt: skip
    monkeypatch.setattr(module, name, noted)
    with pytest.raises(StoppedError):
        ask("study", *PLACES[verb], **(options if said else {}))
    ((given, how),) = asked
    assert given == ("study", *PLACES[verb])
    assert how == {key: value if said else usual[key] for key, value in options.items()}


@pytest.mark.parametrize(("count", "more"), [(ROWS - 1, 0), (ROWS, 0), (ROWS + 1, 1), (1300, 1276)])
def test_a_notebook_shows_twenty_four_rows_and_says_how_many_more_there_are_where_there_are_more(
    count: int, more: int
) -> None:
    table = pd.DataFrame({"row": range(count)})
    shown = Result("compare", None, "so", lambda: table, lambda: None, dict)._repr_html_()
    assert shown.count("<td>") == min(count, 24)
    assert ("rows more" in shown) == (more > 0)
    assert not more or f"<p>{more:,} rows more: <code>.to_frame()</code></p>" in shown
