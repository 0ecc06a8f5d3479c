"""From the rules as Numba lowers them to `engine.wasm`: LLVM has the target, and `wasm-ld` of PyPI's `ziglang` links.

Numba's IR speaks of 64-bit addresses; WebAssembly's are 32 bits wide, and LLVM narrows them where memory is met. What
is taken out of the IR: the machine it was made for, and counts of references, since nothing is allocated in a run.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import llvmlite.binding as llvm

from ..portable import neutral
from .entries import ARGUMENTS, EXPORTS, SIGNATURE, cordiale

TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals"
STACK = 1 << 17  # bytes
TYPES = {"org": "ptr", "number": "i64", "amount": "double", "first": "ptr", "second": "ptr", "out": "ptr"}
UNUSED = {"ptr": "null", "i64": "0", "double": "0.0"}


def build() -> bytes:
    """The artefact. Raises RuntimeError where the linker is missing, or refuses."""
    with TemporaryDirectory() as folder:
        made, linked = Path(folder) / "engine.o", Path(folder) / "engine.wasm"
        made.write_bytes(compiled_for_the_page(lowered()))
        names = [*(each.name for each in EXPORTS), "__heap_base"]
        command = [sys.executable, "-m", "ziglang", "wasm-ld", "--no-entry", "--gc-sections", "--strip-all", "-O2"]
        command += ["-z", f"stack-size={STACK}", *(f"--export={name}" for name in names)]
        done = subprocess.run([*command, str(made), "-o", str(linked)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"wasm-ld of ziglang: {done.stderr.strip()}")
        return linked.read_bytes()


def lowered() -> str:
    """The LLVM IR of all entries, and of a function for each export."""
    cordiale.compile(SIGNATURE)
    (overload,) = cordiale.overloads.values()
    ir = neutral(overload.library.get_llvm_str())
    inner = overload.fndesc.llvm_func_name
    return ir + "".join(_export(each.name, each.what, each.takes, inner) for each in EXPORTS)


def _export(name: str, what: int, takes: tuple[str, ...], inner: str) -> str:
    """A function with the arguments that an entry takes, and none that it does not."""
    given = ", ".join(f"{TYPES[each]} %{each}" for each in takes)
    passed = ", ".join(f"{TYPES[each]} {f'%{each}' if each in takes else UNUSED[TYPES[each]]}" for each in ARGUMENTS)
    org, rest = passed.split(", ", 1)
    return f"""
define i64 @{name}({given}) {{
  %answer = alloca i64
  %fault = alloca ptr
  %code = call i32 @{inner}(ptr %answer, ptr %fault, {org}, i64 {what}, {rest})
  %well = icmp eq i32 %code, 0
  br i1 %well, label %done, label %failed
done:
  %said = load i64, ptr %answer
  ret i64 %said
failed:
  unreachable
}}
"""


def compiled_for_the_page(ir: str) -> bytes:
    """The IR as an object for WebAssembly."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    target = llvm.Target.from_triple(TRIPLE).create_target_machine(opt=3, features=FEATURES, reloc="static")
    module = llvm.parse_assembly(ir)
    module.triple, module.data_layout = TRIPLE, str(target.target_data)
    module.verify()
    return bytes(target.emit_object(module))
