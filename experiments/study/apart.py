"""A process of its own for runs that nobody can vouch for: it may hang, exit, crash or eat memory, and is replaced.

The process gets one run after the other, so that whatever ends it is known to be the fault of the run it had. It ends
by itself when its parent is gone, however that went.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from .bench import Bench, Orders
from .ledger import Failed
from .memory import lift_limit, limit_memory
from .parts import Outcomes
from .warm import warm_up
from .work import hung_run

READY = "ready"
LIFE = 200  # runs after which a process is replaced: Mesa 3.3 never frees a model that had agents
START = 600.0  # seconds that a process has to start, the model's compiling included
TRIES = 3  # processes that a run may end before it counts as failed
NAMES = {-int(each): each.name for each in signal.Signals}


class Apart:
    """One such process, started when it is needed."""

    def __init__(self, orders: Orders, *, deadline: float, memory: int) -> None:
        self.orders, self.deadline, self.memory = orders, deadline, memory
        self._process: Any = None
        self._pipe: Connection | None = None
        self._lived = 0

    def live(self, run: int, settings: dict[str, Any]) -> Outcomes | Failed:
        """The outcomes of a run, or why there are none, whatever the run does to its process.

        A process that dies may have been ended from outside: its run is tried again before it counts as failed.
        """
        for _ in range(TRIES - 1):
            result = self._live(run, settings)
            if not (isinstance(result, Failed) and result.kind == "exited" and not result.details):
                return result
        return self._live(run, settings)

    def _live(self, run: int, settings: dict[str, Any]) -> Outcomes | Failed:
        if self._process is None or self._lived >= LIFE:
            self.close()
            self._start()
        self._lived += 1
        assert self._pipe is not None
        try:
            self._pipe.send((run, settings))
            if not self._pipe.poll(self.deadline):
                self.close()
                return hung_run(run, self.deadline)
            result: Outcomes | Failed = self._pipe.recv()
            return result
        except (EOFError, OSError):
            return self._ended(run)

    def kill(self) -> None:
        """End the process at once; whoever waits for it in another thread is told that it ended."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _ended(self, run: int) -> Failed:
        process = self._process
        process.join(1.0)
        code = process.exitcode
        self.close()
        how = f"was killed by {NAMES.get(code, -code)}" if code is not None and code < 0 else f"exited with code {code}"
        return Failed(run, "exited", f"its process {how}")

    def _start(self) -> None:
        """Start the process and wait until it is ready. Raises RuntimeError if it cannot be."""
        context: Any = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
        if os.name != "nt":
            context.set_forkserver_preload([__name__])
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.orders, self.memory), daemon=True)
        process.start()
        self._process = process
        theirs.close()
        self._lived = 0
        try:
            ready = self._pipe.poll(START) and self._pipe.recv() == READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.close()
            raise RuntimeError("a worker process did not start")


def serve(pipe: Connection, orders: Orders, memory: int) -> None:
    """The life of a worker process: live the runs that come, until nobody sends any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    lift_limit()
    warm_up(mesa=bool(orders.agents.classes), rules=orders.rules)
    limit_memory(memory)
    bench = Bench(orders)
    with suppress(EOFError, OSError):
        pipe.send(READY)
        while True:
            run, settings = pipe.recv()
            pipe.send(bench.live(run, settings))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
