"""Reading a study back, by one door that holds it against its ledger first: plan and results, as pandas frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .folder import PARTS
from .frozen import dig_out
from .ledger import Failed, Ledger
from .planning import Plan

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class StoredStudy(NamedTuple):
    """A study as it lies in a folder.

    - `plan`: what was planned; `plan.study` is the file, `plan.factors` the factors with kind, range and unit.
    - `points`: one row for each point of the design: `point`, `sample`, `paradigm`, `forces`, the other factors.
    - `results`: one row for each run that ended well and quarter, the start (quarter 0) included, in the order of
      the runs: `run`, `point`, `replication`, `seed`, `quarter`, `scenario`, `paradigm`, `forces`, the other
      factors, the outcomes that the study keeps. A missing value is NaN.
    - `failures`: the runs that failed, each with its reason.
    - `frozen`: all that `study.json` says.
    - `results_sha256`: the content hash of the results so far, as `cordiale status` prints it.
    - `planned`: how many runs there are to be; of a study that stops, as far as its results say.
    """

    plan: Plan
    points: pd.DataFrame
    results: pd.DataFrame
    failures: tuple[Failed, ...]
    frozen: dict[str, Any]
    results_sha256: str
    planned: int

    @property
    def is_complete(self) -> bool:
        """Whether every planned run is here; one that failed is not."""
        return int(self.results["run"].nunique()) == self.planned


def read(directory: str | Path, *, columns: Sequence[str] | None = None) -> StoredStudy:
    """A study from its folder, complete or not; of the results only some `columns`, if they are given.

    Only parts that the ledger knows are read. Categories come as pandas categories, the paradigm among them.
    Raises StudyError if the folder holds no study, or a part is not what the ledger knows; StoreError.
    """
    import pyarrow as pa  # late: PyArrow takes its time

    from .rounds import planned_runs  # late: PyArrow takes its time

    folder = Path(directory)
    with opened(folder) as (plan, frozen, ledger):
        failures = tuple(ledger.failures())
        tables = list(part_tables(folder, plan, ledger, columns=columns))
        sha256, planned = ledger.sha256(frozen["plan_sha256"]), planned_runs(plan, ledger)
    results = pa.concat_tables(tables).unify_dictionaries().to_pandas(ignore_metadata=True)
    return StoredStudy(plan, plan.frame(), results, failures, frozen, sha256, planned)


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Plan, dict[str, Any], Ledger]]:
    """The plan, `study.json` and the ledger of a study, each part held against the ledger.

    Raises StudyError naming what is not as it should be; StoreError.
    """
    from .inspection import refuse_damaged, refuse_other_results  # late: PyArrow takes its time

    plan, frozen = dig_out(folder)
    with closing(Ledger(folder, writable=False)) as ledger:
        refuse_damaged(plan, folder, ledger)
        refuse_other_results(folder, ledger.sha256(frozen["plan_sha256"]))
        yield plan, frozen, ledger


def part_tables(
    folder: Path, plan: Plan, ledger: Ledger, *, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The parts that are whole, in order, one after the other; first an empty one, which has the columns."""
    from ..foundations.sized_tables import read_sized  # late: PyArrow takes its time
    from .parts import part_schema  # late: PyArrow takes its time

    wanted = part_schema(plan)
    yield wanted.empty_table().select(list(columns) if columns is not None else wanted.names)
    for entry in ledger.entries():
        if entry.file_sha256 is not None:
            yield read_sized(folder / PARTS / entry.part.name, columns=columns)
