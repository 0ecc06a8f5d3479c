"""What each draw decides, worked out by hand: the luck is told, and the rule must do with it what its sentence says."""

import math
from typing import Any

import pytest

from cordiale.simulation.founding.first_day import begin_career, get_acquainted, settle_knowledge
from cordiale.simulation.founding.stock import pick_tie, start_customer, start_opportunity, stock
from cordiale.simulation.rules.buyers import decide, move
from cordiale.simulation.rules.campaigns import find_lead, run_campaigns
from cordiale.simulation.rules.credit import book, grievance, settle_claims
from cordiale.simulation.rules.customers import face_promise, renew, welcome
from cordiale.simulation.rules.decisions import carry_out, head_for
from cordiale.simulation.rules.finds import found, found_by_rep
from cordiale.simulation.rules.follow_up import contact, most_promising, work_leads
from cordiale.simulation.rules.forces import contest
from cordiale.simulation.rules.handoff import hand_over, receiving_tie
from cordiale.simulation.rules.leads import open_lead, open_opportunity
from cordiale.simulation.rules.matters import propose, questions_arise
from cordiale.simulation.rules.people import endow, live, replace
from cordiale.simulation.rules.readiness import readiness
from cordiale.simulation.rules.reorganisation import go_on
from cordiale.simulation.rules.selling import find_own_lead, prospect
from cordiale.simulation.rules.survey import executives_share, lack_share, line
from cordiale.simulation.rules.turns import close_books, take_turn
from cordiale.simulation.world.words import NOBODY, Attribution, DecisionRule, Matter, Resolve, Side, Stage
from tests.model.worked.test_worked_deals import UNMOVED
from tests.model.worked.test_worked_work import USUAL
from tests.support.worked import Worked, company, in_plain, put, worked

SALES, MARKETING = Side.SALES, Side.MARKETING
UP = 0.8413447460685429  # a draw one standard deviation above the middle
FAR_UP = 0.9772498680518208  # and two
EVEN = UNMOVED | {"buyers.win": 0.0, "clock.week": 8, "lead.created": 2.5, "lead.contacted": 4.0, "lead.stage": Stage.NEGOTIATION,
                  "buyers.exclusion": 0.0, "buyers.no_decision": 0.4}  # fmt: skip
PACED = {
    "buyers.cycle": 4.0,
    "lead.pace": 1.0,
    "lead.stage": Stage.OPPORTUNITY,
    "lead.sales_now": 1.0,
    "clock.week": 8,
    "lead.contacted": 4.0,
    "buyers.exclusion": 0.0,
}
SURVEYED = {"perception.spread": 0.2, "perception.aligned_cut": 0.5, "perception.required": 0.0, "luck.SURVEY": (0.5, 0.1, 0.1, 0.1), "company.mess": 0.5, "company.belief": 0.6,
            **{f"{who}.{ground}": 0.4 for who in ("rep", "marketer") for ground in ("trust", "shared", "clarity")}}  # fmt: skip
BEHIND = (
    "doubled",
    "waited",
    "progress",
    "joint",
    "sales_now",
    "marketing_now",
    "sales_touches",
    "marketing_touches",
    "mood",
    "autonomy",
)
UNUSUAL = USUAL | {f"marketer{name[3:]}": value for name, value in USUAL.items() if name.startswith("rep.")}


@worked(
    Worked("a buyer whose draw lies under its odds wins, and the cycle is from the lead's appearance", decide, (0, 8.75), EVEN | {"luck.BUYER": (0.4, 0.0, 0.9, 0.5)}, {"lead.stage": Stage.WON, "lead.decided": 8.75, "tally.cycle": 6.25, "tally.losses": 0.0, "tally.no_decisions": 0.0}),
    Worked("of those who do not win a second draw tells who decides nothing", decide, (0, 8.75), EVEN | {"luck.BUYER": (0.6, 0.3, 0.9, 0.5)}, {"lead.stage": Stage.NO_DECISION, "tally.no_decisions": 1.0, "tally.losses": 0.0, "tally.cycle": 0.0}),
    Worked("who decides, and not for us, is lost", decide, (0, 8.75), EVEN | {"luck.BUYER": (0.6, 0.5, 0.9, 0.5)}, {"lead.stage": Stage.LOST, "tally.losses": 1.0, "tally.no_decisions": 0.0}),
    Worked("a third draw tells whether the rep feels excluded, won or lost", decide, (0, 8.75), EVEN | {"buyers.exclusion": 0.5, "lead.autonomy": 1.0, "company.roles_for": 0.0, "now.integration": 0.0, "luck.BUYER": (0.4, 0.9, 0.45, 0.5)}, {"lead.stage": Stage.WON, "tally.exclusions": 1.0}),
    Worked("a rep whose draw lies above the chance does not feel excluded", decide, (0, 8.75), EVEN | {"buyers.exclusion": 0.5, "lead.autonomy": 1.0, "company.roles_for": 0.0, "now.integration": 0.0, "luck.BUYER": (0.4, 0.4, 0.55, 0.4)}, {"tally.exclusions": 0.0}),
    Worked("what a decision says is lived through by both", decide, (0, 8.75), EVEN | {"luck.BUYER": (0.4, 0.0, 0.9, 0.5)}, {"of_marketing.weight": 1.0, "of_sales.weight": 1.0}),
    Worked("a buyer moves on by its pace, and attention is of its week", move, (0,), PACED | {"lead.progress": 0.25}, {"lead.progress": 0.5, "lead.stage": Stage.PROPOSAL, "lead.sales_now": 0.0}),
    Worked("a slow buyer takes the longer", move, (0,), PACED | {"lead.progress": 0.25, "lead.pace": 2.0}, {"lead.progress": 0.375, "lead.stage": Stage.PROPOSAL}),
    Worked("past two thirds of its journey a buyer negotiates", move, (0,), PACED | {"lead.progress": 0.45}, {"lead.progress": 0.7, "lead.stage": Stage.NEGOTIATION}),
    Worked("a buyer decides at the moment at which its journey ends", move, (0,), PACED | {"lead.progress": 0.9}, {"lead.decided": 8.4}),
    Worked("a buyer decides not before it was contacted", move, (0,), PACED | {"lead.progress": 0.9, "lead.contacted": 8.5}, {"lead.decided": 8.5 + 0.5 * 0.4}),
    Worked("a deal is won by competence and not by bare skill", readiness, (0,), UNMOVED | USUAL | {"buyers.win_skill": 0.5, "rep.skill": 1.4, "rep.experience": 0.0}, -1.0 + 0.5 * (0.7 - 1.0)),
)  # fmt: skip
def test_a_buyer_decides_by_the_draw_that_the_sentence_says(example: Worked) -> None:
    example.holds()


