"""Tiny worlds whose outcome a person can work out by hand: which leads reps work, and what marketing makes of them."""

import pytest

from cordiale.simulation.rules.campaigns import volume_stress
from cordiale.simulation.rules.capacity import competence
from cordiale.simulation.rules.follow_up import contact, worth_working
from cordiale.simulation.world.arithmetic import logistic, normal
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.words import Stage
from tests.support.parables import MARKETER, OF_MARKETING, OF_SALES, REP, WILLING, a_lead, trust
from tests.support.worlds import pair, step

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


def test_a_rep_learns_from_what_it_sees_and_not_from_what_marketing_believes() -> None:
    org = pair(WILLING | {"selling.learning": 0.5})
    org.people[REP].expects, org.people[REP].hours_left = 0.2, 40.0
    trust(org, OF_MARKETING, 1.0)
    a_lead(org, fit=0.0, information=1.0, believed=0.9)
    step(org, "reps_work_leads")
    assert org.people[REP].expects == pytest.approx(0.35)  # half way to a fit of one half


@pytest.mark.parametrize(("goals", "stress"), [(0.0, 0.6), (0.5, 0.3), (1.0, 0.0)])
def test_pressure_for_volume_is_less_the_more_the_joint_result_counts(goals: float, stress: float) -> None:
    org = pair({"campaigns.base_pressure": 0.2}, shared_goals=goals)
    org.people[MARKETER].success = 0.5
    assert volume_stress(org, MARKETER) == pytest.approx(stress)


@pytest.mark.parametrize(
    ("success", "balance", "goals", "bar"),
    [(1.0, 0.0, 0.0, 0.4), (0.0, 0.0, 0.0, 0.6), (1.0, 0.5, 0.0, 0.3), (1.0, 0.0, 0.5, 0.3), (0.0, 0.0, 0.5, 0.4)],
)
def test_a_rep_is_swayed_alike_by_its_quota_and_against_it_by_marketing_s_power_and_by_shared_goals(
    success: float, balance: float, goals: float, bar: float
) -> None:
    """Half of the goals shared take half of the pressure, too."""
    org = pair({"selling.own_appeal": 0.4, "selling.sway": 0.2}, power_balance=balance, shared_goals=goals)
    org.people[REP].success = success
    assert worth_working(org, REP) == pytest.approx(bar)


@pytest.mark.parametrize(("information", "competent", "error"), [(0.0, 1.0, 2.0), (0.75, 1.0, 0.5), (0.0, 2.0, 1.0)])
def test_a_rep_errs_like_an_unaided_marketer_about_what_did_not_come_along_and_the_less_the_more_competent(
    information: float, competent: float, error: float
) -> None:
    org = pair(WILLING | {"campaigns.misjudgement": 2.0, "selling.learning": 0.5, "selling.contact_hours": 7.0})
    org.people[REP].skill = competent / competence(org, REP)
    lead = a_lead(org, fit=0.3, information=information)
    org.people[REP].expects, org.people[REP].hours_left = 0.0, 7.0
    contact(org, 0)
    seen = 0.3 + error * normal(fate(org, Decision.QUALIFICATION, lead.identity).a)
    assert org.people[REP].expects == pytest.approx(0.5 * logistic(seen))


def test_customers_get_at_most_half_of_the_week_and_miss_the_rest() -> None:
    org = pair({"customers.service_hours": 2.0})
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
