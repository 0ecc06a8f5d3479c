"""Folders that verbs left, made without the verbs: a study whose results are a rule's, and a comparison of one run."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from cordiale.simulation.runs.run import plan as plan_runs
from cordiale.simulation.scenario.scenario import Scenario

from ...comparison.compare import carry_out, keep
from ...study.carrying_out import finish
from ...study.carrying_out import keep as keep_part
from ...study.file import checked
from ...study.folder import PARTS
from ...study.frozen import plant
from ...study.ledger import Failed, Ledger
from ...study.planning import Plan, plan
from ...study.work import Done

KEYS = {
    "schema": 1, "scenario": "smb-inbound", "design": "sobol", "samples": 2, "quarters": 1, "outcomes": ["revenue"],
    "factors": {"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0}},
}  # fmt: skip


@cache
def company() -> Scenario:
    """A company that lives in a way of its own."""
    return Scenario(schema=1, name="ours").with_values({"company.reps": 4, "company.marketers": 3})


@cache
def planned() -> Plan:
    """The plan of the study."""
    return plan(checked(KEYS, "study"))._replace(part_size=6)


@cache
def _study() -> Path:
    folder, made = Path(mkdtemp()) / "study", planned()
    plant(made, folder)
    (folder / PARTS).mkdir(exist_ok=True)
    with closing(Ledger(folder, writable=True)) as ledger:
        for part in made.parts():
            ended = {run: np.array([[0.0], [float(run)]]) for run in range(part.first, part.last) if run != 1}
            failed = tuple(Failed(1, "raised", "ValueError: planted") for _ in range(part.first <= 1 < part.last))
            keep_part(made, folder, ledger, Done(part, ended, failed))
        finish(made, folder, ledger)
    return folder


@cache
def _comparison() -> Path:
    folder = Path(mkdtemp()) / "comparison"
    runs = plan_runs(company(), paradigms=["siloed", "drift"], forces=["none"], replications=1, quarters=1, seed=1)
    keep(carry_out(company(), runs, workers=1), folder, verb="compare", command=["cordiale", "compare"])
    return folder


def study_folder(folder: Path) -> None:
    """A complete study, of which one run failed."""
    shutil.copytree(_study(), folder)


def left_folder(folder: Path) -> None:
    """What `compare` leaves, without figures."""
    shutil.copytree(_comparison(), folder)