SOUGHT = {
    "campaigns.fit_mean": -0.5, "campaigns.fit_spread": 0.8, "campaigns.targeting": 1.0, "campaigns.misjudgement": 2.0, "source.fit": 0.2, "source.pace": 1.5,
    "campaigns.qualification_bar": 0.0, "campaigns.bar_pressure": 0.0, "campaigns.over_promising": 0.0, "clock.week": 3, "selling.own_fit": 0.3,
    "selling.engagement": 0.0, "company.leads": 0,
}  # fmt: skip
CAMPAIGN = UNUSUAL | SOUGHT | {"campaigns.leads_per_week": 4.0, "marketer.hours_left": 18.0, "marketer.weekly_hours": 36.0, "people.weekly_hours": 36.0,
                               "company.content": 0.0, "tally.leads_created": 0.0, "conditions.demand": 0.0}  # fmt: skip


@worked(
    Worked("marketing finds a fit by its mean, its source, its targeting and the first draw", lambda org: in_plain(found)(org, 1, 0, 0.5), (), SOUGHT | {"luck.LEAD_NATURE": (UP, 0.5, 0.25, 0.1)}, (0, 1.0, 1.0, 0.25)),
    Worked("what marketing believes errs by the second draw, the less the more precise it is", lambda org: in_plain(found)(org, 1, 0, 0.75), (), SOUGHT | {"luck.LEAD_NATURE": (0.5, UP, 0.25, 0.1)}, (0, 0.45, 0.95, 0.25)),
    Worked("a rep's own search finds the fit of its own search", lambda org: in_plain(found_by_rep)(org, 0, 0), (), SOUGHT | {"luck.LEAD_NATURE": (UP, 0.2, 0.25, 0.1)}, (1.1, 0.2, 0.25, 0.1)),
    Worked("a qualified lead appears within its week, by its first draw, and goes at its source's pace", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=0.0), (), SOUGHT | {"luck.LEAD_NATURE": (UP, 0.5, 0.5, 0.1), "luck.LEAD_ARRIVAL": (0.3, UP, 0.5, 0.5), "tally.leads_created": 0.0, "marketer.achieved": 0.0}, {"lead.created": 3.3, "lead.available": 3.3, "lead.mood": 1.0, "lead.fit": 1.0, "lead.pace": 1.5, "lead.marketer": 1, "lead.marketing_touches": 1.0, "lead.first_touch": MARKETING, "lead.last_touch": MARKETING, "company.leads": 1, "tally.leads_created": 1.0, "tally.leads_unqualified": 0.0, "marketer.achieved": 1.0}),
    Worked("a lead that marketing does not believe in is counted and enters no books", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=0.0), (), SOUGHT | {"luck.LEAD_NATURE": (1.0 - UP, 0.5, 0.5, 0.1), "tally.leads_created": 0.0, "marketer.achieved": 0.0}, {"company.leads": 0, "tally.leads_created": 1.0, "tally.leads_unqualified": 1.0, "marketer.achieved": 0.0}),
    Worked("pressure for volume lowers the bar", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=1.0), (), SOUGHT | {"campaigns.bar_pressure": 1.0, "luck.LEAD_NATURE": (1.0 - UP, 0.5, 0.5, 0.1)}, {"company.leads": 1}),
    Worked("who looks long over-promises less under the same pressure", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=0.5), (), SOUGHT | {"campaigns.misjudgement": 0.0, "campaigns.fit_spread": 0.0, "campaigns.targeting": 0.6, "campaigns.over_promising": 0.4, "marketer.orientation": 0.75, "campaigns.qualification_bar": -4.0}, {"lead.promise": 0.5 + 0.4 * 0.125, "lead.believed": 0.5}),
    Worked("half a week brings half of the leads, a draw the odd one", run_campaigns, (1,), CAMPAIGN | {"luck.CAMPAIGN": (0.9, 0.5, 0.5, 0.5)}, {"tally.leads_created": 2.0, "company.content": 0.5, "tally.hours_campaigning": 18.0, "marketer.hours_left": 0.0}),
    Worked("grown demand brings as many leads more", run_campaigns, (1,), CAMPAIGN | {"conditions.demand": 0.5, "luck.CAMPAIGN": (0.1, 0.5, 0.5, 0.5)}, {"tally.leads_created": 3.0}),
    Worked("a rep searches by its hours and its competence, a draw brings the odd one", prospect, (0,), UNUSUAL | SOUGHT | {"rep.hours_left": 30.0, "selling.prospecting_hours": 20.0, "luck.PROSPECTING": (0.6, 0.5, 0.5, 0.5)}, {"tally.leads_created": 2.0, "tally.hours_selling": 30.0, "rep.hours_left": 0.0}),
    Worked("a buyer whom a rep finds engages by the second draw and is talked to at once", find_own_lead, (0, 0), SOUGHT | {"luck.LEAD_NATURE": (0.5, 0.5, 0.5, 0.4), "luck.LEAD_JOURNEY": (0.5, 0.5, 0.7, 0.5), "tally.opportunities": 0.0}, {"lead.created": 3.4, "lead.contacted": 3.4, "lead.rep": 0, "lead.marketer": NOBODY, "lead.sales_now": 1.0, "lead.stage": Stage.OPPORTUNITY, "lead.first_touch": SALES, "lead.last_touch": SALES, "lead.concern": 0.7, "tally.opportunities": 1.0, "tally.leads_rejected": 0.0}),
    Worked("a buyer whom a rep finds and who does not engage is a rejected lead", find_own_lead, (0, 0), SOUGHT | {"luck.LEAD_NATURE": (0.5, 0.6, 0.5, 0.4), "tally.leads_created": 0.0}, {"company.leads": 0, "tally.leads_created": 1.0, "tally.leads_rejected": 1.0, "tally.opportunities": 0.0}),
    Worked("a buyer's pace is of its second draw and its concern the third", open_opportunity, (0,), {"buyers.pace_spread": 0.5, "lead.pace": 2.0, "luck.LEAD_JOURNEY": (0.1, UP, 0.7, 0.9)}, {"lead.pace": 2.0 * math.exp(0.5), "lead.concern": 0.7}),
    Worked("a buying group that is found has nothing behind it, whatever stood in its row before", lambda org: in_plain(open_lead)(org, 5, fit=0.0, size=0.5), (), {"company.leads": 0, **{f"lead.{name}": 3 for name in BEHIND}, "lead.concern": 0.9, "clock.week": 8}, {**{f"lead.{name}": 0.0 for name in BEHIND}, "lead.concern": 0.5, "lead.pace": 1.0, "lead.information": 1.0, "lead.created": 8.0, "lead.available": 8.0, "lead.contacted": -1.0, "lead.decided": -1.0}),
    Worked("a contract's value is by its draw about the median", lambda org: in_plain(open_lead)(org, 5, fit=0.0, size=UP), (), {"company.leads": 0, "buyers.contract_value": 20.0, "buyers.value_spread": 0.5}, {"lead.value": 20.0 * math.exp(0.5)}),
)  # fmt: skip
def test_a_lead_is_found_by_the_draw_that_the_sentence_says(example: Worked) -> None:
    example.holds()


