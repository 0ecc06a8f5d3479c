"""What a claim says is what is measured for it: its words name the column, the two sides and their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from cordiale.experiments.validation.cells import Cell, scenario_value
from cordiale.experiments.validation.claims import Part
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED
from cordiale.experiments.validation.optima import peak_of
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.quantities import Less, Level, OfTwo, Quantity, Relative, ShareUnder
from cordiale.experiments.validation.record import worsened
from cordiale.experiments.validation.regions import _sureness

PARTS = {f"{claim.pattern}: {part.says}": part for claim in CLAIMS for part in (*claim.parts, *claim.beside)}


def levels(quantity: Any) -> Iterator[Level]:
    """The readings of cells of which a quantity is made, in their order."""
    if isinstance(quantity, Level):
        yield quantity
    for part in [quantity.first, quantity.second] if isinstance(quantity, OfTwo) else getattr(quantity, "of", ()):
        yield from levels(part)


def value(name: str) -> Callable[[Cell], Any]:
    return lambda cell: dict(cell.values).get(name, scenario_value(name))


COLUMNS = {  # words of a claim, and the column that they speak of
    "very aligned": "executives_very_aligned", "say aligned, less": "perception_gap",
    "say aligned": "executives_aligned",
    "a lack": "practitioners_lack", "sales' trust in marketing": "trust_sales_in_marketing",
    "marketing's trust in sales": "trust_marketing_in_sales", "gross retention": "gross_retention",
    "net retention": "net_retention", "broken": "gross_retention_broken", "never pursued": "leads_ignored",
    "median cycle": "sales_cycle_weeks_median", "marketing sourced": "marketing_wins",
    "reps who leave": "leavers_sales", "misfits": "misfit_leads", "contact across": "cross_function_density",
    "friction events": "friction_events_per_person_week",
    "friction hours": "friction_hours_share", "exclusions": "exclusions", "power contests": "power_contests",
    "touches in contracts": "marketing_influence", "new revenue": "revenue_new", "revenue": "revenue",
}  # fmt: skip


@pytest.mark.parametrize("said", PARTS)
def test_a_claim_measures_the_column_that_its_words_speak_of(said: str) -> None:
    found = [*levels(PARTS[said].quantity)]
    column = next((column for words, column in COLUMNS.items() if words in said.partition(": ")[2]), None)
    if found and column:
        assert found[0].reading.column == column
        assert len({each.reading.column for each in found}) == (2 if column == "gross_retention_broken" else 1)


trust, promise, win = value("trust.initial"), value("campaigns.over_promising"), value("buyers.win")
hidden, worth, planned = value("perception.withholding"), value("buyers.contract_value"), value("power.transition")
Side = Callable[[Level], Any]


def own(paradigm: str) -> tuple[Side, Side]:
    """A paradigm, and others than that."""
    return lambda a: a.cell.paradigm == paradigm, lambda b: b.cell.paradigm != paradigm


SIDES: dict[str, tuple[Side, Side]] = {  # of "A less B" and "A over B"
    "boastful less honest": (lambda a: promise(a.cell) == 1.0, lambda b: promise(b.cell) == 0.0),
    "poor conversion less usual": (lambda a: win(a.cell) < scenario_value("buyers.win"), lambda b: not b.cell.values),
    "accurate less complacent": (lambda a: hidden(a.cell) == 0.0, lambda b: not b.cell.values),
    "accurate over complacent": (lambda a: hidden(a.cell) == 0.0, lambda b: not b.cell.values),
    "from 0.25 to 0.75": (lambda a: trust(a.cell) == 0.75, lambda b: trust(b.cell) == 0.25),
    "where recalibrated less effect": (lambda a: a.cell.settings, lambda b: not b.cell.settings),
    "business-model less none": (lambda a: a.cell.forces == "business-model", lambda b: b.cell.forces == "none"),
    "quo less assimilated": (lambda a: a.cell.paradigm == "status-quo", lambda b: b.cell.paradigm == "assimilated"),
    "large contracts less small": (lambda a: worth(a.cell) > 100, lambda b: worth(b.cell) < 100),
    "slow less usual": (lambda a: planned(a.cell) == 32.0, lambda b: planned(b.cell) < 32.0),
    "low trust less usual": (lambda a: trust(a.cell) < 0.3, lambda b: trust(b.cell) > 0.3),
    "for 8 weeks less for 32": (lambda a: planned(a.cell) in (8.0, 16.0), lambda b: planned(b.cell) in (32.0, 16.0)),
    "for 8 weeks less for 1": (lambda a: planned(a.cell) in (8.0, 16.0), lambda b: planned(b.cell) in (1.0, 16.0)),
    "of theft less left of failures": (lambda a: a.reading.column != "failed", lambda b: b.reading.column != "robbed"),
    "switched over the twin": (lambda a: True, lambda b: True),
    "less the same without forces": (lambda a: a.cell.forces == "all", lambda b: b.cell.forces == "none"),
    "year 2 less year 1": (lambda a: a.reading.span[0] == 5, lambda b: b.reading.span[0] == 1),
    "year 3 less year 2": (lambda a: a.reading.span[0] == 9, lambda b: b.reading.span[0] == 5),
    "proportional less the next": own("proportional"),
    "over the best other": own("proportional"),
    "over the worst other": own("proportional"),
    "over the best choice's": own("drift"),
    "over the calmest choice's": own("drift"),
}  # fmt: skip


@pytest.mark.parametrize("words", SIDES)
def test_of_two_that_a_claim_compares_the_first_named_is_the_one_that_the_second_is_taken_from(words: str) -> None:
    first, second = SIDES[words]
    found = [part.quantity for said, part in PARTS.items() if said.endswith(words) or f"{words} " in said]
    assert found, "no claim says so any more"
    for pair in found:
        assert isinstance(pair, OfTwo) or words == "switched over the twin"
        if isinstance(pair, OfTwo):
            assert all(first(each) for each in levels(pair.first))
            assert all(second(each) for each in levels(pair.second))


FORCES = {6: "technology", 7: "buyers", 8: "business-model"}


@pytest.mark.parametrize("pattern", FORCES)
def test_the_effect_of_a_force_is_the_company_with_it_less_the_same_company_without_any(pattern: int) -> None:
    effects = [part.quantity for said, part in PARTS.items() if said.startswith(f"{pattern}: ")]
    pairs = [pair for each in effects for pair in innermost(each) if pair.first.cell.forces != pair.second.cell.forces]
    assert len(pairs) >= 3
    for pair in pairs:
        assert (pair.first.cell.forces, pair.second.cell.forces) == (FORCES[pattern], "none")
        assert pair.first.cell.under("none") == pair.second.cell
        assert pair.first.reading == pair.second.reading


def innermost(quantity: Any) -> Iterator[Any]:
    """The pairs of readings inside a quantity."""
    if isinstance(quantity, OfTwo):
        if isinstance(quantity.first, Level) and isinstance(quantity.second, Level):
            yield quantity
        else:
            yield from (*innermost(quantity.first), *innermost(quantity.second))


def is_share(quantity: Quantity) -> bool:
    """Whether a quantity is a part of something, to be told in hundredths."""
    if isinstance(quantity, Less):
        return is_share(quantity.first)
    return isinstance(quantity, Relative | ShareUnder)


@pytest.mark.parametrize("said", PARTS)
def test_relative_differences_are_told_in_percent_and_differences_of_them_in_points(said: str) -> None:
    part: Part = PARTS[said]
    if isinstance(part.quantity, Relative):
        assert part.unit == "%"
    elif isinstance(part.quantity, Less) and is_share(part.quantity):
        assert part.unit == "points"
    assert part.factor == (100.0 if part.unit else 1.0) or part.unit not in ("%", "points")


@pytest.mark.parametrize("now", [HOLDS, FAILS, UNDECIDED])
@pytest.mark.parametrize("before", [HOLDS, FAILS, UNDECIDED, None])
def test_only_a_pattern_that_held_and_surely_fails_now_has_become_worse(now: str, before: str | None) -> None:
    rows = [{"pattern": 3, "verdict": now}]
    record = None if before is None else {"patterns": [{"pattern": 3, "verdict": before}]}
    assert worsened(record, rows) == ([3] if (before, now) == (HOLDS, FAILS) else [])


def test_the_interval_of_a_peak_leaves_out_what_fewer_than_one_in_forty_draws_show_at_either_end() -> None:
    """A place that comes first in three to four draws of a hundred is in it; one that does in one or two is not."""
    luck = np.where(np.arange(400) % 2, 1.0, -1.0)
    for ahead, is_in in ((1.8, True), (2.2, False)):  # standard errors
        rival = luck - ahead / np.sqrt(len(luck))
        _, low, high = peak_of(np.stack([rival, np.zeros(len(luck)), np.full(len(luck), -9.0)], axis=1))
        assert (low, high) == (0 if is_in else 1, 1)
        _, low, high = peak_of(np.stack([np.full(len(luck), -9.0), np.zeros(len(luck)), rival], axis=1))
        assert (low, high) == (1, 2 if is_in else 1)


def test_how_sure_a_lead_is_is_its_t_statistic_over_the_rival_that_comes_nearest() -> None:
    leads = np.random.default_rng(3).normal(1.0, 2.0, (24, 3))
    within = np.stack([np.ones(24), np.arange(24) % 3 == 0]).astype(float)
    for region, found in zip(within, _sureness(within, leads), strict=True):
        assert found == pytest.approx(min(ttest_1samp(leads[region > 0], 0.0, axis=0).statistic))
