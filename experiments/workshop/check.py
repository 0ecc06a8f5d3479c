"""The loop while one works: `python -m experiments.workshop.check` lints, checks format and types, tests the model.

One after the other, stopping at the first that fails, with its exit code; how long each took is said on standard
error. Some half a minute on a fast machine, once the model is compiled. `tests/README.md` says what else to run when.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEPS = {
    "lint": "ruff check",
    "format": "ruff format --check",
    "types": "mypy",
    "the model": "pytest tests/model -q -n 2 --dist loadfile -m 'not slow'",
}


def main() -> int:
    """Run the steps; 0, or the exit code of the first that fails."""
    for name, words in STEPS.items():
        begin = time.perf_counter()
        code = subprocess.run([sys.executable, "-m", *shlex.split(words)], cwd=ROOT).returncode
        ended = "done" if code == 0 else f"failed with exit code {code}"
        print(f"{name}: {ended} after {time.perf_counter() - begin:.1f} s ({words})", file=sys.stderr, flush=True)
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
