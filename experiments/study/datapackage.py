"""A study's results described for those who have not our code: a Frictionless Data Package beside them.

`datapackage.json` names the files, and for each column its type, unit and definition: the same that stands in the
metadata of the Parquet fields, which the description is made from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.study.folder import PARTS, POINTS
from experiments.study.frozen import identity
from experiments.study.parts import IDENTITY, schema
from experiments.study.planning import Plan

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CAVEAT = "What follows from the assumptions of a model, not evidence about the world."
TO_PLAN = {"fields": ["point"], "reference": {"resource": "plan", "fields": ["point"]}}
Told = dict[str, dict[str, str]]


def datapackage(plan: Plan, folder: Path) -> dict[str, Any]:
    """The description of what lies in the folder of a study: the results if any run ended well, and the plan."""
    scenario, columns = plan.scenario, schema(plan)
    files = [f"{PARTS}/{file.name}" for file in sorted((folder / PARTS).glob("*.parquet"))]
    told = {name: {"unit": unit, "definition": definition} for name, (unit, definition) in IDENTITY.items()}
    told |= {field.name: _said(field) for field in columns}
    points = _resource("plan", "a row for each point of the design", [POINTS], pq.read_schema(folder / POINTS), told)
    points["schema"]["primaryKey"] = ["point"]
    results = _resource(
        "results", "a row for each run and quarter; a rate without denominator is missing", files, columns, told
    )
    results["schema"] |= {"primaryKey": ["run", "quarter"], "foreignKeys": [TO_PLAN]}
    return {
        "$schema": PROFILE,
        "name": f"cordiale-study-{scenario.name}",
        "id": identity(plan),
        "title": f"Cordiale study of {scenario.name}",
        "description": f"{plan.runs} runs; money in thousand {scenario.currency}. {CAVEAT}",
        "resources": [results, points] if files else [points],
    }


def _resource(name: str, title: str, files: list[str], fields: pa.Schema, told: Told) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "path": files if len(files) > 1 else "".join(files),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(field, told.get(field.name, {})) for field in fields]},
    }


def _said(field: pa.Field) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}


def _field(field: pa.Field, said: dict[str, str]) -> dict[str, str]:
    """A column with its meaning; `unit` is a property of our own."""
    described = {"description": said.get("definition", ""), "unit": said.get("unit", "")}
    return {"name": field.name, "type": _type(field.type), **{key: text for key, text in described.items() if text}}


def _type(kind: pa.DataType) -> str:
    """The name of a type in Table Schema."""
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    return "number" if pa.types.is_floating(kind) else "string"
