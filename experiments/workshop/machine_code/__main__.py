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

from cordiale.simulation.machinery.beforehand import CODE, RECORD, recorded
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
    from .making import made, made_by  # late: Numba asks for the processor once

    ir, entries = made()
    packed = lzma.compress(ir.encode(), preset=9 | lzma.PRESET_EXTREME)
    write_bytes(CODE, packed)
    record = {"rules": source_hash(), "sha256": hashlib.sha256(packed).hexdigest(), "bytes": len(packed)}
    write_text(RECORD, json.dumps({**record, "llvm": made_by(), "entries": entries}, indent=1) + "\n")
    print(f"{CODE.name}: {len(packed):,} bytes, {len(entries)} entries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
