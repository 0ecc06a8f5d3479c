"""How fast studies are, measured. *Question*: what does keeping a study cost, beside simulating it?

*Design*: the status quo, scaled to 100 people where that is said, and a tiny company where only the keeping counts.
*Measure*: wall-clock time, for overhead the processor time of this process, which other work on the machine disturbs
less; resident memory of a process of its own. *Expectation*: the targets of the issue that asked for studies.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.world.outcomes import NAMES

from ...foundations.talk import Talk
from ...study.carrying_out import carry_out, keep
from ...study.file import checked
from ...study.frozen import plant
from ...study.inspection import open_ledger
from ...study.orders import company_at, run_at
from ...study.planning import Plan, plan
from ...study.warm import FEW, warm_up
from ...study.work import done
from .clock import MIB, Effort, Line, alone, processor_seconds, seconds
from .sizes import of_size

TARGET = 100_000  # runs of the study that is projected


def study(
    *, points: int, replications: int, quarters: int, company: dict[str, int] | None = None, outcomes: int = 8
) -> Plan:
    """A study of the status quo, or of a company with other head counts, over paradigms and leadership."""
    levels = {"low": 0.0, "high": 1.0, "levels": points // 2}
    document: dict[str, Any] = {
        "schema": 1, "replications": replications, "quarters": quarters, "outcomes": list(NAMES[:outcomes]),
        "factors": {"paradigm": ["status-quo", "proportional"], "leadership.strength": levels},
        "fixed": {f"company.{name}": count for name, count in (company or {}).items()},
    }  # fmt: skip
    return plan(checked(document, "benchmark"))


def overhead(repeats: int, points: int = 20, replications: int = 50, quarters: int = 8) -> tuple[float, float]:
    """The share of a sweep that is not simulating, and the milliseconds that a run takes.

    Simulating is what `engine.execute` does on a company that is ready. All on one worker, in turn.
    """
    made = study(points=points, replications=replications, quarters=quarters)
    base = prepare(made.scenario)
    ready = [(company_at(base, made.settings(point)), made.settings(point)) for point in range(made.points)]

    def simulate() -> None:
        for company, settings in ready:
            for replication in range(replications):
                execute(company, run_at(made.scenario, settings, replication=replication, seed=1, quarters=quarters))

    def sweep() -> None:
        with tempfile.TemporaryDirectory() as folder:
            carry_out(made, folder, workers=1)

    warm_up()
    shares, times = [], []
    for _ in range(repeats):
        bare, whole = processor_seconds(simulate), processor_seconds(sweep)
        shares.append(1 - bare / whole)
        times.append(1000 * bare / made.runs)
    return median(shares), median(times)


def rate(made: Plan, workers: int) -> float:
    """Runs a second of a whole study, planning and keeping included."""
    with tempfile.TemporaryDirectory() as folder:
        return made.runs / seconds(lambda: carry_out(made, folder, workers=workers))


def of_hundred(runs: int) -> Plan:
    """A study of a hundred people over twelve quarters."""
    company = of_size(100).company
    heads = {"reps": company.reps, "marketers": company.marketers}
    return study(points=20, replications=runs // 20, quarters=12, company=heads)


def resume_start(runs: int) -> float:
    """Seconds of `cordiale resume` on a study whose runs are all done: what it takes before anything is simulated."""
    made = study(points=1000, replications=runs // 1000, quarters=4, company=FEW)
    with tempfile.TemporaryDirectory() as folder:
        pretend_done(made, Path(folder))
        return seconds(lambda: alone("-m", "cordiale.experiments.cli", "resume", folder, "--quiet"))


def pretend_done(made: Plan, folder: Path) -> None:
    """Leave a study as if all of it had been simulated; only the numbers are drawn from a hat."""
    plant(made, folder)
    hat = np.random.default_rng(1)
    ledger = open_ledger(folder, Talk(quiet=True))
    shape = (made.study.quarters + 1, len(made.study.outcomes))
    for part in made.parts():
        keep(made, folder, ledger, done(part, {run: hat.random(shape) for run in range(part.first, part.last)}))
    ledger.close()


def memory_growth(runs: int) -> float:
    """Bytes of resident memory that a study of so many tiny runs adds to a process that has done a small one."""
    return float(alone("-m", "cordiale.experiments.workshop.speed.studies", str(runs)))


def grow(runs: int) -> None:
    """What a process of its own does for `memory_growth`; prints the bytes."""
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        carry_out(study(points=20, replications=10, quarters=1, company=FEW), folder, workers=2)
    made = study(points=1000, replications=runs // 1000, quarters=1, company=FEW)
    before = resident()
    with tempfile.TemporaryDirectory() as folder:
        carry_out(made, folder, workers=2)
    print(resident() - before)


def resident() -> int:
    """Bytes of memory that this process has in use now (Linux; elsewhere the most it ever had)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource  # late: not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def studies(effort: Effort) -> Iterator[Line]:
    """What keeping a study costs, beside simulating it."""
    quick = effort.quick
    share, milliseconds = overhead(effort.repeats)
    yield Line(f"sweep: not simulating, runs of {milliseconds:.1f} ms", "under 10 %", f"{100 * share:.1f} %")
    made = of_hundred(200 if quick else 5000)
    one, two = rate(of_hundred(200 if quick else 1000), 1), rate(made, 2)
    yield Line("sweep: runs a second, 100 people, 12 quarters, 1 worker", "", f"{one:,.1f}")
    yield Line("sweep: the same, 2 workers", "", f"{two:,.1f}")
    yield Line(f"sweep: {TARGET:,} such runs, 2 workers, from {made.runs:,}", "", f"{TARGET / two / 60:,.0f} min")
    known = 10_000 if quick else TARGET
    yield Line(f"resume: start with {known:,} runs done", "under 5 s", f"{resume_start(known):.1f} s")
    few, many = (1000, 4000) if quick else (2000, 20_000)
    less, more = memory_growth(few), memory_growth(many)
    projected = more + max(0.0, more - less) / (many - few) * (TARGET - many)
    yield Line(f"sweep: memory added by {few:,} runs", "", f"{less / MIB:.0f} MiB")
    yield Line(f"sweep: memory added by {many:,} runs", "", f"{more / MIB:.0f} MiB")
    yield Line(f"sweep: the same, projected to {TARGET:,}", "under 300 MiB", f"{projected / MIB:.0f} MiB")


if __name__ == "__main__":
    grow(int(sys.argv[1]))
