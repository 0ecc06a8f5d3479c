"""Parts: the results of a range of runs as a Parquet file, and what its content is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from cordiale.simulation.world.outcomes import OUTCOMES

from ..foundations.columns import OF_STUDY, described
from ..foundations.force_sets import named_set
from ..foundations.sized_tables import read_sized
from .planning import Plan

Outcomes = np.ndarray[Any, Any]  # quarter by outcome, quarter 0 included


def digest(outcomes: Outcomes) -> bytes:
    """What a run's outcomes are known by: SHA-256 over their shape and 8-byte values, all missing ones alike."""
    values = np.ascontiguousarray(outcomes, dtype="<f8")
    return hashlib.sha256(repr(values.shape).encode() + values.tobytes()).digest()


def runs_sha256(digests: Mapping[int, bytes]) -> str:
    """What a part's content is known by: SHA-256 over number and digest of each run, in order."""
    total = hashlib.sha256(b"cordiale part 1")
    for run in sorted(digests):
        total.update(run.to_bytes(8, "little") + digests[run])
    return total.hexdigest()


def part_schema(plan: Plan) -> pa.Schema:
    """The columns of a part, each with its unit and definition in the metadata of its field."""
    luck = ("replication", "parameter_set", "seed") if plan.sets else ("replication", "seed")
    fields = [_field(name, pa.int64()) for name in ("run", "point", *luck, "quarter")]
    fields += [_field(name, pa.dictionary(pa.int32(), pa.string())) for name in ("scenario", "paradigm", "forces")]
    for factor in plan.factors:
        if factor.name not in OF_STUDY:
            said = {"unit": factor.domain.unit, "definition": factor.domain.meaning, "factor": factor.domain.kind}
            fields.append(pa.field(factor.name, _type(factor.domain.kind, factor.domain.allowed), metadata=said))
    declared = {each.name: each for each in OUTCOMES}
    for name in plan.study.outcomes:
        said = {"unit": declared[name].unit, "definition": declared[name].definition, "group": declared[name].group}
        fields.append(pa.field(name, pa.float64(), metadata=said))
    for each in plan.agents.variables(plan.scenario):
        meaning = f"{each.name} of the {each.kind} in seat {each.seat}, at the end of the quarter"
        said = {"unit": "as the class has it", "definition": meaning, "group": "people of one's own"}
        fields.append(pa.field(each.column, pa.float64(), metadata=said))
    return pa.schema(
        fields, metadata={"title": "Cordiale study: one row per run and quarter", "columns": _said(fields)}
    )


def _said(fields: list[pa.Field]) -> str:
    """What the fields say of themselves, once more as JSON: most programs show only the metadata of a whole file."""
    return json.dumps({each.name: {k.decode(): v.decode() for k, v in each.metadata.items()} for each in fields})


def _field(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, metadata=described(name))


def _type(kind: str, allowed: tuple[Any, ...]) -> pa.DataType:
    if kind == "number":
        return pa.float64()
    if kind == "whole" or (allowed and isinstance(allowed[0], int) and not isinstance(allowed[0], bool)):
        return pa.int64()
    return pa.bool_() if isinstance(allowed[0], bool) else pa.dictionary(pa.int32(), pa.string())


def table(plan: Plan, ended: Mapping[int, Outcomes]) -> pa.Table:
    """The rows of runs that ended well, in the order of their numbers."""
    runs = np.array(sorted(ended), dtype=np.int64)
    every = np.concatenate([ended[int(run)] for run in runs])
    rows = plan.study.quarters + 1
    points, replications = np.divmod(runs, plan.study.replications)
    columns: dict[str, Any] = {
        "run": np.repeat(runs, rows),
        "point": np.repeat(points, rows),
        "replication": np.repeat(replications, rows),
        "seed": np.full(len(every), plan.study.seed, dtype=np.int64),
        "quarter": np.tile(np.arange(rows, dtype=np.int64), len(runs)),
        "scenario": [plan.scenario.name] * len(every),
    }
    if plan.sets:
        numbers = np.array([number for number, _ in plan.sets], dtype=np.int64)
        columns["parameter_set"] = np.repeat(numbers[replications % len(numbers)], rows)
    columns |= {name: [each for each in given for _ in range(rows)] for name, given in _settings(plan, points).items()}
    columns |= {name: every[:, place] for place, name in enumerate(plan.kept)}
    wanted = part_schema(plan)
    seal = runs_sha256({run: digest(outcomes) for run, outcomes in ended.items()})
    wanted = wanted.with_metadata({**(wanted.metadata or {}), "content_sha256": seal})
    return pa.table([_array(columns[field.name], field.type) for field in wanted], schema=wanted)


def _settings(plan: Plan, points: Any) -> dict[str, list[Any]]:
    """The value of every factor, and of paradigm and forces, for each of some points."""
    named = {factor.name: [plan.columns[factor.name][point] for point in points] for factor in plan.factors}
    sets = named.pop("forces", [plan.forces] * len(points))
    return {"paradigm": [plan.paradigm] * len(points), "forces": [named_set(each) for each in sets], **named}


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(kind):
        return pa.array(values, type=pa.string()).dictionary_encode()
    return pa.array(values, type=kind, from_pandas=True)


def to_bytes(content: pa.Table) -> bytes:
    """A table as a Parquet file: the same bytes for the same content and version of pyarrow."""
    sink = pa.BufferOutputStream()
    pq.write_table(content, sink, compression="zstd")
    return bytes(sink.getvalue())


def proves_itself(plan: Plan, file: Path, runs: range) -> dict[int, Outcomes]:
    """The outcomes in a part's file, if it holds just these runs, as this plan would write them; else none.

    For files that no ledger vouches for. Raises OSError, or ValueError for a damaged file.
    """
    found = outcomes_in(plan, file)
    seal = runs_sha256({run: digest(outcomes) for run, outcomes in found.items()}).encode()
    sealed = (pq.read_schema(file).metadata or {}).get(b"content_sha256") == seal
    whole = list(found) == list(runs) and to_bytes(table(plan, found)) == file.read_bytes()
    return found if sealed and whole else {}


def outcomes_in(plan: Plan, file: Path) -> dict[int, Outcomes]:
    """The outcomes of each run in a part's file. Raises OSError, or ValueError for a damaged file."""
    names, rows = plan.kept, plan.study.quarters + 1
    content = read_sized(file, most=plan.part_size * rows)
    values = np.column_stack([content[name].to_numpy().astype("<f8") for name in names])
    values[np.isnan(values)] = np.nan
    runs = content["run"].to_numpy()
    if len(runs) % rows or (runs.reshape(-1, rows) != runs[::rows, None]).any():
        raise ValueError(f"{file.name} does not hold {rows} rows for each run")
    return {int(run): values[at * rows : (at + 1) * rows] for at, run in enumerate(runs[::rows])}
