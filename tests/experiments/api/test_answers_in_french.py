"""What is asked in Python in French is answered in French, sentence and figure alike, and of what was asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import drawing_flips, drawing_indices
from cordiale.experiments.api import of_companies, of_search, of_studies
from cordiale.experiments.boardpack import chart_figures
from cordiale.experiments.boardpack.chart_figures import charts_of
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.comparison.figures import overview
from cordiale.experiments.comparison.figures.ranked_results import RankedResults
from cordiale.experiments.decision.telling import headline
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.searching import drawing_search, telling_search
from cordiale.experiments.searching.quest import Quest
from cordiale.experiments.searching.structure_search import Judged, SearchResult
from cordiale.simulation.scenario.files import load_scenario
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of
from tests.support.synthetic import results_frame

TODAY = load_scenario("smb-inbound")
FRENCH = words("fr")
OTHER = {"en": "fr", "fr": "en"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_decision_and_its_figure_are_told_in_the_language_they_are_asked_in(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision, called = decision_of(decision_document()), []
    monkeypatch.setattr(of_companies, "decided", lambda *_, **said: (called.append(said), (decision, None))[1])
    found, w = of_companies.decide(TODAY, language=language, quiet=True), words(language)
    assert found.headline == " ".join(headline(decision, w).split("\n"))
    assert [said["w"].language for said in called] == [language]
    assert [said["called"] for said in called] == [TODAY.name]
    monkeypatch.setattr(chart_figures, "draw_chart", lambda table: table)
    first: Any = found.plot()
    _, wanted = next(iter(charts_of(decision_pack(found.to_dict(), w))))
    assert (first.caption, first.names) == (wanted.caption, wanted.names)
    assert first.caption != next(iter(charts_of(decision_pack(found.to_dict(), words(OTHER[language])))))[1].caption


@pytest.mark.parametrize(("switch_quarter", "language"), [(0, "en"), (0, "fr"), (3, "en")])
def test_the_figure_of_a_comparison_has_the_currency_the_quarter_and_the_words_of_what_was_asked(
    switch_quarter: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = results_frame(paradigms=["siloed", "drift"], forces=["all"], replications=3)
    w = words(language)
    drawn: list[RankedResults] = []
    monkeypatch.setattr(overview, "draw_overview", drawn.append)
    scenario = SimpleNamespace(currency="ducats")
    found: Any = SimpleNamespace(
        frame=frame, baseline="siloed", company=SimpleNamespace(scenario=scenario),
        runs=[SimpleNamespace(switch_quarter=switch_quarter)],
    )  # fmt: skip
    of_companies._overview(found, w)
    (ranked,) = drawn
    assert (ranked.currency, ranked.switch_quarter, ranked.baseline) == ("ducats", switch_quarter, "siloed")
    assert (ranked.lived, ranked.w.language) == (w["compare.today.caption"], language)


def test_a_search_and_its_figure_are_told_in_the_language_they_are_asked_in(monkeypatch: pytest.MonkeyPatch) -> None:
    aims = np.outer([1.0, 1.2, 0.9], [5.0, 0.1, 2.0, 0.2])
    ways = tuple(Judged(name, (f"Q2 {name}",), aims, aims, undominated=True) for name in ("", "siloed"))
    result = SearchResult(TODAY, "x", Quest(), ways, 9, 9)
    monkeypatch.setattr(of_search.structure_search, "search", lambda *_, **__: result)
    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr(drawing_search, "draw_search", lambda *given: drawn.append(given))
    found = of_search.search(TODAY, language="fr", quiet=True)
    found.plot()
    ((rows, title, caption, heads, _, w),) = drawn
    assert (
        found.headline == title == telling_search.headline(result, FRENCH) != telling_search.headline(result, w=ENGLISH)
    )
    assert caption == f"{FRENCH['search.caption']} {telling_search.basis(result, FRENCH)}"
    assert (heads, w.language) == (telling_search.heads(FRENCH), "fr")
    assert [name for name, _ in rows] == ["", FRENCH.quoted("siloed")]


def test_a_map_and_its_figure_are_told_in_the_language_they_are_asked_in(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = SimpleNamespace(
        worlds=SimpleNamespace(options=["siloed", "drift"], option_word=lambda name, w: f"{name} {w.language}")
    )
    monkeypatch.setattr(of_studies.maps, "advice_map", lambda *_, **__: found)
    telling = of_studies.telling_map
    monkeypatch.setattr(telling, "headline", lambda _, w: f"headline {w.language}")
    monkeypatch.setattr(telling, "basis", lambda _, w: f"basis {w.language}")
    monkeypatch.setattr(telling, "draw_map", lambda *given: given)
    answer = of_studies.advice_map("study", "a", "b", language="fr")
    _, title, caption, named, _, w = answer.plot()  # type: ignore[misc]  # what the figure is made from
    assert (answer.headline, title, caption) == ("headline fr", "headline fr", "basis fr")
    assert named == {"siloed": "siloed fr", "drift": "drift fr"}
    assert w.language == "fr"


ASKED: dict[str, tuple[Any, str, tuple[str, ...]]] = {  # in Python; who finds it, and of what
    "sensitivity": (of_studies.indices, "sensitivity", ("revenue",)),
    "discover": (of_studies.discovery, "discover", ("siloed - drift revenue > 0",)),
}


@pytest.mark.parametrize("verb", ASKED)
def test_an_analysis_and_its_figure_are_told_in_the_language_they_are_asked_in(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, asked = ASKED[verb]
    found: Any = SimpleNamespace(asked={}, results_sha256="", condition="x")
    monkeypatch.setattr(place, name, lambda *_, **__: found)
    for recorded in ("record", "name_for"):
        monkeypatch.setattr(of_studies.records, recorded, lambda *_, **__: "")
    for told in ("sensitivity_headline", "discovery_headline"):
        monkeypatch.setattr(of_studies.wording, told, lambda _, w: f"headline {w.language}")
    monkeypatch.setattr(drawing_indices, "draw_sensitivity", lambda _, __, w: w.language)
    monkeypatch.setattr(drawing_flips, "draw_discovery", lambda _, __, w: w.language)
    answer = getattr(of_studies, verb)("study", *asked, language="fr")
    assert (answer.headline, answer.plot()) == ("headline fr", "fr")


@pytest.mark.parametrize("given", ["smb-inbound", TODAY])
def test_a_scenario_is_called_as_it_was_given_or_by_its_name(given: Any) -> None:
    scenario, called = of_companies.given(given)
    assert (scenario, called) == (TODAY, "smb-inbound" if isinstance(given, str) else TODAY.name)


def test_the_option_least_regretted_is_named_with_the_number_of_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    regrets = {"siloed": 5.0, "proportional": 2.0, "drift": 9.0}
    options = [SimpleNamespace(option=name, plain={"largest_regret": most}) for name, most in regrets.items()]
    found = SimpleNamespace(
        options=options,
        worlds=SimpleNamespace(points=pd.DataFrame({"x": range(1200)}), option_word=lambda name, w: w.quoted(name)),
    )
    monkeypatch.setattr(of_studies.robust, "robustness", lambda *_, **__: found)
    said = of_studies.robustness("study", "wins").headline
    assert said == "proportional has the smallest largest regret in wins, over 1,200 worlds"
    said = of_studies.robustness("study", "wins", language="fr").headline
    assert said == FRENCH("robustness.headline", option=FRENCH.quoted("proportional"), outcome="wins",
                          worlds=FRENCH.number(1200))  # fmt: skip
