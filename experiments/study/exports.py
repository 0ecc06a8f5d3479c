"""A study for other programs: CSV, the table of NetLogo's BehaviorSpace, or a data set for xarray.

CSV and table are written part by part, so that a study of any size fits.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, TextIO

from cordiale.simulation.scenario.faults import unknown

from ..foundations.atomic import whole
from ..foundations.claiming import exported_to
from ..foundations.formula_cells import without_formulas
from .file import StudyError
from .folder import STUDY
from .frozen import dig_out
from .planning import Plan
from .reading import opened, part_tables, read

SUFFIXES = {"csv": ".csv", "netlogo-table": "-table.csv", "xarray": ".nc"}


def export(directory: str | Path, *, format: str, to: str | Path | None) -> Path:
    """Write the results of a study to a file, by default in its folder; the file.

    Raises StudyError for an unknown format, a study without results, or xarray not being there; StoreError.
    """
    if format not in SUFFIXES:
        raise StudyError(f"format {unknown(format, SUFFIXES)}")
    folder = Path(directory)
    plan, _ = dig_out(folder)
    file = exported_to(folder, f"results{SUFFIXES[format]}", None if to is None else Path(to))
    if format == "xarray":
        with whole(file) as aside:
            write_netcdf(_dataset(folder, plan), aside)
        return file
    with whole(file) as aside, open(aside, "w", encoding="utf-8", newline="") as text:
        _write_csv(folder, text) if format == "csv" else _write_table(folder, plan, text)
    return file


def _write_csv(folder: Path, text: TextIO) -> None:
    """One row for each run and quarter, a missing value as an empty cell, numbers to the last bit."""
    with opened(folder) as (plan, _, ledger):
        for number, part in enumerate(part_tables(folder, plan, ledger)):
            without_formulas(part.to_pandas(ignore_metadata=True)).to_csv(text, index=False, header=number == 0)


def _write_table(folder: Path, plan: Plan, text: TextIO) -> None:
    """A BehaviorSpace table: six lines about the experiment, then a row for each run and step, a step a quarter."""
    names = ["paradigm", "forces", *(each.name for each in plan.factors if each.name not in ("paradigm", "forces"))]
    for line in (
        ["BehaviorSpace results (written by Cordiale)"],
        [plan.scenario.name],
        [f"{plan.study.design} design of {plan.points} points, {plan.study.replications} replications"],
        [f"seed {plan.study.seed}; see {STUDY}"],
        ["min-pxcor", "max-pxcor", "min-pycor", "max-pycor"],
        ["0", "0", "0", "0"],
        ["[run number]", *names, "replication", "[step]", *plan.kept],
    ):
        text.write(_quoted([line]))
    with opened(folder) as (_, _, ledger):
        for part in part_tables(folder, plan, ledger):
            frame = part.to_pandas(ignore_metadata=True)
            frame["run"] += 1  # NetLogo counts from one, and writes claims in small letters
            for name in frame.select_dtypes(bool):
                frame[name] = frame[name].map({True: "true", False: "false"})
            chosen = frame[["run", *names, "replication", "quarter", *plan.kept]]
            text.write(_quoted(chosen.astype(object).where(chosen.notna(), "").itertuples(index=False)))


def _quoted(rows: Any) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _dataset(folder: Path, plan: Plan) -> Any:
    """A data set over point, replication and quarter; factors are coordinates of the points."""
    try:
        import xarray  # late: an extra
    except ImportError as error:
        raise StudyError("the format xarray needs the package xarray: pip install xarray") from error
    reading = read(folder)
    if reading.results.empty:
        raise StudyError(f"{folder} holds no results yet")
    place = ["point", "replication", "quarter"]
    data = xarray.Dataset.from_dataframe(reading.results.set_index(place)[list(plan.kept)])
    points = reading.points.set_index("point").loc[data["point"].to_numpy()]
    for name in points.columns:
        data = data.assign_coords({name: ("point", points[name].to_numpy())})
    data.attrs = {"scenario": plan.scenario.name, "seed": plan.study.seed, "design": plan.study.design}
    return data


def write_netcdf(data: Any, file: Path) -> None:
    """Write a data set in the form that needs no further package; it knows whole numbers below 2**31 only, so that a
    larger seed is kept as a floating-point number, exactly.
    """
    data.attrs["seed"] = data.attrs["seed"] if data.attrs["seed"] < 2**31 else float(data.attrs["seed"])
    data.to_netcdf(file, engine="scipy", format="NETCDF3_64BIT")
