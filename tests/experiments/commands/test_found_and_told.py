"""What a verb tells of what was found: the money, the names and the verdict of that company, on the right stream."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.commands import run, scenario, status, teach
from cordiale.experiments.comparison import compare, echo, framing, report, single
from cordiale.experiments.fitting import fidelity
from cordiale.experiments.fitting.observed import Check
from cordiale.experiments.foundations import store
from cordiale.experiments.foundations.language import words
from cordiale.experiments.page import hosting, playing, teaching
from cordiale.experiments.study.progress import State, Stops
from cordiale.experiments.validation import measuring
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale as typed
from tests.support.doors import handed


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# compare and run


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_compare_prints_is_in_its_company_s_money_with_its_own_question_baseline_switch_and_note(
    language: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(frame=pd.DataFrame(), baseline="drift", switched="what a switch brings", complain=list)
    printed: dict[str, Any] = {}
    monkeypatch.setattr(compare, "carry_out", lambda *_, **__: found)
    monkeypatch.setattr(compare, "keep", lambda *_, **__: None)
    monkeypatch.setattr(store, "content_sha256", lambda _: "THE HASH")
    monkeypatch.setattr(echo, "as_simulated", lambda *_: "AS SIMULATED")
    monkeypatch.setattr(framing, "question", lambda one, w: f"the question in {w.language}")
    monkeypatch.setattr(framing, "closing_note", lambda one, w: f"the note in {w.language}")
    monkeypatch.setattr(report, "print_report", lambda frame, **more: printed.update(more, frame=frame))
    shown = typed("compare", "--set", "currency=CHF", "--no-figures", "--quiet", "--language", language)
    assert printed.pop("w").language == language
    assert printed == {
        "frame": found.frame, "baseline": "drift", "switched": "what a switch brings", "currency": "CHF",
        "head": f"the question in {language}", "note": f"the note in {language}",
    }  # fmt: skip
    assert shown.stdout.startswith("AS SIMULATED\n")
    assert shown.stdout.endswith(words(language)("compare.kept", folder="results", sha256="THE HASH") + "\n")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_title_of_a_run_names_its_own_paradigm_forces_replication_and_seed(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(single, "simulate_one", lambda *_, **__: SimpleNamespace(frame=pd.DataFrame()))
    monkeypatch.setattr(framing, "closing_note", lambda *_: "")
    monkeypatch.setattr(run, "print_table", lambda *_, title, **__: titles.append(title))
    said = f"--paradigm siloed --forces buyers --replication 3 --seed 8 --language {language}"
    typed("run", *said.split())
    w = words(language)
    holes = {"paradigm": w.paradigm("siloed"), "forces": w.forces("buyers"), "replication": 3, "seed": 8}
    assert titles == [w("run.title", **holes)]


# scenario


@pytest.mark.parametrize("missed", [0, 1, 2])
def test_a_check_ends_with_5_if_any_target_is_missed_and_says_of_which_company_it_is(
    missed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = tuple(Check(name, 40.0, 90.0 if at < missed else 40.0) for at, name in enumerate(("wins", "losses")))
    monkeypatch.setattr(fidelity, "hold_against_targets", lambda *_, **__: ("frame", checks))
    monkeypatch.setattr(echo, "implied", lambda frame, one: {"of": one.name})
    monkeypatch.setattr(echo, "questions", lambda one: [f"a question of {one.name}"])
    shown = typed("scenario", "check", "smb-inbound", "--json", "--quiet")
    assert shown.exit_code == (5 if missed else 0)
    said = json.loads(shown.stdout)
    assert (said["scenario"], said["valid"], said["as_simulated"]) == ("smb-inbound", True, {"of": "smb-inbound"})
    assert said["targets"] == [each.to_dict() for each in checks]
    assert said["questions"] == ["a question of smb-inbound"]
    assert said["people"] == scenario.people_in(load_scenario("smb-inbound"))


# status and validate


def test_no_world_is_said_to_be_open_where_the_best_is_told_in_all() -> None:
    state = State(100, 70, 0, "ab", 5, stops=Stops(worlds=16, told=16, open=0, most=90), failures=())
    assert status.words(state).endswith("the best option is told in 16 of 16 worlds; at most 90 runs")
    data = status.to_dict(state)
    assert data["until"] == {"worlds": 16, "told": 16, "open": 0, "most": 90}


@pytest.mark.parametrize(("given", "writes"), [
    ("", True), ("--quick --out measured", True), ("--out measured", True), ("--quick", False), ("--only 2", False),
    ("--quick --only 2", False),
])  # fmt: skip
def test_the_patterns_are_written_down_whole_or_into_a_folder_and_neither_quickly_nor_in_part(
    given: str, writes: bool, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = f"validation.measuring:{'prepare' if writes else 'measure'}"
    monkeypatch.setattr(measuring, "measure" if writes else "prepare", lambda *_, **__: pytest.fail("not asked for"))
    found = handed(door, lambda: typed("validate", *given.split(), "--quiet"), monkeypatch)
    if writes:
        assert found == {"place": measuring.Place.of(Path("measured") if "--out" in given else None)}
    else:
        assert found["quick"] == ("--quick" in given)
        assert len(found["claims"]) == (1 if "--only" in given else 19)


# teach


@pytest.mark.parametrize(("what", "given"), [("Lessons", ["teach"]), ("Class", ["teach", "class"])])
def test_of_pages_as_data_only_the_data_stands_on_standard_output_and_what_they_are_on_the_other_unless_quiet(
    what: str, given: list[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(teaching, "teach", lambda folder, **_: folder / "index.html")
    monkeypatch.setattr(playing, "convene", lambda folder, *_, **__: folder / "teacher.html")
    data = typed(*given, "--json")
    assert json.loads(data.stdout)["page"]
    assert data.stderr.startswith(f"{what} in cordiale-")
    assert len(opened) == 1
    plain = typed(*given, "--no-open")
    assert plain.stdout.startswith(f"{what} in cordiale-")
    assert (plain.stderr, len(opened)) == ("", 1)
    assert typed(*given, "--json", "--quiet", "--no-open").stderr == ""


@pytest.mark.parametrize("quiet", [True, False])
def test_a_class_that_is_served_opens_no_page_if_nobody_wants_it_and_says_how_it_ends_unless_quiet(
    quiet: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or False)
    monkeypatch.setattr(playing, "pages", lambda *_, **__: ())
    monkeypatch.setattr(hosting, "serve", lambda *_, ready, **__: ready("http://team", "http://teacher") or 3)
    asked = {"seed": 6, "language": "en", "host": "x", "port": 1, "quiet": quiet, "json": False}
    teach._serve("status-quo", "b2", no_open=True, **asked)  # type: ignore[arg-type]  # each of its own type
    said = capsys.readouterr().err
    assert opened == []
    assert ("the class is over; teams: 3" in said) != quiet
    assert ("Ctrl-C ends the class" in said) != quiet
