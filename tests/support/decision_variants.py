"""Documents of decisions in all the ways in which what is said of them differs. Nothing here asserts anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.board_packs import PACKS, STAYING, decision_in_english
from tests.support.decision_document import OPTIONS, decision_document

Document = Mapping[str, Any]
BEST = OPTIONS[0][0]


def without(*names: str) -> dict[str, Any]:
    """The grounds of a decision with nothing under some names."""
    return {"grounds": {**decision_document()["grounds"], **{name: [] for name in names}}}


def options_with(**changed: Any) -> dict[str, Any]:
    return {"options": [{**each, **changed} for each in decision_document()["options"]]}


DOCUMENTS: dict[str, Document] = {
    **{name: document for name, (document, make) in PACKS.items() if make is decision_in_english},
    "no theory": decision_document(**without("theories")),
    "every pattern holds": decision_document(**without("verdicts")),
    "all is known": decision_document(**without("unknown")), "own parameters": decision_document(
        grounds={**decision_document()["grounds"], "sets": 0}),
    "no regret": decision_document(**options_with(expected_regret=None)),
    "no dip": decision_document(**options_with(dip_quarter=None)),
    "never pays": decision_document(**options_with(payback_quarter=None)),
    "nothing clear": decision_document(
        measure_first=[{**each, "clear": False} for each in decision_document()["measure_first"]]),
    "robust": decision_document(robust=BEST),
}  # fmt: skip


def explained(d: Document) -> Document:
    return next(each for each in d["options"] if each["option"] == d["why"]["option"])


def turned(d: Document) -> tuple[bool, bool]:
    """Whether something turns it over, and whether something does not."""
    over = [each["to"] is not None for each in d["flips"]]
    return any(over), not all(over)


def stays(d: Document) -> bool:
    return bool(d["best"] == STAYING)