HANDED = {
    "lead.stage": Stage.QUALIFIED, "lead.tie": NOBODY, "lead.rep": NOBODY, "lead.available": 2.0, "handoff.delay": 0.5, "tie.contact": 0.0, "tie.shared": 0.0,
    "now.role_overlap": 0.0, "now.integration": 0.0, "handoff.loss": 0.25, "conditions.as_of_old": 0.0, "rep.system": 2, "marketer.system": 2,
    "handoff.muddle": 0.0, "tally.leads_handed_over": 0.0,
}  # fmt: skip
MERGED = HANDED | {
    "now.role_overlap": 1.0,
    "rep.clarity": 0.5,
    "marketer.clarity": 0.5,
    "handoff.muddle": 0.8,
    "tie.shared": 1.0,
}
SEEN = {
    "lead.fit": 0.5, "lead.information": 1.0, "lead.created": 1.0, "lead.available": 2.0, "clock.week": 4, "selling.misfit_bar": -0.3, "selling.engagement": 0.0,
    "selling.decay": 0.0, "selling.contact_hours": 6.0, "rep.hours_left": 10.0, "rep.friction_hours": 0.0, "trust.ignored_weight": 0.25, "selling.learning": 0.0,
    "tally.leads_worked": 0.0, "tally.contact_delay": 0.0, "lead.sales_now": 0.0, "trust.lost_valence": 0.4,
}  # fmt: skip
BLIND = UNUSUAL | SEEN | {"lead.information": 0.5, "campaigns.misjudgement": 2.0}
WAITING = {
    "rep.hours_left": 0.0,
    "other_lead.stage": Stage.REJECTED,
    "selling.patience": 4.0,
    "lead.created": 0.0,
    "lead.available": 2.0,
}


