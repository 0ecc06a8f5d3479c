"""Words and numbers set to measure: broken into lines, spread apart, with as many decimals as they need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ..foundations.language import ENGLISH, Words

FONT = "DejaVu Sans"  # comes with matplotlib, so it is everywhere the same
POINT = 25.4 / 72  # mm


def wrap(text: str, size: float, width: float, *, weight: str = "normal") -> list[str]:
    """The text in lines of at most `width` mm at `size` points; numbers stay with what belongs to them."""
    lines: list[str] = []
    room, space = 0.0, text_width(" ", size, weight=weight)
    for word in _bound(text).split(" "):
        needed = text_width(word, size, weight=weight)
        if lines and space + needed <= room:
            lines[-1] += f" {word}"
            room -= space + needed
        else:
            lines.append(word)
            room = width - needed
    return lines


def balanced(text: str, size: float, width: float, *, weight: str = "normal") -> list[str]:
    """As `wrap`, in as few lines, but of even length: no word is left alone on the last."""
    fewest = wrap(text, size, width, weight=weight)
    tries = (wrap(text, size, width * share / 20, weight=weight) for share in range(11, 20))
    return next((lines for lines in tries if len(lines) == len(fewest)), fewest)


def _bound(text: str) -> str:
    """The text with no-break spaces inside intervals, before units and around equals signs."""
    return re.sub(r"\[[^\]]*\]| %| points| = ", lambda match: match[0].replace(" ", "\u00a0"), text)


@cache
def text_width(text: str, size: float, *, weight: str = "normal") -> float:
    """The width of a line in mm."""
    font = FontProperties(family=FONT, weight=weight, size=size)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) * POINT


def tick(value: float, _: int = 0, *, sign: bool = False, w: Words = ENGLISH) -> str:
    """A number at an axis, with only the decimals that it needs.

    >>> tick(2500.0), tick(-0.25), tick(0.5, sign=True)
    ('2,500', '−0.25', '+0.5')
    """
    return w.short(value, sign=sign)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart in [low, high], together as near as can be to the wanted ones.

    Least squares by isotonic regression; too many to fit are squeezed evenly.

    >>> spread([1.0, 1.1, 5.0], gap=1.0, low=0.0, high=9.0)
    [0.55, 1.55, 5.0]
    """
    from scipy.optimize import isotonic_regression  # late: SciPy takes its time

    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    slack = isotonic_regression([wanted[index] - gap * rank for rank, index in enumerate(order)]).x
    placed = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        placed[index] = float(min(max(slack[rank], low), high - gap * (len(wanted) - 1)) + gap * rank)
    return placed
