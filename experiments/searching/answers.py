"""What candidates brought, kept as it comes: an interrupted search asks the same again and finds the answers here.

The search is a function of its plan and of the answers to what it asks. So nothing of its own state is kept: started
again it asks the same questions, and only those without an answer are lived. More generations go on where fewer ended.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..foundations.atomic import StoreError, write_text
from ..foundations.plain import plain
from ..foundations.statistics import Floats
from .moves import Candidate

ANSWERS = "evaluations.json"


class Answers:
    """The answers in a folder: for each candidate and pool of companies an array companies x aims.

    Raises StoreError if the folder holds those of another plan, or damage.
    """

    def __init__(self, folder: Path | None, plan: Mapping[str, Any]) -> None:
        self._file, self._plan = folder and folder / ANSWERS, plain(plan)
        self._known: dict[tuple[str, Candidate], Floats] = {}
        if self._file is not None and self._file.exists():
            self._read(self._file)

    def _read(self, file: Path) -> None:
        try:
            document = json.loads(file.read_bytes())
            kept, found = document["plan"], document["answers"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{file} is damaged: {error}") from error
        for name, value in self._plan.items():
            if kept.get(name) != value:
                raise StoreError(f"{file} is of another search: {name} = {kept.get(name)!r}, now {value!r}; "
                                 "choose another folder")  # fmt: skip
        for each in found:
            self._known[each["companies"], tuple(each["decisions"])] = np.array(each["values"])

    def __len__(self) -> int:
        return len(self._known)

    def get(self, pool: str, one: Candidate) -> Floats | None:
        return self._known.get((pool, one))

    def add(self, pool: str, found: Mapping[Candidate, Floats]) -> None:
        """Take in answers, and keep all of them on the disk, whole. Raises StoreError."""
        self._known |= {(pool, one): values for one, values in found.items()}
        if self._file is not None and found:
            said = [{"companies": pool, "decisions": list(one), "values": values.tolist()}
                    for (pool, one), values in self._known.items()]  # fmt: skip
            write_text(self._file, json.dumps({"plan": self._plan, "answers": said}))
