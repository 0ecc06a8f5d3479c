"""LLVM's code of behaviours without what ties it to the machine and to the process that it was made in."""

from __future__ import annotations

import re

MACHINE = re.compile(
    r'^target (?:datalayout|triple).*$|"(?:target-cpu|target-features|tune-cpu|probe-stack)"="[^"]*"', re.M
)
COUNTING = re.compile(r"^define linkonce_odr void @(NRT_incref|NRT_decref)\(.*?^\}", re.M | re.S)


def neutral(ir: str) -> str:
    """Code for any machine, in which references are not counted, since nothing is allocated in a run."""
    return COUNTING.sub(_nothing, MACHINE.sub("", ir).replace("= common ", "= internal "))


def _nothing(function: re.Match[str]) -> str:
    return f"define linkonce_odr void @{function[1]}(ptr %0) {{\n  ret void\n}}"
