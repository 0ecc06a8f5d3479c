"""What a term of a rule does, worked out by hand: buyers, credit for wins, and customers."""

import math

from cordiale.simulation.rules.buyers import bypass, exclude, hear, nurture, speak_of_outcome
from cordiale.simulation.rules.credit import (
    claim,
    contest_chance,
    due_to_marketing,
    illegitimacy,
    marketing_by_rule,
    minding,
    paid_to_marketing,
)
from cordiale.simulation.rules.customers import deserved, face_promise, leave, look_back, potential, renew, welcome
from cordiale.simulation.rules.pay import pay, share_pool
from cordiale.simulation.rules.readiness import readiness, story_gap, unmet_concern
from cordiale.simulation.world.theories import AuthorityTheory, OutcomesTheory
from cordiale.simulation.world.words import NOBODY, Attribution, DecisionRule, Side
from tests.support.worked import Worked, at_heads, worked

SALES, MARKETING = Side.SALES, Side.MARKETING
OWN, FIRST, LAST, LINEAR, POSITION, POOLED = Attribution
# A buyer whom nothing speaks to, under an even hand: the log-odds of a win are those that are declared.
UNMOVED = {
    "buyers.win": -1.0, "buyers.win_fit": 0.0, "buyers.win_skill": 0.0, "buyers.win_joint": 0.0, "buyers.win_content": 0.0,
    "buyers.win_promise": 0.0, "buyers.win_concern": 0.0, "conditions.story_weight": 0.0, "company.know_how": 0.0,
    "lead.waited": 4.0, "lead.joint": 0.0, "lead.sales_touches": 1.0, "lead.marketing_touches": 1.0, "lead.fit": 0.0,
    "lead.promise": 0.5, "rep.success": 1.0,
}  # fmt: skip
CONCERN = UNMOVED | {
    "buyers.win_concern": 2.0,
    "lead.concern": 0.9,
    "rep.orientation": 0.3,
    "marketer.orientation": 0.8,
}


