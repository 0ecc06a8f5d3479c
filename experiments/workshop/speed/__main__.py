"""How fast Cordiale is here and now: `python -m experiments.workshop.speed [--quick | --keep | --check]`.

*Question*: does the speed that the architecture promises hold on this machine?
*Design*: the status-quo scenario with head counts scaled to a size; what starts cold, or is weighed, runs in
a process of its own. *Measure*: medians of several repeats by `time.perf_counter`. People are all people, leaders
included; an agent-week is one person living one week. *Expectation*: the targets, where the architecture or
the interface names one. Other work on the machine slows what is measured: the note below gives its load.

`--keep` measures ratios alone and keeps them as the record; `--check` holds them to it, and ends with 1 if something
has become slower than it allows.
"""

from __future__ import annotations

import argparse
import os
import sys

from ...foundations.execution import processors
from ...foundations.output import Column, print_table
from ...foundations.talk import Talk
from .clock import FULL, QUICK, Line
from .cold import cold_starts, heavy
from .rates import schedulers, whole_runs
from .ratios import RATIOS, keep, kept, measure, worse
from .studies import studies

COLUMNS = (
    Column("what", lambda line: line.what, left=True),
    Column("target", lambda line: line.target, left=True),
    Column("reached", lambda line: line.reached),
)
PARTS = {"whole runs": whole_runs, "studies": studies, "schedulers": schedulers, "cold starts": cold_starts}


def main(arguments: list[str] | None = None) -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.workshop.speed", description=(__doc__ or "").split(":")[0] + "."
    )
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no companies of 10,000 and more")
    parser.add_argument("--keep", action="store_true", help="measure the ratios and write the record anew")
    parser.add_argument("--check", action="store_true", help="measure the ratios and hold them to the record")
    asked = parser.parse_args(arguments)
    if asked.keep or asked.check:
        sys.exit(ratios_only(write=asked.keep))
    effort = QUICK if asked.quick else FULL
    talk, lines, before = Talk(), list[Line](), load()
    for name, part in (PARTS if effort.quick else PARTS | {"heavy run": heavy}).items():
        talk.say(f"measuring {name}")
        lines += part(effort)
    machine = f"{processors()} processors, load {before} before and {load()} after"
    print_table(COLUMNS, lines, note=f"Medians; {machine}; Python {sys.version.split()[0]}.")


def ratios_only(*, write: bool) -> int:
    """Measure the ratios, print them beside the record, and write it or hold them to it; the exit code."""
    found, before = measure(), kept()
    columns = (
        Column("ratio", lambda ratio: ratio.says, left=True),
        Column("record", lambda ratio: f"{before[ratio.name]:.3g}"),
        Column("here", lambda ratio: f"{found[ratio.name]:.3g}"),
    )
    print_table(columns, RATIOS, note=f"Processor time, the best of several; load {load()}.")
    if write:
        keep(found)
        return 0
    faults = worse(found, before)
    print("\n".join(faults) or "no slower than the record allows")
    return len(faults) > 0


def load() -> str:
    """How many processes wanted a processor in the last minute, this one included."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
