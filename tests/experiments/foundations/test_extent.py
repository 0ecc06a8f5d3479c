"""What no machine could hold is refused with an estimate, before anything runs."""

from pathlib import Path

import pytest

from cordiale.experiments.foundations import extent
from cordiale.experiments.foundations.errors import UsersError
from tests.support.commandline import cordiale


def test_a_table_larger_than_memory_is_refused_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "memory", lambda: extent.bytes_of_table(1000, 12))
    extent.check_extent(1000, 12)
    with pytest.raises(UsersError, match=r"1,001 runs of 12 quarters take about .* GB of memory"):
        extent.check_extent(1001, 12)


def test_what_a_table_takes_and_what_there_is_are_told_in_gigabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "memory", lambda: 16 * 10**9)
    runs = round(50e9 / extent.bytes_of_table(1, 12))
    with pytest.raises(UsersError, match=r"take about 50 GB of memory, and this machine has 16;"):
        extent.check_extent(runs, 12)


def test_where_memory_is_unknown_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "memory", lambda: None)
    extent.check_extent(10**12, 400)


def test_compare_refuses_before_it_plans_or_writes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extent, "memory", lambda: 10**9)
    out = tmp_path / "big"
    ended = cordiale("compare", "smb-inbound", "--replications", "1000000", "--quarters", "400", "--out", out)
    assert ended.exit_code == 3
    assert "14,000,000 runs of 400 quarters" in ended.stderr
    assert "cordiale sweep" in ended.stderr
    assert not out.exists()
