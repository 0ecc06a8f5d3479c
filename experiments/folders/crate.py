"""What a verb left, as a Process Run Crate: which command of which software made which files, by checksum, from what.

`ro-crate-metadata.json` follows RO-Crate 1.1 and the profile Process Run Crate 0.5
(https://w3id.org/ro/wfrun/process/0.5), so that archives and other programs read where results come from. It says what
the folder's manifest says, and the same at every export: its times are when the verb ended.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..foundations.atomic import whole, write_text
from ..foundations.claiming import CRATE, EXPORTED, LOCK, MANIFEST, exported_to
from ..foundations.errors import UsersError, installing
from ..foundations.hashes import hashes
from ..foundations.plain import to_json
from ..study.folder import BEFORE, GROWING, GROWN, SET_ASIDE
from .origin import Origin, origin_of

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
TERMS = "Simulated results; whoever made them says under which terms they may be used."
EXTRA = f"needs the extra provenance: {installing('provenance')}"
CAVEAT = "Simulated from a model's assumptions: no evidence about the world."
KINDS = {".json": "application/json", ".parquet": "application/vnd.apache.parquet", ".csv": "text/csv",
         ".png": "image/png", ".svg": "image/svg+xml", ".html": "text/html", ".sqlite": "application/vnd.sqlite3",
         ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
PASSING = (LOCK, *EXPORTED)
ELSEWHERE = (SET_ASIDE, GROWING, GROWN, BEFORE)  # of a study, and no part of what it came to


def export_crate(directory: Path, *, to: Path | None) -> Path:
    """Describe a folder in `ro-crate-metadata.json` there, or write the whole crate to a .zip file; the file.

    Raises UsersError where rocrate is missing, or for a file of another kind; StoreError for a folder that is
    unfinished, or does not hold what its manifest says.
    """
    try:
        from rocrate.rocrate import ROCrate  # late: an extra
    except ImportError as error:
        raise UsersError(f"the format ro-crate {EXTRA}") from error
    if to is not None and to.suffix != ".zip":
        raise UsersError(f"to = {to}: a crate is the folder itself, or a file whose name ends in .zip")
    file = exported_to(directory, CRATE, to)
    crate = described(ROCrate(version="1.1"), directory, origin_of(directory))
    if to is None:
        write_text(file, to_json(crate.metadata.generate()))
        return file
    with whole(file) as aside:
        crate.write_zip(aside)
    return file


def described(crate: Any, directory: Path, origin: Origin) -> Any:
    """The crate, with the folder's files, and the action that made them of its inputs."""
    from rocrate.model.contextentity import ContextEntity  # late: an extra

    def context(entity: str, **properties: Any) -> Any:
        said = {key: each for key, each in properties.items() if each}
        return crate.add(ContextEntity(crate, entity, properties=said))

    ended = datetime.fromtimestamp((directory / MANIFEST).stat().st_mtime, UTC).isoformat(timespec="seconds")
    crate.datePublished, crate.root_dataset["license"] = ended, TERMS
    crate.name, crate.description = f"Cordiale: {origin.command}", CAVEAT
    profile = context(PROFILE, **{"@type": "CreativeWork"}, name="Process Run Crate", version="0.5")
    crate.root_dataset["conformsTo"] = profile
    tool, *beside = [
        context(f"#{name}", **{"@type": "SoftwareApplication"}, name=name, softwareVersion=version)
        for name, version in sorted(origin.versions.items(), key=lambda each: each[0] != "cordiale")
        if version is not None
    ]
    tool["softwareRequirements"] = beside
    inputs = [context(f"#{name}", name=name, **about) for name, about in origin.inputs.items()]
    outputs = [
        crate.add_file(directory / name, name, properties=properties_of(directory / name))
        for name in files_in(directory)
    ]
    made = context("#run", **{"@type": "CreateAction"}, name=origin.command, description=CAVEAT, instrument=tool,
                   object=inputs, result=outputs, endTime=ended)  # fmt: skip
    crate.root_dataset["mentions"] = made
    return crate


def properties_of(file: Path) -> dict[str, Any]:
    """What a file is: its name, kind, size and SHA-256."""
    sha256 = hashes(file.parent, [file.name])[file.name]
    kind = KINDS.get(file.suffix, "application/octet-stream")
    return {"name": file.name, "encodingFormat": kind, "contentSize": str(file.stat().st_size), "sha256": sha256}


def files_in(directory: Path) -> list[str]:
    """The files that a verb left in a folder, by name; what only passes through is left out."""
    names = (file.relative_to(directory) for file in sorted(directory.rglob("*")) if file.is_file())
    return [name.as_posix() for name in names
            if name.as_posix() not in PASSING and name.name[0] != "." and name.parts[0] not in ELSEWHERE]  # fmt: skip
