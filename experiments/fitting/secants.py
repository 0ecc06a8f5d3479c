"""How far levers are moved for what figures lack, as learnt from what moves have gained.

At first each figure is expected to answer to its own lever alone. Every move then changes what is believed of all
answers by as little as explains what it gained: Broyden (1965), *A class of methods for solving nonlinear simultaneous
equations*, Mathematics of Computation 19, 577-593.
"""

from collections.abc import Sequence

import numpy as np

from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.scenario import Scenario

from .levers import Lever

TELLING = 0.02  # a smaller expected change says nothing about how figures answer
LONGEST_STEP = 1.0  # on a lever's scale
BELIEVED = (0.4, 2.5)  # a figure that answers its own lever less or more than this, over the expected, is noise


class Secants:
    """The levers of a fit and, in `answers`, what each figure (rows) gains by a step of each lever (columns)."""

    def __init__(self, levers: Sequence[Lever]) -> None:
        self.levers = levers
        self._expected = np.array([lever.answer for lever in levers])
        self.answers = np.diag(self._expected)

    def moved(self, scenario: Scenario, lacks: Sequence[float]) -> Scenario:
        """The scenario with levers moved by what all figures lack, but for those that are at an end of their range."""
        values = [value_at(scenario, lever.parameter) for lever in self.levers]
        pairs = zip(self.levers, values, lacks, strict=True)
        free = np.flatnonzero([not lever.is_at_end(value, lack) for lever, value, lack in pairs])
        steps = np.zeros(len(self.levers))
        steps[free] = np.linalg.lstsq(self.answers[np.ix_(free, free)], np.array(lacks)[free], rcond=None)[0]
        moves = zip(self.levers, values, np.clip(steps, -LONGEST_STEP, LONGEST_STEP).tolist(), strict=True)
        return scenario.with_values({lever.parameter: lever.moved(value, step) for lever, value, step in moves})

    def learn(self, before: Scenario, after: Scenario, gains: Sequence[float]) -> None:
        """Believe what explains how much nearer a move has brought the figures."""
        places = [lever.parameter for lever in self.levers]
        step = np.array(
            [
                lever.step(value_at(before, place), value_at(after, place))
                for lever, place in zip(self.levers, places, strict=True)
            ]
        )
        if np.abs(step * self._expected).max(initial=0.0) <= TELLING:
            return
        self.answers += np.outer(gains - self.answers @ step, step) / (step @ step)
        own = np.clip(np.diag(self.answers) / self._expected, *BELIEVED)
        np.fill_diagonal(self.answers, own * self._expected)
