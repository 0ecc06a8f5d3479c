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
import sys

from ...foundations.execution import processors
from ...foundations.output import Column, print_table
from ...foundations.talk import Talk
from .clock import FULL, QUICK, Line
from .cold import cold_starts, heavy
from .rates import schedulers, whole_runs
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
    effort = QUICK if parser.parse_args(arguments).quick else FULL
    talk, lines, before = Talk(), list[Line](), load()
    for name, part in (PARTS if effort.quick else PARTS | {"heavy run": heavy}).items():
        talk.say(f"measuring {name}")
        lines += part(effort)
    machine = f"{processors()} processors, load {before} before and {load()} after"
    print_table(COLUMNS, lines, note=f"Medians; {machine}; Python {sys.version.split()[0]}.")


def load() -> str:
    """How many processes wanted a processor in the last minute, this one included."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
