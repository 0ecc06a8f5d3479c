"""Tables of a record as Parquet files in a folder: whole, or absent."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from .arrow import NAME, schema
from .contents import OF_RUN, parquet

ASIDE = ".cordiale-tmp"  # what a file is called at the end while it is written


class Files:
    """The files of a record under way; they appear all at once, when nothing was raised until the end.

    Used as a context; `keep` adds a chunk to a table. Raises OSError if the folder cannot be written to.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        mark = secrets.token_hex(6)
        self.aside = {name: self.folder / f".{parquet(name)}.{mark}{ASIDE}" for name in OF_RUN}
        self.writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        try:
            for name, place in self.aside.items():
                words = [field.name for field in schema(name) if field.type == NAME]
                self.writers[name] = pq.ParquetWriter(
                    place, schema(name), compression="zstd", compression_level=1, use_dictionary=words
                )
        except BaseException:
            self._undo()
            raise
        return self

    def keep(self, name: str, chunk: pa.Table) -> None:
        """Add rows to a table."""
        self.writers[name].write_table(chunk)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for writer in self.writers.values():
                writer.close()
            if kind is None:
                self._appear()
        finally:
            self._undo()

    def _appear(self) -> None:
        """Down to the disk, and then under their own names."""
        for place in self.aside.values():
            with open(place, "r+b") as file:
                os.fsync(file.fileno())
        for name, place in self.aside.items():
            os.replace(place, self.folder / parquet(name))

    def _undo(self) -> None:
        """Nothing stays aside."""
        for place in self.aside.values():
            place.unlink(missing_ok=True)


class InOrder:
    """Tables of many runs, kept in the order of the runs, whichever ends first."""

    def __init__(self, keep: Callable[[str, pa.Table], None]) -> None:
        self.keep, self.next = keep, 0
        self.waiting: dict[int, dict[str, pa.Table]] = {}

    def take(self, place: int, tables: dict[str, pa.Table]) -> None:
        """The tables of the run with this place in the plan; those that are next are kept now."""
        self.waiting[place] = tables
        while self.next in self.waiting:
            for name, table in self.waiting.pop(self.next).items():
                self.keep(name, table)
            self.next += 1
