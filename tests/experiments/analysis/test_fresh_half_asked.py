"""A fresh half is lived as the command says, of the study's own plan, and only where a rule waits to be tried on it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.analysis import discovery, freshness
from cordiale.experiments.analysis.freshness import Effort, discover_afresh
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study.crews import Limits
from tests.support.commandline import cordiale as typed


class CaughtError(Exception):
    """What was asked for is known; nothing more needs to happen."""


@pytest.mark.parametrize(("words", "workers", "limits"), [
    ("", None, Limits(600.0, 2048)), ("--workers 3 --deadline 7 --memory 77", 3, Limits(7.0, 77)),
])  # fmt: skip
@pytest.mark.parametrize("fresh", [True, False])
def test_rules_are_tried_on_a_fresh_half_only_if_that_is_said_with_the_workers_and_limits_that_are_said(
    fresh: bool, words: str, workers: int | None, limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def afresh(*given: Any) -> Any:
        asked.append(given)
        raise CaughtError

    own = SimpleNamespace(asked={}, results_sha256="", condition="x", plan=None)
    monkeypatch.setattr(discovery, "discover", lambda *_, **__: own)
    monkeypatch.setattr(freshness, "discover_afresh", afresh)
    typed("discover", tmp_path, "--where", "a - b revenue < 0", *(["--fresh"] if fresh else []), *words.split())
    assert len(asked) == fresh
    for directory, found, effort in asked:
        assert (directory, found) == (tmp_path, own)
        assert (effort.workers, effort.limits) == (workers, limits)
        assert isinstance(effort.talk, Talk)


@pytest.mark.parametrize("rules", [[], [[]], [[], ["a rule"]]])
def test_a_fresh_half_is_lived_in_its_own_folder_with_its_own_plan_if_either_method_has_a_rule(
    rules: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(freshness, "dig_out", lambda study: ("the plan", f"frozen of {study}"))
    monkeypatch.setattr(freshness, "check_model", lambda frozen, study: asked.update(checked=(frozen, study)))
    monkeypatch.setattr(freshness, "_next", lambda study, _: 4)
    monkeypatch.setattr(freshness, "fresh_plan", lambda plan, number, where: (plan, number, where))
    monkeypatch.setattr(freshness, "fresh_folder", lambda study, number: study / "fresh" / str(number))
    monkeypatch.setattr(freshness, "carry_out", lambda *given, **how: asked.update(given=given, how=how))
    monkeypatch.setattr(freshness, "tried_on", lambda *given: ("tried on", *given))
    found: Any = SimpleNamespace(plan="its plan", methods=[SimpleNamespace(rules=each) for each in rules])
    talk = Talk(quiet=True)
    told = discover_afresh(tmp_path, found, Effort(3, Limits(7.0, 77), talk))
    if not any(rules):
        assert (told, asked) == (found, {})
        return
    assert told == ("tried on", tmp_path, found, 4)
    assert asked["checked"] == (f"frozen of {tmp_path}", tmp_path)
    assert asked["given"] == (("its plan", 4, str(tmp_path)), tmp_path / "fresh" / "4")
    assert asked["how"] == {"workers": 3, "limits": Limits(7.0, 77), "talk": talk}
