"""What a fit measures, by how many runs, and when it ends: each counted a second time from its words."""

from __future__ import annotations

import math
from collections import Counter
from itertools import permutations, product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.fitting import fidelity, fit, observed, trial
from cordiale.experiments.fitting.fidelity import QUARTERS, bounds_of, hold_against_targets
from cordiale.experiments.fitting.fit import CLOSE, _is_over
from cordiale.experiments.fitting.levers import LEVERS, one_each
from cordiale.experiments.fitting.observed import (
    ENOUGH_PEOPLE,
    ENOUGH_WINS,
    FEWEST_RUNS,
    MOST_RUNS,
    SETTLED,
    USUAL_RUNS,
    at_rest,
    enough_runs,
    few_runs,
    figures_in,
)
from cordiale.experiments.fitting.secants import LONGEST_STEP, Secants
from cordiale.experiments.fitting.trial import _Observed
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import STILL
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FIRST_END, Stage

SETTLED_QUARTERS = 6


@pytest.fixture(scope="module")
def lived() -> pd.DataFrame:
    """Two runs of eight quarters, every outcome its own numbers, some missing; the first two quarters are far off."""
    luck = np.random.default_rng(5)
    frame = pd.DataFrame({name: luck.uniform(1, 9, 16) for name in NAMES} | {"quarter": [*range(1, 9)] * 2})
    frame.loc[frame["quarter"] <= SETTLED, list(NAMES)] *= 1000
    frame.loc[[5, 12], ["sales_cycle_weeks", "sales_cycle_weeks_median", "win_rate", "weeks_to_first_contact"]] = np.nan
    return frame


