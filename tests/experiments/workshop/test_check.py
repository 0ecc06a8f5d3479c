"""The loop while one works runs what the continuous one runs first, and stops where something fails."""

import shlex
import subprocess
from types import SimpleNamespace

import pytest

from cordiale.experiments.workshop import check


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
