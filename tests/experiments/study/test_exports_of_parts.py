"""A study in several parts is one table to other programs, and a design says what it takes and what it samples."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.study import designs
from cordiale.experiments.study.designs import problem
from cordiale.experiments.study.exports import export
from cordiale.experiments.study.file import StudyError
from tests.support.planted_studies import planned, planted

FACTORS: dict[str, Any] = {"forces": ["none", "all"], "trust.gain": [0.05, 0.1], "paradigm": ["siloed", "drift"]}


def earned(settings: dict[str, Any], replication: int) -> float:
    of = {"siloed": 100.0, "drift": 200.0}[settings["paradigm"]] + {"none": 10.0, "all": 20.0}[settings["forces"]]
    return of + 100 * float(settings["trust.gain"]) + replication / 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = planned(replications=2, seed=6, factors=FACTORS)._replace(part_size=5)
    assert len([*made.parts()]) == 4
    return planted(tmp_path_factory.mktemp("parts") / "study", made, earned)


def test_a_csv_of_several_parts_has_one_heading_and_every_run_once_with_what_its_own_point_earned(folder: Path) -> None:
    file = export(folder, format="csv", to=None)
    with open(file, encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    assert sum(row == rows[0] for row in rows) == 1
    table = pd.read_csv(file)
    assert not [name for name in table.columns if name.startswith("Unnamed")], "no column that nobody named"
    assert sorted(table["run"]) == sorted([*range(16)] * 3)
    for row in table[table["quarter"] > 0].to_dict("records"):
        settings = {name: row[name] for name in FACTORS}
        assert row["revenue"] == pytest.approx(earned(settings, row["run"] % 2))


def test_a_netlogo_table_has_each_factor_once_paradigm_and_forces_first_and_every_run_from_one_on(folder: Path) -> None:
    with open(export(folder, format="netlogo-table", to=None), encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    heading, body = rows[6], rows[7:]
    assert heading == ["[run number]", "paradigm", "forces", "trust.gain", "replication", "[step]", "revenue"]
    assert sorted(int(row[0]) for row in body) == sorted([*range(1, 17)] * 3)
    for run, paradigm, forces, gain, replication, step, revenue in body:
        settings = {"paradigm": paradigm, "forces": forces, "trust.gain": float(gain)}
        assert int(replication) == (int(run) - 1) % 2
        assert float(revenue) == pytest.approx(earned(settings, int(replication)) if step != "0" else 0.0)


def test_what_is_sampled_is_told_to_the_sampler_by_name_each_between_nought_and_one() -> None:
    made = planned(design="sobol", samples=4, factors={
        "trust.gain": {"low": 0.05, "high": 0.1}, "leadership.strength": {"low": 0.2, "high": 0.9}})  # fmt: skip
    assert problem([*made.factors]) == {
        "num_vars": 2, "names": ["trust.gain", "leadership.strength"], "bounds": [[0.0, 1.0], [0.0, 1.0]],
    }  # fmt: skip


def test_a_design_that_takes_too_much_says_how_many_gigabytes_it_takes_and_how_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(designs, "memory", lambda: 3_000_000_000)
    with pytest.raises(StudyError, match=r"has 8,000,000 points, .* about 4\.6 GB to plan; this machine has 3\.0$"):
        designs._check_count(8_000_000, 8, "study")  # eight factors and the number of the sample, 64 bytes each


def test_a_list_that_is_separated_otherwise_says_by_what_cells_are_separated(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    for between, told in ((";", True), ("\t", True), ("|", False)):
        file.write_text(f"paradigm{between}trust.gain\nsiloed{between}0.1\n", encoding="utf-8")
        with pytest.raises(StudyError, match="column 'paradigm' is missing") as caught:
            planned(design="list", points=str(file), factors={"paradigm": ["siloed"], "trust.gain": {}})
        assert str(caught.value).endswith("; cells are separated by commas") is told


@pytest.mark.parametrize(("content", "said"), [
    (None, r"points = '.*points\.csv': there is no such file$"),
    (b"paradigm\n\xff\xfe\n", r"points\.csv cannot be read: "),
    (b'paradigm\n"siloed" x\n', r"points\.csv cannot be read: "),
])  # fmt: skip
def test_a_list_that_is_not_there_is_said_to_be_missing_and_one_that_is_broken_to_be_unreadable(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "points.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StudyError, match=said):
        planned(design="list", points=str(file), factors={"paradigm": ["siloed"]})
