"""What lies in a study's folder, by name, and who may write there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..foundations.atomic import StoreError

STUDY, POINTS, LEDGER, MANIFEST, LOCK = "study.json", "plan.parquet", "ledger.sqlite", "manifest.json", "lock"
PARTS, SET_ASIDE = "parts", "set-aside"
PATIENCE = 1.0  # seconds to wait for a lock: somebody may just be asking whether it is held


class BusyError(StoreError):
    """Another process works on the study."""


def is_study(directory: Path) -> bool:
    """Whether a study was planned in a folder."""
    return (directory / STUDY).is_file()


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """Hold a study, or the place for one, for oneself; the lock ends with the process, however that ends.

    Nothing else is touched before. Raises BusyError, StoreError.
    """
    lock = FileLock(directory / LOCK)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise BusyError(f"{directory}: another process is working on this study") from None
    except OSError as error:
        raise StoreError(f"cannot write to {directory}: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def is_held(directory: Path) -> bool:
    """Whether a process works on the study now; False where that cannot be found out."""
    try:
        with FileLock(directory / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False
