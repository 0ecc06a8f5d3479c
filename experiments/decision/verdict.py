"""What `decide` found, as one plain structure: text, JSON and whatever else is shown are rendered from it alone.

Money is in thousands of the currency, discounted, over the horizon, against staying unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cordiale.simulation.world.paradigms import Structure

from ..foundations.language import ENGLISH
from ..foundations.plain import plain
from ..foundations.statistics import Estimate
from ..plain_words.monday import monday
from .course import Course
from .flips import Flip
from .information import Known
from .regret import Regret
from .ruled import Ruled
from .two_factors import TwoFactors
from .unseen import View
from .warning_signs import WarningSign

CAVEAT = f"{ENGLISH['caveat.foundation']} {ENGLISH['decide.caveat']}"


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


def to_document(decision: Decision) -> dict[str, Any]:
    """The decision as `decision.json` has it."""
    d = decision
    return {
        "format": "cordiale decision 1",
        "scenario": d.scenario, "currency": d.currency, "switch_quarter": d.switch_quarter,
        "unit": f"thousand {d.currency}, discounted, against staying",
        "best": d.best, "confidence": d.confidence, "told_apart": d.told_apart, "contenders": d.contenders,
        "robust": d.robust,
        "options": [of_option(each) for each in d.options],
        "why": plain(d.why), "weathers": plain(d.weathers), "unseen": plain(d.unseen),
        "flips": plain(d.flips), "map": plain(d.map), "rules": plain(d.rules), "monday": of_monday(d),
        "measure_first": plain(d.measure_first), "everything_known": d.everything_known,
        "warnings": plain(d.warnings), "baseline": plain(d.baseline), "grounds": plain(d.grounds),
        "unknown": d.grounds.unknown, "caveat": CAVEAT, **plain(d.effort),
    }  # fmt: skip


def of_monday(decision: Decision) -> dict[str, Any]:
    """What would change on Monday: both rows of structure, and in words what differs."""
    changes = [
        {"name": each.setting, "question": each.question, "today": each.today, "then": each.then}
        for each in monday(decision.today, decision.then, ENGLISH) if each.changes
    ]  # fmt: skip
    rows = {"today": decision.today, "then": decision.then}
    return {"option": decision.why.option, **{name: row.model_dump(mode="json") for name, row in rows.items()},
            "changes": changes}  # fmt: skip


def of_option(each: Standing) -> dict[str, Any]:
    """An option as `decision.json` has it."""
    course, regret = each.course, each.regret
    return {
        "option": each.option, "paradigm": each.paradigm, "kind": each.kind, "decisions": each.decisions,
        "value": each.lead.mean, "low": each.lead.low, "high": each.lead.high,
        "value_percent": each.percent.mean, "low_percent": each.percent.low, "high_percent": each.percent.high,
        "probability_best": each.probability_best, "ruled_out": each.ruled_out, "companies": each.companies,
        "expected_regret": regret and regret.expected, "largest_regret": regret and regret.largest,
        "least_regret": regret and regret.least, "regret_at_worst": regret and regret.at_worst,
        "payback_quarter": course.payback_quarter, "never_pays": course.never_pays,
        "worse_than_staying": course.worse_than_staying, "dip_quarter": course.dip_quarter,
        "dip_value": course.dip_value, "way": plain(course.quarters),
    }  # fmt: skip
