"""Where a rule has an end, or chooses: at its bounds, among several, and what was there before, worked out by hand."""

import math
from typing import Any

import pytest

from cordiale.simulation.rules.alignment import lived
from cordiale.simulation.rules.campaigns import find_lead
from cordiale.simulation.rules.credit import (
    book,
    contest_chance,
    grievance,
    marketing_by_rule,
    paid_to_marketing,
    settle_claims,
    wins_are_credited,
)
from cordiale.simulation.rules.customers import deserved, face_promise, look_back, renew, welcome
from cordiale.simulation.rules.finds import found, source_of
from cordiale.simulation.rules.follow_up import contact, most_promising, work_leads, worth_working
from cordiale.simulation.rules.hours import set_aside_hours
from cordiale.simulation.rules.leadership import coaching
from cordiale.simulation.rules.leads import open_lead, own_promise
from cordiale.simulation.rules.pay import pay
from cordiale.simulation.rules.people import appraise, due_view, endow, feel, grow, inherit, leaving, live
from cordiale.simulation.rules.perception import executives_form_a_view, report
from cordiale.simulation.rules.reorganisation import drift
from cordiale.simulation.rules.survey import executives_share, lack_share
from cordiale.simulation.rules.verdicts import weigh
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import NOBODY, Attribution, DecisionRule, Side, Stage, Verdict
from tests.model.worked.test_worked_company import BLEAK, READ, TOLD, VIEW
from tests.model.worked.test_worked_deals import SERVED, TESTED, under
from tests.model.worked.test_worked_deals import UP as DUE
from tests.model.worked.test_worked_leaders import IDEA
from tests.model.worked.test_worked_luck import BORN, FAR_UP, SOUGHT, SURVEYED, UP, WON
from tests.model.worked.test_worked_luck import SEEN as MET
from tests.model.worked.test_worked_people import EVEN, MIND, STAY, WEEK
from tests.model.worked.test_worked_work import FREE
from tests.support.worked import LUCK, Worked, at_heads, company, in_plain, put, worked

SALES, MARKETING = Side.SALES, Side.MARKETING


