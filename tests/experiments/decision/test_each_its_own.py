"""What a decision tells of a cost, a lever, a channel or a weather is that one's own, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import asked as asking
from cordiale.experiments.decision import learning, standings
from cordiale.experiments.decision.alternatives import STAY, Option, goals, ways_to
from cordiale.experiments.decision.branching import EXPECTED, WEATHERS, Lived
from cordiale.experiments.decision.by_lever import LEVERS, lever_values, pulls
from cordiale.experiments.decision.channels import FUNNEL, channel_values
from cordiale.experiments.decision.standings import in_all_weathers
from cordiale.experiments.decision.worth import PARTS, distance_between, worth
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.resolutions import resolved
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

COSTS = {"margin": ("new", "recurring"), "leaver": ("people",), "hour": ("hours",), "reorganising": ("change",)}


def parts_of(**economics: float) -> dict[str, list[float]]:
    """The parts of a value by quarter, where a company is reorganised in the second of three quarters."""
    money = {"discount": 0.0, **dict.fromkeys(COSTS, 0.0), **economics}
    scenario = small({"company.paradigm": "siloed", **{f"economics.{name}": value for name, value in money.items()}})
    table = np.zeros(4, dtype=QUARTER)
    table["revenue_new"], table["revenue_recurring"], table["leavers"], table["friction_hours_share"] = 8, 4, 2, 0.5
    lived = worth(scenario, Run("siloed", "none", 0, 1, 3, 0, ("Q2 paradigm=assimilated",)), table)
    return dict(zip(PARTS, lived.tolist(), strict=True))


@pytest.mark.parametrize("name", COSTS)
def test_no_part_of_the_economics_is_left_out_of_the_value_or_counted_in_another_s_place(name: str) -> None:
    assert {part for part, values in parts_of(**{name: 1.0}).items() if any(values)} == {*COSTS[name]}


def test_a_reorganisation_is_paid_for_everyone_by_its_size_in_the_quarter_in_which_it_begins() -> None:
    scenario = small({"company.paradigm": "siloed"})
    size = distance_between(PARADIGMS["siloed"], PARADIGMS["assimilated"], rule=scenario.power.rule_change)
    assert parts_of(reorganising=3.0)["change"] == pytest.approx([0, -3.0 * len(scenario.chart()) * size, 0])


def test_each_lever_is_given_what_its_own_settings_bring() -> None:
    brings = {lever: float(2**at) for at, lever in enumerate(LEVERS)}

    def values(taken: Sequence[tuple[Option, int]]) -> np.ndarray:
        moved = [{said.partition("=")[0] for text in option.decisions for said in text.split()} for option, _ in taken]
        return np.array([sum(brings[lever] for lever, own in LEVERS.items() if {*own} <= each) for each in moved])

    branches: Any = SimpleNamespace(company=SimpleNamespace(scenario=small({})), seed=1, values=values)
    found = lever_values(branches, "proportional", 2, range(3))
    assert {lever: each.tolist() for lever, each in found.items()} == {lever: [brings[lever]] * 3 for lever in LEVERS}


@pytest.mark.parametrize("goal", [name for name in PARADIGMS if name != "status-quo"])
def test_a_set_of_levers_moves_its_own_settings_to_the_goal_s_and_is_read_back_as_written(goal: str) -> None:
    """And with what is yes or no the other way round too."""
    row = PARADIGMS[goal]
    flipped = row.model_copy(update={"balancer": not row.balancer, "follows_forces": not row.follows_forces})
    for aim in (row, flipped):
        scenario: Any = SimpleNamespace(rows={goal: aim})
        for pulled, option in pulls(scenario, goal, 3).items():
            settings = {name: getattr(aim, name) for lever in pulled for name in LEVERS[lever]}
            read = [resolved(text) for text in option.decisions]
            assert [(each.quarter, dict(each.things())) for each in read] == ([(3, settings)] if settings else [])


@pytest.mark.parametrize("asked", ["first", "matched"])
def test_what_a_decision_takes_is_told_by_whichever_asks_for_more_companies(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(asking, "check_extent", lambda runs, quarters: told.append((runs, quarters)))
    scenario = small({})
    for companies in (100, 5000):
        as_asked(quarters=8, **{asked: companies}).checked(scenario)
    options = len(goals(scenario)) + 1  # and staying
    assert told == [(100 * options, 8), (5000 * options, 8)]


def some(part: str = "", by: float = 0.0) -> Lived:
    """Two companies whose value is 1 in each part, and more in one of them."""
    values = np.ones((2, len(PARTS), 3))
    if part:
        values[:, PARTS.index(part)] += by
    return Lived(values, np.ones((2, 4), dtype=QUARTER))


@pytest.mark.parametrize("part", PARTS)
def test_each_channel_is_given_what_its_own_part_of_the_value_brings(part: str) -> None:
    told = channel_values(some(part, 2.0), some(), np.ones(3))
    led = {name: each.mean for name, each in told.items() if abs(each.mean) > 1e-9}
    channel = {
        "recurring": "retention and expansion", "people": "people lost", "hours": "hours lost",
        "change": "cost of the change",
    }.get(part, FUNNEL[-1])  # fmt: skip
    assert led == pytest.approx({channel: 6.0})


def test_in_a_weather_the_lead_of_its_best_option_and_that_of_the_choice_are_each_its_own() -> None:
    gains = {STAY: 0.0, "choice": 1.0, "rival": 5.0}
    options = [Option(name, "siloed", (), 2, "switch") for name in gains]

    def live(asked: Sequence[Option], _: Iterable[int], *, weather: str, keep: bool = True) -> dict[str, Lived]:
        sign = 1.0 if weather == WEATHERS[-1] else -1.0
        return {each.name: some("new", sign * gains[each.name]) for each in asked}

    branches: Any = SimpleNamespace(live=live)
    lives = live(options, range(2), weather=EXPECTED)
    told, _ = in_all_weathers(branches, options, lives, "choice", companies=range(2))
    seen = {each.weather: (each.best, each.lead.mean, each.lead_of_the_choice.mean) for each in told}
    assert seen[WEATHERS[-1]] == ("rival", 15.0, 3.0)
    assert seen[WEATHERS[1]] == (STAY, 0.0, -3.0)


def test_a_company_without_parameter_sets_has_a_leadership_of_its_own_for_each_strength_and_sets_take_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learning, "turned", lambda one, values: (getattr(one, "name", one), *values.items()))

    def company(*sets: str) -> Any:
        return SimpleNamespace(name="own", sets=sets, _replace=lambda sets: sets)

    wanted = [("leadership.strength", value) for value in (0.2, 0.7, 0.9)]
    strength = np.array([0.2, 0.7, 0.9])
    assert learning._led(company(), strength) == tuple(("own", one) for one in wanted)
    assert learning._led(company("a", "b"), strength) == tuple(zip("aba", wanted, strict=True))


@pytest.mark.parametrize("kinds", [("switch", "later", "steps", "back"), ("switch", "later", "back")])
def test_two_steps_are_a_way_only_where_there_is_something_half_way(kinds: tuple[str, ...]) -> None:
    scenario = load_scenario("status-quo")
    rows = {**scenario.rows, "twin": scenario.rows[scenario.company.paradigm]}
    goal = "proportional" if "steps" in kinds else "twin"
    given: Any = SimpleNamespace(rows=rows, company=scenario.company)
    found = [*ways_to(given, goal, quarter=2, last=20, back="losing")]
    assert tuple(each.kind for each in found) == kinds


def test_each_option_has_its_own_chance_and_regret_also_where_several_lead_to_one_paradigm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stands(option: Any, lives: Any, *, chance: float, ruled_out: bool, regret: Any) -> Any:
        lead = SimpleNamespace(mean=0.0)
        return SimpleNamespace(option=option.name, chance=chance, regret=regret, ruled_out=ruled_out, lead=lead)

    monkeypatch.setattr(standings, "standing_of", stands)
    names = ["siloed", "siloed, later", "stay"]
    known: Any = {name: SimpleNamespace(name=name, paradigm="siloed") for name in names}
    race: Any = SimpleNamespace(best="stay", remaining=names[1:])
    sorry: Any = [SimpleNamespace(option=name, paradigm="siloed", of=name) for name in names[:2]]
    found: Any = standings.standings(race, {name: len(name) / 100 for name in names}, known, {}, sorry)
    assert {each.option: (each.chance, each.regret and each.regret.of, each.ruled_out) for each in found} == {
        "siloed": (0.06, "siloed", True), "siloed, later": (0.13, "siloed, later", False), "stay": (0.04, None, False),
    }  # fmt: skip
