"""`verify` on what `compare` left: sound as left, and each tampering named, whatever was changed with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.comparison.compare import carry_out, keep
from cordiale.experiments.folders.holding import Held, hold
from cordiale.experiments.folders.looking import looked_at
from cordiale.experiments.foundations.hashes import hashes
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.scenario import Scenario

QUIET = Talk(quiet=True)
TINY = Scenario(schema=1, name="tiny", company={"reps": 2, "marketers": 2, "executives": 1, "burn_in": 0})


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `compare` leaves it, with a picture."""
    runs = plan(TINY, paradigms=["siloed"], forces=["none"], replications=2, quarters=1, seed=1)
    folder = tmp_path_factory.mktemp("left") / "results"
    typed = ["cordiale", "compare", "tiny.toml"]
    return keep(carry_out(TINY, runs, workers=1), folder, verb="compare", command=typed, draw=_picture, w=ENGLISH)


def _picture(figures: Path) -> None:
    (figures / "revenue.png").write_bytes(b"a picture")


def held(folder: Path, *, runs: int | None = 0) -> Held:
    return hold(folder, runs=runs, number=None, workers=1, talk=QUIET)


def changed(name: str, change: Callable[[Any], object], *, covered: bool = False) -> Callable[[Path], None]:
    """A change to a document; `covered` writes its new checksum into the manifest, too."""

    def tamper(folder: Path) -> None:
        said = json.loads((folder / name).read_text())
        change(said)
        (folder / name).write_text(json.dumps(said))
        if covered:
            changed("manifest.json", lambda manifest: manifest["files"].update(hashes(folder, [name])))(folder)

    return tamper


def test_a_folder_holds_as_it_was_left_and_with_what_export_and_file_managers_add(left: Path, tmp_path: Path) -> None:
    found = held(left, runs=None)
    assert (found.problems, found.runs) == ((), 2)
    shutil.copytree(left, tmp_path / "results")
    for name in ("results.csv", "ro-crate-metadata.json", "figures/.DS_Store"):
        (tmp_path / "results" / name).touch()
    assert held(tmp_path / "results").holds


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "an extra file": (lambda folder: (folder / "more.parquet").write_bytes(b""), "more.parquet is not listed"),
    "an extra picture": (lambda folder: (folder / "figures" / "b.png").write_bytes(b""), "figures/b.png is not listed"),
    "a missing picture": (lambda folder: (folder / "figures" / "revenue.png").unlink(), "revenue.png is missing"),
    "a falsified scenario": (
        changed("manifest.json", lambda said: said["scenario"]["content"]["company"].update(reps=3)),
        "the scenario is not that of scenario.sha256"),
    "a falsified hash of the scenario": (
        changed("manifest.json", lambda said: said["scenario"].update(sha256="0" * 64)),
        "the scenario is not that of scenario.sha256"),
    "a falsified hash of the results": (
        changed("manifest.json", lambda said: said.update(results_sha256="0" * 64)), "its hash is"),
    "a falsified hash of the results in the summary": (
        changed("summary.json", lambda said: said.update(results_sha256="0" * 64), covered=True),
        "summary.json 000000"),
    "a falsified seed": (changed("manifest.json", lambda said: said.update(seed=2)), "seed = 2, summary.json 1"),
    "another name": (changed("manifest.json", lambda said: said["scenario"].update(name="x")), "scenario = x"),
    "no list of files": (changed("manifest.json", lambda said: said.pop("files")), "summary.json is not listed"),
    "files that are no table": (changed("manifest.json", lambda said: said.update(files=[])), "files is no table"),
    "a scenario that is none": (
        changed("manifest.json", lambda said: said.update(scenario="x")), "the scenario is not that of"),
    "no scenario": (changed("manifest.json", lambda said: said.pop("scenario")), "the scenario is not that"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAMPERED)
def test_what_was_tampered_with_is_named(left: Path, tmp_path: Path, case: str) -> None:
    shutil.copytree(left, tmp_path / "results")
    tamper, named = TAMPERED[case]
    tamper(tmp_path / "results")
    assert named in " ".join(held(tmp_path / "results").problems)


def test_a_folder_is_told_by_its_verb_its_scenario_the_runs_that_are_done_and_those_that_failed(
    left: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(left, tmp_path / "results")
    changed("summary.json", lambda said: said.update(failures=[{}] * 3))(folder)
    seen = looked_at(folder)
    assert (seen.verb, seen.scenario, seen.done, seen.failed) == ("compare", "tiny", 2, 3)
    assert seen.command == "cordiale compare tiny.toml"
    assert seen.words.startswith("compare of tiny: 2 runs done, 3 failed: ended\ncordiale compare tiny.toml\n")
    assert (seen.complete, seen.ended, looked_at(left).complete) == (False, True, True)
    (folder / "manifest.json").unlink()
    assert (looked_at(folder).ended, looked_at(folder).words.partition(",")[0]) == (False, "unfinished")
