"""Tiny worlds whose outcome a person can work out by hand: structures that change, and power that moves."""

import math

import pytest

from cordiale.simulation.rules.forces import contest, set_conditions
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.theories import (
    ContestsTheory,
)
from cordiale.simulation.world.words import NOW
from tests.support.parables import REP
from tests.support.worlds import decide, pair, small, step, world

# changing structure


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_switch_begins_in_the_first_week_of_its_quarter(quarter: int) -> None:
    org = world(small(), "assimilated", quarters=4, switch_quarter=quarter)
    while org.company[0].transition_left == 0.0:
        for phase in ("forces_move", "decisions_are_taken", "structure_moves"):
            step(org, phase)
    assert org.clock[0].week == 13 * (quarter - 1) + 1


def test_a_company_that_has_not_chosen_drifts_into_small_reorganisations_that_nobody_planned() -> None:
    org = pair({"power.drift": 0.1, "power.drift_step": 0.12, "power.upheaval": 1.0, "leadership.strength": 0.0},
               integration=0.5, role_overlap=0.3, follows_forces=True)  # fmt: skip
    org.conditions[0].technology, org.conditions[0].buyers = 1.0, 0.0
    org.people.clarity[:] = 1.0
    step(org, "structure_moves")
    assert org.structure[NOW].integration == pytest.approx(0.45)
    assert org.structure[NOW].role_overlap == pytest.approx(0.27)
    assert (org.company[0].drifted, org.people[REP].clarity) == (pytest.approx(0.08), 1.0)
    step(org, "structure_moves")  # another 0.072: 0.152 in all is more than a step
    assert (org.company[0].drifted, org.people[REP].clarity) == (0.0, pytest.approx(math.exp(-0.152)))


def test_buyers_who_do_without_reps_shift_power_to_marketing_in_a_company_that_has_not_chosen() -> None:
    org = pair({"power.drift": 0.1}, power_balance=-0.5, follows_forces=True)
    org.conditions[0].technology, org.conditions[0].buyers = 0.0, 1.0
    step(org, "structure_moves")
    assert org.structure[NOW].power_balance == pytest.approx(-0.5 + 0.1 * 1.5)


def test_a_reorganisation_is_announced_with_the_largest_change_at_the_price_of_clarity() -> None:
    values = {"power.transition": 10.0, "power.upheaval": 1.0, "leadership.strength": 0.0, "power.resistance": 0.0}
    org = pair(values | {"power.haste": 0.0}, integration=0.2, attribution="linear")
    decide(org, "Q1 integration=0.7")
    org.clock[0].week = 1
    org.people.trust[:] = 0.5
    org.people.clarity[:] = 1.0
    step(org, "decisions_are_taken")
    step(org, "structure_moves")
    assert (org.company[0].upheaval, org.company[0].transition_length) == (pytest.approx(0.5), pytest.approx(10.0))
    assert org.company[0].transition_left == pytest.approx(9.0)
    assert org.people[REP].clarity == pytest.approx(math.exp(-0.5))
    assert org.structure[NOW].integration == pytest.approx(0.25)


@pytest.mark.parametrize(("weeks", "lost"), [(10.0, 0.4), (40.0, 0.25)])
def test_a_hasty_reorganisation_is_the_harder(weeks: float, lost: float) -> None:
    """A change of 0.2 costs 0.2 and, at a haste of 10 weeks, as much again in 10, a quarter more in 40."""
    values = {"power.transition": weeks, "power.upheaval": 1.0, "leadership.strength": 0.0, "power.haste": 10.0}
    org = pair(values, integration=0.2)
    decide(org, "Q1 integration=0.4")
    org.clock[0].week = 1
    org.people.clarity[:] = 1.0
    step(org, "decisions_are_taken")
    assert org.people[REP].clarity == pytest.approx(math.exp(-lost))


def test_roles_made_anew_for_autonomous_buyers_lose_nothing_more_in_hand_offs_at_the_price_of_some_clarity() -> None:
    org = pair({"power.rule_change": 0.5, "power.upheaval": 0.8, "power.upheaval_hours": 4.0, "buyers.autonomy": 0.3,
                "leadership.strength": 0.25, "buyers.autonomy_force": 0.4}, integration=0.0)  # fmt: skip
    org.exchange(weather=org.weather.copy())
    org.weather.buyers[:] = 1.0
    org.people.clarity[:] = 1.0
    set_conditions(org)
    assert org.conditions[0].as_of_old == pytest.approx(0.4)  # what buyers do more than roles were made for
    decide(org, "Q1 recalibrate")
    org.clock[0].week = 1
    step(org, "decisions_are_taken")
    set_conditions(org)
    assert org.company[0].roles_for == pytest.approx(0.7)
    assert org.conditions[0].as_of_old == 0.0
    assert org.people.clarity.tolist() == pytest.approx([math.exp(-0.8 * 0.5 * 0.75)] * 3)
    assert org.people.owed_hours.tolist() == pytest.approx([2.0] * 3)


@pytest.mark.parametrize(("critical", "balance"), [(1.0, 0.1), (0.0, -0.1)])
def test_power_moves_to_the_side_that_copes_with_what_is_critical(critical: float, balance: float) -> None:
    """Where buyers do all without a rep and marketing engages all customers, it wins every contest; else sales."""
    org = contested(critical)
    contest(org)
    assert (org.company[0].contested, org.tally[0].power_contests) == (1, 1.0)
    assert org.structure[NOW].power_balance == pytest.approx(balance)


@pytest.mark.parametrize("critical", [1.0, 0.0])
def test_by_the_rival_theory_either_side_may_win_a_contest_as_chance_has_it(critical: float) -> None:
    org, won_by_marketing = contested(critical), 0
    org.theory[0].contests = ContestsTheory.CHANCE
    for week in range(1, 101):
        org.clock[0].week, org.structure[NOW].power_balance = week, 0.0
        contest(org)
        won_by_marketing += int(org.structure[NOW].power_balance > 0.0)
    assert 30 < won_by_marketing < 70  # one half, give or take four standard deviations


def contested(critical: float) -> Organisation:
    """A company in which power is sure to be contested, all or nothing of the critical uncertainty with marketing."""
    org = pair({"power.contests": 1.0, "power.contest_step": 0.1})
    c = org.conditions[0]
    c.business_model = c.unsettled = 1.0
    c.autonomy = c.engagement = critical
    return org


def test_a_contest_for_power_costs_everybody_hours() -> None:
    org = pair({"power.contest_hours": 1.5})
    org.company[0].contested = 1
    step(org, "people_set_aside_hours")
    assert list(org.people.friction_hours) == [1.5, 1.5, 1.5]


def test_an_alignment_programme_makes_people_meet_whom_the_structure_keeps_apart() -> None:
    values = {"perception.programme_hours": 0.6, "coordination.meeting_hours": 1.5, "coordination.rewiring": 0.5}
    org = pair(values, integration=0.0)
    org.ties[0].contact = 0.0
    step(org, "ties_follow_structure")
    assert org.ties[0].contact == 0.0
    org.company[0].programme_left = 13.0
    step(org, "ties_follow_structure")
    assert org.ties[0].contact == pytest.approx(0.5 * 0.6 / 1.5)
