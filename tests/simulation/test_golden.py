"""The same scenario, seed and run give the same bytes on every machine: held against hashes that are kept.

A change of results is told in `CHANGELOG.md`, and `python -m tests.support.golden` writes the hashes anew. Compiled
for this machine here; for any of its kind, and under other Pythons, NumPy and Numba, by `.ci/versions`; for ARM by
`.ci/arm`.
"""

import json
import os
import subprocess
import sys

import pytest

from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.commandline import ROOT
from tests.support.golden import KEPT, runs

GOLDEN = json.loads(KEPT.read_text(encoding="utf-8"))
TINY = ("siloed-tiny", "proportional-tiny")


@pytest.mark.parametrize("name", list(runs()))
def test_a_run_has_the_outcomes_it_always_had(name: str) -> None:
    assert runs()[name].hash() == GOLDEN[name]


def test_in_plain_python_the_outcomes_are_the_same() -> None:
    plain = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.golden", *TINY], env=plain, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {name: GOLDEN[name] for name in TINY}


def test_the_hashes_kept_are_those_of_the_runs_and_the_runs_are_of_every_paradigm() -> None:
    assert GOLDEN.keys() == runs().keys()
    assert len(set(GOLDEN.values())) == len(GOLDEN)
    assert {each.run.paradigm for each in runs().values()} == set(PARADIGMS)
