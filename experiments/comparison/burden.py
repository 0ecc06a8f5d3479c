"""How long the rest of a comparison will take."""

from __future__ import annotations

import time

from ..foundations.talk import Talk

WATCHED, LONG = 5.0, 120.0  # seconds after which a forecast is sound; seconds to go that are worth a word


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
