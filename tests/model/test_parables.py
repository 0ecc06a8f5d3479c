"""Tiny worlds whose outcome a person can work out by hand.

Most have one rep (row 0), one marketer (row 1) and one executive (row 2) who leads both; the two work together on
the only tie (row 0). Opinion 0 is what the rep thinks of the marketer, opinion 1 what the marketer thinks of the rep.
"""

import math
from typing import Any

import pytest

from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.authority import refer
from cordiale.simulation.rules.buyers import speak_of_outcome
from cordiale.simulation.rules.capacity import voice
from cordiale.simulation.rules.customers import potential, renew
from cordiale.simulation.rules.follow_up import agreed
from cordiale.simulation.rules.forces import contest, set_conditions
from cordiale.simulation.rules.leadership import weigh
from cordiale.simulation.rules.leads import open_lead
from cordiale.simulation.rules.matters import open_matter, raise_question
from cordiale.simulation.rules.observation import friction_events, observe
from cordiale.simulation.rules.opinions import live_through, view
from cordiale.simulation.rules.perception import report
from cordiale.simulation.rules.readiness import unmet_concern
from cordiale.simulation.world.arithmetic import logistic, normal
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.theories import (
    AuthorityTheory,
    ConflictTheory,
    ContestsTheory,
    OutcomesTheory,
    VoiceTheory,
)
from cordiale.simulation.world.words import NEVER, NOBODY, NOW, WHITHER, Matter, Response, Side, Stage, Tool
from tests.support.worlds import pair, set_structure, small, step, world

REP, MARKETER, EXECUTIVE = 0, 1, 2
OF_MARKETING, OF_SALES = 0, 1  # the two opinions
WILLING = {  # every lead is worth a contact, every contact becomes an opportunity
    "selling.own_appeal": 0.0, "selling.quota_push": 0.0, "selling.misfit_bar": -5.0, "selling.engagement": 6.0,
    "selling.decay": 0.0,
}  # fmt: skip


def a_lead(org: Organisation, **what: Any) -> Any:
    """A lead of the marketer's that the rep has, with the given record."""
    row = open_lead(org, 1000 + int(org.company[0].leads), 0.0, 0.5)
    lead = org.leads[row]
    lead.marketer, lead.rep, lead.tie, lead.stage = MARKETER, REP, 0, Stage.ASSIGNED
    lead.believed, lead.promise, lead.available, lead.created = 0.5, 0.5, 0.0, 0.0
    lead.marketing_touches, lead.first_touch, lead.last_touch = 1.0, Side.MARKETING, Side.MARKETING
    for name, value in what.items():
        setattr(lead, name, value)
    step(org, "leads_are_handed_over")
    return org.leads[row]


def trust(org: Organisation, opinion: int, value: float) -> None:
    org.opinions[opinion].cognition = org.opinions[opinion].affect = value


# who works which lead


def test_with_time_for_one_lead_a_trusting_rep_takes_the_one_that_promises_more_money() -> None:
    org = pair(WILLING | {"selling.contact_hours": 7.0})
    trust(org, OF_MARKETING, 1.0)
    likely, large = a_lead(org, believed=0.8, value=10.0), a_lead(org, believed=0.5, value=30.0)
    org.people[REP].hours_left = 7.0
    step(org, "reps_work_leads")
    assert (likely.stage, large.stage) == (Stage.ASSIGNED, Stage.OPPORTUNITY)  # 0.8 x 10 < 0.5 x 30
    assert org.people[REP].hours_left == 0.0
    assert org.tally[0].leads_worked == 1.0


def test_with_time_for_one_lead_of_two_alike_a_rep_takes_the_one_marketing_believes_in() -> None:
    org = pair(WILLING | {"selling.contact_hours": 7.0})
    trust(org, OF_MARKETING, 0.5)
    doubtful, likely = a_lead(org, believed=0.5, value=20.0), a_lead(org, believed=0.8, value=20.0)
    org.people[REP].hours_left = 7.0
    step(org, "reps_work_leads")
    assert (doubtful.stage, likely.stage) == (Stage.ASSIGNED, Stage.OPPORTUNITY)


def test_a_rep_without_trust_leaves_a_lead_until_it_ends_as_ignored_and_marketing_notices() -> None:
    org = pair({"selling.own_appeal": 0.4, "selling.patience": 2.0, "trust.ignored_weight": 0.25})
    trust(org, OF_MARKETING, 0.0)
    org.people[REP].expects = 0.1  # of marketing's leads, whatever marketing says of this one
    lead = a_lead(org, believed=1.0, value=1000.0)  # perceived as 0.1: not worth it, however large
    org.clock[0].week, org.people[REP].hours_left = 1, 36.0
    step(org, "reps_work_leads")
    assert lead.stage == Stage.ASSIGNED  # has waited two weeks at this week's end: just bearable
    org.clock[0].week, org.people[REP].hours_left = 2, 36.0
    step(org, "reps_work_leads")
    assert lead.stage == Stage.IGNORED
    assert org.tally[0].leads_ignored == 1.0
    assert (org.opinions[OF_SALES].valence, org.opinions[OF_SALES].weight) == (0.0, 0.25)


