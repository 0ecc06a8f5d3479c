"""Which planted fault is noticed by which test: `python -m tests.zoo [NAME ...]`."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from cordiale.experiments.foundations.output import print_json
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.faults import unknown

from .catalogue import Fault, declared
from .keeper import Finding, look_for

NOT_CAUGHT, INTERRUPTED = 5, 130
SHOWN = 3  # other tests named in a row


def main(arguments: list[str] | None = None) -> int:
    """Plant the faults, show the matrix; the exit code: 5 if one was not caught by its test."""
    given = parser().parse_args(arguments)
    if given.processes < 1:
        parser().error(f"--processes = {given.processes} is less than 1")
    faults = chosen(given.names)
    talk = Talk(quiet=given.quiet)
    talk.say(f"planting {len(faults)} faults, {given.processes} at a time")
    findings = []
    with talk.counting("looking", len(faults)) as count:
        for finding in look_for(faults, processes=given.processes, near=not given.alone):
            findings.append(finding)
            count(len(findings))
            if not given.json:
                print("\n".join(lines(finding)), flush=True)
    if given.json:
        print_json({"faults": [document(each) for each in findings], "caught": caught(findings), "of": len(findings)})
    else:
        print(f"\n{caught(findings)} of {len(findings)} faults caught by the test whose name says so")
    return 0 if caught(findings) == len(findings) else NOT_CAUGHT


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="python -m tests.zoo", description=__doc__.split(":")[0] + ".")
    asked.add_argument("names", nargs="*", metavar="NAME", help="faults to plant; all if none is named")
    asked.add_argument("--processes", type=int, default=2, help="faults looked for at a time (2)")
    asked.add_argument("--alone", action="store_true", help="run only the test that should notice, not the near ones")
    asked.add_argument("--json", action="store_true", help="print the matrix as data")
    asked.add_argument("--quiet", action="store_true", help="no talk on standard error")
    return asked


def chosen(names: list[str]) -> list[Fault]:
    """The faults of these names, all if there are none; ends with exit code 2 for a name that is not known."""
    known = {fault.name: fault for fault in declared()}
    for name in names:
        if name not in known:
            parser().error(f"fault {unknown(name, known)}")
    return [known[name] for name in names or known]


def lines(finding: Finding) -> list[str]:
    """A row of the matrix: the fault, whether it was caught, by its test, and by which others."""
    fault, verdict = finding.fault, "caught" if finding.caught else "NOT CAUGHT"
    told = [f"{fault.name}: {verdict}", f"    {fault.what}"]
    by = "by" if finding.caught else "should be by"
    told.append(f"    {by} {fault.caught_by}")
    told += [f"    also {name}" for name in finding.others[:SHOWN]]
    if len(finding.others) > SHOWN:
        told.append(f"    and {len(finding.others) - SHOWN} more")
    return [*told, *(f"    {line}" for line in finding.trouble.splitlines())]


def caught(findings: list[Finding]) -> int:
    return sum(finding.caught for finding in findings)


def document(finding: Finding) -> dict[str, Any]:
    """A row of the matrix as data."""
    fault = finding.fault
    row = {"fault": fault.name, "what": fault.what, "file": fault.file, "caught": finding.caught}
    return row | {"expected": fault.caught_by, "failed": list(finding.failed), "trouble": finding.trouble}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
