"""`cordiale run --record`: results and tables in one folder, listed by its manifest; refusals as of `--out`."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from cordiale.simulation.recording.contents import FILES
from tests.support.commandline import cordiale

TINY = 'schema = 1\nname = "tiny"\n[company]\nreps = 4\nmarketers = 3\nburn_in = 0\n'


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    file = tmp_path / "tiny.toml"
    file.write_text(TINY, encoding="utf-8")
    return str(file)


def test_results_and_tables_are_in_the_folder_and_the_manifest_lists_them(scenario: str, tmp_path: Path) -> None:
    record, out = tmp_path / "record", tmp_path / "out"
    done = cordiale("run", scenario, "--quarters", "1", "--record", record, "--out", out)
    assert done.exit_code == 0, done.stderr
    listed = json.loads((record / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(listed) == {"summary.json", *FILES}
    assert listed == {name: hashlib.sha256((record / name).read_bytes()).hexdigest() for name in listed}
    assert {file.name for file in record.iterdir()} == {*listed, "results.parquet", "manifest.json"}
    assert {file.name for file in out.iterdir()} == {"results.parquet", "summary.json", "manifest.json"}
    results = pd.read_parquet(record / "results.parquet")
    leads = pd.read_parquet(record / "leads.parquet")
    assert results.equals(pd.read_parquet(out / "results.parquet"))
    assert (leads.created >= 1).sum() == results.leads_created.sum()
    assert cordiale("verify", record).exit_code == 0
    (record / "leads.parquet").write_bytes(b"other")
    spoilt = cordiale("verify", record)
    assert (spoilt.exit_code, "leads.parquet is not the file of the manifest" in spoilt.stdout) == (5, True)


def test_mesa_leaves_the_same_tables(scenario: str, tmp_path: Path) -> None:
    for engine in ("compiled", "mesa"):
        done = cordiale("run", scenario, "--quarters", "1", "--record", tmp_path / engine, "--engine", engine, "--json")
        assert done.exit_code == 0, done.stderr
    for name in FILES:
        one, other = (pd.read_parquet(tmp_path / engine / name) for engine in ("compiled", "mesa"))
        pd.testing.assert_frame_equal(one, other)


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_runs(scenario: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = cordiale("run", scenario, "--record", tmp_path / "file")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith("cordiale: cannot write to ")
    assert {file.name for file in tmp_path.iterdir()} == {"tiny.toml", "file"}