@pytest.mark.parametrize("name", [each for each in NAMES if each not in ("win_rate", "contract_value")])
def test_a_figure_is_the_mean_of_its_known_settled_quarters_a_cycle_by_its_wins_and_a_median_in_the_middle(
    name: str, lived: pd.DataFrame
) -> None:
    known = [row for row in lived.to_dict("records") if row["quarter"] > 2 and not math.isnan(row[name])]
    values = sorted(row[name] for row in known)
    if name == "sales_cycle_weeks":
        wanted = sum(row[name] * row["wins"] for row in known) / sum(row["wins"] for row in known)
    elif name == "sales_cycle_weeks_median":
        wanted = (values[len(values) // 2] + values[(len(values) - 1) // 2]) / 2
    else:
        wanted = sum(values) / len(values)
    assert figures_in(lived, [name])[name] == pytest.approx(wanted)


@pytest.mark.parametrize("leads", [0, 5, 300, 10**6])
@pytest.mark.parametrize(("reps", "marketers"), [(2, 1), (40, 20), (2000, 900)])
def test_runs_are_enough_for_people_and_wins_of_leads_where_both_are_targets_and_for_people_where_either_lacks(
    leads: int, reps: int, marketers: int
) -> None:
    company = load_scenario().with_values({"company.reps": reps, "company.marketers": marketers})
    by_people = max(-(-ENOUGH_PEOPLE // (reps + marketers)), FEWEST_RUNS)
    without = min(max(by_people, USUAL_RUNS), MOST_RUNS)
    both = {"leads_handed_over": leads, "conversion": 0.1} if leads else {}
    for targets in ({}, {"wins": 9.0}, *({name: value} for name, value in both.items())):
        assert enough_runs(company.with_values({"targets": targets})) == without
    if both:
        runs = enough_runs(company.with_values({"targets": both}))
        wins = SETTLED_QUARTERS * leads * 0.1
        assert runs == min(max(math.ceil(ENOUGH_WINS / max(wins, 1)), by_people), MOST_RUNS)
    assert few_runs(company) == min(max(ENOUGH_PEOPLE // (reps + marketers), 1), FEWEST_RUNS)


@pytest.mark.parametrize("patience", [1, 2, 3])
@pytest.mark.parametrize("fewest", [0, 2])
def test_a_fit_ends_where_the_last_rounds_gain_little_over_the_best_before_and_not_among_the_first(
    patience: int, fewest: int
) -> None:
    far, near, nearer = 1.0, 1.0 - CLOSE / 2, 1.0 - 3 * CLOSE
    for lacks in product((far, near, nearer), repeat=6):
        tried: Any = [SimpleNamespace(missing=each, is_over=False) for each in lacks]
        best_before = min(lacks[fewest : len(lacks) - patience], default=math.inf)
        stuck = best_before - min(lacks[len(lacks) - patience :]) < CLOSE
        assert _is_over(tried, 99, fewest=fewest, patience=patience) == stuck
        assert _is_over(tried, 5, fewest=fewest, patience=patience)  # all rounds are used up
        assert not _is_over(tried, 5, fewest=6, patience=patience)
    tried[-1].is_over = True
    assert _is_over(tried, 99, fewest=fewest, patience=patience)


@pytest.mark.parametrize("stage", Stage, ids=lambda stage: stage.name)
def test_of_the_first_day_s_pipeline_every_lead_counts_that_is_an_opportunity_and_has_not_ended(stage: Stage) -> None:
    rows: Any = SimpleNamespace(stage=np.array([stage, stage, stage, Stage.OPPORTUNITY]))  # the last is no lead yet
    org: Any = SimpleNamespace(leads=rows, company=[SimpleNamespace(leads=3, reps=2)])
    is_open = Stage.OPPORTUNITY <= stage < FIRST_END
    # the property by itself, of a made-up company
    assert _Observed.open_per_rep.fget(SimpleNamespace(org=org)) == (1.5 if is_open else 0.0)  # type: ignore[attr-defined]


def test_figures_between_0_and_1_are_compared_by_their_odds_and_all_others_by_ratios() -> None:
    for each in LEVERS:
        inside = each.figure == "qualified_share" or bounds_of(each.figure) == (0, 1)
        assert each.share == inside, each.figure


@pytest.mark.parametrize("lever", LEVERS, ids=lambda each: f"{each.parameter} {each.figure}")
def test_a_lever_is_moved_by_ratios_where_its_parameter_cannot_fall_below_nothing_and_else_by_differences(
    lever: Any,
) -> None:
    """Shares and fits, which have a top as well, and log-odds are moved by differences."""
    (one,) = [each for each in PARAMETERS if each.dotted == lever.parameter]
    assert lever.factor is (one.unit not in ("1", "fit", "log-odds"))
    assert one.low >= 0 or not lever.factor
    here = 0.5 * (one.low + one.high)
    assert lever.moved(here, 0.0) == pytest.approx(here)
    for step in (-0.1, 0.1):
        there = lever.moved(here, step)
        assert there == pytest.approx(here * math.exp(step) if lever.factor else here + step)


def test_the_company_as_it_lives_today_neither_grows_nor_decides_anything() -> None:
    moving = load_scenario("status-quo").with_values(
        {"growth": {"demand": 0.1, "quarters": 4}, "decisions": [{"quarter": 2, "paradigm": "siloed"}]}
    )
    assert moving.decisions
    still = at_rest(moving)
    assert (still.decisions, still.growth) == ((), STILL)
    assert still.model_dump(exclude={"decisions", "growth"}) == moving.model_dump(exclude={"decisions", "growth"})


@pytest.mark.parametrize("lack", [9.0, -9.0])
def test_no_lever_goes_further_than_one_step_at_a_time_either_way(lack: float) -> None:
    (lever,) = one_each(["win_rate"])
    scenario = load_scenario("status-quo")
    moved = Secants([lever]).moved(scenario, [lack])
    went = lever.step(value_at(scenario, lever.parameter), value_at(moved, lever.parameter))
    assert went == pytest.approx(LONGEST_STEP if lack > 0 else -LONGEST_STEP)


def test_a_company_is_held_over_more_quarters_than_it_takes_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fidelity, "carry_out", lambda *_, **__: pytest.fail("it has begun"))
    for quarters in (1, SETTLED):
        with pytest.raises(ScenarioError, match=f"quarters = {quarters} is too few: figures are taken after"):
            hold_against_targets(
                load_scenario("status-quo"),
                called="it",
                quarters=quarters,
                talk=Talk(quiet=True),
                replications=None,
                seed=1,
            )


def test_a_fit_ends_with_the_trial_that_lacks_least_and_not_with_its_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four trials after the first, of which the second is as good as can be."""
    levers = one_each(["win_rate"])
    given = iter([0.9, 0.301, 0.6, 0.7, 0.8])
    tried: list[Any] = []

    def try_out(scenario: Any, **_: Any) -> dict[str, float]:
        tried.append(scenario)
        return {"win_rate": next(given)}

    monkeypatch.setattr(fit, "try_out", try_out)
    monkeypatch.setattr(fit, "_is_over", lambda tried, *_, **__: len(tried) == 5)
    found = fit.approach(load_scenario("status-quo"), {"win_rate": 0.3}, Secants(levers), runs=1, rounds=9, fewest=0,
                         patience=1, settle=lambda scenario, _: scenario, seed=1)  # fmt: skip
    assert found.scenario is tried[1]


class AskedError(Exception):
    """What was to be simulated is known: no more is needed."""


@pytest.mark.parametrize(
    ("room", "name", "ask"),
    [
        (fidelity, "carry_out", lambda company: hold_against_targets(
            company, called="", talk=Talk(quiet=True), quarters=QUARTERS, replications=None, seed=1)),
        (observed, "simulate", lambda company: observed.status_quo(company, replications=1, seed=1)),
        (trial, "prepare", lambda company: trial.try_out(company, replications=1, seed=1)),
    ],
    ids=["scenario check", "a status quo", "a trial of a fit"],
)  # fmt: skip
def test_a_company_is_held_against_its_targets_as_it_lives_today(
    room: Any, name: str, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulated = list[Any]()

    def simulate(company: Any, *_: Any, **__: Any) -> None:
        simulated.append(company)
        raise AskedError

    monkeypatch.setattr(room, name, simulate)
    moving = load_scenario("status-quo").with_values(
        {"growth": {"demand": 0.1, "quarters": 4}, "decisions": [{"quarter": 2, "paradigm": "siloed"}]}
    )
    with pytest.raises(AskedError):
        ask(moving)
    assert [(each.decisions, each.growth) for each in simulated] == [((), STILL)]


def test_of_figures_that_one_parameter_moves_the_first_by_the_alphabet_has_it_whatever_order_they_come_in() -> None:
    movers = Counter(lever.figure for lever in LEVERS)
    shared = [lever.figure for lever in LEVERS if lever.parameter == "campaigns.leads_per_week"]
    figures = [figure for figure in shared if movers[figure] == 1]
    assert len(figures) > 2
    for count in (2, 3):
        for some in permutations(figures, count):
            (lever,) = one_each(some)
            assert (lever.parameter, lever.figure) == ("campaigns.leads_per_week", min(some))


@pytest.mark.parametrize(
    ("lacks", "at_end", "over", "in_reach"),
    [
        ((0.0, 0.0), (False, False), True, True),
        ((0.1, 0.0), (False, True), False, True),
        ((0.1, 0.0), (True, False), True, True),
        ((0.5, 0.0), (False, False), False, True),
        ((0.5, 0.0), (True, False), True, False),
        ((0.0, -0.5), (True, True), True, False),
    ],
)
def test_a_trial_is_over_where_no_lever_brings_it_nearer_and_out_of_reach_where_one_at_its_end_is_far_off(
    lacks: tuple[float, float], at_end: tuple[bool, bool], over: bool, in_reach: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lever(lack: float, end: bool) -> Any:
        return SimpleNamespace(parameter="", lack=lambda *_: lack, is_at_end=lambda _, lacks: end and lacks == lack)

    scenario: Any = None
    monkeypatch.setattr(fit, "value_at", lambda *_: 0.0)
    levers = [lever(lack, end) for lack, end in zip(lacks, at_end, strict=True)]
    trial = fit.Trial(scenario, {}, levers, {})
    assert (trial.is_over, trial.in_reach, trial.missing) == (over, in_reach, sum(map(abs, lacks)))
