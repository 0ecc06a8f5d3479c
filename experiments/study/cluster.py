"""Work on many machines: Dask's executor, found by the address of its scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from ..foundations.errors import installing
from .file import StudyError

PATIENCE = 30  # seconds to find the scheduler


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The executor of the Dask cluster whose scheduler is at an address, such as `tcp://head:8786`.

    Raises StudyError if Dask is not installed or no scheduler answers.
    """
    try:
        from distributed import Client  # late: an extra
    except ImportError as error:
        raise StudyError(f"--dask needs the extra cluster: {installing('cluster')}") from error
    try:
        client: Any = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise StudyError(f"--dask {address}: no scheduler answers there: {error}") from error
    try:
        yield client.get_executor(pure=False)
    finally:
        client.close(timeout=1)