@worked(
    Worked("a week is felt as it is lived", live, (0,), EVEN | {"rep.success": 1.0, "rep.vacant": 0.0, "people.leaving_sales": 0.0, "people.ambiguity": 0.0}, {"rep.morale": 0.6}),
    Worked("morale is no higher than all", feel, (0,), EVEN | {"rep.success": 1.0, "rep.trust": 1.0, "people.morale_weight": 2.0, "people.adapting": 1.0}, {"rep.morale": 1.0}),
    Worked("morale is no lower than none", feel, (0,), EVEN | {"rep.success": 0.0, "rep.trust": 0.0, "people.morale_weight": 2.0, "people.adapting": 1.0}, {"rep.morale": 0.0}),
    Worked("a view is drawn to the middle of both functions'", due_view, (0,), {"rep.nature": 0.1, "company.sales_view": 0.2, "company.marketing_view": 0.6, "now.role_overlap": 1.0}, 0.4),
    Worked("nobody is born with more talent than there is", endow, (0,), BORN | {"people.skill_spread": 5.0, "luck.ENDOWMENT": (UP, 0.5, 0.5, 0.5)}, {"rep.talent": 2.0, "rep.skill": 2.0}),
    Worked("nobody is born with less talent than none", endow, (0,), BORN | {"people.skill_spread": 5.0, "luck.ENDOWMENT": (1.0 - UP, 0.5, 0.5, 0.5)}, {"rep.talent": 0.0}),
    Worked("nobody looks longer than the whole run", endow, ("marketer",), BORN | {"people.orientation_spread": 1.0, "luck.ENDOWMENT": (0.5, 0.5, FAR_UP, 0.5)}, {"marketer.nature": 1.0, "marketer.orientation": 1.0}),
    Worked("nobody looks shorter than the moment", endow, (0,), BORN | {"people.orientation_spread": 1.0, "luck.ENDOWMENT": (0.5, 0.5, 1.0 - FAR_UP, 0.5)}, {"rep.nature": 0.0, "rep.orientation": 0.0}),
    Worked("whoever comes has no past: neither heart nor success nor craft of whom it follows", endow, (0,), BORN | {"rep.morale": 0.1, "rep.success": 0.2, "rep.inequity": 0.7, "rep.specialisation": 0.9, "people.weekly_hours": 30.0, "luck.ENDOWMENT": (0.5, 0.5, 0.5, 0.5)}, {"rep.morale": 0.5, "rep.success": 1.0, "rep.inequity": 0.0, "rep.specialisation": 0.0, "rep.weekly_hours": 30.0}),
    Worked("a newcomer has lived through nothing this week", inherit, (0, "rep"), MIND | {"of_marketing.valence": 3.0, "of_marketing.weight": 4.0}, {"of_marketing.valence": 0.0, "of_marketing.weight": 0.0}),
    Worked("who is wanted for more than a week loses what is left of it", set_aside_hours, ("rep",), FREE | {"rep.meeting_hours": 34.0, "rep.owed_hours": 4.0}, {"rep.hours_left": 0.0, "rep.friction_hours": 2.0, "rep.owed_hours": 0.0}),
    Worked("meetings come before planning, planning before work on deals, and trouble last", set_aside_hours, ("rep",), FREE | {"rep.meeting_hours": 30.0, "now.joint_planning": 5.0, "rep.joint_hours": 5.0, "rep.owed_hours": 5.0}, {"rep.hours_left": 0.0, "rep.friction_hours": 0.0, "rep.practice": 0.0}),
    Worked("old trouble comes before that of a change and of a contest", set_aside_hours, ("rep",), FREE | {"rep.owed_hours": 35.0, "company.transition_left": 1.0, "company.upheaval": 1.0, "power.upheaval_hours": 4.0, "company.contested": 1, "power.contest_hours": 3.0}, {"rep.hours_left": 0.0, "rep.friction_hours": 36.0}),
)  # fmt: skip
def test_a_person_has_its_ends_where_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("by the first touch nothing goes to marketing where sales had it", marketing_by_rule, (0,), under(Attribution.FIRST_TOUCH, lead__first_touch=SALES), 0.0),
    Worked("by the last touch all goes to marketing where it had it", marketing_by_rule, (0,), under(Attribution.LAST_TOUCH, lead__last_touch=MARKETING), 1.0),
    Worked("by position marketing has a fifth by touches where sales had both ends", marketing_by_rule, (0,), under(Attribution.POSITION_BASED, lead__first_touch=SALES), 0.05),
    Worked("by position the last touch is worth as much as the first", marketing_by_rule, (0,), under(Attribution.POSITION_BASED, lead__first_touch=SALES, lead__last_touch=MARKETING), 0.45),
    Worked("marketing's part of what came from no marketer is nobody's", pay, (0, NOBODY, 100.0, 0.25), under(Attribution.LINEAR), {"rep.credit": 75.0, "marketer.credit": 0.0, "boss.credit": 0.0}),
    Worked("a rep adds no more to a promise than all", own_promise, (0,), {"selling.closing_promise": 1.0, "rep.success": 0.0, "rep.orientation": 0.0, "now.power_balance": -1.0, "now.shared_goals": 0.0}, 1.0),
    Worked("a customer is disappointed in the quarter in which it finds the promise broken", look_back, (0,), SERVED | TESTED | {"customer.expectation": 0.9, "customers.disappointment": 0.5, "customer.since": 0, "clock.week": 13, "customer.renewal_week": 52}, {"customer.satisfaction": 0.25}),
    Worked("a new customer has not been disappointed, whoever stood in its row before", welcome, (0, 0.3), {"company.customers": 0, "customer.disappointed": 1, "customer.recurring": 1, "customer.tie": NOBODY, "conditions.recurring_share": 0.0, "luck.CUSTOMER": (0.5, 0.5, 0.5, 0.5)}, {"customer.disappointed": 0, "customer.recurring": 0, "customer.tie": 0}),
    Worked("what a new customer gets is the fit of the lead", welcome, (0, 0.3), {"company.customers": 0, "lead.fit": 2.0, "lead.promise": 0.2, "lead.believed": 0.1}, {"customer.delivered": 0.8807970779778823}),
    Worked("a customer expects no more than all", welcome, (0, 0.3), {"company.customers": 0, "lead.promise": 0.9, "selling.closing_promise": 0.5, "rep.success": 0.0, "rep.orientation": 0.0, "now.power_balance": 0.0}, {"customer.expectation": 1.0, "customer.added": 0.5}),
)  # fmt: skip
def test_a_win_has_its_ends_where_the_sentence_says(example: Worked) -> None:
    example.holds()


