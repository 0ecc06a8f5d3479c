"""A complete study tampered with so that each file by itself looks sound: `verify` names what does not fit."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.study.carrying_out import carry_out, keep
from cordiale.experiments.study.datapackage import DATAPACKAGE, TABLE_SCHEMA
from cordiale.experiments.study.folder import LEDGER, MANIFEST, PARTS, STUDY
from cordiale.experiments.study.ledger import Ledger
from cordiale.experiments.study.parts import outcomes_in
from cordiale.experiments.study.work import Done
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

MADE = planned(
    design="full", quarters=1, replications=2,
    factors={"paradigm": ["siloed", "proportional"], "leadership.strength": [0.0, 1.0]},
)._replace(part_size=2)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of 8 runs in 4 parts, complete; all its runs are there, so that nothing is simulated."""
    folder = planted(tmp_path_factory.mktemp("whole") / "study", MADE, lambda settings, luck: 10.0 + luck)
    carry_out(MADE, folder, workers=1)
    return folder


def document(name: str, change: Callable[[Any], object]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        said = json.loads((folder / name).read_text())
        change(said)
        (folder / name).write_text(json.dumps(said))

    return tamper


def extra(name: str) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / PARTS / name).parent.mkdir(exist_ok=True)
        shutil.copy(sorted((folder / PARTS).glob("*.parquet"))[0], folder / PARTS / name)

    return tamper


def part_and_ledger(folder: Path) -> None:
    """A part with dearer runs, and the ledger that would have been written with it."""
    with closing(Ledger(folder)) as ledger:
        part = ledger.entries()[1].part
        found = outcomes_in(MADE, folder / PARTS / part.name)
        keep(MADE, folder, ledger, Done(part, {run: 2 * np.asarray(each) for run, each in found.items()}, ()))


def another_setting(folder: Path) -> None:
    """A part whose runs are said to be of another paradigm, and the ledger with the checksum of that file."""
    with closing(Ledger(folder)) as ledger:
        entry = ledger.entries()[0]
    file = folder / PARTS / entry.part.name
    content = pq.read_table(file)
    place = content.column_names.index("paradigm")
    other = pa.array(["proportional"] * len(content)).dictionary_encode()
    pq.write_table(content.set_column(place, content.field(place), other), file)
    written = file.read_bytes()
    with closing(sqlite3.connect(folder / LEDGER)) as connection, connection:
        connection.execute("UPDATE parts SET file_sha256 = ?, bytes = ? WHERE first = 0",
                           (hashlib.sha256(written).hexdigest(), len(written)))  # fmt: skip


def gone(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


TAMPERED: dict[str, tuple[Callable[[Path], None], str]] = {
    "an extra part": (extra("extra.parquet"), "parts/extra.parquet is no part that the ledger knows"),
    "an extra part in a folder": (extra("more/extra.parquet"), "parts/more/extra.parquet is no part"),
    "no manifest": (gone(MANIFEST), "manifest.json is missing"),
    "no data package": (gone(DATAPACKAGE), "datapackage.json is missing"),
    "no schema": (gone(TABLE_SCHEMA), "table-schema.json is missing"),
    "the manifest's hash": (document(MANIFEST, lambda said: said.update(results_sha256="0" * 64)), "results_sha256 ="),
    "the manifest's plan": (document(MANIFEST, lambda said: said.update(plan_sha256="0" * 64)), "plan_sha256 ="),
    "the manifest's count": (document(MANIFEST, lambda said: said.update(done=7)), "done = 7"),
    "the package's hash": (document(DATAPACKAGE, lambda said: said.update(results_sha256="0")), "results_sha256 ="),
    "the package's checksum": (document(DATAPACKAGE, lambda said: said["resources"][2].update(hash="sha256:0")),
                               "hash ="),
    "a resource less": (document(DATAPACKAGE, lambda said: said["resources"].pop()), "resources."),
    "the schema's unit": (document(TABLE_SCHEMA, lambda said: said["fields"][-1].update(unit="million")), "unit ="),
    "the plan's scenario": (document(STUDY, lambda said: said["scenario"].update(sha256="0")), "scenario.sha256 ="),
    "part and ledger": (part_and_ledger, "results_sha256 ="),
    "a setting and the ledger": (another_setting, "has other values of paradigm than the plan"),
}  # fmt: skip


def test_a_study_that_nobody_touched_holds(whole: Path) -> None:
    shown = cordiale("verify", str(whole), "--runs", "0", "--quiet")
    assert shown.exit_code == 0, shown.output


@pytest.mark.parametrize("case", TAMPERED)
def test_verify_names_what_was_tampered_with(whole: Path, tmp_path: Path, case: str) -> None:
    tamper, named = TAMPERED[case]
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)
    tamper(folder)
    shown = cordiale("verify", str(folder), "--runs", "0", "--quiet")
    assert shown.exit_code == 5, shown.output
    assert named in shown.stdout


@pytest.mark.parametrize("verb", ["status", "export"])
@pytest.mark.parametrize("case", ["part and ledger", "the manifest's hash"])
def test_results_that_the_manifest_does_not_know_are_not_handed_on(
    whole: Path, tmp_path: Path, case: str, verb: str
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)
    TAMPERED[case][0](folder)
    shown = cordiale(verb, str(folder))
    assert shown.exit_code == 3
    assert "manifest.json says that the results are" in shown.stderr
