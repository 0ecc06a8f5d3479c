"""How much memory a process may ask for; on Linux, elsewhere nothing is limited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIB = 2**20
STATUS = Path("/proc/self/status")


def data_in_use() -> int | None:
    """Bytes of memory of its own that this process has asked for so far; None where that cannot be known."""
    try:
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmData:"))
    except (OSError, StopIteration):
        return None
    return int(line.split()[1]) * 1024


def limit_memory(more: int) -> None:
    """From now on this process gets at most so many MiB more; what asks for more raises MemoryError."""
    used = data_in_use()
    if used is not None:
        import resource  # late: not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = used + more * MIB
        resource.setrlimit(
            resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )


def lift_limit() -> None:
    """Let this process ask for as much as it was allowed before; its parent may have left it little."""
    if data_in_use() is not None:
        import resource  # late: not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


@contextmanager
def limited(more: int) -> Iterator[None]:
    """As `limit_memory`, for a while."""
    if data_in_use() is None:
        yield
        return
    import resource  # late: not on every system

    before = resource.getrlimit(resource.RLIMIT_DATA)
    limit_memory(more)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
