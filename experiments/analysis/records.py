"""The record of a study's analyses: each has a name, none writes over another, and looks at one held-out half count.

`analyses.json` in the study's folder. A question asked again of the same results is the same look, and has the same
name; another question, or grown results, get a name of their own.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ..foundations.atomic import StoreError, write_text
from ..foundations.claiming import held
from ..foundations.kept_json import object_in
from ..foundations.plain import to_json
from .run_values import AnalysisError

RECORD, FORMAT = "analyses.json", "cordiale analyses 1"
KINDS = {"name": str, "verb": str, "asked": dict, "results_sha256": str}  # of what an entry holds
DISCOVER, DISCOVERY, SENSITIVITY = "discover", "discovery", "sensitivity"
HALF = "fresh"  # what a question says of the fresh half that it was asked of


def recorded(study: Path) -> list[dict[str, Any]]:
    """The analyses that were made of a study, in order. Raises AnalysisError for a damaged record."""
    file = study / RECORD
    try:
        document = object_in(file)
        if document["format"] != FORMAT:
            raise ValueError(f"it is not of the format {FORMAT!r}")
        return [_entry(each) for each in document["analyses"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AnalysisError(f"{file} is damaged, so that looks cannot be counted: {error}; move it away") from error


def _entry(each: dict[str, Any]) -> dict[str, Any]:
    """An entry of the record. Raises KeyError, and TypeError for one of another kind."""
    for key, kind in KINDS.items():
        if not isinstance(each[key], kind):
            raise TypeError(f"{key} = {str(each[key])[:80]!r} is no {'table' if kind is dict else 'text'}")
    return {key: each[key] for key in KINDS}


def looks_at(study: Path, asked: dict[str, Any], results_sha256: str, *, same_points: bool = False) -> int:
    """How many different questions the held-out half of some results was asked, this one included.

    Looks at a fresh half (`asked["fresh"]`) count for it alone; all count where halves have the `same_points`.
    """
    others = [
        each["asked"]
        for each in recorded(study)
        if each["verb"] == DISCOVER and each["results_sha256"] == results_sha256 and each["asked"] != asked
    ]
    mine = [each for each in others if same_points or each.get(HALF) == asked.get(HALF)]
    return 1 + len({json.dumps(each, sort_keys=True) for each in mine})


def seen_by_others(study: Path, number: int, asked: dict[str, Any]) -> bool:
    """Whether a fresh half was asked another question than this one."""
    return any(
        each["asked"] != {**asked, HALF: number} for each in recorded(study) if each["asked"].get(HALF) == number
    )


def name_for(study: Path, verb: str, asked: dict[str, Any], results_sha256: str, *, stem: str) -> str:
    """The name of an analysis: the one that it has already, or the first that is free."""
    taken = {each["name"]: each for each in recorded(study) if each["verb"] == verb}
    for name, each in taken.items():
        if (each["asked"], each["results_sha256"]) == (asked, results_sha256):
            return name
    short = slug(stem)
    return next(name for name in _numbered(short, len(taken)) if name not in taken)


def _numbered(stem: str, count: int) -> list[str]:
    return [stem, *(f"{stem}-{number}" for number in range(2, count + 3))]


def slug(text: str) -> str:
    """A text as a name of a folder.

    >>> slug("proportional - status-quo revenue < -5 %")
    'proportional-status-quo-revenue-below-minus-5-percent'
    >>> slug("revenue")
    'revenue'
    """
    for sign, word in (("<", " below "), (">", " above "), ("%", " percent "), (" -", " minus ")):
        text = text.replace(" - ", " ").replace(sign, word)
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text).strip("-.")[:100]


def record(study: Path, verb: str, asked: dict[str, Any], results_sha256: str, *, name: str) -> bool:
    """Enter an analysis; whether the study's folder may be written. Raises StoreError, BusyError."""
    if not os.access(study, os.W_OK):
        return False
    with held(study):
        known = recorded(study)
        new = {"name": name, "verb": verb, "asked": asked, "results_sha256": results_sha256}
        if new not in known:
            write_text(study / RECORD, to_json({"format": FORMAT, "analyses": [*known, new]}))
    return True


def refuse_another(file: Path, asked: dict[str, Any], results_sha256: str) -> None:
    """Raise StoreError if a file holds the numbers of another analysis than this one."""
    try:
        before = object_in(file)
        same = (before["asked"], before["results_sha256"]) == (asked, results_sha256)
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        same = False
    if not same:
        raise StoreError(f"{file.parent} holds another analysis; choose another folder, or move that away")
