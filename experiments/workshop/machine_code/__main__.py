"""`python -m experiments.workshop.machine_code [--check]`: the model as LLVM's code, from the rules as they are.

Users' machines take the last step to machine code from it (`simulation/machinery/beforehand.py`) in place of compiling
every rule. With `--check` nothing is written; the exit code is 5 if the artefact was made from other rules.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import os
import sys
from typing import Any

from cordiale.simulation.machinery.beforehand import RECORD, code_of, recorded
from cordiale.simulation.machinery.caches import source_hash

from ...foundations.atomic import write_bytes, write_text

STALE = 5


def main(arguments: list[str] | None = None) -> int:
    """Make the artefact and the record of what it was made from, or tell whether it is stale."""
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.machine_code", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the artefact is of these rules")
    if parser.parse_args(arguments).check:
        return 0 if recorded()["rules"] == source_hash() else STALE
    os.environ["NUMBA_CPU_NAME"] = "generic"
    from . import making  # late: Numba asks for the processor once

    record: dict[str, Any] = {"rules": source_hash(), "llvm": making.made_by()}
    for which, made in (("model", making.model()), ("checked", making.checked())):
        packed = lzma.compress(made.ir.encode(), preset=9 | lzma.PRESET_EXTREME)
        write_bytes(code_of(which), packed)
        told = {"sha256": hashlib.sha256(packed).hexdigest(), "bytes": len(packed)}
        record[which] = {**told, "entries": made.entries}
        print(f"{code_of(which).name}: {len(packed):,} bytes, {len(made.entries)} entries")
    write_text(RECORD, json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
