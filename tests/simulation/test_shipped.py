"""The model as shipped is machine code within seconds, is of these sources, and never stands in for others."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import pytest

from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.execution import compiling_words, machine_code_is_kept
from cordiale.experiments.workshop.machine_code.called import CALLED
from cordiale.simulation.founding.books import coming_leads, has_room, leads_in_a_week
from cordiale.simulation.machinery import beforehand as shipped
from cordiale.simulation.machinery import caches, standing
from cordiale.simulation.machinery.compiled import PLAIN
from cordiale.simulation.machinery.relinking import plain_of
from cordiale.simulation.rules.observation import mean_trust
from cordiale.simulation.runs.own_functions import replaceable
from cordiale.simulation.runs.own_rules import SHIPPED
from cordiale.simulation.world.identities import first_in
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paths import intensity
from tests.support.commandline import ROOT
from tests.support.plain import companies

HAS_ROOM: Any = has_room
PLAIN_ROOM = getattr(HAS_ROOM, "py_func", HAS_ROOM)
MADE_HERE = shipped.recorded()["llvm"][0] <= llvm.llvm_version_info[0]
pytestmark = pytest.mark.skipif(PLAIN or not MADE_HERE, reason="this LLVM is older than the code that is shipped")
A_RUN = (
    "import sys; from cordiale import load_scenario, simulate; "
    "simulate(load_scenario('status-quo'), ['siloed'], ['none'], 1, 1)"
)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Machine code as a new process would find it, in a cache of its own."""
    monkeypatch.setattr(shipped, "cache_folder", lambda: tmp_path)
    shipped.machine_of.cache_clear()
    yield tmp_path
    shipped.machine_of.cache_clear()


def test_what_is_shipped_was_made_from_these_sources() -> None:
    assert shipped.recorded()["rules"] == caches.source_hash(), "stale: python -m experiments.workshop.machine_code"


def test_whatever_the_engine_mesa_and_the_record_call_is_shipped() -> None:
    names = [f"{each.py_func.__module__}.{each.py_func.__qualname__}" for each in CALLED]
    assert names == list(shipped.recorded()["model"]["entries"])


def test_whatever_rules_of_ones_own_may_call_with_numbers_stands_with_its_indices_checked() -> None:
    given = {int, float, bool, Organisation, None}
    signatures = {each: inspect.signature(plain_of(each)) for each in replaceable().values()}
    expected = {
        shipped.name_of(plain_of(each)) for each, said in signatures.items()
        if given.issuperset([*(one.annotation for one in said.parameters.values()), said.return_annotation])
    }  # fmt: skip
    assert len(expected) > 100
    assert expected <= shipped.recorded()["checked"]["entries"].keys()


def test_a_run_as_shipped_does_without_numba() -> None:
    code = f"{A_RUN}; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_a_shipped_behaviour_takes_and_gives_what_the_plain_one_does() -> None:
    org: Any = companies(15)["drift"]
    row = org.parameters[0]
    cases: dict[Any, tuple[Any, ...]] = {
        has_room: (org,), coming_leads: (org,), leads_in_a_week: (row, 5, org.company[0].marketers, 0.25),
        mean_trust: (org, 1, 0), first_in: (org.people[3].seat,), intensity: (2, 0.25, 0.5, 3, 4.0, 7),
    }  # fmt: skip
    for behaviour, given in cases.items():
        answer, plain = behaviour(*given), behaviour.py_func(*given)
        plain = plain.item() if isinstance(plain, np.generic) else plain
        assert (type(answer), answer) == (type(plain), plain)
    assert mean_trust(org, part=0, truster=1) == mean_trust(org, 1, 0)


def test_edited_sources_never_meet_what_was_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped.shipped(PLAIN_ROOM) is not None
    monkeypatch.setattr(shipped, "source_hash", lambda: "of other sources")
    assert shipped.shipped(PLAIN_ROOM) is None