@pytest.mark.parametrize(("sales_trusts", "worked"), [(1.0, 1.0), (0.0, 0.0)])
def test_a_rep_weighs_a_lead_by_its_own_trust_in_the_marketer_and_not_by_the_marketer_s_in_it(
    sales_trusts: float, worked: float
) -> None:
    org = pair(WILLING | {"selling.own_appeal": 0.4})
    org.people[REP].expects = 0.1
    trust(org, OF_MARKETING, sales_trusts)
    trust(org, OF_SALES, 1.0 - sales_trusts)
    a_lead(org, believed=0.9)
    org.people[REP].hours_left = 36.0
    step(org, "reps_work_leads")
    assert org.tally[0].leads_worked == worked


def test_a_misfit_costs_the_rep_the_hours_of_a_contact_and_speaks_against_marketing() -> None:
    org = pair(WILLING | {"selling.misfit_bar": 0.5, "selling.contact_hours": 5.0, "selling.prospecting_hours": 100.0})
    trust(org, OF_MARKETING, 1.0)
    lead = a_lead(org, fit=0.0)
    org.people[REP].hours_left = 36.0
    step(org, "reps_work_leads")
    assert lead.stage == Stage.REJECTED
    assert org.people[REP].friction_hours == 5.0
    assert (org.opinions[OF_MARKETING].valence, org.opinions[OF_MARKETING].weight) == (0.0, 1.0)
    assert org.tally[0].misfit_leads == 1.0


def test_a_rep_learns_from_every_contact_what_to_expect_of_marketing_s_leads() -> None:
    org = pair(WILLING | {"selling.learning": 0.5, "selling.contact_hours": 7.0})
    org.people[REP].expects, org.people[REP].hours_left = 0.2, 14.0
    trust(org, OF_MARKETING, 1.0)
    for _ in range(2):
        a_lead(org, fit=0.0, information=1.0)  # a rep who knows all there is to know sees a fit of one half
    step(org, "reps_work_leads")
    assert org.tally[0].leads_worked == 2.0
    assert org.people[REP].expects == pytest.approx(0.425)  # 0.2 to 0.35 to 0.425


def test_customers_get_at_most_their_share_of_the_week_and_miss_the_rest() -> None:
    org = pair({"customers.service_hours": 2.0, "customers.service_limit": 0.5})
    org.people[REP].customers, org.people[REP].hours_left = 10, 20.0
    step(org, "reps_work_leads")
    assert org.people[REP].service == 0.5  # 20 hours are due, 10 are given


def test_an_opportunity_gets_no_attention_from_hours_already_spent() -> None:
    org = pair({"selling.opportunity_hours": 4.0})
    first, second, third = (a_lead(org, stage=Stage.OPPORTUNITY, autonomy=0.0) for _ in range(3))
    org.people[REP].hours_left = 6.0
    step(org, "reps_work_leads")
    assert (first.sales_now, second.sales_now, third.sales_now) == (1.0, 0.5, 0.0)


# campaigns


@pytest.mark.parametrize("precision", [0.0, 0.4, 0.9])
def test_marketing_errs_about_a_lead_by_its_luck_and_the_less_the_more_precise_it_is(precision: float) -> None:
    org = pair({
        "campaigns.precision": precision, "campaigns.precision_from_sales": 0.0, "campaigns.targeting": 2.0,
        "campaigns.fit_mean": 1.0, "campaigns.fit_spread": 0.5, "campaigns.misjudgement": 1.5,
        "campaigns.qualification_bar": 1.0, "campaigns.bar_pressure": 0.0,
    })  # fmt: skip
    org.people[MARKETER].hours_left = 36.0
    step(org, "marketers_run_campaigns")
    passed, created = int(org.company[0].leads), int(org.tally[0].leads_created)
    assert 0 < passed <= created
    assert org.tally[0].leads_unqualified == created - passed
    for lead in org.leads[:passed]:
        luck = fate(org, Decision.LEAD_NATURE, lead.identity)
        fit = 1.0 + 2.0 * precision + 0.5 * normal(luck.a)
        seen = fit + 1.5 * (1.0 - precision) * normal(luck.b)
        assert (lead.fit, lead.believed) == (pytest.approx(fit), pytest.approx(logistic(seen)))
        assert seen >= 1.0


# the hand-off


@pytest.mark.parametrize(
    ("overlap", "contact", "systems", "mean"),
    [
        (0.0, 0.0, 0, 2.0),
        (0.5, 0.0, 0, 2.0 * 0.6),  # half merged roles take 0.5 x 0.8 of the delay
        (0.0, 1.0, 0, 2.0 * 0.5),  # full contact takes half of it
        (0.0, 0.0, 1, 2.0),  # two tools cost information, not time
        (1.0, 1.0, 1, 2.0 * 0.2 * 0.5),
    ],
)
def test_a_hand_off_takes_longer_and_loses_more_the_farther_apart_the_two_are(
    overlap: float, contact: float, systems: int, mean: float
) -> None:
    org = pair({
        "handoff.delay": 2.0, "handoff.delay_overlap": 0.8, "handoff.delay_contact": 0.5,
        "handoff.loss": 0.1, "handoff.loss_systems": 0.2, "handoff.loss_definitions": 0.4,
    })  # fmt: skip
    set_structure(org, role_overlap=overlap)
    org.ties[0].contact, org.ties[0].shared = contact, 0.25
    org.people.system[:2] = (Tool.OWN_SALES, Tool.OWN_MARKETING) if systems else (2, 2)
    lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY, available=3.0)
    luck = fate(org, Decision.HAND_OFF, lead.identity)
    assert (lead.stage, lead.rep, lead.tie) == (Stage.ASSIGNED, REP, 0)
    assert lead.available == pytest.approx(3.0 + mean * -math.log(luck.b))
    lost = 0.1 + 0.2 * systems + 0.4 * 0.75
    assert lead.information == pytest.approx(1.0 - lost * (1.0 - overlap))  # of what is handed over at all


