"""What an analysis of a study left: its files by hash, its numbers by working them out again from the study."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..analysis.documents import of_discovery, of_sensitivity
from ..analysis.freshness import discovered
from ..analysis.indices import sensitivity
from ..cartography.advice_map import advice_map
from ..cartography.robustness import document_of, robustness
from ..cartography.telling_map import to_document
from ..foundations.atomic import StoreError
from ..foundations.claiming import MANIFEST, verb_of
from ..foundations.closeness import same
from ..foundations.kept_json import object_in
from ..foundations.plain import to_json
from ..foundations.sealing import STEMS, unsealed
from ..study.folder import is_study
from ..study.frozen import differences
from ..study.progress import status
from .holding import Held

OF_RESULTS = ("plan_sha256", "results_sha256")
MORE_LOOKS = "other questions were asked of the same held-out half since, so that its evidence was not worked out again"
AGAIN: dict[str, Callable[[Path, Mapping[str, Any]], dict[str, Any]]] = {
    "map": lambda study, asked: to_document(advice_map(study, **asked)),
    "robustness": lambda study, asked: document_of(robustness(study, **asked)),
    "sensitivity": lambda study, asked: of_sensitivity(sensitivity(study, **asked)),
    "discover": lambda study, asked: of_discovery(discovered(study, **asked)),
}


def is_analysis(folder: Path) -> bool:
    """Whether a folder holds what an analysis of a study left, or some of it."""
    return verb_of(folder) in STEMS or any((folder / f"{stem}.json").is_file() for stem in STEMS.values())


def analyses_in(study: Path) -> list[Path]:
    """The folders of the analyses in a study's folder."""
    return sorted(file.parent for stem in STEMS.values() for file in study.glob(f"*/*/{stem}.json"))


def study_of(folder: Path) -> Path | None:
    """The study in whose folder an analysis lies, if it does."""
    return next((each for each in folder.resolve().parents[:2] if is_study(each)), None)


def document_in(folder: Path, name: str) -> dict[str, Any]:
    """A document that was left in a folder. Raises StoreError for one that is missing or damaged."""
    try:
        return object_in(folder / name)
    except FileNotFoundError:
        raise StoreError(f"{name} is missing") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{name} is damaged: {error}") from error


def hold_files(folder: Path) -> Held:
    """Hold an analysis against its manifest, file by file, without working anything out."""
    try:
        manifest = document_in(folder, MANIFEST)
        problems = [*unsealed(folder, dict(manifest["files"]))]
        problems += [] if problems else [*_unlike(folder, manifest)]
    except (StoreError, KeyError, TypeError, ValueError) as error:
        said = str(error) if isinstance(error, StoreError) else f"{MANIFEST} is damaged: {error!r}"
        return Held(None, None, (said,))
    return Held(manifest.get("results_sha256"), None, tuple(problems))


def _unlike(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Where a manifest and the document beside it are not of the same study."""
    document = document_in(folder, f"{STEMS[manifest['verb']]}.json")
    for key in OF_RESULTS:
        if manifest.get(key) != document.get(key):
            yield f"{MANIFEST} says {key} = {manifest.get(key)}, the numbers are of {document.get(key)}"


def hold_analysis(folder: Path) -> Held:
    """Hold an analysis against its manifest, and its numbers against the study in whose folder it lies.

    Raises StudyError, AnalysisError and StoreError for a study that is not as it should be.
    """
    held = hold_files(folder)
    if held.problems:
        return held
    study = study_of(folder)
    if study is None:
        return held._replace(notes=("its study is not where it was left: no number was worked out again",))
    now = status(study)
    held = held._replace(found=now.sha256)
    if now.sha256 != held.expected:
        return held._replace(notes=(f"the study has other results by now, {now.sha256}: nothing was worked out again",))
    manifest = document_in(folder, MANIFEST)
    kept = document_in(folder, f"{STEMS[manifest['verb']]}.json")
    try:
        again = json.loads(to_json(AGAIN[manifest["verb"]](study, manifest["asked"])))
    except (TypeError, KeyError, AttributeError) as error:  # of another kind than what is asked
        return held._replace(problems=(f"{MANIFEST} is damaged: what it says was asked cannot be asked: {error}",))
    if again.get("looks") != kept.get("looks"):
        return held._replace(notes=(MORE_LOOKS,))
    other = [f"worked out again, {each}" for each in differences(kept, again, same=same)]
    return held._replace(problems=tuple(other[:1]), runs=now.done, how="of its study asked again")
