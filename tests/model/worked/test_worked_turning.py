"""How a week and a quarter turn: forces, hand-offs, hours, reorganisations, closing books; each case by hand."""

import math
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.founding.first_day import found
from cordiale.simulation.rules.forces import contest, forces_move
from cordiale.simulation.rules.handoff import hand_over, leads_are_handed_over, loss, receiving_tie
from cordiale.simulation.rules.hours import engage_customers, set_aside_hours
from cordiale.simulation.rules.leadership import leaders_share_time
from cordiale.simulation.rules.network import observe_network
from cordiale.simulation.rules.observation import observe
from cordiale.simulation.rules.quarter import close, quarter_closes
from cordiale.simulation.rules.readiness import readiness, story_gap
from cordiale.simulation.rules.reorganisation import (
    begin_switch,
    draw_reporting_lines,
    drift,
    go_on,
    structure_moves,
)
from cordiale.simulation.rules.selling import attend_opportunities, find_own_lead, prospect, serve_customers
from cordiale.simulation.rules.signs import pipeline_over_plan
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.world.paradigms import AT_A_STROKE, GRADED, PARADIGMS, span
from cordiale.simulation.world.theories import ContestsTheory
from cordiale.simulation.world.words import NOBODY, NOW, WHENCE, WHITHER, DecisionRule, Stage, Tool, Verdict
from tests.model.worked.test_worked_company import ADRIFT, STILL, under
from tests.model.worked.test_worked_deals import UNMOVED
from tests.model.worked.test_worked_luck import FAR_UP, HANDED, MERGED, MOVING, SOUGHT, UNUSUAL
from tests.model.worked.test_worked_work import FREE
from tests.support.worked import LUCK, Worked, at_heads, company, find, in_plain, put, uneven, worked
from tests.support.worlds import small, world

EACH, ONE, DOMINANT, CONSENT = DecisionRule
CONTESTED = {"power.contests": 1.0, "conditions.business_model": 1.0, "conditions.unsettled": 1.0, "conditions.autonomy": 1.0, "conditions.engagement": 1.0,
             "now.power_balance": 0.0, "power.contest_step": 0.5}  # fmt: skip


