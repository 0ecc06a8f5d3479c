"""`python -m experiments.workshop.odd` keeps the model's description true to the code.

It rewrites `simulation/TABLES.md`, and in `simulation/ODD.md` the few small tables that stand between
`<!-- generated: name -->` and `<!-- end -->`. With `--check` it writes nothing, compares both with the code, runs
the description's examples against the model, and exits with 5 if anything differs.
"""

from __future__ import annotations

import argparse
import sys

from ...foundations.atomic import write_text
from . import document

DIFFERS = 5


def main(arguments: list[str] | None = None) -> int:
    """Rewrite what is made of the code, or check it and the examples; the exit code."""
    parser = argparse.ArgumentParser(prog=document.COMMAND, description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 5 if tables or examples differ")
    check = parser.parse_args(arguments).check
    text = document.ODD.read_text(encoding="utf-8")
    current = {document.ODD: document.regenerated(text), document.TABLES: document.made_tables()}
    if not check:
        for file, made in current.items():
            write_text(file, made)
        return 0
    differing = [file for file, made in current.items() if not file.exists() or file.read_text("utf-8") != made]
    for file in differing:
        print(f"{file.name} differs from the code: run {document.COMMAND}", file=sys.stderr)
    return DIFFERS if differing or document.failed_examples(text) else 0


if __name__ == "__main__":
    sys.exit(main())
