"""What a comparison leaves behind, so that it can be read, trusted and explained later.

`results.parquet` is the table, with the unit and definition of every column in the file; `summary.json` is
what it says; `manifest.json`, written last, is how it came about, with the SHA-256 of the table's content. A
folder without a manifest is unfinished. The hash is of the table, not of the file, so that it does not depend
on the version of a library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pandas.api.types import is_float_dtype, is_integer_dtype

from cordiale.simulation.world.outcomes import OUTCOMES

from .atomic import prepare_directory, write_bytes, write_text
from .claiming import FIGURES as FIGURES
from .claiming import MANIFEST as MANIFEST
from .claiming import PICTURES, clear
from .claiming import RESULTS as RESULTS
from .claiming import SUMMARY as SUMMARY
from .claiming import TITLE as TITLE
from .columns import OF_COMPARISON, OF_DECISION, described
from .hashes import hashes, unlike
from .kept_json import object_in
from .plain import to_json
from .sized_tables import read_sized


class DeclaredOutcome(Protocol):
    """What `simulation.outcomes.Outcome` offers about a column."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def definition(self) -> str: ...
    @property
    def group(self) -> str: ...


@dataclass(frozen=True)
class Verification:
    """Whether a folder still holds what its manifest says; `problems` is empty if it does."""

    expected: str | None
    found: str | None
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.problems


def content_sha256(frame: pd.DataFrame) -> str:
    """The SHA-256 of a table's content: its column names and values, in the order of columns and rows.

    Hashed are the number of rows, then for each column its name, its kind and its values: text as UTF-8 with
    lengths, whole numbers as 8-byte and decimals as 8-byte IEEE 754 little-endian, every missing decimal
    as the same NaN. The index, the dtype backend and library versions do not matter. Raises ValueError for a
    missing name or whole number, which a results table never has.

    >>> content_sha256(pd.DataFrame({"quarter": [0, 1], "revenue": [None, 2.5]}))[:16]
    '6ca0601206d6d082'
    """
    digest = hashlib.sha256(_sized(b"cordiale table 1") + len(frame).to_bytes(8, "little"))
    for name in frame.columns:
        kind, content = _canonical(frame[name])
        digest.update(_sized(str(name).encode()) + kind + _sized(content))
    return digest.hexdigest()


def _canonical(column: pd.Series) -> tuple[bytes, bytes]:
    """The kind (one letter) and bytes of a column."""
    if is_float_dtype(column.dtype):
        values = column.to_numpy(dtype="<f8", na_value=np.nan, copy=True)
        values[np.isnan(values)] = np.nan
        return b"f", values.tobytes()
    if column.isna().any():
        raise ValueError(f"column {column.name} has missing values, but holds no decimals")
    if is_integer_dtype(column.dtype):
        return b"i", column.to_numpy(dtype="<i8").tobytes()
    which, words = column.factorize()
    sized = [_sized(str(word).encode()) for word in words]
    return b"s", b"".join(map(sized.__getitem__, which.tolist()))


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(8, "little") + content


def to_table(frame: pd.DataFrame, outcomes: Iterable[DeclaredOutcome]) -> pa.Table:
    """The frame as an Arrow table whose fields say unit and definition; a missing value is null.

    Raises ValueError if a column is declared nowhere.
    """
    declared = {name: described(name) for name in (*OF_COMPARISON, *OF_DECISION)}
    declared |= {o.name: {"unit": o.unit, "definition": o.definition, "group": o.group} for o in outcomes}
    unknown = [name for name in frame.columns if name not in declared]
    if unknown:
        raise ValueError(f"column {unknown[0]} is not a declared outcome")
    schema = pa.schema(
        [pa.field(name, _arrow_type(frame[name]), metadata=declared[name]) for name in frame.columns],
        metadata={"title": TITLE, "content_sha256": content_sha256(frame)},
    )
    return pa.Table.from_arrays(
        [pa.array(frame[field.name], type=field.type, from_pandas=True) for field in schema], schema=schema
    )


def _arrow_type(column: pd.Series) -> pa.DataType:
    if is_float_dtype(column.dtype):
        return pa.float64()
    return pa.int64() if is_integer_dtype(column.dtype) else pa.string()


def write_results(
    frame: pd.DataFrame,
    directory: str | Path,
    *,
    summary: Mapping[str, Any],
    manifest: Mapping[str, Any],
    outcomes: Iterable[DeclaredOutcome] | None = None,
    draw: Callable[[Path], object] | None,
    beside: Iterable[str] = (),
    also: Mapping[str, bytes] | None,
    called: str = SUMMARY,
) -> Path:
    """Leave a whole comparison in `directory`: table, summary (`called` so), figures, and last the manifest.

    What an earlier one left goes first, its manifest before all, so that the folder counts as unfinished until the new
    one is there. `draw` is called with the folder for figures; files `beside` are there already, for the manifest to
    list; `also` are further files, by name, to write; `outcomes` are by default those that the simulation declares.
    Returns the folder. Raises StoreError; whatever is raised, no file is half-written.
    """
    table = to_table(frame, OUTCOMES if outcomes is None else outcomes)
    target = prepare_directory(directory)
    clear(target)
    write_bytes(target / RESULTS, _parquet(table))
    write_text(target / called, to_json(summary))
    for name, content in (also or {}).items():
        write_bytes(target / name, content)
    if draw is not None:
        draw(prepare_directory(target / FIGURES))
    drawn = sorted(f"{FIGURES}/{file.name}" for file in (target / FIGURES).glob("*") if file.suffix in PICTURES)
    files = hashes(target, (called, *(also or {}), *beside, *drawn))
    write_text(target / MANIFEST, to_json({**manifest, "results_sha256": content_sha256(frame), "files": files}))
    return target


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def read_results(directory: str | Path) -> pd.DataFrame:
    """The results table of a comparison. Raises OSError, or ValueError if the file is damaged."""
    return read_sized(Path(directory) / RESULTS).to_pandas(ignore_metadata=True)


def verify_directory(directory: str | Path) -> Verification:
    """Hash the stored table again and compare with the manifest; damage is a problem, no error."""
    expected, unread_manifest = _attempt(_manifest_hash, directory, MANIFEST)
    found, unread_table = _attempt(_table_hash, directory, RESULTS)
    problems = [problem for problem in (unread_manifest, unread_table) if problem]
    if not problems and expected != found:
        problems.append(f"{RESULTS} is not the table of the manifest: its hash is {found}, not {expected}")
    if not unread_manifest and not problems:
        files = object_in(Path(directory) / MANIFEST).get("files", {})
        problems += unlike(Path(directory), files) if isinstance(files, dict) else [f"{MANIFEST}: files is no table"]
    return Verification(expected, found, tuple(problems))


def _attempt(read: Callable[[Path], str], directory: str | Path, name: str) -> tuple[str | None, str | None]:
    """What was read, or in one line why not."""
    try:
        return read(Path(directory)), None
    except FileNotFoundError:
        return None, f"{name} is missing" + (": what should be here is unfinished" if name == MANIFEST else "")
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        return None, f"{name} is damaged: {str(error).splitlines()[0]}"


def _manifest_hash(directory: Path) -> str:
    return str(object_in(directory / MANIFEST)["results_sha256"])


def _table_hash(directory: Path) -> str:
    return content_sha256(read_results(directory))
