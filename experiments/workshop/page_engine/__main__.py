"""`python -m experiments.workshop.page_engine [--check]`: the engine for a page, built from the rules as they are.

It needs the dependency group `page` (the linker). With `--check` nothing is written; the exit code is 5 if the artefact
was built from other rules.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys

from cordiale.simulation.machinery.caches import source_hash

from ...foundations.atomic import write_bytes, write_text
from ...page.artefact import ENGINE, RECORD, built_from

STALE = 5


def main(arguments: list[str] | None = None) -> int:
    """Build the artefact and the record of what it was built from, or tell whether it is stale."""
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.page_engine", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the artefact is of these rules")
    if parser.parse_args(arguments).check:
        return 0 if built_from() == source_hash() else STALE
    os.environ["NUMBA_CPU_NAME"] = "generic"
    from .build import build  # late: Numba asks for the processor once

    engine = build()
    write_bytes(ENGINE, engine)
    record = {"rules": source_hash(), "sha256": hashlib.sha256(engine).hexdigest(), "bytes": len(engine)}
    write_text(RECORD, json.dumps(record, indent=1) + "\n")
    print(f"{ENGINE.name}: {len(engine):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
