"""What a comparison left, for other programs: every cell is read back as it lies in the table, under its own name."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.comparison.compare import carry_out, keep
from cordiale.experiments.folders.exporting import export_left
from cordiale.experiments.folders.left import Left
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.store import SUMMARY
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from tests.support.commandline import cordiale

SEED = 2**32 - 1  # larger than a whole number may be in NetCDF's classic form
TINY = Scenario(schema=1, name="tiny", company={"reps": 2, "marketers": 2, "executives": 1, "burn_in": 0})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two paradigms under two sets of forces, two companies, two quarters."""
    runs = plan(TINY, paradigms=["siloed", "drift"], forces=["none", "all"], replications=2, quarters=2, seed=SEED)
    place = tmp_path_factory.mktemp("left") / "results"
    return keep(
        carry_out(TINY, runs, workers=1), place, verb="compare", command=["cordiale", "compare", "tiny.toml"], w=ENGLISH
    )


@pytest.fixture(scope="module")
def table(folder: Path) -> pd.DataFrame:
    return Left(folder).table


def test_a_csv_has_every_number_to_the_last_bit(folder: Path, table: pd.DataFrame) -> None:
    file = export_left(folder, format="csv", to=None)
    assert file == folder / "results.csv"
    pd.testing.assert_frame_equal(
        pd.read_csv(file), table, check_dtype=False, check_categorical=False, check_exact=True
    )


def test_a_netlogo_table_counts_runs_from_one_and_has_each_outcome_under_its_name(
    folder: Path, table: pd.DataFrame, tmp_path: Path
) -> None:
    assert export_left(folder, format="netlogo-table", to=tmp_path / "t.csv") == tmp_path / "t.csv"
    with open(tmp_path / "t.csv", encoding="utf-8") as text:
        lines = list(csv.reader(text))
    assert lines[1:4] == [["tiny"], ["left by cordiale compare"], [f"seed {SEED}"]]
    heads, rows = lines[6], [dict(zip(lines[6], line, strict=True)) for line in lines[7:]]
    assert heads == ["[run number]", "paradigm", "forces", "replication", "[step]", *NAMES]
    assert [int(row["[run number]"]) for row in rows] == [1 + at // 3 for at in range(len(table))]
    for row, own in zip(rows, table.to_dict("records"), strict=True):
        assert (row["paradigm"], row["forces"]) == (own["paradigm"], own["forces"])
        assert (int(row["replication"]), int(row["[step]"])) == (own["replication"], own["quarter"])
        told = [float(row[name]) if row[name] else np.nan for name in NAMES]
        np.testing.assert_array_equal(told, [own[name] for name in NAMES])


def test_a_data_set_has_each_run_where_its_paradigm_forces_replication_and_quarter_are(
    folder: Path, table: pd.DataFrame, tmp_path: Path
) -> None:
    xarray = pytest.importorskip("xarray", reason="xarray is not installed")
    with xarray.open_dataset(export_left(folder, format="xarray", to=tmp_path / "t.nc"), engine="scipy") as data:
        assert (data.attrs["scenario"], int(data.attrs["seed"]), data.attrs["verb"]) == ("tiny", SEED, "compare")
        assert {*data.data_vars} == {*NAMES}
        keys = ["paradigm", "forces", "replication", "quarter"]
        told = data.to_dataframe().reset_index().set_index(keys)[[*NAMES]]
    own = table.astype({"paradigm": str, "forces": str}).set_index(keys)[[*NAMES]]
    assert {*told.index} == {*own.index}
    pd.testing.assert_frame_equal(told.loc[own.index], own, check_dtype=False, check_index_type=False, check_exact=True)


@pytest.mark.parametrize("kind", ["csv", "netlogo-table", "xarray", "requirements"])
def test_no_export_is_written_over_what_the_folder_holds(folder: Path, kind: str) -> None:
    held = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name in ("results.parquet", "summary.json", "manifest.json"):
        ended = cordiale("export", folder, "--format", kind, "--to", folder / name)
        assert (ended.exit_code, "part of what" in ended.stderr) == (3, True)
    assert {file: file.read_bytes() for file in held} == held


def test_an_export_may_be_made_anew_and_under_another_name_in_the_folder(folder: Path, tmp_path: Path) -> None:
    left = shutil.copytree(folder, tmp_path / "left")
    for _ in range(2):
        assert cordiale("export", left, "--to", left / "results.csv").exit_code == 0
    assert cordiale("export", left, "--to", left / "mine.csv").exit_code == 0


def test_an_export_says_how_many_runs_it_lacks(folder: Path, tmp_path: Path) -> None:
    left = shutil.copytree(folder, tmp_path / "left")
    assert cordiale("export", left).stderr == ""
    summary = json.loads((left / SUMMARY).read_text(encoding="utf-8"))
    (left / SUMMARY).write_text(json.dumps(summary | {"failures": [{}] * 3}), encoding="utf-8")
    assert cordiale("export", left).stderr == "note: it lacks 3 runs, which failed\n"


def test_an_unknown_format_is_refused_with_one_that_is_near(folder: Path) -> None:
    with pytest.raises(UsersError, match="format 'cvs' is not known; did you mean 'csv'"):
        export_left(folder, format="cvs", to=None)
