"""How a choice comes about and what it is told by: batches, the sign of failure, parts of a lead, influence, sizes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import deciding
from cordiale.experiments.decision.alternatives import STAY, Option, Sign, run_of
from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.by_lever import adjusted
from cordiale.experiments.decision.deciding import raced, sign_of_failure
from cordiale.experiments.decision.information import influence, spline, value_of_knowing
from cordiale.experiments.decision.worth import PARTS, distance_between
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.selection import Rule
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.decision_asked import as_asked

TODAY = load_scenario("status-quo")
OPTIONS = [Option(STAY, "status-quo", (), 0, STAY), Option("siloed", "siloed", (), 2, "switch")]


def lived(values: Any, quarters: int = 3) -> Lived:
    worth = np.zeros((len(values), len(PARTS), 1))
    worth[:, 0, 0] = values
    return Lived(worth, np.zeros((len(values), quarters + 1), dtype=QUARTER))


def race_of(monkeypatch: pytest.MonkeyPatch, asked: Asked, *, clock: Any) -> dict[str, Any]:
    """What a race was given, and what it made of two batches of companies."""
    given: dict[str, Any] = {}
    kept: list[Any] = []

    def live(options: Any, companies: range, *, keep: bool) -> dict[str, Lived]:
        kept.append(keep)
        return {each.name: lived([100.0 * each.quarter + number for number in companies]) for each in options}

    def choose(draw: Any, names: Any, rule: Rule, *, always: Any, more: Any) -> str:
        given.update(names=names, rule=rule, always=always)
        given["first"] = draw(names, range(3))
        given["second"] = draw(["siloed"], range(3, 5))
        races = (SimpleNamespace(batches=at, remaining=["siloed", STAY]) for at in range(4))
        given["more"] = [more(each) for each in races]
        return "the race"

    monkeypatch.setattr(deciding, "choose", choose)
    monkeypatch.setattr(deciding, "best_so_far", lambda *_: "so far")
    branches: Any = SimpleNamespace(live=live, quarters_of=lambda runs, *, companies: 10 * runs + companies)
    lives, race = raced(branches, OPTIONS, asked, clock=clock, now=lambda _: None, w=ENGLISH)
    return given | {"lives": lives, "race": race, "kept": kept}


@pytest.mark.parametrize(("batches", "more"), [(0, [False] * 4), (2, [True, True, False, False]), (9, [True] * 4)])
def test_as_many_batches_follow_as_were_asked_for_and_companies_stand_in_their_order(
    batches: int, more: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = Rule(first=7, batch=5)
    clock: Any = SimpleNamespace(spent=1e9, pace=1.0)
    found = race_of(monkeypatch, as_asked(rule=rule, batches=batches), clock=clock)
    assert found["more"] == more
    assert (found["names"], found["rule"], found["always"]) == ([STAY, "siloed"], rule, (STAY,))
    assert found["lives"]["siloed"].value.tolist() == [200.0, 201.0, 202.0, 203.0, 204.0]
    assert found["lives"][STAY].value.tolist() == [0.0, 1.0, 2.0]
    assert found["first"]["siloed"].tolist() == [200.0, 201.0, 202.0]
    assert found["second"]["siloed"].tolist() == [203.0, 204.0]
    assert (found["race"], found["kept"]) == ("the race", [True, True])


@pytest.mark.parametrize(("spent", "goes_on"), [(0.0, True), (19.4, True), (19.6, False), (40.0, False)])
def test_a_batch_more_is_lived_as_long_as_it_ends_within_half_of_the_budget(
    spent: float, goes_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two options of five companies each take 105 quarters: 10.5 seconds of the thirty."""
    clock: Any = SimpleNamespace(spent=spent, pace=10.0)
    found = race_of(monkeypatch, as_asked(rule=Rule(first=7, batch=5), budget=60.0), clock=clock)
    assert found["more"] == [goes_on] * 4


@pytest.mark.parametrize(("switch", "quarters", "first"), [(2, 12, 5), (1, 6, 4), (4, 6, 6)])
def test_a_switch_is_taken_back_below_the_wins_of_one_in_ten_quarters_of_those_that_stay_from_its_last_of_trial_on(
    switch: int, quarters: int, first: int
) -> None:
    staying = lived(np.zeros(20), quarters)
    staying.rows["wins"] = 7.0
    luck = np.random.default_rng(3).integers(10, 90, (20, quarters + 1 - first)).astype(float)
    staying.rows["wins"][:, first:] = luck
    found = sign_of_failure(staying, as_asked(switch_quarter=switch, quarters=quarters))
    assert found == Sign("wins", float(np.floor(np.percentile(luck, 10))))
    assert str(Sign("wins", 12.0)) == "wins < 12"


def test_a_part_s_error_is_of_what_the_lead_leaves_open_in_the_few_and_of_the_lead_in_all() -> None:
    luck = np.random.default_rng(9)
    lead = luck.normal(50, 12, 40)
    first = 0.3 * lead[:10] + luck.normal(0, 2, 10)
    parts = {"roles": first, "contact": lead[:10] - first}
    found = adjusted(parts, lead)
    known, drift = lead[:10], lead.mean() - lead[:10].mean()
    for name, values in parts.items():
        slope, level = np.polyfit(known, values, 1)
        left = values - level - slope * known
        error = np.sqrt((left**2).sum() / 8 / 10 + slope**2 * lead.var(ddof=1) / 40)
        each = found[name]
        assert each.mean == pytest.approx(values.mean() + slope * drift)
        assert (each.high - each.mean, each.mean - each.low) == (pytest.approx(1.96 * error, rel=1e-3),) * 2
        assert each.n == 10
    assert sum(each.mean for each in found.values()) == pytest.approx(lead.mean())


