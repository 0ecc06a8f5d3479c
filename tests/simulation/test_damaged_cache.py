"""Machine code on disk that is damaged is set aside, told, and compiled anew; where it cannot be kept, it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest

from cordiale.simulation.machinery import dispatching

pytestmark = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")


def twice(number: float) -> float:
    return 2.0 * number


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Any]:
    """A behaviour that is kept in a folder of its own, as a new process would find it."""
    monkeypatch.setattr(dispatching, "cache_folder", lambda version="": tmp_path)

    def anew() -> Any:
        return dispatching._kept(twice, "")

    assert anew()(2.0) == 4.0
    return anew


@pytest.mark.parametrize("suffix", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", ["truncated", "other", "empty"])
def test_damaged_machine_code_is_set_aside_and_told(
    kept: Callable[[], Any], suffix: str, damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = tmp_path.rglob(f"*.{suffix}")
    whole = file.read_bytes()
    file.write_bytes({"truncated": whole[: len(whole) // 2], "other": b"no machine code", "empty": b""}[damage])
    assert kept()(3.0) == 6.0
    assert "cannot be read" in capsys.readouterr().err
    assert [each.name for each in tmp_path.rglob(f"*.{suffix}.damaged")] == [f"{file.name}.damaged"]
    again = kept()
    assert again(4.0) == 8.0
    assert sum(again.stats.cache_hits.values()) == 1  # what was compiled anew is kept again
    assert capsys.readouterr().err == ""


def test_a_full_disk_costs_only_the_keeping(
    kept: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for file in tmp_path.rglob("*.nb?"):
        file.unlink()

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numba.core.caching.IndexDataCacheFile.save", full)
    assert kept()(3.0) == 6.0
