"""Whom a rule means in a company of two reps and one marketer, where no mean, row or side can stand for another."""

import math
from typing import Any

import pytest

from cordiale.simulation.rules.alignment import practitioners_alignment
from cordiale.simulation.rules.buyers import exclude, hear, nurture, speak_of_outcome
from cordiale.simulation.rules.credit import book, settle_claims
from cordiale.simulation.rules.customers import deserved, face_promise, leave, renew, welcome
from cordiale.simulation.rules.follow_up import contact, ignore, perceived_fit, reject
from cordiale.simulation.rules.handoff import confusion, delay, double, doubling, loss, tools_differ
from cordiale.simulation.rules.hours import engage_customers
from cordiale.simulation.rules.leadership import leaders_share_time
from cordiale.simulation.rules.matters import at_odds, give_up, matters_press, raise_dispute, raise_question
from cordiale.simulation.rules.means import begin_means, count_pair, end_means, mean_view
from cordiale.simulation.rules.observation import observe_people
from cordiale.simulation.rules.pay import pay, share_pool
from cordiale.simulation.rules.people import replace
from cordiale.simulation.rules.perception import contact_across
from cordiale.simulation.rules.readiness import story_gap, unmet_concern
from cordiale.simulation.rules.reorganisation import buy_in
from cordiale.simulation.rules.signs import joint_result, meetings_held, pipeline_over_plan
from cordiale.simulation.rules.survey import lack_share
from cordiale.simulation.rules.verdicts import weigh
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import NOBODY, Attribution, Matter, Side, Tool
from tests.model.worked.test_worked_company import BLEAK, SEEN
from tests.model.worked.test_worked_deals import CONCERN, SERVED, TESTED, UP
from tests.model.worked.test_worked_leaders import IDEA, OLD, PRESSED
from tests.model.worked.test_worked_luck import LEFT, SURVEYED, WON
from tests.model.worked.test_worked_luck import SEEN as MET
from tests.support.worked import Worked, company, in_plain, uneven, worked

SALES, MARKETING = Side.SALES, Side.MARKETING
# A lead, a customer, a matter of the second rep.
OTHERS = {"lead.rep": 1, "lead.tie": 1, "customer.rep": 1, "customer.tie": 1, "matter.rep": 1, "matter.tie": 1}
SPOKEN = {
    "of_marketing.weight": 0.0,
    "of_sales.weight": 0.0,
    "of_marketing.violations": 0.0,
    "of_sales.violations": 0.0,
}