@worked(
    Worked("a hand-off takes its delay times the second draw's logarithm, and loses on the way", hand_over, (0,), HANDED | {"luck.HAND_OFF": (0.5, math.exp(-2.0), 0.5, 0.99)}, {"lead.available": 3.0, "lead.information": 0.75, "lead.tie": 0, "lead.rep": 0, "lead.stage": Stage.ASSIGNED, "tally.leads_handed_over": 1.0, "tally.doubled_work": 0.0}),
    Worked("unclear merged roles drop a lead by the third draw", hand_over, (0,), MERGED | {"luck.HAND_OFF": (0.5, 0.5, 0.39, 0.0)}, {"lead.stage": Stage.IGNORED, "tally.dropped_work": 1.0, "tally.leads_ignored": 1.0, "tally.leads_handed_over": 1.0, "tally.doubled_work": 0.0}),
    Worked("a lead that is not dropped is worked on twice by the fourth draw", hand_over, (0,), MERGED | {"luck.HAND_OFF": (0.5, 0.5, 0.41, 0.19)}, {"lead.stage": Stage.ASSIGNED, "tally.dropped_work": 0.0, "tally.doubled_work": 1.0}),
    Worked("a lead is worked on by the rep alone above the fourth draw's chance", hand_over, (0,), MERGED | {"luck.HAND_OFF": (0.5, 0.5, 0.41, 0.21)}, {"tally.doubled_work": 0.0}),
    Worked("a first contact is a touch of sales, at the start of the week at the earliest", contact, (0,), SEEN | {"luck.QUALIFICATION": (0.5, 0.3, 0.5, 0.5)}, {"lead.contacted": 4.0, "lead.sales_now": 1.0, "lead.last_touch": SALES, "lead.stage": Stage.OPPORTUNITY, "rep.hours_left": 4.0, "rep.friction_hours": 0.0, "tally.leads_worked": 1.0, "tally.contact_delay": 3.0}),
    Worked("a lead that comes within the week is contacted when it comes", contact, (0,), SEEN | {"lead.available": 4.5, "luck.QUALIFICATION": (0.5, 0.3, 0.5, 0.5)}, {"lead.contacted": 4.5, "tally.contact_delay": 3.5}),
    Worked("a lead that engages speaks well of both", contact, (0,), SEEN | {"luck.QUALIFICATION": (0.5, 0.3, 0.5, 0.5)}, {"of_marketing.valence": 1.0, "of_marketing.weight": 1.0, "of_sales.valence": 0.25, "of_sales.weight": 0.25}),
    Worked("a good lead that does not engage speaks a little for marketing", contact, (0,), SEEN | {"luck.QUALIFICATION": (0.5, 0.7, 0.5, 0.5)}, {"lead.stage": Stage.REJECTED, "of_marketing.valence": 0.4, "of_marketing.weight": 1.0, "of_sales.valence": 0.25 + 0.1, "of_sales.weight": 0.5, "tally.leads_spurned": 0.0}),
    Worked("a misfit costs friction and speaks against marketing", contact, (0,), SEEN | {"lead.fit": -0.5, "luck.QUALIFICATION": (0.5, 0.0, 0.5, 0.5)}, {"lead.stage": Stage.REJECTED, "rep.friction_hours": 6.0, "tally.misfit_leads": 1.0, "tally.leads_spurned": 0.0, "of_marketing.valence": 0.0, "tally.hours_selling": 6.0}),
    Worked("a misfit is not counted as spurned besides", contact, (0,), SEEN | {"lead.fit": -0.5}, {"tally.misfit_leads": 1.0, "tally.leads_spurned": 0.0}),
    Worked("a rejected misfit is one rejected lead, worked on once", contact, (0,), SEEN | {"lead.fit": -0.5, "tally.leads_rejected": 0.0}, {"tally.leads_rejected": 1.0, "tally.leads_worked": 1.0, "tally.opportunities": 0.0}),
    Worked("a rep spurns a good lead that it sees too little of, by the first draw", contact, (0,), BLIND | {"luck.QUALIFICATION": (1.0 - UP, 0.0, 0.5, 0.5)}, {"lead.stage": Stage.REJECTED, "tally.leads_spurned": 1.0, "tally.misfit_leads": 0.0, "rep.friction_hours": 0.0}),
    Worked("the same rep of twice the competence sees the lead for what it is", contact, (0,), BLIND | {"rep.skill": 2.0, "luck.QUALIFICATION": (1.0 - UP, 0.0, 0.5, 0.5)}, {"lead.stage": Stage.OPPORTUNITY, "tally.leads_spurned": 0.0}),
    Worked("patience with a lead begins when the rep can see it", work_leads, (0,), WAITING | {"clock.week": 5}, {"lead.stage": Stage.ASSIGNED, "tally.leads_ignored": 0.0}),
    Worked("a lead that waits longer than patience is ignored", work_leads, (0,), WAITING | {"clock.week": 6}, {"lead.stage": Stage.IGNORED, "tally.leads_ignored": 1.0}),
    Worked("a rep without the hours of a contact works no lead", work_leads, (0,), WAITING | {"clock.week": 2, "rep.hours_left": 5.0, "selling.contact_hours": 6.0, "selling.own_appeal": 0.0}, {"lead.stage": Stage.ASSIGNED, "tally.leads_worked": 0.0}),
    Worked("a choosy mood raises the bar for a lead", lambda org: in_plain(most_promising)(org, 0, 9.0), (), {"lead.mood": 1.0, "other_lead.stage": Stage.REJECTED, "selling.choosiness_spread": 0.3, "selling.own_appeal": 0.4, "selling.sway": 0.0, "lead.believed": 0.6, "of_marketing.is": (1.0, 1.0)}, -1),
    Worked("a lead above the bar is worth working", lambda org: in_plain(most_promising)(org, 0, 9.0), (), {"lead.mood": 0.0, "other_lead.stage": Stage.REJECTED, "selling.choosiness_spread": 0.3, "selling.own_appeal": 0.4, "selling.sway": 0.0, "lead.believed": 0.6, "of_marketing.is": (1.0, 1.0)}, 0),
    Worked("a lead that is still on its way is not seen", lambda org: in_plain(most_promising)(org, 0, 9.0), (), {"lead.available": 9.5, "other_lead.stage": Stage.REJECTED, "selling.own_appeal": 0.0, "selling.sway": 0.0}, -1),
)  # fmt: skip
def test_a_lead_is_handed_over_and_met_by_the_draw_that_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("uniform", "vacant", "place"), [(0.8, 0, 0), (0.9, 0, 1), (0.1, 1, 1), (0.99, 2, 0)],
    ids=["most go to the closest contact", "some to a stranger", "none to an empty seat", "whoever is there gets them"],
)  # fmt: skip
def test_a_lead_goes_along_contacts_by_their_strength_and_to_strangers_now_and_then(
    uniform: float, vacant: int, place: int
) -> None:
    """Two reps, of whom one is met at 0.85 and one never, at a weight of 0.15 for strangers: 1 to 0.15."""
    org = company("heads").copy()
    put(org, "handoff.cold_routing", 0.15)
    who = next(who for who in range(3, 6) if org.people[who].last_tie - org.people[who].first_tie == 2)
    mine = org.tie_index[org.people[who].first_tie : org.people[who].last_tie]
    org.ties.contact[mine] = (0.85, 0.0)
    if vacant:
        org.people[org.ties[mine[vacant - 1]].rep].vacant = 1.0
    assert in_plain(receiving_tie)(org, who, uniform) == mine[place]


WON = {
    "lead.sales_touches": 3.0, "lead.marketing_touches": 1.0, "lead.value": 80.0, "now.attribution": Attribution.OWN_ACCOUNTING, "credit.self_serving": 0.4,
    "credit.tolerance": 0.01, "credit.contesting": 1.0, "conditions.contesting": 1.0, "of_marketing.is": (0.3, 0.3), "credit.noticing": 0.35, "now.power_balance": 0.0,
    "company.matters": 0, "tie.conflict": 0.0,
}  # fmt: skip
# Marketing claims 0.3 beyond its part, by a distrust of 0.7: it is contested every other time.


