"""Whether a comparison fits this machine, and how long the rest of it will take."""

from __future__ import annotations

import os
import time

from cordiale.simulation.world.outcomes import IDENTITY, OUTCOMES

from ..foundations.errors import UsersError
from ..foundations.talk import Talk

ROW = 8 * (len(IDENTITY) + len(OUTCOMES))  # bytes of a quarter of a run
COPIES = 2  # what the engine gives, and the table made of it
GIB = 2**30
WATCHED, LONG = 5.0, 120.0  # seconds after which a forecast is sound; seconds to go that are worth a word


def refuse_too_much(runs: int, quarters: int) -> None:
    """Raises UsersError if the results of so many runs would not fit the memory of this machine."""
    needed, there = COPIES * ROW * runs * (quarters + 1), memory()
    if there is not None and needed > there:
        raise UsersError(
            f"paradigms x forces x replications = {runs:,} runs of {quarters:,} quarters need about "
            f"{needed / GIB:,.0f} GiB of memory, this machine has {there / GIB:,.0f}; ask for fewer, or for a study "
            "(`cordiale sweep`), which keeps its runs on disk"
        )


def memory() -> int | None:
    """Bytes of memory of this machine; None where that cannot be known."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


class Forecast:
    """Says, once it can be known, how long so many runs will take in all, if that is long."""

    def __init__(self, talk: Talk, total: int) -> None:
        self._talk, self._total = talk, total
        self._first = 0.0
        self._said = False

    def __call__(self, done: int) -> None:
        """So many are done; the first may have had to compile, so that it does not count."""
        now = time.monotonic()
        if done == 1:
            self._first = now
        elif not self._said and now - self._first > WATCHED:
            self._said = True
            left = (self._total - done) * (now - self._first) / (done - 1)
            if left > LONG:
                self._talk.say(f"about {span(left)} to go")


def span(seconds: float) -> str:
    """A time to wait.

    >>> span(130), span(3 * 3600), span(4e5)
    ('2 min', '3.0 h', '4.6 days')
    """
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 2 * 86400 else f"{seconds / 86400:.1f} days"