@worked(
    under("demand is the weather's", (0, 0, 0), {}, {"demand": 0.0}),
    under("power is as unsettled as the structure leaves it", (0, 0, 0), {"now.decision_rule": EACH, "now.power_balance": 0.4}, {"unsettled": 0.6}),
    under("nobody is more than certain to work in a tool of its own", (1, 0, 0), {"technology.separation": 0.8}, {"separation": 1.0}),
    under("buyers do no more without a rep than all", (0, 1, 0), {"buyers.autonomy": 0.8}, {"autonomy": 1.0}),
    under("no more contracts recur than all", (0, 0, 1), {"customers.recurring_share": 0.8}, {"recurring_share": 1.0}),
    under("what tools are not used for and how many work in their own are two numbers", (0.5, 0, 0), {"technology.underuse": 0.2, "technology.separation": 0.6, "now.integration": 0.5}, {"utilisation": 0.9, "separation": 0.6 * 1.5 * 0.5, "precision": 0.3 * 0.5 * 0.9 * 0.75}),
    under("buyers who do less alone than roles are made for are no trouble", (0, 0, 0), {"company.roles_for": 0.9}, {"as_of_old": 0.0}),
    Worked("power is contested the less often the more settled it is", contest, (), CONTESTED | {"conditions.unsettled": 0.5, "luck.CONTEST": (0.51, 0.0, 0.0, 0.0)}, {"company.contested": 0}),
    Worked("power is contested the less often the weaker the force", contest, (), CONTESTED | {"conditions.business_model": 0.5, "luck.CONTEST": (0.51, 0.0, 0.0, 0.0)}, {"company.contested": 0}),
    Worked("without a contest power stays where it is", contest, (), CONTESTED | {"power.contests": 0.5, "now.power_balance": 0.2, "luck.CONTEST": (0.51, 0.0, 0.0, 0.0)}, {"now.power_balance": 0.2, "company.contested": 0, "tally.power_contests": 0.0}),
    Worked("a contest takes power as far as it is unsettled", contest, (), CONTESTED | {"conditions.unsettled": 0.5, "luck.CONTEST": (0.0, 0.0, 0.0, 0.0)}, {"now.power_balance": 0.25}),
    Worked("by chance marketing wins every other contest, whatever is critical", contest, (), CONTESTED | {"theory.contests": ContestsTheory.CHANCE, "luck.CONTEST": (0.0, 0.51, 0.0, 0.0)}, {"now.power_balance": -0.5}),
    Worked("by chance sales wins the other one", contest, (), CONTESTED | {"theory.contests": ContestsTheory.CHANCE, "conditions.autonomy": 0.0, "conditions.engagement": 0.0, "luck.CONTEST": (0.0, 0.49, 0.0, 0.0)}, {"now.power_balance": 0.5}),
    Worked("by dependence what buyers do alone is half of what is critical", contest, (), CONTESTED | {"conditions.engagement": 0.0, "luck.CONTEST": (0.0, 0.51, 0.0, 0.0)}, {"now.power_balance": -0.5}),
    Worked("by dependence what marketing engages is the other half", contest, (), CONTESTED | {"conditions.autonomy": 0.0, "luck.CONTEST": (0.0, 0.49, 0.0, 0.0)}, {"now.power_balance": 0.5}),
)  # fmt: skip
def test_forces_bring_what_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("week", "technology", "demand"), [(0, 0.2, 0.01), (1, 0.3, 0.02), (-6, 0.1, 0.0), (-1, 0.1, 0.0)]
)
def test_a_new_week_has_its_own_weather_and_the_burn_in_that_of_the_first_day(
    week: int, technology: float, demand: float
) -> None:
    org = company("pair").copy()
    org.exchange(weather=org.weather.copy())
    org.weather.technology[:3], org.weather.demand[:3] = (0.1, 0.2, 0.3), (0.0, 0.01, 0.02)
    org.clock[0].week = week
    in_plain(forces_move)(org)
    c = org.conditions[0]
    assert (org.clock[0].week, c.technology, c.demand) == (week + 1, technology, demand)


def to_nobody(org: Any) -> int:
    """Which tie a lead of the marketer's goes along, whose first is the second of the table."""
    org.tie_index[2:6] = (1, 0, 0, 0)
    return int(in_plain(receiving_tie)(org, 2, 0.5))


def plan_of(org: Any, targets: tuple[float, ...]) -> float:
    """What was handed over, over what these marketers were asked for."""
    org.people.target[3:6] = targets
    return float(in_plain(pipeline_over_plan)(org))


