"""Declared runs of a study are kept week by week, are the runs of the study, and are held by verify."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.study.carrying_out import carry_out
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.frozen import identity
from cordiale.experiments.study.growing import extend
from cordiale.experiments.study.planning import Plan
from cordiale.experiments.study.verification import verify
from cordiale.simulation.recording.contents import FILES
from tests.support.planted_studies import planned

PLACE = "records/point-000001-replication-0"


def small(**keys: Any) -> Plan:
    return planned(
        scenario="smb-inbound", replications=2, outcomes=["revenue", "wins"],
        factors={"paradigm": ["siloed", "proportional"]}, **keys,
    )  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded") / "study"
    carry_out(small(record={"points": [1]}), folder, workers=1)
    return folder


def test_only_declared_runs_are_kept_week_by_week_and_they_are_those_of_the_results(study: Path) -> None:
    assert [each.name for each in (study / "records").iterdir()] == ["point-000001-replication-0"]
    place = study / PLACE
    assert {each.name for each in place.iterdir()} == set(FILES)
    leads, kept = pd.read_parquet(place / "leads.parquet"), pd.read_parquet(study / "parts")
    assert set(leads["paradigm"]) == {"proportional"}
    won = kept.query("run == 2 and quarter > 0")["wins"].sum()
    assert (leads["end"] == "won").sum() == won > 0
    assert sorted(pd.read_parquet(place / "people.parquet")["week"].unique()) == list(range(27))


def test_records_make_another_study_with_the_same_runs(study: Path, tmp_path: Path) -> None:
    plain = carry_out(small(), tmp_path, workers=1)
    assert not (tmp_path / "records").exists()
    assert plain.is_complete
    assert identity(small()) != identity(small(record={"points": [1]}))
    assert pd.read_parquet(tmp_path / "parts").equals(pd.read_parquet(study / "parts"))


def test_verify_misses_a_record_that_is_gone_or_changed(study: Path, tmp_path: Path) -> None:
    assert verify(study, runs=0).holds
    for spoil in (lambda file: file.unlink(), lambda file: file.write_bytes(file.read_bytes() + b" ")):
        copy = tmp_path / "copy"
        shutil.copytree(study, copy)
        spoil(copy / PLACE / "leads.parquet")
        assert any("records" in each for each in verify(copy, runs=0).problems)
        shutil.rmtree(copy)


def test_a_study_that_grew_has_the_records_of_its_runs(study: Path, tmp_path: Path) -> None:
    shutil.copytree(study, tmp_path / "copy")
    carry_out(extend(tmp_path / "copy", replications=3), tmp_path / "copy", workers=1)
    assert verify(tmp_path / "copy", runs=0).holds
    assert pd.read_parquet(tmp_path / "copy" / PLACE / "leads.parquet").equals(
        pd.read_parquet(study / PLACE / "leads.parquet")
    )


def test_a_record_that_is_gone_is_lived_again(study: Path, tmp_path: Path) -> None:
    shutil.copytree(study, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "records")
    carry_out(small(record={"points": [1]}), tmp_path / "copy", workers=1)
    for name in FILES:
        again, first = (pd.read_parquet(each / PLACE / name) for each in (tmp_path / "copy", study))
        assert again.equals(first), name


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"points": [2]}, "record.points: 2 is outside [0, 1]"),
        ({"points": [-1]}, "record.points.0 = -1 is not valid"),
        ({"replications": 3}, "record.replications = 3: each point has 2"),
        ({"point": [1]}, "record.point is not a known key; did you mean points?"),
    ],
)
def test_records_of_no_run_are_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(StudyError) as error:
        small(record=keys)
    assert said in str(error.value)
