"""A study's results open without our code, and what their columns mean lies beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from frictionless import FrictionlessException, Package
from studies import tiny_plan

from experiments.study import carry_out, read
from simulation.outcomes import OUTCOMES

OUTCOME = {each.name: each for each in OUTCOMES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("package")
    carry_out(tiny_plan(base), base / "study", workers=1)
    return base / "study"


@pytest.fixture(scope="module")
def package(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def resource(package: Any, name: str) -> Any:
    return next(each for each in package["resources"] if each["name"] == name)


def test_the_description_is_a_valid_data_package(package: Any) -> None:
    assert Package.from_descriptor(package).resource_names == ["results", "plan"]
    with pytest.raises(FrictionlessException):  # the check itself can fail
        Package.from_descriptor(package | {"resources": [{"name": "Not A Name"}]})


def test_it_names_every_file_and_every_column_in_its_order(folder: Path, package: Any) -> None:
    results, plan = resource(package, "results"), resource(package, "plan")
    assert results["path"] == [f"parts/{file.name}" for file in sorted((folder / "parts").glob("*.parquet"))]
    for each, file in ((results, folder / results["path"][0]), (plan, folder / plan["path"])):
        assert [field["name"] for field in each["schema"]["fields"]] == pq.read_schema(file).names


def test_units_and_definitions_are_those_declared_here_and_in_the_parquet_files(folder: Path, package: Any) -> None:
    results = resource(package, "results")
    told = {field["name"]: field for field in results["schema"]["fields"]}
    inside = pq.read_schema(folder / results["path"][0])
    for name in ("revenue", "win_rate", "trust_sales_in_marketing"):
        assert (told[name]["unit"], told[name]["description"]) == (OUTCOME[name].unit, OUTCOME[name].definition)
        assert inside.field(name).metadata[b"unit"].decode() == OUTCOME[name].unit
    assert told["leadership.strength"]["description"], "factors are told, too"


def test_pandas_polars_and_duckdb_read_the_folder_as_one_table_and_agree(folder: Path) -> None:
    ours = read(folder).results["revenue"].sum()
    parts = folder / "parts"
    assert pd.read_parquet(parts)["revenue"].sum() == pytest.approx(ours)
    assert pl.read_parquet(parts / "*.parquet")["revenue"].sum() == pytest.approx(ours)
    query = f"select paradigm, sum(revenue) from read_parquet('{parts}/*.parquet') group by paradigm order by paradigm"
    rows = duckdb.sql(query).fetchall()
    assert [name for name, _ in rows] == ["proportional", "siloed"]
    assert sum(value for _, value in rows) == pytest.approx(ours)


def test_the_keys_hold(folder: Path, package: Any) -> None:
    results, plan = pd.read_parquet(folder / "parts"), pd.read_parquet(folder / "plan.parquet")
    assert not results.duplicated(resource(package, "results")["schema"]["primaryKey"]).any()
    assert set(results["point"]) <= set(plan["point"])