@worked(
    uneven("a lead goes to the rep of the tie that it is handed along, by that tie's delay and loss", hand_over, (0,), HANDED | {"other_tie.contact": 1.0, "other_tie.shared": 1.0, "other_rep.system": Tool.COMMON, "handoff.cold_routing": 0.0, "luck.HAND_OFF": (0.5, math.exp(-2.0), 0.9, 0.99)}, {"lead.tie": 1, "lead.rep": 1, "lead.available": 2.0, "lead.information": 1.0}),
    uneven("a lead goes along a tie by its first draw", hand_over, (0,), HANDED | {"tie.contact": 0.5, "other_tie.contact": 0.5, "luck.HAND_OFF": (0.9, 0.1, 0.9, 0.99)}, {"lead.tie": 1, "lead.rep": 1}),
    uneven("how often strangers get leads is its own number", receiving_tie, ("marketer", 0.9), {"tie.contact": 1.0, "other_tie.contact": 0.0, "handoff.cold_routing": 1.0, "handoff.loss": 0.0, "handoff.delay": 0.0, "handoff.muddle": 0.0}, 1),
    uneven("a seat that will be filled this week is empty still", receiving_tie, ("marketer", 0.9), {"tie.contact": 0.5, "other_tie.contact": 0.5, "rep.vacant": 0.5}, 1),
    uneven("no more is lost on the way than all", loss, (0,), {"handoff.loss": 0.8, "tie.shared": 0.0, "rep.system": Tool.OWN_SALES, "conditions.as_of_old": 1.0, "now.role_overlap": 0.0}, 1.0),
    uneven("a lead for which nobody is there goes along the first of its marketer's ties", to_nobody, (), {"rep.vacant": 1.0, "other_rep.vacant": 1.0}, 1),
    uneven("of two contacts as close each gets half of the leads", receiving_tie, ("marketer", 0.51), {"tie.contact": 0.5, "other_tie.contact": 0.5}, 1),
    Worked("a dropped lead is not worked on twice", hand_over, (0,), MERGED | {"luck.HAND_OFF": (0.5, 0.5, 0.0, 0.0)}, {"tally.dropped_work": 1.0, "tally.doubled_work": 0.0, "rep.owed_hours": 0.0}),
    Worked("work done twice is work for both in the weeks to come", hand_over, (0,), MERGED | {"selling.contact_hours": 6.0, "luck.HAND_OFF": (0.5, 0.5, 0.9, 0.0)}, {"tally.doubled_work": 1.0, "rep.owed_hours": 3.0, "marketer.owed_hours": 3.0, "lead.doubled": 1}),
    Worked("hours and weeks of all are counted together", set_aside_hours, ("rep",), FREE | {"tally.hours": 70.0, "tally.person_weeks": 2.0}, {"tally.hours": 106.0, "tally.person_weeks": 3.0}),
    at_heads("a head in a tool of its own is in that of its function", set_aside_hours, ("marketing_head",), FREE | {"marketing_head.tool_luck": 0.3, "conditions.separation": 0.4}, {"marketing_head.system": Tool.OWN_MARKETING}),
    at_heads("a head leads: its weeks are no practitioner's, and it keeps up no tools", set_aside_hours, ("sales_head",), FREE | {"sales_head.weekly_hours": 36.0, "sales_head.meeting_hours": 0.0, "conditions.upkeep": 3.0, "tally.person_weeks": 2.0}, {"tally.person_weeks": 2.0, "sales_head.hours_left": 36.0}),
    Worked("an empty seat loses no hours to trouble", set_aside_hours, ("rep",), FREE | {"rep.vacant": 2.0, "rep.owed_hours": 4.0}, {"rep.friction_hours": 0.0, "rep.hours_left": 0.0}),
    Worked("a seat that is filled this week has its hours", set_aside_hours, ("rep",), FREE | {"rep.vacant": 0.0}, {"rep.hours_left": 36.0}),
    Worked("a rep in a tool of its own is in that of sales", set_aside_hours, ("rep",), FREE | {"rep.tool_luck": 0.3, "conditions.separation": 0.4}, {"rep.system": Tool.OWN_SALES}),
    at_heads("marketers share the engagement that is due to customers", engage_customers, ("marketer",), {"conditions.engagement": 1.0, "customers.service_hours": 0.5, "company.served": 12, "marketer.hours_left": 20.0, "company.care": 0.5}, {"marketer.hours_left": 18.0, "company.care": 0.5 + 1.0 / 3.0}),
    Worked("a little that is due to customers may be missed too", serve_customers, (0,), {"rep.customers": 1, "customers.service_hours": 0.5, "conditions.engagement": 0.0, "rep.hours_left": 0.5}, {"rep.service": 0.5, "rep.hours_left": 0.25}),
    Worked("a little engagement that is due may be missed too", engage_customers, ("marketer",), {"conditions.engagement": 0.5, "customers.service_hours": 1.0, "company.served": 1, "marketer.hours_left": 0.5, "company.care": 0.0}, {"company.care": 0.5}),
    at_heads("heads of marketing engage no customers", set_aside_hours, ("marketing_head",), FREE | {"marketing_head.meeting_hours": 0.0, "conditions.engagement": 0.5, "customers.service_hours": 1.0, "company.served": 9, "company.care": 0.0}, {"marketing_head.hours_left": 36.0, "company.care": 0.0}),
    Worked("a rep's first draw above what is missing brings the odd find", prospect, (0,), UNUSUAL | SOUGHT | {"rep.hours_left": 30.0, "selling.prospecting_hours": 20.0, "luck.PROSPECTING": (0.6, 0.1, 0.1, 0.1)}, {"tally.leads_created": 2.0}),
    Worked("a rep's first draw below what is missing brings no odd find", prospect, (0,), UNUSUAL | SOUGHT | {"rep.hours_left": 30.0, "selling.prospecting_hours": 20.0, "luck.PROSPECTING": (0.4, 0.9, 0.9, 0.9)}, {"tally.leads_created": 1.0}),
    Worked("a buyer who hears mostly sales hears mostly one story", story_gap, (0, 0.25), {"tie.shared": 0.0, "lead.information": 0.0, "now.role_overlap": 0.0}, 0.5),
    Worked("content counts by its own weight", readiness, (0,), UNMOVED | {"buyers.win_content": 0.5, "buyers.usual_content": 0.25, "lead.autonomy": 0.4}, -0.95),
    Worked("joint touches in half of the weeks count by half", readiness, (0,), UNMOVED | {"buyers.win_joint": 0.6, "lead.joint": 2.0}, -0.7),
    Worked("who was asked for nothing has done all", pipeline_over_plan, (), {"marketer.target": 0.0, "tally.leads_handed_over": 0.0}, 1.0),
    Worked("a plan of less than one lead may be half met", pipeline_over_plan, (), {"marketer.target": 0.5, "tally.leads_handed_over": 0.25}, 0.5),
    at_heads("a plan is that of all marketers together", lambda org: plan_of(org, (1.0, 2.0, 7.0)), (), {"tally.leads_handed_over": 4.0}, 0.4),
    uneven("a marketer leads no joint sessions, whatever it has left", leaders_share_time, (), {"marketer.leading_left": 9.0, "boss.leading_left": 0.0}, {"company.sessions": 0.0}),
    at_heads("each head coaches its own people, by its own hours for each", leaders_share_time, (), {"sales_head.leading_left": 3.0, "marketing_head.leading_left": 6.0, "leadership.coaching_hours": 0.5}, {"sales.coaching": 1.0 - math.exp(-1.0), "marketing.coaching": 1.0 - math.exp(-2.0)}),
    Worked("practitioners lead no joint sessions, whatever they have left", leaders_share_time, (), {"rep.leading_left": 9.0, "marketer.leading_left": 9.0, "boss.leading_left": 0.0}, {"company.sessions": 0.0}),
    at_heads("what a full session takes is its own number", leaders_share_time, (), {"sales_head.leading_left": 6.0, "marketing_head.leading_left": 0.0, "leadership.coaching_hours": 0.5, "leadership.coaching": 0.1, "leadership.hours": 9.0}, {"company.sessions": 1.0 - math.exp(-1.0)}),
    Worked("reps are spared what marketing's engagement takes over", serve_customers, (0,), {"rep.customers": 10, "customers.service_hours": 1.0, "conditions.engagement": 0.5, "rep.hours_left": 36.0}, {"rep.hours_left": 31.0, "rep.service": 1.0}),
    Worked("the hours given to customers are hours of selling", serve_customers, (0,), {"rep.customers": 10, "customers.service_hours": 1.0, "conditions.engagement": 0.0, "rep.hours_left": 36.0, "tally.hours_selling": 1.0}, {"tally.hours_selling": 11.0}),
    Worked("what leaders decided is off their table as they share their time", leaders_share_time, (), {"matter.closed": Verdict.SETTLED}, {"company.matters": 0}),
    Worked("what is open stays on their table", leaders_share_time, (), {"matter.closed": Verdict.OPEN}, {"company.matters": 1}),
    Worked("the first opportunity in the books is attended first", attend_opportunities, (0,), {"company.leads": 2, "lead.stage": Stage.OPPORTUNITY, "other_lead.stage": Stage.NEGOTIATION, "selling.opportunity_hours": 4.0, "lead.autonomy": 0.0, "other_lead.autonomy": 0.0, "rep.hours_left": 5.0}, {"lead.sales_now": 1.0, "other_lead.sales_now": 0.25, "rep.hours_left": 0.0}),
    Worked("a buyer whom a rep finds engages the more the better the fit", find_own_lead, (0, 0), SOUGHT | {"selling.engagement": 1.0, "selling.own_fit": 1.0, "campaigns.fit_spread": 0.0, "luck.LEAD_NATURE": (0.5, 0.85, 0.5, 0.4), "luck.LEAD_JOURNEY": (0.5, 0.5, 0.5, 0.5)}, {"company.leads": 1}),
    Worked("a rep searches by half if it is half as competent", prospect, (0,), UNUSUAL | SOUGHT | {"rep.skill": 0.5, "rep.hours_left": 40.0, "selling.prospecting_hours": 10.0, "luck.PROSPECTING": (0.1, 0.9, 0.9, 0.9)}, {"tally.leads_created": 2.0}),
    uneven("density is over all pairs, and the graph falls apart as far as edges lie within functions", lambda org: in_plain(observe_network)(org), (), {"clock.quarter": 0, "tie.contact": 0.4, "other_tie.contact": 0.2}, {"quarter.cross_function_density": 0.3, "quarter.modularity": 2.0 / 9.2 - 32.72 / 84.64, "quarter.assortativity": (2.0 / 9.2 - 32.72 / 84.64) / (1.0 - 32.72 / 84.64)}),
)  # fmt: skip
def test_a_week_turns_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(("who", "attended"), [(0, [1.0, 0.0]), (1, [0.0, 1.0])], ids=["the first rep", "the second"])
def test_a_rep_attends_its_own_opportunities_and_no_other_s(who: int, attended: list[float]) -> None:
    org = company("uneven").copy()
    LUCK.clear()
    for place, value in {"company.leads": 2, "lead.stage": Stage.OPPORTUNITY, "other_lead.stage": Stage.OPPORTUNITY, "selling.opportunity_hours": 4.0,
                         "other_rep.hours_left": 40.0, "rep.hours_left": 40.0, "lead.autonomy": 0.0, "other_lead.autonomy": 0.0,
                         "lead.sales_now": 0.0, "other_lead.sales_now": 0.0}.items():  # fmt: skip
        put(org, place, value)
    org.queue[:2], org.queue_start[:4] = (0, 1), (0, 1, 2, 2)
    in_plain(attend_opportunities)(org, who)
    assert [float(each) for each in org.leads.sales_now[:2]] == attended
    assert [float(each) for each in org.people.hours_left[:2]] == [40.0 - 4.0 * each for each in attended]