@worked(
    Worked("a buyer seeks content by its autonomy and by the hours that marketers gave", hear, (0,), {"buyers.content": 0.5, "lead.autonomy": 0.4, "company.content": 0.5, "buyers.nurture": 0.0}, {"lead.marketing_now": 0.1, "lead.marketing_touches": 1.1}),
    Worked("a touch is joint as far as both touch, and at most once a week", hear, (0,), {"buyers.content": 2.0, "lead.autonomy": 1.0, "company.content": 1.0, "buyers.nurture": 0.0, "lead.sales_now": 0.5, "lead.joint": 0.25}, {"lead.joint": 0.75, "lead.sales_touches": 0.5, "lead.marketing_touches": 3.0}),
    Worked("of a week in which both touch a deal the last touch is the rep's", hear, (0,), {"buyers.nurture": 0.5, "lead.sales_now": 0.5, "lead.last_touch": MARKETING}, {"lead.last_touch": SALES}),
    Worked("a week of marketing alone makes the last touch marketing's", hear, (0,), {"buyers.nurture": 0.5, "lead.sales_now": 0.0, "lead.last_touch": SALES}, {"lead.last_touch": MARKETING}),
    Worked("a week of sales alone makes the last touch the rep's", hear, (0,), {"buyers.nurture": 0.0, "buyers.content": 0.0, "lead.sales_now": 0.5, "lead.last_touch": MARKETING}, {"lead.last_touch": SALES}),
    Worked("a week without a touch leaves the last one as it was, and has been waited", hear, (0,), {"buyers.nurture": 0.0, "buyers.content": 0.0, "lead.sales_now": 0.0, "lead.last_touch": SALES, "lead.waited": 2.0}, {"lead.last_touch": SALES, "lead.waited": 3.0}),
    Worked("a deal that came from no marketer is not nurtured", hear, (0,), {"lead.tie": NOBODY, "buyers.nurture": 0.5, "buyers.content": 0.0}, {"lead.marketing_now": 0.0, "marketer.joint_hours": 0.0}),
    Worked("marketing supports a deal the more sales has its say", nurture, (0,), {"buyers.nurture": 0.4, "tie.contact": 0.5, "now.power_balance": -0.5}, 0.3),
    Worked("each touch of support takes the marketer's hours and not the rep's", nurture, (0,), {"buyers.nurture": 0.4, "buyers.nurture_hours": 2.0, "tie.contact": 0.5, "marketer.joint_hours": 1.0}, {"marketer.joint_hours": 1.4, "rep.joint_hours": 0.0}),
    Worked("a win speaks for the other side, to marketing by its touches", speak_of_outcome, (0, True), {"lead.marketing_touches": 3.0}, {"of_marketing.valence": 1.0, "of_marketing.weight": 1.0, "of_sales.valence": 3.0, "of_sales.weight": 3.0}),
    Worked("a loss speaks against sales by what marketing believed of the lead", speak_of_outcome, (0, False), {"lead.marketing_touches": 2.0, "lead.believed": 0.75, "trust.lost_valence": 0.4}, {"of_marketing.valence": 0.4, "of_marketing.weight": 1.0, "of_sales.valence": 0.2, "of_sales.weight": 2.0}),
    Worked("whoever takes a win for its own doing hears less of the other in it", speak_of_outcome, (0, True), {"theory.outcomes": OutcomesTheory.SELF_SERVING, "credit.self_serving": 0.3, "lead.marketing_touches": 1.0}, {"of_marketing.weight": 0.7, "of_sales.weight": 0.7}),
    Worked("a loss says as much to whoever takes wins for its own doing", speak_of_outcome, (0, False), {"theory.outcomes": OutcomesTheory.SELF_SERVING, "credit.self_serving": 0.3, "lead.marketing_touches": 1.0}, {"of_marketing.weight": 1.0, "of_sales.weight": 1.0}),
    Worked("a rep feels excluded by what buyers do more than roles are made for, less where work is joint", bypass, (0,), {"buyers.exclusion": 0.5, "lead.autonomy": 0.9, "company.roles_for": 0.3, "now.integration": 0.4}, 0.18),
    Worked("merged roles do not spare a rep the feeling of being bypassed", bypass, (0,), {"buyers.exclusion": 0.5, "lead.autonomy": 0.9, "company.roles_for": 0.3, "now.integration": 0.4, "now.role_overlap": 1.0}, 0.18),
    Worked("nobody feels excluded by a buyer that roles are made for", bypass, (0,), {"buyers.exclusion": 0.5, "lead.autonomy": 0.3, "company.roles_for": 0.5, "now.integration": 0.0}, 0.0),
    Worked("who feels excluded loses heart and rapport with who brought the buyer", exclude, (0, 0.5), {"people.exclusion_blow": 0.1, "rep.morale": 0.5, "marketer.morale": 0.5, "tie.conflict": 0.0, "tally.exclusions": 0.0}, {"rep.morale": 0.4, "marketer.morale": 0.5, "tie.conflict": 1.0, "tally.exclusions": 1.0}),
    Worked("of a buyer that nobody brought anyone in marketing is blamed", exclude, (0, 0.5), {"lead.tie": NOBODY, "tie.conflict": 0.0}, {"tie.conflict": 1.0}),
)  # fmt: skip
def test_a_buyer_hears_and_speaks_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("a buyer whom nothing moves wins by the declared log-odds", readiness, (0,), UNMOVED, -1.0),
    Worked("fit raises the odds by its log-odds", readiness, (0,), UNMOVED | {"buyers.win_fit": 0.5, "lead.fit": 0.8}, -0.6),
    Worked("joint touches count by their share of the weeks", readiness, (0,), UNMOVED | {"buyers.win_joint": 0.6, "lead.joint": 1.0}, -0.85),
    Worked("content counts for autonomous buyers beyond what they take for granted", readiness, (0,), UNMOVED | {"buyers.win_content": 1.0, "buyers.usual_content": 0.25, "lead.autonomy": 0.4}, -0.9),
    Worked("too little content costs what an autonomous buyer takes for granted", readiness, (0,), UNMOVED | {"buyers.win_content": 1.0, "buyers.usual_content": 0.75, "lead.autonomy": 0.4}, -1.1),
    Worked("a promise counts by what lies above the true fit", readiness, (0,), UNMOVED | {"buyers.win_promise": 0.5, "lead.promise": 0.7}, -0.9),
    Worked("what the rep adds to the promise counts with it", readiness, (0,), UNMOVED | {"buyers.win_promise": 0.5, "rep.success": 0.0, "selling.closing_promise": 0.4, "rep.orientation": 0.0}, -0.8),
    Worked("what the company has learnt adds to the odds", readiness, (0,), UNMOVED | {"company.know_how": 0.3}, -0.7),
    Worked("two different stories take away", readiness, (0,), UNMOVED | {"conditions.story_weight": 0.8, "tie.shared": 0.5, "lead.information": 1.0}, -1.2),
    Worked("a concern that nobody speaks to takes away", readiness, (0,), CONCERN, -2.2),
    Worked("the nearer view counts as far as both touched the deal", unmet_concern, (0,), CONCERN | {"lead.joint": 2.0}, 0.35),
    Worked("a marketer's view that lies farther off does no harm", unmet_concern, (0,), CONCERN | {"lead.joint": 4.0, "marketer.orientation": 0.0}, 0.6),
    Worked("without a marketer the rep's view is the only one", unmet_concern, (0,), CONCERN | {"lead.joint": 4.0, "lead.tie": NOBODY}, 0.6),
    Worked("stories differ by what is not shared and what the hand-off lost, half each", story_gap, (0, 0.5), {"tie.shared": 0.6, "lead.information": 0.8}, 0.3),
    Worked("a buyer who hears mostly one side hears mostly one story", story_gap, (0, 0.9), {"tie.shared": 0.0, "lead.information": 0.0}, 0.2),
    Worked("merged roles tell one story", story_gap, (0, 0.5), {"tie.shared": 0.0, "lead.information": 0.0, "now.role_overlap": 0.75}, 0.25),
    Worked("a rep's own deal tells what all of marketing shares with it", story_gap, (0, 0.5), {"lead.tie": NOBODY, "rep.shared": 0.2, "tie.shared": 1.0, "lead.information": 1.0}, 0.4),
)  # fmt: skip
def test_a_deal_is_won_by_what_the_sentence_says(example: Worked) -> None:
    example.holds()