def test_where_merged_roles_are_quite_unclear_a_lead_is_left_to_nobody() -> None:
    org = pair({"handoff.dropping": 1.0}, role_overlap=1.0)
    org.people.clarity[:] = 0.0
    lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert lead.stage == Stage.IGNORED
    assert (org.tally[0].dropped_work, org.tally[0].leads_ignored) == (1.0, 1.0)


def test_a_lead_left_to_nobody_is_one_event_of_friction() -> None:
    org = pair({"handoff.dropping": 1.0}, role_overlap=1.0)
    org.people.clarity[:] = 0.0
    a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert org.tally[0].dropped_work == 1.0
    assert friction_events(org) == 1.0


def test_work_done_twice_costs_both_sides_their_hours_in_the_following_week() -> None:
    org = pair({"handoff.doubling": 1.0, "selling.contact_hours": 6.0, "handoff.dropping": 0.0}, role_overlap=1.0)
    set_structure(org, integration=0.0)
    org.people.clarity[:], org.ties[0].shared = 0.0, 0.0
    lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert (lead.stage, lead.doubled, org.tally[0].doubled_work) == (Stage.ASSIGNED, 1, 1.0)
    step(org, "people_set_aside_hours")
    assert list(org.people.friction_hours) == [3.0, 3.0, 0.0]  # a contact's hours, between the two
    step(org, "people_set_aside_hours")  # and in that week only
    assert list(org.people.friction_hours) == [0.0, 0.0, 0.0]


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


# credit for a win of 100, found by marketing, closed by sales: three touches of sales, one of marketing


def won(org: Organisation, **what: Any) -> Any:
    touches = {"sales_touches": 3.0, "marketing_touches": 1.0, "first_touch": Side.MARKETING, "last_touch": Side.SALES}
    lead = a_lead(org, **({"stage": Stage.WON, "value": 100.0, "decided": 1.0} | touches | what))
    make_room(org)
    step(org, "wins_are_credited")
    return lead


PEACE = {"credit.tolerance": 0.9}


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
    fair = {"credit.self_serving": 0.5, "credit.position_ends": 0.4, "credit.rule_legitimacy": 1.0}
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

GREED = {"credit.self_serving": 0.5, "credit.tolerance": 0.01}


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
    org = in_dispute(leadership__fairness=1.0, leadership__deciding_hours=2.0, trust__repair_weeks=13.0)
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 5.0
    step(org, "leaders_lead")
    step(org, "leaders_share_time")
    assert (org.company[0].matters, org.tally[0].decided, org.tally[0].credit_thefts) == (0, 1.0, 0.0)
    assert org.people[EXECUTIVE].leading_left == 3.0
    victim = org.opinions[OF_MARKETING]
    assert (victim.valence, victim.weight, victim.repair, victim.violations) == (1.0, 1.0, 13.0, 0.0)


def test_a_dispute_settled_unfairly_is_a_theft_for_all_to_see() -> None:
    org = in_dispute(leadership__fairness=0.0, leadership__strength=0.0)
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 5.0
    step(org, "leaders_lead")
    assert (org.tally[0].decided, org.tally[0].credit_thefts) == (1.0, 1.0)
    assert org.opinions[OF_MARKETING].violations == 1.0


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


# questions, leaders, stalemates


def test_a_question_between_two_people_stops_their_joint_work_until_it_is_decided() -> None:
    org = pair(
        {"coordination.questions": 1.0, "buyers.nurture": 0.5, "buyers.content": 0.0, "coordination.rewiring": 1.0}
    )
    lead = a_lead(org, stage=Stage.OPPORTUNITY)
    step(org, "buyers_move")
    assert lead.marketing_now == 0.5
    step(org, "questions_arise")
    assert (org.matters[0].kind, org.ties[0].blocked) == (Matter.QUESTION, 1.0)
    before = float(org.ties[0].shared)
    step(org, "ties_follow_structure")
    step(org, "buyers_move")
    assert org.ties[0].shared < before  # nothing is learnt, some is forgotten
    assert lead.marketing_now == 0.0
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 30.0
    step(org, "leaders_lead")
    step(org, "leaders_share_time")
    step(org, "buyers_move")
    assert (org.ties[0].blocked, org.company[0].matters, lead.marketing_now) == (0.0, 0, 0.5)


@pytest.mark.parametrize(("distance", "adopted"), [(0.0, 0.0), (1.0, 1.0)])
def test_two_different_views_judge_an_idea_more_clearly_than_two_alike(distance: float, adopted: float) -> None:
    """A good idea, and an error of judgement against it that only two different views see through."""
    org = pair({"leadership.review": 2.0, "leadership.devils_advocate": 1.0})
    row = open_matter(org, Matter.IDEA, 7, Side.SALES)
    org.matters[row].excess, org.matters[row].distance = 1.0, distance
    weigh(org, row, 0.5, logistic(-1.5), False)  # a quantile of about -0.9: with two views alike, 1 - 2 x 0.9 < 0
    assert org.tally[0].ideas_adopted == adopted