def test_leads_are_lined_up_by_their_reps_once_they_are_handed_over() -> None:
    org = company("uneven").copy()
    LUCK.clear()
    for place, value in {"company.leads": 2, "lead.stage": Stage.QUALIFIED, "lead.tie": NOBODY, "lead.rep": NOBODY, "other_lead.rep": 0, "other_lead.tie": 0,
                         "tie.contact": 0.0, "other_tie.contact": 1.0, "handoff.cold_routing": 0.0, "handoff.muddle": 0.0}.items():  # fmt: skip
        put(org, place, value)
    in_plain(leads_are_handed_over)(org)
    assert [org.queue[org.queue_start[who] : org.queue_start[who + 1]].tolist() for who in range(3)] == [[1], [0], []]


@pytest.mark.parametrize("setting", [*GRADED, *AT_A_STROKE])
@pytest.mark.parametrize(("left", "graded", "at_a_stroke"), [(10.0, 0.1, 0), (6.0, 0.5, 1), (1.0, 1.0, 1)])
def test_each_setting_moves_in_its_way_and_is_there_when_a_reorganisation_is_over(
    setting: str, left: float, graded: float, at_a_stroke: int
) -> None:
    org = company("pair").copy()
    LUCK.clear()
    for place, value in (MOVING | {"company.transition_left": left}).items():
        put(org, place, value)
    org.structure[WHENCE] = org.structure[NOW]
    org.structure[WHITHER] = org.structure[NOW]
    org.structure[WHENCE][setting] = org.structure[NOW][setting] = 0
    org.structure[WHITHER][setting] = span(setting) / 2 if setting in GRADED else 1
    in_plain(go_on)(org)
    expected = graded * span(setting) / 2 if setting in GRADED else at_a_stroke
    assert org.structure[NOW][setting] == pytest.approx(expected)


