"""What the documents of a study's folder say of its results, held against the ledger; and what nobody there names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..foundations.atomic import TEMPORARY_SUFFIX
from ..foundations.claiming import is_held
from ..foundations.kept_json import object_in
from ..foundations.phrases import foremost
from .best_options import BEST, csv_of
from .datapackage import DATAPACKAGE, TABLE_SCHEMA, datapackage, table_schema
from .folder import MANIFEST, PARTS, STUDY
from .frozen import differences, freeze
from .ledger import Ledger
from .planning import Plan
from .progress import manifest, state_in
from .recorded_runs import files_in

PROSE = {"title", "description", "definition"}  # which editions may word otherwise
COUNTED = ("points", "runs", "factors", "scenario", "agents")  # what `study.json` says that its plan says already


def contradictions(plan: Plan, frozen: dict[str, Any], folder: Path, ledger: Ledger) -> Iterator[str]:
    """What is wrong with all but the parts, a line each; nothing while a process works there."""
    if is_held(folder):
        return
    state = state_in(plan, ledger, frozen["plan_sha256"])
    settled = state.has_ended or (folder / MANIFEST).exists()
    yield from strange_files(plan, folder, ledger, settled=settled)
    planned = freeze(plan)
    yield from _said(STUDY, {key: frozen.get(key) for key in COUNTED}, {key: planned[key] for key in COUNTED})
    if settled:
        yield from _unlike(folder, MANIFEST, manifest(state, frozen["plan_sha256"], files_in(plan, folder)))
        yield from _unlike(folder, DATAPACKAGE, datapackage(plan, ledger.entries(), state.sha256))
        yield from _unlike(folder, TABLE_SCHEMA, table_schema(plan))
        if plan.study.until is not None:
            yield from _other_text(folder, BEST, csv_of(plan, ledger))


def strange_files(plan: Plan, folder: Path, ledger: Ledger, *, settled: bool) -> Iterator[str]:
    """Files among the parts that the ledger does not know, which a program that reads the folder would read too.

    Before a study is settled a part may lie there whole and not be entered yet.
    """
    known = {entry.part.name for entry in ledger.entries() if entry.file_sha256 is not None}
    known |= set() if settled else {part.name for part in plan.parts()}
    for file in sorted((folder / PARTS).rglob("*")):
        name = file.relative_to(folder / PARTS).as_posix()
        if name not in known and not file.is_dir() and not name.endswith(TEMPORARY_SUFFIX):
            yield f"{PARTS}/{name} is no part that the ledger knows: programs that read {PARTS}/ would read it too"


def _unlike(folder: Path, name: str, wanted: dict[str, Any]) -> Iterator[str]:
    """Where a document is not what the ledger makes of it."""
    try:
        found = object_in(folder / name)
    except FileNotFoundError:
        yield f"{name} is missing"
    except (OSError, ValueError) as error:
        yield f"{name} is damaged: {error}"
    else:
        yield from _said(name, found, wanted)


def _other_text(folder: Path, name: str, wanted: str) -> Iterator[str]:
    """Whether a text is not what the ledger makes of it."""
    try:
        if (folder / name).read_bytes().decode().replace("\r\n", "\n") != wanted.replace("\r\n", "\n"):
            yield f"{name} does not say what the study came to"
    except (OSError, ValueError) as error:
        yield f"{name} is missing" if isinstance(error, FileNotFoundError) else f"{name} is damaged: {error}"


def _said(name: str, found: Any, wanted: Any) -> Iterator[str]:
    """The first place where a document says something else than it should, and how many more there are."""
    other = list(differences(_plain(found), _plain(json.loads(json.dumps(wanted)))))
    if other:
        yield f"{name} does not say what the study came to: {foremost(other, 1)}"


def _plain(given: Any) -> Any:
    """A document without its prose, lists of named things by their names, so that a difference has a place."""
    if isinstance(given, dict):
        return {key: _plain(each) for key, each in given.items() if key not in PROSE}
    if isinstance(given, list) and all(isinstance(each, dict) and "name" in each for each in given):
        return {f"{each['name']}": _plain(each) for each in given} | {"how many": len(given)}
    return given