def two_heads(
    rule: str, consent: float, kind: int = Matter.QUESTION, power_balance: float = 0.0, **values: float
) -> Organisation:
    """Three reps and three marketers under a head each, one matter between a rep and a marketer, raised by sales."""
    row = {
        "integration": 1.0, "role_overlap": 0.0, "power_balance": power_balance, "shared_goals": 0.0,
        "joint_planning": 0.0, "attribution": "linear", "decision_rule": rule,
    }  # fmt: skip
    certain = {"leadership.consent": consent, "leadership.deciding_hours": 1.0}
    never = {"leadership.consent_trust": 0.0, "leadership.consent_rule": 0.0, "leadership.balancing": 0.0}
    own = {name.replace("__", "."): value for name, value in values.items()}
    scenario = small(certain | never | own | {"paradigms": {"own": row}}, reps=3, marketers=3, executives=1)
    org = world(scenario, "own")
    raise_question(org, 0, Side.SALES)
    if kind != Matter.QUESTION:
        org.matters[0].kind, org.matters[0].other_leader = kind, NOBODY
        refer(org, 0, int(org.ties[0].leaders), NOBODY)
    return org


def lived_through(org: Organisation) -> list[tuple[float, float]]:
    """What the leaders of sales and of marketing lived through with each other: how good, how much."""
    pair_of_leaders = int(org.matters[0].leaders)
    minds = (org.opinions[view(pair_of_leaders, side)] for side in (Side.SALES, Side.MARKETING))
    return [(float(mind.valence), float(mind.weight)) for mind in minds]


def decide(org: Organisation) -> list[float]:
    """Leaders lead for a week; the hours that the two heads gave."""
    heads = [int(org.company[0].sales_head), int(org.company[0].marketing_head)]
    step(org, "matters_press")
    for head in heads:
        org.people[head].hours_left = org.people[head].leading_left = 10.0
    step(org, "leaders_lead")
    return [10.0 - float(org.people[head].leading_left) for head in heads]


TOGETHER = [("joint-consent", Matter.QUESTION), ("each-alone", Matter.DISPUTE)]  # nobody has power over a dispute


@pytest.mark.parametrize(("rule", "kind"), TOGETHER)
def test_two_leaders_who_do_not_agree_lose_their_hours_the_matter_stays_and_trust_suffers(rule: str, kind: int) -> None:
    org = two_heads(rule, consent=0.0, kind=kind)
    assert decide(org) == [1.0, 1.0]
    assert (org.tally[0].stalemates, org.tally[0].decided, org.matters[0].closed) == (1.0, 0.0, 0)
    assert org.ties.blocked.sum() == 1.0
    assert lived_through(org) == [(0.0, 1.0), (0.0, 1.0)]


@pytest.mark.parametrize(("rule", "kind"), TOGETHER)
def test_two_leaders_who_agree_decide_together_and_think_the_better_of_each_other(rule: str, kind: int) -> None:
    org = two_heads(rule, consent=1.0, kind=kind)
    assert decide(org) == [1.0, 1.0]
    assert (org.tally[0].stalemates, org.tally[0].decided) == (0.0, 1.0)
    assert lived_through(org) == [(1.0, 1.0), (1.0, 1.0)]


@pytest.mark.parametrize("consent", [0.0, 1.0])
def test_leaders_who_decide_each_alone_answer_at_once_and_contradict_each_other_where_they_do_not_agree(
    consent: float,
) -> None:
    org = two_heads("each-alone", consent=consent)
    known = float(org.ties[0].shared)
    assert decide(org) == [1.0, 0.0]  # sales asked, and its head answers for sales alone
    assert (org.tally[0].stalemates, org.tally[0].decided, org.ties[0].blocked) == (0.0, 1.0, 0.0)
    assert (org.ties[0].conflict, org.tally[0].settled) == (1.0 - consent, consent)
    assert lived_through(org) == [(consent, 1.0), (consent, 1.0)]
    assert org.ties[0].shared == known


@pytest.mark.parametrize(
    ("conflict", "taught", "grudge"), [(ConflictTheory.FUNCTIONAL, 0.25, 0.0), (ConflictTheory.DYSFUNCTIONAL, 0.0, 1.0)]
)
def test_a_question_that_both_leaders_settle_teaches_the_two_or_by_the_rival_theory_leaves_a_grudge(
    conflict: int, taught: float, grudge: float
) -> None:
    org = two_heads("joint-consent", consent=1.0, leadership__functional=0.25)
    org.theory[0].conflict, org.ties[0].shared = conflict, 0.2
    decide(org)
    assert org.ties[0].shared == pytest.approx(0.2 + taught * 0.8)
    assert org.ties[0].conflict == grudge


def test_a_leader_over_whose_head_a_question_was_answered_thinks_the_worse_of_the_other() -> None:
    org = two_heads("dominant-side", 1.0, power_balance=1.0, leadership__disregard=1.0)
    assert decide(org) == [0.0, 1.0]
    assert lived_through(org) == [(0.0, 1.0), (0.0, 0.0)]


