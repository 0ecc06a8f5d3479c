"""What a class is served of, what is verified of a folder, what a check of a scenario says: each as it was asked."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.commands import verify
from cordiale.experiments.comparison import echo
from cordiale.experiments.fitting import fidelity
from cordiale.experiments.folders import analyses, holding, left, searches
from cordiale.experiments.page import hosting, playing
from cordiale.experiments.study import folder as study_folder
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", ("status-quo", {"room": "CLASS", "seed": 1, "language": "en", "lan": True})),
        (
            "smb-inbound --room b2 --seed 6 --language fr --port 99",
            ("smb-inbound", {"room": "b2", "seed": 6, "language": "fr", "lan": True}),
        ),
    ],
)
def test_a_class_is_served_of_the_company_room_seed_and_language_that_were_asked_for(
    words: str, asked: tuple[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[Any]()

    def pages(scenario: str, **said: Any) -> str:
        made.append((scenario, said))
        return "the pages"

    def serve(room: Any, pages: Any, **_: Any) -> int:
        made.append(pages)
        return 0

    monkeypatch.setattr(playing, "pages", pages)
    monkeypatch.setattr(hosting, "serve", serve)
    shown = cordiale("teach", "class", *words.split(), "--serve", "--no-open", "--quiet")
    assert shown.exit_code == 0, shown.output
    assert made == [asked, "the pages"]


HELD = SimpleNamespace(runs=0, how="lived again", figure=None, problems=(), notes=(), holds=True)


@pytest.mark.parametrize(
    ("kind", "words", "asked"),
    [
        ("numbered", "", {"runs": 20, "number": None, "workers": None}),
        ("numbered", "--runs 7 --number a.b --workers 3", {"runs": 7, "number": "a.b", "workers": 3}),
        ("numbered", "--all --workers 3", {"runs": None, "number": None, "workers": 3}),
        ("searched", "--runs 7 --workers 3", {"runs": 7, "workers": 3}),
        ("analysed", "--runs 7 --workers 3", {}),
    ],
)
def test_of_what_is_no_study_as_many_runs_are_lived_again_as_were_asked_for_by_as_many_workers(
    kind: str, words: str, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = dict[str, Any]()

    def noted(name: str) -> Any:
        def part(directory: Path, **said: Any) -> Any:
            said.pop("talk", None)
            held[name] = (directory, said)
            return HELD

        return part

    monkeypatch.setattr(study_folder, "is_study", lambda _: False)
    for module, name, answer in (
        (left, "holds_results", kind == "numbered"),
        (searches, "is_search", kind == "searched"),
        (analyses, "is_analysis", kind == "analysed"),
    ):
        monkeypatch.setattr(module, name, lambda _, answer=answer: answer)
    monkeypatch.setattr(holding, "hold", noted("numbered"))
    monkeypatch.setattr(searches, "hold_search", noted("searched"))
    monkeypatch.setattr(analyses, "hold_analysis", noted("analysed"))
    shown = cordiale("verify", "here", *words.split(), "--quiet")
    assert shown.exit_code == 0, shown.output
    assert held == {kind: (Path("here"), asked)}
    assert shown.stdout.splitlines()[-1] == verify.last_line(Path("here"), holds=True)


def test_a_check_says_as_data_what_is_simulated_what_is_in_question_and_what_is_not_known_each_under_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frame, company = (
        pd.DataFrame(),
        load_scenario("status-quo").model_copy(update={"unknown": {"buyers": "nobody said"}}),
    )
    asked = dict[str, Any]()

    def against(scenario: Any, **said: Any) -> Any:
        said.pop("talk")
        asked.update(said, scenario=scenario.name)
        return frame, (SimpleNamespace(met=True, to_dict=lambda: {"name": "wins"}),)

    monkeypatch.setattr("cordiale.simulation.scenario.files.load_scenario", lambda _: company)
    monkeypatch.setattr(fidelity, "hold_against_targets", against)
    monkeypatch.setattr(echo, "implied", lambda *_: {"wins": 7})
    monkeypatch.setattr(echo, "questions", lambda _: ["is it meant?"])
    shown = cordiale(
        "scenario", "check", "mine.toml", "--replications", "5", "--quarters", "9", "--seed", "6", "--json"
    )
    assert shown.exit_code == 0, shown.output
    assert asked == {"scenario": "status-quo", "called": "mine.toml", "replications": 5, "quarters": 9, "seed": 6}
    told = json.loads(shown.stdout)
    assert told["scenario"] == "status-quo"
    assert (told["targets"], told["as_simulated"]) == ([{"name": "wins"}], {"wins": 7})
    assert (told["questions"], told["unknown"]) == (["is it meant?"], {"buyers": "nobody said"})
    assert told["people"]["rep"] == company.company.reps
