"""Tiny worlds whose outcome a person can work out by hand: who is credited with a win, and what comes of claims."""

import pytest

from cordiale.simulation.rules.opinions import live_through
from cordiale.simulation.rules.verdicts import settle
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import NOBODY, DecisionRule, Matter, Side
from tests.support.parables import EXECUTIVE, GREED, MARKETER, OF_MARKETING, OF_SALES, PEACE, won
from tests.support.worlds import pair, set_structure, step

# credit for a win of 100, found by marketing, closed by sales: three touches of sales, one of marketing


@pytest.mark.parametrize(
    ("rule", "marketing", "claimed"),
    [
        ("first-touch", 100.0, 100.0),
        ("last-touch", 0.0, 100.0),
        ("linear", 25.0, 100.0),
        ("position-based", 45.0, 100.0),  # 40 for the first touch, and a quarter of the middle 20
        ("own-accounting", 100.0 * 0.625 / 1.5, 150.0),  # claims 0.25 + half of 0.75, and 0.75 + half of 0.25
    ],
)
def test_a_win_is_paid_by_the_rule_in_force(rule: str, marketing: float, claimed: float) -> None:
    fair = {"credit.self_serving": 0.5, "credit.rule_legitimacy": 1.0}
    org = pair(PEACE | fair, attribution=rule)
    won(org)
    assert list(org.people.credit) == pytest.approx([100.0 - marketing, marketing, 0.0])
    assert org.tally[0].credit_claimed == pytest.approx(claimed)
    assert org.tally[0].revenue_new == 100.0


def test_pooled_credit_is_shared_by_all_alike_when_the_quarter_ends() -> None:
    org = pair(PEACE | {"credit.self_serving": 0.5}, attribution="pooled")
    won(org)
    assert (list(org.people.credit), org.company[0].pool) == ([0.0, 0.0, 0.0], 100.0)
    assert org.tally[0].credit_claimed == 100.0
    org.clock[0].week = 13
    step(org, "quarter_closes")
    assert org.company[0].pool == 0.0
    assert org.quarters.credit_gini[1] == pytest.approx(0.0)


def test_by_own_accounting_the_side_in_power_gets_more_than_it_claims_fairly() -> None:
    org = pair(PEACE | {"credit.self_serving": 0.5}, power_balance=0.5)
    won(org)
    assert org.people[MARKETER].credit == pytest.approx(100.0 * 0.9375 / (0.9375 + 0.4375))


@pytest.mark.parametrize("rule", ["own-accounting", "first-touch", "last-touch", "linear", "position-based"])
def test_a_win_that_the_rep_found_alone_is_all_the_rep_s(rule: str) -> None:
    org = pair({"credit.self_serving": 1.0}, attribution=rule)
    won(org, marketer=NOBODY, tie=NOBODY, first_touch=Side.SALES, marketing_touches=0.0)
    assert list(org.people.credit) == [100.0, 0.0, 0.0]
    assert (org.tally[0].credit_claimed, org.tally[0].marketing_wins) == (100.0, 0.0)


# claims and disputes


def in_dispute(**values: float) -> Organisation:
    """Marketing claims 0.625 of a win of which 0.25 are its part; the rep is certain to contest it."""
    org = pair(GREED | {"credit.contesting": 1.0} | {name.replace("__", "."): value for name, value in values.items()})
    org.conditions[0].contesting = 100.0
    won(org)
    return org


def test_an_excessive_claim_is_contested_and_goes_to_whoever_leads_both() -> None:
    org = in_dispute()
    matter = org.matters[0]
    assert (org.company[0].matters, matter.kind, matter.function) == (1, Matter.DISPUTE, Side.SALES)
    assert (matter.leader, matter.other_leader) == (EXECUTIVE, NOBODY)
    assert matter.excess == pytest.approx(0.375)
    assert (org.ties[0].conflict, org.tally[0].credit_disputes, org.tally[0].credit_thefts) == (1.0, 1.0, 0.0)


def test_a_claim_that_nobody_contests_is_theft_which_the_victim_may_notice() -> None:
    for noticing, violations in ((1.0, 1.0), (0.0, 0.0)):
        org = pair(GREED | {"credit.contesting": 0.0, "credit.noticing": noticing})
        won(org)
        assert (org.tally[0].credit_thefts, org.company[0].matters) == (1.0, 0)
        assert (org.opinions[OF_MARKETING].violations, org.opinions[OF_SALES].violations) == (violations, 0.0)


def test_an_open_dispute_costs_both_parties_their_hours_in_the_coming_week() -> None:
    org = in_dispute(credit__dispute_hours=1.5)
    step(org, "matters_press")
    step(org, "people_set_aside_hours")
    assert list(org.people.friction_hours) == [1.5, 1.5, 0.0]


def test_a_dispute_settled_fairly_is_over_and_heals() -> None:
    org = in_dispute(leadership__strength=1.0, leadership__deciding_hours=2.0)
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 5.0
    step(org, "leaders_lead")
    step(org, "leaders_share_time")
    assert (org.company[0].matters, org.tally[0].decided, org.tally[0].credit_thefts) == (0, 1.0, 0.0)
    assert org.people[EXECUTIVE].leading_left == 3.0
    victim = org.opinions[OF_MARKETING]
    assert (victim.valence, victim.weight, victim.repair, victim.violations) == (1.0, 1.0, 13.0, 0.0)


def test_a_dispute_settled_unfairly_is_a_theft_for_all_to_see() -> None:
    org = in_dispute(leadership__disregard=1.0)
    set_structure(org, decision_rule=DecisionRule.DOMINANT_SIDE, power_balance=1.0)  # the other side decides
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 5.0
    step(org, "leaders_lead")
    assert (org.tally[0].decided, org.tally[0].credit_thefts) == (1.0, 1.0)
    assert org.opinions[OF_MARKETING].violations == 1.0


@pytest.mark.parametrize(
    ("strength", "luck", "stands"), [(0.0, 0.49, 0), (0.0, 0.51, 1), (0.5, 0.74, 0), (0.5, 0.76, 1), (1.0, 0.99, 0)]
)
def test_leaders_without_strength_are_fair_every_other_time_and_those_of_full_strength_always(
    strength: float, luck: float, stands: int
) -> None:
    org = in_dispute(leadership__strength=strength)
    settle(org, 0, luck)
    assert (org.tally[0].credit_thefts, org.tally[0].settled) == (stands, 1 - stands)


@pytest.mark.parametrize(("ceiling", "believed"), [(1.0, 0.5), (0.6, 0.3)])
def test_after_a_deception_the_same_experience_leads_to_less_trust_for_good(ceiling: float, believed: float) -> None:
    org = pair({"trust.hearsay": 0.0, "trust.influence": 0.0})
    org.opinions[OF_MARKETING].ceiling = ceiling
    for _ in range(400):
        live_through(org, OF_MARKETING, 0.5, 1.0)
        step(org, "trust_moves")
    assert org.opinions[OF_MARKETING].cognition == pytest.approx(believed)


def test_a_dispute_for_which_no_leader_has_time_is_given_up_and_the_claim_stands() -> None:
    org = in_dispute(credit__dispute_patience=2.0)
    org.people.leading_left[:] = 0.0
    for week in (1, 2):
        org.clock[0].week = week
        step(org, "matters_press")
        step(org, "leaders_lead")
        assert org.company[0].matters == 1
    org.clock[0].week = 3
    step(org, "matters_press")
    assert (org.company[0].matters, org.tally[0].decided, org.tally[0].credit_thefts) == (0, 0.0, 1.0)
    assert org.opinions[OF_MARKETING].violations == 1.0