def test_one_head_decides_for_both_whether_they_would_agree_or_not() -> None:
    org = two_heads("one-head", consent=0.0)
    assert sorted(decide(org)) == [0.0, 1.0]
    assert org.tally[0].decided == 1.0


@pytest.mark.parametrize(("balance", "hours"), [(0.7, [0.0, 1.0]), (-0.7, [1.0, 0.0])])
def test_where_one_side_dominates_its_leader_decides_alone(balance: float, hours: list[float]) -> None:
    org = two_heads("dominant-side", consent=0.0, power_balance=balance)
    assert decide(org) == hours
    assert org.tally[0].decided == 1.0


@pytest.mark.parametrize(("asking", "settled"), [(Side.SALES, 0.0), (Side.MARKETING, 1.0)])
def test_a_question_of_the_led_side_is_answered_over_its_head_and_counts_as_unsettled(
    asking: int, settled: float
) -> None:
    values = {"leadership.disregard": 1.0, "leadership.strength": 1.0}
    org = pair(values, decision_rule="dominant-side", power_balance=1.0)
    raise_question(org, 0, asking)
    step(org, "people_set_aside_hours")
    step(org, "matters_press")
    step(org, "leaders_lead")
    assert org.ties[0].blocked == 0.0, "joint work goes on either way"
    assert org.tally[0].decided == 1.0
    assert org.tally[0].settled == settled


SALES_ASKS, MARKETING_ASKS = {int(Side.SALES)}, {int(Side.MARKETING)}


@pytest.mark.parametrize(
    ("authority", "silence", "asking"),
    [
        (AuthorityTheory.INDIFFERENCE, 0.0, MARKETING_ASKS),
        (AuthorityTheory.INDIFFERENCE, 1.0, set()),
        (AuthorityTheory.REFERRAL, 0.0, SALES_ASKS | MARKETING_ASKS),
        (AuthorityTheory.REFERRAL, 1.0, SALES_ASKS),
    ],
)
def test_the_side_that_decides_asks_nobody_unless_all_refer_what_arises_and_a_silenced_one_does_not_dare(
    authority: int, silence: float, asking: set[int]
) -> None:
    """Sales decides alone."""
    values = {"coordination.questions": 1.0, "people.silence": silence}
    org = pair(values, decision_rule="dominant-side", power_balance=-1.0)
    org.theory[0].authority = authority
    for _ in range(40):
        make_room(org)
        org.clock[0].week += 1
        step(org, "questions_arise")
    assert set(org.matters[: int(org.company[0].matters)].function.tolist()) == asking


def test_a_side_that_decides_sets_a_claim_on_its_win_right_without_a_dispute() -> None:
    for balance, disputes in ((0.0, 1.0), (-1.0, 0.0)):  # the rep's part is claimed, and sales decides
        values = GREED | {"credit.contesting": 1.0, "credit.noticing": 1.0}
        org = pair(values, decision_rule="dominant-side", power_balance=balance)
        org.conditions[0].contesting = 100.0
        won(org)
        assert (org.tally[0].credit_disputes, org.tally[0].credit_thefts) == (disputes, 0.0)


@pytest.mark.parametrize(
    ("theory", "strength", "of_sales", "of_marketing"),
    [(VoiceTheory.POWER, 0.0, 0.6, 1.0), (VoiceTheory.POWER, 1.0, 0.6, 1.0),
     (VoiceTheory.SAFETY, 0.0, 0.2, 0.2), (VoiceTheory.SAFETY, 1.0, 1.0, 1.0)],
)  # fmt: skip
def test_the_led_side_falls_silent_or_by_the_rival_theory_both_do_whose_leaders_make_it_unsafe(
    theory: int, strength: float, of_sales: float, of_marketing: float
) -> None:
    org = pair({"people.silence": 0.8, "leadership.strength": strength}, power_balance=0.5)
    org.theory[0].voice = theory
    assert [voice(org, Side.SALES), voice(org, Side.MARKETING)] == pytest.approx([of_sales, of_marketing])


@pytest.mark.parametrize(("rule", "holds"), [("joint-consent", 0.6), ("each-alone", 0.0), ("one-head", 0.0)])
def test_a_service_agreement_by_consent_holds_as_far_as_leaders_settle_and_a_programme_makes_it_whole(
    rule: str, holds: float
) -> None:
    org = pair({}, decision_rule=rule)
    org.company[0].settled_share = 0.6
    assert agreed(org) == holds
    org.company[0].programme_left = 3.0
    assert agreed(org) == 1.0


def ideas(values: dict[str, float], **structure: Any) -> list[int]:
    """Which sides voice an idea in a week in which everybody has one."""
    org = pair(values | {"people.ideas": 1.0}, **structure)
    org.people.morale[:] = 1.0
    org.company[0].sales_view, org.company[0].marketing_view = 0.4, 0.6
    step(org, "people_propose_ideas")
    return sorted(org.matters[: int(org.company[0].matters)].function.tolist())


def test_a_fully_led_side_that_keeps_everything_to_itself_has_no_ideas_to_offer() -> None:
    values = {"people.silence": 1.0, "people.joint_ideas": 0.0}
    assert ideas(values, decision_rule="dominant-side", power_balance=1.0) == [Side.MARKETING]


