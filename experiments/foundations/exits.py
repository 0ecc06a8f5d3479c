"""How the command ends: its exit codes."""

from __future__ import annotations

DONE, INTERNAL_ERROR, WRONG_USAGE, INVALID, RUNS_FAILED, NOT_VERIFIED = 0, 1, 2, 3, 4, 5
INTERRUPTED = 130
READER_GONE = 141  # as a shell says of what SIGPIPE ends, when `head` has read enough
