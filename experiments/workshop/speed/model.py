"""How fast Cordiale is here and now: `python -m experiments.workshop.speed [--quick]`.

*Question*: does the speed that the architecture promises hold on this machine?
*Design*: the status-quo scenario with head counts scaled to a size; what starts cold, or is weighed, runs in
a process of its own. *Measure*: medians of several repeats by `time.perf_counter`. People are all people, leaders
included; an agent-week is one person living one week. *Expectation*: the targets, where the architecture or
the interface names one. Other work on the machine slows what is measured: the note below gives its load.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import cordiale
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import Company, execute, prepare, start
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.state import ARRAYS
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ...foundations.execution import attempts, processors
from ...foundations.output import Column, print_table
from ...foundations.talk import Talk
from .companies import QUARTERS, a_run, of_size
from .studies import rows

WEEKS = QUARTERS * WEEKS_PER_QUARTER
HUGE = 100_000
MIB = 2**20


class Line(NamedTuple):
    """A figure: what it is, what it should be, and what it is here."""

    what: str
    target: str
    reached: str


COLUMNS = (
    Column("what", lambda line: line.what, left=True),
    Column("target", lambda line: line.target, left=True),
    Column("reached", lambda line: line.reached),
)


class Effort(NamedTuple):
    """How much is measured: repeats, runs, weeks that Mesa lives, sizes of companies."""

    repeats: int
    runs: int
    mesa_weeks: int
    sizes: tuple[int, ...]


FULL = Effort(repeats=5, runs=200, mesa_weeks=6, sizes=(100, 1_000, 10_000))
QUICK = Effort(repeats=3, runs=40, mesa_weeks=2, sizes=(100, 1_000))


def median_seconds(work: Callable[[], object], repeats: int) -> float:
    """The median time that the work takes, after one time that does not count."""
    work()
    return statistics.median(_seconds(work) for _ in range(repeats))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


# Both schedulers on the same work


def engine_rate(company: Company, repeats: int) -> float:
    """Agent-weeks a second of the engine, founding not counted."""

    def seconds() -> float:
        org = start(company, a_run(company))
        return _seconds(lambda: advance(org, WEEKS))

    seconds()
    return len(company.blueprint.people) * WEEKS / statistics.median(seconds() for _ in range(repeats))


def mesa_rate(scenario: Scenario, weeks: int, repeats: int) -> float:
    """Agent-weeks a second of Mesa on the first weeks of the same run, founding not counted."""
    from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

    model = AlignmentModel(scenario, paradigm=scenario.company.paradigm, forces="all", rng=1, collect=False)
    model.step()
    times = [_seconds(model.step) for _ in range(max(weeks, repeats))]
    return len(model.agents) / statistics.median(times)


def engine_rate_over(company: Company, weeks: int, repeats: int) -> float:
    """Agent-weeks a second of the engine on the weeks that Mesa lived: from the second on."""

    def seconds() -> float:
        org = advance(start(company, a_run(company)), 1)
        return _seconds(lambda: advance(org, 1 + weeks))

    seconds()
    return len(company.blueprint.people) * weeks / statistics.median(seconds() for _ in range(repeats))


def schedulers(effort: Effort) -> Iterator[Line]:
    """Mesa and the engine, and how the cost of a person grows with the company."""
    rates = {}
    for size in effort.sizes:
        scenario = of_size(size)
        company = prepare(scenario)
        people = len(company.blueprint.people)
        weeks = max(effort.mesa_weeks, effort.repeats)
        mesa = mesa_rate(scenario, weeks, effort.repeats)
        ratio = engine_rate_over(company, weeks, effort.repeats) / mesa
        rates[size] = engine_rate(company, effort.repeats)
        yield Line(f"engine, {people:,} people: agent-weeks a second", "", f"{rates[size]:,.0f}")
        yield Line(f"Mesa, {people:,} people: agent-weeks a second", "", f"{mesa:,.0f}")
        yield Line(f"engine over Mesa, same weeks, {people:,} people", "about 100", f"{ratio:,.0f}")
    if {1_000, 10_000} <= rates.keys():
        cost = rates[1_000] / rates[10_000]
        yield Line("cost of an agent-week, 10,000 over 1,000 people", "", f"{cost:.2f}")


# Whole runs


def whole_runs(effort: Effort) -> Iterator[Line]:
    """Runs end to end: founding, 156 weeks, outcomes."""
    company = prepare(of_size(100))
    execute(company, a_run(company))
    runs = [a_run(company, replication) for replication in range(effort.runs)]
    crews: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(effort.repeats):  # in turn, so that what else the machine does weighs on both alike
        for workers, times in crews.items():
            times.append(_seconds(lambda crew=workers: list(attempts(company, runs, workers=crew))))  # type: ignore[misc]
    rates = {workers: len(runs) / statistics.median(times) for workers, times in crews.items()}
    for workers, rate in rates.items():
        yield Line(f"runs a second, 100 people, {WEEKS} weeks, {workers} worker(s)", "", f"{rate:,.1f}")
    yield Line("runs a second, 2 workers over 1", "", f"{rates[2] / rates[1]:.2f}")
    weight = size_of(advance(start(company, runs[0]), WEEKS))
    yield Line("memory of a replication under way, 100 people", "", f"{weight / MIB:.2f} MiB")


def size_of(org: object) -> int:
    """Bytes in the arrays of an organisation."""
    return sum(getattr(org, name).nbytes for name in ARRAYS)


# Studies


def studies(effort: Effort) -> Iterator[Line]:
    """What keeping a study costs, beside simulating it."""
    for what, target, reached in rows(quick=effort is QUICK):
        yield Line(what, target, reached)


# Cold starts and heavy weights, each in a process of its own

FIRST_RUN = """
import time
from cordiale import load_scenario
from cordiale.experiments.workshop.speed.companies import a_run
from cordiale.simulation.runs.company import execute, prepare
company = prepare(load_scenario())
begin = time.perf_counter()
execute(company, a_run(company, quarters=1))
print(time.perf_counter() - begin)
"""
HEAVY_RUN = """
import resource, sys, time
from cordiale import load_scenario
from cordiale.experiments.workshop.speed.companies import a_run, of_size
from cordiale.simulation.runs.company import execute, prepare
small = prepare(load_scenario())
execute(small, a_run(small, quarters=1))
company = prepare(of_size(int(sys.argv[1])))
begin = time.perf_counter()
execute(company, a_run(company))
scale = 1 if sys.platform == "darwin" else 1024
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale)
"""


def alone(*words: str, cache: str | None = None) -> str:
    """What a Python process of its own prints; with `cache`, machine code is looked for there only."""
    path = os.pathsep.join([str(Path(cordiale.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    surroundings = {**os.environ, "PYTHONPATH": path, **({"NUMBA_CACHE_DIR": cache} if cache else {})}
    shown = subprocess.run([sys.executable, *words], env=surroundings, capture_output=True, text=True, check=True)
    return shown.stdout


def cold_starts(effort: Effort) -> Iterator[Line]:
    """The first use ever, and every later one."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as out:
        study = ("-m", "cordiale.experiments.cli", "compare", "--quiet", "--out", out)
        first = _seconds(lambda: alone(*study, cache=cache))
        later = statistics.median(_seconds(lambda: alone(*study, cache=cache)) for _ in range(min(3, effort.repeats)))
    with tempfile.TemporaryDirectory() as cache:
        compiling = float(alone("-c", FIRST_RUN, cache=cache))
    helped = statistics.median(_seconds(lambda: alone("-m", "cordiale.experiments.cli", "--help")) for _ in range(5))
    yield Line("cordiale --help", "under 0.5 s", f"{helped:.2f} s")
    yield Line("first run ever: compiling", "about a minute", f"{compiling:.1f} s")
    yield Line("cordiale compare, all defaults", "", f"{later:.1f} s")
    yield Line("cordiale compare, all defaults, first use ever", "", f"{first:.1f} s")


def heavy_run() -> Iterator[Line]:
    """A company of a hundred thousand."""
    seconds, peak = map(float, alone("-c", HEAVY_RUN, str(HUGE)).split())
    yield Line(f"{HUGE:,} people, {QUARTERS} quarters: time", "", f"{seconds:.1f} s")
    yield Line(f"{HUGE:,} people, {QUARTERS} quarters: peak memory", "", f"{peak / MIB:,.0f} MiB")


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.speed", description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no companies of 10,000 and more")
    quick = parser.parse_args().quick
    effort, talk, lines = QUICK if quick else FULL, Talk(), []
    before = load()
    parts = {
        "whole runs": whole_runs(effort), "studies": studies(effort), "schedulers": schedulers(effort),
        "cold starts": cold_starts(effort),
    }  # fmt: skip
    if not quick:
        parts["heavy run"] = heavy_run()
    for name, part in parts.items():
        talk.say(f"measuring {name}")
        lines += list(part)
    machine = f"{processors()} processors, load {before} before and {load()} after"
    print_table(COLUMNS, lines, note=f"Medians; {machine}; Python {sys.version.split()[0]}.")


def load() -> str:
    """How many processes wanted a processor in the last minute, this one included."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