def test_an_idea_of_both_functions_needs_the_voice_of_both_and_two_views() -> None:
    joint = {"people.joint_ideas": 1.0, "people.silence": 1.0}
    assert ideas(joint) == [Side.SALES, Side.MARKETING]
    assert ideas(joint, decision_rule="dominant-side", power_balance=1.0) == []  # the stronger side lacks the other
    org = pair(joint | {"people.ideas": 1.0, "people.orientation_gap": 0.4})
    org.people.morale[:] = 1.0
    org.company[0].sales_view = org.company[0].marketing_view = 0.5
    step(org, "people_propose_ideas")
    assert org.company[0].matters == 0, "two who see everything alike have no idea that needs both"


def test_nothing_comes_of_an_idea_that_needs_both_and_that_the_other_leader_does_not_go_along_with() -> None:
    for consent in (0.0, 1.0):
        org = two_heads("each-alone", consent=consent, kind=Matter.IDEA, leadership__review=0.05)
        org.matters[0].excess = 5.0  # a good idea beyond doubt
        decide(org)
        assert (org.tally[0].decided, org.tally[0].ideas_adopted) == (1.0, consent)


# promises and renewals


def customer_of(org: Organisation, **lead: Any) -> Any:
    won(org, **lead)
    return org.customers[org.company[0].customers - 1]


KEPT = {"customers.promise_tolerance": 0.1}


def surface(org: Organisation) -> None:
    """A quarter on, customers look back on it; on the first they know whether the promise held."""
    org.clock[0].week += 13
    step(org, "customers_live_on")


def test_a_promise_that_marketing_knew_to_be_too_much_is_broken_blamed_on_it_and_a_deception_if_noticed() -> None:
    for noticing in (0.0, 1.0):
        org = pair(
            PEACE | KEPT | {"trust.broken_weight": 2.0, "credit.noticing": noticing, "selling.closing_promise": 0.0}
        )
        customer = customer_of(org, fit=0.0, believed=0.5, promise=0.9)  # delivered 0.5
        surface(org)
        assert (customer.disappointed, org.tally[0].broken_promises) == (1, 1.0)
        blamed = org.opinions[OF_MARKETING]
        assert (blamed.valence, blamed.weight, blamed.violations) == (0.0, 2.0, noticing)
        assert org.opinions[OF_SALES].weight == 0.0


def test_a_promise_that_holds_costs_nothing_and_nobody() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.0})
    customer = customer_of(org, fit=0.0, believed=0.5, promise=0.55)
    surface(org)
    assert (customer.disappointed, org.tally[0].broken_promises) == (0, 0.0)
    assert (org.opinions[OF_SALES].weight, org.opinions[OF_MARKETING].weight) == (0.0, 0.0)


def test_a_promise_is_tested_at_the_first_look_back_and_never_again() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.0})
    customer_of(org, fit=0.0, believed=0.5, promise=0.9)
    broken = []
    for week in range(1, 40):
        org.clock[0].week = week
        step(org, "customers_live_on")
        broken.append(float(org.tally[0].broken_promises))
    assert broken == [0.0] * 12 + [1.0] * 27


def test_what_the_rep_added_to_win_is_blamed_on_the_rep() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.4, "trust.broken_weight": 2.0})
    org.people[REP].success, org.people[REP].orientation = 0.0, 0.0
    customer = customer_of(org, fit=0.0, believed=0.5, promise=0.5)
    assert customer.expectation == pytest.approx(0.9)
    surface(org)
    assert customer.disappointed == 1
    assert (org.opinions[OF_SALES].weight, org.opinions[OF_MARKETING].weight) == (2.0, 0.0)


CERTAIN = {  # renewed, and grown by a tenth of the way to twice its value
    "customers.renewal": 8.0, "customers.expansion": 0.1, "customers.expansion_satisfaction": 0.0,
    "customers.room": 1.0, "customers.room_elasticity": 0.0, "customers.recurring_share": 1.0,
}  # fmt: skip


def test_a_satisfied_customer_renews_grows_and_pays_credit_the_way_its_win_did() -> None:
    org = pair(PEACE | CERTAIN, attribution="linear")
    customer = customer_of(org, fit=0.0)
    customer.satisfaction, customer.renewal_week = 1.0, 13
    org.people.credit[:] = 0.0
    surface(org)
    assert (customer.value, customer.renewal_week) == (pytest.approx(110.0), 65)
    assert list(org.people.credit) == pytest.approx([82.5, 27.5, 0.0])
    tally = org.tally[0]
    assert (tally.renewal_due, tally.renewal_kept) == (100.0, 100.0)
    assert (tally.renewal_grown, tally.revenue_recurring) == (pytest.approx(110.0), pytest.approx(110.0))


def test_an_unsatisfied_customer_leaves_the_books_and_counts_as_lost() -> None:
    org = pair(
        PEACE
        | {"customers.recurring_share": 1.0, "customers.renewal": -4.0, "customers.renewal_satisfaction": 20.0}
        | {"customers.satisfaction_speed": 0.01}
    )
    customer = customer_of(org, fit=0.0)
    customer.satisfaction, customer.renewal_week = 0.0, 13
    surface(org)
    assert (org.company[0].customers, org.people[REP].customers) == (0, 0)
    assert (org.tally[0].churned_customers, org.tally[0].renewal_due, org.tally[0].renewal_kept) == (1.0, 100.0, 0.0)


