"""Runs that failed: what to say of them, and the command that runs one of them again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from ..foundations.failures import SHOWN, RunsFailedError
from .ledger import Failed


def reproducer(failed: Failed, directory: Path) -> str:
    """The command that runs a failed run again, alone, with its traceback.

    >>> reproducer(Failed(17, "hung", "did not end within 600 s"), Path("DIR"))
    'cordiale verify DIR --run 17'
    """
    return shlex.join(["cordiale", "verify", str(directory), "--run", str(failed.run)])


def complain(failures: Sequence[Failed], *, of: int, directory: Path) -> None:
    """Raises RunsFailedError if a run failed."""
    if not failures:
        return
    shown = [f"run {each.run}: {each.reason}\n  {reproducer(each, directory)}" for each in failures[:SHOWN]]
    more = (
        [f"and {len(failures) - SHOWN} more: cordiale status {shlex.quote(str(directory))}"]
        if len(failures) > SHOWN
        else []
    )
    raise StudyRunsFailedError("\n".join([f"{len(failures)} of {of} runs failed:", *shown, *more]))


class StudyRunsFailedError(RunsFailedError):
    """Some runs of a study failed; the message names the first of them, each with its reproducer."""

    def __init__(self, message: str) -> None:
        RuntimeError.__init__(self, message)
