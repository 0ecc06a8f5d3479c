"""What verbs left as JSON and somebody changed since: refused in a line that names the file, by whatever reads it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.analysis.records import RECORD, looks_at
from cordiale.experiments.folders.analyses import hold_analysis, hold_files
from cordiale.experiments.folders.left import Left
from cordiale.experiments.folders.origin import origin_of
from cordiale.experiments.folders.searches import hold_search
from cordiale.experiments.foundations import sized_tables
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import MANIFEST, RESULTS, clear, refuse_others, verb_of
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.kept_json import object_in
from cordiale.experiments.foundations.store import read_results, verify_directory
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching.answers import ANSWERS, Answers
from cordiale.simulation.scenario.faults import ScenarioError

REFUSALS = (UsersError, ScenarioError)  # what ends in a line
QUIET = Talk(quiet=True)
DAMAGED = {
    "empty": b"", "half": b'{"verb": "compare", "fil', "no text": b"\xff\xfe\x00", "a list": b'["verb"]',
    "a number": b"5", "a text": b'"verb"', "nothing": b"null", "deep": b'{"a":' * 60_000, "deep list": b"[" * 60_000,
    "long": b'{"seed": ' + b"9" * 5000 + b"}", "longer than a float": b'{"values": [[-1' + b"0" * 400 + b"]]}",
    "half a character": b'{"seed": "\\ud800"}',
    "deeper than Pythons call": b'{"scenario": ' + b'{"content": ' * 400 + b"1" + b"}" * 401,
}  # fmt: skip


def pipe(file: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(file)


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_no_object_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    file = tmp_path / MANIFEST
    file.write_bytes(DAMAGED[case])
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        object_in(file)


def test_a_pipe_is_not_waited_for_and_what_is_missing_is_missing(tmp_path: Path) -> None:
    pipe(tmp_path / "pipe.json")
    with pytest.raises(ValueError, match=r"^it is no file but a pipe"):
        object_in(tmp_path / "pipe.json")
    with pytest.raises(FileNotFoundError):
        object_in(tmp_path / "none.json")


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "what a comparison left": (MANIFEST, Left),
    "answers of a search": (ANSWERS, lambda folder: Answers(folder, {"seed": 1})),
    "record of analyses": (RECORD, lambda folder: looks_at(folder, {"where": "revenue < 0"}, "")),
    "origin": (MANIFEST, origin_of),
    "owner of a folder": (MANIFEST, lambda folder: refuse_others(folder, "compare")),
}


@pytest.mark.parametrize("case", [*DAMAGED, "pipe"])
@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_document_ends_in_a_line_that_names_it(reader: str, case: str, tmp_path: Path) -> None:
    name, read = READERS[reader]
    pipe(tmp_path / name) if case == "pipe" else (tmp_path / name).write_bytes(DAMAGED[case])
    with pytest.raises(REFUSALS) as said:
        read(tmp_path)
    assert name in str(said.value) or tmp_path.name in str(said.value)
    assert "\n" not in str(said.value)


HOLDERS: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "comparison": lambda folder: verify_directory(folder).problems,
    "analysis": lambda folder: hold_analysis(folder).problems,
    "files of an analysis": lambda folder: hold_files(folder).problems,
    "search": lambda folder: hold_search(folder, runs=0, workers=1, talk=QUIET).problems,
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("holder", HOLDERS)
def test_verify_names_a_damaged_manifest(holder: str, case: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(DAMAGED[case])
    assert f"{MANIFEST} is damaged" in HOLDERS[holder](tmp_path)[0]


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_manifest_is_nobodys_and_goes_with_what_is_written_anew(case: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(DAMAGED[case])
    assert verb_of(tmp_path) == ""
    clear(tmp_path)
    assert not (tmp_path / MANIFEST).exists()


PLAN = {"seed": 1}
SOUND = {"companies": "searched", "decisions": ["Q2 heads=1"], "values": [[1.0, 2.0], [3.0, 4.0]]}


@pytest.mark.parametrize(
    "changed",
    [
        {"plan": [1], "answers": []}, {"plan": PLAN}, {"plan": PLAN, "answers": 5}, {"plan": PLAN, "answers": [5]},
        *({"plan": PLAN, "answers": [SOUND, SOUND | {"decisions": ["Q3 heads=1"]} | change]} for change in (
            {"companies": 3}, {"decisions": "Q2"}, {"decisions": [2]}, {"values": [[1.0], [2.0, 3.0]]}, {"values": 1},
            {"values": [[1.0, float("nan")]]}, {"values": [[1.0, 2.0, 3.0]]}, {"values": [["much", 2.0], [3.0, 4.0]]},
            {"values": [[1.0, 2.0]]},
        )),
    ],
)  # fmt: skip
def test_answers_of_another_kind_are_refused(changed: object, tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(UsersError, match=f"{ANSWERS} is damaged"):
        Answers(tmp_path, PLAN)


def test_sound_answers_are_found_again(tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_text(json.dumps({"plan": PLAN, "answers": [SOUND]}), encoding="utf-8")
    kept = Answers(tmp_path, PLAN).get("searched", ("Q2 heads=1",))
    assert kept is not None
    assert kept.tolist() == SOUND["values"]


@pytest.mark.parametrize(
    "entry", [5, {"name": "rule"}, {"name": "rule", "verb": "discover", "asked": "revenue", "results_sha256": ""}]
)
def test_a_line_of_another_kind_in_the_record_of_analyses_is_refused(entry: object, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(json.dumps({"format": "cordiale analyses 1", "analyses": [entry]}), encoding="utf-8")
    with pytest.raises(REFUSALS, match=f"{RECORD} is damaged"):
        looks_at(tmp_path, {"where": "revenue < 0"}, "")


@pytest.mark.parametrize("name", ["command", "seed", "results_sha256"])
def test_a_manifest_without_what_is_read_later_is_refused_at_once(name: str, tmp_path: Path) -> None:
    whole = {"verb": "compare", "command": ["cordiale", "compare"], "seed": 1, "results_sha256": "0",
             "scenario": {"name": "ours", "content": {}}}  # fmt: skip
    (tmp_path / MANIFEST).write_text(json.dumps(whole), encoding="utf-8")
    assert Left(tmp_path).verb == "compare"
    for changed in ({key: each for key, each in whole.items() if key != name}, whole | {name: 3.5}):
        (tmp_path / MANIFEST).write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(UsersError, match=f"{MANIFEST} is damaged: its {name}"):
            Left(tmp_path)


@pytest.mark.parametrize("kept", [None, "point", {}, {"choose": "point"}])
def test_a_comparison_that_does_not_say_its_parameters_is_damaged(kept: object, tmp_path: Path) -> None:
    said = {
        "verb": "compare",
        "command": ["cordiale", "compare"],
        "seed": 1,
        "results_sha256": "ab",
        "parameters": kept,
    }
    (tmp_path / MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json is damaged: it does not say which parameters"):
        _ = Left(tmp_path).parameters


RUNS = {"switch_quarter": 0, "decisions": ["Q2 programme"]}
DECIDED = {"switch_quarter": 2, "quarters": 9, "confidence": 0.9, "indifference": 0, "decisions": [], "batches": None,
           "matched": 40, "parameters": "point"}  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "where", "name"),
    [("compare", "runs", name) for name in RUNS if name != "decisions"]
    + [("decide", "decision", name) for name in DECIDED if name not in ("decisions", "parameters")],
)
def test_what_was_asked_for_is_damaged_where_it_is_missing_or_of_another_kind(
    verb: str, where: str, name: str, tmp_path: Path
) -> None:
    whole = RUNS if where == "runs" else DECIDED
    said = {"verb": verb, "command": ["cordiale", verb], "seed": 1, "results_sha256": "ab"}

    def asked(kept: dict[str, object]) -> object:
        (tmp_path / MANIFEST).write_text(json.dumps(said | {where: kept}), encoding="utf-8")
        return Left(tmp_path).asked

    assert asked(whole) == whole
    for changed in ({key: each for key, each in whole.items() if key != name}, whole | {name: "soon"}):
        with pytest.raises(StoreError, match=rf"manifest\.json is damaged: its {where}\.{name} is missing or"):
            asked(changed)


@pytest.mark.parametrize("step", ["read_metadata", "read_table"])
def test_a_table_that_its_library_cannot_read_is_damaged_whatever_the_library_says(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object, **__: object) -> object:
        raise pa.ArrowNotImplementedError("Integers with less than 8 bits not implemented\nmore")

    pq.write_table(pa.table({"quarter": [0]}), tmp_path / RESULTS)
    monkeypatch.setattr(sized_tables.pq, step, unread)
    with pytest.raises(ValueError, match=r"^Integers with less than 8 bits not implemented$"):
        read_results(tmp_path)