def test_gross_retention_counts_whoever_left_and_leaves_out_growth() -> None:
    org = pair(PEACE | CERTAIN)
    stays, goes = (customer_of(org, fit=0.0, value=value) for value in (30.0, 70.0))
    stays.satisfaction, stays.renewal_week = 1.0, 13
    surface(org)
    org.exchange(parameters=org.parameters.copy())
    org.parameters.customers_renewal[:] = -30.0
    goes.renewal_week = 26
    surface(org)
    observe(org)
    assert org.tally[0].churned_customers == 1.0
    assert org.quarters[0].gross_retention == pytest.approx(0.3)
    assert org.quarters[0].net_retention == pytest.approx(0.33)


def test_a_one_off_contract_ends_without_anybody_being_lost() -> None:
    org = pair(PEACE | {"customers.recurring_share": 0.0})
    customer_of(org, fit=0.0).renewal_week = 13
    surface(org)
    assert (org.company[0].customers, org.tally[0].churned_customers, org.tally[0].renewal_due) == (0, 0.0, 0.0)


def test_a_large_contract_has_more_room_to_grow_than_a_small_one() -> None:
    org = pair({"customers.room": 0.5, "customers.room_elasticity": 0.5})
    assert potential(org, 1.0) == pytest.approx(1.5)
    assert potential(org, 100.0) == pytest.approx(100.0 * (1.0 + 0.5 * 10.0))


@pytest.mark.parametrize(("satisfaction", "renewed_at"), [(0.8, 130.0), (0.6, 110.0), (0.2, 70.0)])
def test_a_content_customer_grows_toward_its_potential_and_one_that_is_not_shrinks(
    satisfaction: float, renewed_at: float
) -> None:
    """With 1 a satisfaction more or less: 0.1 + 0.2 and 0.1 of the way to 200, or 0.1 - 0.4 of the value."""
    org = pair(PEACE | CERTAIN | {"customers.satisfaction": 0.6, "customers.expansion_satisfaction": 1.0})
    customer = customer_of(org, fit=0.0)
    customer.satisfaction = satisfaction
    assert renew(org, 0)
    assert customer.value == pytest.approx(renewed_at)
    assert org.tally[0].renewal_kept == pytest.approx(min(100.0, renewed_at))


# people


def test_a_newcomer_keeps_part_of_the_contacts_hears_from_the_team_what_to_think_and_shares_nothing_yet() -> None:
    sure = {"people.leaving_sales": 3.0, "people.leaving_morale": 10.0, "people.hiring": 6.0,
            "people.handover": 0.4}  # fmt: skip
    org = pair(sure)
    org.people[REP].morale = 0.0  # a hazard of 8.6 a week
    org.opinions.cognition[:], org.opinions.affect[:], org.opinions.ceiling[:] = 0.9, 0.9, 0.95
    org.teams[org.people[REP].team].cognition, org.teams[org.people[REP].team].affect = 0.3, 0.2
    leaver = int(org.people[REP].identity)
    step(org, "people_live")
    newcomer, mind = org.people[REP], org.opinions[OF_MARKETING]
    assert org.tally[0].leavers == 1.0
    assert newcomer.identity == leaver + 1
    assert (newcomer.vacant, newcomer.experience) == (6.0, 0.0)
    assert (mind.cognition, mind.affect, mind.ceiling) == (0.3, 0.2, 1.0)
    assert (org.ties[0].shared, org.ties[0].contact) == (0.0, 0.4)  # of a full contact


def test_people_who_work_closely_come_to_see_things_alike_and_merged_roles_draw_views_wholly_together() -> None:
    values = {"people.orientation_gap": 0.4, "people.orientation_contact": 0.5, "people.orientation_speed": 0.5}
    for overlap, due in ((0.0, 0.4), (1.0, 0.5)):  # full contact: half-way from 0.3 to the middle, or all the way
        org = pair(values, role_overlap=overlap)
        assert org.people[REP].orientation == pytest.approx(due), "the founding is settled"
        org.people[REP].orientation = org.people[REP].nature
        step(org, "people_live")
        assert org.people[REP].orientation == pytest.approx(0.5 * (0.3 + due))


def test_an_empty_seat_has_no_hours_until_it_is_filled() -> None:
    org = pair()
    org.people[REP].vacant = 2.0
    hours = []
    for _ in range(3):
        step(org, "people_set_aside_hours")
        hours.append(float(org.people[REP].hours_left) > 0.0)
        step(org, "people_live")
    assert hours == [False, False, True]


# executives


@pytest.mark.parametrize(
    ("threshold", "last_revenue", "ordered"),
    [(1.0, 0.0, True), (0.0, 0.0, False), (0.0, 1000.0, True)],
    ids=["a view under the threshold", "a comfortable view", "a visible collapse"],
)
def test_executives_order_a_programme_only_when_their_own_view_or_a_collapse_alarms_them(
    threshold: float, last_revenue: float, ordered: bool
) -> None:
    programme = {"perception.programme": 2.0, "perception.programme_hours": 3.0, "trust.repair_weeks": 13.0}
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


