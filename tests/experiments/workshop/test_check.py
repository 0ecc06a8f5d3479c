"""The loop while one works runs what the continuous one runs first, and stops where something fails."""

import shlex
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from cordiale.experiments.workshop import check, pages, stub


def run(monkeypatch: pytest.MonkeyPatch, codes: dict[str, int]) -> tuple[int, list[str]]:
    """The exit code, and the commands that ran, where some of them end with other codes than 0."""
    ran = []

    def ended(words: list[str], **_: object) -> SimpleNamespace:
        ran.append(shlex.join(words[2:]))
        return SimpleNamespace(returncode=codes.get(ran[-1], 0))

    monkeypatch.setattr(subprocess, "run", ended)
    return check.main(), ran


def test_every_step_runs_in_order_and_says_how_long_it_took(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, {}) == (0, [*check.STEPS.values()])
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(":")[0] for line in said.err.splitlines()] == [*check.STEPS]
    assert said.err.count(" s (") == len(check.STEPS)


def test_the_first_failure_ends_it_with_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, {"mypy": 2}) == (2, ["ruff check", "ruff format --check", "mypy"])
    assert "types: failed with exit code 2" in capsys.readouterr().err


def test_it_checks_what_is_checked_before_a_merge() -> None:
    merged = (check.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert all(f"uv run {check.STEPS[name]}\n" in merged for name in ("lint", "format", "types"))


def test_a_stub_that_is_not_what_the_declarations_say_ends_with_5_and_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stub, "STUB", tmp_path / "tables.pyi")
    assert stub.main([]) == 0
    assert stub.main(["--check"]) == 0
    (tmp_path / "tables.pyi").write_text("another\n")
    assert stub.main(["--check"]) == 5
    assert "tables.pyi differs" in capsys.readouterr().err
    assert (tmp_path / "tables.pyi").read_text() == "another\n"


@pytest.mark.parametrize("answers", [None, {"a": 1}])
@pytest.mark.parametrize("stale", ["", "smb-inbound"])
def test_what_pages_begin_with_is_stale_where_a_company_or_the_answers_of_the_lessons_are(
    stale: str, answers: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.answered, "answers", lambda: answers)
    monkeypatch.setattr(pages, "ready", lambda name, **_: None if name == stale else {})
    assert pages.main(["--check"]) == (5 if stale or answers is None else 0)
