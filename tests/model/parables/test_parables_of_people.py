"""Tiny worlds whose outcome a person can work out by hand: people, what they see and what they know of each other."""

import math

import pytest

from cordiale.simulation.founding.first_day import LONGEST_CAREER
from cordiale.simulation.world.words import Kind
from tests.documents.rebuilt import luck
from tests.support.parables import OF_MARKETING, REP
from tests.support.worlds import pair, small, step, world

# people


def test_a_newcomer_keeps_part_of_the_contacts_hears_from_the_team_what_to_think_and_shares_nothing_yet() -> None:
    sure = {"people.leaving_sales": 3.0, "people.leaving_morale": 10.0, "people.hiring": 6.0,
            "people.handover": 0.4}  # fmt: skip
    org = pair(sure)
    org.people[REP].morale = 0.0  # a hazard of 8.6 a week
    org.people[REP].inequity = 0.5
    org.opinions.cognition[:], org.opinions.affect[:], org.opinions.ceiling[:] = 0.9, 0.9, 0.95
    org.teams[org.people[REP].team].cognition, org.teams[org.people[REP].team].affect = 0.3, 0.2
    leaver = int(org.people[REP].identity)
    step(org, "people_live")
    newcomer, mind = org.people[REP], org.opinions[OF_MARKETING]
    assert org.tally[0].leavers == 1.0
    assert newcomer.identity == leaver + 1
    assert (newcomer.vacant, newcomer.experience, newcomer.inequity) == (6.0, 0.0, 0.0)
    assert (mind.cognition, mind.affect, mind.ceiling) == (0.3, 0.2, 1.0)
    assert (org.ties[0].shared, org.ties[0].contact) == (0.0, 0.4)  # of a full contact


@pytest.mark.parametrize(
    ("overlap", "goals", "contact", "due"),
    [
        (0.0, 0.0, 0.0, 0.3),  # who shares nothing keeps to the view of its nature
        (0.5, 0.0, 0.0, 0.4),  # half-way to the middle, by any of three
        (0.0, 0.5, 0.0, 0.4),
        (0.0, 0.0, 0.5, 0.4),
        (0.5, 0.5, 0.5, 0.475),  # an eighth of the way is left
        (1.0, 0.0, 0.0, 0.5),
        (0.0, 1.0, 0.0, 0.5),
        (0.0, 0.0, 1.0, 0.5),
    ],
)
def test_people_who_do_the_same_are_measured_on_the_same_or_meet_come_to_see_things_alike(
    overlap: float, goals: float, contact: float, due: float
) -> None:
    org = pair({"people.orientation_gap": 0.4, "people.shaping": 0.2}, role_overlap=overlap, shared_goals=goals)
    org.people.meeting_hours[:] = contact * org.parameters[0].coordination_meeting_hours
    org.company[0].sales_view, org.company[0].marketing_view = 0.35, 0.65
    org.people[REP].orientation = org.people[REP].nature
    step(org, "people_live")
    assert org.people[REP].orientation == pytest.approx(0.3 + 0.2 * (due - 0.3))


@pytest.mark.parametrize(("integration", "view"), [(0.0, 0.3), (1.0, 0.5)])
def test_at_the_founding_views_are_where_work_has_led_them(integration: float, view: float) -> None:
    org = pair({"people.orientation_gap": 0.4}, integration=integration)
    assert org.people[REP].orientation == pytest.approx(view)


def test_an_empty_seat_has_no_hours_until_it_is_filled() -> None:
    org = pair()
    org.people[REP].vacant = 2.0
    hours = []
    for _ in range(3):
        step(org, "people_set_aside_hours")
        hours.append(float(org.people[REP].hours_left) > 0.0)
        step(org, "people_live")
    assert hours == [False, False, True]


# knowledge


def test_knowledge_spreads_along_the_contacts_of_this_week_and_not_of_the_last() -> None:
    org = pair({"coordination.rewiring": 1.0, "coordination.forgetting": 0.01, "coordination.sharing": 0.2})
    org.ties[0].contact, org.ties[0].shared = 0.0, 0.0  # strangers until now, and contacts from this week on
    step(org, "ties_follow_structure")
    assert org.ties[0].contact > 0.0
    assert org.ties[0].shared > 0.0


def test_meetings_that_the_week_has_no_room_for_do_not_happen() -> None:
    """A full contact asks 4 hours where half a week has room for 2: it can be half as strong."""
    org = pair({"coordination.rewiring": 1.0, "coordination.meeting_hours": 4.0})
    org.parameters[0].people_weekly_hours = 4.0
    for _ in range(2):  # what fits is known a week later
        step(org, "ties_follow_structure")
    assert org.ties[0].contact == pytest.approx(0.5)
    assert org.people.meeting_hours.tolist() == pytest.approx([2.0, 2.0, 0.0])
    assert org.people.meetings_asked.tolist() == pytest.approx([4.0, 4.0, 0.0])


def test_a_leader_of_two_teams_coaches_the_people_of_both() -> None:
    org = pair()
    leader = org.people[2]
    leader.leading_left = 4.0
    step(org, "leaders_share_time")
    half_for_two = 1.0 - math.exp(-0.5 * 4.0 / (2 * org.parameters[0].leadership_coaching_hours))
    assert org.teams.coaching.tolist() == pytest.approx([half_for_two] * 2)


def test_the_open_leads_of_who_leaves_stay_with_the_seat() -> None:
    org = pair({"people.leaving_sales": 3.0, "people.leaving_morale": 10.0, "customers.pipeline_per_rep": 6.0})
    org.people[REP].morale = 0.0
    leads = org.leads[: org.company[0].leads].copy()
    assert len(leads) > 2
    step(org, "people_live")
    assert org.tally[0].leavers == 1.0
    assert org.leads[: org.company[0].leads].tobytes() == leads.tobytes()
    assert org.tally[0].leads_rejected == 0.0


def test_on_the_first_day_people_have_been_in_their_jobs_as_long_as_their_own_function_stays() -> None:
    org = world(small({"people.leaving_sales": 0.25, "people.leaving_marketing": 2.0}))
    for person in org.people:
        yearly = 0.25 if person.kind == Kind.REP else 2.0
        years = -math.log(luck.luck(1, 0, 0, luck.TEMPER, int(person.identity))[1]) / yearly
        assert person.experience == pytest.approx(52 * min(years, LONGEST_CAREER))
