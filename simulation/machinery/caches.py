"""Where machine code is kept: in a folder named after the content of the model's sources, its version."""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from .source_files import MODEL, source_files


@cache
def cache_folder(version: str = "") -> Path:
    """Where machine code is kept: `NUMBA_CACHE_DIR` if set, else the user's cache; one folder per version.

    The version is that of the model as shipped, if no other is given.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    root = Path(chosen) if chosen else _user_cache() / "cordiale"
    return root / (version or source_hash())[:16]


@cache
def source_hash() -> str:
    """SHA-256 over the sources of the model: the version of the behaviour, whatever the package says."""
    return hash_of(MODEL)


def hash_of(folder: Path) -> str:
    """SHA-256 over every source in a folder and below it, by path and content."""
    digest = hashlib.sha256()
    for source in source_files(folder):
        digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def _user_cache() -> Path:
    if sys.platform == "win32":
        chosen = os.environ.get("LOCALAPPDATA")
        return Path(chosen) if chosen else _home() / "AppData" / "Local"
    chosen = os.environ.get("XDG_CACHE_HOME")
    return Path(chosen) if chosen else _home() / ".cache"


def _home() -> Path:
    """The user's home; for who has none, as in a container, a folder that is gone with the process."""
    try:
        return Path.home()
    except RuntimeError:
        folder = tempfile.mkdtemp(prefix="cordiale-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)
