"""What a scenario implies, said before anything is compared: the company as simulated, beside its own figures.

Whoever reads "22.6 million a year" of a company that books three knows that a number of the scenario is wrong, before
a comparison is believed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.language import ENGLISH, Words
from ..foundations.phrases import rounded

if TYPE_CHECKING:
    import pandas as pd

SETTLED = 2  # quarters left out where there are later ones, as for targets
QUARTERS_A_YEAR = 4
FIGURES = 3  # that count
MILLION = 1000.0  # thousands
QUESTIONED = 10_000.0  # thousand for a contract: ten million a year is rare, and thousands typed as units are not


class Said(NamedTuple):
    """A figure of the echo: its name, how it is taken from settled quarters, and what it is said in, over its unit."""

    name: str
    take: Callable[[pd.DataFrame], float]
    times: float = 1.0

    def say(self, value: float, currency: str, w: Words) -> str:
        return w(f"echo.{self.name}", amount=_amount(value * self.times, w), currency=currency)


def _over(counted: str, *of: str) -> Callable[[pd.DataFrame], float]:
    """A rate over all quarters together."""

    def rate(frame: pd.DataFrame) -> float:
        total = float(frame[list(of)].to_numpy().sum())
        return float(frame[counted].sum()) / total if total else math.nan

    return rate


def _mean(name: str, times: float = 1.0) -> Callable[[pd.DataFrame], float]:
    return lambda frame: float(frame[name].mean()) * times


def _median(name: str) -> Callable[[pd.DataFrame], float]:
    return lambda frame: float(frame[name].median())


def _amount(value: float, w: Words) -> str:
    """A number with three figures that count.

    >>> _amount(22612.3, ENGLISH), _amount(8.634, ENGLISH), _amount(0.2, ENGLISH)
    ('22,600', '8.63', '0.2')
    """
    if not math.isfinite(value) or value == 0.0:
        return w.number(value)
    before = 1 + math.floor(math.log10(abs(value)))  # digits before the point
    return w.short(rounded(value, FIGURES), at_most=max(0, FIGURES - before))


ECHO = (
    Said("customers", _mean("customers")),
    Said("bookings", _mean("revenue", QUARTERS_A_YEAR / MILLION)),
    Said("leads_handed_over", _mean("leads_handed_over")),
    Said("wins", _mean("wins")),
    Said("win_rate", _over("wins", "wins", "losses", "no_decisions"), 100),
    Said("contract_value", _over("revenue_new", "wins")),
    Said("sales_cycle_weeks", _mean("sales_cycle_weeks")),
    Said("sales_cycle_weeks_median", _median("sales_cycle_weeks_median")),
    Said("gross_retention", _mean("gross_retention"), 100),
)


def implied(frame: pd.DataFrame, scenario: Scenario) -> dict[str, Any]:
    """What the company is as simulated today, as JSON-like values: figures by name, and how it lived."""
    lived = _today(frame, scenario)
    found = {each.name: each.take(lived) for each in ECHO}
    return {
        "paradigm": str(lived["paradigm"].iloc[0]),
        "forces": str(lived["forces"].iloc[0]),
        **{name: value if math.isfinite(value) else None for name, value in found.items()},
    }


def as_simulated(frame: pd.DataFrame, scenario: Scenario, w: Words) -> str:
    """One sentence: what the company is as simulated, beside its own figures where `[targets]` has them."""
    told = implied(frame, scenario)
    usual = told["paradigm"] == scenario.company.paradigm and told["forces"] == "none"
    living = w("compare.living", paradigm=w.quoted(told["paradigm"]), forces=w.forces(told["forces"]))
    return w("compare.as_simulated", how="" if usual else living, figures=", ".join(_figures(told, scenario, w)))


def _figures(told: dict[str, Any], scenario: Scenario, w: Words) -> Iterator[str]:
    for each in ECHO:
        if told[each.name] is not None:
            own, figure = scenario.targets.get(each.name), each.say(told[each.name], scenario.currency, w)
            yield w("compare.yours", figure=figure, own=each.say(own.value, scenario.currency, w)) if own else figure


def _today(frame: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Settled quarters of the present paradigm without forces, or of the nearest to that in the table."""
    for column, wanted in (("paradigm", scenario.company.paradigm), ("forces", "none")):
        found = wanted if wanted in set(frame[column]) else frame[column].iloc[0]
        frame = frame[frame[column] == found]
    return frame[frame["quarter"] > min(SETTLED, frame["quarter"].max() - 1)]


def questions(scenario: Scenario) -> list[str]:
    """Numbers that are allowed and hardly meant, each as a question; a span that an org chart leaves without effect."""
    told = {"buyers.contract_value": scenario.buyers.contract_value}
    told |= {f"targets.{name}": each.value for name, each in scenario.targets.items() if "contract_value" in name}
    read = {place: (_amount(value, ENGLISH), _amount(value / MILLION, ENGLISH))
            for place, value in told.items() if value >= QUESTIONED}  # fmt: skip
    return [*_beside_the_chart(scenario)] + [
        f"{place} = {thousands} thousand is {millions} million a contract: money is in thousands; is {millions} meant?"
        for place, (thousands, millions) in read.items()
    ]


def _beside_the_chart(scenario: Scenario) -> Iterator[str]:
    """What a scenario says of spans, though its org chart says who reports to whom."""
    span = scenario.company.span
    if not scenario.seats or span == type(scenario.company).model_fields["span"].default:
        return
    teams = Counter(seat.manager for seat in scenario.seats if seat.role == "rep")
    people = f"{sum(teams.values())} reps report to {len(teams)} people, at most {max(teams.values())} to one"
    yield f"company.span = {span} is not used: company.org_chart says who leads whom ({people}); is the chart meant?"


def left_at_default(scenario: Scenario, w: Words) -> str:
    """A paragraph on what nobody told of this company; empty where nothing is noted."""
    said = w["number.also"].join(f"{what} ({why})" for what, why in scenario.unknown.items())
    return w("compare.left_at_default", fields=said) if said else ""
