"""What a small comparison leaves, for all tests of one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commandline import cordiale
from tests.support.small_comparison import DRAWN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one small comparison leaves."""
    where = tmp_path_factory.mktemp("study") / "results"
    assert cordiale(*DRAWN, "--out", where).exit_code == 0
    return where
