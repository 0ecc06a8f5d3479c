"""Limits of people: output, skill, clarity, success and heart, each by the line that is declared."""

import math

import numpy as np
import pytest

from cordiale.simulation.rules.people import feel
from tests.support.worlds import pair, set_structure, small, step, world


def test_a_newcomer_s_output_rises_in_a_straight_line_until_the_ramp_is_over() -> None:
    from cordiale.simulation.rules.capacity import competence

    org = pair({"people.ramp": 20.0, "people.morale_output": 0.0, "people.craft": 0.0, "people.fragmentation": 0.0})
    org.people.skill[:] = 1.0
    output = []
    for weeks in (0.0, 5.0, 10.0, 20.0, 40.0):
        org.people[0].experience = weeks
        output.append(competence(org, 0))
    assert output == pytest.approx([0.5, 0.625, 0.75, 1.0, 1.0])


def test_a_rep_without_any_talent_still_sees_something_in_a_lead() -> None:
    """An error over nothing is no number; it came to light in a company of very unequal people."""
    from cordiale.simulation.rules.capacity import competence
    from cordiale.simulation.world.words import LEAST_COMPETENCE

    org = pair({"people.ambiguity_cost": 1.0})
    org.people.skill[0] = 0.0
    assert competence(org, 0) == LEAST_COMPETENCE
    org.people.skill[0], org.people.clarity[0] = 1.0, 0.0
    assert competence(org, 0) == LEAST_COMPETENCE


def test_a_person_in_full_contact_with_all_it_could_work_with_loses_output_to_interruptions() -> None:
    from cordiale.simulation.rules.capacity import competence

    org = pair({"people.fragmentation": 0.2})
    output = []
    for contact in (0.0, 0.5, 1.0):
        org.people[0].meeting_hours = contact * org.parameters[0].coordination_meeting_hours
        output.append(competence(org, 0))
    assert np.array(output) / output[0] == pytest.approx([1.0, 0.9, 0.8])


@pytest.mark.parametrize(
    ("shared", "attribution", "drive"),
    [(0.0, "linear", 1.0), (1.0, "linear", 0.9), (0.0, "pooled", 0.9), (0.5, "pooled", 0.85), (1.0, "pooled", 0.8)],
)
def test_what_all_are_measured_on_or_credited_with_together_nobody_works_for_alone(
    shared: float, attribution: str, drive: float
) -> None:
    from cordiale.simulation.rules.capacity import competence

    together = pair({"people.free_riding": 0.2}, shared_goals=shared, attribution=attribution)
    alone = pair({"people.free_riding": 0.0}, shared_goals=shared, attribution=attribution)
    assert competence(together, 0) / competence(alone, 0) == pytest.approx(drive)


def test_work_makes_a_specialist_by_the_hours_left_for_the_craft_and_merged_roles_make_none() -> None:
    for overlap, due in ((0.0, 0.8), (0.5, 0.4), (1.0, 0.0)):
        org = pair({"people.shaping": 0.1}, role_overlap=overlap)
        org.people.specialisation[:], org.people.practice[:] = 0.3, 0.8
        for _ in range(20):
            step(org, "people_live")
        assert org.people[0].specialisation == pytest.approx(due + (0.3 - due) * 0.9**20)


def test_a_specialist_closes_a_constant_share_of_the_way_to_mastery_each_week() -> None:
    values = {"people.learning": 0.05, "people.mastery": 1.4, "people.shaping": 0.0}
    org = pair(values)
    org.people.specialisation[:], org.people.skill[:], org.teams.coaching[:] = 1.0, 1.0, 0.0
    org.people.practice[:] = 0.8  # a fifth of the week goes into meetings
    for _ in range(30):
        step(org, "people_live")
    assert org.people[0].skill == pytest.approx(1.4 - 0.4 * 0.96**30)


def test_clarity_settles_where_overlap_and_coaching_leave_it() -> None:
    values = {"people.ambiguity": 0.6, "people.adapting": 0.2, "leadership.coaching": 0.5}
    for coached in (0.0, 1.0):
        org = pair(values, role_overlap=0.5)
        org.teams.coaching[:] = coached
        for _ in range(200):
            step(org, "people_live")
        assert org.people[0].clarity == pytest.approx(1.0 - 0.6 * 0.5 * (1.0 - 0.5 * coached))


