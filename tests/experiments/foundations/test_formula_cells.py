"""A CSV that is opened in a spreadsheet runs nothing that somebody called a paradigm or a factor."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from cordiale.experiments.foundations.formula_cells import BEGINNINGS, without_formulas

ROOM = Path(__file__).parents[3] / "experiments"
# Files that nobody but the project reads: the screening's and the calibration's own tables, and NetLogo's.
OWN = {"screening/__main__.py", "calibration/kept.py"}


@pytest.mark.parametrize("beginning", [*BEGINNINGS, "\r", "\r=", " +", "\n="])
def test_no_cell_or_heading_begins_like_a_formula(beginning: str) -> None:
    evil = f"{beginning}cmd|' /C calc'!A0"
    frame = pd.DataFrame({"paradigm": [evil, "siloed"], evil: [1.0, -2.0], "missing": [None, evil]})
    text = without_formulas(frame).to_csv(index=False)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [len(row) for row in rows] == [3, 3, 3]
    assert not [cell for row in rows for cell in row if cell.strip(" \n").startswith(BEGINNINGS) and cell != "-2.0"]


def test_numbers_and_categories_are_as_they_were() -> None:
    frame = pd.DataFrame({"name": pd.Categorical(["-a", "b"]), "value": [-1.5, float("nan")], "count": [-1, 2]})
    safe = without_formulas(frame)
    assert safe["name"].tolist() == ["'-a", "b"]
    pd.testing.assert_frame_equal(safe[["value", "count"]], frame[["value", "count"]])


def test_every_csv_for_users_is_written_without_formulas() -> None:
    writers = [file for file in ROOM.rglob("*.py") if "to_csv(" in file.read_text(encoding="utf-8")]
    assert len(writers) >= 3
    for file in writers:
        if file.relative_to(ROOM).as_posix() not in OWN:
            for line in file.read_text(encoding="utf-8").splitlines():
                assert "to_csv(" not in line or "without_formulas(" in line or "QUOTE_ALL" in line, f"{file}: {line}"
