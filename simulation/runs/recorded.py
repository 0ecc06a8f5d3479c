"""A run with its record: the same numbers, and tables of what people, ties, leads, matters and credit went through.

`simulation/TABLES.md` lists the tables, column by column.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from ..engine import advance
from ..recording.arrow import OWN, UNKNOWN, Names, text
from ..recording.parquet import Files, InOrder
from ..recording.recorder import Keep, Recorder, distinct
from ..world.organisation import Organisation
from ..world.words import WEEKS_PER_QUARTER
from .agenda import in_order
from .company import Company, burnt_in, set_out
from .run import Run

if TYPE_CHECKING:
    from ..world.tables import QuartersTable


def recorder(org: Organisation, company: Company, run: Run, keep: Keep | None = None) -> Recorder:
    """The recorder of a run, on the day on which its record begins."""
    taken = [OWN, UNKNOWN, *(source.name for source in company.scenario.sources)]
    of_run: dict[str, str | int] = {
        "paradigm": run.paradigm,
        "forces": run.forces,
        "replication": run.replication,
        "seed": run.seed,
    }
    decided = tuple((one.text, what) for one, what, _ in in_order(company.scenario, run))
    names = Names(text(company.blueprint.keys), distinct(taken)[2:], of_run, decided)
    return Recorder(org, names, run.quarters * WEEKS_PER_QUARTER, keep)


def execute_recorded(
    company: Company, run: Run, rested: Organisation | None = None, *, keep: Keep | None = None
) -> tuple["QuartersTable", dict[str, pa.Table]]:
    """One run to its end: its rows of outcomes, as `execute` has them, and the tables of its record.

    `keep` is told the tables chunk by chunk instead, and then none are returned.
    """
    org = set_out(rested.copy() if rested is not None else burnt_in(company, run), company, run)
    log = recorder(org, company, run, keep)
    company.rules.of(advance)(org, run.quarters * WEEKS_PER_QUARTER, log)
    if keep is None:
        return org.quarters, log.tables(org)
    log.finish(org)
    return org.quarters, {}


def record_together(company: Company, runs: Sequence[Run]) -> list[tuple["QuartersTable", dict[str, pa.Table]]]:
    """Runs that `begin_alike`, each recorded as if it were alone: their burn-in is lived once."""
    rested = burnt_in(company, runs[0]) if len(runs) > 1 else None
    return [execute_recorded(company, run, rested) for run in runs]


def left_in(
    folder: str | Path, lived: Iterable[tuple[int, tuple["QuartersTable", dict[str, pa.Table]]]]
) -> Iterator[tuple[int, "QuartersTable"]]:
    """The outcomes of runs as they finish; their tables are left in a folder, run after run. Raises OSError."""
    with Files(folder) as files:
        line = InOrder(files.keep)
        for place, (outcomes, tables) in lived:
            line.take(place, tables)
            yield place, outcomes