def test_influence_is_the_share_of_the_variance_that_a_parameter_s_curve_accounts_for_beyond_its_own_terms() -> None:
    luck = np.random.default_rng(4)
    values = {"curved": luck.random(120), "idle": luck.random(120), "same": np.full(120, 0.5)}
    difference = 4 * (values["curved"] - 0.5) ** 2 + luck.normal(0, 0.1, 120)
    found = dict(influence(difference, values))
    for name, own in values.items():
        design = spline(own)
        left = difference - design @ np.linalg.lstsq(design, difference, rcond=None)[0]
        share = 1 - (left @ left / (120 - design.shape[1])) / difference.var(ddof=1)
        assert found[name] == pytest.approx(max(0.0, share))
    assert next(iter(found)) == "curved"
    assert found["curved"] > 0.5
    assert dict(influence(np.zeros(120), values)) == dict.fromkeys(values, 0.0)


@pytest.mark.parametrize("setting", ["decision_rule", "heads", "attribution"])
def test_a_change_of_rule_of_reporting_line_or_of_attribution_alone_has_the_size_that_is_declared_for_it(
    setting: str,
) -> None:
    usual, other = (
        PARADIGMS["siloed"],
        next(row for row in PARADIGMS.values() if getattr(row, setting) != getattr(PARADIGMS["siloed"], setting)),
    )
    moved = usual.model_copy(update={setting: getattr(other, setting)})
    assert distance_between(usual, moved, rule=0.37) == 0.37
    graded = moved.model_copy(update={"integration": usual.integration + 0.5})
    assert distance_between(usual, graded, rule=0.37) == pytest.approx(0.5)
    assert distance_between(usual, graded, rule=0.9) == pytest.approx(0.9)
    assert distance_between(usual, usual, rule=0.37) == 0.0


@pytest.mark.parametrize(("asked", "said"), [
    ({"quarters": 4}, "quarters = 4 is too few: a switch needs at least 5"),
    ({"quarters": 8, "switch_quarter": 5}, "switch-quarter = 5 is outside [1, 4], 4 quarters before the end of 8"),
    ({"budget": 0.0}, "budget = 0 is outside (0, 1e6) seconds"), ({"budget": 1e6}, "budget = 1e+06 is outside"),
    ({"first": 5}, "first = 5 is outside [6, 100000]"), ({"batches": -1}, "batches = -1 is outside [0, 100000]"),
    ({"matched": 3}, "matched = 3 is outside [4, 100000]"), ({"matched": 100_001}, "matched = 100001 is outside"),
])  # fmt: skip
def test_what_cannot_be_asked_of_a_decision_is_refused_with_what_can_be(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsersError) as refused:
        as_asked(**asked).checked(TODAY)
    assert said in str(refused.value)


@pytest.mark.parametrize("asked", [{"quarters": 5, "switch_quarter": 1}, {"first": 6}, {"batches": 0}, {"matched": 4}])
def test_the_least_that_can_be_asked_of_a_decision_is_taken(asked: dict[str, Any]) -> None:
    assert as_asked(**asked).checked(TODAY) == as_asked(**asked)


def test_where_options_are_worth_the_same_in_every_company_knowing_is_worth_nothing_and_luck_finds_nothing() -> None:
    gains = np.tile([0.0, 5.0], (120, 1))
    known = value_of_knowing(gains, np.random.default_rng(2).random(120), seed=1, what="")
    assert (known.value, known.luck) == (pytest.approx(0.0, abs=1e-9), pytest.approx(0.0, abs=1e-9))


def test_what_luck_finds_is_taken_off_what_a_parameter_is_worth_to_know() -> None:
    luck = np.random.default_rng(3)
    parameter = luck.random(160)
    gains = np.column_stack([np.zeros(160), 10 * (parameter - 0.5) + luck.normal(0, 2, 160)])
    known = value_of_knowing(gains, parameter, seed=1, what="")
    assert 0.0 < known.luck < 0.5
    fitted = spline(parameter) @ np.linalg.lstsq(spline(parameter), gains, rcond=None)[0]
    found = fitted.max(axis=1).mean() - fitted.mean(axis=0).max()
    assert known.value == pytest.approx(found - known.luck)
    assert known.value == pytest.approx(10 / 8, abs=0.35)  # the mean of a uniform advantage's positive part
    assert known.clear


def test_a_run_of_an_option_lives_as_today_and_decides_what_the_option_does_before_what_is_decided_in_any_case() -> (
    None
):
    option = Option("siloed", "siloed", ("Q2 paradigm=siloed",), 2, "switch")
    run = run_of(option, TODAY, forces="all", replication=3, seed=5, quarters=9, decisions=("Q4 survey",))
    assert run == Run("status-quo", "all", 3, 5, 9, 0, ("Q2 paradigm=siloed", "Q4 survey"))
