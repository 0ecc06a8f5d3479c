"""Numbers, names and force sets as they are said in every table, figure and document."""

from __future__ import annotations

import math
from collections.abc import Sequence


def forces_words(forces: str) -> str:
    """
    >>> forces_words("none"), forces_words("buyers"), forces_words("technology+buyers")
    ('no forces', 'buyers alone', 'technology + buyers')
    """
    alone = "" if "+" in forces else " alone"
    return {"none": "no forces", "all": "all forces"}.get(forces, forces.replace("+", " + ") + alone)


def listed(names: Sequence[str]) -> str:
    """
    >>> listed(["siloed", "drift", "status-quo"])
    'siloed, drift and status-quo'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def number(value: float, digits: int = 0, *, sign: bool = False) -> str:
    """A number for people: thousands apart, a true minus, a dash if missing.

    >>> number(-12345.6), number(float("nan")), number(0.04, 1, sign=True)
    ('−12,346', '–', '0.0')
    """
    if not math.isfinite(value):
        return "–"
    rounded = round(value, digits) + 0.0  # no negative zero
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}".replace("-", "−")
