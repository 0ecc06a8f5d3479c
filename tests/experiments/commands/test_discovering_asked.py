"""`discover` lives a fresh half only where it is asked to, as it was told, and leaves each answer where it says."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.analysis import discovery, documents, freshness, keeping, records, wording
from cordiale.experiments.foundations import sealing
from cordiale.experiments.study import frozen
from cordiale.experiments.study.crews import Limits
from tests.support.commandline import cordiale

FOUND = SimpleNamespace(asked={"where": "a < 0"}, condition="a < 0", results_sha256="abc", plan="plan", why="")
AFRESH = SimpleNamespace(**vars(FOUND) | {"results_sha256": "def", "half": "the fresh half"})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is asked of whatever does the work; nothing is found or left."""
    found = dict[str, Any]()

    def noted(name: str, gives: Any) -> Any:
        def part(*given: Any, **said: Any) -> Any:
            found[name] = (given, said)
            return gives

        return part

    for module, name, gives in (
        (discovery, "discover", FOUND),
        (freshness, "discover_afresh", AFRESH),
        (records, "name_for", "the-name"),
        (records, "record", True),
        (keeping, "keep_discovery", None),
        (documents, "of_discovery", {}),
        (wording, "discovery_lines", ["said"]),
        (frozen, "identity", "sha of the plan"),
        (sealing, "sealed", nullcontext()),
    ):
        monkeypatch.setattr(module, name, noted(name, gives))
    return found


@pytest.mark.parametrize(("words", "fresh"), [("", False), ("--fresh --workers 3 --deadline 9 --memory 77", True)])
def test_a_fresh_half_is_lived_only_where_it_is_asked_for_and_under_the_limits_that_were_said(
    words: str, fresh: bool, asked: dict[str, Any]
) -> None:
    shown = cordiale("discover", "study", "--where", "a < 0", "--quiet", *words.split())
    assert shown.exit_code == 0, shown.output
    assert ("discover_afresh" in asked) is fresh
    if fresh:
        directory, found, effort = asked["discover_afresh"][0]
        assert (directory, found) == (Path("study"), FOUND)
        assert (effort.workers, effort.limits) == (3, Limits(9.0, 77))
    told, sha = (AFRESH, "def") if fresh else (FOUND, "abc")
    assert asked["discovery_lines"][0][0] is told
    assert asked["sealed"][1] == {"asked": told.asked, "plan_sha256": "sha of the plan", "results_sha256": sha}


@pytest.mark.parametrize(("out", "folder"), [("", "study/discovery/the-name"), ("--out here", "here")])
def test_a_discovery_lies_in_the_folder_that_was_said_or_under_the_name_of_its_question_and_is_recorded_by_that(
    out: str, folder: str, asked: dict[str, Any]
) -> None:
    shown = cordiale("discover", "study", "--where", "a < 0", *shlex.split(out))
    assert shown.exit_code == 0, shown.output
    assert asked["keep_discovery"][0][:2] == (FOUND, Path(folder))
    assert asked["sealed"][0] == (Path(folder), "discover")
    question = ("discover", FOUND.asked, "abc")
    assert asked["name_for"] == ((Path("study"), *question), {"stem": "a < 0"})
    assert asked["record"] == ((Path("study"), *question), {"name": "the-name"})
    assert folder in shown.stdout
