"""Installed, Cordiale takes one name: a researcher's own `experiments` folder stays theirs, and ours is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commandline import ROOT

FOLDERS = ("experiments", "simulation", "scenarios")
USES = """
import experiments, simulation, scenarios, sys
assert experiments.MINE and simulation.MINE and scenarios.MINE
from cordiale import load_scenario, simulate
from cordiale.experiments.study import plan
import cordiale
frame = simulate(
    load_scenario().with_values({"company.reps": 3, "company.marketers": 2}),
    paradigms=["siloed"], forces=["none"], replications=1, quarters=1,
)
assert len(frame) == 2
print(cordiale.__file__)
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A researcher's folder, with packages of their own that have the names of our folders."""
    for name in FOLDERS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("MINE = True\n", encoding="utf-8")
    return tmp_path


def python(*words: str, at: Path, path: Path | None = None) -> str:
    """What Python prints that runs in a folder; rules as plain Python, which needs no compiling."""
    surroundings = os.environ | {"NUMBA_DISABLE_JIT": "1", "NO_COLOR": "1", "PYTHONPATH": str(path or "")}
    done = subprocess.run(
        [sys.executable, *words], cwd=at, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_takes_one_name_and_brings_its_types(unpacked: Path) -> None:
    top = {each.name for each in unpacked.iterdir() if not each.name.endswith(".dist-info")}
    assert top == {"cordiale"}
    assert (unpacked / "cordiale" / "py.typed").is_file()


def test_the_wheel_holds_all_that_runs_and_no_workshop(unpacked: Path) -> None:
    kept = {file.relative_to(unpacked / "cordiale") for file in (unpacked / "cordiale").rglob("*") if file.is_file()}
    ours = {
        file.relative_to(ROOT)
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.suffix in (".py", ".toml", ".csv", ".pyi")
    }
    workshop = {file for file in ours if file.is_relative_to("experiments/workshop")}
    assert ours - workshop <= kept
    assert not workshop & kept


def test_the_command_is_that_of_the_package(unpacked: Path) -> None:
    (points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "cordiale = cordiale.experiments.cli:main" in points.read_text(encoding="utf-8")


def test_from_the_wheel_it_works_beside_folders_of_the_same_names(unpacked: Path, elsewhere: Path) -> None:
    assert Path(python("-c", USES, at=elsewhere, path=unpacked).strip()).is_relative_to(unpacked)
    shown = python("-m", "cordiale.experiments.cli", "scenario", "list", at=elsewhere, path=unpacked)
    assert "status-quo" in shown


def test_installed_for_editing_it_works_beside_folders_of_the_same_names(elsewhere: Path) -> None:
    assert Path(python("-c", USES, at=elsewhere).strip()).is_relative_to(ROOT)
    shown = python("-m", "cordiale.experiments.cli", "scenario", "list", at=elsewhere)
    assert "status-quo" in shown
