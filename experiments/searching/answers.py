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
from ..foundations.kept_json import object_in
from ..foundations.plain import plain
from ..foundations.statistics import Floats
from .moves import Candidate

ANSWERS = "evaluations.json"
Asked = tuple[str, Candidate]  # a pool of companies, and what is decided there


class Answers:
    """The answers in a folder: for each candidate and pool of companies an array companies x aims.

    Raises StoreError if the folder holds those of another plan, or damage.
    """

    def __init__(self, folder: Path | None, plan: Mapping[str, Any]) -> None:
        self._file, self._plan = folder and folder / ANSWERS, plain(plan)
        self._known: dict[Asked, Floats] = {}
        if self._file is not None and self._file.exists():
            self._read(self._file)

    def _read(self, file: Path) -> None:
        kept, self._known = kept_answers(file)
        for name, value in self._plan.items():
            if kept.get(name) != value:
                raise StoreError(f"{file} is of another search: {name} = {kept.get(name)!r}, now {value!r}; "
                                 "choose another folder")  # fmt: skip

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


def kept_answers(file: Path) -> tuple[dict[str, Any], dict[Asked, Floats]]:
    """The plan of a search, and its answers as they were kept. Raises StoreError for a file that is damaged."""
    try:
        document = object_in(file)
        plan, answers = dict(document["plan"]), dict(_answer(each) for each in document["answers"])
        if len({(pool, values.shape) for (pool, _), values in answers.items()}) > len({pool for pool, _ in answers}):
            raise ValueError("not all answers have the same companies and aims")
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = "without " if isinstance(error, KeyError) else ""
        raise StoreError(f"{file} is damaged: {missing}{error}") from error
    return plan, answers


def _answer(each: dict[str, Any]) -> tuple[Asked, Floats]:
    """An answer as it was kept. Raises KeyError, TypeError or ValueError for one that is not of this kind."""
    pool, decisions, values = each["companies"], each["decisions"], np.array(each["values"], dtype=float)
    if not isinstance(decisions, list) or not all(isinstance(one, str) for one in (pool, *decisions)):
        raise TypeError(f"companies = {str(pool)[:80]!r} and decisions are no texts")
    if values.ndim != 2 or not np.isfinite(values).all():
        raise ValueError(f"the values of {'; '.join(decisions) or 'staying'} are no finite numbers, companies x aims")
    return (pool, tuple(decisions)), values