def test_the_share_of_reps_and_of_marketers_who_leave_in_a_year_is_each_one_s_declared_hazard_at_middling_morale() -> (
    None
):
    values = {"people.leaving_sales": 0.5, "people.leaving_marketing": 0.2, "people.leaving_morale": 0.0}
    org = world(small(values | {"people.hiring": 0.0}, reps=400, marketers=400))
    for week in range(1, 53):
        org.clock[0].week = week
        step(org, "people_live")
    reps = float(org.tally[0].leavers_sales)
    for left, expected in ((reps, 400 * 0.5), (float(org.tally[0].leavers) - reps, 400 * 0.2)):
        assert left == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_a_quarter_s_success_is_achieved_over_target_own_or_joint_as_goals_are_shared() -> None:
    """Two of four contracts are one's own; of three that all together won, three quarters of what was asked."""
    for shared, wins, expected in ((0.0, 3.0, 0.5), (1.0, 3.0, 0.75), (0.5, 3.0, 0.625), (1.0, 100.0, 1.0)):
        org = pair({"selling.quota": 4.0}, shared_goals=shared)
        org.people.success[:], org.people[0].achieved, org.tally[0].wins = 0.2, 2.0, wins
        org.clock[0].week = 13
        step(org, "quarter_closes")
        assert org.people[0].success == pytest.approx(expected)


@pytest.mark.parametrize(
    ("shared", "own", "wins", "felt"),
    [
        (0.0, 4.0, 0.0, 0.0),  # what counts is one's own
        (1.0, 4.0, 1.0, 0.75),  # all of one's own target, and a quarter of what was asked of all
        (0.5, 4.0, 1.0, 0.375),
        (1.0, 6.0, 100.0, 0.5),  # half as much again as was asked, and the joint result is never more than met
        (1.0, 1.0, 4.0, 0.0),  # who did less than the others feels no injustice
        (1.0, 20.0, 0.0, 1.0),
    ],
)
def test_who_did_more_than_the_joint_result_gives_credit_for_feels_it(
    shared: float, own: float, wins: float, felt: float
) -> None:
    org = pair({"selling.quota": 4.0}, shared_goals=shared)
    org.people.inequity[:], org.people[0].achieved, org.tally[0].wins = 0.2, own, wins
    org.clock[0].week = 13
    step(org, "quarter_closes")
    assert org.people[0].inequity == pytest.approx(felt)


MOODS = [
    ({}, {}, 0.6),  # success is 1, and nothing else gives reason for joy or grief
    ({"success": 0.0}, {}, 0.4),
    ({"trust": 1.0}, {}, 0.7),
    ({"inequity": 0.5}, {}, 0.5),
    ({"clarity": 0.5}, {}, 0.5),
    ({"friction_hours": 9.0}, {}, 0.4),
    ({"meeting_hours": 9.0}, {}, 0.4),
    ({}, {"joint_planning": 9.0}, 0.4),
    ({}, {"power_balance": 1.0}, 0.4),  # the rep has no say at all
    ({}, {"power_balance": -1.0}, 0.6),
]


@pytest.mark.parametrize(("person", "structure", "reason"), MOODS)
def test_morale_moves_to_what_each_reason_gives_alike_and_hours_taken_wear_out(
    person: dict[str, float], structure: dict[str, float], reason: float
) -> None:
    """A weight of 0.2 each, and 0.8 for all the hours of a week."""
    org = pair({"people.morale_weight": 0.2, "people.morale_hours": 0.8, "people.adapting": 0.5, "people.silence": 1.0})
    set_structure(org, **structure)
    usual = {"success": 1.0, "trust": 0.5, "inequity": 0.0, "clarity": 1.0, "friction_hours": 0.0, "meeting_hours": 0.0}
    for name, value in (usual | person | {"morale": 0.3}).items():
        setattr(org.people[0], name, value)
    feel(org, 0)
    assert org.people[0].morale == pytest.approx(0.5 * (0.3 + reason))