@worked(
    Worked("the larger excess has the other side for a victim, with the luck of its own", grievance, (0,), WON | {"luck.CREDIT": (0.1, 0.2, 0.3, 0.4)}, (SALES, 0.3, 0.1, 0.2)),
    Worked("where sales claims most marketing is the victim, with a luck of its own", grievance, (0,), WON | {"lead.sales_touches": 1.0, "lead.marketing_touches": 3.0, "luck.CREDIT": (0.1, 0.2, 0.3, 0.4)}, (MARKETING, 0.3, 0.3, 0.4)),
    Worked("a victim whose draw lies under its chance contests the claim", settle_claims, (0,), WON | {"luck.CREDIT": (0.45, 0.0, 0.9, 0.9)}, {"company.matters": 1, "tie.conflict": 1.0, "tally.credit_disputes": 1.0, "tally.credit_thefts": 0.0, "of_marketing.violations": 0.0}),
    Worked("a claim that is contested cools the two as a conflict does", settle_claims, (0,), WON | {"luck.CREDIT": (0.45, 0.0, 0.9, 0.9)}, {"tie.conflict": 1.0}),
    Worked("a claim that is not contested is theft, noticed by a draw of its own", settle_claims, (0,), WON | {"luck.CREDIT": (0.55, 0.3, 0.9, 0.9)}, {"company.matters": 0, "tie.conflict": 0.0, "tally.credit_thefts": 1.0, "of_marketing.violations": 1.0, "of_sales.violations": 0.0}),
    Worked("a theft that is not noticed is a theft still", settle_claims, (0,), WON | {"luck.CREDIT": (0.55, 0.4, 0.0, 0.0)}, {"tally.credit_thefts": 1.0, "of_marketing.violations": 0.0}),
    Worked("a claim that nobody minds is no theft", settle_claims, (0,), WON | {"credit.tolerance": 1.0, "luck.CREDIT": (0.3, 0.0, 0.9, 0.9)}, {"company.matters": 0, "tally.credit_thefts": 0.0, "of_marketing.violations": 0.0}),
    Worked("a win is counted with marketing's touches, and both claims over what is due once", book, (0,), WON | {"credit.tolerance": 1.0, "luck.CREDIT": (0.9, 0.9, 0.9, 0.9), "lead.last_touch": SALES, "now.attribution": Attribution.LAST_TOUCH, "credit.rule_legitimacy": 1.0, "company.customers": 0}, {"tally.wins": 1.0, "tally.marketing_wins": 1.0, "tally.revenue_new": 80.0, "tally.value_won": 80.0, "tally.influence": 20.0, "tally.credit_due": 80.0, "tally.credit_claimed": 80.0, "rep.achieved": 1.0, "rep.credit": 80.0, "marketer.credit": 0.0, "marketer.achieved": 0.0}),
    Worked("a win of the rep's own is no win of marketing's and nobody disputes it", book, (0,), WON | {"lead.marketer": NOBODY, "lead.tie": NOBODY, "company.customers": 0, "luck.CREDIT": (0.0, 0.0, 0.0, 0.0)}, {"tally.wins": 1.0, "tally.marketing_wins": 0.0, "tally.credit_claimed": 80.0, "tally.credit_disputes": 0.0, "tally.credit_thefts": 0.0}),
    Worked("a contract recurs by the fourth draw", welcome, (0, 0.3), {"company.customers": 0, "conditions.recurring_share": 0.6, "luck.CUSTOMER": (0.9, 0.9, 0.9, 0.59)}, {"customer.recurring": 1}),
    Worked("a contract above the share of recurring ones ends with its year", welcome, (0, 0.3), {"company.customers": 0, "conditions.recurring_share": 0.6, "luck.CUSTOMER": (0.1, 0.1, 0.1, 0.61)}, {"customer.recurring": 0}),
    Worked("a contract is renewed by the first draw, even odds at satisfaction as usual", renew, (0,), {"customers.renewal": 0.0, "customer.satisfaction": 0.5, "customer.value": 10.0, "luck.CUSTOMER": (0.49, 0.9, 0.9, 0.9)}, {"tally.churned_customers": 0.0}),
    Worked("a contract whose draw lies above its odds is lost", renew, (0,), {"customers.renewal": 0.0, "customer.satisfaction": 0.5, "customer.value": 10.0, "luck.CUSTOMER": (0.51, 0.1, 0.1, 0.1)}, {"tally.churned_customers": 1.0}),
    Worked("more satisfaction than usual raises the odds of renewal", renew, (0,), {"customers.renewal": 0.0, "customers.renewal_satisfaction": 4.0, "customer.satisfaction": 0.75, "customer.value": 10.0, "luck.CUSTOMER": (0.73, 0.1, 0.1, 0.1)}, {"tally.churned_customers": 0.0}),
    Worked("a lie is noticed by the third draw", face_promise, (0,), {"customers.promise_tolerance": 0.1, "customer.delivered": 0.4, "customer.expectation": 0.9, "customer.overstated": 0.3, "credit.noticing": 0.35, "luck.CUSTOMER": (0.9, 0.9, 0.34, 0.9)}, {"of_marketing.violations": 1.0}),
    Worked("a lie above the third draw's chance stays unnoticed", face_promise, (0,), {"customers.promise_tolerance": 0.1, "customer.delivered": 0.4, "customer.expectation": 0.9, "customer.overstated": 0.3, "credit.noticing": 0.35, "luck.CUSTOMER": (0.1, 0.1, 0.36, 0.1)}, {"of_marketing.violations": 0.0}),
)  # fmt: skip
def test_a_win_is_disputed_and_renewed_by_the_draw_that_the_sentence_says(example: Worked) -> None:
    example.holds()


THOUGHT = {"people.ideas": 0.4, "people.joint_ideas": 0.25, "rep.morale": 0.5, "people.silence": 0.0, "rep.vacant": 0.0, "company.matters": 0, "tally.ideas_proposed": 0.0,
           "company.sales_view": 0.3, "company.marketing_view": 0.5, "people.orientation_gap": 0.4, "rep.shared": 0.5}  # fmt: skip
ODDS = {"coordination.questions": 0.5, "tie.contact": 0.8, "now.shared_goals": 0.0, "rep.orientation": 0.5, "marketer.orientation": 0.5, "company.matters": 0,
        "people.silence": 0.0, "tie.blocked": 0.0}  # fmt: skip
