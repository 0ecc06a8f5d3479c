"""Every folder that a verb left describes itself as a Process Run Crate, which a validator of RO-Crates accepts."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import pytest
from packaging.requirements import Requirement

from cordiale.experiments.comparison.compare import carry_out as compare
from cordiale.experiments.comparison.compare import keep
from cordiale.experiments.folders.crate import PROFILE, export_crate, properties_of
from cordiale.experiments.folders.origin import export_requirements
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import CRATE, MANIFEST
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.study.carrying_out import carry_out
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

rocrate = pytest.importorskip("rocrate")
TINY = Scenario(schema=1, name="tiny", company={"reps": 2, "marketers": 2, "executives": 1, "burn_in": 0})
STUDY = planned(
    design="full",
    quarters=1,
    replications=2,
    factors={"paradigm": ["siloed", "proportional"], "trust.initial": [0.2, 0.8]},
)
KINDS = ("compare", "study", "map")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of what verbs left: a comparison, a study, and an analysis of it."""
    folder = tmp_path_factory.mktemp("left")
    runs = plan(TINY, paradigms=["siloed"], forces=["none"], replications=2, quarters=1, seed=1)
    keep(
        compare(TINY, runs, workers=1),
        folder / "compare",
        verb="compare",
        command=["cordiale", "compare", "tiny.toml"],
        w=ENGLISH,
    )
    planted(folder / "study", STUDY, lambda settings, replication: 1.0 + replication)
    carry_out(STUDY, folder / "study", workers=1)
    shown = cordiale("robustness", folder / "study", "--out", folder / "map")
    assert shown.exit_code == 0, shown.output
    return folder


def graph(folder: Path) -> dict[str, dict[str, Any]]:
    """The entities of a crate, by their names."""
    return {each["@id"]: each for each in json.loads((folder / CRATE).read_bytes())["@graph"]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_crate_names_command_software_inputs_and_every_file_by_its_checksum(left: Path, kind: str) -> None:
    folder = left / kind
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {CRATE, "lock"}
    said = graph(export_crate(folder, to=None).parent)
    run = said["#run"]
    assert run["@type"] == "CreateAction"
    assert run["name"].startswith("cordiale ")
    tool = said[run["instrument"]["@id"]]
    assert (tool["@type"], tool["name"]) == ("SoftwareApplication", "cordiale")
    assert tool["softwareVersion"]
    assert {said[each["@id"]]["name"] for each in tool["softwareRequirements"]} >= {"python", "numpy"}
    assert {each["@id"] for each in run["result"]} == there
    for name in there:
        assert said[name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    inputs = [said[each["@id"]] for each in run["object"]]
    assert any(len(each.get("sha256", "")) == 64 for each in inputs)
    assert said["./"]["conformsTo"]["@id"] == PROFILE


MEDIA = {  # as IANA registers them, and Parquet's own
    "json": "application/json", "parquet": "application/vnd.apache.parquet", "csv": "text/csv", "png": "image/png",
    "svg": "image/svg+xml", "html": "text/html", "sqlite": "application/vnd.sqlite3", "txt": "application/octet-stream",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@pytest.mark.parametrize("suffix", MEDIA)
def test_a_crate_says_of_each_kind_of_file_what_it_is_and_how_large(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{suffix}"
    file.write_bytes(b"12345")
    sha256 = hashlib.sha256(b"12345").hexdigest()
    said = {"name": file.name, "encodingFormat": MEDIA[suffix], "contentSize": "5", "sha256": sha256}
    assert properties_of(file) == said


class Answer:
    """What a server of the JSON-LD context would answer, from the copy that rocrate brings."""

    status_code, from_cache = 200, True
    headers: ClassVar[dict[str, str]] = {"Content-Type": "application/ld+json"}
    text = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text(encoding="utf-8")
    content = text.encode()

    def json(self) -> Any:
        return json.loads(self.text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_validator_accepts_the_crate(left: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    services = pytest.importorskip("rocrate_validator.services", reason="roc-validator is not here; .ci/run brings it")
    from rocrate_validator.models import Severity, ValidationSettings
    from rocrate_validator.utils.http import HttpRequester

    monkeypatch.setattr(HttpRequester, "get", lambda self, url, **given: Answer(), raising=False)
    export_crate(left / kind, to=None)
    result = services.validate(
        ValidationSettings(rocrate_uri=str(left / kind), profile_identifier="process-run-crate-0.5",
                           requirement_severity=Severity.REQUIRED, offline=True)
    )  # fmt: skip
    assert not result.has_issues(), [each.message for each in result.get_issues()]


def test_the_same_folder_has_the_same_crate_and_a_zip_holds_it_all(left: Path, tmp_path: Path) -> None:
    first = export_crate(left / "compare", to=None).read_bytes()
    assert export_crate(left / "compare", to=None).read_bytes() == first
    with zipfile.ZipFile(export_crate(left / "compare", to=tmp_path / "all.zip")) as packed:
        assert {"results.parquet", "summary.json", "manifest.json", CRATE} <= set(packed.namelist())
        assert packed.read("results.parquet") == (left / "compare" / "results.parquet").read_bytes()
    with pytest.raises(UsersError, match=r"all\.tar: a crate is the folder itself, or a file whose name ends in \.zip"):
        export_crate(left / "compare", to=tmp_path / "all.tar")


def test_what_is_unfinished_or_does_not_hold_gets_no_crate(left: Path, tmp_path: Path) -> None:
    for kind, harm, said in (
        ("compare", "summary.json", "summary.json is not the file of the manifest"),
        ("map", "robustness.csv", "robustness.csv is not the file of the manifest"),
    ):
        shutil.copytree(left / kind, tmp_path / kind)
        (tmp_path / kind / harm).write_text("{}")
        (tmp_path / kind / CRATE).unlink(missing_ok=True)
        with pytest.raises(StoreError, match=said):
            export_crate(tmp_path / kind, to=None)
        (tmp_path / kind / "manifest.json").unlink()
        with pytest.raises(StoreError, match="nothing is there, or unfinished"):
            export_crate(tmp_path / kind, to=None)
        assert not (tmp_path / kind / CRATE).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_versions_that_ran_are_requirements_that_pip_reads(left: Path, kind: str) -> None:
    told = export_requirements(left / kind, to=None).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in told if not line.startswith("#")]
    assert {"cordiale", "numpy", "numba", "mesa"} <= {each.name for each in asked}
    assert all(each.specifier.contains(version(each.name)) for each in asked)
    assert f"python=={platform.python_version()}" in told[0]


def test_a_package_that_was_not_installed_is_neither_a_requirement_nor_software_of_the_crate(
    left: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(left / "compare", tmp_path / "compare")
    document = json.loads((folder / MANIFEST).read_bytes())
    document["versions"]["mesa"] = None
    (folder / MANIFEST).write_text(json.dumps(document), encoding="utf-8")
    told = export_requirements(folder, to=None).read_text(encoding="utf-8")
    assert "numpy==" in told
    assert "mesa" not in told
    export_crate(folder, to=None)
    assert {"#numpy", "#mesa"} & graph(folder).keys() == {"#numpy"}
