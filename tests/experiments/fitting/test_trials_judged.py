"""Trials of a fit, judged by hand: what a trial misses, when a fit is over, and which of its trials it keeps."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.fitting import fit
from cordiale.experiments.fitting import trial as trials
from cordiale.experiments.fitting.levers import LIMITS, Lever
from cordiale.experiments.fitting.secants import Secants
from cordiale.simulation import Scenario, load_scenario

LEADS, CYCLE = Lever("campaigns.leads_per_week", "wins", factor=True), Lever("buyers.cycle", "weeks", factor=True)
AIMS = {"wins": 100.0, "weeks": 20.0}


def trial(wins: float, weeks: float, **values: float) -> fit.Trial:
    """A trial that brought so much, by levers of these values."""
    scenario = load_scenario().with_values({key.replace("__", "."): value for key, value in values.items()})
    return fit.Trial(scenario, {"wins": wins, "weeks": weeks}, (LEADS, CYCLE), AIMS)


@pytest.mark.parametrize(("wins", "weeks", "missing"), [
    (100.0, 20.0, 0.0), (100 / math.e, 20.0, 1.0), (100 * math.e, 20.0, 1.0), (100 * math.e, 20 / math.e, 2.0),
    (100 * math.e, 20 * math.e**2, 3.0), (math.nan, 20 * math.e, 1.0),
])  # fmt: skip
def test_what_a_trial_misses_adds_up_whether_it_is_too_much_or_too_little(
    wins: float, weeks: float, missing: float
) -> None:
    assert trial(wins, weeks).missing == pytest.approx(missing)


HIGH = LIMITS["campaigns.leads_per_week"][1]


@pytest.mark.parametrize(("wins", "leads", "over", "in_reach"), [
    (100.9, 2.0, True, True), (101.2, 2.0, False, True), (99.1, 2.0, True, True), (98.8, 2.0, False, True),
    (98.8, HIGH, True, True), (101.2, HIGH, False, True), (80.0, HIGH, True, False), (80.0, 2.0, False, True),
    (130.0, HIGH, False, True),
])  # fmt: skip
def test_a_fit_is_over_where_each_figure_is_near_or_its_lever_at_the_end_and_out_of_reach_where_that_is_far(
    wins: float, leads: float, over: bool, in_reach: bool
) -> None:
    one = trial(wins, 20.0, campaigns__leads_per_week=leads)
    assert (one.is_over, one.in_reach) == (over, in_reach)
    other = trial(wins, 25.0, campaigns__leads_per_week=leads)
    assert (other.is_over, other.in_reach) == (False, in_reach), "the other figure is not near"


def course(*missing: float, over: bool = False) -> Any:
    """Trials that miss so much, the last of them over or not."""
    return [SimpleNamespace(missing=each, is_over=over and at == len(missing)) for at, each in enumerate(missing, 1)]


@pytest.mark.parametrize(("tried", "most", "over"), [
    (course(1.0, over=True), 9, False), (course(1.0, 0.9, over=True), 9, True), (course(1.0, 0.9), 1, True),
    (course(1.0, 0.9, 0.8, 0.7), 9, False), (course(1.0, 0.9, 0.895, 0.893), 9, True),
    (course(1.0, 0.9, 0.95, 0.88), 9, False), (course(0.1, 0.9, 0.8, 0.7), 9, False),
    (course(1.0, 0.5, 0.9, 0.8), 9, True), (course(1.0, 0.9, 0.895), 9, False),
])  # fmt: skip
def test_a_fit_goes_on_past_its_first_rounds_as_long_as_the_last_two_gained_on_all_before(
    tried: Any, most: int, over: bool
) -> None:
    assert fit._is_over(tried, most, fewest=1, patience=2) == over


@pytest.mark.parametrize(("brought", "fewest", "kept"), [
    ((50.0, 90.0, 140.0), 0, 1), ((99.0, 60.0, 90.0), 0, 0), ((99.0, 60.0, 90.0), 1, 2), ((50.0, 150.0, 80.0), 0, 2),
])  # fmt: skip
def test_of_its_trials_a_fit_keeps_the_one_that_misses_least_of_those_after_the_first_rounds(
    brought: tuple[float, ...], fewest: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived, seeds = list[Scenario](), list[tuple[int, int]]()

    def tried(scenario: Scenario, *, replications: int, seed: int) -> dict[str, float]:
        lived.append(scenario)
        seeds.append((replications, seed))
        return {"wins": brought[len(lived) - 1]}

    monkeypatch.setattr(fit, "try_out", tried)
    heard = list[int]()
    found = fit.approach(
        load_scenario(), {"wins": 100.0}, Secants([LEADS]), runs=7, rounds=2, fewest=fewest, patience=2, seed=5,
        settle=lambda scenario, _: scenario, count=lambda: heard.append(len(lived)),
    )  # fmt: skip
    assert found.scenario is lived[kept]
    assert (seeds, heard) == ([(7, 5)] * 3, [2, 3])


@pytest.mark.parametrize("whole", [1.0, 2.5])
def test_how_far_sources_pull_is_the_slope_of_their_odds_on_their_fits_each_by_its_part_of_the_leads(
    whole: float,
) -> None:
    fits, parts, wins = np.array([-1.0, 0.5, 2.0]), np.array([0.5, 0.3, 0.2]), np.array([9.0, 12.0, 20.0])
    scenario: Any = SimpleNamespace(
        sources=[SimpleNamespace(fit=fit, share=whole * part) for fit, part in zip(fits, parts, strict=True)]
    )
    tried: list[Any] = [SimpleNamespace(wins=wins / 2)] * 2
    leads = parts * 10.0 * 2 * 6  # ten a quarter, in two runs of six settled quarters
    odds = [trials.log_odds(won, total) for won, total in zip(wins, leads, strict=True)]
    slope, _ = np.polyfit(fits, odds, 1, w=np.sqrt(parts))
    assert trials._pull(scenario, {"leads_handed_over": 10.0}, tried) == pytest.approx(slope)
    scenario.sources = [SimpleNamespace(fit=0.5, share=part) for part in parts]
    assert math.isnan(trials._pull(scenario, {"leads_handed_over": 10.0}, tried)), "sources that fit alike pull nowhere"