SWAYED = {"selling.own_appeal": 0.4, "selling.sway": 0.2, "selling.agreement_pull": 0.3, "rep.success": 1.0, "now.power_balance": 0.0, "now.shared_goals": 0.0,
          "now.decision_rule": DecisionRule.EACH_ALONE, "company.programme_left": 0.0, "company.settled_share": 0.5}  # fmt: skip
NOBODY_S = ("marketer", "rep", "tie", "source", "first_touch", "last_touch", "contacted", "decided")
# Two leads that a rep waits to work on, both worth it.
TWO = {
    "company.leads": 2, "lead.value": 10.0, "other_lead.value": 10.0, "lead.believed": 0.5, "other_lead.believed": 0.5, "lead.mood": 0.0, "other_lead.mood": 0.0,
    "selling.own_appeal": 0.1, "selling.sway": 0.0, "selling.agreement_pull": 0.0, "of_marketing.is": (1.0, 1.0), "clock.week": 3, "rep.hours_left": 20.0,
    "selling.contact_hours": 6.0, "selling.patience": 9.0,
}  # fmt: skip


def best(org: Any) -> int:
    return int(in_plain(most_promising)(org, 0, 4.0))


@worked(
    Worked("an even rep wants of marketing's lead as much as of its own search", worth_working, (0,), SWAYED, 0.4),
    Worked("a rep behind its quota wants more of marketing's leads", worth_working, (0,), SWAYED | {"rep.success": 0.5}, 0.5),
    Worked("marketing's power turns reps to marketing's leads", worth_working, (0,), SWAYED | {"now.power_balance": 0.5}, 0.3),
    Worked("sales' power turns reps to their own search", worth_working, (0,), SWAYED | {"now.power_balance": -0.5}, 0.5),
    Worked("shared goals turn reps to marketing's leads", worth_working, (0,), SWAYED | {"now.shared_goals": 0.5}, 0.3),
    Worked("shared goals take half of the pressure too", worth_working, (0,), SWAYED | {"now.shared_goals": 0.5, "rep.success": 0.0}, 0.4),
    Worked("a service agreement turns reps to marketing's leads as far as it holds", worth_working, (0,), SWAYED | {"now.decision_rule": DecisionRule.JOINT_CONSENT}, 0.25),
    Worked("of two leads alike the first in the books is worked first", best, (), TWO, 0),
    Worked("of two leads that fit alike the larger is worked first", best, (), TWO | {"other_lead.value": 11.0}, 1),
    Worked("of two leads as large the one that seems to fit better is worked first", best, (), TWO | {"other_lead.believed": 0.6}, 1),
    Worked("a lead of much value is worth more than one that fits a little better", best, (), TWO | {"lead.believed": 0.6, "other_lead.value": 20.0}, 1),
    Worked("a mood moves the bar by its own spread", best, (), TWO | {"lead.mood": 1.0, "other_lead.stage": Stage.LOST, "selling.choosiness_spread": 0.1, "selling.own_appeal": 0.4, "lead.believed": 0.5625}, 0),
    Worked("a mood that is choosier yet leaves the lead to wait", best, (), TWO | {"lead.mood": 2.0, "other_lead.stage": Stage.LOST, "selling.choosiness_spread": 0.1, "selling.own_appeal": 0.4, "lead.believed": 0.5625}, -1),
    Worked("what a rep has taken up is not taken up again", best, (), TWO | {"lead.stage": Stage.OPPORTUNITY}, 1),
    Worked("a lead that comes as the week ends is next week's", best, (), TWO | {"lead.available": 4.0, "other_lead.stage": Stage.LOST}, -1),
    Worked("a buying group that is found is nobody's yet, and nobody has touched it", lambda org: in_plain(open_lead)(org, 5, fit=math.log(3.0), size=0.5), (), {"company.leads": 0, "lead.identity": 9, "lead.promise": 0.9, "lead.believed": 0.9, **{f"lead.{name}": 3 for name in NOBODY_S}}, {"lead.identity": 5, "lead.stage": Stage.QUALIFIED, "company.leads": 1, "lead.promise": 0.75, "lead.believed": 0.75, **{f"lead.{name}": NOBODY for name in NOBODY_S}}),
    Worked("how many hours make a full coaching is its own number", coaching, ("boss", 4), {"boss.leading_left": 8.0, "leadership.coaching_hours": 0.5, "leadership.coaching": 0.1, "leadership.deciding_hours": 3.0}, 1.0 - math.exp(-2.0)),
    Worked("a rep works as many leads as its hours are contacts", work_leads, (0,), TWO | {"lead.fit": -5.0, "other_lead.fit": -5.0}, {"tally.leads_worked": 2.0, "rep.hours_left": 8.0}),
    Worked("hours of exactly one contact are one contact", work_leads, (0,), TWO | {"rep.hours_left": 6.0, "lead.fit": -5.0}, {"tally.leads_worked": 1.0, "rep.hours_left": 0.0}),
    Worked("a lead below the bar is left to wait, whatever the hours", work_leads, (0,), TWO | {"selling.own_appeal": 0.9}, {"tally.leads_worked": 0.0, "rep.hours_left": 20.0, "tally.leads_ignored": 0.0}),
    Worked("each lead that waits beyond patience is ignored", work_leads, (0,), TWO | {"rep.hours_left": 0.0, "selling.patience": 3.0}, {"tally.leads_ignored": 2.0, "lead.stage": Stage.IGNORED, "other_lead.stage": Stage.IGNORED}),
    Worked("an opportunity is not ignored for having waited", work_leads, (0,), TWO | {"rep.hours_left": 0.0, "selling.patience": 3.0, "lead.stage": Stage.PROPOSAL}, {"tally.leads_ignored": 1.0, "lead.stage": Stage.PROPOSAL}),
)  # fmt: skip
def test_a_rep_chooses_as_the_sentence_says(example: Worked) -> None:
    example.holds()


