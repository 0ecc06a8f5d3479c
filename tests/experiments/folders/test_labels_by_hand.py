"""Beside each name stands what belongs to it: of columns, kinds of files, analyses and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.experiments.calibration.calibrate import FULL, QUICK
from cordiale.experiments.folders import analyses
from cordiale.experiments.folders.crate import properties_of
from cordiale.experiments.foundations.columns import DEFINITIONS, described
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.monday import said
from cordiale.experiments.foundations.sealing import STEMS

COLUMNS = {
    "scenario": ("name", "company"), "paradigm": ("name", "how sales and marketing live together"),
    "forces": ("name", "external forces"), "replication": ("number", "same luck"), "seed": ("number", "seed"),
    "quarter": ("quarters", "since the start"), "parameter_set": ("number", "ensemble"), "rules": ("name", "rules"),
    "option": ("name", "decides"), "weather": ("name", "full intensity"), "run": ("number", "the run"),
    "point": ("number", "point of the design"), "sample": ("number", "points of one sample"),
}  # fmt: skip


def test_a_column_that_says_which_run_a_row_is_of_has_its_own_unit_and_its_own_meaning() -> None:
    assert COLUMNS.keys() == DEFINITIONS.keys()
    for name, (unit, about) in COLUMNS.items():
        told = described(name)
        assert told["unit"] == unit, name
        assert about in told["definition"], name


@pytest.mark.parametrize(("suffix", "kind"), [
    (".json", "application/json"), (".parquet", "application/vnd.apache.parquet"), (".csv", "text/csv"),
    (".png", "image/png"), (".svg", "image/svg+xml"), (".html", "text/html"), (".sqlite", "application/vnd.sqlite3"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (".py", "application/octet-stream"),
])  # fmt: skip
def test_a_file_of_a_crate_is_of_the_kind_that_its_name_ends_in(suffix: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / f"file{suffix}").write_bytes(b"twelve bytes")
    told = properties_of(tmp_path / f"file{suffix}")
    assert (told["name"], told["encodingFormat"], told["contentSize"]) == (f"file{suffix}", kind, "12")


@pytest.mark.parametrize(("verb", "stem", "work", "tell"), [
    ("map", "map", "advice_map", "to_document"), ("robustness", "robustness", "robustness", "document_of"),
    ("sensitivity", "sensitivity", "sensitivity", "of_sensitivity"),
    ("discover", "discovery", "discovered", "of_discovery"),
])  # fmt: skip
def test_each_analysis_is_worked_out_again_by_its_own_procedure_and_told_as_its_own_document(
    verb: str, stem: str, work: str, tell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("advice_map", "robustness", "sensitivity", "discovered"):
        monkeypatch.setattr(analyses, name, lambda study, name=name, **asked: (name, study, asked))
    for name in ("to_document", "document_of", "of_sensitivity", "of_discovery"):
        monkeypatch.setattr(analyses, name, lambda found, name=name: {name: found})
    study = Path("study")
    assert analyses.AGAIN[verb](study, {"bins": 3}) == {tell: (work, study, {"bins": 3})}
    assert STEMS[verb] == stem


@pytest.mark.parametrize(("setting", "is_share"), [
    ("integration", True), ("role_overlap", True), ("shared_goals", True), ("joint_planning", False),
])  # fmt: skip
def test_a_setting_that_is_a_share_is_told_in_percent_and_hours_as_a_number(setting: str, is_share: bool) -> None:
    told = said(setting, 0.25, words("en"))
    assert ("25 %" in told, "0.25" in told) == (is_share, not is_share)


def test_a_calibration_in_full_tries_more_of_everything_than_a_quick_one() -> None:
    quick, full = QUICK._asdict(), FULL._asdict()
    assert all(quick[name] < full[name] for name in full)
