"""Decisions on a timeline: taken once, in their quarter or when their condition is met, alike by both schedulers."""

import tomllib
from typing import Any

import numpy as np
import pytest

from cordiale.simulation import AlignmentModel, Scenario, ScenarioError, simulate
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.agenda import agenda
from cordiale.simulation.runs.company import execute_together, prepare, start
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario.resolutions import resolved
from cordiale.simulation.scenario.scenario import validated
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import PARADIGMS, SETTINGS
from cordiale.simulation.world.words import NOW, Attribution, Resolve
from tests.support.differences import first_difference
from tests.support.worlds import decide, eventful, pair, small, step, world

QUARTERS = 4
CALM = {"power.transition": 2.0, "power.resistance": 0.0, "customers.initial_per_rep": 3.0, "perception.threshold": 0.0,
        "perception.visible_failure": 1.0}  # fmt: skip
MANY = (
    "Q1 leadership.strength=0.9 leadership.hours=30", "Q2 paradigm=proportional joint_planning=6",
    "Q2 survey programme", "Q3 when wins >= 0 attribution=pooled heads=1 recalibrate",
    "Q1 when role_clarity < 0.5 balancer=yes",
)  # fmt: skip


def lived(weeks: int, *decisions: str, paradigm: str = "siloed", values: dict[str, Any] | None = None) -> Organisation:
    """A calm small company with some decisions, some weeks old."""
    org = world(small(CALM | (values or {}), reps=3, marketers=3), paradigm, quarters=QUARTERS, decisions=decisions)
    return advance(org, weeks)


def stands_in(org: Organisation, paradigm: str) -> bool:
    return np.allclose(tuple(org.structure[NOW]), PARADIGMS[paradigm].values())


# both schedulers


@pytest.mark.parametrize("burn_in", [0, 1])
@pytest.mark.parametrize("switch", [0, 1])
def test_both_schedulers_take_the_same_decisions_in_the_same_weeks(burn_in: int, switch: int) -> None:
    scenario = eventful({"company.burn_in": burn_in, "company.spread": 1, "company.recalibrate": 2})
    run = Run("sales-led", "all", 3, 9, QUARTERS, switch, MANY)
    model = AlignmentModel(
        scenario, run.paradigm, replication=3, rng=9, quarters=QUARTERS, switch_quarter=switch, decisions=MANY,
        collect=False,
    )  # fmt: skip
    org = start(prepare(scenario), run)
    for week in range(1, 13 * QUARTERS + 1):
        model.step()
        assert first_difference(model.org, advance(org, week)) == ""
    assert (org.decisions.taken > 0).sum() >= len(org.decisions) - 1


def test_a_planned_switch_is_the_decision_for_its_paradigm() -> None:
    scenario = small(CALM | {"company.paradigm": "sales-led", "company.burn_in": 1})
    company = prepare(scenario)
    switched = Run("assimilated", "all", 1, 5, QUARTERS, switch_quarter=2)
    decided = Run("sales-led", "all", 1, 5, QUARTERS, decisions=("Q2 paradigm=assimilated",))
    one, other = (advance(start(company, run), 13 * QUARTERS) for run in (switched, decided))
    assert first_difference(one, other) == ""
    assert stands_in(one, "assimilated")


def test_the_burn_in_is_shared_by_runs_that_decide_differently() -> None:
    company = prepare(eventful({"company.burn_in": 1}))
    runs = [Run("siloed", "all", 0, 3, 2, decisions=texts) for texts in ((), ("Q1 programme",), ("Q2 paradigm=drift",))]
    together = execute_together(company, runs)
    assert [rows.tobytes() for rows in together] == [execute_together(company, [run])[0].tobytes() for run in runs]
    assert len({rows[0].tobytes() for rows in together}) == 1
    assert len({rows.tobytes() for rows in together}) == 3


