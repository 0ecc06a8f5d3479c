"""Files by their SHA-256, for a manifest that lists them and for whoever holds them against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def hashes(directory: Path, names: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of each of these files. Raises OSError for one that cannot be read."""
    return {name: _sha256(directory / name) for name in names}


def unlike(directory: Path, expected: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with files whose SHA-256 is expected to be this, a line each."""
    for name, sha256 in expected.items():
        try:
            if _sha256(directory / name) != sha256:
                yield f"{name} is not the file of the manifest"
        except FileNotFoundError:
            yield f"{name} is missing"
        except ValueError:  # a name that no file can have
            yield f"{name!r} is missing"
        except OSError as error:
            yield f"{name} cannot be read: {error.strerror or error}"


def _sha256(file: Path) -> str:
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
