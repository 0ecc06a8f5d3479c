"""How far a decision, a comparison or a run is: whole, being written, or unfinished."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import NamedTuple

from ..foundations.atomic import StoreError
from ..foundations.claiming import is_held
from ..foundations.store import MANIFEST
from .left import Left


class Seen(NamedTuple):
    """What a folder holds. `sha256` is the content hash of its table; what has not `ended` has none, nor a verb.

    It is `complete` where no run failed either.
    """

    complete: bool
    running: bool
    verb: str = ""
    scenario: str = ""
    done: int = 0
    failed: int = 0
    sha256: str = ""
    command: str = ""
    ended: bool = False

    @property
    def words(self) -> str:
        if not self.ended:
            how = "being written" if self.running else "the same command again completes it"
            return f"unfinished, there is no {MANIFEST}: {how}"
        failed = f", {self.failed:,} failed" if self.failed else ""
        how = "complete" if self.complete else "ended"
        return (
            f"{self.verb} of {self.scenario}: {self.done:,} runs done{failed}: {how}\n{self.command}\n"
            f"content SHA-256 {self.sha256}"
        )


def looked_at(directory: Path) -> Seen:
    """What a folder holds that `decide`, `compare` or `run` leaves in. Raises StoreError for damage."""
    running = is_held(directory)
    if not (directory / MANIFEST).exists():
        return Seen(False, running)
    left = Left(directory)
    manifest, failures, scenario = left.manifest, left.document.get("failures", ()), left.manifest.get("scenario")
    if not isinstance(scenario, dict) or "name" not in scenario:
        raise StoreError(f"{directory}: {MANIFEST} is damaged: it names no scenario")
    return Seen(
        not failures, running, left.verb, str(scenario["name"]), len(left.starts()), len(failures),
        str(manifest["results_sha256"]), shlex.join(map(str, manifest["command"])), True,
    )  # fmt: skip