# Marketing had one touch of four, the first; the last was the rep's.
QUARTER = {"lead.sales_touches": 3.0, "lead.marketing_touches": 1.0, "lead.first_touch": MARKETING, "lead.last_touch": SALES,
           "credit.self_serving": 0.4, "credit.rule_legitimacy": 0.75, "now.shared_goals": 0.0, "now.power_balance": 0.0}  # fmt: skip


def under(rule: int, **more: float) -> dict[str, float]:
    return QUARTER | {"now.attribution": rule} | {name.replace("__", "."): value for name, value in more.items()}


@worked(
    Worked("marketing's part is its touches", due_to_marketing, (0,), QUARTER, 0.25),
    Worked("marketing has no part in a deal that came from no marketer", due_to_marketing, (0,), QUARTER | {"lead.marketer": NOBODY}, 0.0),
    Worked("by the first touch all goes to marketing", marketing_by_rule, (0,), under(FIRST), 1.0),
    Worked("by the last touch nothing goes to marketing", marketing_by_rule, (0,), under(LAST), 0.0),
    Worked("by touches marketing gets its share of them", marketing_by_rule, (0,), under(LINEAR), 0.25),
    Worked("by position two fifths go to the first touch and a fifth by touches", marketing_by_rule, (0,), under(POSITION), 0.45),
    Worked("by position two touches at the ends make four fifths", marketing_by_rule, (0,), under(POSITION, lead__last_touch=MARKETING), 0.85),
    Worked("in one pot marketing's part is its touches", marketing_by_rule, (0,), under(POOLED), 0.25),
    Worked("by own accounting each side claims of the rest what greed adds", claim, (0, MARKETING), under(OWN), 0.55),
    Worked("sales claims of what is not its own too", claim, (0, SALES), under(OWN), 0.85),
    Worked("shared goals temper greed", claim, (0, MARKETING), under(OWN, now__shared_goals=0.5), 0.4),
    Worked("an agreed rule excuses little greed", claim, (0, MARKETING), under(LINEAR), 0.325),
    Worked("in one pot nobody claims more than its part", claim, (0, MARKETING), under(POOLED), 0.25),
    Worked("sales claims all of what it found itself", claim, (0, SALES), under(OWN, lead__marketer=NOBODY), 1.0),
    Worked("marketing claims nothing of what it did not bring", claim, (0, MARKETING), under(OWN, lead__marketer=NOBODY), 0.0),
    Worked("without a rule nothing binds", illegitimacy, (SALES,), under(OWN), 1.0),
    Worked("an agreed rule binds by its legitimacy", illegitimacy, (SALES,), under(LINEAR), 0.25),
    Worked("a rule that is imposed binds the led side less", illegitimacy, (SALES,), under(LINEAR, now__power_balance=0.5), 0.625),
    Worked("a rule binds the side that imposes it", illegitimacy, (MARKETING,), under(LINEAR, now__power_balance=0.5), 0.25),
    Worked("a rule that sales imposes binds marketing less", illegitimacy, (MARKETING,), under(LINEAR, now__power_balance=-0.5), 0.625),
    Worked("one pot binds both wholly", illegitimacy, (SALES,), under(POOLED, now__power_balance=0.5), 0.0),
    Worked("a rule pays what it says and not what is claimed", paid_to_marketing, (0,), under(POSITION), 0.45),
    Worked("by own accounting even power pays by both claims", paid_to_marketing, (0,), under(OWN), 0.55 / 1.4),
    Worked("by own accounting marketing's power weighs its claim", paid_to_marketing, (0,), under(OWN, now__power_balance=0.5), 0.825 / 1.25),
    Worked("marketing is paid nothing for what it did not bring", paid_to_marketing, (0,), under(FIRST, lead__marketer=NOBODY), 0.0),
    Worked("the victim minds an excess by how far it goes beyond tolerance", minding, (SALES, 0.2), {"credit.tolerance": 0.1, "now.decision_rule": DecisionRule.EACH_ALONE}, 1.0 - math.exp(-2.0)),
    Worked("the side that decides need not mind", minding, (SALES, 0.2), {"credit.tolerance": 0.1, "now.decision_rule": DecisionRule.DOMINANT_SIDE, "now.power_balance": -1.0}, 0.0),
    Worked("the led side minds as everybody does", minding, (MARKETING, 0.2), {"credit.tolerance": 0.1, "now.decision_rule": DecisionRule.DOMINANT_SIDE, "now.power_balance": -1.0}, 1.0 - math.exp(-2.0)),
    Worked("where all refer what arises the side that decides minds too", minding, (SALES, 0.2), {"credit.tolerance": 0.1, "now.decision_rule": DecisionRule.DOMINANT_SIDE, "now.power_balance": -1.0, "theory.authority": AuthorityTheory.REFERRAL}, 1.0 - math.exp(-2.0)),
    Worked("a claim is contested by the mean of excess and distrust", contest_chance, (0, SALES, 0.4), {"of_marketing.is": (0.8, 0.8), "credit.contesting": 0.5, "conditions.contesting": 1.0}, 0.15),
    Worked("separate tools let a claim be contested more often", contest_chance, (0, SALES, 0.4), {"of_marketing.is": (0.8, 0.8), "credit.contesting": 0.5, "conditions.contesting": 1.5}, 0.225),
    Worked("who is silenced contests less", contest_chance, (0, SALES, 0.4), {"of_marketing.is": (0.8, 0.8), "credit.contesting": 0.5, "conditions.contesting": 1.0, "people.silence": 0.8, "now.power_balance": 0.5}, 0.09),
    Worked("marketing contests by its own distrust and its own voice", contest_chance, (1, MARKETING, 0.4), {"of_marketing.is": (0.0, 0.0), "of_sales.is": (0.8, 0.8), "credit.contesting": 0.5, "conditions.contesting": 1.0, "people.silence": 0.8, "now.power_balance": -0.5}, 0.09),
    Worked("by own accounting sales' power weighs its claim", paid_to_marketing, (0,), under(OWN, now__power_balance=-0.5), 0.275 / 1.55),
    Worked("credit goes to the two by marketing's part", pay, (0, 1, 100.0, 0.25), under(LINEAR) | {"rep.credit": 1.0, "marketer.credit": 2.0, "tally.credit_paid": 5.0}, {"rep.credit": 76.0, "marketer.credit": 27.0, "company.pool": 0.0, "tally.credit_paid": 105.0}),
    Worked("one pot takes all credit until the quarter ends", pay, (0, 1, 100.0, 0.25), under(POOLED) | {"company.pool": 10.0, "rep.credit": 1.0}, {"rep.credit": 1.0, "marketer.credit": 0.0, "company.pool": 110.0}),
    Worked("the pot is shared by reps and marketers alike and is empty then", share_pool, (), {"company.pool": 50.0, "rep.credit": 1.0}, {"rep.credit": 26.0, "marketer.credit": 25.0, "boss.credit": 0.0, "company.pool": 0.0}),
)  # fmt: skip
def test_credit_is_claimed_and_paid_as_the_sentence_says(example: Worked) -> None:
    example.holds()


