"""What a manifest says of a checkout is what git says of it, and nothing where git has nothing to say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cordiale.experiments.foundations import manifest


@pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")
def test_outside_a_repository_git_has_nothing_to_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for words in (["rev-parse", "HEAD"], ["status", "--porcelain"], ["ls-files", "--error-unmatch", "none"]):
        assert manifest._git(*words, at=tmp_path) is None


@pytest.mark.parametrize(("changes", "modified"), [("", False), (" M simulation/week.py", True), (None, False)])
def test_a_checkout_is_said_to_be_modified_where_tracked_files_differ_and_a_copy_to_be_none(
    changes: str | None, modified: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, str | None] = {"ls-files": "manifest.py", "status": changes, "rev-parse": "abc"}
    monkeypatch.setattr(manifest, "_git", lambda *words, at: said[words[0]])
    assert manifest.commit() == {"id": "abc", "modified": modified}
    said["ls-files"] = None  # somebody else's repository, which does not know this file
    assert manifest.commit() is None
