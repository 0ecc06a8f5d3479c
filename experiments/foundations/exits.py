"""How the command ends: its exit codes."""

from __future__ import annotations

DONE, INTERNAL_ERROR, WRONG_USAGE, INVALID, RUNS_FAILED, NOT_VERIFIED = 0, 1, 2, 3, 4, 5
INTERRUPTED = 130