@pytest.mark.parametrize("setting", GRADED)
def test_a_change_of_any_graded_setting_by_half_of_its_span_is_as_large(setting: str) -> None:
    org = company("pair").copy()
    LUCK.clear()
    for place, value in (STILL | {"power.transition": 10.0}).items():
        put(org, place, value)
    org.structure[WHITHER][setting] = org.structure[NOW][setting] + span(setting) / 2
    in_plain(begin_switch)(org)
    assert org.company[0].upheaval == pytest.approx(0.5)
    assert org.structure[WHENCE].tolist() == org.structure[NOW].tolist()


ALL_TRUST = {
    "other_rep.trust": 0.5,
    **{f"{who}.trust": 0.5 for who in ("rep", "marketer", "sales_head", "marketing_head")},
}
HEADS = {"sales_head.manager": "boss", "marketing_head.manager": "boss"}


@worked(
    Worked("a transition that is over leaves nothing to go on with", go_on, (), MOVING | {"company.transition_left": 0.3}, {"company.transition_left": 0.0, "now.integration": 0.8}),
    Worked("a reorganisation goes on week by week", structure_moves, (), MOVING, {"company.transition_left": 9.0, "now.integration": 0.26}),
    Worked("how much companies differ in resistance is its own number", go_on, (), MOVING | {"power.resistance": 0.5, "luck.RESISTANCE": (FAR_UP, 0.1, 0.1, 0.1)}, {"company.transition_left": 10.0 - math.exp(-1.0)}),
    at_heads("half way to one head its lines are drawn", go_on, (), MOVING | HEADS | ALL_TRUST | {"company.transition_left": 6.0, "now.heads": 2, "whither.heads": 1}, {"now.heads": 1, "marketing_head.manager": "sales_head"}),
    at_heads("before half way to one head lines are as they were", go_on, (), MOVING | HEADS | ALL_TRUST | {"company.transition_left": 6.5, "now.heads": 2, "whither.heads": 1}, {"now.heads": 2, "marketing_head.manager": "boss"}),
    Worked("a company whose reorganisation is over drifts again", structure_moves, (), {"company.transition_left": 0.0, "company.transition_length": 10.0, "now.follows_forces": 1, "conditions.technology": 1.0, "conditions.buyers": 0.0, "now.integration": 0.5, "power.drift": 0.1}, {"now.integration": 0.45}),
    Worked("a reorganisation whose last days are left goes on and does not drift", structure_moves, (), MOVING | {"company.transition_left": 0.5, "now.follows_forces": 1, "whither.follows_forces": 1, "conditions.technology": 1.0, "power.drift": 0.5}, {"company.transition_left": 0.0, "now.integration": 0.8}),
    Worked("power drifts to marketing by what it lacks beyond half too", drift, (), ADRIFT | {"conditions.buyers": 1.0, "now.power_balance": 0.6}, {"now.power_balance": 0.64}),
    Worked("power that is nearly all with sales stays there as long as buyers are as of old", drift, (), ADRIFT | {"now.power_balance": -0.9}, {"now.power_balance": -0.9, "company.drifted": 0.0}),
    Worked("power that is nearly all with sales drifts from there", drift, (), ADRIFT | {"conditions.buyers": 0.5, "now.power_balance": -0.9}, {"now.power_balance": -0.9 + 0.05 * 1.9}),
    Worked("who leads both never reports to itself", draw_reporting_lines, (), {"now.heads": 1, "boss.manager": 0}, {"boss.manager": 0}),
    Worked("power drifts to marketing wholly and no farther", drift, (), ADRIFT | {"conditions.buyers": 1.0, "power.drift": 2.0, "now.power_balance": 0.5}, {"now.power_balance": 1.0, "company.drifted": 0.5}),
    Worked("drift adds up from week to week", drift, (), ADRIFT | {"conditions.technology": 0.5, "company.drifted": 0.1}, {"company.drifted": 0.135}),
    Worked("a step of drift unsettles by all that has drifted", drift, (), ADRIFT | {"conditions.technology": 0.5, "company.drifted": 0.1, "power.drift_step": 0.135 - 1e-9, "power.upheaval": 1.0}, {"company.drifted": 0.0, "rep.clarity": math.exp(-0.135)}),
    at_heads("of functions as large that of sales is the first under one head", draw_reporting_lines, (), {"now.heads": 1} | HEADS, {"sales_head.manager": "boss", "marketing_head.manager": "sales_head"}),
    at_heads("a head to whom the other reports already stays the first", draw_reporting_lines, (), {"now.heads": 1} | HEADS | {"sales_head.manager": "marketing_head"}, {"sales_head.manager": "marketing_head", "marketing_head.manager": "boss"}),
    at_heads("a head of sales moves up beside that of marketing again", draw_reporting_lines, (), {"now.heads": 2} | HEADS | {"sales_head.manager": "marketing_head"}, {"sales_head.manager": "boss", "marketing_head.manager": "boss"}),
    at_heads("two heads of whom neither reports to the other report as they did", draw_reporting_lines, (), {"now.heads": 2} | HEADS | {"marketing_head.manager": 0}, {"sales_head.manager": "boss", "marketing_head.manager": 0}),
    at_heads("a head at the top of all stays there", draw_reporting_lines, (), {"now.heads": 1} | HEADS | {"sales_head.manager": NOBODY}, {"sales_head.manager": NOBODY, "marketing_head.manager": "boss"}),
    at_heads("a head of marketing at the top of all stays there", draw_reporting_lines, (), {"now.heads": 1} | HEADS | {"marketing_head.manager": NOBODY}, {"sales_head.manager": "boss", "marketing_head.manager": NOBODY}),
    Worked("who leads both reports to nobody anew", draw_reporting_lines, (), {"now.heads": 1}, {"boss.manager": NOBODY, "rep.manager": "boss"}),
)  # fmt: skip
def test_a_structure_turns_as_the_sentence_says(example: Worked) -> None:
    example.holds()


