"""The record of a validation: what was measured of which model, and how it stands to the claims.

Everything that is printed, drawn or written into the document comes from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..foundations.phrases import rounded
from ..foundations.plain import to_json
from ..foundations.statistics import Estimate
from ..foundations.talk import Talk
from . import wording as words
from .ablations import ABLATIONS
from .claims import Claim, Part
from .criteria import FAILS, HOLDS, UNDECIDED, together
from .laboratory import needs, simulate_cells
from .optima import sweeps
from .patterns import CLAIMS
from .quantities import Simulated
from .structures import BestAtEverything, SettingsWithAPrice
from .territories import LeadOf

FORMAT = "cordiale validation 2"
LARGE = (LeadOf, BestAtEverything, SettingsWithAPrice)  # of hundreds of cells: no part of a fingerprint
RECORD = Path(__file__).parent / "record.json"
FIGURES = 6  # significant, of what is kept and of what a fingerprint sees
REFERENCE_SEED = 1


def pattern(claim: Claim, simulated: Simulated, *, quick: bool) -> dict[str, Any]:
    """A claim and what was measured of it; value, interval and criterion are those of the part that decides."""
    parts = [_part(part, simulated) for part in claim.parts]
    verdict = together(part["verdict"] for part in parts)
    deciding = next(part for part in parts if part["verdict"] == verdict)
    return {
        "pattern": claim.pattern,
        "name": claim.name,
        "statement": claim.statement,
        "verdict": verdict,
        **{key: deciding[key] for key in ("value", "low", "high", "unit", "criterion")},
        "decided_by": deciding["says"],
        "design": claim.design,
        "source": claim.source,
        "replications": claim.replications[0 if quick else 1],
        "parts": parts,
        "beside": [_part(part, simulated) for part in claim.beside],
    }


def _part(part: Part, simulated: Simulated) -> dict[str, Any]:
    estimate = part.quantity.estimate(simulated)
    low, high = (None if bound is None else bound * part.factor for bound in part.criterion.bounds)
    return {
        "says": part.says,
        "verdict": part.criterion.verdict(estimate),
        **_numbers(estimate.scaled(part.factor)),
        "unit": part.unit,
        "criterion": words.criterion((low, high), part.unit),
        "accepted": [_kept(low), _kept(high)],
    }


def _numbers(estimate: Estimate) -> dict[str, Any]:
    return {
        "value": _kept(estimate.mean),
        "low": _kept(estimate.low),
        "high": _kept(estimate.high),
        "n": estimate.n,
    }


def _kept(value: float | None) -> float | None:
    """A number with as many digits as are kept; None for a missing one."""
    if value is None or value != value:
        return None
    return rounded(value, FIGURES)


@cache
def fingerprint() -> dict[str, str]:
    """What the record belongs to: the claims as declared, and the model's behaviour in their designs.

    Of the behaviour a hash over every part of every claim but those of hundreds of cells, measured in one replication
    and rounded: words in a docstring change nothing, a rule that changes any of these numbers does.
    """
    declared = repr((CLAIMS, ABLATIONS, tuple(sweeps())))
    small = [part.quantity for claim in CLAIMS for part in claim.parts if not isinstance(part.quantity, LARGE)]
    seen = simulate_cells(needs((quantity, 1) for quantity in small), seed=REFERENCE_SEED, talk=Talk(quiet=True))
    measured = [_kept(quantity.estimate(seen).mean) for quantity in small]
    return {"claims": _sha256(declared), "model": _sha256(json.dumps(measured))}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def stale(record: Mapping[str, Any]) -> str:
    """Why a record is not of this code, in words; nothing if it is."""
    changed = [what for what, now in fingerprint().items() if record["fingerprint"].get(what) != now]
    if not changed:
        return ""
    return f"the {' and the '.join(changed)} changed since the record was made: run `cordiale validate`"


def worsened(record: Mapping[str, Any] | None, patterns: Sequence[Mapping[str, Any]]) -> list[int]:
    """Numbers of the patterns that the record says hold, and that fail now."""
    if record is None:
        return []
    held = {row["pattern"] for row in record["patterns"] if row["verdict"] == HOLDS}
    return [row["pattern"] for row in patterns if row["verdict"] == FAILS and row["pattern"] in held]


def count(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many patterns hold, fail, and are undecided."""
    return {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in (HOLDS, FAILS, UNDECIDED)}


def read(path: Path = RECORD) -> dict[str, Any] | None:
    """The record at a path; None if there is none."""
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def text(record: Mapping[str, Any]) -> str:
    """The record as the text of its file."""
    return to_json(record)
