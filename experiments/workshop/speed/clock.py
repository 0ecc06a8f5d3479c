"""How time is taken, and how a figure is told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cordiale

MIB = 2**20


class Line(NamedTuple):
    """A figure: what it is, what it should be, and what it is here."""

    what: str
    target: str
    reached: str


class Effort(NamedTuple):
    """How much is measured: repeats, runs, weeks that Mesa lives, sizes of companies; whether to stay quick."""

    repeats: int
    runs: int
    mesa_weeks: int
    sizes: tuple[int, ...]
    quick: bool = False


FULL = Effort(repeats=5, runs=200, mesa_weeks=6, sizes=(100, 1_000, 10_000))
QUICK = Effort(repeats=3, runs=40, mesa_weeks=2, sizes=(100, 1_000), quick=True)


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time that the work takes in this process, all its threads together."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def alone(*words: str, cache: str | None = None, plain: bool = False) -> str:
    """What a Python process of its own prints; with `cache`, machine code is looked for there only.

    `plain`: rules are not compiled.
    """
    path = os.pathsep.join([str(Path(cordiale.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    surroundings = {**os.environ, "PYTHONPATH": path, **({"NUMBA_CACHE_DIR": cache} if cache else {})}
    surroundings |= {"NUMBA_DISABLE_JIT": "1"} if plain else {}
    shown = subprocess.run([sys.executable, *words], env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    return shown.stdout
