"""Tiny worlds whose outcome a person can work out by hand: what executives hear, and when they act."""

import pytest

from cordiale.simulation.rules.perception import report
from cordiale.simulation.world.words import GOAL, NEVER, Level, Response
from tests.support.parables import OF_MARKETING, OF_SALES, REP, trust
from tests.support.worlds import pair, set_structure, step

# executives


@pytest.mark.parametrize(
    ("threshold", "last_revenue", "ordered"),
    [(1.0, 0.0, True), (0.0, 0.0, False), (0.0, 1000.0, True)],
    ids=["a view under the threshold", "a comfortable view", "a visible collapse"],
)
def test_executives_order_a_programme_only_when_their_own_view_or_a_collapse_alarms_them(
    threshold: float, last_revenue: float, ordered: bool
) -> None:
    programme = {"perception.programme": 2.0, "perception.programme_hours": 3.0}
    org = pair(programme | {"perception.threshold": threshold, "perception.visible_failure": 0.25})
    trust(org, OF_MARKETING, 0.0)
    trust(org, OF_SALES, 0.0)  # the truth is the same, and bad, in all three
    org.company[0].belief, org.company[0].last_revenue, org.clock[0].week = 0.8, last_revenue, 13
    org.people.meeting_hours[:] = 0.0
    step(org, "quarter_closes")
    assert (org.company[0].programme_left == 2.0) == ordered
    assert list(org.opinions.repair) == ([13.0, 13.0] if ordered else [0.0, 0.0])
    planned = []
    for _ in range(3):
        org.clock[0].week = 0
        step(org, "forces_move")
        step(org, "people_set_aside_hours")
        planned.append(float(org.people[REP].weekly_hours - org.people[REP].hours_left))
        step(org, "quarter_closes")  # the week, not a quarter
    assert planned == ([3.0, 3.0, 0.0] if ordered else [0.0, 0.0, 0.0])


@pytest.mark.parametrize(("fallen_to", "ordered"), [(76.0, False), (74.0, True)])
def test_a_fall_of_new_revenue_alarms_executives_only_from_the_declared_share_on(
    fallen_to: float, ordered: bool
) -> None:
    org = pair({"perception.threshold": 0.0, "perception.visible_failure": 0.25})
    org.company[0].last_revenue, org.tally[0].revenue_new, org.clock[0].week = 100.0, fallen_to, 13
    step(org, "quarter_closes")
    assert (org.company[0].programme_left > 0.0) == ordered


@pytest.mark.parametrize(("believed", "lived", "ordered"), [(0.9, 0.0, False), (0.1, 1.0, True)])
def test_complacent_executives_leave_a_misaligned_company_alone_and_worried_ones_mend_an_aligned_one(
    believed: float, lived: float, ordered: bool
) -> None:
    org = pair({"perception.threshold": 0.5, "perception.inertia": 0.99, "perception.programme": 13.0})
    org.people.trust[:] = org.people.shared[:] = org.people.clarity[:] = lived
    org.company[0].belief, org.clock[0].week = believed, 13
    step(org, "quarter_closes")
    assert (org.company[0].alignment < 0.5) != ordered  # the truth is the opposite of what is acted upon
    assert (org.company[0].programme_left > 0.0) == ordered


def test_executives_keep_the_declared_part_of_what_they_believed_and_take_the_rest_from_what_they_see() -> None:
    then = {}
    for inertia in (0.0, 0.25, 0.75):
        org = pair({"perception.inertia": inertia, "perception.threshold": 0.0})
        org.company[0].belief, org.clock[0].week = 0.9, 13
        step(org, "quarter_closes")
        then[inertia] = float(org.company[0].belief)
    assert abs(then[0.0] - 0.9) > 0.05
    for inertia, belief in then.items():
        assert belief == pytest.approx(inertia * 0.9 + (1.0 - inertia) * then[0.0])


def test_alarmed_executives_who_may_reorganise_begin_to_and_order_no_programme() -> None:
    org = pair({"perception.threshold": 1.0}, attribution="linear", integration=0.2)
    org.company[0].response, org.structure[GOAL].integration = Response.REORGANISE, 0.8
    org.clock[0].week = 13
    step(org, "quarter_closes")
    assert (org.company[0].switch_week, org.company[0].programme_left) == (14, 0.0)
    step(org, "forces_move")
    step(org, "decisions_are_taken")
    assert org.company[0].upheaval == pytest.approx(0.6)
    org.clock[0].week = 26
    step(org, "quarter_closes")
    assert org.company[0].switch_week == 14, "once"


def test_executives_who_are_content_do_not_reorganise() -> None:
    org = pair({"perception.threshold": 0.0})
    org.company[0].response, org.clock[0].week = Response.REORGANISE, 13
    step(org, "quarter_closes")
    assert org.company[0].switch_week == NEVER


def test_a_report_gains_optimism_at_every_level_on_its_way_up() -> None:
    heard = []
    for optimism in (0.0, 0.5, 1.0):
        org = pair({"perception.optimism": optimism, "perception.withholding": 0.0})
        org.company[0].alignment, org.company[0].belief = 0.3, 0.0
        heard.append(report(org))
    assert heard[0] == pytest.approx(0.3)
    assert heard[0] < heard[1] < heard[2]


@pytest.mark.parametrize(("contact", "told"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_half_of_the_bad_news_is_told_by_nobody_where_the_functions_never_meet(contact: float, told: float) -> None:
    """Under one head, where nobody withholds anything: at every level a part of what falls short is lost."""
    org = pair({"perception.optimism": 0.0, "perception.withholding": 0.0})
    set_structure(org, heads=1)
    org.company[0].alignment, org.company[0].belief, org.ties[0].contact = 0.5, 0.8, contact
    assert (0.8 - report(org)) / 0.3 == pytest.approx(told**Level.EXECUTIVE)
