"""What Mesa's data collector takes of a company at the start and after every week."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from ..rules.observation import mean_trust
from ..world.organisation import Organisation
from ..world.words import WEEKS_PER_QUARTER, Side


def revenue_so_far(org: Organisation) -> float:
    """Revenue of the quarter under way, or of the one that has just ended, thousand."""
    if org.clock[0].week % WEEKS_PER_QUARTER == 0:
        return float(org.quarters[org.clock[0].quarter].revenue)
    return float(org.tally[0].revenue_new + org.tally[0].revenue_recurring)


def mean_of(org: Organisation, field: str) -> float:
    """Mean of a field over reps and marketers."""
    practitioners = org.people[field][: org.company[0].reps + org.company[0].marketers]
    return math.fsum(practitioners) / len(practitioners)


FIGURES: dict[str, Callable[[Organisation], float]] = {
    "trust_sales_in_marketing": lambda org: mean_trust(org, Side.SALES, 0),
    "trust_marketing_in_sales": lambda org: mean_trust(org, Side.MARKETING, 0),
    "morale": lambda org: mean_of(org, "morale"),
    "role_clarity": lambda org: mean_of(org, "clarity"),
    "leads": lambda org: int(org.company[0].leads),
    "customers": lambda org: int(org.company[0].served),
    "matters": lambda org: int(org.company[0].matters),
    "revenue": revenue_so_far,
}


def figure_of(name: str, model: Any) -> float:
    """A figure of a model's company, by its name in `FIGURES`: what is pickled with a model is the name."""
    figure: float = model.company.rules.of(FIGURES[name])(model.org)
    return figure


WEEKLY = {name: partial(figure_of, name) for name in FIGURES}
