"""What `decide` found, as one plain structure: text, JSON and whatever else is shown are rendered from it alone.

Money is in thousands of the currency, discounted, over the horizon, against staying unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cordiale.simulation.world.paradigms import Structure

from ..foundations.statistics import Estimate
from .course import Course
from .flips import Flip
from .information import Known
from .regret import Regret
from .ruled import Ruled
from .two_factors import TwoFactors
from .unseen import View
from .warning_signs import WarningSign


@dataclass(frozen=True)
class Standing:
    """One option: where it leads, what it brings, how sure, and the way there.

    `lead` is against staying in thousands, `percent` the same of the value of staying; `companies` how many lived it.
    `ruled_out` says that the procedure is sure that it is not the best. `regret` is None where it was not lived in all
    weathers.
    """

    option: str
    paradigm: str
    kind: str
    decisions: tuple[str, ...]
    lead: Estimate
    percent: Estimate
    probability_best: float
    ruled_out: bool
    companies: int
    regret: Regret | None
    course: Course


@dataclass(frozen=True)
class Part:
    """One part of a lead, with its 95 % interval; thousands."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Why:
    """Two accounts of the lead of an option over staying: each adds up to it."""

    option: str
    lead: float
    levers: tuple[Part, ...]
    channels: tuple[Part, ...]
    companies: int


@dataclass(frozen=True)
class UnderWeather:
    """What is best under a weather, of the options lived there, and its lead over staying; thousands."""

    weather: str
    best: str
    lead: Estimate
    lead_of_the_choice: Estimate


@dataclass(frozen=True)
class Baseline:
    """What staying brings: value over the horizon and bookings of its last four quarters, thousands, with intervals."""

    value: Estimate
    revenue_last_year: Estimate
    horizon_quarters: int


@dataclass(frozen=True)
class Grounds:
    """What the answer rests on: `parameters` in words, `sets` how many sets of them the companies lived with, or 0.

    `assumptions` are (name, value, source) of economics and of the parameters that matter most to the difference, with
    the share of its variance that each accounts for; `theories` the rival theories under which another option leads.
    """

    parameters: str
    sets: int
    assumptions: tuple[dict[str, Any], ...]
    verdicts: tuple[dict[str, Any], ...]
    theories: tuple[dict[str, Any], ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Effort:
    """What it took, and what makes it happen again: `first`, `batches` and `matched` are options of the command.

    `indifference` is the share that was asked for, `indifferent` what it comes to, in thousands. `budget` are the
    seconds that it was given, `left_out` names the factors, theories and maps that did not fit into them.
    """

    runs: int
    seconds: float
    budget: float
    first: int
    batches: int
    matched: int
    seed: int
    confidence_asked: float
    indifference: float
    indifferent: float
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """The answer.

    `confidence` is how probable it is, given what was seen, that no option is better on average than `best` by more
    than the indifference; `told_apart` whether the procedure came to an end, at the error that was asked for; `map` and
    `rules` are None if they did not fit. `today` and `then` are how people live together, and would under the option
    that is explained.
    """

    scenario: str
    currency: str
    switch_quarter: int
    best: str
    confidence: float
    told_apart: bool
    contenders: tuple[str, ...]
    robust: str
    options: tuple[Standing, ...]
    baseline: Baseline
    weathers: tuple[UnderWeather, ...]
    why: Why
    unseen: tuple[View, ...]
    flips: tuple[Flip, ...]
    map: TwoFactors | None
    rules: Ruled | None
    today: Structure
    then: Structure
    measure_first: tuple[Known, ...]
    everything_known: float
    warnings: tuple[WarningSign, ...]
    grounds: Grounds
    effort: Effort

    def standing(self, option: str) -> Standing:
        return next(each for each in self.options if each.option == option)