BORN = {"people.skill_sales": 1.1, "people.skill_marketing": 0.9, "people.skill_spread": 0.2, "people.orientation_gap": 0.4, "people.orientation_spread": 0.1,
        "people.ambiguity": 0.5, "now.role_overlap": 0.5}  # fmt: skip
LEFT = {"rep.vacant": 0.0, "people.leaving_sales": 0.0, "people.hiring": 5.0, "people.handover": 0.25, "tie.contact": 0.8, "tie.shared": 0.6, "sales.cognition": 0.7,
        "sales.affect": 0.6, "marketing.cognition": 0.2, "marketing.affect": 0.1, "of_marketing.is": (0.9, 0.9), "of_sales.is": (0.9, 0.9), "rep.experience": 50.0}  # fmt: skip


@worked(
    Worked("a person voices an idea by the first draw and its morale", propose, (0,), THOUGHT | {"luck.IDEA": (0.19, UP, 0.9, 0.5)}, {"tally.ideas_proposed": 1.0, "matter.kind": Matter.IDEA, "matter.excess": 1.0, "matter.leader": 2, "matter.other_leader": NOBODY, "matter.function": SALES}),
    Worked("a person whose draw lies above the chance has no idea", propose, (0,), THOUGHT | {"luck.IDEA": (0.21, UP, 0.9, 0.5)}, {"tally.ideas_proposed": 0.0, "company.matters": 0}),
    Worked("an idea that concerns both, by the third draw, needs both minds", propose, (0,), THOUGHT | {"rep.shared": 0.25, "luck.IDEA": (0.11, UP, 0.2, 0.5)}, {"tally.ideas_proposed": 0.0}),
    Worked("an idea that concerns both comes as often as any other of two minds that meet", propose, (0,), THOUGHT | {"luck.IDEA": (0.19, UP, 0.2, 0.5)}, {"tally.ideas_proposed": 1.0}),
    Worked("an empty seat has no ideas", propose, (0,), THOUGHT | {"rep.vacant": 1.0, "luck.IDEA": (0.0, UP, 0.9, 0.5)}, {"tally.ideas_proposed": 0.0}),
    Worked("joint work raises a question by the first draw, by contact and odds", questions_arise, (), ODDS | {"luck.JOINT_WORK": (0.19, 0.4, 0.5, 0.5)}, {"tally.questions": 1.0, "matter.function": SALES, "tie.blocked": 1.0}),
    Worked("marketing asks by the second draw as often as sales", questions_arise, (), ODDS | {"luck.JOINT_WORK": (0.19, 0.6, 0.5, 0.5)}, {"matter.function": MARKETING}),
    Worked("above its chance joint work raises nothing", questions_arise, (), ODDS | {"luck.JOINT_WORK": (0.21, 0.4, 0.5, 0.5)}, {"tally.questions": 0.0}),
    Worked("a rep is born with the talent of reps and the short view", endow, (0,), BORN | {"luck.ENDOWMENT": (UP, 0.9, UP, 0.3)}, {"rep.talent": 1.3, "rep.skill": 1.3, "rep.nature": 0.4, "rep.orientation": 0.4, "rep.tool_luck": 0.3, "rep.morale": 0.5, "rep.clarity": 0.75, "rep.specialisation": 0.0, "rep.success": 1.0}),
    Worked("a rep whose draw is two standard deviations up has the longer view by twice the spread", endow, (0,), BORN | {"luck.ENDOWMENT": (UP, 0.9, FAR_UP, 0.3)}, {"rep.nature": 0.5}),
    Worked("a marketer is born with the talent of marketers and the long view", endow, ("marketer",), BORN | {"luck.ENDOWMENT": (UP, 0.9, UP, 0.3)}, {"marketer.talent": 1.1, "marketer.nature": 0.8, "marketer.orientation": 0.8}),
    Worked("a rep leaves by its draw and is counted among both", live, (0,), LEFT | {"people.leaving_sales": 3.0, "luck.CAREER": (0.0, 0.5, 0.5, 0.5)}, {"tally.leavers": 1.0, "tally.leavers_sales": 1.0, "rep.vacant": 5.0, "rep.experience": 0.0}),
    Worked("a marketer who leaves is no rep who leaves", live, ("marketer",), {"marketer.vacant": 0.0, "people.leaving_marketing": 3.0, "luck.CAREER": (0.0, 0.5, 0.5, 0.5)}, {"tally.leavers": 1.0, "tally.leavers_sales": 0.0}),
    Worked("an empty seat is a week nearer to its newcomer, and nobody grows in it", live, (0,), LEFT | {"rep.vacant": 3.0}, {"rep.vacant": 2.0, "rep.experience": 50.0, "tally.leavers": 0.0}),
    Worked("a newcomer keeps its share of contact, shares nothing, and both sides begin from their teams", replace, (0,), LEFT, {"tie.contact": 0.2, "tie.shared": 0.0, "of_marketing.cognition": 0.7, "of_marketing.affect": 0.6, "of_sales.cognition": 0.2, "of_sales.affect": 0.1, "rep.experience": 0.0}),
    Worked("power is contested by the first draw and won by the second", contest, (), {"power.contests": 0.5, "conditions.business_model": 0.8, "conditions.unsettled": 0.5, "conditions.autonomy": 0.6, "conditions.engagement": 0.4, "now.power_balance": 0.0, "power.contest_step": 0.5, "luck.CONTEST": (0.19, 0.49, 0.9, 0.9)}, {"company.contested": 1, "now.power_balance": 0.25}),
    Worked("sales wins what is less critical to marketing", contest, (), {"power.contests": 0.5, "conditions.business_model": 0.8, "conditions.unsettled": 0.5, "conditions.autonomy": 0.6, "conditions.engagement": 0.4, "now.power_balance": 0.0, "power.contest_step": 0.5, "luck.CONTEST": (0.19, 0.51, 0.1, 0.1)}, {"now.power_balance": -0.25}),
    Worked("a question of the survey is hard to please by its draw", line, (0, 0.5), {"perception.spread": 0.2, "luck.SURVEY": (UP, 0.1, 0.1, 0.1)}, 0.7),
    Worked("who is hard to please sees a lack where the usual person sees none", lack_share, (), SURVEYED | {"luck.SURVEY": (UP, 0.1, 0.1, 0.1)}, 1.0),
    Worked("who is as easily pleased as most sees no lack above the line", lack_share, (), SURVEYED, 0.0),
    Worked("a rep to whom less is aligned than a marketer is half of those who see a lack", lack_share, (), SURVEYED | {"rep.clarity": 0.0}, 0.5),
    Worked("an executive who is hard to please says no where the usual one says yes", executives_share, (0.5,), SURVEYED | {"luck.SURVEY": (UP, 0.1, 0.1, 0.1)}, 0.0),
    Worked("an executive of the usual kind says yes from the line on", executives_share, (0.5,), SURVEYED | {"company.belief": 0.5}, 1.0),
)  # fmt: skip
def test_people_think_and_go_by_the_draw_that_the_sentence_says(example: Worked) -> None:
    example.holds()


