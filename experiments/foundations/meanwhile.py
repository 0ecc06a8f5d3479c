"""What is needed later comes in while something else is done: machine code leaves Python free to import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread

TURN = 0.0005  # seconds after which whoever imports gives way to other threads: a tenth of what is usual


@contextmanager
def importing(*modules: str) -> Iterator[None]:
    """Begin to import modules, by their full names; at the end of what is done meanwhile they are there."""
    turn, thread = sys.getswitchinterval(), Thread(target=_bring_in, args=modules)
    sys.setswitchinterval(TURN)
    thread.start()
    try:
        yield
        thread.join()
    finally:
        sys.setswitchinterval(turn)


def _bring_in(*modules: str) -> None:
    with suppress(Exception):  # which whoever needs the module meets
        for module in modules:
            import_module(module)
