"""What a folder holds is held as it was asked: so many runs, that figure, by so many workers; notes and all."""

from __future__ import annotations

import csv
import json
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.folders import exporting, holding
from cordiale.experiments.folders import left as left_module
from cordiale.experiments.folders.analyses import hold_files
from cordiale.experiments.folders.figures_again import Figure
from cordiale.experiments.folders.left import Left
from cordiale.experiments.folders.looking import Seen
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import MANIFEST
from cordiale.experiments.foundations.hashes import hashes
from cordiale.experiments.foundations.sealing import STEMS
from cordiale.experiments.foundations.store import Verification
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.world.outcomes import NAMES

QUIET = Talk(quiet=True)
KEPT = [*range(20)]


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is asked to be lived again of a folder whose files hold, and of which there is a note."""
    asked: list[Any] = []

    def live(left: Any, chosen: list[Any], **given: Any) -> list[str]:
        asked.append((chosen, given))
        return []

    def work(left: Any, number: str, **given: Any) -> Figure:
        asked.append((number, given))
        return Figure(number, 1.0, float(number == "best"), "all options", 12)

    monkeypatch.setattr(holding, "verify_directory", lambda _: Verification("abc", "abc", ()))
    monkeypatch.setattr(holding, "Left", lambda _: SimpleNamespace(notes=lambda: ["another model"]))
    monkeypatch.setattr(holding, "contradictions", lambda _: [])
    monkeypatch.setattr(holding, "kept_runs", lambda _: KEPT)
    monkeypatch.setattr(holding, "lived_again", live)
    monkeypatch.setattr(holding, "worked_out", work)
    return asked


@pytest.mark.parametrize(("runs", "chosen"), [(None, KEPT), (50, KEPT), (4, [0, 5, 10, 15]), (0, [])])
def test_as_many_runs_are_lived_again_as_were_asked_for_by_as_many_workers(
    runs: int | None, chosen: list[int], lived: list[Any], tmp_path: Path
) -> None:
    held = holding.hold(tmp_path, runs=runs, number=None, workers=3, talk=QUIET)
    assert lived == [(chosen, {"workers": 3, "talk": QUIET})]
    assert (held.holds, held.runs, held.notes) == (True, len(chosen), ("another model",))


@pytest.mark.parametrize("number", ["best", "quarters"])
def test_a_figure_is_worked_out_by_as_many_workers_as_were_asked_for_and_is_a_problem_where_another_comes_out(
    number: str, lived: list[Any], tmp_path: Path
) -> None:
    held = holding.hold(tmp_path, runs=0, number=number, workers=3, talk=QUIET)
    assert lived == [(number, {"workers": 3, "talk": QUIET})]
    assert (held.runs, held.notes, held.holds) == (12, ("another model",), number == "best")
    assert held.problems == (() if held.holds else (held.figure.words,))  # type: ignore[union-attr]


def test_why_no_run_can_be_lived_again_stands_beside_the_other_notes(
    lived: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(left: Any) -> None:
        raise StoreError("an edition that did not keep it")

    monkeypatch.setattr(holding, "kept_runs", refuse)
    held = holding.hold(tmp_path, runs=None, number=None, workers=None, talk=QUIET)
    assert (held.holds, held.runs, lived) == (True, 0, [])
    assert held.notes == ("another model", "an edition that did not keep it")


@pytest.mark.parametrize(("failed", "told"), [
    (0, ": complete"), (1, ", 1 failed: ended"), (1200, ", 1,200 failed: ended"),
])  # fmt: skip
def test_each_run_that_failed_is_told_of_and_nothing_where_none_did(failed: int, told: str) -> None:
    seen = Seen(not failed, False, "run", "tiny", 2000, failed, "ab", "cordiale run", ended=True)
    assert seen.words.splitlines()[0] == f"run of tiny: 2,000 runs done{told}"


# What was asked for when the folder was left


def test_the_company_of_a_folder_is_made_of_its_own_parameters_seed_and_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(left_module, "prepare", lambda *places, **given: asked.append((places, given)))
    left = Left.__new__(Left)
    manifest = {"seed": "17", "parameters": {"choice": "ensemble"}}
    left.__dict__ |= {"verb": "compare", "scenario": "tiny", "rules": "mine", "manifest": manifest}
    _ = left.company
    assert asked == [(("tiny",), {"parameters": "ensemble", "seed": 17, "rules": "mine"})]


@pytest.mark.parametrize("given", [None, {"text": "def prospect(): ...", "file": "mine.py", "version": "v"}])
def test_the_rules_of_a_folder_are_those_that_its_manifest_keeps_or_the_model_s(given: dict[str, str] | None) -> None:
    left = Left.__new__(Left)
    left.__dict__ |= {"manifest": {"rules": given} if given else {}}
    assert left.rules == (Rules("def prospect(): ...", "mine.py") if given else SHIPPED)


ASKED = {"switch_quarter": 2, "quarters": 6, "confidence": 0.9, "indifference": 0.01, "decisions": [], "batches": None,
         "matched": 8, "parameters": "point"}  # fmt: skip
NOT_KEPT = ("decisions", "parameters")  # by early editions


@pytest.mark.parametrize("gone", [None, *ASKED])
def test_of_a_decision_all_that_was_asked_is_there_or_its_edition_did_not_keep_it_or_it_is_damaged(
    gone: str | None,
) -> None:
    left = Left.__new__(Left)
    kept = {name: each for name, each in ASKED.items() if name != gone}
    left.__dict__ |= {"verb": "decide", "directory": "old", "manifest": {"command": ["cordiale"], "decision": kept}}
    said = "its command makes it again: cordiale" if gone in NOT_KEPT else rf"its decision\.{gone} is missing"
    with nullcontext() if gone is None else pytest.raises(StoreError, match=said):
        assert left.asked == ASKED


# An analysis and its study


@pytest.mark.parametrize("verb", STEMS)
@pytest.mark.parametrize("key", ["plan_sha256", "results_sha256"])
def test_an_analysis_whose_document_is_of_another_study_or_of_none_that_is_named_does_not_hold(
    key: str, verb: str, tmp_path: Path
) -> None:
    known = {"plan_sha256": "plan", "results_sha256": "results"}
    document = tmp_path / f"{STEMS[verb]}.json"
    for said, problems in ((known, []), (known | {key: "x"}, ["x"]), ({**known, key: None}, ["None"])):
        document.write_text(json.dumps({name: each for name, each in said.items() if each is not None}))
        manifest = known | {"verb": verb, "files": hashes(tmp_path, [document.name])}
        (tmp_path / MANIFEST).write_text(json.dumps(manifest))
        held = hold_files(tmp_path)
        assert (held.expected, held.found) == ("results", None)
        assert [*held.problems] == [f"{MANIFEST} says {key} = {known[key]}, the numbers are of {x}" for x in problems]


# A decision for other programs


@pytest.fixture
def decision() -> Any:
    """A decision of two options in two weathers, two companies over one quarter, each number another one."""
    rows = [(option, weather, number, quarter) for option in ("stay", "drift") for weather in ("none", "expected")
            for number in (0, 1) for quarter in (0, 1)]  # fmt: skip
    told = pd.DataFrame(rows, columns=["option", "weather", "replication", "quarter"])
    told.insert(0, "scenario", "tiny")
    told.insert(3, "seed", 7)
    numbers = np.arange(float(len(rows) * len(NAMES))).reshape(len(rows), len(NAMES))
    table = pd.concat([told, pd.DataFrame(numbers, columns=list(NAMES))], axis=1)
    return SimpleNamespace(table=table, scenario=SimpleNamespace(name="tiny"), manifest={"seed": 7}, verb="decide",
                           is_decision=True)  # fmt: skip


def test_a_netlogo_table_of_a_decision_tells_its_runs_apart_by_option_weather_and_company(
    decision: Any, tmp_path: Path
) -> None:
    exporting.WRITE["netlogo-table"](decision, tmp_path / "t.csv")
    with open(tmp_path / "t.csv", encoding="utf-8") as text:
        lines = list(csv.reader(text))[6:]
    assert lines[0] == ["[run number]", "option", "weather", "replication", "[step]", *NAMES]
    for at, (line, own) in enumerate(zip(lines[1:], decision.table.to_dict("records"), strict=True)):
        keys = [str(1 + at // 2), *(str(own[name]) for name in ("option", "weather", "replication", "quarter"))]
        assert line[:5] == keys
        assert [float(cell) for cell in line[5:]] == [own[name] for name in NAMES]


def test_a_data_set_of_a_decision_has_each_run_where_its_option_weather_company_and_quarter_are(
    decision: Any, tmp_path: Path
) -> None:
    xarray = pytest.importorskip("xarray", reason="xarray is not installed")
    exporting.WRITE["xarray"](decision, tmp_path / "t.nc")
    with xarray.open_dataset(tmp_path / "t.nc", engine="scipy") as data:
        assert data.attrs["verb"] == "decide"
        for own in decision.table.to_dict("records"):
            place = {name: own[name] for name in ("weather", "option", "replication", "quarter")}
            assert float(data["revenue"].sel(place)) == own["revenue"]
