"""Shipped companies as their pages take them, founded in advance, so that writing such a page loads no model.

What is ready bears the hash of all that it follows from; where that is another by now, the company is founded anew.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).with_name("ready")
FROM = (
    "simulation/**/*.py",
    "experiments/page/loading.py",
    "experiments/page/showing.py",
    "experiments/foundations/shares.py",
    "experiments/decision/alternatives.py",
    "experiments/figures/marks.py",
    "experiments/validation/record.json",
)


def ready(name: str, *, quarters: int, seed: int, switch_quarter: int) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What `loading.told` and `showing.shown` say of a shipped company; None for what has to be founded, or refused."""
    file = FOLDER / f"{name}.json"
    if "/" in name or not file.is_file():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    facts: dict[str, Any] = kept["facts"]
    if kept["of"] != source_of(name) or quarters != facts["quarters"]:
        return None
    if not (0 <= seed < 2**32 and 1 <= switch_quarter <= quarters):
        return None
    dials = [dial | ({"start": switch_quarter} if dial["key"] == "quarter" else {}) for dial in facts["dials"]]
    return kept["told"], facts | {"luck": seed, "dials": dials}


def source_of(name: str) -> str:
    """SHA-256 of all that the page of a shipped scenario follows from, beside the page's own parts."""
    digest = hashlib.sha256(_code().encode())
    digest.update((ROOT / "scenarios" / f"{name}.toml").read_bytes())
    return digest.hexdigest()


def _code() -> str:
    return hashed(FROM)


@cache
def hashed(patterns: tuple[str, ...]) -> str:
    """SHA-256 of all files that fit one of some patterns, under the root of the code."""
    files = sorted({file for pattern in patterns for file in ROOT.glob(pattern)})
    told = (f"{file.relative_to(ROOT).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n" for file in files)
    return hashlib.sha256("".join(told).encode()).hexdigest()