ENDING = {"clock.week": 13, "tally.wins": 1.0, "tally.revenue_new": 50.0, "rep.achieved": 1.0, "rep.target": 2.0, "marketer.achieved": 3.0, "marketer.target": 4.0,
          "now.shared_goals": 0.5, "company.customers": 0, "company.matters": 0, "selling.quota": 3.0}  # fmt: skip


@worked(
    Worked("the quarter that ends is told with its counts, which then begin anew", close, (), ENDING | {"clock.quarter": 0}, {"first_quarter.wins": 1.0, "first_quarter.revenue_new": 50.0, "tally.wins": 0.0, "tally.revenue_new": 0.0, "clock.quarter": 1}),
    Worked("the last quarter before the record is told as a state without counts", close, (), ENDING | {"clock.quarter": -1, "rep.morale": 0.2, "marketer.morale": 0.4}, {"quarter.wins": 0.0, "quarter.revenue_new": 0.0, "quarter.morale": 0.3, "clock.quarter": 0}),
    Worked("people are appraised by the wins of the quarter that ends", close, (), ENDING | {"clock.quarter": 0}, {"rep.success": 0.5, "marketer.success": 0.5 * 0.75 + 0.5 * 0.5, "marketer.inequity": 0.5 * 0.25, "rep.target": 3.0, "rep.achieved": 0.0, "marketer.achieved": 0.0}),
    uneven("everybody who does the work is appraised", close, (), ENDING | {"clock.quarter": 0, "now.shared_goals": 0.0, "other_rep.achieved": 1.0, "other_rep.target": 4.0, "marketer.achieved": 3.0, "marketer.target": 4.0}, {"rep.success": 0.5, "other_rep.success": 0.25, "marketer.success": 0.75, "other_rep.target": 3.0, "other_rep.achieved": 0.0, "marketer.achieved": 0.0}),
    Worked("last quarter's revenue is remembered as it ends", close, (), ENDING | {"clock.quarter": 0}, {"company.last_revenue": 50.0}),
    Worked("within a quarter nothing is closed", quarter_closes, (), ENDING | {"clock.week": 12, "clock.quarter": 0}, {"clock.quarter": 0, "tally.wins": 1.0, "rep.achieved": 1.0}),
    Worked("as a quarter ends it is closed", quarter_closes, (), ENDING | {"clock.quarter": 0}, {"clock.quarter": 1, "tally.wins": 0.0}),
    Worked("a programme in its last week is over after it", quarter_closes, (), {"clock.week": 12, "company.programme_left": 0.4}, {"company.programme_left": 0.0}),
    Worked("without a programme none is left", quarter_closes, (), {"clock.week": 12, "company.programme_left": 0.0}, {"company.programme_left": 0.0}),
)  # fmt: skip
def test_a_quarter_turns_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize("quarter", [-3, -2])
def test_a_quarter_of_the_burn_in_is_told_nowhere(quarter: int) -> None:
    org = company("pair").copy()
    LUCK.clear()
    for place, value in (ENDING | {"clock.quarter": quarter}).items():
        put(org, place, value)
    org.quarters.wins[:] = 77.0
    in_plain(close)(org)
    assert set(org.quarters.wins) == {77.0}
    assert (org.clock[0].quarter, org.tally[0].wins) == (quarter + 1, 0.0)


