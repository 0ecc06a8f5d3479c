"""What is imported meanwhile is there afterwards, and hides no error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cordiale.experiments.foundations.meanwhile import importing


def test_what_is_imported_meanwhile_is_there_at_the_end_and_threads_take_turns_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asked_for_early.py").write_text("found = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = sys.getswitchinterval()
    with importing("asked_for_early"):
        pass
    assert sys.modules.pop("asked_for_early").found == 1
    assert sys.getswitchinterval() == before


def test_a_module_that_is_missing_is_met_by_whoever_needs_it_and_not_before(capsys: pytest.CaptureFixture[str]) -> None:
    with importing("no_such_module"):
        pass
    assert capsys.readouterr().err == ""
