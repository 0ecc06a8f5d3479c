"""What keeping a study costs beside simulating it: what costs time is done by the part or the point, not by the run.

How much time that is, `python -m experiments.workshop.speed` measures.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.study import bench, carry_out
from cordiale.experiments.study.ledger import Ledger
from cordiale.experiments.workshop.speed.clock import MIB
from cordiale.experiments.workshop.speed.studies import memory_growth
from tests.support.studies import STUDY, tiny_plan


def counted(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, counts: Counter[str]) -> None:
    """Count how often a function is called."""
    function: Callable[..., Any] = getattr(place, name)

    def counting(*given: Any, **more: Any) -> Any:
        counts[name] += 1
        return function(*given, **more)

    monkeypatch.setattr(place, name, counting)


def asked(folder: Path, *, replications: int, part_size: int) -> Counter[str]:
    """What a study of eight points asks of the disk, of the ledger, and of the makers of companies."""
    folder.mkdir()
    text = STUDY.replace("replications = 3", f"replications = {replications}")
    made, counts = tiny_plan(folder, text, part_size=part_size), Counter[str]()
    with pytest.MonkeyPatch.context() as patch:
        for place, name in ((os, "fsync"), (Ledger, "enter"), (bench, "company_at"), (bench, "execute")):
            counted(patch, place, name, counts)
        carry_out(made, folder / "out", workers=1)
    return counts


def test_ten_times_the_runs_ask_no_more_of_disk_ledger_and_companies(tmp_path: Path) -> None:
    few = asked(tmp_path / "few", replications=3, part_size=3)
    many = asked(tmp_path / "many", replications=30, part_size=30)
    assert (few.pop("execute"), many.pop("execute")) == (24, 240)
    assert few == many
    assert few["enter"] == few["company_at"] == 8


@pytest.mark.slow
def test_memory_stays_flat_however_many_runs() -> None:
    assert memory_growth(2000) - memory_growth(1000) < 7 * MIB
