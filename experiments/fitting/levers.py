"""Which parameter is moved for which figure, and how strongly the figure is expected to answer.

Other figures of a company follow from these and from what the model assumes: they can be held against a target,
not moved to it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import NamedTuple

from cordiale.simulation.world.parameters import PARAMETERS

from .trial import Figures

LIMITS = {each.dotted: (each.low, each.high) for each in PARAMETERS}
SMALLEST = 1e-6


class Lever(NamedTuple):
    """A parameter, the figure that it is moved for, and how strongly the figure is expected to answer.

    Parameters that are a `factor` are moved by ratios, others by differences; figures that are a `share` are
    compared by log-odds, others by ratios.
    """

    parameter: str
    figure: str
    answer: float = 1.0
    factor: bool = False
    share: bool = False

    def lack(self, figures: Figures, targets: Figures) -> float:
        """What the figure lacks, on its scale; nothing where it could not be measured."""
        lack = self._scaled(targets[self.figure]) - self._scaled(figures[self.figure])
        return 0.0 if math.isnan(lack) else lack

    def moved(self, value: float, step: float) -> float:
        """The parameter after a step on its scale, held within its declared range."""
        return within_range(self.parameter, max(value, SMALLEST) * math.exp(step) if self.factor else value + step)

    def step(self, before: float, after: float) -> float:
        """How far the parameter was moved on its scale."""
        return math.log(max(after, SMALLEST) / max(before, SMALLEST)) if self.factor else after - before

    def is_at_end(self, value: float, lack: float) -> bool:
        """Whether the parameter stands at the end of its range towards which the lack would move it."""
        low, high = LIMITS[self.parameter]
        return value >= high if lack * self.answer > 0 else value <= low

    def _scaled(self, figure: float) -> float:
        inside = min(max(figure, SMALLEST), 1.0 - SMALLEST if self.share else math.inf)
        return math.log(inside / (1.0 - inside)) if self.share else math.log(inside)


# Of a figure with several levers, the first that no other figure needs more is taken.
LEVERS = (
    Lever("campaigns.leads_per_week", "leads_handed_over", factor=True),
    Lever("campaigns.qualification_bar", "qualified_share", -1.3, share=True),
    Lever("campaigns.fit_mean", "conversion", 1.5, share=True),
    Lever("selling.engagement", "conversion", share=True),
    Lever("selling.own_appeal", "follow_up_share", -8.0, share=True),
    Lever("selling.prospecting_hours", "opportunities", -1.0, factor=True),
    Lever("selling.prospecting_hours", "wins", -0.3, factor=True),
    Lever("campaigns.leads_per_week", "wins", 0.5, factor=True),
    Lever("campaigns.leads_per_week", "marketing_wins", 0.8, factor=True),
    Lever("campaigns.leads_per_week", "marketing_sourced", 0.6, factor=True, share=True),
    Lever("campaigns.leads_per_week", "marketing_sourced_revenue", 0.6, factor=True, share=True),
    Lever("handoff.delay", "weeks_to_first_contact", 0.7, factor=True),
    Lever("buyers.cycle", "sales_cycle_weeks_median", 0.8, factor=True),
    Lever("buyers.cycle", "sales_cycle_weeks", 0.8, factor=True),
    Lever("buyers.pace_spread", "sales_cycle_weeks", factor=True),
    Lever("buyers.win", "win_rate", share=True),
    Lever("buyers.no_decision", "no_decision_share", share=True),
    Lever("buyers.contract_value", "contract_value_median", factor=True),
    Lever("buyers.contract_value", "contract_value", factor=True),
    Lever("buyers.value_spread", "contract_value", 0.4, factor=True),
    Lever("customers.renewal", "gross_retention", share=True),
    Lever("customers.expansion", "net_retention"),
    Lever("customers.initial_per_rep", "customers", 0.7, factor=True),
    Lever("customers.initial_per_rep", "revenue_recurring", 0.7, factor=True),
)


def levers_for(parameters: Collection[str], figures: Iterable[str]) -> tuple[Lever, ...]:
    """A lever for each of some parameters whose figures are aimed at; some may have to share a figure."""
    aimed = set(figures)
    found = {lever.parameter: lever for lever in one_each(aimed, parameters)}
    for lever in LEVERS:
        if lever.parameter in parameters and lever.figure in aimed:
            found.setdefault(lever.parameter, lever)
    return tuple(lever for lever in LEVERS if lever in found.values())


def one_each(figures: Iterable[str], parameters: Collection[str] | None = None) -> tuple[Lever, ...]:
    """A lever for each figure that has one, no parameter twice: figures with the fewest to choose from come first.

    >>> [lever.parameter for lever in one_each(["sales_cycle_weeks", "sales_cycle_weeks_median"])]
    ['buyers.cycle', 'buyers.pace_spread']
    """
    usable = [lever for lever in LEVERS if parameters is None or lever.parameter in parameters]
    choices = {name: [lever for lever in usable if lever.figure == name] for name in sorted(set(figures))}
    taken: dict[str, Lever] = {}
    for name in sorted(choices, key=lambda name: len(choices[name])):
        free = next((lever for lever in choices[name] if lever.parameter not in taken), None)
        if free is not None:
            taken[free.parameter] = free
    return tuple(lever for lever in LEVERS if lever in taken.values())


def within_range(place: str, value: float) -> float:
    """A value for a parameter, held within its declared range."""
    low, high = LIMITS[place]
    return min(max(value, low), high)
