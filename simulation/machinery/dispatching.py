"""Behaviours as Numba compiles them: after an edit of the model, with rules of one's own, and to ship the model.

Numba is imported here and nowhere before: who lives with the model as shipped does without.
"""

import glob
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import FunctionCache
from numba.core.utils import _dynamic_module

from .beforehand import recorded
from .binding import bind_all
from .caches import cache_folder
from .lowered import Lowered
from .standing import make_known

# Machine code that holds a function of no module, a rule of somebody's own, is read again by the name Numba gave it.
sys.modules.setdefault(_dynamic_module.__name__, _dynamic_module)
OPTIONS = {"nogil": True, "error_model": "numpy"}  # no fast-math: a result must not depend on the machine


def dispatcher(rule: Any) -> Any:
    """Numba's dispatcher of a `Rule`: for calls from Python, and leaner for calls from other behaviours."""
    if rule.version:
        make_known()
    inner = lean(rule.py_func, inline=bool(rule.inlined), **rule.more)
    if rule.inlined is None:
        return inner
    outer = _kept(rule.py_func, rule.version, **rule.more)
    outer.get_call_template, outer.get_overload = inner.get_call_template, inner.get_overload
    return outer


def _kept(behaviour: Callable[..., Any], version: str, **more: Any) -> Any:
    """A compiled behaviour that Python can call and that is kept on disk, where there is a place for it.

    Only what Python calls is kept: it contains all that it calls in turn.
    """
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(_folder_of(version))
    try:
        kept = numba.njit(behaviour, **OPTIONS, **more)
        kept._cache = Kept(behaviour)
        return kept
    except RuntimeError:  # nowhere to write: compile anew in every process
        return numba.njit(behaviour, **OPTIONS, **more)
    finally:
        numba.config.CACHE_DIR = before


def _folder_of(version: str) -> Path:
    """Where machine code is kept; what calls functions that stand as shipped, is of use only where they do."""
    folder = cache_folder(version)
    return folder / recorded()["checked"]["sha256"][:16] if version and make_known() is not None else folder


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
        print(f"cordiale: {told}: set aside, compiling anew (up to a minute)", file=sys.stderr)
        for file in Path(self.cache_path).glob(f"{glob.escape(base)}.*"):
            if file.suffix in (".nbi", ".nbc"):
                with suppress(OSError):
                    file.replace(file.with_name(f"{file.name}.damaged"))


def lean(behaviour: Callable[..., Any], *, inline: bool, **more: Any) -> Any:
    """A behaviour for compiled ones only: it has no entry for Python, and becomes machine code with its callers."""
    bind_all()
    known = behaviour.__globals__
    if known.get("literal_unroll") is tuple:
        known["literal_unroll"] = numba.literal_unroll
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": inline, "pipeline_class": Lowered}
    return numba.njit(behaviour, **options, **OPTIONS, **more)
