"""The record of a run as files beside its results: whole or absent, and the folder unfinished until all is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .atomic import refusals, remove_file
from .claiming import MANIFEST

Keep = Callable[[str, Any], None]


@contextmanager
def recording(directory: Path | None) -> Iterator[Keep | None]:
    """What keeps a run's tables, in files that appear at the end; nothing, if no folder is given.

    Raises StoreError if the folder cannot be written to.
    """
    if directory is None:
        yield None
        return
    from cordiale.simulation.recording.parquet import Files  # late: pyarrow takes its time

    with refusals(directory), Files(directory) as files:
        yield files.keep
        remove_file(directory / MANIFEST)
