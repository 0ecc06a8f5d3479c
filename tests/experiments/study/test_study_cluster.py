"""A study on a cluster of worker processes, of which one is killed, ends with the same results."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from cordiale.experiments.study import carry_out, plan, read
from cordiale.experiments.study.folder import PARTS
from cordiale.experiments.study.progress import status
from cordiale.experiments.study.warm import warm_up
from tests.support.commandline import cordiale
from tests.support.studies import STUDY, study_file

distributed = pytest.importorskip("distributed")


def test_a_study_on_two_dask_workers_one_of_them_killed_has_the_hash_of_a_serial_one(tmp_path: Path) -> None:
    text = STUDY.replace('"tiny.toml"', '"status-quo"').replace("quarters = 1", "quarters = 2")
    file = study_file(tmp_path, text.replace("replications = 3", "replications = 60"))
    warm_up()  # the workers find it compiled
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        killed = kill_one_worker(cluster, once_there_is_a_part_in=tmp_path / "dask")
        ended = cordiale("sweep", file, "--out", tmp_path / "dask", "--dask", cluster.scheduler_address)
        killed.join(60)
        assert ended.exit_code == 0, ended.stderr
    assert not killed.is_alive()
    assert (tmp_path / "killed").exists()
    assert status(tmp_path / "dask").sha256 == carry_out(plan(file), tmp_path / "serial", workers=1).sha256
    assert read(tmp_path / "dask").is_complete


def kill_one_worker(cluster: object, *, once_there_is_a_part_in: Path) -> threading.Thread:
    """A thread that kills a worker process as soon as a part is on the disk, while others are under way."""
    victim = next(iter(cluster.workers.values())).pid  # type: ignore[attr-defined]

    def strike() -> None:
        while not list((once_there_is_a_part_in / PARTS).glob("*.parquet")):
            time.sleep(0.002)
        os.kill(victim, signal.SIGKILL)
        assert not (once_there_is_a_part_in / "manifest.json").exists()  # the study was still under way
        (once_there_is_a_part_in.parent / "killed").touch()

    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    return thread


def test_a_scheduler_that_does_not_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordiale.experiments.study.cluster.PATIENCE", 1)
    ended = cordiale("sweep", study_file(tmp_path), "--out", tmp_path / "out", "--dask", "tcp://127.0.0.1:9")
    assert ended.exit_code == 3
    assert "no scheduler answers there" in ended.stderr
    assert not (tmp_path / "out").exists()
