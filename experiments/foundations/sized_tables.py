"""Reading Parquet that somebody may have put there: what a file says of its size is held against memory first.

A few kilobytes can hold a billion rows that are all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .extent import memory

CELL = 24  # bytes that a cell takes while a table is read and looked at
USUAL_MEMORY = 8e9  # bytes, where a machine does not say how much it has


def read_sized(file: Path, *, columns: Sequence[str] | None = None, most: int | None = None) -> pa.Table:
    """The table in a Parquet file, or some of its `columns`; it holds `most` rows at most, where that is known.

    Raises ValueError, before anything is read, for more rows and for more than this machine's memory, and for what
    the library cannot read; OSError, pa.ArrowException.
    """
    with _refusing(file):
        about = pq.read_metadata(file)
    if most is not None and about.num_rows > most:
        raise ValueError(f"{file.name} has {about.num_rows:,} rows; {most:,} at most belong there")
    needed, there = about.num_rows * (about.num_columns if columns is None else len(columns)) * CELL, memory()
    if needed > (there or USUAL_MEMORY):
        takes = f"{about.num_rows:,} rows, which take about {needed / 1e9:,.1f} GB of memory to read"
        raise ValueError(f"{file.name} has {takes}; this machine has {(there or USUAL_MEMORY) / 1e9:,.1f}")
    with _refusing(file):
        return pq.read_table(file, columns=None if columns is None else list(columns))


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """What the library cannot read is told as a fault of the file. Raises ValueError."""
    try:
        yield
    except pa.ArrowNotImplementedError as error:
        raise ValueError([*str(error).splitlines(), file.name][0]) from error
