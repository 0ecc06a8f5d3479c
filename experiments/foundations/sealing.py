"""A manifest seals what an analysis of a study leaves: what was asked, of which results, which files.

Nothing in it depends on the clock or on where files lie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from .atomic import remove_file, write_text
from .claiming import EXPORTED, LOCK, MANIFEST, claimed
from .hashes import hashes, unlike
from .kept_json import object_in
from .manifest import versions
from .plain import plain, to_json

FORMAT = "cordiale analysis manifest 1"
STEMS = {"map": "map", "robustness": "robustness", "discover": "discovery", "sensitivity": "sensitivity"}


def place_for(parent: Path, stem: str, asked: Mapping[str, Any]) -> Path:
    """The folder of a question: the one that has its answer, or the first that has none of another question's."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(parent / name for name in names if _asked(parent / name) in (None, plain(dict(asked))))


def _asked(folder: Path) -> dict[str, Any] | None:
    """What an analysis that lies in a folder was asked; None where none is whole there."""
    try:
        found = object_in(folder / MANIFEST)["asked"]
    except (OSError, ValueError, KeyError):
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def sealed(
    folder: Path, verb: str, *, asked: Mapping[str, Any], plan_sha256: str, results_sha256: str
) -> Iterator[None]:
    """Hold a folder while an analysis is written there, and leave its manifest last.

    Raises StoreError, also for a folder of another verb's.
    """
    with claimed(folder, verb):
        remove_file(folder / MANIFEST)
        yield
        names = sorted(file.name for file in folder.glob(f"{STEMS[verb]}.*"))
        of = {"plan_sha256": plan_sha256, "results_sha256": results_sha256}
        said = {"format": FORMAT, "verb": verb, "asked": dict(asked), **of, "versions": versions()}
        write_text(folder / MANIFEST, to_json({**said, "files": hashes(folder, names)}))


def unsealed(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the files of a folder that nothing else is left in: those listed, and those that are not."""
    yield from unlike(folder, files)
    yield from unlisted(folder, files)


def unlisted(folder: Path, known: Collection[str]) -> Iterator[str]:
    """Files in a folder, and in those below, that are not known, nor the manifest, a lock, or what `export` adds.

    Hidden ones, which file managers leave, are not meant.
    """
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if not file.is_dir() and file.name[0] != "." and name not in (*known, MANIFEST, LOCK, *EXPORTED):
            yield f"{name} is not listed in {MANIFEST}"
