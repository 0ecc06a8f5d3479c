"""The way there and the channels of a lead, counted by hand from a few companies; and leadership if it were unknown."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import learning
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.channels import CHANNELS, FUNNEL, channel_values, split_product
from cordiale.experiments.decision.course import course
from cordiale.experiments.decision.information import Known
from cordiale.experiments.decision.standings import baseline
from cordiale.experiments.decision.worth import PARTS
from cordiale.simulation.world.outcomes import QUARTER

ROWS: Any = {"opportunities": (40.0, 20.0, 30.0), "leads_rejected": (60.0, 90.0, 20.0), "wins": (8.0, 6.0, 9.0)}


def way(*companies: list[float]) -> Lived:
    """What a company is worth in each quarter."""
    worth = np.zeros((len(companies), len(PARTS), len(companies[0])))
    worth[:, 0] = companies
    return Lived(worth, np.zeros((len(companies), len(companies[0]) + 1), dtype=QUARTER))


@pytest.mark.parametrize(("ahead", "worse"), [
    ([9.0, 9.0, -5.0, 1.0, 1.0, 1.0], 1.0),  # the last year is behind, though its last quarter is ahead
    ([-9.0, -9.0, 5.0, 1.0, 1.0, -1.0], 0.0),  # and ahead, though its last quarter is behind
    ([1.0, 1.0, 1.0, -1.0, 1.0, -1.0], 0.0),  # as much as staying is not below it
    ([-1.0, -1.0, -1.0, 1.0, 1.0, -2.0], 1.0),
])  # fmt: skip
def test_a_company_ends_worse_whose_last_four_quarters_together_are_below_those_of_staying(
    ahead: list[float], worse: float
) -> None:
    assert course(way(ahead, ahead), way([0.0] * 6, [0.0] * 6)).worse_than_staying == worse


def test_the_dip_is_the_lowest_sum_so_far_and_payback_the_quarter_from_which_on_it_stays_above() -> None:
    one, other = [-4.0, -6.0, 20.0, 5.0], [-2.0, -2.0, -2.0, 1.0]
    told = course(way(one, other), way([0.0] * 4, [0.0] * 4))
    so_far = [-3.0, -7.0, 2.0, 5.0]  # on average
    assert [each.so_far.mean for each in told.quarters] == so_far
    assert [each.difference.mean for each in told.quarters] == [-3.0, -4.0, 9.0, 3.0]
    assert [each.quarter for each in told.quarters] == [1, 2, 3, 4]
    assert (told.dip_quarter, told.dip_value, told.payback_quarter) == (2, -7.0, 3)
    assert told.never_pays == 0.5
    for each, both in zip(told.quarters, zip(one, other, strict=True), strict=True):
        assert (each.least, each.most) == pytest.approx(tuple(np.quantile(both, [0.1, 0.9])))
    never_behind = course(way([1.0, 2.0], [1.0, 2.0]), way([0.0] * 2, [0.0] * 2))
    assert (never_behind.dip_quarter, never_behind.dip_value, never_behind.payback_quarter) == (None, 0.0, 1)


def sold(factor: float, *, companies: int = 3) -> Lived:
    """Companies that differ a little: counts, and money in every part, times a factor."""
    rows = np.zeros((companies, 4), dtype=QUARTER)
    worth = np.zeros((companies, len(PARTS), 3))
    for company in range(companies):
        for name, counts in ROWS.items():
            later = np.array([1.0, 1.0, factor if name != "leads_rejected" else 1.0])  # what counts less
            rows[name][company, 1:] = np.array(counts) * (1 + company / 10) * later
        worth[company] = np.arange(1, len(PARTS) + 1)[:, None] * 10.0 * factor * (1 + company / 10)
    return Lived(worth, rows)


def test_channels_are_of_discounted_flows_averaged_over_companies_and_split_by_the_logarithmic_mean() -> None:
    discount = np.array([1.0, 0.8, 0.5])
    one, other = sold(1.5), sold(1.0)
    told = channel_values(one, other, discount)

    def sums(lived: Lived) -> list[float]:
        """Judged, opportunities, wins and the margin of new contracts, then the rest; on average."""
        after = lived.rows[:, 1:]
        flows = [after["opportunities"] + after["leads_rejected"], after["opportunities"], after["wins"]]
        money = {name: float(lived.worth[:, at].sum(axis=1).mean()) for at, name in enumerate(PARTS)}
        mean = [float((each * discount).sum(axis=1).mean()) for each in flows]
        return [*mean, money["new"], *(money[name] for name in ("recurring", "people", "hours", "change"))]

    new, staying = sums(one), sums(other)
    mean = (new[3] - staying[3]) / math.log(new[3] / staying[3])
    steps = [new[0] / staying[0], *((new[at] / new[at - 1]) / (staying[at] / staying[at - 1]) for at in (1, 2, 3))]
    wanted = [mean * math.log(step) for step in steps] + [a - b for a, b in zip(new[4:], staying[4:], strict=True)]
    assert [told[name].mean for name in CHANNELS] == pytest.approx(wanted)
    assert CHANNELS == ("leads worked", "fit of what is worked", "win rate", "contract value",
                        "retention and expansion", "people lost", "hours lost", "cost of the change")  # fmt: skip
    assert sum(told[name].mean for name in FUNNEL) == pytest.approx(new[3] - staying[3])
    assert all(each.low <= each.mean <= each.high and each.n == 3 for each in told.values())


@pytest.mark.parametrize(("one", "other"), [([4.0, 2.0, 0.0, 8.0], [3.0, 2.0, 1.0, 5.0]), ([1.0] * 4, [0.0, 1, 1, 4])])
def test_a_chain_that_a_zero_breaks_is_told_by_its_first_step_alone(one: list[float], other: list[float]) -> None:
    assert split_product(np.array(one), np.array(other)).tolist() == [one[-1] - other[-1], 0.0, 0.0, 0.0]


def test_the_revenue_of_the_last_year_is_the_sum_of_its_four_quarters_of_all_bookings() -> None:
    staying = way([1.0] * 6, [3.0] * 6)
    staying.rows["revenue"] = [[100, 1, 2, 3, 4, 5, 6], [100, 2, 4, 6, 8, 10, 12]]
    staying.rows["revenue_new"] = 7.0
    told = baseline(staying, 6)
    assert (told.value.mean, told.revenue_last_year.mean, told.horizon_quarters) == (12.0, 27.0, 6)


def test_leadership_is_dealt_out_evenly_from_nothing_to_all_and_its_worth_is_that_if_it_were_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}
    options = [Option(name, name, (), 0, name) for name in (STAY, "siloed")]
    monkeypatch.setattr(learning, "_led", lambda company, strength: asked.update(led=strength) or "led")
    monkeypatch.setattr(learning, "_asked", lambda gains, truth, topic, seed: [(topic, truth.tolist(), seed)])
    monkeypatch.setattr(
        learning, "value_of_knowing",
        lambda gains, values, *, seed, what, kind: asked.update(gains=gains.tolist()) or Known(what, 1, 0, True, kind),
    )  # fmt: skip
    lived = {STAY: way(*[[0.0]] * 20), "siloed": way(*[[float(each)] for each in range(20)])}
    branches: Any = SimpleNamespace(
        seed=8, company="own", live=lambda *given, **how: asked.update(given=given, **how) or lived
    )
    known, (topic, truth, seed) = learning.leadership(branches, options, range(20))
    assert known == Known("leadership.strength", 1, 0, True, "if unknown")
    assert (asked["given"], asked["company"]) == ((options, range(20)), "led")
    assert asked["gains"] == [[0.0, float(each)] for each in range(20)]
    strength = asked["led"]
    assert sorted(math.floor(20 * each) for each in strength) == [*range(20)]  # one in each twentieth
    assert len({round(20 * each % 1, 6) for each in strength}) == 20  # anywhere in it
    assert (topic, truth, seed) == ("leadership", strength.tolist(), 8)