@pytest.mark.parametrize("content", [b"", b"no code", None], ids=["empty", "altered", "missing"])
def test_shipped_code_that_is_not_what_was_recorded_is_not_run(
    content: bytes | None, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = elsewhere / "other.xz"
    if content is not None:
        other.write_bytes(content)
    monkeypatch.setattr(shipped, "code_of", lambda which: other)
    assert shipped.shipped(PLAIN_ROOM) is None


@pytest.mark.parametrize("which", ["model", "checked"])
def test_code_that_this_machine_cannot_emit_is_told_in_a_line_and_is_none(
    which: str, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(target: Any, which: str) -> Any:
        raise RuntimeError("no such instruction here")

    monkeypatch.setattr(shipped, "read_for", refused)
    assert shipped.machine_of(which) is None
    told = f"cordiale: {which}.ll.xz cannot be made machine code here (no such instruction here): compiling anew"
    assert capsys.readouterr().err.startswith(told)
    assert os.listdir(elsewhere) == []


def test_what_cannot_be_made_to_stand_is_called_as_it_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    anew: Any = SimpleNamespace(_numba_type_="the type of what is compiled anew")
    monkeypatch.setattr(standing, "make_known", lambda: None)
    assert standing.Standing(PLAIN_ROOM, "symbol", "yes or no", lambda: anew)._numba_type_ == anew._numba_type_


@pytest.mark.parametrize("damage", ["truncated", "altered", "empty"])
def test_damaged_machine_code_of_the_model_is_set_aside_and_told(
    damage: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = b"machine code"
    file = elsewhere / "model.o"
    shipped._keep(file, made)
    assert shipped._kept(file) == made
    whole = file.read_bytes()
    file.write_bytes({"truncated": whole[:-1], "altered": whole[:-1] + b"?", "empty": b""}[damage])
    assert shipped._kept(file) is None
    assert "set aside" in capsys.readouterr().err
    assert [each.name for each in elsewhere.iterdir()] == ["model.o.damaged"]


def test_machine_code_is_made_once_and_said_once(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordiale.experiments.foundations.execution.cache_folder", lambda version="": elsewhere)
    for shipped_as in ("", SHIPPED.version):
        assert compiling_words(shipped_as) == "making machine code of the model, once (some seconds)"
    assert compiling_words("rules of one's own") == "making machine code of these rules, once (some seconds)"
    times: list[Any] = []
    read_for = shipped.read_for

    def counted(target: Any, which: str) -> Any:
        times.append(target)
        return read_for(target, which)

    monkeypatch.setattr(shipped, "read_for", counted)
    assert shipped.shipped(PLAIN_ROOM) is not None
    for shipped_as in ("", SHIPPED.version):
        assert machine_code_is_kept(shipped_as)
        assert compiling_words(shipped_as) == ""
    shipped.machine_of.cache_clear()
    assert shipped.shipped(PLAIN_ROOM) is not None
    assert len(times) == 1


def test_where_nothing_can_be_kept_machine_code_is_made_anew(elsewhere: Path) -> None:
    file = elsewhere / "a file"
    file.write_text("in the way", encoding="utf-8")
    shipped._keep(file / "model.o", b"machine code")
    assert os.listdir(elsewhere) == ["a file"]


def test_a_full_disk_leaves_no_part_of_machine_code(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, content: bytes) -> None:
        file.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    shipped._keep(elsewhere / "model.o", b"machine code")
    assert os.listdir(elsewhere) == []


def test_a_pipe_in_place_of_machine_code_does_not_wait(elsewhere: Path) -> None:
    os.mkfifo(elsewhere / "model.o")
    assert shipped._kept(elsewhere / "model.o") is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"rules": ""}', "[" * 100_000])
def test_a_damaged_record_of_what_is_shipped_is_none(
    content: str, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = elsewhere / "model.json"
    record.write_text(content, encoding="utf-8")
    monkeypatch.setattr(shipped, "RECORD", record)
    shipped.recorded.cache_clear()
    try:
        assert shipped.shipped(PLAIN_ROOM) is None
    finally:
        shipped.recorded.cache_clear()


def test_a_cache_that_cannot_be_looked_into_holds_nothing_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_reach = Path("/tmp") / ("n" * 300)  # as a folder of somebody else's: looking at it is an error
    monkeypatch.setattr(shipped, "cache_folder", lambda: out_of_reach)
    monkeypatch.setattr(execution, "cache_folder", lambda version="": out_of_reach)
    assert not machine_code_is_kept(version="")
    assert not machine_code_is_kept("rules of one's own")
    shipped._keep(out_of_reach / "model.o", b"machine code")
    assert shipped._kept(out_of_reach / "model.o") is None