def test_what_a_scenario_decides_comes_before_what_a_run_decides() -> None:
    scenario = small(CALM | {"decisions": [{"quarter": 1, "leadership": {"strength": 0.2}}, "Q2 survey"]})
    table = simulate(scenario, ["siloed"], ["none"], 1, 2, decisions=["Q1 shared_goals=1"])
    all_at_once = ["Q2 survey", "Q1 shared_goals=1 leadership.strength=0.2"]
    again = simulate(small(CALM), ["siloed"], ["none"], 1, 2, decisions=all_at_once)
    assert table.drop(columns="scenario").equals(again.drop(columns="scenario"))
    decisions, _ = agenda(scenario, Run("siloed", "none", 0, 1, 2, decisions=("Q1 shared_goals=1",)))
    assert decisions.due.tolist() == [1, 1, 14]


# each kind


def test_a_company_goes_to_another_paradigm_and_back() -> None:
    there, back = "Q1 paradigm=assimilated", "Q3 paradigm=siloed"
    assert stands_in(lived(13, there, back), "assimilated")
    org = lived(39, there, back)
    assert stands_in(org, "siloed")
    assert org.decisions.taken.tolist() == [1, 27]


def test_a_reorganisation_in_the_middle_of_another_starts_from_where_the_company_stands() -> None:
    slow = {"power.transition": 104.0}
    before = lived(13, "Q1 paradigm=assimilated", values=slow)
    org = lived(14, "Q1 paradigm=assimilated", "Q2 paradigm=marketing-led", values=slow)
    assert tuple(org.structure[1]) == tuple(before.structure[NOW])
    assert 0.05 < org.structure[1].integration < 0.8
    assert tuple(org.structure[2]) == PARADIGMS["marketing-led"].values()


def test_a_setting_changes_alone_by_a_reorganisation_as_large_as_itself() -> None:
    org = lived(1, "Q1 joint_planning=6")
    assert org.company[0].upheaval == pytest.approx(6.0 / 20.0)
    org = lived(13, "Q1 joint_planning=6", "Q1 attribution=pooled")
    changed = [name for name, one, usual in zip(SETTINGS, org.structure[NOW], PARADIGMS["siloed"].values(), strict=True)
               if one != usual]  # fmt: skip
    assert changed == ["joint_planning", "attribution"]
    assert (org.structure[NOW].joint_planning, org.structure[NOW].attribution) == (6.0, Attribution.POOLED)


def test_a_setting_is_on_top_of_the_paradigm_decided_with_it_or_under_way() -> None:
    assert lived(26, "Q1 shared_goals=1 paradigm=proportional").structure[NOW].shared_goals == 1.0
    org = lived(14, "Q1 paradigm=proportional", "Q2 shared_goals=1", values={"power.transition": 104.0})
    assert tuple(org.structure[2]) == PARADIGMS["proportional"].model_copy(update={"shared_goals": 1.0}).values()


def test_leadership_changes_to_its_value_whatever_the_company_s_traits_made_of_it() -> None:
    scenario = small(CALM | {"company.spread": 1})
    strengths = [
        advance(start(prepare(scenario), Run("siloed", "none", r, 1, 1, 0, ("Q1 leadership.strength=0.8",))), 1)
        .parameters[0].leadership_strength for r in range(3)
    ]  # fmt: skip
    assert strengths == [0.8] * 3


def test_a_programme_that_is_ordered_lasts_its_weeks() -> None:
    org = lived(1, "Q1 programme", values={"perception.programme": 5.0})
    assert org.company[0].programme_left == 4.0
    assert advance(org, 5).company[0].programme_left == 0.0


def test_an_honest_survey_tells_executives_what_practitioners_live() -> None:
    org = pair()
    org.company[0].alignment, org.company[0].belief, org.clock[0].week = 0.2, 0.9, 1
    decide(org, "Q1 survey")
    step(org, "decisions_are_taken")
    assert org.company[0].belief == 0.2


# when


