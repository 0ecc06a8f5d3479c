"""How the points of a study are shown to ema-workbench, and what comes back as a limit of a rule.

Neither PRIM nor CART is given a category as a number, nor a crossed number as if it were sampled: a category is a name
to them, a number that the study crosses is a step of a ladder. Names are codes, whose order does not hang on a hash.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..foundations.errors import installing
from ..study.factors import Factor
from .rules import Limit
from .run_values import AnalysisError

LEAST_MASS = 0.05  # share of the points that a rule must hold
INSTALL = f"scenario discovery needs ema-workbench, which is not installed: {installing('analysis')}"


class RuleSearch(NamedTuple):
    """What rules are looked for in: the factors of each point, and the density that a rule should reach."""

    points: pd.DataFrame
    factors: dict[str, Factor]
    density: float
    seed: int


class Code(NamedTuple):
    """How a factor is shown to a method: as it is, as steps of a ladder (`ordered`), or as names."""

    name: str
    values: tuple[Any, ...] = ()
    ordered: bool = True

    def column(self, given: pd.Series) -> pd.Series:
        if not self.values:
            return given.astype(float)
        codes = given.map({value: code for code, value in enumerate(self.values)})
        return codes.astype(np.int64) if self.ordered else codes.astype(int).astype(object)

    def range(self, low: float, high: float) -> Limit:
        """The limit for a range of what was shown; infinite where it does not limit."""
        if not self.values:
            return Limit(self.name, low, high)
        bottom = self.values[math.ceil(low)] if math.isfinite(low) and low > 0 else -math.inf
        top = self.values[math.floor(high)] if math.isfinite(high) and high < len(self.values) - 1 else math.inf
        return Limit(self.name, bottom, top)

    def among(self, codes: set[int]) -> Limit:
        return Limit(self.name, among=tuple(self.values[code] for code in sorted(codes)))


def code_of(search: RuleSearch, name: str) -> Code:
    factor, column = search.factors[name], search.points[name]
    if factor.domain.kind == "category":
        return Code(name, factor.levels or tuple(sorted(column.unique(), key=str)), ordered=False)
    if factor.levels or factor.domain.kind == "whole":
        return Code(name, tuple(sorted(column.unique())))
    return Code(name)


@contextmanager
def workbench() -> Iterator[None]:
    """Where ema-workbench is used; what it warns of is about its own use of other libraries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except ModuleNotFoundError as error:
            raise AnalysisError(f"{INSTALL} ({error})") from error
