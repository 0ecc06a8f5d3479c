"""Numbers, names and force sets as they are said in every table, figure and document."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path


def forces_words(forces: str) -> str:
    """
    >>> forces_words("none"), forces_words("buyers"), forces_words("technology+buyers")
    ('no forces', 'buyers alone', 'technology + buyers')
    """
    alone = "" if "+" in forces else " alone"
    return {"none": "no forces", "all": "all forces"}.get(forces, forces.replace("+", " + ") + alone)


def named_after(file: Path, *, otherwise: str) -> str:
    """A file's name as a scenario's: in small letters, digits and hyphens, 60 at most.

    >>> named_after(Path("Our Funnel (2024).toml"), otherwise="mine"), named_after(Path("___.toml"), otherwise="mine")
    ('our-funnel-2024', 'mine')
    """
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:60].strip("-") or otherwise


def listed(names: Sequence[str]) -> str:
    """
    >>> listed(["siloed", "drift", "status-quo"])
    'siloed, drift and status-quo'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def foremost(said: Sequence[str], most: int, *, between: str = ", ") -> str:
    """The first of many things to be said, and how many more there are.

    >>> foremost(["wins", "trust"], 2), foremost(["wins", "trust", "friction"], 1)
    ('wins, trust', 'wins, and 2 more')
    """
    more = [f"and {len(said) - most} more"] if len(said) > most else []
    return ", ".join([between.join(said[:most]), *more])


def decimals(doubt: float, *, at_most: int) -> int:
    """As many decimals as make sense of a number with so much doubt: the first figure of the doubt is the last told.

    >>> decimals(4.0, at_most=3), decimals(0.02, at_most=3), decimals(0.00002, at_most=3), decimals(0.0, at_most=3)
    (0, 2, 3, 3)
    """
    return min(at_most, max(0, math.ceil(-math.log10(doubt)))) if doubt > 0 else at_most


def rounded(value: float, figures: int) -> float:
    """A number with only so many figures.

    >>> rounded(0.130210, 4), rounded(123456.0, 4)
    (0.1302, 123500.0)
    """
    return float(f"{value:.{figures}g}")


def short(value: float, *, at_most: int, sign: bool = False) -> str:
    """A number with only the decimals that it needs, of so many.

    >>> short(2500.0, at_most=6), short(0.5, at_most=6, sign=True), short(-0.126, at_most=2)
    ('2,500', '+0.5', '−0.13')
    """
    needed = f"{value:.{at_most}f}".rstrip("0").partition(".")[2]
    return number(value, len(needed), sign=sign)


def number(value: float, digits: int, *, sign: bool = False) -> str:
    """A number for people: thousands apart, a true minus, a dash if missing.

    >>> number(-12345.6, 0), number(float("nan"), 0), number(0.04, 1, sign=True)
    ('−12,346', '–', '0.0')
    """
    if not math.isfinite(value):
        return "–"
    rounded = round(value, digits) + 0.0  # no negative zero
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}".replace("-", "−")
