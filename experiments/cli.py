"""The `cordiale` command: it answers quickly, and an interrupt ends it quickly."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

from .foundations.exits import INTERRUPTED

GRACE = 1.5  # seconds that an interrupted command has to end by itself


_struck = threading.Event()


def main() -> None:
    """Run the command that was typed, and end the process with its exit code."""
    _end_soon_after_interrupt()
    try:
        from .commands.verbs import application  # late: an interrupt is heard first

        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        application(sys.argv[1:])(prog_name="cordiale")
    except BaseException:
        if not _struck.is_set():
            raise
    _leave()


def _leave() -> None:
    """End now: a simulation that still runs in another thread keeps nobody waiting, since it writes nothing."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(INTERRUPTED)


def _end_soon_after_interrupt() -> None:
    """See to it that Ctrl-C ends the process even where machine code is busy and Python cannot listen.

    The second Ctrl-C is ignored, so that cleaning up after the first is not disturbed.
    """
    listening, waking = socket.socketpair()
    waking.setblocking(False)
    signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt_once)
        threading.Thread(target=_watch, args=(listening, waking), daemon=True).start()


def _interrupt_once(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    _struck.set()
    raise KeyboardInterrupt


def _watch(listening: socket.socket, waking: socket.socket) -> None:
    """Wait for the interrupt, leave some time to end decently, then end. Keeps `waking` open."""
    while listening.recv(1) != bytes([signal.SIGINT]):
        pass
    time.sleep(GRACE)
    os.write(2, b"cordiale: interrupted\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
