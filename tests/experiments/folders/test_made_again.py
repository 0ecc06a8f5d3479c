"""What is made again to verify a folder is asked as it was asked at first, and what comes of it is told of itself."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.decision.alternatives import Option
from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.folders import again, analyses, figures_again, searches
from cordiale.experiments.folders.figures_again import Figure, worked_out
from cordiale.experiments.folders.holding import Held
from cordiale.experiments.folders.left import Left
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.failures import Failure
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.selection import Rule
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import NAMES, QUARTER

QUIET = Talk(quiet=True)
ASKED: dict[str, Any] = {
    "switch_quarter": 2, "quarters": 9, "confidence": 0.9, "indifference": 0.03, "parameters": "ensemble",
    "decisions": ["Q1 survey"], "first": 12, "batches": 5, "matched": 7, "map": ["trust.gain", "buyers.win"],
}  # fmt: skip


@pytest.mark.parametrize("pair", [["trust.gain", "buyers.win"], None])
def test_a_decision_is_made_again_of_all_that_was_asked_of_it_and_of_its_own_seed(
    pair: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: dict[str, Any] = {}

    def decide(scenario: Any, asked: Asked, **more: Any) -> tuple[Any, Any]:
        heard.update(more, scenario=scenario, asked=asked)
        return {"best": "drift"}, SimpleNamespace(runs=99)

    monkeypatch.setattr(figures_again, "decide", decide)
    monkeypatch.setattr(figures_again, "to_document", lambda found: found)
    scenario = SimpleNamespace(name="mine")
    left: Any = SimpleNamespace(scenario=scenario, is_decision=True, document={"best": "siloed"},
                                asked=ASKED | {"map": pair}, manifest={"seed": 31})  # fmt: skip
    found = worked_out(left, "best", workers=3, talk=QUIET)
    assert found == Figure("best", "siloed", "drift", "the whole decision, made again", 99)
    assert heard == {"scenario": scenario, "called": "mine", "talk": QUIET, "w": ENGLISH, "asked": Asked(
        switch_quarter=2, quarters=9, seed=31, rule=Rule(0.9, 0.03), parameters="ensemble", decisions=("Q1 survey",),
        first=12, batches=5, matched=7, workers=3, pair=("trust.gain", "buyers.win") if pair else None,
    )}  # fmt: skip


def test_an_option_of_a_decision_has_its_own_name_its_paradigm_its_decisions_and_its_kind() -> None:
    told = {"option": "siloed, later", "paradigm": "siloed", "decisions": ["Q6 paradigm=siloed"], "kind": "later"}
    left: Any = SimpleNamespace(document={"options": [told]})
    one = Option(name="siloed, later", paradigm="siloed", decisions=("Q6 paradigm=siloed",), quarter=0, kind="later")
    assert again.options_of(left) == {"siloed, later": one}


def test_each_run_is_lived_again_in_its_own_company_and_one_that_fails_now_is_told_with_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full, usual = SimpleNamespace(value=3.0), SimpleNamespace(value=2.0)
    runs = [Run("drift", "none", at, 1, 1, 0) for at in range(4)]
    kept = [again.Kept(run, full if at % 2 else usual, f"run {at}", 2 * at) for at, run in enumerate(runs)]  # type: ignore[arg-type]
    table = pd.DataFrame(dict.fromkeys(NAMES, np.repeat([2.0, 3.0, 2.0, 3.0], 2)))
    lived: list[Any] = []

    def attempts(company: Any, asked: list[Run], *, workers: int | None) -> Any:
        for at, run in enumerate(asked):
            lived.append((company, run.replication, workers))
            yield at, np.full(2, company.value).astype(QUARTER)

    monkeypatch.setattr(again, "attempts", attempts)
    left: Any = SimpleNamespace(table=table, rules=SimpleNamespace(version=""))
    assert again.lived_again(left, kept, workers=2, talk=QUIET) == []
    assert lived == [(usual, 0, 2), (usual, 2, 2), (full, 1, 2), (full, 3, 2)]
    failing = [(0, Failure(runs[0], "ValueError: no more", "point"))]
    monkeypatch.setattr(again, "attempts", lambda *_, **__: iter(failing))
    assert again.lived_again(left, kept[:1], workers=2, talk=QUIET) == ["run 0: now fails, ValueError: no more"]


@pytest.mark.parametrize(("verb", "document", "parameters"), [("decide", "decision.json", "ensemble"),
                                                              ("compare", "summary.json", "point")])  # fmt: skip
def test_a_decision_and_a_comparison_each_have_their_own_document_and_their_own_place_for_parameters(
    verb: str, document: str, parameters: str
) -> None:
    left = Left.__new__(Left)
    manifest = {"decision": ASKED, "parameters": {"choice": "point"}, "command": ["cordiale"]}
    left.__dict__ |= {"verb": verb, "directory": Path("left"), "manifest": manifest}
    assert (left.document_name, left.parameters) == (document, parameters)


def test_a_manifest_is_damaged_where_what_was_asked_is_of_another_kind_or_not_there() -> None:
    left = Left.__new__(Left)
    for name, value in (("quarters", "nine"), ("confidence", None), ("matched", "7"), ("switch_quarter", 2.5)):
        left.__dict__ |= {"verb": "decide", "directory": Path("left"),
                          "manifest": {"decision": ASKED | {name: value}, "command": []}}  # fmt: skip
        with pytest.raises(StoreError, match=rf"its decision\.{name} is missing or of another kind"):
            _ = left.asked


def test_the_companies_of_a_decision_are_those_of_its_scenario_seed_quarters_and_own_decisions() -> None:
    left = Left.__new__(Left)
    mine, manifest = SimpleNamespace(name="mine"), {"decision": ASKED, "seed": 31}
    left.__dict__ |= {"verb": "decide", "directory": Path("left"), "scenario": mine, "manifest": manifest,
                      "company": SimpleNamespace(name="the company")}  # fmt: skip
    found = left.branches(workers=4)
    assert (found.company, found.called, found.seed, found.quarters) == (left.company, "mine", 31, 9)
    assert (found.decisions, found.workers) == (("Q1 survey",), 4)


@pytest.mark.parametrize(("study", "results", "looks", "number", "held"), [
    (None, "r", 1, 2.0, {"notes": ("its study is not where it was left: no number was worked out again",)}),
    ("there", "later", 1, 2.0, {"found": "later",
                                "notes": ("the study has other results by now, later: nothing was worked out again",)}),
    ("there", "r", 2, 2.0, {"found": "r", "notes": (analyses.MORE_LOOKS,)}),
    ("there", "r", 1, 2.0, {"found": "r", "runs": 40, "how": "of its study asked again"}),
    ("there", "r", 1, 3.0, {"found": "r", "runs": 40, "how": "of its study asked again",
                            "problems": ("worked out again, lead = 2.0 there, 3.0 here",)}),
])  # fmt: skip
def test_an_analysis_is_worked_out_again_from_the_same_results_of_its_own_study_by_what_was_asked(
    study: str | None, results: str, looks: int, number: float, held: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = {"verb": "robustness", "asked": {"outcome": "wins"}}
    kept = {"lead": 2.0, "looks": 1}
    asked: list[Any] = []
    monkeypatch.setattr(analyses, "hold_files", lambda _: Held("r", None, ()))
    monkeypatch.setattr(analyses, "study_of", lambda _: None if study is None else Path(study))
    monkeypatch.setattr(analyses, "status", lambda _: SimpleNamespace(sha256=results, done=40))
    monkeypatch.setattr(analyses, "document_in", lambda _, name: manifest if name == "manifest.json" else kept)
    monkeypatch.setitem(
        analyses.AGAIN, "robustness", lambda *given: asked.append(given) or {"lead": number, "looks": looks}
    )
    assert analyses.hold_analysis(Path("analysis")) == Held("r", None, ())._replace(**held)
    assert asked == ([(Path("there"), {"outcome": "wins"})] if study and results == "r" else [])


def test_where_a_front_is_told_otherwise_the_first_difference_says_what_was_kept_and_what_comes_out_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / searches.ANSWERS).write_text("answers")
    monkeypatch.setattr(searches, "plan_of", lambda scenario, quest: {"of": [scenario.name, quest]})
    monkeypatch.setattr(searches, "to_document", lambda found: found)
    monkeypatch.setattr(searches, "search", lambda scenario, quest, **how: {
        "best": [how["called"], quest], "hours": 7.0, "wins": 4.0})  # fmt: skip
    mine: Any = SimpleNamespace(name="mine")
    document = {"best": ["mine", "quest"], "hours": 6.0, "wins": 5.0}
    told = searches._told_again(tmp_path, mine, "quest", {"of": ["mine", "quest"]}, document)  # type: ignore[arg-type]
    assert [*told] == [f"{searches.SEARCH}: told again from {searches.ANSWERS}, hours = 6.0 there, 7.0 here"]


def test_a_figure_that_was_worked_out_stands_in_what_is_told_as_data() -> None:
    figure = Figure("best", "siloed", "drift", "the whole", 9)
    told = Held("a", "b", ("p",), ("n",), 9, figure=figure).to_dict()
    number = {"number": "best", "kept": "siloed", "again": "drift", "of": "the whole", "runs": 9}
    assert told == {"holds": False, "expected": "a", "found": "b", "problems": ("p",), "notes": ("n",), "runs": 9,
                    "number": number}  # fmt: skip
    assert json.dumps(told)


@pytest.mark.parametrize(("number", "said", "runs"), [
    ("forces.all.lead", "all paradigms under all", 2), ("seed", "all paradigms and forces", 3),
])  # fmt: skip
def test_a_figure_of_a_comparison_says_under_which_forces_its_runs_are(
    number: str, said: str, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived = [Run("drift", forces, at, 1, 4, 0) for at, forces in enumerate(("all", "none", "all"))]
    document = {"seed": 1, "forces": {"all": {"lead": 2.0}}}
    left: Any = SimpleNamespace(runs=lambda: lived, scenario=None, parameters="point", rules=None, is_decision=False,
                                document=document)  # fmt: skip
    monkeypatch.setattr(figures_again, "carry_out", lambda *_, **__: None)
    monkeypatch.setattr(figures_again, "summarise", lambda _: document)
    found = worked_out(left, number, workers=None, talk=QUIET)
    assert (found.of, found.runs) == (said, runs)
