"""Plants a fault in a copy of the project and sees which tests notice.

Tests of a changed model run as plain Python (`NUMBA_DISABLE_JIT=1`): compiling it would take longer than they do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from .catalogue import ROOT, Fault

COPIED = ("cordiale", "simulation", "scenarios", "experiments", "tests", "pyproject.toml")
NEAR = {  # quick tests that run beside the declared one, by the folder of the fault
    "simulation": ("tests/model/parables", "tests/model/test_forces.py"),
    "experiments": ("tests/experiments/foundations/test_statistics.py",),
}
PATIENCE, EACH = 600.0, 10.0  # seconds after which tests count as hanging: all together, and for each more


class Finding(NamedTuple):
    """What became of a fault: the tests that failed, and whether the declared one is among them."""

    fault: Fault
    caught: bool
    failed: tuple[str, ...]
    trouble: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """The tests, without their cases, that failed beside the declared one."""
        names = dict.fromkeys(test.partition("[")[0] for test in self.failed)
        return tuple(name for name in names if name != self.fault.caught_by.partition("[")[0])


def look_for(faults: Sequence[Fault], *, processes: int = 2, near: bool = True) -> Iterator[Finding]:
    """Each fault in a copy of its own, so many at a time; findings in the order of the faults.

    A test that fails without any fault notices nothing. With `near` the quick tests of the rules, or of the
    statistics, run as well, to see which others notice.
    """
    sound, trouble = sound_tests(faults)
    with ThreadPoolExecutor(processes) as keepers:
        for finding in keepers.map(lambda fault: find(fault, near=near), faults):
            if finding.fault.caught_by in sound:
                yield finding
            else:
                yield finding._replace(caught=False, trouble=f"the test does not pass without the fault {trouble}")


def sound_tests(faults: Iterable[Fault]) -> tuple[set[str], str]:
    """The declared tests that pass, all their cases, in a copy without any fault; and what went wrong."""
    wanted = {fault.caught_by for fault in faults}
    with tempfile.TemporaryDirectory(prefix="zoo-") as folder:
        outcomes, trouble = run_tests(copy_project(Path(folder)), sorted(wanted), plain=False)
    cases = {test: [outcomes[case] for case in outcomes if is_of(case, test)] for test in wanted}
    return {test for test, ended in cases.items() if set(ended) == {"passed"}}, trouble


def collected(tests: Iterable[str], root: Path = ROOT) -> list[str]:
    """The cases of tests that pytest finds, without running them."""
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    files = sorted({test.partition("::")[0] for test in tests})
    told = subprocess.run([*words, *files], cwd=root, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, capture_output=True,
                          text=True, timeout=PATIENCE, check=False)  # fmt: skip
    return [line for line in told.stdout.splitlines() if "::" in line]


def find(fault: Fault, *, near: bool) -> Finding:
    """Plant one fault, run the tests, tell who noticed."""
    beside = NEAR[fault.file.partition("/")[0]] if near else ()
    with tempfile.TemporaryDirectory(prefix="zoo-") as folder:
        copy = copy_project(Path(folder))
        fault.plant(copy)
        outcomes, trouble = run_tests(copy, (fault.caught_by, *beside), plain=fault.file.startswith("simulation/"))
    failed = tuple(test for test, outcome in outcomes.items() if outcome == "failed")
    return Finding(fault, any(is_of(test, fault.caught_by) for test in failed), failed, trouble)


def copy_project(folder: Path) -> Path:
    """The sources and the tests, without anything compiled."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run_tests(root: Path, tests: Iterable[str], *, plain: bool) -> tuple[dict[str, str], str]:
    """Outcome (`passed`, `failed`, `error`, `skipped`) of each test of the copy at `root`; and what went wrong.

    With `plain` nothing is compiled: the machine code that is there is not of a changed model.
    """
    every, report = list(tests), root / "zoo-report.xml"
    patience = PATIENCE + EACH * len(every)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    words += ["-o", "junit_family=xunit1", f"--junitxml={report}"]
    surroundings = {**os.environ, "NUMBA_DISABLE_JIT": str(int(plain)), "PYTHONPATH": str(root),
                    "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    try:
        told = subprocess.run(
            [*words, *every], cwd=root, env=surroundings, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return {}, f"the tests hung for {patience:.0f} s"
    outcomes = read_report(report) if report.exists() else {}
    wrong = not outcomes or "error" in outcomes.values()
    return outcomes, (told.stdout + told.stderr).strip()[-500:] if wrong else ""


def read_report(file: Path) -> dict[str, str]:
    """Outcomes by the test's name as pytest takes it: file, function and case."""
    marks = {"failure": "failed", "error": "error", "skipped": "skipped"}
    return {
        f"{case.get('file')}::{case.get('name')}": next((marks[m.tag] for m in case if m.tag in marks), "passed")
        for case in ElementTree.parse(file).iter("testcase")
    }


def is_of(test: str, declared: str) -> bool:
    """Whether a test that ran is the declared one, or a case of it."""
    return test == declared or test.startswith(f"{declared}[")
