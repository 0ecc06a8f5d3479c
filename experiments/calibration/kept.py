"""What a calibration leaves behind: the point as a scenario can read it, the ensemble, and how it came about.

`status_quo.toml` is what `status-quo.toml` extends; `sets.csv` has a row for each parameter set, at full precision,
`figures.csv` what each shows on fresh luck; `record.json` says how they came about and how well targets are met.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cordiale.simulation.scenario.files import SCENARIOS

from ..foundations import toml
from ..foundations.atomic import prepare_directory, write_text
from ..foundations.plain import to_json
from .uncertain import LEVERS

FOLDER = SCENARIOS / "calibration"
POINT, SETS, FIGURES, RECORD, RANKING = "status_quo.toml", "sets.csv", "figures.csv", "record.json", "ranking.json"
PACKAGES = ("cordiale", "numpy", "numba", "scipy", "optuna", "cmaes", "iterative-ensemble-smoother")
PRECISION = 4  # figures of a value of the point
COMMAND = "python -m experiments.calibration"


class StoredCalibration(NamedTuple):
    """A calibration's results: point, sets and their figures in the same order, and the record."""

    point: dict[str, float]
    sets: list[dict[str, float]]
    figures: list[dict[str, float]]
    record: dict[str, Any]


def write(kept: StoredCalibration, folder: Path) -> None:
    """Leave a calibration in a folder, the record last. Raises StoreError."""
    prepare_directory(folder)
    write_text(folder / POINT, point_file(kept.point))
    write_text(folder / SETS, csv_text(kept.sets))
    write_text(folder / FIGURES, csv_text(kept.figures))
    write_text(folder / RECORD, to_json(kept.record))


def read(folder: Path = FOLDER) -> StoredCalibration:
    """A calibration as it was left in a folder."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    groups = tomllib.loads((folder / POINT).read_text(encoding="utf-8"))
    point = {f"{group}.{name}": value for group, values in groups.items() for name, value in values.items()}
    return StoredCalibration(point, csv_rows(folder / SETS), csv_rows(folder / FIGURES), record)


def point_file(point: Mapping[str, float]) -> str:
    """The point as TOML, for a scenario to extend."""
    lines = [
        f"# Made by `{COMMAND}`: values fitted to the targets of experiments/CALIBRATION.md.",
        "# Not a scenario by itself; status-quo.toml extends it.",
    ]
    for group in dict.fromkeys(each.name.partition(".")[0] for each in LEVERS):
        own = [each for each in LEVERS if each.name.startswith(f"{group}.")]
        lines += toml.table(
            f"[{group}]",
            (
                toml.line(each.name.partition(".")[2], point[each.name], f"answers to {each.target}", figures=PRECISION)
                for each in own
            ),
        )
    return "\n".join(lines) + "\n"


def csv_text(content: Sequence[Mapping[str, float]]) -> str:
    """Numbered rows as CSV, with as many digits as it takes to read the same numbers back."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(["set", *content[0]])
    writer.writerows([number, *map(repr, row.values())] for number, row in enumerate(content, start=1))
    return sink.getvalue()


def csv_rows(file: Path) -> list[dict[str, float]]:
    """The rows of a file that `table` made, without their numbers."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [{name: float(value) for name, value in row.items() if name != "set"} for row in csv.DictReader(lines)]
