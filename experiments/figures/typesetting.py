"""Words and numbers set to measure: broken into lines, spread apart, with as many decimals as they need."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from ..foundations.language import ENGLISH, Words

FONT = "DejaVu Sans"  # comes with matplotlib, so it is everywhere the same
OTHERS = (  # where they are installed, for letters that it has not: Chinese, Japanese, Korean, signs
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "PingFang SC", "Arial Unicode MS", "Noto Sans",
    "Noto Emoji",
)  # fmt: skip
POINT = 25.4 / 72  # mm
WIDEST = 34.0  # mm of a name


@cache
def families() -> list[str]:
    """The fonts to draw with: one for all that it has, then what this machine has for other letters."""
    there = set(fontManager.get_font_names())
    return [FONT, *(name for name in OTHERS if name in there)]


def wrap(text: str, size: float, width: float, *, weight: str) -> list[str]:
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


@contextmanager
def letters_without_a_form() -> Iterator[None]:
    """A letter that no font here has is a box, which nobody is warned of."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+", UserWarning)
        yield


@cache
def text_width(text: str, size: float, *, weight: str = "normal") -> float:
    """The width of a line in mm."""
    font = FontProperties(family=families(), weight=weight, size=size)
    with letters_without_a_form():
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) * POINT


def fitting_names(names: Iterable[str], size: float, width: float = WIDEST) -> dict[str, str]:
    """Each name as a figure has room for it: what is wider than `width` mm at `size` points is cut in its middle.

    Names that would look alike get a number.

    >>> list(fitting_names(["siloed", "n" * 100, "n" * 101], 7.0, 12.0).values())
    ['siloed', 'nnn…nnn 1', 'nnn…nnn 2']
    """
    short = {name: _fitting(name, size, width) for name in names}
    alike = Counter(short.values())
    numbers = {name: n for n, name in enumerate((name for name in short if alike[short[name]] > 1), start=1)}
    return {name: f"{told} {numbers[name]}" if name in numbers else told for name, told in short.items()}


def _fitting(name: str, size: float, width: float) -> str:
    half, told = len(name) // 2, name
    while half > 1 and text_width(told, size) > width:
        half -= 1
        told = f"{name[:half]}…{name[-half:]}"
    return told


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
