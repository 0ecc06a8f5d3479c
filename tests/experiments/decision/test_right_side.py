"""What is told of an option, a quarter or a rival is of that one and on its side: no sign, place or share is another's.

And what is called sure is as sure as it says: intervals of 95 %, p-values corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import explaining
from cordiale.experiments.decision.alternatives import LATER, STAY, Option, Sign, alternatives
from cordiale.experiments.decision.branching import Lived, _forced, turned
from cordiale.experiments.decision.by_lever import LEVERS
from cordiale.experiments.decision.channels import FUNNEL, channel_values
from cordiale.experiments.decision.concluding import hangs_on, when_the_next
from cordiale.experiments.decision.course import course
from cordiale.experiments.decision.deciding import sign_of_failure
from cordiale.experiments.decision.flips import ALWAYS, crossing, factors
from cordiale.experiments.decision.grounds import differing
from cordiale.experiments.decision.learning import followed_up, gains_of, parameters_of
from cordiale.experiments.decision.regret import regrets
from cordiale.experiments.decision.standings import standing_of, standings
from cordiale.experiments.decision.two_factors import map_of, ranged
from cordiale.experiments.decision.unseen import OUTCOMES, TODAY, views
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

ALL_FIT: Any = SimpleNamespace(fits=lambda *_: True)
STAYING, SWITCH = (Option(name, "siloed", (), 2, name) for name in (STAY, "switch"))


def lived(*by_quarter: Sequence[float], **columns: Any) -> Lived:
    """Companies whose value by quarter is this; `columns` are outcomes, the first day included."""
    values = np.zeros((len(by_quarter), len(PARTS), len(by_quarter[0])))
    values[:, 0] = by_quarter
    table = np.zeros((len(by_quarter), len(by_quarter[0]) + 1), dtype=QUARTER)
    for name, value in columns.items():
        table[name] = value
    return Lived(values, table)


@pytest.fixture(scope="module")
def company() -> Company:
    """A small company with three sets of parameters, whose leadership is 0.2, 0.3 and 0.7."""
    found = prepare(small({"leadership.strength": 0.4}))
    return found._replace(sets=tuple(turned(found, {"trust.gain": each}) for each in (0.02, 0.03, 0.10)))


def branches(company: Company, values: dict[str, Any]) -> Any:
    """Branches in which each option is worth the same wherever it is lived."""

    def live(options: Sequence[Option], _: Iterable[int], *, company: Company) -> dict[str, Lived]:
        return {each.name: lived(*([value] for value in values[each.name])) for each in options}

    return SimpleNamespace(company=company, live=live, seed=1, quarters_of=lambda *_, **__: 1)


# Options


def test_a_switch_called_a_year_later_is_decided_a_year_later_and_every_option_begins_when_it_is_decided() -> None:
    every = alternatives(small({}), quarter=2, quarters=12, back=Sign("wins", 1.0))
    begun = {each.kind: each.decisions[0].split()[0] for each in every if each.decisions}
    assert begun == {"switch": "Q2", "later": f"Q{2 + LATER}", "steps": "Q2", "back": "Q2"}
    assert all(each.decisions[0].split()[0] == f"Q{each.quarter}" for each in every if each.decisions)


def test_a_switch_is_taken_back_below_what_nine_in_ten_quarters_of_staying_reach() -> None:
    staying = lived(*([0.0] * 12 for _ in range(10)), wins=np.arange(130).reshape(10, 13))
    back = sign_of_failure(staying, as_asked(switch_quarter=2, quarters=12))
    late = staying.rows["wins"][:, 5:]
    assert np.mean(late >= back.threshold) == pytest.approx(0.9, abs=0.02)


def test_the_percent_of_an_option_is_of_what_staying_is_worth() -> None:
    lives = {STAY: lived([100.0], [100.0]), "switch": lived([140.0], [160.0])}
    told = standing_of(SWITCH, lives, chance=0.5, ruled_out=False, regret=None)
    assert (told.lead.mean, told.percent.mean) == (50.0, pytest.approx(50.0))


def test_whoever_ends_worse_is_told_by_the_last_year_and_not_by_the_first() -> None:
    way = course(lived([-1.0] * 4 + [2.0] * 4, [-1.0] * 4 + [2.0] * 4, [2.0] * 4 + [-1.0] * 4), lived(*[[0.0] * 8] * 3))
    assert way.worse_than_staying == pytest.approx(1 / 3)


def test_the_band_of_a_quarter_is_of_that_quarter_and_not_of_all_so_far() -> None:
    way = course(lived(*([100.0 * each, float(each)] for each in range(11))), lived(*[[0.0] * 2] * 11))
    assert (way.quarters[1].least, way.quarters[1].most) == (1.0, 9.0)


def test_regret_at_worst_is_in_the_weather_where_an_option_falls_short_most() -> None:
    expected = {"a": lived([5.0], [1.0]), "b": lived([3.0], [4.0])}
    stormy = {"a": lived([0.0], [0.0]), "b": lived([9.0], [0.0])}
    first, second = regrets({"expected": expected, "full": stormy}, expected="expected")
    assert (first.least, first.at_worst) == (0.5, 4.5)
    assert (second.least, second.at_worst) == (0.0, 0.0)


def test_what_executives_see_after_a_switch_is_of_the_switch_and_today_of_the_first_day() -> None:
    staying, switched = (lived([0.0] * 3, **{name: [0.1, 0.2, 0.3, end] for name in OUTCOMES}) for end in (0.4, 0.9))
    told = {each.name: (each.quarter, each.executives_aligned.mean) for each in views(staying, switched, "switch")}
    assert told == {TODAY: (0, 0.1), STAY: (3, 0.4), "switch": (3, 0.9)}


def test_options_stand_best_first_then_by_their_lead_and_those_ruled_out_last() -> None:
    leads = {STAY: 0.0, "out": 9.0, "less": 2.0, "best": 5.0, "more": 3.0}
    lives = {name: lived([lead], [lead]) for name, lead in leads.items()}
    known = {name: SWITCH._replace(name=name) for name in leads}
    race: Any = SimpleNamespace(best="best", remaining=["less", "more", "best", STAY])
    told = standings(race, dict.fromkeys(leads, 0.2), known, lives, [])
    assert [each.option for each in told] == ["best", "more", "less", STAY, "out"]


def test_each_way_to_a_paradigm_is_decided_in_the_quarters_that_it_is_said_to_be() -> None:
    """Half way is told in a test of its own."""
    scenario = small()
    ways = alternatives(scenario, quarter=3, quarters=16, back=Sign("wins", 38.0))
    said = {each.kind: each.decisions for each in ways if each.paradigm == "siloed"}
    half, whole = said.pop("steps")
    assert (half.split()[0], whole) == ("Q3", "Q5 paradigm=siloed")
    assert said == {
        "switch": ("Q3 paradigm=siloed",),
        "later": ("Q7 paradigm=siloed",),
        "back": ("Q3 paradigm=siloed", f"Q7 when wins < 38 paradigm={scenario.company.paradigm}"),
    }


# Why, and when another leads


def test_each_setting_counts_under_the_lever_that_is_named_for_it() -> None:
    assert {lever: {*own} for lever, own in LEVERS.items()} == {
        "contact": {"integration"}, "roles": {"role_overlap"}, "planning": {"joint_planning"},
        "goals and credit": {"shared_goals", "attribution"},
        "power and decision": {"power_balance", "decision_rule", "heads", "balancer", "follows_forces"},
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "way"), [("switch", None), ("later", None), ("steps", 2.0), ("back", 2.0)])
def test_what_a_slower_or_reversible_switch_brings_over_the_plain_one_is_a_part_of_its_own(
    kind: str, way: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    levers = {"contact": np.array([1.0, 2.0, 3.0, 4.0]), "roles": np.array([2.0, 1.0, 1.0, 2.0])}
    lead = sum(levers.values()) + (way or 0.0)
    lives = {SWITCH.name: lived(*[[each] for each in lead.tolist()]), STAY: lived(*[[0.0]] * 4)}
    monkeypatch.setattr(explaining, "lever_values", lambda *_: dict(levers))
    monkeypatch.setattr(explaining, "channel_values", lambda *_: {})
    monkeypatch.setattr(explaining, "discounting", lambda *_: None)
    branches: Any = SimpleNamespace(company=SimpleNamespace(scenario=None), quarters=1)
    told = explaining.why(branches, SWITCH._replace(kind=kind), lives, range(4))
    parts = {each.name: each.value for each in told.levers}
    assert parts == pytest.approx({"contact": 2.5, "roles": 1.5} | ({} if way is None else {explaining.WAY: way}))


def test_the_lead_that_is_explained_is_of_all_companies_that_lived_both_and_its_channels_are_the_option_s_over_staying(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    levers = {"contact": np.array([1.0, 3.0, 2.0])}
    lives = {SWITCH.name: lived(*[[each] for each in (1.0, 3.0, 2.0, 10.0, 99.0)]), STAY: lived(*[[0.0]] * 4)}
    asked: list[Any] = []

    def channels(*given: Any) -> dict[str, Estimate]:
        asked.append(given)
        return {"win rate": Estimate(7.0, 6.0, 8.0, 3)}

    monkeypatch.setattr(explaining, "lever_values", lambda *given: asked.append(given) or dict(levers))
    monkeypatch.setattr(explaining, "channel_values", channels)
    monkeypatch.setattr(explaining, "discounting", lambda scenario, quarters: (scenario, quarters))
    branches: Any = SimpleNamespace(company=SimpleNamespace(scenario="scenario"), quarters=5)
    told = explaining.why(branches, SWITCH, lives, range(3))
    (_, goal, quarter, companies), (option, staying, discount) = asked
    assert (goal, quarter, companies) == (SWITCH.paradigm, SWITCH.quarter, range(3))
    assert (option.value.tolist(), staying.value.tolist()) == ([1.0, 3.0, 2.0, 10.0], [0.0] * 4)
    assert discount == ("scenario", 5)
    assert (told.option, told.lead, told.companies) == (SWITCH.name, 4.0, 3)
    assert sum(each.value for each in told.levers) == pytest.approx(4.0)  # moved to the lead of all four
    assert [(each.name, each.value, each.low, each.high) for each in told.channels] == [("win rate", 7.0, 6.0, 8.0)]


def test_a_lead_by_more_leads_judged_is_that_of_leads_worked_however_many_were_handed_over() -> None:
    judged = {"opportunities": 4.0, "leads_rejected": 6.0, "wins": 2.0, "leads_handed_over": 30.0}
    twice = {name: 2 * value for name, value in judged.items() if name != "leads_handed_over"}
    more, staying = (lived([value], [value], **each) for value, each in ((8.0, judged | twice), (4.0, judged)))
    told = channel_values(more, staying, np.ones(1))
    assert {name: told[name].mean for name in FUNNEL} == pytest.approx(dict.fromkeys(FUNNEL, 0.0) | {FUNNEL[0]: 4.0})


def test_what_matters_is_what_the_lead_of_the_best_over_the_next_hangs_on_and_not_what_moves_both() -> None:
    both, lead = np.random.default_rng(4).standard_normal((2, 300))
    (first, share), (_, rest) = hangs_on(np.stack([both + lead, both], axis=1), {"both": both, "lead": lead})
    assert (first, share) == ("lead", pytest.approx(1.0))
    assert rest < 0.05


def test_rules_are_of_the_companies_in_which_the_next_option_brings_more() -> None:
    lives = {"best": lived([3.0], [3.0], [3.0], [1.0]), "next": lived(*[[2.0]] * 4)}
    found = when_the_next(SimpleNamespace(company=SimpleNamespace(sets=()), seed=1), lives, ["best", "next"], ALL_FIT)  # type: ignore[arg-type]  # what is asked of branches
    assert found is not None
    assert (found.to, found.base_rate) == ("next", 0.25)


def test_under_a_rival_theory_the_lead_is_that_of_the_option_that_leads_there(company: Company) -> None:
    worth = {STAY: [1.0, 2.0, 3.0], "switch": [4.0, 6.0, 5.0]}
    told = list(differing(branches(company, worth), [STAYING, SWITCH], STAY, range(3), ALL_FIT))
    assert told
    assert {(each["best"], each["lead"].mean) for each in told} == {("switch", 3.0)}


def test_a_factor_stands_at_the_mean_of_its_sets_between_the_lowest_and_the_highest(company: Company) -> None:
    found = {each.name: each for each in factors(branches(company, {}), ["trust.gain"])}
    gain = found["trust.gain"]
    assert (gain.low, gain.now, gain.high) == pytest.approx((0.02, 0.05, 0.10))
    assert found[ALWAYS[0]].now == pytest.approx(0.4)
    units = {each.dotted: each.unit for each in PARAMETERS}
    assert all(each.unit == units.get(name, "1") for name, each in found.items())


def test_a_company_s_parameters_are_those_of_the_set_that_it_lives_with(company: Company) -> None:
    runs = [Run("siloed", "none", number, 1, 1) for number in range(7)]
    gains = [float(company.of(run).parameters[0]["trust_gain"]) for run in runs]
    assert len({*gains}) == len(company.sets)
    assert parameters_of(company, len(runs))["trust.gain"].tolist() == gains


def test_what_a_look_at_leads_can_tell_is_of_the_first_quarter_s_leads() -> None:
    share = np.random.default_rng(2).random(400)
    rows = np.zeros((400, 2), dtype=QUARTER)
    rows["leads_handed_over"][:, 1], rows["leads_worked"][:, 1] = 200.0, 200.0 * share
    known = followed_up(np.stack([share - 0.5, np.zeros(400)], axis=1), rows, seed=1)
    assert known.clear
    assert known.value == pytest.approx(0.125, abs=0.02)  # E max(0, x - 1/2) of an even x


def test_what_options_bring_is_of_the_companies_that_lived_all_of_them() -> None:
    lives = {STAY: lived(*[[1.0]] * 5), "a": lived([3.0], [4.0], [9.0]), "b": lived(*[[5.0]] * 4)}
    assert gains_of(lives, ["a", "b"]).tolist() == [[2.0, 4.0], [3.0, 4.0], [8.0, 4.0]]


def test_in_full_weather_every_force_begins_where_it_is_and_is_full_after_a_week(company: Company) -> None:
    now = company.scenario.profile_paths()
    forced = _forced(company).profile_paths()
    assert {*forced} == {*now}
    for force, path in forced.items():
        begun, *after = path.intensities(20).tolist()
        assert begun == pytest.approx(now[force].intensities(1)[0])
        assert after[1:] == [1.0] * (len(after) - 1)


# How sure


def test_where_it_flips_lies_in_an_interval_of_95_and_not_of_90_percent() -> None:
    n, luck = 100, np.random.default_rng(3).standard_normal(100)
    luck = (luck - luck.mean()) / luck.std(ddof=1)
    at, low, high = crossing({0.0: 4.0 + luck, 1.0: luck - 4.0}, seed=1)
    assert at == pytest.approx(0.5)
    assert high - low == pytest.approx(2 * 1.96 / n**0.5 / 8, rel=0.08)


@pytest.mark.parametrize(("lead", "apart"), [(2.7, False), (5.0, True)])
def test_a_cell_of_the_map_is_told_apart_only_once_corrected_for_all_cells(
    lead: float, apart: bool, company: Company
) -> None:
    """A t of 2.7 on 40 companies is 0.01 alone, and nothing among 25 cells."""
    luck = np.random.default_rng(3).standard_normal(40)
    luck = (luck - luck.mean()) / luck.std(ddof=1)
    some = branches(company, {STAY: np.zeros(40), "switch": luck + lead / 40**0.5})
    found = map_of(some, ranged(some, ("leadership.strength", "trust.gain")), [STAYING, SWITCH], range(40))
    assert {each.apart for each in found.cells} == {apart}
    assert {(each.best, each.lead.mean > 0) for each in found.cells} == {("switch", True)}


def test_a_cell_is_told_apart_only_where_its_leader_is_surely_ahead_of_every_option_and_not_of_the_next_alone(
    company: Company,
) -> None:
    luck = np.random.default_rng(3).standard_normal(40)
    third = Option("third", "siloed", (), 2, "switch")
    values = {STAY: np.zeros(40), "switch": 5 + 0.1 * luck, "third": -1 + 90 * luck}  # far behind, if one could tell
    some = branches(company, values)
    pair = ranged(some, ("leadership.strength", "trust.gain"))
    told = {tuple(names): {each.apart for each in map_of(some, pair, names, range(40)).cells}
            for names in ([STAYING, SWITCH], [STAYING, SWITCH, third])}  # fmt: skip
    assert list(told.values()) == [{True}, {False}]
