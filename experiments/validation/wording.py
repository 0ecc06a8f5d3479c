"""Numbers of a validation in words, the same in the table, the document and the figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..foundations.phrases import decimals, number, short

NAN = math.nan


def decimals_between(low: float | None, high: float | None, *, at_most: int = 3) -> int:
    """As many decimals as the interval makes meaningful.

    >>> decimals_between(1.0, 9.0), decimals_between(0.10, 0.14), decimals_between(None, None)
    (0, 2, 2)
    """
    if low is None or high is None or high <= low:
        return 2
    return decimals((high - low) / 2, at_most=at_most)


def told(value: float | None, places: int) -> str:
    """A number with so many decimals; a dash for a missing one."""
    return number(NAN if value is None else value, places)


def interval(row: Mapping[str, Any], *, value: str = "value") -> str:
    """A value with its interval, without its unit.

    >>> interval({"value": 0.123, "low": 0.118, "high": 0.128})
    '0.123 [0.118, 0.128]'
    """
    places = decimals_between(row["low"], row["high"])
    words = told(row[value], places)
    if row["low"] is None or row["high"] is None:
        return words
    return f"{words} [{told(row['low'], places)}, {told(row['high'], places)}]"


def criterion(bounds: tuple[float | None, float | None], unit: str) -> str:
    """What is accepted, in words; bounds in the unit.

    >>> criterion((77.0, 87.0), "%"), criterion((None, -0.5), "points"), criterion((0.0, None), "")
    ('77 to 87 %', 'below −0.5 points', 'above 0')
    """
    low, high = bounds
    if low is not None and high is not None:
        words = f"{_short(low)} to {_short(high)}"
    else:
        words = f"above {_short(low)}" if low is not None else f"below {_short(high)}"
    return f"{words} {unit}".rstrip()


def _short(value: float | None) -> str:
    """A bound with only the decimals that it needs, two at most."""
    return short(NAN if value is None else value, at_most=2)
