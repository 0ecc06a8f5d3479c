"""Tiny worlds whose outcome a person can work out by hand: buyers, and who is with them on their way."""

import pytest

from cordiale.simulation.rules.buyers import speak_of_outcome
from cordiale.simulation.rules.observation import observe
from cordiale.simulation.rules.readiness import unmet_concern
from cordiale.simulation.world.theories import (
    OutcomesTheory,
)
from cordiale.simulation.world.words import Stage
from tests.support.parables import MARKETER, OF_MARKETING, OF_SALES, REP, a_lead
from tests.support.worlds import pair, set_structure, step

# the journey


def test_a_buyer_who_needs_four_weeks_decides_at_the_end_of_the_fourth() -> None:
    org = pair({"buyers.cycle": 4.0})
    lead = a_lead(org, stage=Stage.OPPORTUNITY)
    stages = []
    for week in range(1, 5):
        org.clock[0].week = week
        lead.sales_now = 1.0
        step(org, "buyers_move")
        stages.append(int(lead.stage))
    assert stages[:3] == [Stage.OPPORTUNITY, Stage.OPPORTUNITY + 1, Stage.OPPORTUNITY + 2]
    assert stages[3] > Stage.OPPORTUNITY + 2
    assert lead.decided == 5.0  # when week 4 is over
    assert lead.sales_touches == 4.0


def test_a_touch_counts_in_its_own_week_and_not_again_in_the_next() -> None:
    org = pair({"buyers.cycle": 20.0, "buyers.content": 0.0, "buyers.nurture": 0.0})
    lead = a_lead(org, stage=Stage.OPPORTUNITY, sales_touches=0.0)
    lead.sales_now = 1.0
    step(org, "buyers_move")
    step(org, "buyers_move")  # nobody saw to it this week
    assert lead.sales_touches == 1.0


def test_a_win_rate_counts_the_buyers_who_decided_nothing() -> None:
    org = pair()
    org.tally[0].wins, org.tally[0].losses, org.tally[0].no_decisions = 1.0, 2.0, 5.0
    observe(org)
    assert org.quarters[0].win_rate == 0.125


def test_a_buyer_moves_on_at_its_own_pace_whoever_attends_to_it() -> None:
    for attention, pace, moved in ((0.0, 1.0, 0.25), (1.0, 1.0, 0.25), (1.0, 2.0, 0.125)):
        org = pair({"buyers.cycle": 4.0})
        lead = a_lead(org, stage=Stage.OPPORTUNITY, sales_now=attention, pace=pace)
        step(org, "buyers_move")
        assert lead.progress == moved


def test_a_rep_bypassed_by_a_buyer_that_roles_are_not_made_for_feels_excluded_unless_work_is_joint() -> None:
    for integration, roles_for, morale, conflict in ((0.0, 0.0, 0.3, 1.0), (1.0, 0.0, 0.5, 0.0), (0.0, 1.0, 0.5, 0.0)):
        org = pair({"buyers.exclusion": 1.0, "people.exclusion_blow": 0.2, "buyers.cycle": 1.0})
        set_structure(org, integration=integration)
        org.company[0].roles_for = roles_for
        lead = a_lead(org, stage=Stage.OPPORTUNITY, autonomy=1.0)
        step(org, "buyers_move")
        assert lead.decided > 0.0
        assert org.people[REP].morale == pytest.approx(morale)
        assert (org.ties[0].conflict, org.tally[0].exclusions) == (conflict, conflict)


@pytest.mark.parametrize("success", [OutcomesTheory.EVEN, OutcomesTheory.SELF_SERVING])
def test_a_win_speaks_to_marketing_by_its_touches_and_a_loss_against_sales_by_what_it_believed(success: int) -> None:
    """By the theory of self-serving success a win says 30 % less, and a loss what it always says."""
    for won, of_marketing, of_sales in ((True, 1.0, 1.0), (False, 0.25, 0.25 * (1.0 - 0.8))):
        org = pair({"trust.lost_valence": 0.25, "credit.self_serving": 0.3})
        org.theory[0].outcomes = success
        a_lead(org, stage=Stage.OPPORTUNITY, believed=0.8, marketing_touches=3.0)
        speak_of_outcome(org, 0, won)
        says = 0.7 if won and success == OutcomesTheory.SELF_SERVING else 1.0
        minds = org.opinions
        assert (minds[OF_MARKETING].weight, minds[OF_SALES].weight) == pytest.approx((says, 3.0 * says))
        assert minds.valence.tolist() == pytest.approx([of_marketing * says, of_sales * 3.0 * says])


def test_marketing_supports_a_contact_s_deal_at_the_cost_of_its_own_next_week_the_more_sales_has_its_say() -> None:
    values = {
        "buyers.content": 0.0,
        "buyers.nurture": 0.4,
        "buyers.nurture_hours": 2.0,
        "campaigns.leads_per_week": 0.05,
        "coordination.meeting_hours": 0.8,
    }
    for balance, touches in ((0.0, 0.4), (-0.5, 0.6), (1.0, 0.0)):
        org = pair(values, power_balance=balance)
        a_lead(org, stage=Stage.OPPORTUNITY, autonomy=0.5, sales_now=1.0)
        step(org, "buyers_move")
        assert org.leads[0].marketing_now == pytest.approx(touches)
        step(org, "people_set_aside_hours")
        set_aside = 36.0 - 0.8 - 2.0 * touches  # a meeting with the contact, and the support
        assert org.people[MARKETER].hours_left == pytest.approx(set_aside)
        assert org.people[MARKETER].practice == pytest.approx(set_aside / 36.0)


def test_an_autonomous_buyer_finds_as_much_of_marketing_as_marketers_have_hours_for_campaigns() -> None:
    for free, found in ((36.0, 0.4), (9.0, 0.1), (0.0, 0.0)):
        org = pair({"buyers.content": 0.5, "buyers.nurture": 0.0, "campaigns.leads_per_week": 0.05})
        a_lead(org, stage=Stage.OPPORTUNITY, autonomy=0.8)
        org.people[MARKETER].hours_left = free
        step(org, "marketers_run_campaigns")
        step(org, "buyers_move")
        assert org.leads[0].marketing_now == pytest.approx(found)


def test_two_views_see_more_of_a_buyer_than_one_as_far_as_both_touch_the_deal() -> None:
    org = pair()
    org.people[REP].orientation, org.people[MARKETER].orientation = 0.2, 0.8
    lead = a_lead(org, stage=Stage.OPPORTUNITY, concern=1.0, waited=4.0, joint=0.0)
    assert unmet_concern(org, 0) == pytest.approx(0.8)  # the rep alone
    lead.joint = 2.0
    assert unmet_concern(org, 0) == pytest.approx(0.5)  # half of the weeks jointly: half-way to the marketer's 0.2
    lead.concern = 0.0
    assert unmet_concern(org, 0) == pytest.approx(0.2)  # the other view, farther away, takes nothing
    org.people[MARKETER].orientation = 0.2
    lead.concern = 1.0
    assert unmet_concern(org, 0) == pytest.approx(0.8)  # two views alike see no more than one
