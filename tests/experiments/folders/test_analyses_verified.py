"""`verify` and `status` on what analyses of a study leave: sound as left, and each tampering named."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.foundations.hashes import hashes
from cordiale.experiments.foundations.plain import to_json
from cordiale.experiments.foundations.sealing import STEMS
from cordiale.experiments.study.carrying_out import carry_out
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

MADE = planned(
    design="latin-hypercube", samples=40, quarters=1, replications=4,
    factors={"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
             "trust.initial": {"low": 0.2, "high": 0.8}},
)  # fmt: skip
LEFT = {
    "map": ("map DIR --x leadership.strength --y trust.initial", "map/revenue-leadership.strength-by-trust.initial"),
    "robustness": ("robustness DIR", "robustness/revenue"),
    "sensitivity": ("sensitivity DIR --outcome revenue --method pawn", "sensitivity/revenue-pawn"),
    "discover": ("discover DIR --where 'proportional - siloed revenue < 0'", "discovery"),
}


def earned(settings: dict[str, Any], replication: int) -> float:
    better = settings["leadership.strength"] - 0.4 if settings["paradigm"] == "proportional" else 0.0
    return float(100 + 10 * better + replication)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete study with an analysis of each kind in its folder."""
    folder = planted(tmp_path_factory.mktemp("whole") / "study", MADE, earned)
    carry_out(MADE, folder, workers=1)
    for typed, _ in LEFT.values():
        shown = cordiale(*(str(folder) if word == "DIR" else word for word in shlex.split(typed)))
        assert shown.exit_code == 0, shown.output
    return folder


def analysis(study: Path, verb: str) -> Path:
    folder = study / LEFT[verb][1]
    return next(folder.iterdir()) if verb == "discover" else folder


@pytest.mark.parametrize("verb", LEFT)
def test_what_an_analysis_left_holds_and_says_what_it_is(whole: Path, verb: str) -> None:
    shown = cordiale("verify", str(analysis(whole, verb)))
    assert shown.exit_code == 0, shown.output
    assert "320 runs of its study asked again" in shown.stdout
    said = json.loads(cordiale("status", str(analysis(whole, verb)), "--json").stdout)
    assert (said["complete"], said["verb"]) == (True, verb)
    assert said["asked"]


def test_a_study_holds_with_its_analyses(whole: Path) -> None:
    shown = cordiale("verify", str(whole), "--runs", "0", "--quiet")
    assert shown.exit_code == 0, shown.output


def changed(name: str, change: Callable[[Any], object]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        said = json.loads((folder / name).read_text())
        change(said)
        (folder / name).write_text(json.dumps(said))

    return tamper


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a number": (lambda folder: (folder / "map.csv").write_text("best\n"), "map.csv is not the file of the manifest"),
    "a missing figure": (lambda folder: (folder / "map.png").unlink(), "map.png is missing"),
    "an extra file": (lambda folder: (folder / "more.parquet").write_bytes(b""), "more.parquet is not listed"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is missing"),
    "a falsified hash": (changed("manifest.json", lambda said: said.update(results_sha256="0" * 64)),
                         "manifest.json says results_sha256"),
    "a damaged manifest": (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAMPERED)
def test_what_was_tampered_with_is_named_by_itself_and_with_its_study(whole: Path, tmp_path: Path, case: str) -> None:
    shutil.copytree(whole, tmp_path / "study")
    folder = analysis(tmp_path / "study", "map")
    tamper, named = TAMPERED[case]
    tamper(folder)
    alone = cordiale("verify", str(folder))
    within = cordiale("verify", str(tmp_path / "study"), "--runs", "0", "--quiet")
    assert (alone.exit_code, within.exit_code) == (5, 5), alone.output + within.output
    assert named in alone.stdout
    assert f"{LEFT['map'][1]}: {named}" in within.stdout


def first_number(given: Any) -> tuple[Any, Any]:
    """The first decimal in a document: what holds it, and its place there."""
    for place, each in given.items() if isinstance(given, dict) else enumerate(given):
        if isinstance(each, float):
            return given, place
        if isinstance(each, dict | list):
            found = first_number(each)
            if found[0] is not None:
                return found
    return None, None


@pytest.mark.parametrize("verb", LEFT)
def test_a_number_changed_with_its_checksum_is_found_by_working_it_out_again(
    whole: Path, tmp_path: Path, verb: str
) -> None:
    shutil.copytree(whole, tmp_path / "study")
    folder, name = analysis(tmp_path / "study", verb), f"{STEMS[verb]}.json"

    def change(said: Any) -> None:
        holder, place = first_number(said)
        holder[place] += 1.0

    changed(name, change)(folder)
    checksum = hashes(folder, [name])
    changed("manifest.json", lambda said: said["files"].update(checksum))(folder)
    shown = cordiale("verify", str(folder))
    assert shown.exit_code == 5
    assert "worked out again, " in shown.stdout


def shaken(given: Any) -> Any:
    """A document whose every decimal ends in other digits, as libraries for another processor may leave it."""
    if isinstance(given, dict):
        return {key: shaken(each) for key, each in given.items()}
    if isinstance(given, list):
        return [shaken(each) for each in given]
    return given * (1 + 1e-13) if isinstance(given, float) else given


@pytest.mark.parametrize("verb", LEFT)
def test_last_digits_in_which_another_processor_ends_are_no_difference(whole: Path, tmp_path: Path, verb: str) -> None:
    shutil.copytree(whole, tmp_path / "study")
    folder = analysis(tmp_path / "study", verb)
    name = f"{STEMS[verb]}.json"
    left = folder.joinpath(name).read_text()
    folder.joinpath(name).write_text(to_json(shaken(json.loads(left))))
    assert folder.joinpath(name).read_text() != left
    changed("manifest.json", lambda said: said["files"].update(hashes(folder, [name])))(folder)
    shown = cordiale("verify", str(folder))
    assert shown.exit_code == 0, shown.output
    assert "asked again" in shown.stdout


def test_an_analysis_far_from_its_study_is_held_by_its_files_alone(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(analysis(whole, "map"), tmp_path / "map")
    shown = cordiale("verify", str(tmp_path / "map"))
    assert shown.exit_code == 0
    assert "no number was worked out again" in shown.stdout


def test_an_analysis_does_not_write_over_what_another_verb_left(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(analysis(whole, "map"), tmp_path / "map")
    shown = cordiale("robustness", str(whole), "--out", str(tmp_path / "map"))
    assert shown.exit_code == 3
    assert "holds what `cordiale map` left" in shown.stderr
