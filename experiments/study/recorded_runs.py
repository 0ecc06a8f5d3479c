"""Records of declared runs: people and ties week by week, and the life of each lead, kept beside the results.

A recorded run is lived once more at the end of a study, since a run is the same whoever watches; that it came out as it
is kept is held against the ledger. Each has a folder of its own, whole or absent, whose name stays when a study
grows.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..foundations.atomic import refusals
from ..foundations.talk import Talk
from .bench import Bench
from .file import StudyError
from .folder import RECORDS
from .ledger import Ledger
from .parts import digest
from .planning import Part, Plan
from .work import orders_of


def declared(plan: Plan) -> dict[int, str]:
    """The numbers of the runs that the study wants recorded, in order, and where the tables of each lie in its folder.

    A run has another number in a larger study, its point and replication stay.
    """
    wanted = plan.study.record
    if wanted is None:
        return {}
    return {
        point * plan.study.replications + each: f"{RECORDS}/point-{point:06}-replication-{each}"
        for point in sorted(set(wanted.points or range(plan.points)))
        for each in range(wanted.replications)
    }


def record(plan: Plan, folder: Path, ledger: Ledger, talk: Talk) -> None:
    """Record the declared runs that are done and not recorded yet.

    Raises StudyError if one comes out otherwise than it is kept, StoreError if the folder cannot be written to.
    """
    from cordiale.simulation.recording.contents import FILES  # late: PyArrow takes its time
    from cordiale.simulation.recording.parquet import Files  # late: with it

    known = ledger.digests(Part(0, plan.runs))
    missing = {run: folder / place for run, place in declared(plan).items()
               if run in known and not all((folder / place / name).is_file() for name in FILES)}  # fmt: skip
    if not missing:
        return
    bench = Bench(orders_of(plan))
    with talk.counting("recording", len(missing)) as count:
        for number, (run, place) in enumerate(missing.items(), start=1):
            with refusals(place), Files(place) as files:
                settings = plan.settings(run // plan.study.replications)
                if digest(bench.record(run, settings, files.keep)) != known[run]:
                    raise StudyError(f"run {run} came out otherwise than it is kept: {folder} may be of another model")
            count(number)


def files_in(plan: Plan, folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the records that are there, by its name in the folder of the study."""
    found = [file for place in declared(plan).values() for file in sorted((folder / place).glob("*.parquet"))]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in found}
