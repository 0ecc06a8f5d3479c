"""Whose folder it is: one writer at a time, and nobody writes over what another verb, or somebody else, left there."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .atomic import StoreError, remove_file
from .kept_json import object_in

LOCK, MANIFEST, STUDY = "lock", "manifest.json", "study.json"
RESULTS, SUMMARY, FIGURES = "results.parquet", "summary.json", "figures"
TITLE = "Cordiale results: one row per run and quarter"  # what a results table says of itself
SWEEP = "sweep"  # the verb that leaves a study, which has no such table
PICTURES = (".png", ".svg")
CRATE, REQUIREMENTS = "ro-crate-metadata.json", "requirements.txt"
# What `export` adds, which no manifest lists.
EXPORTED = ("results.csv", "results-table.csv", "results.nc", CRATE, REQUIREMENTS)
PATIENCE = 1.0  # seconds to wait for a lock: somebody may just be asking whether it is held
ELSEWHERE = "choose another folder, or move that away"


class BusyError(StoreError):
    """Another process works in the folder."""


@contextmanager
def held(directory: Path, *, leaves: bool = False) -> Iterator[None]:
    """Hold a folder, or the place for one, for oneself; the lock ends with the process, however that ends.

    Nothing else is touched before. A lock that `leaves` takes its file along. Raises BusyError, StoreError.
    """
    lock = FileLock(directory / LOCK)
    try:
        _take(lock, directory)
        yield
    finally:
        if leaves and lock.is_locked:
            with suppress(OSError):  # where an open file cannot be removed it stays
                (directory / LOCK).unlink()
        lock.release()


def _take(lock: FileLock, directory: Path) -> None:
    """Acquire a lock; one that an interrupt left half taken would be nobody's, so that its file would stay."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _undisturbed():
            lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise BusyError(f"{directory}: another process is working in this folder") from None
    except OSError as error:
        raise StoreError(f"cannot write to {directory}: {error.strerror or error}") from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interrupt wait until this is over; it strikes the main thread alone."""
    waiting: list[int] = []
    mine = signal.valid_signals() if threading.current_thread() is threading.main_thread() else ()
    heard = {each: handler for each in mine if callable(handler := signal.getsignal(each))}
    try:
        for each in heard:
            signal.signal(each, lambda number, _: waiting.append(number))
        yield
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)


def is_held(directory: Path) -> bool:
    """Whether a process works in the folder now; False where that cannot be found out. Leaves nothing there."""
    if not (directory / LOCK).exists():
        return False
    try:
        with FileLock(directory / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


@contextmanager
def claimed(directory: Path, verb: str) -> Iterator[None]:
    """Hold a folder for what a verb will leave in it. Raises BusyError, and StoreError if it is another's.

    A study keeps its lock: many processes come and go there. Elsewhere it leaves with the verb.
    """
    refuse_others(directory, verb)
    with held(directory, leaves=verb != SWEEP):
        refuse_others(directory, verb)  # somebody may have been quicker
        yield


def refuse_others(directory: Path, verb: str) -> None:
    """Raise StoreError if a folder holds what another verb left, or files of these names that nobody here made."""
    if directory.resolve() == Path(directory.resolve().anchor):
        raise StoreError(f"{directory} is the root of the disk, not a folder for results: choose another folder")
    if (directory / STUDY).is_file():
        left = SWEEP
    elif (directory / MANIFEST).exists():
        left = verb_of(directory)
    elif (directory / RESULTS).exists():
        left = _unfinished_by(directory / RESULTS, verb)
    else:
        left = "" if any((directory / name).exists() for name in (SUMMARY, FIGURES)) else verb
    if not left:
        raise StoreError(f"{directory} holds files of the names of results that Cordiale did not make: {ELSEWHERE}")
    if left != verb:
        raise StoreError(f"{directory} holds what `cordiale {left}` left: {ELSEWHERE}")


def verb_of(directory: Path) -> str:
    """The verb that left a manifest in a folder; empty if it is not a manifest of Cordiale's."""
    try:
        manifest = object_in(directory / MANIFEST)
        if "verb" in manifest:
            return str(manifest["verb"])
        words = [str(word) for word in manifest["command"][1:]]  # edition 0.2.0 knew no verb
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return next((word for word in words if not word.startswith("-")), "")


def _unfinished_by(results: Path, verb: str) -> str:
    """The verb that left a table without a manifest: any that leaves one; none if it is not Cordiale's."""
    import pyarrow as pa  # late: PyArrow takes its time
    import pyarrow.parquet as pq  # late: as well

    try:
        metadata = pq.read_schema(results).metadata or {}
    except (OSError, pa.ArrowException):
        return ""
    if metadata.get(b"title") != TITLE.encode():
        return ""
    return verb if verb != SWEEP else "compare"


def exported_to(directory: Path, name: str, to: Path | None) -> Path:
    """Where an export of a folder goes: where it is said, or under its name in the folder.

    Raises StoreError if that would be written over something else that the folder holds.
    """
    if to is None:
        return directory / name
    if to.is_file() and to.name not in EXPORTED and to.resolve().is_relative_to(directory.resolve()):
        raise StoreError(f"{to} is there already, and part of what {directory} holds: choose another name")
    return to


def clear(directory: Path) -> None:
    """Remove what an earlier command of the same verb left: the manifest first, then pictures and what it lists.

    So a folder never mixes two results: without a manifest it is unfinished. Raises StoreError.
    """
    listed = _listed(directory)
    remove_file(directory / MANIFEST)
    pictures = [file for file in (directory / FIGURES).glob("*") if file.suffix in PICTURES]
    for file in (*pictures, *(directory / name for name in listed)):
        if file.is_file():
            remove_file(file)


def _listed(directory: Path) -> list[str]:
    """The files that a manifest lists, by their names in the folder; none that lie elsewhere."""
    try:
        names = list(object_in(directory / MANIFEST)["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in names if (directory / name).resolve().is_relative_to(directory.resolve())]