MOVING = {"company.transition_left": 10.0, "company.transition_length": 10.0, "rep.trust": 0.5, "marketer.trust": 0.5, "power.resistance": 0.0, "whence.integration": 0.2,
          "whither.integration": 0.8, "whence.decision_rule": DecisionRule.EACH_ALONE, "now.decision_rule": DecisionRule.EACH_ALONE, "whither.decision_rule": DecisionRule.JOINT_CONSENT,
          "whither.attribution": Attribution.POOLED, "now.attribution": Attribution.LINEAR}  # fmt: skip
OLD = {"company.customers": 0, "company.served": 0, "rep.customers": 0, "clock.week": -104, "buyers.contract_value": 20.0, "buyers.value_spread": 0.5, "selling.own_fit": 0.0,
       "campaigns.fit_spread": 0.0, "customers.room": 0.5, "customers.room_elasticity": 0.0, "customers.marketing_sourced": 0.4, "company.leads": 0}  # fmt: skip


@worked(
    Worked("a reorganisation moves in a straight line by its weeks", go_on, (), MOVING, {"company.transition_left": 9.0, "now.integration": 0.26, "now.decision_rule": DecisionRule.EACH_ALONE, "now.attribution": Attribution.LINEAR}),
    Worked("before half way rules stay what they were", go_on, (), MOVING | {"company.transition_left": 6.5}, {"company.transition_left": 5.5, "now.decision_rule": DecisionRule.EACH_ALONE}),
    Worked("from half way on rules are the new ones", go_on, (), MOVING | {"company.transition_left": 6.0}, {"now.decision_rule": DecisionRule.JOINT_CONSENT, "now.attribution": Attribution.POOLED, "now.integration": 0.5}),
    Worked("a company that resists takes the longer", go_on, (), MOVING | {"power.resistance": 0.5, "luck.RESISTANCE": (UP, 0.1, 0.1, 0.1)}, {"company.transition_left": 10.0 - math.exp(-0.5)}),
    Worked("where people do not trust each other nothing moves", go_on, (), MOVING | {"rep.trust": 0.0, "marketer.trust": 0.0}, {"company.transition_left": 10.0, "now.integration": 0.2}),
    Worked("half of what a customer of old is worth was credited to marketing where it came from marketing", start_customer, (0, 0), OLD | {"luck.RENEWAL": (UP, 0.5, 0.25, 0.1), "luck.OLD_BOOKS": (0.9, 0.5, 0.9, 0.9)}, {"customer.marketer": 1, "customer.marketing_share": 0.5}),
    Worked("nothing of a customer of old that did not come from marketing was", start_customer, (0, 0), OLD | {"customers.marketing_sourced": 0.0, "luck.RENEWAL": (UP, 0.5, 0.25, 0.1), "luck.OLD_BOOKS": (0.9, 0.5, 0.9, 0.9)}, {"customer.tie": -1, "customer.marketing_share": 0.0}),
    Worked("a customer of old has a value, a fit, an age and a tie by one draw each, and has grown by another", start_customer, (0, 0), OLD | {"luck.RENEWAL": (UP, 0.5, 0.25, 0.1), "luck.OLD_BOOKS": (0.9, 0.5, 0.9, 0.9)}, {"customer.value": 20.0 * math.exp(0.5) * 1.25, "customer.potential": 20.0 * math.exp(0.5) * 1.5, "customer.delivered": 0.5, "customer.since": -104 + 1 + 13 - 52, "customer.renewal_week": -104 + 1 + 13, "customer.tie": 0, "customer.marketer": 1, "customer.marketing_share": 0.5, "customer.recurring": 1, "rep.customers": 1, "company.served": 1}),
    Worked("a customer of old that nobody brought is none of marketing's", start_customer, (0, 0), OLD | {"luck.RENEWAL": (0.5, 0.5, 0.25, 0.41)}, {"customer.tie": NOBODY, "customer.marketer": NOBODY, "customer.marketing_share": 0.0}),
    Worked("an opportunity of old is as far and as old as its draw says", start_opportunity, (0, 0), OLD | {"buyers.cycle": 6.0, "buyers.pace_spread": 0.0, "luck.OLD_BOOKS": (0.5, 0.9, 0.1, 0.1)}, {"lead.progress": 0.5, "lead.stage": Stage.PROPOSAL, "lead.created": -107.0, "lead.contacted": -107.0, "lead.tie": NOBODY, "lead.first_touch": SALES, "lead.sales_touches": 1.0, "lead.marketing_touches": 0.0, "lead.waited": 1.0}),
    Worked("an opportunity of old that marketing brought has a touch of it, the first", start_opportunity, (0, 0), OLD | {"luck.OLD_BOOKS": (0.5, 0.1, 0.1, 0.1)}, {"lead.tie": 0, "lead.marketer": 1, "lead.first_touch": MARKETING, "lead.last_touch": SALES, "lead.marketing_touches": 1.0}),
    Worked("a rep begins with customers and opportunities, the odd one by a draw each", stock, (0,), OLD | {"customers.initial_per_rep": 2.5, "customers.pipeline_per_rep": 1.5, "luck.FOUNDING": (0.6, 0.4, 0.1, 0.1)}, {"rep.customers": 3, "company.leads": 1, "company.customers": 3}),
    Worked("a rep whose draws are high begins with one customer and one opportunity more", stock, (0,), OLD | {"customers.initial_per_rep": 2.5, "customers.pipeline_per_rep": 1.5, "luck.FOUNDING": (0.4, 0.6, 0.1, 0.1)}, {"rep.customers": 2, "company.leads": 2}),
    Worked("people have been there by how few leave and the second draw", begin_career, (0,), {"people.leaving_sales": 0.5, "people.shaping": 0.0, "luck.TEMPER": (0.9, math.exp(-2.0), 0.9, 0.9)}, {"rep.experience": 208.0, "rep.practice": 1.0, "rep.meetings_fit": 1.0}),
    Worked("nobody has been there for more than twenty years", begin_career, (0,), {"people.leaving_sales": 0.1, "luck.TEMPER": (0.9, math.exp(-9.0), 0.9, 0.9)}, {"rep.experience": 1040.0}),
    Worked("who meets on the first day does so by the root of integration, and trusts as declared", get_acquainted, (0,), {"now.integration": 0.25, "tie.affinity": 0.4, "trust.initial": 0.6, "rep.meeting_hours": 0.0, "coordination.meeting_hours": 2.0}, {"tie.contact": 0.5, "rep.meeting_hours": 1.0, "of_marketing.cognition": 0.6, "of_sales.affect": 0.6, "of_marketing.ceiling": 1.0}),
    Worked("who is out of reach on the first day is a stranger", get_acquainted, (0,), {"now.integration": 0.04, "tie.affinity": 0.4}, {"tie.contact": 0.0}),
    Worked("what is shared on the first day is where learning and forgetting balance", settle_knowledge, (0,), {"tie.contact": 0.5, "company.quality": 0.8, "of_marketing.is": (0.5, 0.5), "of_sales.is": (0.5, 0.5), "coordination.sharing": 0.2, "conditions.staleness": 0.01}, {"tie.shared": 0.8}),
)  # fmt: skip
def test_a_company_begins_and_moves_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_what_marketing_brought_of_old_came_along_all_of_a_rep_s_ties_alike() -> None:
    org = company("heads").copy()
    put(org, "customers.marketing_sourced", 0.4)
    mine = org.tie_index[org.people[0].first_tie : org.people[0].last_tie]
    assert len(mine) == 2
    assert [in_plain(pick_tie)(org, 0, uniform) for uniform in (0.05, 0.19, 0.21, 0.39, 0.41)] == [
        *mine[[0, 0, 1, 1]],
        NOBODY,
    ]


