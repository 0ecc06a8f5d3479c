"""`datapackage.json`: what a study's files hold, for programs that do not know this one.

A Data Package as the standard has it (datapackage.org, version 1): each part is a resource of its own, with size and
checksum, since the standard joins the files of one resource byte by byte, which Parquet cannot bear. All parts share
one Table Schema; `unit` says what a column is measured in.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..foundations.atomic import write_text
from ..foundations.columns import described
from ..foundations.plain import to_json
from .factors import Factor
from .folder import PARTS, POINTS
from .ledger import Entry
from .parts import part_schema
from .planning import Plan

DATAPACKAGE, TABLE_SCHEMA = "datapackage.json", "table-schema.json"
PARQUET = {"format": "parquet", "mediatype": "application/vnd.apache.parquet", "profile": "data-resource"}
TYPES = {pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean"}
ONE_DATA_SET = "The resources whose names begin with part- are one data set, a row for each run and quarter."


def write_datapackage(plan: Plan, folder: Path, entries: Iterable[Entry], sha256: str) -> None:
    """Leave the description of a study beside it, the schema first. Raises StoreError."""
    write_text(folder / TABLE_SCHEMA, to_json(table_schema(plan)))
    write_text(folder / DATAPACKAGE, to_json(datapackage(plan, entries, sha256)))


def datapackage(plan: Plan, entries: Iterable[Entry], sha256: str) -> dict[str, Any]:
    """The description of a study and of its parts; `sha256` is the content hash of the results."""
    study = plan.study
    return {
        "profile": "data-package",
        "name": "cordiale-study",
        "title": f"Cordiale study of {plan.scenario.name}: {', '.join(factor.name for factor in plan.factors)}",
        "description": f"{ONE_DATA_SET} Simulated from assumptions: no evidence about the world."
        + (f" Rules of one's own: {plan.rules.words}." if plan.rules else ""),
        "design": study.design,
        "replications": study.replications,
        "quarters": study.quarters,
        "seed": study.seed,
        "results_sha256": sha256,
        "resources": [_plan_resource(plan), *(_part(entry) for entry in entries if entry.file_sha256 is not None)],
    }


def _part(entry: Entry) -> dict[str, Any]:
    name = entry.part.name
    return {"name": f"part-{Path(name).stem}", "path": f"{PARTS}/{name}", **PARQUET, "bytes": entry.bytes,
            "hash": f"sha256:{entry.file_sha256}", "schema": TABLE_SCHEMA}  # fmt: skip


def _plan_resource(plan: Plan) -> dict[str, Any]:
    kept = {field["name"]: field for field in table_schema(plan)["fields"]}
    about = described("sample")
    sample = {"name": "sample", "type": "integer", "description": about["definition"], "unit": about["unit"]}
    fields = [kept.get(name, sample) for name in plan.frame().columns]
    return {
        "name": "plan",
        "path": POINTS,
        "title": "The points of the design",
        **PARQUET,
        "schema": {"fields": fields},
    }


def table_schema(plan: Plan) -> dict[str, Any]:
    """The columns of the parts: type, meaning, unit, and for a factor the values that it takes."""
    factors = {factor.name: factor for factor in plan.factors}
    return {"fields": [_field(field, factors.get(field.name)) for field in part_schema(plan)],
            "primaryKey": ["run", "quarter"]}  # fmt: skip


def _field(field: pa.Field, factor: Factor | None) -> dict[str, Any]:
    said = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    about = {"name": field.name, "type": TYPES.get(field.type, "string"), "description": said["definition"],
             "unit": said["unit"]}  # fmt: skip
    return about | ({"constraints": _constraints(factor)} if factor is not None else {})


def _constraints(factor: Factor) -> dict[str, Any]:
    if factor.levels:
        return {"enum": list(factor.levels)}
    return {"minimum": factor.low, "maximum": factor.high} if factor.low <= factor.high else {}
