"""The `cordiale` command: it answers quickly, and an interrupt ends it quickly."""

from __future__ import annotations

import _thread
import atexit
import gc
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from .foundations.exits import INTERRUPTED, READER_GONE

BEGAN = time.perf_counter()  # what comes in later, most of all libraries, is time that a command takes
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
GRACE = 1.5  # seconds that an interrupted command has to end by itself
AGAIN = 0.01  # seconds after which an interrupt that nobody heard strikes again
MADE = 10_000  # objects after which Python looks for garbage; it does so after 700, also while libraries come in

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_struck = threading.Event()


def main() -> None:
    """Run the command that was typed, and end the process with its exit code."""
    _collect_rarely()
    _make_up_for_surroundings()
    _end_soon_after_interrupt()
    try:
        from .commands.verbs import application  # late: an interrupt is heard first

        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        application(sys.argv[1:])(prog_name="cordiale", obj=BEGAN)
    except BaseException:
        if not _struck.is_set():
            _flush_or_leave()
            raise
    _leave()


def _collect_rarely() -> None:
    """Look for garbage less often, and not at all at the end: nearly all that a command makes lives as long as it."""
    gc.set_threshold(MADE)
    atexit.register(gc.freeze)


def _make_up_for_surroundings() -> None:
    """A standard stream that was closed leads nowhere, and a terminal of no width is as wide as usual.

    The number of a closed stream would go to the next file that is opened, and what is said be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  (open to the end)
    if not os.environ.get("COLUMNS", "").strip("0"):
        os.environ.pop("COLUMNS", None)


def _flush_or_leave() -> None:
    """Write what is left; where whoever read it has gone, as `head` has, end without a word."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(READER_GONE)


def _leave() -> None:
    """End now: a simulation that still runs in another thread keeps nobody waiting, since it writes nothing."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(INTERRUPTED)


def _end_soon_after_interrupt() -> None:
    """See to it that Ctrl-C, and a polite request to end, is heard even where machine code is busy and Python is not.

    The second is ignored, so that cleaning up after the first is not disturbed.
    """
    listening, waking = socket.socketpair()
    waking.setblocking(False)
    signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
    heard = [each for each in ENDINGS if signal.getsignal(each) in (signal.default_int_handler, signal.SIG_DFL)]
    for each in heard:  # not what whoever started this had ignored, as `nohup` does
        signal.signal(each, _interrupt_once)
    if heard:
        sys.unraisablehook = _interrupt_again
        threading.Thread(target=_watch, args=(listening, waking), daemon=True).start()


def _interrupt_once(number: int, frame: FrameType | None) -> None:
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    _struck.set()
    raise KeyboardInterrupt


def _interrupt_again(unheard: UnraisableHookArgs) -> None:
    """Where Python ignores errors, as while it puts away the lock of an import, an interrupt would be lost."""
    if not (_struck.is_set() and isinstance(unheard.exc_value, KeyboardInterrupt)):
        sys.__unraisablehook__(unheard)
        return
    signal.signal(signal.SIGINT, _interrupt_once)
    threading.Timer(AGAIN, _strike).start()


def _strike() -> None:
    """Interrupt the main thread, also where it waits."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _watch(listening: socket.socket, waking: socket.socket) -> None:
    """Wait for the interrupt, leave some time to end decently, then end. Keeps `waking` open."""
    while listening.recv(1)[0] not in ENDINGS:
        pass
    time.sleep(GRACE)
    os.write(2, b"cordiale: interrupted\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
