"""The ways of living together that claims hold against each other."""

from __future__ import annotations

DELIBERATE = ("siloed", "assimilated", "marketing-led", "sales-led", "proportional")
COMPARED = ("status-quo", *DELIBERATE)


def others(*own: str) -> tuple[str, ...]:
    """All that paradigms are held against, but these."""
    return tuple(name for name in COMPARED if name not in own)
