"""What a verb left in a folder: the manifest, the document that it says, its table, and the company that it is of."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Any

import numpy as np
import pandas as pd

from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.ensemble import CHOICES
from cordiale.simulation.scenario.scenario import Scenario

from ..decision.branching import Branches
from ..decision.leaving import DECISION
from ..foundations.atomic import StoreError
from ..foundations.claiming import verb_of
from ..foundations.kept_json import object_in
from ..foundations.manifest import scenario_from, source_sha256
from ..foundations.store import MANIFEST, RESULTS, SUMMARY, read_results

DECIDE = "decide"
KINDS = {"command": list, "seed": int, "results_sha256": str}  # of what is read of every manifest
ASKED: dict[str, dict[str, type | UnionType]] = {  # of what was asked for, by where a manifest says it
    "runs": {"switch_quarter": int, "decisions": list},
    "decision": {"switch_quarter": int, "quarters": int, "confidence": float | int, "indifference": float | int,
                 "decisions": list, "batches": int | None, "matched": int | None},
}  # fmt: skip


class Left:
    """A folder that `decide`, `compare` or `run` left whole. Raises StoreError for any other."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.verb = directory, verb_of(directory)
        if not self.verb:
            missing = "is damaged" if (directory / MANIFEST).exists() else "is missing: nothing is there, or unfinished"
            raise StoreError(f"{directory}: {MANIFEST} {missing}")
        self.manifest = self._read(MANIFEST)
        self._check_shape()

    def _check_shape(self) -> None:
        """What is read of the manifest everywhere is of the kind that it should be. Raises StoreError."""
        for name, kind in KINDS.items():
            if not isinstance(self.manifest.get(name), kind):
                raise StoreError(f"{self.directory}: {MANIFEST} is damaged: its {name} is missing or of another kind")

    def _read(self, name: str) -> dict[str, Any]:
        try:
            return object_in(self.directory / name)
        except FileNotFoundError:
            raise StoreError(f"{self.directory}: {name} is missing") from None
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.directory}: {name} is damaged: {str(error).splitlines()[0]}") from error

    @property
    def is_decision(self) -> bool:
        return self.verb == DECIDE

    @property
    def document_name(self) -> str:
        return DECISION if self.is_decision else SUMMARY

    @cached_property
    def document(self) -> dict[str, Any]:
        """What is said: `decision.json` or `summary.json`."""
        return self._read(self.document_name)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The results, a row for each run and quarter."""
        try:
            return read_results(self.directory)
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.directory}: {RESULTS} cannot be read: {str(error).splitlines()[0]}") from error

    @property
    def asked(self) -> Mapping[str, Any]:
        """What was asked for. Raises StoreError where an earlier edition, which did not keep it, left the folder, and
        where it is not what it should be.
        """
        key = "decision" if self.is_decision else "runs"
        kept = self.manifest.get(key, {})
        if "decisions" not in kept or (self.is_decision and "parameters" not in kept):
            raise StoreError(
                f"{self.directory} was left by an edition that did not keep what its runs can be lived again by; "
                f"its command makes it again: {shlex.join(map(str, self.manifest['command']))}"
            )
        for name, kind in ASKED[key].items():
            if name not in kept or not isinstance(kept[name], kind):
                where = f"{self.directory}: {MANIFEST} is damaged"
                raise StoreError(f"{where}: its {key}.{name} is missing or of another kind")
        return dict(kept)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was. Raises StoreError if this edition knows no such one."""
        try:
            return scenario_from(self.manifest["scenario"]["content"])
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"{self.directory}: the scenario in {MANIFEST} is none: {error}") from error

    @cached_property
    def rules(self) -> Rules:
        """The rules of one's own that it was lived by, or the model's."""
        given = self.manifest.get("rules")
        return Rules(given["text"], given["file"]) if given else SHIPPED

    @property
    def parameters(self) -> str:
        """`point` or `ensemble`. Raises StoreError where the manifest does not say it."""
        kept, key = (self.asked, "parameters") if self.is_decision else (self.manifest.get("parameters"), "choice")
        if not isinstance(kept, Mapping) or kept.get(key) not in CHOICES:
            raise StoreError(f"{self.directory}: {MANIFEST} is damaged: it does not say which parameters were chosen")
        return str(kept[key])

    @cached_property
    def company(self) -> Company:
        return prepare(self.scenario, parameters=self.parameters, seed=int(self.manifest["seed"]), rules=self.rules)

    def branches(self, *, workers: int | None) -> Branches:
        """The companies of a decision, to be lived again."""
        asked, scenario = self.asked, self.scenario
        return Branches(
            self.company, scenario.name, int(self.manifest["seed"]), int(asked["quarters"]),
            tuple(asked["decisions"]), workers,
        )  # fmt: skip

    def runs(self) -> list[Run]:
        """The runs of a comparison, in the order of its table."""
        first = self.table[self.table["quarter"] == 0]
        asked, quarters = self.asked, int(self.table["quarter"].max())
        switch, decisions = int(asked["switch_quarter"]), tuple(asked["decisions"])
        return [
            Run(str(paradigm), str(forces), int(number), int(seed), quarters, switch, decisions)
            for paradigm, forces, number, seed in first[["paradigm", "forces", "replication", "seed"]].to_numpy()
        ]

    def starts(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The row at which each run begins."""
        return np.flatnonzero(self.table["quarter"].to_numpy() == 0)

    def notes(self) -> list[str]:
        """What may explain that something comes out otherwise."""
        now = source_sha256("cordiale.simulation")
        same = self.manifest.get("model_sha256") == now
        return [] if same else ["the model is another version than the one that ran"]


def holds_results(directory: Path) -> bool:
    """Whether a folder holds what `decide`, `compare` or `run` leave, or some of it."""
    return any((directory / name).is_file() for name in (RESULTS, SUMMARY, DECISION))
