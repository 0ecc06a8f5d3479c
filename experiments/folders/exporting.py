"""The table of a decision, a comparison or a run for other programs, as `experiments/study/exports.py` for a study."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.world.outcomes import NAMES

from ..foundations.atomic import whole
from ..foundations.claiming import exported_to
from ..foundations.errors import UsersError
from ..foundations.formula_cells import without_formulas
from ..study.exports import SUFFIXES, write_netcdf
from .left import Left

WITHIN = ("replication", "quarter")  # what each series is counted by


def export_left(directory: Path, *, format: str, to: Path | None) -> Path:
    """Write the table to a file, by default in its folder; the file.

    Raises UsersError for an unknown format, or xarray not being there; StoreError.
    """
    if format not in SUFFIXES:
        raise UsersError(f"format {unknown(format, SUFFIXES)}")
    left = Left(directory)
    file = exported_to(directory, f"results{SUFFIXES[format]}", to)
    with whole(file) as aside:
        WRITE[format](left, aside)
    return file


def _csv(left: Left, file: Path) -> None:
    """A row for each run and quarter, a missing value as an empty cell, numbers to the last bit."""
    without_formulas(left.table).to_csv(file, index=False, lineterminator="\n")


def _netlogo(left: Left, file: Path) -> None:
    """A table of NetLogo's BehaviorSpace: six lines about the experiment, then a row for each run and quarter."""
    table = left.table.copy()
    table.insert(0, "[run number]", (table["quarter"] == 0).cumsum())
    told = [name for name in table.columns if name not in ("scenario", "seed", "quarter", *NAMES)]
    about = (["BehaviorSpace results (written by Cordiale)"], [left.scenario.name], [f"left by cordiale {left.verb}"],
             [f"seed {left.manifest['seed']}"], ["min-pxcor", "max-pxcor", "min-pycor", "max-pycor"],
             ["0", "0", "0", "0"])  # fmt: skip
    with open(file, "w", encoding="utf-8", newline="") as text:
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(about)
        rows = table[[*told, "quarter", *NAMES]].rename(columns={"quarter": "[step]"})
        rows.to_csv(text, index=False, quoting=csv.QUOTE_ALL, lineterminator="\n")


def _dataset(left: Left, file: Path) -> None:
    """A data set over what tells the runs apart, replication and quarter."""
    try:
        import xarray  # late: an extra
    except ImportError as error:
        raise UsersError("the format xarray needs the package xarray: pip install xarray") from error
    apart = ["weather", "option"] if left.is_decision else ["paradigm", "forces"]
    frame: Any = left.table.set_index([*apart, *WITHIN])[list(NAMES)]
    data = xarray.Dataset.from_dataframe(frame)
    data.attrs = {"scenario": left.scenario.name, "seed": int(left.manifest["seed"]), "verb": left.verb}
    write_netcdf(data, file)


WRITE = {"csv": _csv, "netlogo-table": _netlogo, "xarray": _dataset}
