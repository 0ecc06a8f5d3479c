"""What a comparison left, verified later: whole, touched, unfinished, or worked out again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cordiale.experiments.foundations.store import content_sha256, read_results, write_results
from tests.support.commandline import cordiale


@pytest.fixture
def left(folder: Path, tmp_path: Path) -> Path:
    """A copy of what a comparison left, to be tampered with."""
    return shutil.copytree(folder, tmp_path / "left")


def test_a_comparison_that_nobody_touched_verifies(left: Path) -> None:
    shown = cordiale("verify", left)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1] == f"{left} holds"
    said = json.loads(cordiale("verify", left, "--json").stdout)
    assert (said["holds"], said["problems"]) == (True, [])
    assert said["found"] == said["expected"] == json.loads((left / "manifest.json").read_text())["results_sha256"]


def test_a_comparison_with_a_changed_number_does_not_verify_and_both_hashes_are_named(left: Path) -> None:
    frame = read_results(left)
    expected = content_sha256(frame)
    changed = frame.assign(wins=frame["wins"] + 1)
    changed.to_parquet(left / "results.parquet")
    shown = cordiale("verify", left)
    assert shown.exit_code == 5
    assert f"its hash is {content_sha256(changed)}, not {expected}" in shown.stdout
    assert shown.stdout.splitlines()[-1] == f"{left} does not hold"
    assert not json.loads(cordiale("verify", left, "--json").stdout)["holds"]


def test_an_unfinished_comparison_does_not_verify(left: Path) -> None:
    (left / "manifest.json").unlink()
    shown = cordiale("verify", left)
    assert shown.exit_code == 5
    assert "manifest.json is missing" in shown.stdout


def test_a_comparison_whose_hashes_were_made_to_match_is_lived_again_and_found_out(left: Path) -> None:
    frame = read_results(left)
    manifest = json.loads((left / "manifest.json").read_text())
    frame.loc[1, "wins"] += 1
    summary = json.loads((left / "summary.json").read_text()) | {"results_sha256": content_sha256(frame)}
    write_results(frame, left, summary=summary, manifest=manifest, also=None, draw=None)
    shown = cordiale("verify", left, "--all")
    assert shown.exit_code == 5
    said = f"not as it should be: {frame.paradigm[1]} under {frame.forces[1]}, replication 0 of seed {frame.seed[1]}"
    assert f"{said}, quarter 1, wins: kept {float(frame.wins[1])!r}, now" in shown.stdout


def test_a_figure_of_a_comparison_is_worked_out_again_by_its_address(left: Path) -> None:
    forces, ranking = next(iter(json.loads((left / "summary.json").read_text())["forces"].items()))
    address = f"forces.{forces}.standings.{ranking['best']}.levels.revenue.mean"
    said = json.loads(cordiale("verify", left, "--number", address, "--json").stdout)
    assert said["holds"]
    assert said["number"]["kept"] == said["number"]["again"] == ranking["standings"][0]["levels"]["revenue"]["mean"]


@pytest.mark.parametrize(
    ("words", "told"), [("--run 3", "is no study, whose runs have numbers"), ("--number best", "is no figure of")]
)
def test_what_a_comparison_has_not_is_refused(words: str, told: str, left: Path) -> None:
    shown = cordiale("verify", left, *words.split())
    assert shown.exit_code == 3
    assert told in shown.stderr


def test_status_and_export_know_a_comparison(left: Path) -> None:
    said = json.loads(cordiale("status", left, "--json").stdout)
    runs = read_results(left)["quarter"].eq(0).sum()
    assert (said["complete"], said["verb"], said["done"]) == (True, "compare", runs)
    assert cordiale("export", left).exit_code == 0
    again = pd.read_csv(left / "results.csv")
    pd.testing.assert_frame_equal(again, read_results(left), check_dtype=False, rtol=0, atol=0)


def test_a_folder_that_holds_neither_study_nor_comparison_is_refused(tmp_path: Path) -> None:
    shown = cordiale("verify", tmp_path)
    assert shown.exit_code == 3
    assert "holds no study" in shown.stderr