def test_alarmed_executives_who_may_reorganise_begin_to_and_order_no_programme() -> None:
    org = pair({"perception.threshold": 1.0}, attribution="linear", integration=0.2)
    org.company[0].response, org.structure[WHITHER].integration = Response.REORGANISE, 0.8
    org.clock[0].week = 13
    step(org, "quarter_closes")
    assert (org.company[0].switch_week, org.company[0].programme_left) == (14, 0.0)
    step(org, "forces_move")
    step(org, "structure_moves")
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


# knowledge


def test_knowledge_spreads_along_the_contacts_of_this_week_and_not_of_the_last() -> None:
    org = pair({"coordination.rewiring": 1.0, "coordination.forgetting": 0.01, "coordination.sharing": 0.2})
    org.ties[0].contact, org.ties[0].shared = 0.0, 0.0  # strangers until now, and contacts from this week on
    step(org, "ties_follow_structure")
    assert org.ties[0].contact > 0.0
    assert org.ties[0].shared > 0.0


def test_meetings_that_the_week_has_no_room_for_do_not_happen() -> None:
    """A full contact asks 4 hours of a week of 40 that has room for 2: it can be half as strong."""
    org = pair({"coordination.rewiring": 1.0, "coordination.meeting_hours": 4.0, "coordination.meeting_room": 0.05,
                "people.weekly_hours": 40.0})  # fmt: skip
    for _ in range(2):  # what fits is known a week later
        step(org, "ties_follow_structure")
    assert org.ties[0].contact == pytest.approx(0.5)
    assert org.people.meeting_hours.tolist() == pytest.approx([2.0, 2.0, 0.0])
    assert org.people.meetings_asked.tolist() == pytest.approx([4.0, 4.0, 0.0])


# changing structure


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_switch_begins_in_the_first_week_of_its_quarter(quarter: int) -> None:
    org = world(small(), "assimilated", quarters=4, switch_quarter=quarter)
    while org.company[0].transition_left == 0.0:
        step(org, "forces_move")
        step(org, "structure_moves")
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
    assert (org.company[0].drifted, org.people[REP].clarity) == (0.0, pytest.approx(1.0 - 0.152))


def test_buyers_who_do_without_reps_shift_power_to_marketing_in_a_company_that_has_not_chosen() -> None:
    org = pair({"power.drift": 0.1}, power_balance=-0.5, follows_forces=True)
    org.conditions[0].technology, org.conditions[0].buyers = 0.0, 1.0
    step(org, "structure_moves")
    assert org.structure[NOW].power_balance == pytest.approx(-0.5 + 0.1 * 1.5)


def test_a_reorganisation_is_announced_with_the_largest_change_and_half_the_clarity_lost() -> None:
    values = {"power.transition": 10.0, "power.upheaval": 1.0, "leadership.strength": 0.0, "power.resistance": 0.0}
    org = pair(values | {"power.haste": 0.0}, integration=0.2, attribution="linear")
    org.structure[WHITHER] = org.structure[NOW]
    org.structure[WHITHER].integration = 0.7
    org.company[0].alignment, org.company[0].switch_week, org.clock[0].week = 0.5, 1, 1
    org.people.clarity[:] = 1.0
    step(org, "structure_moves")
    assert (org.company[0].upheaval, org.company[0].transition_length) == (pytest.approx(0.5), pytest.approx(10.0))
    assert org.company[0].transition_left == pytest.approx(9.0)
    assert org.people[REP].clarity == pytest.approx(0.5)
    assert org.structure[NOW].integration == pytest.approx(0.25)


@pytest.mark.parametrize(("weeks", "lost"), [(10.0, 0.4), (40.0, 0.25)])
def test_a_hasty_reorganisation_is_the_harder(weeks: float, lost: float) -> None:
    """A change of 0.2 costs 0.2 and, at a haste of 10 weeks, as much again in 10, a quarter more in 40."""
    values = {"power.transition": weeks, "power.upheaval": 1.0, "leadership.strength": 0.0, "power.haste": 10.0}
    org = pair(values, integration=0.2)
    org.structure[WHITHER] = org.structure[NOW]
    org.structure[WHITHER].integration = 0.4
    org.company[0].switch_week, org.clock[0].week = 1, 1
    org.people.clarity[:] = 1.0
    step(org, "structure_moves")
    assert org.people[REP].clarity == pytest.approx(1.0 - lost)


def test_roles_made_anew_for_autonomous_buyers_lose_nothing_more_in_hand_offs_at_the_price_of_some_clarity() -> None:
    org = pair({"power.rule_change": 0.5, "power.upheaval": 0.8, "power.upheaval_hours": 4.0, "buyers.autonomy": 0.3,
                "leadership.strength": 1.0, "leadership.steadying": 0.5, "buyers.handoff_loss": 0.5,
                "buyers.autonomy_force": 0.4}, integration=0.0)  # fmt: skip
    org.exchange(weather=org.weather.copy())
    org.weather.buyers[:] = 1.0
    org.people.clarity[:] = 1.0
    set_conditions(org)
    assert org.conditions[0].handoff_loss == pytest.approx(0.5 * 0.4)  # what buyers do more than roles were made for
    org.company[0].recalibrate_week = org.clock[0].week = 1
    step(org, "structure_moves")
    set_conditions(org)
    assert org.company[0].roles_for == pytest.approx(0.7)
    assert org.conditions[0].handoff_loss == 0.0
    assert org.people.clarity.tolist() == pytest.approx([1.0 - 0.8 * 0.5 * 0.5] * 3)
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