def test_a_condition_waits_until_the_last_closed_quarter_meets_it_and_is_taken_once() -> None:
    org = pair({"perception.threshold": 0.0})
    org.exchange(quarters=np.zeros(9, org.quarters.dtype).view(np.recarray))
    decide(org, "Q2 when morale < 0.5 leadership.strength=0.9")
    org.quarters.morale[:] = 0.1, 0.5, np.nan, 0.4, 0.1, 0.1, 0.1, 0.1, 0.1
    taken = []
    for week in range(1, 92):
        org.clock[0].week, org.clock[0].quarter = week, (week - 1) // 13
        step(org, "decisions_are_taken")
        taken.append(int(org.decisions[0].taken))
    assert taken == [0] * 39 + [40] * 52  # after quarter 3: 0.5 is not below, and what is missing is nothing


@pytest.mark.parametrize(("sign", "met"), [("<", (1, 0, 0)), ("<=", (1, 1, 0)), (">", (0, 0, 1)), (">=", (0, 1, 1))])
@pytest.mark.parametrize("outcome", [NAMES[0], "morale", NAMES[-1]])
def test_an_outcome_is_held_against_the_threshold(outcome: str, sign: str, met: tuple[int, ...]) -> None:
    for value, expected in zip((0.4, 0.5, 0.6), met, strict=True):
        org = pair()
        decide(org, f"Q1 when {outcome} {sign} 0.5 survey")
        org.clock[0].week, org.quarters[0][outcome] = 1, value
        step(org, "decisions_are_taken")
        assert org.decisions[0].taken == expected


def test_a_run_without_decisions_has_an_empty_table() -> None:
    assert len(lived(0).decisions) == 0


# words


@pytest.mark.parametrize("text", [
    "Q5 paradigm=proportional", "Q3 when executives_aligned <= 0.25 survey", "Q2 programme survey recalibrate",
    "Q1 joint_planning=2.5 attribution=first-touch heads=1 balancer=no leadership.strength=0.8",
])  # fmt: skip
def test_a_text_and_a_table_say_the_same(text: str) -> None:
    one = resolved(text)
    assert set(one.text.split()) == set(text.split())
    assert resolved(one.text) == one
    scenario = small({"decisions": [text]})
    assert validated(scenario.to_document(), "again") == scenario


def test_a_file_says_it_in_the_words_of_the_text() -> None:
    document = tomllib.loads("""
        schema = 1
        name = "mine"
        [[decisions]]
        quarter = 5
        when = "executives_aligned<0.5"
        paradigm = "proportional"
        leadership.strength = 0.8
        [[decisions]]
        quarter = 6
        programme = true
    """)
    texts = [one.text for one in validated(document, "mine.toml").decisions]
    assert texts == [
        "Q5 when executives_aligned < 0.5 paradigm=proportional leadership.strength=0.8", "Q6 programme",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [
    ("paradigm=siloed", "decision 'paradigm=siloed': not of the form Q5 paradigm=NAME"),
    ("Q5", "not of the form"),
    ("Q0 survey", r"quarter = 0 is outside \[1, 400\]"),
    ("Q9 survey", "decision 'Q9 survey': Q9 is after the last quarter of the run, Q4"),
    ("Q2 paradigm=silod", "paradigm 'silod' is not known; did you mean 'siloed'"),
    ("Q2 joint_planing=6", "joint_planing is not a known key; did you mean joint_planning"),
    ("Q2 joint_planning=60", r"joint_planning = 60 is outside \[0, 20\]"),
    ("Q2 integration=nan", "integration = nan is not valid"),
    ("Q2 attribution=mine", "attribution = 'mine' is not allowed; allowed: 'own-accounting'"),
    ("Q2 heads=3", "heads = 3 is not allowed; allowed: 1 or 2"),
    ("Q2 leadership.strength=3", r"leadership.strength = 3 is outside \[0, 1\]"),
    ("Q2 leadership.goal=siloed", "leadership.goal is not a known key; known here: strength"),
    ("Q2 leadership=1", "lacks what is to change"),
    ("Q2 trust.gain=0.1", "trust.gain is not a known key"),
    ("Q2 surve", "'surve' is neither of the form NAME=VALUE nor an order: programme, survey, recalibrate"),
    ("Q2 survey=1", "'survey=1' is neither"),
    ("Q2 heads=1 heads=2", "heads stands there twice"),
    ("Q2 when wins = 3 survey", "is not of the form when OUTCOME < NUMBER"),
    ("Q2 when wins<many survey", "'many' is not a number"),
    (f"Q2 when wins<1{400 * '0'} survey", "0' is not a number"),
    ("Q2 when winz<3 survey", "'winz' is not known; did you mean 'wins'"),
])  # fmt: skip
def test_a_wrong_decision_is_refused_with_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        planned([text])


