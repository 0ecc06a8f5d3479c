"""Limits of structure and forces: the paths along which they change."""

import math

import numpy as np
import pytest

from cordiale.simulation.rules.forces import set_conditions
from cordiale.simulation.rules.reorganisation import draw_reporting_lines, unsettle
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.words import NOW
from tests.support.worlds import decide, pair, set_structure, small, step, world


def test_a_transition_is_a_straight_line_and_rules_change_half_way() -> None:
    org = pair({"power.transition": 10.0, "power.resistance": 0.0}, integration=0.2, joint_planning=1.0)
    decide(org, "Q1 integration=0.8 joint_planning=3 power_balance=0.5 attribution=linear")
    org.people.trust[:] = 0.5
    path, rules = [], []
    for week in range(1, 14):
        org.clock[0].week = week
        step(org, "decisions_are_taken")
        step(org, "structure_moves")
        now = org.structure[NOW]
        path.append((float(now.integration), float(now.joint_planning), float(now.power_balance)))
        rules.append(int(now.attribution))
    done = np.minimum(1.0, np.arange(1, 14) / 10.0)
    assert np.array(path) == pytest.approx(np.column_stack([0.2 + 0.6 * done, 1.0 + 2.0 * done, 0.5 * done]))
    assert rules == [0] * 4 + [3] * 9


def test_a_transition_advances_with_trust_and_some_companies_resist_more_than_others() -> None:
    """By twice the mean trust of reps and marketers a week; resistance is luck of the company, normal in logarithms."""
    for trust, resistance in ((0.2, 0.0), (0.5, 0.0), (0.8, 0.0), (0.5, 0.6), (0.5, 1.2), (0.0, 0.0)):
        org = pair({"power.transition": 10.0, "power.resistance": resistance})
        org.people.trust[:2] = 0.5 * trust, 1.5 * trust  # the rep's and the marketer's
        decide(org, "Q1 integration=1")
        org.clock[0].week = 1
        step(org, "decisions_are_taken")
        step(org, "structure_moves")
        slower = math.exp(resistance * normal(fate(org, Decision.RESISTANCE, 0).a))
        assert org.company[0].transition_length == 10.0
        assert org.company[0].transition_left == pytest.approx(10.0 - 2.0 * trust / slower)


def test_the_logistic_path_starts_at_its_start_is_half_way_at_its_middle_and_tends_to_its_end() -> None:
    path = Profile(shape="logistic", start=0.2, end=0.8, at=40.0, over=4.0).intensities(13 * 80)
    assert path[0] == pytest.approx(0.2)
    assert path[13 * 40] == pytest.approx(0.5, abs=1e-6)
    assert path[-1] == pytest.approx(0.8)
    central = path[13 * 42] - path[13 * 38]
    assert central == pytest.approx(0.6 * math.tanh(1.0), abs=1e-6)  # 76 % of the way in `over` quarters
    assert (np.diff(path) >= 0).all()


BLOWN_BY = {  # what each force moves, in a structure that is half integrated
    "technology": {"technology", "precision", "separation", "staleness", "upkeep", "utilisation", "contesting"},
    "buyers": {"buyers", "autonomy", "as_of_old", "story_weight"},
    "business_model": {"business_model", "engagement", "recurring_share", "joint_value"},
}


@pytest.mark.parametrize("force", BLOWN_BY)
def test_each_condition_answers_to_its_own_force_and_to_no_other(force: str) -> None:
    org = pair({"technology.underuse": 0.2, "technology.upkeep": 1.0, "buyers.inconsistency": 0.5}, integration=0.5)
    org.exchange(weather=org.weather.copy())
    for name in BLOWN_BY:
        setattr(org.weather, name, 0.25)
    set_conditions(org)
    org.company[0].roles_for = 0.0
    set_conditions(org)
    before = org.conditions[0].copy()
    setattr(org.weather, force, 0.75)
    set_conditions(org)
    assert {name for name in before.dtype.names if before[name] != org.conditions[0][name]} == BLOWN_BY[force]


@pytest.mark.parametrize("strength", [0.0, 0.25, 1.0])
def test_a_reorganisation_leaves_the_more_clear_the_stronger_leadership_is(strength: float) -> None:
    org = pair({"power.upheaval": 0.8, "leadership.strength": strength})
    org.people.clarity[:] = 1.0
    unsettle(org, 0.5)
    assert org.people.clarity.tolist() == pytest.approx([math.exp(-0.8 * 0.5 * (1.0 - strength))] * 3)


@pytest.mark.parametrize(("reps", "marketers"), [(6, 3), (3, 6)])
def test_under_one_head_that_of_the_smaller_function_reports_to_that_of_the_larger(reps: int, marketers: int) -> None:
    org = world(small({"company.paradigm": "siloed"}, reps=reps, marketers=marketers, executives=1))
    sales, marketing = int(org.company[0].sales_head), int(org.company[0].marketing_head)
    above = int(org.people[sales].manager)
    assert (above, sales) == (int(org.people[marketing].manager), sales)
    larger, smaller = (sales, marketing) if reps > marketers else (marketing, sales)
    for heads, reports_to in ((1, larger), (2, above)):
        set_structure(org, heads=heads)
        draw_reporting_lines(org)
        assert (int(org.people[smaller].manager), int(org.people[larger].manager)) == (reports_to, above)
