"""The funnel of one period, counted from cases made by hand: what each share is of, and what is pooled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import MOMENT
from cordiale.experiments.crm.cases import Cases
from cordiale.experiments.crm.cohorts import Period
from cordiale.experiments.crm.windows import MINIMUM_CYCLES, MINIMUM_SOURCE_LEADS, share_of, spread_of, window_of

FORTNIGHT = Period(date(2024, 1, 1), date(2024, 1, 14))


def cases(*groups: tuple[str, int, int, float], undecided: int = 0) -> Cases:
    """Of each group its source, how many there are and were won, and the days that each win took."""
    source = [name for name, count, _, _ in groups for _ in range(count)]
    won = np.array([at < wins for _, count, wins, _ in groups for at in range(count)])
    days = np.array([days if at < wins else np.nan for _, count, wins, days in groups for at in range(count)])
    created = np.repeat(np.datetime64("2024-01-02", "us"), len(won)).astype(MOMENT)
    ended = np.where(won, created, np.datetime64("NaT"))
    decided = np.arange(len(won)) < len(won) - undecided
    return Cases(np.array(source, object), created, won, ended, days, decided, ended)


def test_rates_are_of_what_was_decided_and_the_volume_of_all_that_was_created() -> None:
    found = window_of(cases(("web", 40, 10, 7.0), undecided=8), FORTNIGHT)
    assert (found.created, found.leads, found.wins) == (40, 32, 10)
    assert (found.conversion.count, found.conversion.total, found.conversion.value) == (10, 32, 10 / 32)
    assert found.leads_per_week == 40 / 2


@pytest.mark.parametrize("period", [None, Period(date(2024, 1, 1), date(2024, 1, 6))])
def test_less_than_a_week_tells_no_volume(period: Period | None) -> None:
    assert window_of(cases(("web", 40, 10, 7.0)), period).leads_per_week is None


def test_sources_are_told_by_size_each_over_its_own_leads_and_small_ones_together_as_other() -> None:
    few = MINIMUM_SOURCE_LEADS - 1
    found = window_of(cases(("small", few, 1, 7.0), ("web", 40, 20, 7.0), ("tiny", 2, 1, 7.0), ("fair", 30, 15, 14.0)),
                      None).sources  # fmt: skip
    assert [(each.name, each.leads, each.wins) for each in found] == [
        ("web", 40, 20),
        ("other", few + 2, 2),
        ("fair", 30, 15),
    ]
    assert [each.share for each in found] == pytest.approx([40 / 101, (few + 2) / 101, 30 / 101])
    assert [each.conversion for each in found] == pytest.approx([0.5, 2 / (few + 2), 0.5])
    assert [each.conversion_low < each.conversion < each.conversion_high for each in found] == [True] * 3
    assert [each.cycle_weight for each in found] == pytest.approx([1.0, 1.0, 2.0])


def test_sources_of_one_size_are_told_by_the_alphabet_other_among_them() -> None:
    size = MINIMUM_SOURCE_LEADS
    few = [("small", size - 1, 1, 7.0), ("tiny", 1, 1, 7.0)]
    found = window_of(cases(("web", size, 20, 7.0), *few, ("fair", size, 20, 7.0)), None).sources
    assert [each.name for each in found] == ["fair", "other", "web"]


@pytest.mark.parametrize(("count", "told"), [(MINIMUM_CYCLES - 1, False), (MINIMUM_CYCLES, True)])
def test_ten_cycles_make_a_spread_in_weeks_and_fewer_do_not(count: int, told: bool) -> None:
    found = spread_of(np.linspace(7.0, 70.0, count))
    assert (found is not None) == told
    if found is not None:
        assert found.median == pytest.approx(5.5)
        assert found.mu == pytest.approx(np.log(5.5))


def test_nothing_has_no_share() -> None:
    assert share_of(0, 0) is None
    found = share_of(1, 4)
    assert found is not None
    assert found.value == 0.25


def test_a_spread_has_its_quartiles_in_order_and_the_lognormal_through_its_middle_and_their_ratio() -> None:
    days = np.exp(np.linspace(1.0, 5.0, 41)) * 7  # weeks from e to e to the fifth, evenly by ratio
    found = spread_of(days)
    assert found is not None
    told = (found.p10, found.lower_quartile, found.median, found.upper_quartile, found.p90)
    assert np.log(told) == pytest.approx([1.4, 2.0, 3.0, 4.0, 4.6], abs=0.01)
    assert (found.mu, found.sigma) == (pytest.approx(3.0, abs=0.01), pytest.approx(2.0 / (2 * 0.67449), abs=0.02))
    assert found.mean == pytest.approx(np.mean(days) / 7)
    at_once = spread_of(np.zeros(41))
    assert at_once is not None
    assert (at_once.mu, at_once.sigma) == (pytest.approx(np.log(0.5 / 7)), 0.0), "half a day, where no hour is known"


def test_a_volume_is_of_what_ended_where_no_creation_is_dated_and_of_nothing_where_nothing_is() -> None:
    lived = cases(("web", 40, 10, 7.0))
    never = np.full(40, np.datetime64("NaT"), MOMENT)
    undated = replace(lived, created=never)
    assert window_of(undated, FORTNIGHT).leads_per_week == 10 / 2
    assert window_of(replace(undated, ended=never), FORTNIGHT).leads_per_week == 0.0


def test_a_source_s_cycle_is_told_in_weeks_and_weighed_against_that_of_all() -> None:
    found = window_of(cases(("web", 60, 30, 28.0), ("fair", 40, 20, 14.0)), FORTNIGHT)
    assert found.cycle is not None
    assert found.cycle.median == 4.0
    assert [(each.name, each.median_cycle_weeks, each.cycle_weight) for each in found.sources] == [
        ("web", 4.0, 1.0), ("fair", 2.0, 0.5),
    ]  # fmt: skip
    few = window_of(cases(("web", 60, 2, 28.0), ("fair", 40, 1, 14.0)), FORTNIGHT)
    assert {(each.median_cycle_weeks, each.cycle_weight) for each in few.sources} == {(None, 1.0)}