def books() -> Any:
    """Four customers, won in weeks 3, 16, 4 and 29: the first, second and fourth take turns in one week."""
    org = company("pair").copy()
    org.company[0].customers = 4
    for turn in org.turns:
        turn.first = turn.last = NOBODY
    for row, since in enumerate((3, 16, 4, 29)):
        org.customers[row].since, org.customers[row].rep, org.customers[row].identity = since, 0, 10 + row
        in_plain(take_turn)(org, row)
    return org


def turns(org: Any, week: int) -> list[int]:
    """Who takes a turn in a week of the quarter, in order."""
    found, row = [], int(org.turns[week].first)
    while row != NOBODY:
        found.append(int(org.customers[row].identity))
        row = int(org.customers[row].following)
    return found


def test_customers_take_turns_in_the_week_of_the_quarter_of_their_win_in_the_order_of_the_books() -> None:
    org = books()
    assert [turns(org, week) for week in (3, 4, 5)] == [[10, 11, 13], [12], []]


def test_when_books_close_whoever_left_is_out_and_the_others_keep_order_and_turns() -> None:
    org = books()
    org.customers[1].rep = NOBODY
    in_plain(close_books)(org)
    assert org.company[0].customers == 3
    assert [int(each) for each in org.customers.identity[:3]] == [10, 12, 13]
    assert [turns(org, week) for week in (3, 4)] == [[10, 13], [12]]


def ordered(kind: int, **decision: float) -> Any:
    org = company("pair").copy()
    org.exchange(decisions=np_decisions(kind, decision))
    return org


def np_decisions(kind: int, values: dict[str, float]) -> Any:
    from cordiale.simulation.world.state import table

    rows = table("decisions", 1)
    rows.kind = kind
    for name, value in values.items():
        rows[name] = value
    return rows


def test_an_honest_survey_makes_executives_believe_what_practitioners_live() -> None:
    org = ordered(Resolve.SURVEY)
    org.company[0].belief, org.company[0].alignment = 0.9, 0.3
    in_plain(carry_out)(org, 0)
    assert (org.company[0].belief, org.company[0].alignment, org.company[0].programme_left) == (0.3, 0.3, 0.0)


def test_a_decision_on_leadership_changes_its_own_number_and_no_other() -> None:
    names = list(company("pair").parameters.dtype.names)
    org = ordered(Resolve.LEADERSHIP, place=names.index("leadership_strength"), value=0.9)
    before = list(org.parameters[0])
    in_plain(carry_out)(org, 0)
    changed = [name for name, old, new in zip(names, before, org.parameters[0], strict=True) if old != new]
    assert (changed, org.parameters[0].leadership_strength) == (["leadership_strength"], 0.9)


def test_a_decided_setting_goes_into_where_the_company_heads_and_leaves_the_others() -> None:
    org = ordered(Resolve.SETTING, goal=3, place=3)  # the fourth setting is shared goals
    org.structure[3].shared_goals, org.structure[3].integration = 0.7, 0.1
    org.structure[2].shared_goals, org.structure[2].integration = 0.2, 0.6
    in_plain(head_for)(org, 0)
    assert (org.structure[2].shared_goals, org.structure[2].integration) == (0.7, 0.6)
    org.decisions[0].kind = Resolve.PARADIGM
    in_plain(head_for)(org, 0)
    assert (org.structure[2].shared_goals, org.structure[2].integration) == (0.7, 0.1)
