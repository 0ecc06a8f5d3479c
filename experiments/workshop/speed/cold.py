"""What starts cold, and what is heavy: each in a process of its own, which this module is, too."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from statistics import median

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.scenario.files import load_scenario

from .clock import MIB, Effort, Line, alone, seconds
from .sizes import QUARTERS, a_run, of_size

HUGE = 100_000
HERE = ("-m", "cordiale.experiments.workshop.speed.cold")
COMMAND = ("-m", "cordiale.experiments.cli")


def cold_starts(effort: Effort) -> Iterator[Line]:
    """The first use ever, and every later one."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as out:
        compare = (*COMMAND, "compare", "--quiet", "--out", out)
        first = seconds(lambda: alone(*compare, cache=cache))
        later = median(seconds(lambda: alone(*compare, cache=cache)) for _ in range(min(3, effort.repeats)))
    with tempfile.TemporaryDirectory() as cache:
        compiling = float(alone(*HERE, "first_run", cache=cache))
    helped = median(seconds(lambda: alone(*COMMAND, "--help")) for _ in range(5))
    yield Line("cordiale --help", "under 0.5 s", f"{helped:.2f} s")
    yield Line("first run ever: machine code", "under 12 s", f"{compiling:.1f} s")
    yield Line("cordiale compare, all defaults", "", f"{later:.1f} s")
    yield Line("cordiale compare, all defaults, first use ever", "", f"{first:.1f} s")


def heavy(effort: Effort) -> Iterator[Line]:
    """A company of a hundred thousand."""
    taken, peak = map(float, alone(*HERE, "heavy_run").split())
    yield Line(f"{HUGE:,} people, {QUARTERS} quarters: time", "", f"{taken:.1f} s")
    yield Line(f"{HUGE:,} people, {QUARTERS} quarters: peak memory", "", f"{peak / MIB:,.0f} MiB")


# What the processes of their own do


def first_run() -> None:
    """A small run where no machine code is kept yet; prints its seconds."""
    company = prepare(load_scenario())
    print(seconds(lambda: execute(company, a_run(company, quarters=1))))


def heavy_run() -> None:
    """A run of the huge company, compiled beforehand; prints its seconds and the most memory it had, in bytes."""
    import resource  # late: not on every system

    small = prepare(load_scenario())
    execute(small, a_run(small, quarters=1))
    company = prepare(of_size(HUGE))
    taken = seconds(lambda: execute(company, a_run(company)))
    scale = 1 if sys.platform == "darwin" else 1024
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale)


WORK: dict[str, Callable[[], None]] = {work.__name__: work for work in (first_run, heavy_run)}

if __name__ == "__main__":
    WORK[sys.argv[1]]()