@pytest.mark.parametrize(("texts", "said"), [
    (["Q2 paradigm=siloed", "Q2 paradigm=drift"], "'Q2 paradigm=siloed' and 'Q2 paradigm=drift' both decide paradigm"),
    (["Q2 heads=1", "Q2 when wins < 3 heads=2"], "both decide heads in Q2"),
    (["Q3 recalibrate"], "both decide recalibrate in Q3"),
    (["Q1 paradigm=siloed"], "both decide paradigm in Q1"),
])  # fmt: skip
def test_decisions_that_contradict_each_other_are_refused(texts: list[str], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        planned(texts, switch_quarter=1)


def test_two_conditions_may_lead_two_ways() -> None:
    texts = ["Q2 when wins < 3 heads=1", "Q2 when wins >= 3 heads=2"]
    assert planned(texts)[0].decisions == tuple(texts)


@pytest.mark.parametrize(("given", "said"), [
    ("Q2 survey", "decisions = 'Q2 survey' is not a list of texts"), ([2], "decisions holds 2, which is not a text"),
])  # fmt: skip
def test_decisions_are_a_list_of_texts(given: Any, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        planned(given)


@pytest.mark.parametrize(("table", "said"), [
    ({"quarter": 2, "leadership": {"stength": 1}}, "mine: decisions.0.leadership.stength is not a known key; did you"),
    ({"quarter": 2, "leadership": {"strength": 4}}, r"mine: decisions.0.leadership.strength = 4 is outside \[0, 1\]"),
    ({"quarter": 2}, "mine: decisions.0: Q2 decides nothing"),
    ({"quarter": 2, "paradigm": "ours"}, "mine: decisions.0.paradigm = 'ours' is not known"),
    ({"quarter": 2, "when": "wins", "survey": True}, "mine: decisions.0.when: 'wins' is not of the form OUTCOME"),
])  # fmt: skip
def test_a_wrong_table_is_refused_by_its_place(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        validated({"schema": 1, "name": "mine", "decisions": [table]}, "mine")


def planned(decisions: Any, switch_quarter: int = 0) -> list[Run]:
    scenario = Scenario(schema=1, name="example", company={"recalibrate": 3})
    return plan(
        scenario, paradigms=["drift"], forces=["none"], replications=1, quarters=QUARTERS, seed=1,
        switch_quarter=switch_quarter, decisions=decisions,
    )  # fmt: skip


def test_of_one_week_paradigms_are_taken_first_then_settings_then_leadership_and_orders_each_by_their_quarter() -> None:
    texts = (
        "Q1 when wins < 0 joint_planning=6", "Q3 survey", "Q2 paradigm=siloed", "Q1 leadership.strength=1",
        "Q3 paradigm=drift", "Q2 heads=1", "Q1 programme",
    )  # fmt: skip
    decisions, _ = agenda(small(), Run("status-quo", "none", 0, 1, 4, decisions=texts))
    order = [(int(each.kind), int(each.due)) for each in decisions]
    assert order == sorted(order)
    assert [kind for kind, _ in order][:4] == [Resolve.PARADIGM] * 2 + [Resolve.SETTING] * 2
    assert [due for _, due in order][:4] == [14, 27, 1, 14]
