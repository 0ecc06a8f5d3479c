"""Folders that verbs left, made without the verbs: a study whose results are a rule's, an analysis of it, a comparison
of one run, and a search of one generation.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from cordiale.simulation.runs.run import plan as plan_runs
from cordiale.simulation.scenario.scenario import Scenario

from ...analysis.records import DISCOVER, record
from ...cartography.robustness import document_of, robustness
from ...comparison.compare import carry_out, keep
from ...foundations.atomic import write_text
from ...foundations.language import ENGLISH
from ...foundations.plain import to_json
from ...foundations.sealing import sealed
from ...foundations.talk import Talk
from ...searching.quest import Quest
from ...searching.structure_search import search
from ...searching.telling_search import keep_search
from ...study.carrying_out import finish
from ...study.carrying_out import keep as keep_part
from ...study.file import checked
from ...study.folder import PARTS
from ...study.frozen import identity, plant
from ...study.ledger import Failed, Ledger
from ...study.planning import Plan, plan
from ...study.work import Done

KEYS = {
    "schema": 1, "scenario": "smb-inbound", "design": "sobol", "samples": 2, "quarters": 1, "outcomes": ["revenue"],
    "factors": {"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0}},
}  # fmt: skip

NONE = -1  # no run
ANALYSIS = "robustness/revenue"  # the folder of the analysis, in that of its study
QUESTION = {"where": "proportional - siloed revenue < 0"}


@cache
def company() -> Scenario:
    """A company that lives in a way of its own."""
    return Scenario(schema=1, name="ours").with_values({"company.reps": 4, "company.marketers": 3})


@cache
def planned() -> Plan:
    """The plan of the study."""
    return plan(checked(KEYS, "study"))._replace(part_size=6)


@cache
def _study(lost: int = 1) -> Path:
    """A complete study, of which this run failed, if it has it."""
    folder, made = Path(mkdtemp()) / "study", planned()
    plant(made, folder)
    (folder / PARTS).mkdir(exist_ok=True)
    with closing(Ledger(folder, writable=True)) as ledger:
        for part in made.parts():
            ended = {run: np.array([[0.0], [float(run)]]) for run in range(part.first, part.last) if run != lost}
            failed = tuple(Failed(lost, "raised", "ValueError: planted") for _ in range(lost in range(*part)))
            keep_part(made, folder, ledger, Done(part, ended, failed))
        finish(made, folder, ledger)
    return folder


@cache
def _comparison() -> Path:
    folder = Path(mkdtemp()) / "comparison"
    runs = plan_runs(company(), paradigms=["siloed", "drift"], forces=["none"], replications=1, quarters=1, seed=1)
    keep(carry_out(company(), runs, workers=1), folder, verb="compare", command=["cordiale", "compare"], w=ENGLISH)
    return folder


@cache
def _analysed() -> Path:
    folder, asked = _study(NONE), {"outcome": "revenue"}
    found = robustness(folder, asked["outcome"])
    of = {"plan_sha256": identity(found.worlds.plan), "results_sha256": found.worlds.results_sha256}
    with sealed(folder / ANALYSIS, "robustness", asked=asked, **of):
        write_text(folder / ANALYSIS / "robustness.json", to_json(document_of(found)))
    record(folder, DISCOVER, QUESTION, of["results_sha256"], name="rule")
    return folder


@cache
def quest() -> Quest:
    """A search of one generation. Raises UsersError where optuna is missing."""
    return Quest(1, 1, 4, 2, 2, quarters=6, parameters="point", workers=1)


@cache
def _search() -> Path:
    folder = Path(mkdtemp()) / "search"
    folder.mkdir()
    found = search(company(), quest(), called="ours", talk=Talk(quiet=True), folder=folder)
    keep_search(found, folder, command=["cordiale", "search"], w=ENGLISH)
    return folder


def analysed_folder(folder: Path) -> None:
    """A complete study with an analysis in its folder, and a line in its record of analyses."""
    shutil.copytree(_analysed(), folder)


def search_folder(folder: Path) -> None:
    """What `search` leaves."""
    shutil.copytree(_search(), folder)


def study_folder(folder: Path) -> None:
    """A complete study, of which one run failed."""
    shutil.copytree(_study(), folder)


def left_folder(folder: Path) -> None:
    """What `compare` leaves, without figures."""
    shutil.copytree(_comparison(), folder)
