"""The documents of a study are held against its ledger once it is settled, each against what it should say."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.study import accounts
from cordiale.experiments.study.accounts import contradictions
from cordiale.experiments.study.folder import MANIFEST, STUDY

RUNS = {"points": 2, "runs": 4, "factors": [], "scenario": {"name": "tiny"}, "agents": []}
SAID = {MANIFEST: {"done": 4}, accounts.DATAPACKAGE: {"seed": 1}, accounts.TABLE_SCHEMA: {"fields": []}}


def wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, ended: bool = True, held: bool = False, stops: bool = False,
    frozen: dict[str, Any] = RUNS,
) -> list[str]:  # fmt: skip
    """What is wrong with a study whose ledger makes of each document what `SAID` says of it."""
    made: list[Any] = []
    state = SimpleNamespace(has_ended=ended, sha256="abc")
    monkeypatch.setattr(accounts, "is_held", lambda _: held)
    monkeypatch.setattr(accounts, "state_in", lambda *_: state)
    monkeypatch.setattr(accounts, "strange_files", lambda *_, settled: made.append(settled) or [])
    monkeypatch.setattr(accounts, "freeze", lambda _: RUNS)
    monkeypatch.setattr(accounts, "files_in", lambda *_: "records")
    monkeypatch.setattr(accounts, "manifest", lambda *given: made.append(given) or SAID[MANIFEST])
    monkeypatch.setattr(accounts, "datapackage", lambda *given: made.append(given[1:]) or SAID[accounts.DATAPACKAGE])
    monkeypatch.setattr(accounts, "table_schema", lambda _: SAID[accounts.TABLE_SCHEMA])
    monkeypatch.setattr(accounts, "csv_of", lambda *_: "a,b\n1,2\n")
    ledger: Any = SimpleNamespace(entries=lambda: ["entries"])
    plan: Any = SimpleNamespace(study=SimpleNamespace(until="until" if stops else None))
    found = list(contradictions(plan, frozen | {"plan_sha256": "plan"}, folder, ledger))
    settled = ended or (folder / MANIFEST).exists()
    assert made == ([] if held else [settled, *([(state, "plan", "records"), (["entries"], "abc")] if settled else [])])
    return found


@pytest.fixture
def study(tmp_path: Path) -> Path:
    for name, said in SAID.items():
        (tmp_path / name).write_text(json.dumps(said))
    (tmp_path / accounts.BEST).write_text("a,b\r\n1,2\r\n", newline="")
    return tmp_path


@pytest.mark.parametrize("stops", [False, True])
def test_a_study_that_says_what_its_ledger_makes_of_it_has_nothing_wrong(
    stops: bool, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wrong(study, monkeypatch, stops=stops) == []


@pytest.mark.parametrize("name", [*SAID, accounts.BEST])
@pytest.mark.parametrize("stops", [False, True])
def test_a_document_that_says_something_else_or_is_gone_is_named_and_the_best_options_only_of_a_study_that_stops(
    stops: bool, name: str, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (study / name).write_text('{"done": 5, "seed": 2, "fields": [1]}')
    told = wrong(study, monkeypatch, stops=stops)
    assert [each.split(" ")[0] for each in told] == ([name] if stops or name != accounts.BEST else [])
    assert wrong(study, monkeypatch, stops=stops, held=True) == [], "somebody works there"
    (study / name).unlink()
    told = wrong(study, monkeypatch, stops=stops)
    assert told == ([f"{name} is missing"] if stops or name != accounts.BEST else [])


def test_the_documents_of_a_study_that_has_not_ended_count_where_its_manifest_says_that_it_had(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (study / accounts.TABLE_SCHEMA).unlink()
    assert wrong(study, monkeypatch, ended=False) == [f"{accounts.TABLE_SCHEMA} is missing"]
    (study / MANIFEST).unlink()
    assert wrong(study, monkeypatch, ended=False) == []


@pytest.mark.parametrize("key", RUNS)
def test_what_a_study_counts_of_itself_is_held_against_its_plan_also_before_it_is_settled(
    key: str, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (study / MANIFEST).unlink()
    for frozen in (RUNS | {key: "x"}, {name: each for name, each in RUNS.items() if name != key}):
        (told,) = wrong(study, monkeypatch, ended=False, frozen=frozen)
        assert told.startswith(f"{STUDY} does not say what the study came to: {key}")
