"""Limits of time and memory for readers, and a watchdog for what nothing else ends."""

from __future__ import annotations

import faulthandler
import io
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import FrameType

from ...study.memory import limited

STANDARD_ERROR = 2  # by its number: nothing that is said meanwhile is shown
HANG = 300.0  # seconds by the clock without a sign of life, after which a process is ended
MEMORY = 2048  # MiB more than before


class TooLongError(KeyboardInterrupt):
    """A reader takes too long, and is interrupted; nothing that catches errors catches this."""


@contextmanager
def guarded() -> Iterator[Callable[[], None]]:
    """With a limit of time and memory, and nothing printed; what it gives is called now and then, as a sign of life.

    Raises TooLongError in what takes too long. A process that gives no sign of life is ended, saying where it hung.
    """

    def late(_: int, frame: FrameType | None) -> None:
        raise TooLongError

    def alive() -> None:
        faulthandler.dump_traceback_later(HANG, exit=True, file=STANDARD_ERROR)

    signal.signal(signal.SIGPROF, late)
    try:
        with limited(MEMORY), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield alive
    finally:
        faulthandler.cancel_dump_traceback_later()
