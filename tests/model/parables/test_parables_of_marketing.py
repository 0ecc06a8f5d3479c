"""Parables of marketing: what pressure makes of the bar and of promises, whom it serves, and what trust is made of."""

from typing import Any

import pytest

from cordiale.simulation.rules.observation import mean_trust
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import Side
from tests.support.parables import MARKETER, OF_MARKETING
from tests.support.worlds import pair, small, step, world


def campaigning(values: dict[str, float], orientation: float = 0.0, **structure: Any) -> Organisation:
    """The marketer's leads of a week of 36 hours."""
    many = {"campaigns.leads_per_week": 30.0, "campaigns.bar_pressure": 0.5, "campaigns.fit_spread": 1.0}
    org = pair(many | values, **structure)
    org.people[MARKETER].hours_left, org.people[MARKETER].orientation = 36.0, orientation
    org.people[MARKETER].success = 1.0
    step(org, "marketers_run_campaigns")
    return org


def test_under_pressure_for_volume_marketing_qualifies_whom_it_would_and_others_below_its_bar() -> None:
    calm, pressed = (campaigning({"campaigns.base_pressure": each}) for each in (0.0, 1.0))
    one, other = ({int(lead.identity) for lead in org.leads[: org.company[0].leads]} for org in (calm, pressed))
    assert calm.tally[0].leads_created == pressed.tally[0].leads_created
    assert one < other
    assert pressed.tally[0].leads_unqualified == calm.tally[0].leads_unqualified - len(other - one)


@pytest.mark.parametrize(("orientation", "power"), [(0.0, 0.0), (1.0, 0.0), (0.5, 0.0), (0.0, 1.0), (0.0, -1.0)])
def test_marketing_promises_more_than_it_believes_the_less_it_looks_long_and_the_more_power_it_has(
    orientation: float, power: float
) -> None:
    pressed = {"campaigns.base_pressure": 1.0, "campaigns.over_promising": 0.2}
    org = campaigning(pressed, orientation, power_balance=power)
    leads = org.leads[: org.company[0].leads]
    assert len(leads) > 5
    for lead in leads:
        more = 0.2 * (1.0 - orientation) * (1.0 + power)
        assert lead.promise == pytest.approx(min(1.0, lead.believed + more))


def test_marketers_share_the_engagement_that_customers_are_due_among_themselves_however_many_reps_there_are() -> None:
    left = []
    for engagement in (0.0, 0.5):
        org = world(small({"customers.service_hours": 0.5}, reps=7, marketers=2))
        org.conditions[0].engagement, org.company[0].served = engagement, 40
        step(org, "people_set_aside_hours")
        left.append(org.people.hours_left[7:9].copy())
    assert left[0] - left[1] == pytest.approx([5.0, 5.0])  # a half of half an hour for each of 40, by two


def test_on_the_first_day_a_meeting_stands_in_the_week_of_both_who_meet() -> None:
    org = world(small({"coordination.meeting_hours": 0.5}), "proportional")
    pairs = org.ties[: org.company[0].pairs]
    for who in range(org.company[0].reps + org.company[0].marketers):
        meets = pairs.contact[(pairs.rep == who) | (pairs.marketer == who)].sum()
        assert org.people[who].meeting_hours == pytest.approx(0.5 * meets), who
    assert (pairs.contact > 0).sum() > 5


@pytest.mark.parametrize(("affect", "cognition", "trust"), [(0.8, 0.2, 0.65), (0.2, 0.8, 0.35), (0.5, 0.5, 0.5)])
def test_trust_is_affect_by_its_weight_and_cognition_by_the_rest(affect: float, cognition: float, trust: float) -> None:
    org = pair({"trust.affect_weight": 0.75})
    org.opinions[OF_MARKETING].affect, org.opinions[OF_MARKETING].cognition = affect, cognition
    assert mean_trust(org, Side.SALES, 0) == pytest.approx(trust)
