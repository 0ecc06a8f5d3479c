"""A study opens in pandas, polars and DuckDB from its folder alone, and says what its columns mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from cordiale.experiments.study import read
from cordiale.experiments.study.datapackage import _constraints
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from cordiale.simulation.world.outcomes import OUTCOMES
from tests.support.planted_studies import planned, planted

STUDY: dict[str, Any] = {
    "design": "full", "replications": 3, "outcomes": ["revenue", "win_rate"],
    "factors": {"paradigm": ["siloed", "proportional"], "forces": ["none", "all"],
                "leadership.strength": {"low": 0.0, "high": 1.0, "levels": 5}, "switch_quarter": [0, 1]},
}  # fmt: skip


def earned(settings: dict[str, Any], replication: int) -> float:
    return 10 * settings["leadership.strength"] + replication


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("study"), planned(**STUDY), earned, failed=[0, 1, 2])


def package(study: Path) -> dict[str, Any]:
    return json.loads((study / "datapackage.json").read_text(encoding="utf-8"))


def columns(study: Path) -> list[dict[str, Any]]:
    return json.loads((study / "table-schema.json").read_text(encoding="utf-8"))["fields"]


def test_each_column_has_the_type_of_its_values_and_each_file_is_parquet(study: Path) -> None:
    of = {"int64": "integer", "float64": "number", "bool": "boolean"}
    results = read(study).results
    said = {each["name"]: each["type"] for each in columns(study)}
    assert said == {name: of.get(str(results[name].dtype), "string") for name in results.columns}
    assert {said["replication"], said["revenue"], said["paradigm"]} == {"integer", "number", "string"}
    told = {(each["format"], each["mediatype"]) for each in package(study)["resources"]}
    assert told == {("parquet", "application/vnd.apache.parquet")}


# The same in every reader


def mean_by_paradigm(study: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The mean revenue of the quarters of each paradigm, as three programs read it."""
    parts, glob = study / "parts", (study / "parts" / "*.parquet").as_posix()
    frame = pd.read_parquet(parts)
    yield "pandas", frame[frame["quarter"] > 0].groupby("paradigm", observed=True)["revenue"].mean().to_dict()
    lazy = pl.scan_parquet(glob).filter(pl.col("quarter") > 0).group_by(pl.col("paradigm").cast(pl.String))
    yield "polars", dict(lazy.agg(pl.col("revenue").mean()).collect().iter_rows())
    query = f"SELECT paradigm, avg(revenue) FROM '{glob}' WHERE quarter > 0 GROUP BY paradigm"
    yield "duckdb", dict(duckdb.sql(query).fetchall())


def test_pandas_polars_and_duckdb_read_the_same_from_the_parts(study: Path) -> None:
    results = read(study).results
    ours = results[results["quarter"] > 0].groupby("paradigm", observed=True)["revenue"].mean().to_dict()
    for program, theirs in mean_by_paradigm(study):
        assert theirs == pytest.approx(ours), program


def test_every_reader_gets_every_row_and_column(study: Path) -> None:
    glob, ours = (study / "parts" / "*.parquet").as_posix(), read(study).results
    assert list(pd.read_parquet(study / "parts").columns) == list(ours.columns)
    assert pl.read_parquet(glob).shape == ours.shape
    assert duckdb.sql(f"SELECT * FROM '{glob}'").shape == ours.shape


# What columns mean


def test_the_metadata_of_every_column_gives_unit_and_meaning(study: Path) -> None:
    declared = {each.name: each for each in OUTCOMES}
    for field in ds.dataset(study / "parts").schema:
        assert {b"unit", b"definition"} <= set(field.metadata)
        if field.name in declared:
            assert field.metadata[b"unit"].decode() == declared[field.name].unit


def test_duckdb_sees_units_without_arrow(study: Path) -> None:
    part = next((study / "parts").glob("*.parquet")).as_posix()
    query = f"SELECT decode(value) FROM parquet_kv_metadata('{part}') WHERE decode(key) = 'columns'"
    said = json.loads(duckdb.sql(query).fetchall()[0][0])
    assert said["revenue"]["unit"] == "thousand/quarter"


def test_the_table_schema_names_the_columns_of_the_parts_in_their_order(study: Path) -> None:
    part = next((study / "parts").glob("*.parquet"))
    assert [each["name"] for each in columns(study)] == pq.read_schema(part).names
    assert all(each["unit"] and each["description"] for each in columns(study))


def test_factors_say_which_values_they_take(study: Path) -> None:
    said = {each["name"]: each.get("constraints") for each in columns(study)}
    frame = pd.read_parquet(study / "parts")
    for name in ("paradigm", "forces", "leadership.strength", "switch_quarter"):
        assert set(frame[name].unique()) <= set(said[name]["enum"]), name  # type: ignore[index]
    assert said["revenue"] is None


# The standard


def test_the_description_is_a_valid_data_package(study: Path) -> None:
    assert not list(Package.metadata_validate(package(study)))
    opened = Package(study / "datapackage.json")
    assert opened.get_resource(opened.resource_names[1]).schema.field_names[:2] == ["run", "point"]


def test_a_broken_description_would_be_noticed(study: Path) -> None:
    assert list(Package.metadata_validate(package(study) | {"resources": [{"name": "part"}]}))


def test_every_part_is_a_resource_with_size_and_checksum(study: Path) -> None:
    parts = {each["path"]: each for each in package(study)["resources"] if each["name"] != "plan"}
    assert sorted(parts) == sorted(f"parts/{file.name}" for file in (study / "parts").glob("*.parquet"))
    for path, resource in parts.items():
        content = (study / path).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_plan_is_described_as_it_is(study: Path) -> None:
    described = package(study)["resources"][0]
    assert [each["name"] for each in described["schema"]["fields"]] == pq.read_schema(study / described["path"]).names


def test_a_range_is_described_from_its_low_end_to_its_high_one_and_levels_one_by_one() -> None:
    domain = Domain("trust.gain", "real", 0.0, 1.0)
    assert _constraints(Factor(domain, low=0.2, high=0.7)) == {"minimum": 0.2, "maximum": 0.7}
    assert _constraints(Factor(domain, levels=(0.2, 0.7))) == {"enum": [0.2, 0.7]}
    assert _constraints(Factor(domain)) == {}
