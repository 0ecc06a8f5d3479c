"""Everything that reads a folder which a verb left, none of it simulating."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ...analysis.records import DISCOVER, looks_at, name_for, seen_by_others
from ...commands.status import of_analysis
from ...folders.analyses import hold_analysis, hold_files
from ...folders.exporting import export_left
from ...folders.holding import hold
from ...folders.looking import looked_at
from ...folders.origin import origin_of
from ...folders.searches import hold_search
from ...foundations.claiming import claimed
from ...foundations.talk import Talk
from ...searching.answers import Answers
from ...searching.structure_search import plan_of
from ...study.exports import export
from ...study.frozen import dig_out
from ...study.inspection import adopted, open_ledger, whole_parts
from ...study.progress import status
from ...study.reading import read
from ...study.verification import verify
from .furnishing import ANALYSIS, QUESTION, company, quest

QUIET = Talk(quiet=True)
Reader = Callable[[Path], object]


def _resumed(folder: Path) -> None:
    """What `resume` does before it simulates."""
    plan, _ = dig_out(folder)
    with closing(open_ledger(folder, QUIET)) as ledger:
        kept = whole_parts(plan, folder, ledger, QUIET)
        adopted(plan, folder, ledger, [part for part in plan.parts() if part not in kept])
        ledger.check()


def _claimed_anew(folder: Path) -> None:
    with claimed(folder, "compare"):
        pass


FIGURE = "forces.none.standings.drift.levels.revenue.mean"  # one of a comparison
STUDY: tuple[Reader, ...] = (
    status,
    lambda folder: verify(folder, runs=0),
    read,
    lambda folder: export(folder, format="csv", to=folder / "results.csv"),
    _resumed,
)
LEFT: tuple[Reader, ...] = (
    looked_at,
    lambda folder: hold(folder, runs=0, number=None, workers=1, talk=QUIET),
    lambda folder: hold(folder, runs=0, number=FIGURE, workers=1, talk=QUIET),
    lambda folder: export_left(folder, format="csv", to=folder / "results.csv"),
    _claimed_anew,
)


def _counted(folder: Path) -> None:
    """What `discover` asks of the record before it enters its own line."""
    looks_at(folder, QUESTION, "")
    seen_by_others(folder, 1, QUESTION)
    name_for(folder, DISCOVER, QUESTION, "", stem="rule")


ANALYSED: tuple[Reader, ...] = (
    lambda folder: hold_files(folder / ANALYSIS),
    lambda folder: hold_analysis(folder / ANALYSIS),
    lambda folder: of_analysis(folder / ANALYSIS),
    lambda folder: origin_of(folder / ANALYSIS),
    _counted,
)
SEARCHED: tuple[Reader, ...] = (
    lambda folder: hold_search(folder, runs=0, workers=1, talk=QUIET),
    of_analysis,
    origin_of,
    lambda folder: Answers(folder, plan_of(company(), quest())),
)
