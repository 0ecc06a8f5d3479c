"""What verbs do around their work, at its bounds: what is refused, on which stream it is said, how a study goes on."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments import crm
from cordiale.experiments.commands import options, resume, teach
from cordiale.experiments.commands.compare import state_of
from cordiale.experiments.commands.ending import exit_of
from cordiale.experiments.commands.scenario import entry, tolerances
from cordiale.experiments.commands.status import of_analysis, to_dict, words
from cordiale.experiments.crm import export_told, writing
from cordiale.experiments.fitting.observed import Check
from cordiale.experiments.folders import searches
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import BusyError
from cordiale.experiments.foundations.errors import InterruptError, UsersError, WorkFailedError
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.page import hosting, playing
from cordiale.experiments.scenario_files.template import whole_scenario
from cordiale.experiments.study import carrying_out, folder
from cordiale.experiments.study.complaint import StudyRunsFailedError
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.progress import State, Stops
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale as typed

# Scenarios


def test_a_scenario_is_listed_with_its_own_head_counts_title_and_paradigm() -> None:
    scenario = load_scenario("status-quo").with_values({"company.reps": 31, "company.marketers": 7, "company.span": 9})
    told = entry(scenario.with_values({"company.executives": 5}))
    assert told == {"name": "status-quo", "title": scenario.title, "reps": 31, "marketers": 7, "executives": 5,
                    "paradigm": scenario.company.paradigm}  # fmt: skip


def test_what_is_shown_of_a_scenario_is_its_file_to_the_last_byte() -> None:
    assert typed("scenario", "show", "smb-inbound").stdout == whole_scenario(load_scenario("smb-inbound"))


@pytest.mark.parametrize(("own", "told"), [([0.15, 0.15], "15 %"), ([0.05, 0.15], "their tolerances"), ([0.05], "5 %")])
def test_a_tolerance_that_all_targets_have_is_told_in_percent(own: list[float], told: str) -> None:
    assert tolerances(tuple(Check("wins", 1.0, 1.0, each) for each in own)) == told


# Limits and codes


@pytest.mark.parametrize(("deadline", "memory", "refused"), [
    (1e-9, 1, ""), (9_999_999.0, 2**24, ""), (0.0, 9, "deadline = 0.0 is outside"), (1e7, 9, "deadline"),
    (1.0, 0, "memory = 0 is outside [1, 16777216]"), (1.0, 2**24 + 1, "memory"),
])  # fmt: skip
def test_a_run_may_take_any_time_above_nothing_and_memory_from_one_mebibyte_to_sixteen_tebibytes(
    deadline: float, memory: int, refused: str
) -> None:
    if refused:
        with pytest.raises(UsersError) as caught:
            options.limits(deadline, memory)
        assert str(caught.value).startswith(refused)
    else:
        assert options.limits(deadline, memory) == (deadline, memory)


ENDS = [  # an error, its exit code, and the words that it is told in
    (KeyboardInterrupt(), 130, "interrupted"),
    (InterruptError("what is done is kept"), 130, "interrupted: what is done"),
    (UsersError("a = 1"), 3, "a = 1"), (ScenarioError("b = 2"), 3, "b = 2"), (StoreError("no room"), 3, "no room"),
    (WorkFailedError("2 of 3 runs failed"), 4, "2 of 3 runs failed"),
    (OSError(13, "Permission denied", "x.toml"), 3, "x.toml: Permission denied"),
    (OSError(28, "No space left on device"), 3, "what is said cannot be written: No space left on device"),
    (MemoryError(), 1, "internal error: out of memory"),
    (ValueError("odd\nmore"), 1, "internal error: ValueError: odd ("),
]  # fmt: skip


@pytest.mark.parametrize(("error", "code", "said"), ENDS, ids=lambda each: repr(each)[:40])
def test_an_error_ends_the_command_with_its_own_code_and_words(error: BaseException, code: int, said: str) -> None:
    found, message = exit_of(error)
    assert found == code
    assert message.startswith(said)


@pytest.mark.parametrize(("runs", "refused"), [("0", False), ("-1", True)])
def test_verify_may_live_no_run_again_and_not_fewer(tmp_path: Path, runs: str, refused: bool) -> None:
    said = typed("verify", tmp_path, "--runs", runs)
    assert ("is below 0" in said.stderr) is refused
    assert said.exit_code == 3, "nothing is there"


# Studies


FAILED = Failed(17, "hung", "did not end within 600 s")


def test_the_state_of_a_study_is_told_each_number_under_its_own_name() -> None:
    state = State(1200, 1100, 4, "ab", 512, (FAILED,), True, Stops(9, 5, 3, 4000))
    assert to_dict(state) == {
        "planned": 1200, "done": 1100, "failed": 4, "sha256": "ab", "complete": False, "ended": False, "running": True,
        "bytes": 512,
        "until": {"worlds": 9, "told": 5, "open": 3, "most": 4000}, "failures": [FAILED._asdict()],
    }  # fmt: skip
    assert words(state) == (
        "1,100 of 1,200 runs done, 4 failed: running\n"
        "the best option is told in 5 of 9 worlds, 3 still open; at most 4,000 runs"
    )
    whole = State(1104, 1100, 4, "ab", 512, failures=())
    assert (to_dict(whole)["complete"], to_dict(whole)["ended"], "until" in to_dict(whole)) == (False, True, False)
    again = "cordiale resume --failed runs what failed once more"
    assert words(whole) == f"1,100 of 1,104 runs done, 4 failed: ended; {again}"
    assert words(whole._replace(done=1104, failed=0)) == "1,104 of 1,104 runs done: complete"
    assert words(whole._replace(failed=0)) == "1,100 of 1,104 runs done: not running; cordiale resume goes on"


def test_an_analysis_without_a_manifest_is_not_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "is_search", lambda _: True)
    assert of_analysis(tmp_path) == {"complete": False, "running": False}
    left = {"verb": "search", "asked": {"x": 1}, "command": ["cordiale"], "results_sha256": "ab", "versions": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(left))
    told = {name: left[name] for name in left if name != "versions"}
    assert of_analysis(tmp_path) == {"complete": True, "running": False, **told}
    told["command"] = left["command"] = ["cordiale", "search", "my company.toml"]
    (tmp_path / "manifest.json").write_text(json.dumps(left))
    assert "command: cordiale search 'my company.toml'\n" in typed("status", tmp_path).stdout


def go_on(monkeypatch: pytest.MonkeyPatch, place: Path, *, begun: bool, ends: Any) -> None:
    """Carry out a study that ends so in a folder in which it was begun or not."""

    def carry_out(*_: Any, **__: Any) -> State:
        if isinstance(ends, BaseException):
            raise ends
        found: State = ends
        return found

    monkeypatch.setattr(carrying_out, "carry_out", carry_out)
    monkeypatch.setattr(folder, "is_study", lambda _: begun)
    plan: Any = SimpleNamespace()
    limits = options.limits(1.0, 1)
    resume.work(plan, place, workers=1, executor="", limits=limits, talk=Talk(quiet=True), json=False)


@pytest.mark.parametrize("begun", [True, False])
def test_a_study_that_is_stopped_says_how_to_go_on_if_it_was_begun(
    begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path("my study")
    on = "go on with: cordiale resume 'my study'"
    with pytest.raises(InterruptError) as stopped:
        go_on(monkeypatch, place, begun=begun, ends=KeyboardInterrupt())
    assert str(stopped.value) == (f"what is done is kept; {on}" if begun else "nothing was begun")
    with pytest.raises(StoreError) as full:
        go_on(monkeypatch, place, begun=begun, ends=StoreError("the disk is full"))
    assert str(full.value) == (f"the disk is full\n{on}" if begun else "the disk is full")
    with pytest.raises(BusyError) as busy:
        go_on(monkeypatch, place, begun=begun, ends=BusyError("another process"))
    assert str(busy.value) == "another process", "somebody goes on with it"


def test_runs_that_failed_are_told_of_all_that_were_planned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StudyRunsFailedError, match="1 of 20 runs failed"):
        go_on(monkeypatch, Path("study"), begun=True, ends=State(20, 19, 1, "ab", 9, (FAILED,)))
    said, again = capsys.readouterr().out, "cordiale resume --failed runs what failed once more"
    assert said == f"19 of 20 runs done, 1 failed: ended; {again}\nResults in study\ncontent SHA-256 ab\n"


# Imports


@pytest.mark.parametrize(("words", "file", "kept"), [
    ("--preset hubspot", "hubspot.toml", False), ("--mapping of-ours.toml --growth keep", "of-ours.toml", True),
    ("--growth out", "imported.toml", False), ("--preset zoho --out mine.toml", "mine.toml", False),
])  # fmt: skip
def test_an_import_goes_to_a_file_called_as_its_preset_or_mapping_and_keeps_growth_only_if_told(
    words: str, file: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    report = SimpleNamespace(met=True, lines=lambda: ["report"])
    result = SimpleNamespace(summary=SimpleNamespace(lines=lambda: ["summary"]), facts="facts")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(crm, "import_export", lambda *_, **more: seen.update(more) or result)
    monkeypatch.setattr(writing, "write_scenario", lambda _, to, **more: seen.update(to=to, **more) or report)
    monkeypatch.setattr(export_told, "told", lambda _: ("told",))
    shown = typed("import", "export", *words.split(), "--sets", "3", "--seed", "5")
    assert (seen["to"], seen["growth"], seen["sets"], seen["seed"]) == (Path(file), kept, 3, 5)
    assert shown.stdout.split("\n") == ["summary", "", "told", "", "report",
                                        f"Look {file} through, then: cordiale scenario check {file}", ""]  # fmt: skip


# Streams


def test_of_a_run_as_data_only_the_data_stands_on_standard_output_and_where_it_lies_on_the_other(
    tmp_path: Path,
) -> None:
    shown = typed("run", "--quarters", "2", "--out", tmp_path / "one", "--json")
    assert [row["quarter"] for row in json.loads(shown.stdout)] == [0, 1, 2]
    assert str(tmp_path / "one") in shown.stderr
    plain = typed("run", "--quarters", "2", "--out", tmp_path / "one")
    assert str(tmp_path / "one") in plain.stdout
    assert str(tmp_path / "one") not in plain.stderr


@pytest.mark.parametrize("as_data", [True, False])
def test_the_team_s_address_is_for_teams_and_the_teacher_s_is_the_one_that_is_opened(
    as_data: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(playing, "pages", lambda *_, **__: ())
    monkeypatch.setattr(hosting, "serve", lambda *_, ready, **__: ready("http://team", "http://teacher") or 3)
    teach._serve("status-quo", "b2", seed=6, language="en", host="x", port=1, no_open=False, quiet=True, json=as_data)
    said = capsys.readouterr().out
    if as_data:
        assert json.loads(said) == {"team": "http://team", "teacher": "http://teacher", "room": "B2", "seed": 6}
    else:
        assert said.startswith("Teams play at http://team\nThe teacher's page, for the teacher alone: http://teacher\n")
    assert opened == ["http://teacher"]


def test_an_interrupt_says_whether_the_folder_holds_whole_results_unfinished_ones_or_none(tmp_path: Path) -> None:
    assert state_of(tmp_path).startswith(f"nothing was kept in {tmp_path};")
    (tmp_path / "results.parquet").write_bytes(b"")
    assert state_of(tmp_path).startswith(f"{tmp_path} is unfinished, it has no manifest.json;")
    (tmp_path / "manifest.json").write_bytes(b"")
    assert state_of(tmp_path) == f"{tmp_path} holds whole results, written before"
