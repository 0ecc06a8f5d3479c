"""`--rules FILE.py`: rules of one's own from the command line, under both schedulers, said wherever results are."""

import json
import re
from pathlib import Path

import pytest

from tests.support.commandline import cordiale, process
from tests.support.studies import TINY

IDLE = """
def prospect(org, who):
    "Reps search for nobody."
    org.people[who].hours_left = 0.0
"""
NAMED = TINY.replace("[company]", 'rules = ["prospect"]\n[company]') + "burn_in = 0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario that names a rule, and a file that has it."""
    (tmp_path / "tiny.toml").write_text(NAMED)
    (tmp_path / "idle.py").write_text(IDLE)
    return tmp_path


def said(folder: Path, *words: str) -> str:
    """What a command prints, in plain Python, so that nothing has to compile."""
    ended = process(*words, folder=folder, NUMBA_DISABLE_JIT="1")
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_both_schedulers_give_the_same_table_and_say_that_it_is_not_the_validated_model(folder: Path) -> None:
    options = ("--rules", "idle.py", "--quarters", "1", "--out", "out")
    here, there = (said(folder, "run", "tiny.toml", *options, "--engine", each) for each in ("mesa", "compiled"))
    assert re.findall("content SHA-256 .*", here) == re.findall("content SHA-256 .*", there)
    for text in (here, there):
        assert re.search(r"Rules of one's own: prospect replaced \(\w{12}\): not the\s+validated model", text)


def test_a_comparison_keeps_the_text_of_its_rules_in_the_manifest(folder: Path) -> None:
    options = (
        "--paradigms",
        "siloed",
        "--forces",
        "none",
        "--replications",
        "1",
        "--quarters",
        "1",
        "--figures",
        "none",
    )
    text = said(folder, "compare", "tiny.toml", *options, "--rules", "idle.py", "--out", "out")
    assert "not the validated model" in " ".join(text.split())
    manifest, summary = (json.loads((folder / "out" / name).read_text()) for name in ("manifest.json", "summary.json"))
    assert manifest["rules"]["text"] == IDLE
    assert manifest["rules"]["replaced"] == ["prospect"]
    assert "not the validated model" in summary["rules"]
    assert "not the validated model" in summary["caveat"]


def test_a_scenario_that_names_rules_runs_only_with_them(folder: Path) -> None:
    ended = cordiale("run", folder / "tiny.toml")
    assert ended.exit_code == 3
    assert "rules of one's own for prospect: give them with --rules FILE.py" in ended.stderr
