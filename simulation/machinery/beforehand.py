"""The model as shipped, as machine code: made at the first use from LLVM's code of it, which lies beside this file.

Reading, typing and optimising three hundred rules takes Numba most of a minute, and comes to the same on every machine,
up to the last step. So the workshop (`machine_code`) does it once, for no processor in particular, and
keeps what comes of it with the hash of the sources; here only the last step is taken, for the processor at hand, and
kept in the folder of this version. Of sources that were edited, under an older LLVM, and of what is not among the
entries, there is nothing: then Numba compiles.

It is shipped twice: whole, for whoever lives with it as it is (`model`), and function by function with every index
checked, for compiled rules of one's own to call (`checked`, `standing.py`).
"""

import ctypes
import hashlib
import json
import lzma
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .caches import cache_folder, source_hash

FOLDER = Path(__file__).parent
RECORD = FOLDER / "model.json"
DIGEST = hashlib.sha256().digest_size
HOLDS: dict[str, Any] = {
    "address": ctypes.c_void_p, "whole": ctypes.c_int64, "real": ctypes.c_double, "yes or no": ctypes.c_int8,
}  # fmt: skip


def shipped(behaviour: Callable[..., Any]) -> Callable[..., Any] | None:
    """A behaviour as machine code that Python can call; None where the model as shipped has none for it."""
    entry = recorded()["model"]["entries"].get(name_of(behaviour))
    if entry is None or not is_of_these_sources():
        return None
    machine = machine_of("model")
    return machine and _callable(machine, **entry)


def name_of(behaviour: Callable[..., Any]) -> str:
    """What a behaviour is recorded as."""
    return f"{behaviour.__module__}.{behaviour.__qualname__}"


def is_of_these_sources() -> bool:
    """Whether the code that is shipped was made from the sources as they are, and can be read here."""
    return bool(recorded()["rules"] == source_hash() and _llvm().llvm_version_info[0] >= recorded()["llvm"][0])


def is_made() -> bool:
    """Whether machine code for this processor was made before, and is kept."""
    return is_of_these_sources() and os.access(_kept_at("model", *_processor()), os.R_OK)


@cache
def recorded() -> dict[str, Any]:
    """What the code was made from, by which LLVM, and what can be called in it; no entries if there is none."""
    with suppress(OSError, ValueError, RecursionError):
        read = json.loads(RECORD.read_text(encoding="utf-8"))
        if isinstance(read, dict) and read.keys() >= {"rules", "llvm", "model", "checked"}:
            return read
    nothing: dict[str, Any] = {"sha256": "", "entries": {}}
    return {"rules": "", "model": nothing, "checked": nothing}


def code_of(which: str) -> Path:
    """Where LLVM's code of the `model`, or of its `checked` functions, lies."""
    return FOLDER / f"{which}.ll.xz"


def is_whole(which: str) -> bool:
    """Whether LLVM's code is what was recorded."""
    with suppress(OSError):
        return hashlib.sha256(code_of(which).read_bytes()).hexdigest() == recorded()[which]["sha256"]
    return False


def read_for(target: Any, which: str = "model") -> Any:
    """LLVM's module of the model for one of its target machines. Raises ValueError for what was not shipped so."""
    if not is_whole(which):
        raise ValueError(f"{code_of(which).name} is not what {RECORD.name} says")
    module = _llvm().parse_assembly(lzma.decompress(code_of(which).read_bytes()).decode())
    module.triple, module.data_layout = target.triple, str(target.target_data)
    return module


def _address(given: Any) -> int:
    """Where what is passed lies: who is bound says it, a row shows its bytes, since describing itself takes longer."""
    found: int = given.address if hasattr(given, "addresses") else np.frombuffer(given.data, np.uint8).ctypes.data
    return found


PASSED: dict[str, Callable[[Any], Any]] = {"address": _address, "whole": int, "real": float, "yes or no": bool}


def _callable(machine: Any, symbol: str, takes: list[str], gives: str) -> Callable[..., Any]:
    """A function as Numba lowers it, which takes where its answer goes, where a fault goes, and what it is given."""
    address = machine.get_function_address(symbol)
    function = ctypes.CFUNCTYPE(ctypes.c_int32, *[ctypes.c_void_p] * 2, *(HOLDS[each] for each in takes))(address)
    holds = HOLDS.get(gives, ctypes.c_int64)

    def call(*given: Any, machine: Any = machine) -> Any:  # which lives as long as somebody may call it
        answer, fault = holds(), ctypes.c_void_p()
        passed = (PASSED[kind](each) for kind, each in zip(takes, given, strict=True))
        if function(ctypes.byref(answer), ctypes.byref(fault), *passed):
            raise RuntimeError("a rule of the model has failed")
        return None if gives == "nothing" else answer.value if gives != "yes or no" else bool(answer.value)

    return call


@cache
def _llvm() -> Any:
    import llvmlite.binding as llvm  # late: whoever runs nothing does without

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm


@cache
def machine_of(which: str) -> Any:
    """The machine code, ready to be called; None, told, where LLVM cannot make it of what is shipped."""
    llvm, (name, features) = _llvm(), _processor()
    target = llvm.Target.from_default_triple().create_target_machine(
        cpu=name, features=features, opt=3, codemodel="jitdefault", jit=True
    )
    file = _kept_at(which, name, features)
    code = _kept(file)
    if code is None:
        try:
            code = target.emit_object(read_for(target, which))
        except (RuntimeError, OSError, ValueError) as error:
            told = f"{code_of(which).name} cannot be made machine code here ({error})"
            print(f"cordiale: {told}: compiling anew (up to a minute)", file=sys.stderr)
            return None
        _keep(file, code)
    machine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
    machine.add_object_file(llvm.ObjectFileRef.from_data(code))
    machine.finalize_object()
    return machine


def _processor() -> tuple[str, str]:
    """Name and features of the processor to make code for: this one, or what Numba is told to take in its place."""
    name = os.environ.get("NUMBA_CPU_NAME") or _llvm().get_host_cpu_name()
    features = os.environ.get("NUMBA_CPU_FEATURES", "" if name == "generic" else None)
    return name, _llvm().get_host_cpu_features().flatten() if features is None else features


def _kept_at(which: str, name: str, features: str) -> Path:
    """Where machine code for a processor is kept."""
    told = (recorded()[which]["sha256"], _llvm().get_default_triple(), name, features, _llvm().llvm_version_info)
    return cache_folder() / f"{which}-{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}.o"


def _kept(file: Path) -> bytes | None:
    """Machine code that was made before, if it is what was written then; else it is set aside, and told."""
    try:
        if not file.is_file():  # of a pipe, reading would wait for ever
            return None
        written = file.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(written[DIGEST:]).digest() == written[:DIGEST]:
        return written[DIGEST:]
    print(f"cordiale: {file}, the machine code kept, is damaged: set aside, made anew (some seconds)", file=sys.stderr)
    with suppress(OSError):
        file.replace(file.with_name(f"{file.name}.damaged"))
    return None


def _keep(file: Path, code: bytes) -> None:
    """Write machine code where it is looked for, whole or not at all, if there is a place for it."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, suffix=".part") as folder:
            part = Path(folder) / file.name
            part.write_bytes(hashlib.sha256(code).digest() + code)
            part.replace(file)