def test_leaders_are_not_appraised() -> None:
    org = company("uneven").copy()
    LUCK.clear()
    for place, value in (ENDING | {"clock.quarter": 0, "boss.success": 0.7, "boss.target": 5.0}).items():
        put(org, place, value)
    in_plain(close)(org)
    boss: Any = org.people[find(org, "boss")]
    assert (boss.success, boss.target) == (0.7, 5.0)
    assert np.isnan(org.quarters.wins[2:]).all(), "of quarters that are still to come nothing is told"


def test_each_outcome_is_observed_as_a_quarter_ends() -> None:
    org = company("heads").copy()
    org.company[0].customers = 0
    for name in org.quarters.dtype.names:
        org.quarters[1][name] = 77.0
    org.clock[0].quarter = 1
    in_plain(observe)(org)
    assert [name for name in org.quarters.dtype.names if org.quarters[1][name] == 77.0] == []


@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_a_company_is_founded_as_another_than_the_scenario_s_as_far_as_companies_differ(spread: float) -> None:
    scenario = small({"company.spread": spread}, reps=1, marketers=1, executives=1)
    differ = world(scenario).parameters[0] != scenario.parameter_record()[0]
    assert bool(differ) == (spread > 0.0)


@pytest.mark.parametrize(("burn_in", "seen"), [(0, True), (2, False)])
def test_a_company_without_a_burn_in_is_looked_at_on_its_first_day_and_another_when_its_record_begins(
    burn_in: int, seen: bool
) -> None:
    scenario = small({"company.burn_in": burn_in}, reps=1, marketers=1, executives=1)
    shared = prepare(scenario)
    org = found(shared.blueprint, PARADIGMS["siloed"].values(), parameters=shared.parameters, theory=scenario.theory_record(), sources=shared.sources,
                quantiles=scenario.quantiles.tables(), weather=shared.sky("none", 0), seed=5, replication=3, burn_in=burn_in, spread=0.0)  # fmt: skip
    clock = org.clock[0]
    assert (clock.week, clock.quarter, clock.seed, clock.replication) == (-13 * burn_in, -burn_in, 5, 3)
    assert (len(org.quarters), bool(org.quarters.morale[0] == 0.5)) == (1, seen)
    assert {tuple(row) for row in org.structure.tolist()} == {PARADIGMS["siloed"].values()}
