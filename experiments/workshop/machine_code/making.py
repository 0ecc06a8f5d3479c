"""From the rules as Numba lowers them to modules of LLVM's.

One has a function for everything that Python calls. The other has every function of the week that takes and gives
numbers, with its indices checked, for rules of one's own.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from llvmlite import binding as llvm
from numba import types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.np.numpy_support import from_dtype

from cordiale.simulation.engine import live_until, one_week
from cordiale.simulation.machinery.beforehand import name_of
from cordiale.simulation.machinery.binding import NUMBERS, held_as
from cordiale.simulation.machinery.bound import BOUND
from cordiale.simulation.machinery.dispatching import lean
from cordiale.simulation.machinery.relinking import Links
from cordiale.simulation.world.state import element

from ..portable import neutral
from .called import CALLED

KINDS = {"int": "whole", "float": "real", "bool": "yes or no", "None": "nothing"}  # by annotation; a place otherwise
SHORT = 200  # bytes of bytecode: what is longer and has several callers stays one function
GIVES = {types.int64: "whole", types.float64: "real", types.boolean: "yes or no", types.none: "nothing"}
HELD = {"whole": "i64", "real": "double", "yes or no": "i8", "address": "ptr"}
MANGLED = re.compile(r"@(_ZN\w+)")


class Made(NamedTuple):
    """LLVM's code, and of each function that can be called its symbol, and what it gives, by module and name."""

    ir: str
    entries: dict[str, Any]


def model() -> Made:
    """All that Python calls, each with what it takes."""
    parts, entries = list[Part](), dict[str, Any]()
    for behaviour in CALLED:
        plain = behaviour.py_func
        takes = [_kind(each.annotation) for each in inspect.signature(plain).parameters.values()]
        parts.append(Part(plain.__name__, _lowered(lean(plain, inline=True), plain), takes))
        gives = _kind(inspect.signature(plain).return_annotation)
        entries[name_of(plain)] = {"symbol": plain.__name__, "takes": takes, "gives": gives}
    return Made(_linked(parts), entries)


def checked() -> Made:
    """All that a week calls and that takes and gives numbers, or a company, by itself and with its indices checked."""
    links, parts, entries = Links({}, {}, "", shipped=False), list[Part](), dict[str, Any]()
    links.checked(live_until)
    callers = Counter(called.__name__ for each in links.made() for called in links.called_by(each.py_func))
    for behaviour in links.made():
        plain = behaviour.py_func
        is_long = _is_simple(plain) and len(plain.__code__.co_code) > SHORT
        behaviour.inlined = not is_long or callers[plain.__name__] == 1
    for behaviour in links.made():
        plain = behaviour.py_func
        lowered = _lowered(lean(plain, inline=True, boundscheck=True), plain) if _is_simple(plain) else None
        gives = lowered and _given(lowered.signature.return_type)
        if gives:
            takes = [_kind(each.annotation) for each in inspect.signature(plain).parameters.values()]
            symbol = f"{plain.__name__}_{len(entries)}"
            parts.append(Part(symbol, lowered, takes))
            entries[name_of(plain)] = {"symbol": symbol, "gives": gives}
    return Made(_linked(parts), entries)


def _given(kind: Any) -> str | None:
    """What a type of Numba's says that is given back: a member of an enumeration is the number it stands for."""
    return GIVES.get(kind.dtype if isinstance(kind, types.IntEnumMember) else kind)


class Part(NamedTuple):
    """A behaviour as far as Numba takes what only compiled ones call, and the name it is to be found by."""

    name: str
    lowered: Any
    takes: list[str]


def _linked(parts: list[Part]) -> str:
    whole = cpu_target.target_context.codegen().create_library("model")
    for part in parts:
        whole.add_linking_library(part.lowered.library)
    ways = [_way(name, lowered.fndesc.llvm_func_name, takes) for name, lowered, takes in parts]
    with global_compiler_lock:
        whole.add_llvm_module(llvm.parse_assembly("".join(ways)))
        whole.finalize()
    return _renamed(neutral(whole.get_llvm_str()))


def _is_simple(plain: Any) -> bool:
    """Whether a function stands by itself, and takes numbers, a company and its log."""
    given = [each.annotation for each in inspect.signature(plain).parameters.values()]
    return not plain.__closure__ and plain.__name__ != one_week.__name__ and set(given) <= {*NUMBERS, *BOUND}


def _kind(annotation: Any) -> str:
    """What an annotation says that is passed."""
    return KINDS.get(str(getattr(annotation, "__name__", annotation)), "address")


def _lowered(behaviour: Any, plain: Callable[..., Any]) -> Any:
    """What Numba makes of a behaviour for what it is annotated to take."""
    kinds = []
    for each in inspect.signature(plain).parameters.values():
        said = str(getattr(each.annotation, "__name__", each.annotation))
        is_row = said == "ParametersRow"
        kinds.append(from_dtype(element("parameters")) if is_row else held_as(each.annotation))
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
