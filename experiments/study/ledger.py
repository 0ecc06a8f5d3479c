"""The ledger: which runs are done, which failed, and by what the parts that hold them are known.

A SQLite file with a rollback journal, which network file systems can bear, written once for each part. A part is
entered after its file lies on the disk under its name, all its runs with it, or not at all.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..foundations.atomic import StoreError
from .folder import LEDGER
from .planning import Part

TABLES = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS parts (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, file_sha256 TEXT, bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, sha256 BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS failures (
    run INTEGER PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL, details TEXT NOT NULL);
COMMIT;
"""
FAULTS = {  # what SQLite allows and a ledger never holds: a row that it gives is a fault, in these words
    """SELECT first FROM parts WHERE first < 0 OR typeof(last) != 'integer' OR last <= first
       OR typeof(bytes) != 'integer' OR typeof(file_sha256) NOT IN ('text', 'null')""": "its part from run {} is none",
    "SELECT run FROM runs WHERE typeof(sha256) != 'blob' OR length(sha256) != 32": "what run {} is known by is none",
    """SELECT run FROM failures WHERE typeof(kind) != 'text' OR typeof(reason) != 'text'
       OR typeof(details) != 'text'""": "why run {} failed is no text",
    """SELECT first, last - 1 FROM (SELECT first, last,
         (SELECT count(*) FROM runs WHERE run >= first AND run < last)
         + (SELECT count(*) FROM failures WHERE run >= first AND run < last) AS ended FROM parts)
       WHERE ended != last - first""": "it does not say once what became of each of the runs {} to {}",
    """SELECT total, ended FROM (SELECT (SELECT coalesce(sum(last - first), 0) FROM parts) AS total,
         (SELECT count(*) FROM runs) + (SELECT count(*) FROM failures) AS ended)
       WHERE total != ended""": "its parts hold {} runs, and it names {}",
}
PATIENCE = 30.0  # seconds to wait for another process that reads or writes


class Failed(NamedTuple):
    """A run that did not end well: how (`raised`, `hung`, `exited`, `memory`, `not a number`), and why."""

    run: int
    kind: str
    reason: str
    details: str = ""


class Entry(NamedTuple):
    """A part as the ledger knows it; without a file if all its runs failed."""

    part: Part
    file_sha256: str | None
    bytes: int


class Ledger:
    """The ledger of a study in a folder. Raises StoreError for what the disk refuses, and for a damaged file."""

    def __init__(self, directory: Path, *, writable: bool = True) -> None:
        self.file = directory / LEDGER
        with self._refusals():
            self.connection = self._connect("rwc" if writable else "rw" if _may_write(directory) else "ro")
            if writable:
                self.connection.execute("PRAGMA synchronous = FULL")
            if self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                self.connection.executescript(TABLES)

    def _connect(self, mode: str) -> sqlite3.Connection:
        """A connection to the file, or, to look only, to an empty ledger where there is none yet."""
        if self.file.exists() and not self.file.is_file():
            raise DamagedError(f"{self.file} is damaged: it is no file")
        begun = mode == "rwc" or (self.file.is_file() and self.file.stat().st_size > 0)
        where = f"{self.file.absolute().as_uri()}?mode={mode}" if begun else ":memory:"
        return sqlite3.connect(where, uri=True, timeout=PATIENCE, isolation_level=None)

    def close(self) -> None:
        self.connection.close()

    def check(self) -> None:
        """Raises DamagedError if the file is not sound all through, or does not say what became of each run."""
        with self._refusals():
            said = [row[0] for row in self.connection.execute("PRAGMA quick_check(1)")]
            if said != ["ok"]:
                raise DamagedError(f"{self.file} is damaged: {said[0].splitlines()[0]}")
            for query, why in FAULTS.items():
                try:
                    found = self.connection.execute(query).fetchone()
                except sqlite3.OperationalError as error:
                    if "no such" not in str(error):
                        raise
                    raise DamagedError(f"{self.file} is damaged: {error}") from error
                if found is not None:
                    raise DamagedError(f"{self.file} is damaged: {why.format(*found)}")

    def enter(self, entry: Entry, digests: dict[int, bytes], failures: Iterable[Failed]) -> None:
        """A part is whole: all its runs at once, instead of what was known of them."""
        part = entry.part
        with self._refusals(), self._transaction():
            self._strike(part)
            self.connection.execute("INSERT INTO parts VALUES (?, ?, ?, ?)", (*part, entry.file_sha256, entry.bytes))
            self.connection.executemany("INSERT INTO runs VALUES (?, ?)", digests.items())
            self.connection.executemany("INSERT INTO failures VALUES (?, ?, ?, ?)", failures)

    def strike(self, part: Part) -> None:
        """A part is to be run again: nothing of it is known."""
        with self._refusals(), self._transaction():
            self._strike(part)

    def _strike(self, part: Part) -> None:
        self.connection.execute("DELETE FROM parts WHERE first >= ? AND first < ?", part)
        self.connection.execute("DELETE FROM runs WHERE run >= ? AND run < ?", part)
        self.connection.execute("DELETE FROM failures WHERE run >= ? AND run < ?", part)

    def entries(self) -> list[Entry]:
        """All parts that are whole, in order."""
        with self._refusals():
            rows = self.connection.execute("SELECT first, last, file_sha256, bytes FROM parts ORDER BY first")
            return [Entry(Part(first, last), sha, size) for first, last, sha, size in rows]

    def failures(self) -> list[Failed]:
        """All runs that failed, in order."""
        with self._refusals():
            return [Failed(*row) for row in self.connection.execute("SELECT * FROM failures ORDER BY run")]

    def counts(self) -> tuple[int, int]:
        """How many runs are done, and how many failed."""
        with self._refusals():
            query = "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM failures)"
            done, failed = self.connection.execute(query).fetchone()
            return int(done), int(failed)

    def digests(self, part: Part) -> dict[int, bytes]:
        """What the runs of a part that are done are known by."""
        with self._refusals():
            rows = self.connection.execute("SELECT run, sha256 FROM runs WHERE run >= ? AND run < ?", part)
            return dict(rows.fetchall())

    def sha256(self, plan_sha256: str) -> str:
        """The content hash of all results so far: over the plan, and number and digest of every run that is done.

        In the order of the runs, so that it does not matter in which order they arrived, nor in which parts they lie.
        """
        total = hashlib.sha256(f"cordiale study results 1 {plan_sha256}".encode())
        with self._refusals():
            for run, digest in self.connection.execute("SELECT run, sha256 FROM runs ORDER BY run"):
                total.update(int(run).to_bytes(8, "little") + digest)
        return total.hexdigest()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite's own message may hold what is damaged
            damaged = not isinstance(error, sqlite3.OperationalError)
            said = f"{self.file} is damaged" if damaged else f"cannot use {self.file}"
            raise (DamagedError if damaged else StoreError)(f"{said}: {error}") from error


class DamagedError(StoreError):
    """The ledger is not one any more."""


def _may_write(directory: Path) -> bool:
    return os.access(directory, os.W_OK)
