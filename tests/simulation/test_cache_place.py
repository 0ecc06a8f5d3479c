"""Machine code is kept in the user's cache; whoever has none, or no home, runs all the same."""

from pathlib import Path

import pytest

from cordiale.simulation.machinery import caches


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home, as `env -u HOME` with a number that no name belongs to."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_has_a_folder_of_its_own_that_nobody_else_can_write_to() -> None:
    folder = caches._home()
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0
    assert caches._user_cache().name in (".cache", "Local")


@pytest.mark.usefixtures("homeless")
def test_a_cache_that_was_chosen_needs_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert caches._user_cache() == tmp_path