@worked(
    uneven("a win speaks to the two of its own tie", speak_of_outcome, (0, True), OTHERS | {"lead.marketing_touches": 3.0}, SPOKEN | {"other_of_marketing.weight": 1.0, "other_of_sales.weight": 3.0}),
    uneven("a lead counts by what its own rep thinks of marketing", perceived_fit, (0,), OTHERS | {"of_marketing.is": (0.0, 0.0), "of_sales.is": (0.0, 0.0), "other_of_marketing.is": (0.75, 0.75), "other_of_sales.is": (0.0, 0.0), "lead.believed": 0.8, "rep.expects": 0.0, "other_rep.expects": 0.4}, 0.7),
    uneven("a rejected lead speaks to the two of its own tie", reject, (0, 0.3), OTHERS | {"trust.ignored_weight": 0.25}, SPOKEN | {"other_of_marketing.weight": 1.0, "other_of_sales.weight": 0.25}),
    uneven("an ignored lead speaks to its own marketer of its own rep", ignore, (0,), OTHERS | {"trust.ignored_weight": 0.25}, SPOKEN | {"other_of_marketing.weight": 0.0, "other_of_sales.weight": 0.25}),
    uneven("a contact takes its own rep's hours and teaches that rep", contact, (0,), OTHERS | MET | {"selling.learning": 0.5, "lead.fit": 0.0, "other_rep.hours_left": 10.0, "other_rep.expects": 0.1, "rep.expects": 0.1, "luck.QUALIFICATION": (0.5, 0.3, 0.5, 0.5)}, SPOKEN | {"rep.hours_left": 10.0, "other_rep.hours_left": 4.0, "other_rep.expects": 0.3, "rep.expects": 0.1, "other_of_marketing.weight": 1.0, "other_of_sales.weight": 0.25}),
    uneven("a promise that marketing made is held against it by the customer's own rep", face_promise, (0,), OTHERS | TESTED | {"customer.expectation": 0.9, "customer.overstated": 0.2}, SPOKEN | {"other_of_marketing.weight": 1.0, "other_of_marketing.violations": 1.0, "other_of_sales.weight": 0.0}),
    uneven("a promise that a rep made is held against that rep", face_promise, (0,), OTHERS | TESTED | {"customer.expectation": 0.9, "customer.added": 0.3}, SPOKEN | {"other_of_marketing.weight": 0.0, "other_of_sales.weight": 1.0}),
    uneven("a dispute given up deceives whom it was about", give_up, (0,), OTHERS | OLD | {"matter.kind": Matter.DISPUTE}, SPOKEN | {"other_of_marketing.violations": 1.0, "other_of_sales.violations": 0.0}),
    uneven("a theft is noticed by the rep of the win", settle_claims, (0,), OTHERS | WON | {"luck.CREDIT": (0.7, 0.3, 0.9, 0.9), "other_of_marketing.is": (0.3, 0.3), "credit.contesting": 0.0}, SPOKEN | {"other_of_marketing.violations": 1.0}),
    uneven("a claim cools the two of its win, whoever a customer is of", settle_claims, (0,), OTHERS | WON | {"customer.tie": 0, "luck.CREDIT": (0.45, 0.0, 0.9, 0.9), "other_of_marketing.is": (0.3, 0.3)}, {"other_tie.conflict": 1.0, "tie.conflict": 0.0}),
    uneven("a claim is contested by the distrust of its own victim", settle_claims, (0,), OTHERS | WON | {"luck.CREDIT": (0.45, 0.0, 0.9, 0.9), "of_marketing.is": (1.0, 1.0), "of_sales.is": (1.0, 1.0), "other_of_marketing.is": (0.3, 0.3)}, {"tally.credit_disputes": 1.0, "other_tie.conflict": 1.0, "tie.conflict": 0.0, "matter.rep": 1, "matter.tie": 1, "matter.marketer": 2}),
)  # fmt: skip
def test_an_experience_is_of_whom_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    uneven("touches of support cost the marketer of the deal's own tie by its own contact", nurture, (1,), {"buyers.nurture": 0.4, "tie.contact": 0.0, "other_tie.contact": 0.5, "buyers.nurture_hours": 2.0, "now.power_balance": 0.0}, {"marketer.joint_hours": 0.4, "other_rep.joint_hours": 0.0, "rep.joint_hours": 0.0}),
    uneven("a deal is nurtured along its own tie", hear, (0,), OTHERS | {"buyers.nurture": 0.4, "buyers.content": 0.0, "tie.contact": 0.0, "other_tie.contact": 0.5, "now.power_balance": 0.0}, {"lead.marketing_now": 0.2}),
    uneven("who is bypassed is the rep of the deal", exclude, (0, 0.5), OTHERS | {"people.exclusion_blow": 0.1, "rep.morale": 0.5, "other_rep.morale": 0.5}, {"rep.morale": 0.5, "other_rep.morale": 0.4, "other_tie.conflict": 1.0, "tie.conflict": 0.0}),
    uneven("stories differ by what the two of the deal share", story_gap, (0, 0.5), OTHERS | {"tie.shared": 0.0, "other_tie.shared": 0.6, "lead.information": 1.0}, 0.2),
    uneven("a concern meets the view of the deal's own rep", unmet_concern, (0,), OTHERS | CONCERN | {"rep.orientation": 0.9, "other_rep.orientation": 0.3}, 0.6),
    uneven("a concern meets the nearer view of the deal's marketer", unmet_concern, (0,), OTHERS | CONCERN | {"lead.joint": 4.0, "other_rep.orientation": 0.3, "rep.orientation": 0.9, "marketer.orientation": 0.8}, 0.1),
    uneven("a hand-off is late by the contact of its own tie", delay, (1,), {"tie.contact": 1.0, "other_tie.contact": 0.5, "handoff.delay": 2.0, "now.role_overlap": 0.0}, 1.0),
    uneven("a hand-off loses what its own two do not share", loss, (1,), {"tie.shared": 1.0, "other_tie.shared": 0.5, "handoff.loss": 0.2, "now.role_overlap": 0.0, "conditions.as_of_old": 0.0, "rep.system": Tool.OWN_SALES, "other_rep.system": Tool.COMMON, "marketer.system": Tool.COMMON}, 0.1),
    uneven("tools differ where the rep of the tie works in its own", tools_differ, (1,), {"rep.system": Tool.COMMON, "other_rep.system": Tool.OWN_SALES, "marketer.system": Tool.COMMON}, 1.0),
    uneven("merged roles leave open what is not clear to the two of the tie", confusion, (1,), {"now.role_overlap": 0.5, "rep.clarity": 1.0, "other_rep.clarity": 0.4, "marketer.clarity": 0.8}, 0.2),
    uneven("strangers are the two of the tie", doubling, (1, 0.0), {"tie.shared": 1.0, "other_tie.shared": 0.5, "handoff.muddle": 0.4, "now.integration": 0.0}, 0.05),
    uneven("work done twice costs the two of the lead", double, (0,), OTHERS | {"selling.contact_hours": 6.0}, {"rep.owed_hours": 0.0, "other_rep.owed_hours": 3.0, "marketer.owed_hours": 3.0}),
    uneven("an open dispute costs the two that it is about", matters_press, (), OTHERS | PRESSED | {"matter.kind": Matter.DISPUTE, "rep.owed_hours": 0.0}, {"rep.owed_hours": 0.0, "other_rep.owed_hours": 1.5, "marketer.owed_hours": 1.5}),
    uneven("two are at odds by their own views", at_odds, (1,), {"now.shared_goals": 1.0, "rep.orientation": 0.5, "other_rep.orientation": 0.3, "marketer.orientation": 0.7}, 0.2),
    uneven("a question is of the two between whom it arises", raise_question, (1, SALES), {"company.matters": 0}, {"matter.rep": 1, "matter.marketer": 2, "matter.tie": 1, "other_tie.blocked": 1.0, "tie.blocked": 0.0, "matter.leader": "boss", "matter.leaders": NOBODY}),
    uneven("a dispute is of the two of the win", raise_dispute, (0, MARKETING, 0.3), OTHERS | {"company.matters": 0}, {"matter.rep": 1, "matter.marketer": 2, "matter.tie": 1, "matter.leader": "boss", "matter.leaders": NOBODY, "matter.identity": 1000}),
    uneven("credit goes to the rep of the win", pay, (1, 2, 100.0, 0.25), {"now.attribution": Attribution.LINEAR}, {"rep.credit": 0.0, "other_rep.credit": 75.0, "marketer.credit": 25.0}),
    uneven("a win is the success of its own rep", book, (0,), OTHERS | WON | {"credit.tolerance": 1.0, "company.customers": 0, "rep.achieved": 0.0, "other_rep.achieved": 0.0, "luck.CREDIT": (0.9, 0.9, 0.9, 0.9)}, {"rep.achieved": 0.0, "other_rep.achieved": 1.0, "marketer.achieved": 0.0, "other_rep.customers": 1, "rep.customers": 0}),
    uneven("a customer is served by the rep who won it", welcome, (0, 0.5), OTHERS | {"company.customers": 0, "rep.customers": 0, "lead.identity": 321}, {"customer.rep": 1, "customer.tie": 1, "customer.marketer": 2, "customer.identity": 321, "other_rep.customers": 1, "rep.customers": 0}),
    uneven("a customer that leaves leaves its own rep", leave, (0,), OTHERS | {"rep.customers": 3, "other_rep.customers": 4}, {"rep.customers": 3, "other_rep.customers": 3}),
    uneven("satisfaction is of the service of the customer's own rep and what it shares", deserved, (0,), OTHERS | SERVED | {"customers.satisfaction_service": 0.4, "conditions.joint_value": 0.2, "rep.service": 0.0, "other_rep.service": 0.5, "tie.shared": 0.0, "other_tie.shared": 0.5}, 0.8),
    uneven("a renewal is credited to the rep who serves the customer", renew, (0,), OTHERS | UP, {"rep.credit": 0.0, "other_rep.credit": 82.5, "marketer.credit": 27.5}),
    uneven("who leaves takes along the contacts of its own and no others", replace, (1,), LEFT | {"other_tie.contact": 0.8, "other_tie.shared": 0.6}, {"tie.contact": 0.8, "tie.shared": 0.6, "of_marketing.cognition": 0.9, "other_tie.contact": 0.2, "other_tie.shared": 0.0, "other_of_marketing.cognition": 0.7, "other_of_sales.affect": 0.1, "other_rep.vacant": 5.0, "rep.vacant": 0.0}),
    uneven("a marketer who leaves takes along the contacts with all its reps", replace, ("marketer",), LEFT | {"other_tie.contact": 0.4, "other_tie.shared": 0.6}, {"tie.contact": 0.2, "other_tie.contact": 0.1, "other_tie.shared": 0.0, "tie.shared": 0.0, "other_of_sales.cognition": 0.2, "marketer.vacant": 5.0}),
)  # fmt: skip
def test_a_rule_means_whom_the_sentence_says(example: Worked) -> None:
    example.holds()