EXACT = {"customer.added": 0.0, "customer.delivered": 0.25, "customer.expectation": 0.5, "customers.promise_tolerance": 0.25, "credit.noticing": 1.0}  # fmt: skip
UNBIASED = SOUGHT | {"campaigns.fit_mean": 0.5, "campaigns.fit_spread": 0.0, "campaigns.targeting": 0.0, "campaigns.misjudgement": 0.0, "source.fit": 0.0,
                     "campaigns.qualification_bar": 0.5}  # fmt: skip


@worked(
    Worked("a promise exceeded by just what is forgiven is kept", face_promise, (0,), EXACT, {"customer.disappointed": 0}),
    Worked("an overstatement by just what is forgiven is no deception", face_promise, (0,), EXACT | {"customer.expectation": 0.75, "customer.overstated": 0.25}, {"customer.disappointed": 1, "of_marketing.violations": 0.0}),
    Worked("of a promise to which both added alike marketing is blamed", face_promise, (0,), EXACT | {"customer.expectation": 0.75, "customer.added": 0.25}, {"of_marketing.weight": 1.0, "of_sales.weight": 0.0}),
    Worked("drift of just a step is a reorganisation", drift, (), {"power.drift": 0.5, "power.drift_step": 0.5, "conditions.technology": 1.0, "conditions.buyers": 0.0, "now.integration": 0.5, "now.role_overlap": 0.0, "company.drifted": 0.25}, {"company.drifted": 0.0}),
    Worked("a lead that is believed just to reach the bar qualifies", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=0.0), (), UNBIASED, {"company.leads": 1, "tally.leads_unqualified": 0.0}),
    Worked("a lead that fits just as it should is no misfit", contact, (0,), MET | {"lead.fit": 0.5, "selling.misfit_bar": 0.5, "luck.QUALIFICATION": (0.5, 0.3, 0.5, 0.5)}, {"tally.misfit_leads": 0.0, "lead.stage": Stage.OPPORTUNITY}),
    Worked("a lead that seems worth just the bar is not worked", best, (), TWO | {"lead.believed": 0.5, "other_lead.stage": Stage.LOST, "selling.own_appeal": 0.5}, -1),
    Worked("an idea that is worth nothing is declined", weigh, (0, 0.5, 0.5, False), IDEA | {"matter.excess": 0.0}, {"matter.closed": Verdict.DECLINED, "tally.ideas_adopted": 0.0}),
    Worked("executives who believe just what they ask for order nothing", executives_form_a_view, (), VIEW | {"perception.inertia": 1.0, "company.belief": 0.5, "perception.threshold": 0.5}, {"company.programme_left": 0.0}),
    Worked("executives who believe less order a programme", executives_form_a_view, (), VIEW | {"perception.inertia": 1.0, "company.belief": 0.4375, "perception.threshold": 0.5}, {"company.programme_left": 9.0}),
    Worked("an executive whose line is just reached says yes", executives_share, (0.5,), SURVEYED | {"company.belief": 0.5}, 1.0),
    Worked("whose alignment just reaches the line sees no lack", lack_share, (), SURVEYED | {"perception.aligned_cut": 0.5, "company.mess": 0.0, **{f"{who}.{ground}": each for who in ("rep", "marketer") for ground, each in (("trust", 0.25), ("shared", 0.25), ("clarity", 0.0))}}, 0.0),
)  # fmt: skip
def test_what_lies_just_at_a_bound_is_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def of_other(places: dict[str, Any]) -> dict[str, Any]:
    """The same of the second lead in the books, which no number of a side is."""
    return {f"other_{place}" if place.startswith("lead.") else place: value for place, value in places.items()}


