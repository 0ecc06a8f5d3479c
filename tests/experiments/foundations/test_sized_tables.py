"""What is small on the disk and huge in memory is refused by what it says of itself, before memory or time is spent."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.crm.raw import read_raw
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.foundations import sized_tables
from cordiale.experiments.foundations.sized_tables import read_sized
from cordiale.experiments.foundations.store import RESULTS, verify_directory
from cordiale.experiments.study.folder import POINTS
from cordiale.experiments.study.frozen import dig_out, plant
from cordiale.experiments.study.memory import limited
from cordiale.simulation.scenario.chart import ChartError, read_chart
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.given import GivenError
from cordiale.simulation.scenario.weather import read_path
from tests.support.planted_studies import planned

MANY = 10_000_000
GROUP = 1_000_000


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten million rows of one number, in a file of less than a megabyte."""
    file = tmp_path_factory.mktemp("bomb") / "bomb.parquet"
    group = pa.table({"run": pa.array(np.zeros(GROUP, dtype=np.int64)), "revenue": pa.array(np.zeros(GROUP))})
    with pq.ParquetWriter(file, group.schema, compression="zstd") as writer:
        for _ in range(MANY // GROUP):
            writer.write_table(group)
    return file


@pytest.fixture
def spare() -> Iterator[None]:
    """Little memory: what reads such a file all the same does not get far."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with limited(256):
        yield
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


@pytest.mark.usefixtures("spare")
def test_a_parquet_file_of_millions_of_rows_is_refused_with_an_estimate(
    bomb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bomb.stat().st_size < 1_000_000
    monkeypatch.setattr(sized_tables, "memory", lambda: 10**8)
    with pytest.raises(ValueError, match=r"bomb.parquet has 10,000,000 rows, which take about 0.5 GB .* has 0.1"):
        read_sized(bomb)
    (tmp_path / RESULTS).write_bytes(bomb.read_bytes())
    (tmp_path / "manifest.json").write_text('{"results_sha256": "a"}')
    assert "10,000,000 rows" in verify_directory(tmp_path).problems[0]


@pytest.mark.usefixtures("spare")
def test_more_rows_than_belong_there_are_refused(bomb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="10,000,000 rows; 12 at most belong there"):
        read_sized(bomb, most=12)
    plant(planned(factors={"leadership.strength": [0.1, 0.2]}), tmp_path)
    (tmp_path / POINTS).write_bytes(bomb.read_bytes())
    monkeypatch.setattr("cordiale.experiments.study.frozen.MOST_POINTS", 1000)
    with pytest.raises(ScenarioError, match=r"the plan is damaged: plan.parquet has 10,000,000 rows"):
        dig_out(tmp_path)


def packed(way: str) -> bytes:
    content = b"0.5\n" * 5_000_000
    if way == "gzip":
        return gzip.compress(content)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", content)
    return held.getvalue()


READERS: dict[str, tuple[Callable[[Path], object], type[Exception]]] = {
    "scenario.toml": (load_scenario, ScenarioError),
    "chart.csv": (read_chart, ChartError),
    "deals.csv": (partial(read_raw, encoding=""), DataError),
    "path.csv": (read_path, GivenError),
}


@pytest.mark.parametrize("way", ["gzip", "zip"])
def test_what_is_packed_is_not_unpacked_but_refused(way: str, tmp_path: Path) -> None:
    bomb = packed(way)
    for name, (read, refused) in READERS.items():
        (tmp_path / name).write_bytes(bomb)
        with pytest.raises(refused):
            read(tmp_path / name)
