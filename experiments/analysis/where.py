"""The condition of a discovery: `PARADIGM - PARADIGM OUTCOME < NUMBER`, or `>`, or a number with `%`.

`proportional - status-quo revenue < 0` asks where the first earns less than the second;
`proportional - status-quo revenue > 10 %` where it earns over a tenth of the second's revenue more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from cordiale.simulation.scenario.faults import unknown

from ..foundations.statistics import Floats
from .run_values import AnalysisError

FORM = 'PARADIGM - PARADIGM OUTCOME < NUMBER, as in "proportional - status-quo revenue < 0"'
DIFFERENCE = 'PARADIGM - PARADIGM OUTCOME, as in "proportional - status-quo revenue"'
BELOW, ABOVE = "<", ">"


@dataclass(frozen=True)
class Where:
    """When the advice between two paradigms counts as flipped; `percent`: the limit is in % of the second's outcome."""

    first: str
    second: str
    outcome: str
    below: bool
    limit: float
    percent: bool = False

    def __str__(self) -> str:
        side = BELOW if self.below else ABOVE
        return f"{self.first} - {self.second} {self.outcome} {side} {self.limit:g}{' %' if self.percent else ''}"

    def margin(self, first: Floats, second: Floats) -> Floats:
        """How far the difference lies beyond the limit: positive where the condition is met, in the outcome's unit.

        Raises AnalysisError for a percentage of what is not positive.
        """
        if self.percent and (second <= 0).any():
            raise AnalysisError(
                f"{self.limit:g} % of the {self.outcome} of {self.second} says nothing: it is {second.min():g} at some "
                "points, and must be positive; give the limit as a number"
            )
        limit = second * self.limit / 100 if self.percent else self.limit
        beyond = first - second - limit
        return -beyond if self.below else beyond


def parse(text: str, *, paradigms: Collection[str], outcomes: Collection[str]) -> Where:
    """The condition in some words, whose names must be among those given.

    Raises AnalysisError naming the word, and what is allowed.

    >>> parse("a - b revenue < -5 %", paradigms=["a", "b"], outcomes=["revenue"])
    Where(first='a', second='b', outcome='revenue', below=True, limit=-5.0, percent=True)
    """
    words = re.sub(r"([<>]=?|%)", r" \1 ", text).split()
    if len(words) not in (6, 7) or words[1] != "-" or (len(words) == 7 and words[6] != "%"):
        raise _error(text, f"it must read {FORM}; a minus has a space on both sides")
    first, _, second, outcome, side, number = words[:6]
    for name in (first, second):
        if name not in paradigms:
            raise _error(text, f"paradigm {unknown(name, paradigms)}")
    if first == second:
        raise _error(text, f"{first} is on both sides of the minus")
    if outcome not in outcomes:
        raise _error(text, f"outcome {unknown(outcome, outcomes)}")
    if side not in (BELOW, ABOVE):
        raise _error(text, f"{side!r} is not allowed; allowed: {BELOW}, {ABOVE}")
    return Where(first, second, outcome, side == BELOW, _number(text, number), len(words) == 7)


def parse_difference(text: str, *, paradigms: Collection[str], outcomes: Collection[str]) -> tuple[str, str, str]:
    """The two paradigms and the outcome of a difference in words. Raises AnalysisError naming the word.

    >>> parse_difference("a - b revenue", paradigms=["a", "b"], outcomes=["revenue"])
    ('a', 'b', 'revenue')
    """
    words = text.split()
    if len(words) != 4 or words[1] != "-":
        raise AnalysisError(f'outcome "{text}": it must read OUTCOME, or {DIFFERENCE}')
    first, _, second, outcome = words
    for name in (first, second):
        if name not in paradigms:
            raise AnalysisError(f'outcome "{text}": paradigm {unknown(name, paradigms)}')
    if first == second:
        raise AnalysisError(f'outcome "{text}": {first} is on both sides of the minus')
    return first, second, outcome


def _number(text: str, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not np.isfinite(value):
        raise _error(text, f"{word!r} is not a number")
    return value


def _error(text: str, why: str) -> AnalysisError:
    return AnalysisError(f'where "{text}": {why}')