OTHER_WON = of_other(WON) | {
    "company.leads": 2,
    "lead.sales_touches": 1.0,
    "lead.marketing_touches": 9.0,
    "lead.value": 7.0,
}


@worked(
    Worked("a win in the second row is paid by its own claims", paid_to_marketing, (1,), OTHER_WON, 0.55 / 1.4),
    Worked("of a win in the second row marketing claims most beyond its part", grievance, (1,), OTHER_WON | {"luck.CREDIT": (0.1, 0.2, 0.3, 0.4)}, (SALES, 0.3, 0.1, 0.2)),
    Worked("of a win in the second row sales may claim most beyond its part", grievance, (1,), OTHER_WON | {"other_lead.sales_touches": 1.0, "other_lead.marketing_touches": 3.0, "luck.CREDIT": (0.1, 0.2, 0.3, 0.4)}, (MARKETING, 0.3, 0.3, 0.4)),
    at_heads("a customer is served by whom it was won by, along the tie that it came along", welcome, (0, 0.5), {"company.customers": 0, "lead.rep": 2, "lead.tie": 5, "lead.marketer": 4, "lead.identity": 321}, {"customer.rep": 2, "customer.tie": 5, "customer.marketer": 4, "customer.identity": 321}),
    Worked("a contract that grew is kept of a broken promise as far as it was due", renew, (0,), DUE | {"customer.disappointed": 1}, {"tally.broken_due": 100.0, "tally.broken_kept": 100.0, "customer.value": 110.0}),
    Worked("where both claim alike it is marketing that may mind", grievance, (0,), WON | {"lead.sales_touches": 2.0, "lead.marketing_touches": 2.0, "luck.CREDIT": (0.1, 0.2, 0.3, 0.4)}, (MARKETING, 0.2, 0.3, 0.4)),
    Worked("both claims of a win in the second row are its own", book, (1,), OTHER_WON | {"company.customers": 0, "luck.CREDIT": (0.9, 0.9, 0.9, 0.9)}, {"tally.credit_claimed": 80.0 * 1.4, "tally.influence": 20.0}),
    Worked("a dispute is about the win of its own row", settle_claims, (1,), OTHER_WON | {"luck.CREDIT": (0.45, 0.0, 0.9, 0.9), "other_lead.identity": 4321}, {"matter.identity": 4321, "matter.function": SALES, "matter.excess": 0.3}),
    Worked("a claim is contested no more often than always", contest_chance, (0, SALES, 0.4), {"of_marketing.is": (0.0, 0.0), "credit.contesting": 1.0, "conditions.contesting": 9.0}, 1.0),
    Worked("of leads those that ended leave the books, however many customers there are", wins_are_credited, (), {"company.leads": 2, "company.customers": 0, "lead.stage": Stage.LOST, "other_lead.stage": Stage.PROPOSAL, "other_lead.identity": 4321}, {"company.leads": 1, "lead.identity": 4321, "lead.stage": Stage.PROPOSAL}),
    Worked("one customer more is served, of the company and of the rep", welcome, (0, 0.5), {"company.customers": 0, "company.served": 5, "rep.customers": 3, "lead.value": 90.0}, {"company.customers": 1, "company.served": 6, "rep.customers": 4, "customer.value": 90.0}),
    Worked("who promised less than it believed overstated nothing", welcome, (0, 0.5), {"company.customers": 0, "lead.promise": 0.4, "lead.believed": 0.6}, {"customer.overstated": 0.0}),
    Worked("nobody is more than satisfied", deserved, (0,), SERVED | {"customers.satisfaction_fit": 2.0, "customer.delivered": 1.0}, 1.0),
    Worked("nobody is less than dissatisfied", deserved, (0,), SERVED | {"customers.disappointment": 3.0, "customer.disappointed": 1, "customer.expectation": 0.9}, 0.0),
    Worked("a promise is tested a quarter after the win, whenever that was", look_back, (0,), TESTED | {"customer.expectation": 0.9, "customer.since": 3, "clock.week": 16, "customer.renewal_week": 55}, {"customer.disappointed": 1}),
    Worked("a promise is not tested in a quarter's end that is not its own", look_back, (0,), TESTED | {"customer.expectation": 0.9, "customer.since": 3, "clock.week": 13, "customer.renewal_week": 55}, {"customer.disappointed": 0}),
    Worked("of a promise that both made the one who added more is blamed", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.added": 0.1}, {"of_marketing.weight": 1.0, "of_sales.weight": 0.0}),
    Worked("how much of a promise is forgiven is its own number", face_promise, (0,), TESTED | {"customer.expectation": 0.9, "customer.overstated": 0.2, "customers.service_hours": 0.9, "customers.satisfaction_joint": 0.9, "customers.promise_tolerance": 0.1}, {"customer.disappointed": 1, "of_marketing.violations": 1.0}),
)  # fmt: skip
def test_a_win_is_booked_and_served_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("hours taken wear out by their own weight", feel, (0,), EVEN | {"rep.meeting_hours": 9.0, "people.morale_hours": 0.4}, {"rep.morale": 0.45}),
    Worked("a change under way raises leaving by its own weight", leaving, (0,), STAY | {"company.transition_left": 1.0, "power.upheaval_leaving": 2.0}, 1.0 - math.exp(-0.01 * math.e)),
    Worked("talent spreads by the draw", endow, (0,), BORN | {"luck.ENDOWMENT": (FAR_UP, 0.5, 0.5, 0.5)}, {"rep.talent": 1.5}),
    at_heads("a head of marketing is born as marketers are", endow, ("marketing_head",), BORN | {"luck.ENDOWMENT": (0.5, 0.5, 0.5, 0.5)}, {"marketing_head.talent": 0.9, "marketing_head.nature": 0.7}),
    at_heads("a head of sales is born as reps are", endow, ("sales_head",), BORN | {"luck.ENDOWMENT": (0.5, 0.5, 0.5, 0.5)}, {"sales_head.talent": 1.1, "sales_head.nature": 0.3}),
    Worked("inequity is what one did beyond the joint result, as far as goals are shared", appraise, (0, 0.75), {"rep.achieved": 3.0, "rep.target": 2.0, "now.shared_goals": 0.5}, {"rep.inequity": 0.375, "rep.success": 0.875}),
    Worked("inequity is no more than whole", appraise, (0, 0.5), {"rep.achieved": 9.0, "rep.target": 2.0, "now.shared_goals": 1.0}, {"rep.inequity": 1.0, "rep.success": 0.5}),
    Worked("one learns toward the mastery of one's own talent", grow, (0,), WEEK | {"rep.talent": 0.8, "rep.skill": 0.9}, {"rep.skill": 0.9 + 0.2 * 0.41 * 0.5 * 0.3}),
    Worked("a view moves from where it is toward what is due", grow, (0,), WEEK | {"rep.nature": 0.2, "rep.orientation": 0.7, "company.sales_view": 0.7, "company.marketing_view": 0.7, "now.role_overlap": 1.0, "rep.meeting_hours": 0.0}, {"rep.orientation": 0.7}),
    Worked("a view is shaped week by week by its share", grow, (0,), WEEK | {"rep.nature": 0.2, "rep.orientation": 0.7, "rep.meeting_hours": 0.0, "now.shared_goals": 0.0}, {"rep.orientation": 0.65}),
    Worked("coaching clears roles by its own number", grow, (0,), WEEK | {"now.role_overlap": 1.0, "rep.clarity": 1.0, "sales.coaching": 1.0, "leadership.coaching": 0.25, "leadership.coaching_hours": 0.9}, {"rep.clarity": 0.925}),
    Worked("the business model raises what the work requires as the other forces do", lived, (0,), BLEAK | {"rep.trust": 1.0, "perception.required": 0.3, "conditions.business_model": 1.0}, 0.3),
    Worked("the buyers raise what the work requires as the other forces do", lived, (0,), BLEAK | {"rep.trust": 1.0, "perception.required": 0.3, "conditions.buyers": 1.0}, 0.3),
    Worked("technology raises what the work requires as the other forces do", lived, (0,), BLEAK | {"rep.trust": 1.0, "perception.required": 0.3, "conditions.technology": 1.0}, 0.3),
    Worked("dashboards are read when executives form their view", executives_form_a_view, (), VIEW | READ, {"company.reported_quality": 0.4875, "company.reported_follow_up": 0.3625}),
    Worked("nothing is reported above all", report, (), TOLD | {"perception.optimism": 1.0, "perception.spread": 1.0, "company.belief": 0.0}, 1.0),
)  # fmt: skip
def test_people_change_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(("who", "seen"), [(0, [0]), (1, [1])], ids=["the first rep", "the second"])
def test_a_rep_has_its_own_leads_to_choose_from_and_ignores_no_other_s(who: int, seen: list[int]) -> None:
    org = company("uneven").copy()
    LUCK.clear()
    for place, value in (TWO | {"other_lead.value": 20.0, "other_lead.rep": 1, "other_lead.tie": 1, "other_of_marketing.is": (1.0, 1.0), "rep.hours_left": 0.0,
                                "other_rep.hours_left": 0.0, "selling.patience": 3.0}).items():  # fmt: skip
        put(org, place, value)
    org.queue[:2], org.queue_start[:3] = (0, 1), (0, 1, 2)
    assert in_plain(most_promising)(org, who, 4.0) == seen[0]
    in_plain(work_leads)(org, who)
    assert [row for row in range(2) if org.leads[row].stage == Stage.IGNORED] == seen


@pytest.mark.parametrize(("uniform", "source"), [(0.1, 0), (0.2, 1), (0.49, 1), (0.5, 2), (0.99, 2)])
def test_a_lead_is_of_the_source_in_whose_share_its_fourth_draw_lies_and_fits_as_that_one_s_do(
    uniform: float, source: int
) -> None:
    org = company("pair").copy()
    LUCK.clear()
    for place, value in (SOUGHT | {"campaigns.fit_mean": 0.0, "luck.LEAD_NATURE": (0.5, 0.5, 0.3, uniform)}).items():
        put(org, place, value)
    sources = table("sources", 3)
    sources.upto[:], sources.fit[:] = (0.2, 0.5, 1.0), (1.0, 2.0, 3.0)
    org.exchange(sources=sources)
    find = in_plain(found)(org, 1, 0, 0.0)
    assert (in_plain(source_of)(org, uniform), find.source, find.fit) == (source, source, 1.0 + source)
