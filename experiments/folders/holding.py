"""Whether a folder that `decide`, `compare` or `run` left is what it says it is: files by hash, runs by living them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..foundations.atomic import StoreError
from ..foundations.claiming import MANIFEST, RESULTS
from ..foundations.manifest import mapping_sha256
from ..foundations.sealing import unlisted
from ..foundations.store import verify_directory
from ..foundations.talk import Talk
from .again import kept_runs, lived_again, spread
from .figures_again import Figure, worked_out
from .left import Left


class Held(NamedTuple):
    """What was found: `problems` is empty if all is as it should be; `expected` and `found` are hashes of the results.

    `how` is what was done with the `runs`.
    """

    expected: str | None
    found: str | None
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    runs: int = 0
    how: str = "lived again"
    figure: Figure | None = None

    @property
    def holds(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        figure = {} if self.figure is None else {"number": self.figure._asdict()}
        return {"holds": self.holds, "expected": self.expected, "found": self.found, "problems": self.problems,
                "notes": self.notes, "runs": self.runs, **figure}  # fmt: skip


def hold(directory: Path, *, runs: int | None, number: str | None, workers: int | None, talk: Talk) -> Held:
    """Hold a folder against its manifest; if it holds, live `runs` of it again (None: all), or those of a `number`.

    Raises UsersError for a number that is not there, StoreError for a folder that cannot be lived again and has to be,
    RunsFailedError.
    """
    files = verify_directory(directory)
    held = Held(files.expected, files.found, files.problems)
    if held.problems:
        return held
    left = Left(directory)
    held = held._replace(notes=tuple(left.notes()), problems=tuple(contradictions(left)))
    if held.problems:
        return held
    if number is not None:
        figure = worked_out(left, number, workers=workers, talk=talk)
        return held._replace(figure=figure, runs=figure.runs, problems=() if figure.holds else (figure.words,))
    try:
        chosen = spread(kept_runs(left), runs)
    except StoreError as error:
        return held._replace(notes=(*held.notes, str(error)))
    problems = lived_again(left, chosen, workers=workers, talk=talk)
    return held._replace(runs=len(chosen), problems=tuple(problems))


def contradictions(left: Left) -> Iterator[str]:
    """Where a folder says two things: hashes and what they are of, manifest and document; and files that nobody named.

    The files that the manifest lists, and the table, were held against it before.
    """
    manifest, document = left.manifest, left.document
    scenario = manifest.get("scenario")
    scenario = scenario if isinstance(scenario, dict) else {}
    if mapping_sha256(scenario.get("content") or {}) != scenario.get("sha256"):
        yield f"{MANIFEST}: the scenario is not that of scenario.sha256"
    said = {"results_sha256": manifest["results_sha256"], "seed": manifest.get("seed")}
    said |= {"scenario": scenario.get("name"), "switch_quarter": (manifest.get("decision") or {}).get("switch_quarter")}
    for key, value in said.items():
        if key in document and document[key] != value:
            yield f"{MANIFEST} says {key} = {value}, {left.document_name} {document[key]}"
    if "files" in manifest or "verb" in manifest:  # edition 0.2.0 knew neither
        yield from unlisted(left.directory, (RESULTS, *manifest.get("files", {})))
