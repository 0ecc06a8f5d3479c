"""A comparison stops when told to, at any stage, and keeps nothing half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments import cli
from cordiale.experiments.commands.compare import state_of
from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.store import verify_directory
from cordiale.simulation.runs.run import Run
from tests.support.commandline import cordiale, patient, surroundings
from tests.support.small_comparison import DRAWN, SMALL


def interrupt(
    words: list[str], folder: Path, *, ready: str, wait: float = 0, by: signal.Signals = signal.SIGINT,
    grace: float = 120,
) -> tuple[int, str]:  # fmt: skip
    """Exit code and talk of a command interrupted once it has made `ready`; also a busy machine ends within `grace`."""
    study = subprocess.Popen(
        patient(*words, grace=grace),
        cwd=folder, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not (folder / ready).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(wait)
    study.send_signal(by)
    _, told = study.communicate(timeout=300)
    return study.returncode, told


def test_an_interrupted_command_has_less_than_two_seconds_to_end_by_itself() -> None:
    assert cli.GRACE < 2


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("by", "wait"), [(signal.SIGINT, 0), (signal.SIGTERM, 1), (signal.SIGHUP, 3)])
def test_an_interrupt_or_a_request_to_end_stops_a_comparison_and_keeps_nothing_half(
    by: signal.Signals, wait: float, tmp_path: Path
) -> None:
    """Each at another stage: as it begins, while the model is made ready, while companies are lived."""
    if signal.getsignal(by) is signal.SIG_IGN:
        pytest.skip("ignored where these tests run, as under nohup: so it stays for what they start")
    words = ["compare", "--replications", "5000", "--out", "r"]
    code, told = interrupt(words, tmp_path, ready="r", wait=wait, by=by)
    assert code == 130
    assert "nothing was kept in r" in told
    assert "Traceback" not in told
    assert list((tmp_path / "r").iterdir()) == []


UNHEARD = """
import signal, time, weakref
from cordiale.experiments import cli
cli._end_soon_after_interrupt()
class Lock: pass
lock = Lock()
put_away = weakref.ref(lock, lambda _: signal.raise_signal(signal.SIGINT))  # where Python ignores errors
try:
    del lock
    time.sleep(100)
except KeyboardInterrupt:
    print("heard")
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_is_heard_also_where_python_ignores_errors() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", UNHEARD], env=surroundings(), capture_output=True, text=True, timeout=300, check=False
    )
    assert (ended.stdout, ended.stderr) == ("heard\n", "")


def test_what_an_interrupted_command_kept_is_said_without_what_reads_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that was struck may never come to an end, nor may one that waits for it."""
    for name in ("cordiale.experiments.foundations.store", "pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    assert state_of(Path("r")) == "nothing was kept in r; the same command again gives the whole"


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_does_not_wait_for_a_large_company(tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_text(
        'schema = 1\nname = "big"\n[company]\nreps = 40000\nmarketers = 10000\n', encoding="utf-8"
    )
    code, _ = interrupt(["compare", "big.toml", "--out", "r"], tmp_path, ready="r", wait=4, grace=cli.GRACE)
    assert code == 130


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_while_drawing_leaves_no_manifest(tmp_path: Path) -> None:
    code, told = interrupt([*DRAWN, "--figures", "all", "--out", "r"], tmp_path, ready="r/figures/revenue.png")
    assert code == 130
    assert "unfinished" in told
    assert not (tmp_path / "r" / "manifest.json").exists()
    assert not list((tmp_path / "r").rglob("*.cordiale-tmp"))


def test_an_interrupt_leaves_an_earlier_study_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(company: Any, run: Run, rested: Any = None) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(execution, "execute", interrupted)
    shown = cordiale(*SMALL, "--out", folder)
    assert shown.exit_code == 130
    assert "holds whole results" in shown.stderr
    assert verify_directory(folder).holds
