"""What a table of results takes, told before anything runs, where it is more than the machine has."""

from __future__ import annotations

import os

from cordiale.simulation.world.outcomes import QUARTER

from .errors import UsersError

COPIES = 2  # the outcomes as they come, and the table made of them


def bytes_of_table(runs: int, quarters: int) -> int:
    """Bytes that the outcomes of so many runs take in memory, quarter 0 included.

    >>> bytes_of_table(1, 1) == 2 * 2 * QUARTER.itemsize
    True
    """
    return COPIES * runs * (quarters + 1) * QUARTER.itemsize


def check_extent(runs: int, quarters: int) -> None:
    """Refuse a table of more than this machine's memory. Raises UsersError with the estimate."""
    needed, there = bytes_of_table(runs, quarters), memory()
    if there is not None and needed > there:
        told = f"{runs:,} runs of {quarters:,} quarters take about {needed / 1e9:,.0f} GB of memory"
        raise UsersError(
            f"{told}, and this machine has {there / 1e9:,.0f}; take fewer replications, paradigms or force sets, or "
            "a study (cordiale sweep), which keeps its results on disk"
        )


def memory() -> int | None:
    """Bytes of memory of this machine; None where that cannot be known."""
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
