"""Golden hashes by a processor like ARM's: a number that no whole one can hold becomes the nearest, what is none, 0.

`python -m tests.support.saturating` prints them. `NUMBA_CACHE_DIR` must be a folder of its own: machine code is kept.
"""

import json
import lzma
import re
from typing import Any

import llvmlite.binding as llvm

from cordiale.simulation.machinery import beforehand
from tests.support.golden import runs

CONVERSION = re.compile(r"= fptosi double (\S+) to i64")
NEAREST = "llvm.fptosi.sat.i64.f64"


def read_saturating(target: Any, which: str = "model") -> Any:
    """LLVM's module of the model in which every number becomes the nearest whole one there is."""
    code = lzma.decompress(beforehand.code_of(which).read_bytes()).decode()
    saturating, count = CONVERSION.subn(rf"= call i64 @{NEAREST}(double \1)", code)
    if not count or "fpto" in saturating.replace(NEAREST, ""):
        raise ValueError("a conversion is written otherwise than this module knows")
    module = llvm.parse_assembly(f"{saturating}\ndeclare i64 @{NEAREST}(double)\n")
    module.triple, module.data_layout = target.triple, str(target.target_data)
    return module


if __name__ == "__main__":
    beforehand.read_for = read_saturating
    print(json.dumps({name: each.hash() for name, each in runs().items()}))
