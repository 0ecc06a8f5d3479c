"""One decorator turns a behaviour written in plain Python into machine code.

Every rule of the model is an ordinary function marked `@compiled`. Numba compiles it at its first
call and keeps the result in a cache folder named after the content of these sources, so that an edit
anywhere in the model can never meet stale machine code. With `NUMBA_DISABLE_JIT=1` in the environment
the same functions run as plain Python, which is how they are debugged and covered.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba


def compiled(behaviour: Callable[..., Any]) -> Any:
    """Compile a behaviour: no fast-math (results must not depend on the machine), no GIL, cached on disk."""
    if numba.config.DISABLE_JIT:
        return behaviour
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(cache_folder())
    try:
        return numba.njit(behaviour, nogil=True, cache=True, error_model="numpy")
    except RuntimeError:  # nowhere to write: compile anew in every process
        return numba.njit(behaviour, nogil=True, error_model="numpy")
    finally:
        numba.config.CACHE_DIR = before


def uncached(behaviour: Callable[..., Any]) -> Any:
    """Compile a behaviour that closes over others: Numba cannot cache it, but its callers are cached."""
    return behaviour if numba.config.DISABLE_JIT else numba.njit(behaviour, nogil=True, error_model="numpy")


@cache
def cache_folder() -> Path:
    """Where machine code is kept: `NUMBA_CACHE_DIR` if set, else the user's cache; one folder per version."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    root = Path(chosen) if chosen else _user_cache() / "cordiale"
    return root / source_hash()[:16]


@cache
def source_hash() -> str:
    """SHA-256 over the sources of the model: the version of the behaviour, whatever the package says."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
