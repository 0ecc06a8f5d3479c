"""How a folder that a verb left came about, as its manifest says: command, inputs, versions; these for pip."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..foundations.atomic import StoreError, write_text
from ..foundations.claiming import MANIFEST, REQUIREMENTS, exported_to
from ..foundations.sealing import unsealed
from ..foundations.store import verify_directory
from ..study.folder import STUDY, is_study
from ..study.reading import opened
from .analyses import document_in, hold_files, is_analysis
from .left import holds_results


class Origin(NamedTuple):
    """How a folder came about: what was typed, what went in (by name, each with its properties), which versions."""

    command: str
    inputs: dict[str, dict[str, str]]
    versions: dict[str, str | None]


def export_requirements(directory: Path, *, to: Path | None) -> Path:
    """Write the versions of a folder's manifest as pip takes them, so that what ran can be installed again; the file.

    Raises StoreError for a folder that is unfinished, or does not hold what its manifest says.
    """
    origin = origin_of(directory)
    python, *packages = (f"{name}=={version}" for name, version in origin.versions.items() if version)
    file = exported_to(directory, REQUIREMENTS, to)
    about = [
        f"# {' '.join(origin.command.split())}: ran on {python}",
        "# pip install -r this file there, then: cordiale verify DIR --all",
    ]
    write_text(file, "\n".join([*about, *packages, ""]))
    return file


def origin_of(directory: Path) -> Origin:
    """How a folder came about. Raises StoreError for one that is unfinished, or does not hold."""
    if not (directory / MANIFEST).is_file():
        raise StoreError(f"{directory}: {MANIFEST} is missing: nothing is there, or unfinished")
    if is_study(directory):
        return _of_study(directory)
    problems = list(_problems(directory))
    if problems:
        raise StoreError(f"{directory} does not hold: {problems[0]}")
    manifest = document_in(directory, MANIFEST)
    try:
        return _of_manifest(manifest, is_of_study=is_analysis(directory))
    except (KeyError, TypeError, AttributeError) as error:
        missing = "without " if isinstance(error, KeyError) else ""
        raise StoreError(f"{directory}: {MANIFEST} is damaged: {missing}{error}") from error


def _of_manifest(manifest: dict[str, Any], *, is_of_study: bool) -> Origin:
    """What a manifest tells. Raises KeyError, TypeError or AttributeError for one of another kind."""
    if is_of_study:
        asked = {name: value for name, value in manifest["asked"].items() if value is not None}
        of = {"study": {"@type": "CreativeWork", "sha256": manifest["plan_sha256"],
                        "description": f"Its results have the content hash {manifest['results_sha256']}."}}  # fmt: skip
        return Origin(f"cordiale {manifest['verb']}", of | _settings(asked), manifest["versions"])
    inputs = _scenario(manifest["scenario"]) | _settings({"seed": manifest["seed"]})
    return Origin(shlex.join(map(str, manifest["command"])), inputs, manifest["versions"])


def _problems(directory: Path) -> Iterator[str]:
    """What is wrong with a folder's files."""
    if is_analysis(directory):
        yield from hold_files(directory).problems
    elif holds_results(directory):
        yield from verify_directory(directory).problems
    else:
        yield from unsealed(directory, dict(document_in(directory, MANIFEST).get("files", {})))


def _of_study(directory: Path) -> Origin:
    """A study; its ledger is held against its parts on the way. Raises StudyError."""
    with opened(directory):
        frozen = json.loads((directory / STUDY).read_bytes())
    study = {name: frozen["study"][name] for name in ("seed", "design", "replications", "quarters")}
    return Origin("cordiale sweep", _scenario(frozen["scenario"]) | _settings(study), frozen["versions"])


def _scenario(scenario: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The scenario that went in; its whole content stands in the folder's documents."""
    about = f"The scenario {scenario['name']}, by the SHA-256 of its content as JSON with sorted keys."
    return {"scenario": {"@type": "CreativeWork", "description": about, "sha256": scenario["sha256"]}}


def _settings(settings: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {name: {"@type": "PropertyValue", "value": str(value)} for name, value in settings.items()}
