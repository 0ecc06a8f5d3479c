"""A decision as it is usually asked for, and with changes. Nothing here asserts anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.foundations.selection import Rule

USUAL = Asked(
    switch_quarter=2, quarters=12, seed=1, rule=Rule(), parameters="ensemble", decisions=(), batches=None, matched=None,
    workers=None,
)  # fmt: skip


def as_asked(**changed: Any) -> Asked:
    return replace(USUAL, **changed)
