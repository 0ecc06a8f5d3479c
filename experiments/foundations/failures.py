"""Runs that failed: each with what it takes to see it fail again."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cordiale.simulation.runs.run import Run

from .errors import WorkFailedError

SHOWN = 5  # failures named in a message


def as_typed(scenario: str, *, setting: Iterable[str] = (), rules: Path | None = None) -> str:
    """A scenario as a command line has it: its name or file, what is set otherwise than there, rules of one's own.

    >>> as_typed("my company.toml", setting=["leadership.strength=0.2"])
    "'my company.toml' --set leadership.strength=0.2"
    """
    words = [scenario, *(word for text in setting for word in ("--set", text))]
    return shlex.join(words if rules is None else [*words, "--rules", str(rules)])


class Failure(NamedTuple):
    """A run that did not end well, and why, in one line."""

    run: Run
    reason: str
    parameters: str = "point"

    def reproducer(self, scenario: str) -> str:
        """The command that runs it again, alone; `scenario` as `as_typed` has it.

        >>> print(Failure(Run("siloed", "all", 7, 1, 12), "").reproducer("status-quo"))
        cordiale run status-quo --paradigm siloed --forces all --replication 7 --seed 1 --quarters 12
        """
        run = self.run
        words = ["--paradigm", run.paradigm, "--forces", run.forces]
        words += ["--replication", str(run.replication), "--seed", str(run.seed), "--quarters", str(run.quarters)]
        words += ["--switch-quarter", str(run.switch_quarter)] if run.switch_quarter else []
        words += [word for text in run.decisions for word in ("--decide", text)]
        words += ["--parameters", self.parameters] if self.parameters != "point" else []
        return f"cordiale run {scenario} {shlex.join(words)}"

    def to_dict(self, scenario: str) -> dict[str, Any]:
        return {**self.run._asdict(), "reason": self.reason, "reproduce": self.reproducer(scenario)}


class RunsFailedError(WorkFailedError):
    """Some runs failed, of so many; the message names the first of them, each with its reproducer."""

    def __init__(self, failures: Sequence[Failure], *, of: int, scenario: str) -> None:
        shown = [f"{failure.reason}\n  {failure.reproducer(scenario)}" for failure in failures[:SHOWN]]
        more = [f"and {len(failures) - SHOWN} more, which summary.json names"] if len(failures) > SHOWN else []
        super().__init__("\n".join([f"{len(failures)} of {of} runs failed:", *shown, *more]))