def means(org: Any) -> None:
    begin_means(org)
    for row in range(2):
        count_pair(org, row)
    end_means(org)


@worked(
    uneven("alignment is the mean of all reps and marketers, each counted once", practitioners_alignment, (), BLEAK | {"rep.trust": 1.0, "other_rep.trust": 0.0, "other_rep.shared": 0.0, "other_rep.clarity": 0.0, "marketer.trust": 0.0, "marketer.shared": 0.0, "marketer.clarity": 0.0}, 0.2 + 0.2 / 3.0),
    uneven("a marketer counts in alignment as one of three", practitioners_alignment, (), BLEAK | {"marketer.trust": 1.0, "other_rep.trust": 0.0, "other_rep.shared": 0.0, "other_rep.clarity": 0.0, "marketer.shared": 0.0, "marketer.clarity": 0.0}, 0.2 + 0.2 / 3.0),
    uneven("contact across is the mean of all that there could be", contact_across, (), {"tie.contact": 0.2, "other_tie.contact": 0.8}, 0.5),
    uneven("a reorganisation advances by the trust of all who do the work", buy_in, (), {"rep.trust": 0.3, "other_rep.trust": 0.3, "marketer.trust": 0.9, "boss.trust": 0.0}, 1.0),
    uneven("the joint result is over what all reps were asked for", joint_result, (), {"rep.target": 2.0, "other_rep.target": 6.0, "marketer.target": 90.0, "tally.wins": 4.0}, 0.5),
    uneven("the plan is that of marketers", pipeline_over_plan, (), {"rep.target": 2.0, "other_rep.target": 6.0, "marketer.target": 10.0, "boss.target": 90.0, "tally.leads_handed_over": 4.0}, 0.4),
    uneven("meetings are the mean of all who do the work", meetings_held, (), SEEN | {"rep.meeting_hours": 0.0, "other_rep.meeting_hours": 0.5, "marketer.meeting_hours": 4.0, "boss.meeting_hours": 90.0}, 1.0 - math.exp(-1.0)),
    uneven("who sees a lack is one of all who do the work", lack_share, (), SURVEYED | {"other_rep.trust": 0.4, "other_rep.shared": 0.4, "other_rep.clarity": 0.0}, 1.0 / 3.0),
    uneven("the pot is shared by all who do the work", share_pool, (), {"company.pool": 90.0, "rep.credit": 1.0}, {"rep.credit": 31.0, "other_rep.credit": 30.0, "marketer.credit": 30.0, "boss.credit": 0.0}),
    uneven("an idea is worth the less to each the more they are", weigh, (0, 0.5, 0.5, False), IDEA | {"matter.excess": 0.6}, {"company.know_how": 0.2}),
    uneven("sessions are of all who do the work", leaders_share_time, (), {"boss.level": 2, "boss.leading_left": 6.0, "leadership.coaching_hours": 0.5}, {"company.sessions": 1.0 - math.exp(-2.0), "sales.coaching": 1.0 - math.exp(-2.0)}),
    uneven("marketers share what is due to all customers", engage_customers, ("marketer",), {"conditions.engagement": 0.5, "customers.service_hours": 0.2, "company.served": 10, "marketer.hours_left": 20.0, "company.care": 0.0}, {"marketer.hours_left": 19.0, "company.care": 1.0}),
    uneven("clarity and morale are means of all who do the work", observe_people, (), {"clock.quarter": 0, "rep.clarity": 0.3, "other_rep.clarity": 0.6, "marketer.clarity": 0.9, "rep.morale": 0.2, "other_rep.morale": 0.2, "marketer.morale": 0.8, "rep.credit": 6.0, "other_rep.credit": 0.0, "marketer.credit": 0.0, "rep.skill": 3.0, "rep.talent": 1.0}, {"quarter.role_clarity": 0.6, "quarter.morale": 0.4, "quarter.credit_gini": 2.0 / 3.0, "quarter.mastery": 5.0 / 3.0}),
    uneven("a marketer's trust is its mean over its reps and a rep's is its own", means, (), {"tie.contact": 0.85, "other_tie.contact": 0.05, "handoff.cold_routing": 0.15, "of_marketing.is": (0.2, 0.2), "other_of_marketing.is": (0.8, 0.8), "of_sales.is": (1.0, 1.0), "other_of_sales.is": (0.4, 0.4)}, {"rep.trust": 0.2, "other_rep.trust": 0.8, "marketer.trust": (1.0 + 0.2 * 0.4) / 1.2, "sales.cognition": (0.2 + 0.2 * 0.8) / 1.2, "marketing.affect": (1.0 + 0.2 * 0.4) / 1.2}),
    uneven("who meets nobody, where strangers count nothing, keeps its trust, and so does its team", means, (), {"tie.contact": 0.0, "other_tie.contact": 0.0, "handoff.cold_routing": 0.0, "rep.trust": 0.3, "sales.cognition": 0.4, "sales.affect": 0.5}, {"rep.trust": 0.3, "sales.cognition": 0.4, "sales.affect": 0.5}),
    uneven("the view of a function is the mean of its people", means, (), {"rep.orientation": 0.1, "other_rep.orientation": 0.5, "marketer.orientation": 0.9}, {"company.sales_view": 0.3, "sales.orientation": 0.3, "company.marketing_view": 0.9}),
)  # fmt: skip
def test_a_mean_is_of_whom_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("functions", "sums", "of_sales", "of_marketing"),
    [((SALES, SALES, MARKETING), (0.5, 1.0, 1.6), 0.3, 0.8), ((SALES, MARKETING, MARKETING), (0.5, 1.4, 1.6), 0.25, 0.6),
     ((MARKETING, SALES, MARKETING), (0.7, 1.0, 1.6), 1.0 / 3.0, 0.575), ((SALES, SALES, SALES), (0.8, 1.2, 0.8), 0.4, 0.5)],
    ids=["two teams of sales", "two of marketing", "one of sales among them", "a function of nobody looks at the middle"],
)  # fmt: skip
def test_the_view_of_a_function_is_the_mean_over_the_people_of_all_its_teams(
    functions: tuple[int, ...], sums: tuple[float, ...], of_sales: float, of_marketing: float
) -> None:
    org = company("pair").copy()
    teams = table("teams", 3)
    teams.function[:], teams.members[:], teams.orientation_sum[:] = functions, (2, 3, 2), sums
    org.exchange(teams=teams)
    found = [in_plain(mean_view)(org, side) for side in (SALES, MARKETING)]
    assert found == pytest.approx([of_sales, of_marketing])
