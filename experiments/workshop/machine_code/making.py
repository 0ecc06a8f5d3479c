"""From the rules as Numba lowers them to one module of LLVM's, with a function for everything that Python calls."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from llvmlite import binding as llvm
from numba import types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.np.numpy_support import from_dtype

from cordiale.simulation.machinery.binding import PointerType
from cordiale.simulation.machinery.dispatching import lean
from cordiale.simulation.world.state import element

from ..portable import neutral
from .called import CALLED

KINDS = {"int": "whole", "float": "real", "bool": "yes or no", "None": "nothing"}  # by annotation; a place otherwise
HELD = {"whole": "i64", "real": "double", "yes or no": "i8", "address": "ptr"}
MANGLED = re.compile(r"@(_ZN\w+)")


def made() -> tuple[str, dict[str, Any]]:
    """The code of all that is called, and of each, by module and name, its symbol, what it takes and gives."""
    whole, entries, ways = cpu_target.target_context.codegen().create_library("model"), {}, []
    for behaviour in CALLED:
        plain = behaviour.py_func
        takes = [_kind(each.annotation) for each in inspect.signature(plain).parameters.values()]
        name, lowered = plain.__name__, _lowered(plain)
        whole.add_linking_library(lowered.library)
        ways.append(_way(name, lowered.fndesc.llvm_func_name, takes))
        gives = _kind(inspect.signature(plain).return_annotation)
        entries[f"{plain.__module__}.{plain.__qualname__}"] = {"symbol": name, "takes": takes, "gives": gives}
    with global_compiler_lock:
        whole.add_llvm_module(llvm.parse_assembly("".join(ways)))
        whole.finalize()
    return _renamed(neutral(whole.get_llvm_str())), entries


def _kind(annotation: Any) -> str:
    """What an annotation says that is passed."""
    return KINDS.get(str(getattr(annotation, "__name__", annotation)), "address")


def _lowered(plain: Callable[..., Any]) -> Any:
    """A behaviour as far as Numba takes what only compiled ones call."""
    numbers = {"whole": types.int64, "real": types.float64, "yes or no": types.boolean}
    kinds = []
    for each in inspect.signature(plain).parameters.values():
        said = str(getattr(each.annotation, "__name__", each.annotation))
        row = from_dtype(element("parameters")) if said == "ParametersRow" else PointerType(said)
        kinds.append(numbers.get(_kind(each.annotation), row))
    behaviour = lean(plain, inline=True)
    behaviour.compile(tuple(kinds))
    (overload,) = behaviour.overloads.values()
    return overload


def _way(name: str, inner: str, takes: list[str]) -> str:
    """A function of a name that can be found, which does what a lowered one does."""
    kinds = ["ptr", "ptr", *(HELD[each] for each in takes)]
    given = ", ".join(f"{kind} %{place}" for place, kind in enumerate(kinds))
    return f"""
declare i32 @{inner}({", ".join(kinds)})
define i32 @{name}({given}) {{
  %code = call i32 @{inner}({given})
  ret i32 %code
}}
"""


def _renamed(ir: str) -> str:
    """The same code with short names, which do not depend on what was compiled before."""
    names = {name: f"@f{place}" for place, name in enumerate(dict.fromkeys(MANGLED.findall(ir)))}
    return MANGLED.sub(lambda met: names[met[1]], ir)


def made_by() -> list[int]:
    """The version of LLVM."""
    return list(llvm.llvm_version_info)
