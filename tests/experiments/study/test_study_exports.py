"""A study for other programs: whole, and read back by their usual readers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.dataset
import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.study import carry_out, read
from cordiale.experiments.study.exports import export
from cordiale.experiments.study.folder import PARTS
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted
from tests.support.studies import STUDY, tiny_plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a claim, a whole number and a number among its factors, carried out."""
    root = tmp_path_factory.mktemp("exports")
    more = '"structure.balancer" = [false, true]\nswitch_quarter = [0, 1]\n'
    carry_out(tiny_plan(root, STUDY + more), root / "out")
    return root / "out"


def test_a_csv_holds_every_number_to_the_last_bit(folder: Path) -> None:
    kept = read(folder).results
    found = pd.read_csv(export(folder, format="csv", to=None))
    assert found.columns.tolist() == kept.columns.tolist()
    for name in kept.columns:
        if kept[name].dtype == float:
            assert np.array_equal(found[name], kept[name], equal_nan=True)
        else:
            assert found[name].tolist() == kept[name].tolist()


def test_a_netlogo_table_reads_as_behaviour_space_writes_it(folder: Path) -> None:
    assert cordiale("export", folder, "--format", "netlogo-table").exit_code == 0
    rows = list(csv.reader((folder / "results-table.csv").open()))
    assert rows[0][0].startswith("BehaviorSpace results")
    table = pd.read_csv(folder / "results-table.csv", skiprows=6)  # as its readers do
    kept = read(folder).results
    assert table["[run number]"].tolist() == (kept["run"] + 1).tolist()
    assert table["[step]"].tolist() == kept["quarter"].tolist()
    assert np.array_equal(table["revenue"], kept["revenue"])
    assert {"paradigm", "forces", "leadership.strength", "structure.balancer"} <= set(table.columns)
    cells = {row[rows[6].index("structure.balancer")] for row in rows[7:]}
    assert cells == {"true", "false"}


def test_what_is_missing_stands_as_nothing_in_a_netlogo_table_and_not_as_a_number(tmp_path: Path) -> None:
    made = planned(design="full", quarters=2, replications=2, factors={"paradigm": ["siloed", "drift"]})
    lived = planted(tmp_path / "s", made, lambda settings, replication: 7.0 + replication, lost=[1, 2])
    cells = [row[-1] for row in csv.reader(export(lived, format="netlogo-table", to=None).open())][7:]
    assert cells == ["0.0", "7.0", "7.0", "0.0", "8.0", "", "0.0", "7.0", "", "0.0", "8.0", "8.0"]


def test_a_data_set_for_xarray_has_points_replications_and_quarters(folder: Path) -> None:
    xarray = pytest.importorskip("xarray")
    with xarray.open_dataset(export(folder, format="xarray", to=None), engine="scipy") as data:
        kept = read(folder)
        assert dict(data.sizes) == {"point": len(kept.points), "replication": 3, "quarter": 2}
        flat = data["revenue"].transpose("point", "replication", "quarter").to_numpy().ravel()
        assert np.array_equal(flat, kept.results["revenue"])
        assert data["leadership.strength"].to_numpy().tolist() == kept.points["leadership.strength"].tolist()
        assert data["paradigm"].to_numpy().astype(str).tolist() == kept.points["paradigm"].tolist()


def test_claims_and_whole_numbers_are_read_back_from_a_data_set_for_xarray_as_what_they_are(folder: Path) -> None:
    xarray = pytest.importorskip("xarray")
    points = read(folder).points
    with xarray.open_dataset(export(folder, format="xarray", to=None), engine="scipy") as data:
        for name, kind in (("structure.balancer", bool), ("switch_quarter", np.int32)):
            assert data[name].dtype == kind
            assert data[name].to_numpy().tolist() == points[name].tolist()


def test_the_parts_are_one_data_set_without_our_code(folder: Path) -> None:
    table = pyarrow.dataset.dataset(folder / PARTS).to_table().to_pandas()
    assert len(table) == len(read(folder).results)
    assert table["structure.balancer"].dtype == bool
    assert table["switch_quarter"].dtype == np.int64


@pytest.mark.parametrize("kind", ["csv", "netlogo-table", "xarray"])
def test_no_export_is_written_over_what_the_study_holds(folder: Path, kind: str) -> None:
    part = next(file for file in (folder / PARTS).iterdir())
    held = part.read_bytes()
    with pytest.raises(StoreError, match="part of what"):
        export(folder, format=kind, to=part)
    assert part.read_bytes() == held


def test_an_export_says_which_runs_it_lacks(tmp_path: Path) -> None:
    made = planned(design="full", replications=4, factors={"paradigm": ["siloed", "drift"]})
    folder = planted(tmp_path / "s", made, lambda settings, replication: 7.0, failed=[1, 2])
    assert "note: of 8 planned runs it lacks 2 that failed" in cordiale("export", folder).stderr
    whole = planted(tmp_path / "w", made, lambda settings, replication: 7.0)
    assert cordiale("export", whole).stderr == ""


def test_reading_some_columns_reads_only_these(folder: Path) -> None:
    assert read(folder, columns=["run", "revenue"]).results.columns.tolist() == ["run", "revenue"]


def test_a_study_of_which_nothing_is_done_reads_as_an_empty_table(tmp_path: Path) -> None:
    from cordiale.experiments.study.frozen import plant

    plant(tiny_plan(tmp_path), tmp_path / "out")
    reading = read(tmp_path / "out")
    assert reading.results.empty
    assert "revenue" in reading.results.columns
    assert not reading.is_complete
    assert len(export(tmp_path / "out", format="csv", to=None).read_text().splitlines()) == 1
    assert cordiale("export", tmp_path / "out", "--format", "xarray").exit_code == 3
