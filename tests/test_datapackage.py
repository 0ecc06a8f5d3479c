"""The results of a study open without our code: its `datapackage.json` is valid and says what every column means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from frictionless import Package
from studies import tiny_plan

from experiments.study.sweep import carry_out

RUNS, ROWS = 2 * 4 * 3, 2 * 4 * 3 * 2  # paradigms, levels, replications; the start and one quarter


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("study")
    carry_out(tiny_plan(place), place / "DIR")
    return place / "DIR"


@pytest.fixture(scope="module")
def described(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def resource(described: Any, name: str) -> Any:
    return next(each for each in described["resources"] if each["name"] == name)


def paths(folder: Path, described: Any) -> list[str]:
    return [str(folder / each) for each in resource(described, "results")["path"]]


def columns(described: Any, name: str = "results") -> dict[str, Any]:
    return {each["name"]: each for each in resource(described, name)["schema"]["fields"]}


def test_it_is_a_valid_data_package(described: Any) -> None:
    assert [str(error) for error in Package.metadata_validate(described)] == []
    assert {each["name"] for each in described["resources"]} == {"results", "plan"}


def test_it_names_every_part_and_nothing_else(folder: Path, described: Any) -> None:
    assert paths(folder, described) == sorted(map(str, (folder / "parts").glob("*.parquet")))
    assert len(paths(folder, described)) > 1


def test_every_column_has_a_type_a_unit_and_a_meaning(described: Any) -> None:
    for name in ("results", "plan"):
        assert [column for column, said in columns(described, name).items()
                if not (said["type"] and said.get("unit") and said.get("description"))] == []  # fmt: skip
    assert columns(described)["revenue"]["unit"] == "thousand/quarter"
    assert columns(described)["paradigm"]["type"] == "string"


def test_pandas_reads_what_it_describes(folder: Path, described: Any) -> None:
    table = pd.concat(map(pd.read_parquet, paths(folder, described)))
    assert list(table.columns) == list(columns(described))
    assert (len(table), table["run"].nunique()) == (ROWS, RUNS)
    assert not table.duplicated(resource(described, "results")["schema"]["primaryKey"]).any()


def test_polars_and_duckdb_read_the_same(folder: Path, described: Any) -> None:
    files = paths(folder, described)
    known = pd.concat(map(pd.read_parquet, files))["revenue"].sum()
    assert pl.read_parquet(files)["revenue"].sum() == pytest.approx(known)
    asked = duckdb.sql(f"select count(*), sum(revenue) from read_parquet({files!r})").fetchone()
    assert asked == (ROWS, pytest.approx(known))


def test_rows_lead_to_the_plan(folder: Path, described: Any) -> None:
    key = resource(described, "results")["schema"]["foreignKeys"][0]["reference"]
    points = pd.read_parquet(folder / resource(described, key["resource"])["path"])
    results = pd.concat(map(pd.read_parquet, paths(folder, described)))
    joined = results.merge(points, on="point", suffixes=("", "_planned"))
    assert (joined["leadership.strength"] == joined["leadership.strength_planned"]).all()
    assert len(joined) == ROWS