SERVED = {
    "customers.satisfaction_fit": 0.0, "customers.satisfaction_service": 0.0, "conditions.joint_value": 0.0, "customers.disappointment": 0.0,
    "customer.delivered": 0.5, "customer.expectation": 0.5, "customer.disappointed": 0, "conditions.engagement": 0.0,
}  # fmt: skip
# A contract of a hundred up for renewal that is certain to be kept.
UP = {"customers.renewal": 8.0, "customers.renewal_satisfaction": 20.0, "customer.satisfaction": 1.0, "customer.value": 100.0,
      "customer.potential": 150.0, "customer.marketing_share": 0.25, "customers.expansion": 0.2, "customer.renewal_week": 52,
      "customer.recurring": 1, "now.attribution": Attribution.LINEAR}  # fmt: skip
LOST = UP | {"customers.renewal": -4.0, "customer.satisfaction": 0.0}
TESTED = {
    "customers.promise_tolerance": 0.1,
    "customer.delivered": 0.4,
    "customer.added": 0.0,
    "customer.overstated": 0.0,
    "credit.noticing": 1.0,
}


@worked(
    Worked("satisfaction as usual is one half", deserved, (0,), SERVED, 0.5),
    Worked("fit satisfies by what is delivered", deserved, (0,), SERVED | {"customers.satisfaction_fit": 0.4, "customer.delivered": 0.25}, 0.6),
    Worked("service satisfies by what the rep gave of it", deserved, (0,), SERVED | {"customers.satisfaction_service": 0.4, "rep.service": 0.5, "company.care": 0.0}, 0.7),
    Worked("marketing serves the more the more it engages", deserved, (0,), SERVED | {"customers.satisfaction_service": 0.4, "rep.service": 0.5, "company.care": 1.0, "conditions.engagement": 0.5}, 0.8),
    Worked("joint work satisfies by what the two know of each other", deserved, (0,), SERVED | {"conditions.joint_value": 0.2, "tie.shared": 0.5, "rep.shared": 0.0}, 0.6),
    Worked("a customer of the rep alone profits from what all of marketing shares with it", deserved, (0,), SERVED | {"conditions.joint_value": 0.2, "tie.shared": 0.0, "rep.shared": 0.5, "customer.tie": NOBODY}, 0.6),
    Worked("a broken promise costs by what was not delivered", deserved, (0,), SERVED | {"customers.disappointment": 0.5, "customer.disappointed": 1, "customer.expectation": 0.9}, 0.3),
    Worked("a promise that nobody found broken costs nothing", deserved, (0,), SERVED | {"customers.disappointment": 0.5, "customer.disappointed": 0, "customer.expectation": 0.9}, 0.5),
    Worked("a small excess of promise is forgiven", face_promise, (0,), TESTED | {"customer.expectation": 0.49}, {"customer.disappointed": 0, "tally.broken_promises": 0.0}),
    Worked("marketing's promise is held against marketing", face_promise, (0,), TESTED | {"customer.expectation": 0.9}, {"customer.disappointed": 1, "tally.broken_promises": 1.0, "of_marketing.weight": 1.0, "of_marketing.valence": 0.0, "of_sales.weight": 0.0, "of_marketing.violations": 0.0}),
    Worked("what marketing knew to be too much is a deception", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.overstated": 0.2}, {"of_marketing.violations": 1.0}),
    at_heads("a deception is laid to whoever brought the customer, and to nobody else", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.overstated": 0.2, "customer.tie": 1}, {"other_of_marketing.violations": 1.0, "of_marketing.violations": 0.0, "of_sales.violations": 0.0}),
    Worked("overstating within tolerance is no deception", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.overstated": 0.05}, {"of_marketing.violations": 0.0}),
    Worked("what the rep added most of is held against sales", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.added": 0.3}, {"of_marketing.weight": 0.0, "of_sales.weight": 1.0, "of_sales.valence": 0.0}),
    Worked("a promise to a customer that nobody brought is held against nobody", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.tie": NOBODY}, {"customer.disappointed": 1, "tally.broken_promises": 1.0, "of_marketing.weight": 0.0, "of_sales.weight": 0.0}),
    Worked("who renews grows by its part of the way to its potential", renew, (0,), UP, {"customer.value": 110.0, "tally.renewal_due": 100.0, "tally.renewal_kept": 100.0, "tally.renewal_grown": 110.0, "tally.revenue_recurring": 110.0, "customer.renewal_week": 104, "tally.churned_customers": 0.0}),
    Worked("a renewed contract that shrank is kept as far as it is left", renew, (0,), UP | {"customers.expansion": -0.2}, {"customer.value": 80.0, "tally.renewal_due": 100.0, "tally.renewal_kept": 80.0, "tally.renewal_grown": 80.0, "tally.revenue_recurring": 80.0}),
    Worked("credit for a renewal goes the way that the win's did, of what it was renewed at", renew, (0,), UP, {"rep.credit": 82.5, "marketer.credit": 27.5, "tally.credit_paid": 110.0}),
    Worked("who does not renew was due, and is kept in nothing", renew, (0,), LOST, {"tally.renewal_due": 100.0, "tally.renewal_kept": 0.0, "tally.renewal_grown": 0.0, "tally.revenue_recurring": 0.0, "tally.churned_customers": 1.0, "rep.credit": 0.0, "customer.value": 100.0}),
    Worked("renewals of broken promises are counted apart, within all", renew, (0,), UP | {"customer.disappointed": 1, "customers.expansion": -0.2}, {"tally.broken_due": 100.0, "tally.broken_kept": 80.0, "tally.renewal_due": 100.0, "tally.renewal_kept": 80.0}),
    Worked("renewals of kept promises are no broken ones", renew, (0,), UP, {"tally.broken_due": 0.0, "tally.broken_kept": 0.0}),
    Worked("a promise is tested a quarter after the win", look_back, (0,), TESTED | {"customer.expectation": 0.9, "customer.since": 0, "clock.week": 13, "customer.renewal_week": 52}, {"customer.disappointed": 1, "tally.broken_promises": 1.0}),
    Worked("a promise is not tested again two quarters after the win", look_back, (0,), TESTED | {"customer.expectation": 0.9, "customer.since": 0, "clock.week": 26, "customer.renewal_week": 52}, {"customer.disappointed": 0, "tally.broken_promises": 0.0}),
    Worked("a customer stays one until its year is over", look_back, (0,), {"customer.since": 0, "clock.week": 39, "customer.renewal_week": 52, "customer.recurring": 0}, True),
    Worked("a one-off contract ends with its year and is up for no renewal", look_back, (0,), {"customer.since": 0, "clock.week": 52, "customer.renewal_week": 52, "customer.recurring": 0}, {"tally.renewal_due": 0.0, "tally.churned_customers": 0.0}),
    Worked("who leaves is served by nobody any more", leave, (0,), {"rep.customers": 3, "company.served": 5}, {"rep.customers": 2, "company.served": 4, "customer.rep": -1, "customer.tie": -1, "customer.marketer": -1}),
    Worked("a contract can grow by its room, which grows with its value", potential, (16.0,), {"customers.room": 0.5, "customers.room_elasticity": 0.5}, 48.0),
    Worked("what marketing overstated is what it promised over what it believed", welcome, (0, 0.3), {"company.customers": 0, "lead.promise": 0.7, "lead.believed": 0.5, "lead.fit": 2.0}, {"customer.overstated": 0.2}),
    Worked("who promised what it believed overstated nothing, however wrong it was", welcome, (0, 0.3), {"company.customers": 0, "lead.promise": 0.7, "lead.believed": 0.7, "lead.fit": -2.0}, {"customer.overstated": 0.0}),
    Worked("a new customer expects what both promised it", welcome, (0, 0.3), {"company.customers": 0, "company.served": 0, "rep.customers": 0, "lead.value": 90.0, "lead.promise": 0.7, "lead.believed": 0.5, "rep.success": 0.0, "selling.closing_promise": 0.2, "rep.orientation": 0.5, "clock.week": 7, "lead.created": 2.5, "lead.decided": 7.5}, {"customer.expectation": 0.8, "customer.added": 0.1, "customer.overstated": 0.2, "customer.value": 90.0, "customer.marketing_share": 0.3, "customer.since": 7, "customer.renewal_week": 59, "customer.cycle": 5.0, "customer.satisfaction": 0.5, "rep.customers": 1, "company.customers": 1, "company.served": 1, "customer.delivered": 0.5}),
)  # fmt: skip
def test_a_customer_lives_on_as_the_sentence_says(example: Worked) -> None:
    example.holds()
