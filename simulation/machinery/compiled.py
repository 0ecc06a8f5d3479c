"""One decorator turns a behaviour written in plain Python into machine code.

Every rule of the model is an ordinary function marked `@compiled`. Numba compiles it at its first
call and keeps the result in a cache folder named after the content of these sources, so that an edit
anywhere in the model can never meet stale machine code. With `NUMBA_DISABLE_JIT=1` in the environment
the same functions run as plain Python, which is how they are debugged and covered.
"""

import atexit
import glob
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba import literal_unroll as literal_unroll  # rules need no other name of Numba's
from numba.core.caching import FunctionCache

from .lowered import Lowered
from .source_files import MODEL, source_files

Behaviour = TypeVar("Behaviour", bound=Callable[..., Any])  # called in the same way before and after
OPTIONS = {"nogil": True, "error_model": "numpy"}  # no fast-math: a result must not depend on the machine


def compiled(behaviour: Behaviour) -> Behaviour:
    """Compile a behaviour, once for calls from Python and once, leaner, for calls from other behaviours.

    Only what Python calls is kept on disk: it contains all that it calls in turn.
    """
    return behaviour if numba.config.DISABLE_JIT else _twice(behaviour, inline=True)


def common(behaviour: Behaviour) -> Behaviour:
    """Compile a long behaviour that many others call: it stays one function instead of becoming part of each.

    That keeps what has to be compiled, and the page's engine, small.
    """
    return behaviour if numba.config.DISABLE_JIT else _twice(behaviour, inline=False)


def _twice(behaviour: Callable[..., Any], *, inline: bool, version: str = "", **more: Any) -> Any:
    outer, inner = _kept(behaviour, version, **more), _lean(behaviour, inline=inline, **more)
    outer.get_call_template, outer.get_overload = inner.get_call_template, inner.get_overload
    outer.inlined = inline
    return outer


def _kept(behaviour: Callable[..., Any], version: str, **more: Any) -> Any:
    """A compiled behaviour that Python can call and that is kept on disk, where there is a place for it."""
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(cache_folder(version))
    try:
        kept = numba.njit(behaviour, **OPTIONS, **more)
        kept._cache = Kept(behaviour)
        return kept
    except RuntimeError:  # nowhere to write: compile anew in every process
        return numba.njit(behaviour, **OPTIONS, **more)
    finally:
        numba.config.CACHE_DIR = before


class Kept(FunctionCache):
    """Machine code on disk. What cannot be read is set aside, told, and compiled anew; what cannot be kept is not."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types of arguments, or None."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as damage:  # half a file can end in any
            self._set_aside(type(damage).__name__)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code, if the disk takes it."""
        with suppress(OSError):
            super().save_overload(sig, data)

    def _set_aside(self, reason: str) -> None:
        base = self._impl.filename_base
        told = f"the machine code kept as {base} in {self.cache_path} cannot be read ({reason})"
        print(f"cordiale: {told}: set aside, compiling anew (about a minute)", file=sys.stderr)
        for file in Path(self.cache_path).glob(f"{glob.escape(base)}.*"):
            if file.suffix in (".nbi", ".nbc"):
                with suppress(OSError):
                    file.replace(file.with_name(f"{file.name}.damaged"))


def _lean(behaviour: Callable[..., Any], *, inline: bool, **more: Any) -> Any:
    """A behaviour for compiled ones only: it has no entry for Python, and becomes machine code with its callers."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": inline, "pipeline_class": Lowered}
    return numba.njit(behaviour, **options, **OPTIONS, **more)


def recompiled(behaviour: Callable[..., Any], like: Callable[..., Any], version: str) -> Any:
    """A behaviour compiled in the way of another, for a version of the model of one's own, with every index checked.

    What is not compiled itself, because a user wrote it, is compiled like a rule.
    """
    inlined = getattr(like, "inlined", None)
    if inlined is None and hasattr(like, "py_func"):
        return numba.njit(behaviour, boundscheck=True, **OPTIONS)
    return _twice(behaviour, inline=inlined is not False, version=version, boundscheck=True)


def uncached(behaviour: Behaviour) -> Behaviour:
    """A behaviour that closes over others, for compiled ones: Numba cannot keep it, but whoever calls it is kept."""
    return behaviour if numba.config.DISABLE_JIT else _lean(behaviour, inline=False)


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
