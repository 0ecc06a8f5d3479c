"""What a cell of a map is made of: the mean of its worlds, or a response surface fitted to all of them.

Both are linear: the value of a cell is a weighted sum of what the worlds brought, the same weights for every option and
every replication. So options stay matched in a cell, and its luck is that of the replications.

The surface is a polynomial in both axes by least squares (Box and Wilson 1951), of the degree from 1 to 4 that predicts
left-out worlds best (PRESS, Allen 1974) of the options' differences, which is what a map is about.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..analysis.run_values import AnalysisError
from ..foundations.statistics import Floats
from .ladder import Ladder

DEGREES = (1, 2, 3, 4)
WORLDS_A_TERM = 2  # the least number of worlds for each term of a surface
NOTHING = 1e-12  # of a difference: what rounding leaves of one that is the same everywhere


class Smoother(NamedTuple):
    """Weights of the worlds in each cell, shape cells x worlds; a cell without worlds has none.

    Of a surface also: its `degree`, the `hat` that fits it at the worlds themselves (worlds x worlds), and `told`, the
    share of the options' differences in left-out worlds that it explains. Means have degree 0.
    """

    weights: Floats
    degree: int = 0
    hat: Floats | None = None
    told: float = math.nan

    @property
    def counts(self) -> Floats:
        """How many worlds speak in each cell."""
        return np.asarray((self.weights != 0).sum(axis=1))

    def noise(self, differences: Floats) -> tuple[Floats, Floats]:
        """Standard error of each cell from the scatter of worlds, and its degrees of freedom.

        `differences` has a value for each world, averaged over replications. Missing where a cell has one world.
        """
        spread = np.sqrt((self.weights**2).sum(axis=1))
        if self.hat is not None:
            free = np.full(len(spread), float(len(differences) - terms(self.degree)))
            left = differences - self.hat @ differences
            return spread * np.sqrt(left @ left / free), free
        means = self.weights @ differences
        away = np.where(self.weights > 0, differences - means[:, None], 0.0)
        free = np.where(self.counts > 1, self.counts - 1.0, np.nan)
        return spread * np.sqrt((away**2).sum(axis=1) / free), free


def means(x: Ladder, y: Ladder) -> Smoother:
    """Each cell is the mean of the worlds in it; cells in the order of y, then x."""
    cell = y.place * len(x.steps) + x.place
    member = np.equal.outer(np.arange(len(x.steps) * len(y.steps)), cell).astype(float)
    return Smoother(member / np.maximum(1.0, member.sum(axis=1))[:, None])


def terms(degree: int) -> int:
    """How many terms a polynomial in two variables has.

    >>> [terms(degree) for degree in (1, 2, 3)]
    [3, 6, 10]
    """
    return (degree + 1) * (degree + 2) // 2


def surface(worlds: Floats, cells: Floats, differences: Floats) -> Smoother:
    """A response surface over worlds and cells at these places (shape n x 2, scaled to [-1, 1]).

    `differences`, shape worlds x options, choose the degree. Raises AnalysisError for too few worlds.
    """
    least = WORLDS_A_TERM * terms(DEGREES[0])
    if len(worlds) < least:
        raise AnalysisError(f"the study has {len(worlds)} worlds: a fitted surface needs {least} at least")
    tries = [_fitted(worlds, cells, differences, degree) for degree in DEGREES
             if len(worlds) >= WORLDS_A_TERM * terms(degree)]  # fmt: skip
    return max(tries, key=lambda one: one.told)


def _fitted(worlds: Floats, cells: Floats, differences: Floats, degree: int) -> Smoother:
    inverse = np.linalg.pinv(_basis(worlds, degree))
    hat = _basis(worlds, degree) @ inverse
    left_out = (differences - hat @ differences) / np.maximum(1e-9, 1 - np.diag(hat))[:, None]
    about = differences - differences.mean(axis=0)
    whole, least = float((about**2).sum()), float(((NOTHING * differences) ** 2).sum())
    told = 1 - float((left_out**2).sum()) / whole if whole > least else 0.0
    return Smoother(_basis(cells, degree) @ inverse, degree, hat, told)


def _basis(places: Floats, degree: int) -> Floats:
    """The terms of a polynomial at places, in Legendre's polynomials, which differ more from each other than powers."""
    whole = np.polynomial.legendre.legvander2d(places[:, 0], places[:, 1], [degree, degree])
    wanted = [a * (degree + 1) + b for a in range(degree + 1) for b in range(degree + 1 - a)]
    return np.asarray(whole[:, wanted])
