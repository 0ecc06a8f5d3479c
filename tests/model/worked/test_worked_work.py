"""What a term of a rule does, worked out by hand: people's hours and output, campaigns, hand-offs and a rep's week."""

from cordiale.simulation.rules.campaigns import promise, targeting_precision, volume_stress
from cordiale.simulation.rules.capacity import behind, closeness, competence, drive, led, pressure, voice
from cordiale.simulation.rules.finds import source_of
from cordiale.simulation.rules.follow_up import agreed, engagement, ignore, perceived_fit, reject
from cordiale.simulation.rules.handoff import confusion, delay, double, doubling, loss, tools_differ
from cordiale.simulation.rules.hours import engage_customers, lose, planning_hours, sell, set_aside_hours, spend
from cordiale.simulation.rules.leads import marketing_share, open_opportunity, own_promise
from cordiale.simulation.rules.selling import attend_opportunities, serve_customers
from cordiale.simulation.world.theories import VoiceTheory
from cordiale.simulation.world.words import Attribution, DecisionRule, Side, Stage, Tool
from tests.support.worked import Worked, worked

EACH, ONE, DOMINANT, CONSENT = (
    DecisionRule.EACH_ALONE,
    DecisionRule.ONE_HEAD,
    DecisionRule.DOMINANT_SIDE,
    DecisionRule.JOINT_CONSENT,
)
# A person of whom nothing holds back or drives on what it gets done in an hour.
USUAL = {
    "rep.skill": 1.0, "rep.experience": 99.0, "people.ramp": 20.0, "people.craft": 0.0, "people.ambiguity_cost": 0.0,
    "people.morale_output": 0.0, "people.fragmentation": 0.0, "people.free_riding": 0.0,
}  # fmt: skip


@worked(
    Worked("a newcomer begins at half strength", competence, (0,), USUAL | {"rep.experience": 0.0}, 0.5),
    Worked("half way up the ramp a newcomer is at three quarters", competence, (0,), USUAL | {"rep.experience": 10.0}, 0.75),
    Worked("a full specialist gains half of the craft over the middle", competence, (0,), USUAL | {"people.craft": 0.2, "rep.specialisation": 1.0}, 1.1),
    Worked("a generalist lacks half of the craft", competence, (0,), USUAL | {"people.craft": 0.2, "rep.specialisation": 0.0}, 0.9),
    Worked("a role that is half clear costs half of what unclear ones cost", competence, (0,), USUAL | {"people.ambiguity_cost": 0.2, "rep.clarity": 0.5}, 0.9),
    Worked("morale above the middle adds output", competence, (0,), USUAL | {"people.morale_output": 0.4, "rep.morale": 0.75}, 1.1),
    Worked("full contact interrupts by the whole fragmentation", competence, (0,), USUAL | {"people.fragmentation": 0.3, "rep.meeting_hours": 1.0, "coordination.meeting_hours": 1.0}, 0.7),
    Worked("nobody gets nothing done", competence, (0,), USUAL | {"rep.skill": 0.0}, 0.05),
    Worked("shared goals and one pot each take half of what free riding takes", drive, (), {"people.free_riding": 0.2, "now.shared_goals": 0.5, "now.attribution": Attribution.POOLED}, 0.85),
    Worked("shared goals alone take half of what free riding takes", drive, (), {"people.free_riding": 0.2, "now.shared_goals": 0.5, "now.attribution": Attribution.LINEAR}, 0.95),
    Worked("one pot alone takes half of what free riding takes", drive, (), {"people.free_riding": 0.2, "now.shared_goals": 0.0, "now.attribution": Attribution.POOLED}, 0.9),
    Worked("where each has its own nobody rides free", drive, (), {"people.free_riding": 0.2, "now.shared_goals": 0.0, "now.attribution": Attribution.LINEAR}, 1.0),
    Worked("a person is behind by what it lacks of success", behind, (0,), {"rep.success": 0.3}, 0.7),
    Worked("pressure is less where the joint result counts", pressure, (0,), {"rep.success": 0.3, "now.shared_goals": 0.5}, 0.35),
    Worked("sales is led as far as marketing decides", led, (Side.SALES,), {"now.power_balance": 0.7}, 0.7),
    Worked("marketing is led as far as sales decides", led, (Side.MARKETING,), {"now.power_balance": -0.6}, 0.6),
    Worked("the stronger side is not led", led, (Side.MARKETING,), {"now.power_balance": 0.7}, 0.0),
    Worked("the led side falls silent", voice, (Side.SALES,), {"people.silence": 0.8, "now.power_balance": 0.5}, 0.6),
    Worked("the side that leads keeps its voice", voice, (Side.MARKETING,), {"people.silence": 0.8, "now.power_balance": 0.5}, 1.0),
    Worked("by the theory of safety strong leaders let everybody speak", voice, (Side.SALES,), {"theory.voice": VoiceTheory.SAFETY, "people.silence": 0.8, "leadership.strength": 0.75, "now.power_balance": 1.0}, 0.8),
    Worked("closeness is the hours met over those of full contact with all", closeness, (0,), {"rep.meeting_hours": 0.6, "coordination.meeting_hours": 1.5}, 0.4),
)  # fmt: skip
def test_what_a_person_gets_done_is_as_the_sentence_says(example: Worked) -> None:
    example.holds()


# A week of 36 hours on which nothing is laid.
FREE = {
    "rep.weekly_hours": 36.0, "rep.meeting_hours": 0.0, "rep.joint_hours": 0.0, "rep.owed_hours": 0.0, "rep.vacant": 0.0,
    "marketer.weekly_hours": 36.0, "marketer.meeting_hours": 0.0, "marketer.joint_hours": 0.0, "marketer.owed_hours": 0.0,
    "boss.weekly_hours": 36.0, "boss.owed_hours": 0.0, "boss.meeting_hours": 0.0, "company.sessions": 0.0, "conditions.upkeep": 0.0,
    "conditions.engagement": 0.0, "now.joint_planning": 0.0, "company.programme_left": 0.0,
    "company.transition_left": 0.0, "company.contested": 0,
}  # fmt: skip


def week(says: str, who: str, given: dict[str, float], then: dict[str, float]) -> Worked:
    return Worked(says, set_aside_hours, (who,), FREE | given, then)


@worked(
    week("meetings take their hours and are no friction", "rep", {"rep.meeting_hours": 2.0}, {"rep.hours_left": 34.0, "rep.friction_hours": 0.0}),
    week("joint planning takes its hours", "rep", {"now.joint_planning": 3.0}, {"rep.hours_left": 33.0}),
    week("a programme takes its hours while it lasts", "rep", {"company.programme_left": 1.0, "perception.programme_hours": 2.0}, {"rep.hours_left": 34.0}),
    week("a programme takes its hours of leaders too", "boss", {"company.programme_left": 1.0, "perception.programme_hours": 2.0}, {"boss.hours_left": 34.0}),
    week("sessions take practitioners the hours of coaching as far as they are led", "rep", {"company.sessions": 0.5, "leadership.coaching_hours": 4.0}, {"rep.hours_left": 34.0}),
    week("leaders sit in no session as those who are coached", "boss", {"company.sessions": 0.5, "leadership.coaching_hours": 4.0}, {"boss.hours_left": 36.0}),
    week("separate tools take their upkeep", "marketer", {"conditions.upkeep": 1.5}, {"marketer.hours_left": 34.5, "marketer.friction_hours": 0.0}),
    week("leaders keep up no tools", "boss", {"conditions.upkeep": 1.5}, {"boss.hours_left": 36.0}),
    week("work on deals of last week is paid and forgotten", "marketer", {"marketer.joint_hours": 2.5}, {"marketer.hours_left": 33.5, "marketer.joint_hours": 0.0, "marketer.friction_hours": 0.0}),
    week("old trouble is friction, paid and forgotten", "rep", {"rep.owed_hours": 4.0}, {"rep.hours_left": 32.0, "rep.friction_hours": 4.0, "rep.owed_hours": 0.0}),
    week("learning a new structure is friction by the size of the change", "rep", {"company.transition_left": 1.0, "company.upheaval": 0.5, "power.upheaval_hours": 4.0}, {"rep.hours_left": 34.0, "rep.friction_hours": 2.0}),
    week("a change that is over costs no hours", "rep", {"company.transition_left": 0.0, "company.upheaval": 0.5, "power.upheaval_hours": 4.0}, {"rep.hours_left": 36.0}),
    week("a contest for power is friction of that week", "rep", {"company.contested": 1, "power.contest_hours": 1.5}, {"rep.hours_left": 34.5, "rep.friction_hours": 1.5}),
    week("friction is of this week alone", "rep", {"rep.friction_hours": 9.0}, {"rep.friction_hours": 0.0}),
    week("an empty seat has no hours but counts as a person's week", "rep", {"rep.vacant": 2.0, "tally.hours": 0.0, "tally.person_weeks": 0.0}, {"rep.hours_left": 0.0, "tally.hours": 0.0, "tally.person_weeks": 1.0}),
    week("hours of leaders count and their weeks do not", "boss", {"tally.hours": 0.0, "tally.person_weeks": 0.0}, {"tally.hours": 36.0, "tally.person_weeks": 0.0}),
    week("practice is the share of the week left for one's craft", "rep", {"rep.meeting_hours": 9.0}, {"rep.practice": 0.75}),
    week("a leader of half strength has half of its hours for the two functions", "boss", {"leadership.strength": 0.5, "leadership.hours": 18.0}, {"boss.leading_left": 9.0}),
    week("a leader cannot give more than is left of the week", "boss", {"leadership.strength": 1.0, "leadership.hours": 60.0, "now.joint_planning": 6.0}, {"boss.leading_left": 30.0}),
    week("whose luck lies under separation works in its own tool", "marketer", {"marketer.tool_luck": 0.3, "conditions.separation": 0.4}, {"marketer.system": Tool.OWN_MARKETING}),
    week("whose luck lies above separation works in the common tool", "marketer", {"marketer.tool_luck": 0.5, "conditions.separation": 0.4}, {"marketer.system": Tool.COMMON}),
    week("marketers begin the week with their part in serving customers", "marketer", {"conditions.engagement": 0.5, "customers.service_hours": 0.2, "company.served": 10}, {"marketer.hours_left": 35.0}),
    week("reps have no part in marketing's engagement", "rep", {"conditions.engagement": 0.5, "customers.service_hours": 0.2, "company.served": 10}, {"rep.hours_left": 36.0}),
    Worked("nobody spends more than is left", spend, (0, 5.0), {"rep.hours_left": 3.0}, 3.0),
    Worked("hours of selling are counted as far as they are given", sell, (0, 5.0), {"rep.hours_left": 3.0, "tally.hours_selling": 1.0}, {"rep.hours_left": 0.0, "tally.hours_selling": 4.0}),
    Worked("hours lost are the person's and the company's friction", lose, (0, 2.0), {"rep.hours_left": 3.0, "rep.friction_hours": 1.0, "tally.friction_hours": 10.0}, {"rep.hours_left": 1.0, "rep.friction_hours": 3.0, "tally.friction_hours": 12.0}),
    Worked("planning is the structure's and a programme's together", planning_hours, (), {"now.joint_planning": 1.5, "company.programme_left": 3.0, "perception.programme_hours": 2.0}, 3.5),
    Worked("marketing engages customers up to half of what is left", engage_customers, ("marketer",), {"conditions.engagement": 1.0, "customers.service_hours": 1.0, "company.served": 40, "marketer.hours_left": 20.0, "company.care": 0.0}, {"marketer.hours_left": 10.0, "company.care": 0.25}),
    Worked("where no engagement is due all of it was given", engage_customers, ("marketer",), {"conditions.engagement": 0.0, "company.served": 40, "marketer.hours_left": 20.0, "company.care": 0.0}, {"marketer.hours_left": 20.0, "company.care": 1.0}),
)  # fmt: skip
def test_the_hours_of_a_week_go_where_the_sentence_says(example: Worked) -> None:
    example.holds()


FAR = {"tie.contact": 0.0, "tie.shared": 0.0, "now.role_overlap": 0.0, "now.integration": 0.0, "conditions.as_of_old": 0.0,
       "rep.system": Tool.COMMON, "marketer.system": Tool.COMMON}  # fmt: skip


@worked(
    Worked("marketing targets by its craft, by what sales shares and by its tools", targeting_precision, (1,), {"campaigns.precision": 0.2, "campaigns.precision_from_sales": 0.4, "marketer.shared": 0.5, "conditions.precision": 0.1}, 0.5),
    Worked("some pressure for volume is always there", volume_stress, (1,), {"campaigns.base_pressure": 0.4, "marketer.success": 1.0}, 0.4),
    Worked("pressure for volume is whole for who is wholly behind", volume_stress, (1,), {"campaigns.base_pressure": 0.4, "marketer.success": 0.0}, 1.0),
    Worked("a promise is what marketing believes and more under pressure", promise, (0.4, 0.5), {"campaigns.over_promising": 0.6, "now.power_balance": 0.0}, 0.7),
    Worked("where marketing decides nobody checks what it promises", promise, (0.2, 0.5), {"campaigns.over_promising": 0.6, "now.power_balance": 0.5}, 0.65),
    Worked("where sales decides little of what marketing over-promises passes", promise, (0.2, 0.5), {"campaigns.over_promising": 0.6, "now.power_balance": -0.5}, 0.35),
    Worked("a rep adds to the promise under pressure, the more the shorter its view", own_promise, (0,), {"selling.closing_promise": 0.4, "rep.success": 0.0, "rep.orientation": 0.25, "now.power_balance": 0.0}, 0.3),
    Worked("where marketing decides little of what a rep adds passes", own_promise, (0,), {"selling.closing_promise": 0.4, "rep.success": 0.0, "rep.orientation": 0.25, "now.power_balance": 0.5}, 0.15),
    Worked("where sales decides nobody checks what a rep adds", own_promise, (0,), {"selling.closing_promise": 0.4, "rep.success": 0.0, "rep.orientation": 0.25, "now.power_balance": -0.5}, 0.45),
    Worked("a rep who is not behind adds nothing to the promise", own_promise, (0,), {"selling.closing_promise": 0.4, "rep.success": 1.0, "rep.orientation": 0.0}, 0.0),
    Worked("the only source brings all leads", source_of, (0.99,), {}, 0),
    Worked("a hand-off without contact takes the whole delay", delay, (0,), FAR | {"handoff.delay": 2.0}, 2.0),
    Worked("half a contact halves the delay", delay, (0,), FAR | {"handoff.delay": 2.0, "tie.contact": 0.5}, 1.0),
    Worked("merged roles shorten the delay", delay, (0,), FAR | {"handoff.delay": 2.0, "now.role_overlap": 0.75}, 0.5),
    Worked("what is not shared is lost on the way", loss, (0,), FAR | {"handoff.loss": 0.2, "tie.shared": 0.25}, 0.15),
    Worked("tools that differ lose as much again", loss, (0,), FAR | {"handoff.loss": 0.2, "tie.shared": 1.0, "rep.system": Tool.OWN_SALES}, 0.2),
    Worked("buyers that roles are not made for lose by how far they have moved on", loss, (0,), FAR | {"handoff.loss": 0.2, "tie.shared": 1.0, "conditions.as_of_old": 0.5}, 0.1),
    Worked("what is not handed over is not lost, in merged roles", loss, (0,), FAR | {"handoff.loss": 0.2, "now.role_overlap": 0.5}, 0.1),
    Worked("two in the common tool work in the same", tools_differ, (0,), FAR, 0.0),
    Worked("tools differ as soon as one of the two works in its own", tools_differ, (0,), FAR | {"marketer.system": Tool.OWN_MARKETING}, 1.0),
    Worked("merged roles leave open what is not clear to either", confusion, (0,), {"now.role_overlap": 0.5, "rep.clarity": 0.4, "marketer.clarity": 0.8}, 0.2),
    Worked("strangers do the same work by the square of how strange they are", doubling, (0, 0.0), FAR | {"handoff.muddle": 0.4, "tie.shared": 0.5, "now.integration": 0.5}, 0.0125),
    Worked("unclear merged roles double work by half of the muddle", doubling, (0, 0.5), FAR | {"handoff.muddle": 0.4, "tie.shared": 1.0}, 0.1),
    Worked("work done twice costs each side half of a contact", double, (0,), {"selling.contact_hours": 6.0, "rep.owed_hours": 1.0, "marketer.owed_hours": 0.0, "tally.doubled_work": 0.0}, {"rep.owed_hours": 4.0, "marketer.owed_hours": 3.0, "tally.doubled_work": 1.0, "lead.doubled": 1.0}),
)  # fmt: skip
def test_a_lead_is_promised_and_handed_over_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("a rep trusts marketing's belief as far as it trusts the marketer", perceived_fit, (0,), {"of_marketing.is": (0.75, 0.75), "of_sales.is": (0.0, 0.0), "lead.believed": 0.8, "rep.expects": 0.4}, 0.7),
    Worked("without consent nobody agreed on anything", agreed, (), {"company.programme_left": 0.0, "company.settled_share": 0.6, "now.decision_rule": DOMINANT}, 0.0),
    Worked("one head's agreement is none of the two functions", agreed, (), {"company.programme_left": 0.0, "company.settled_share": 0.6, "now.decision_rule": ONE}, 0.0),
    Worked("leaders who decide each alone have agreed on nothing", agreed, (), {"company.programme_left": 0.0, "company.settled_share": 0.6, "now.decision_rule": EACH}, 0.0),
    Worked("by consent an agreement holds as far as leaders settle", agreed, (), {"company.programme_left": 0.0, "company.settled_share": 0.6, "now.decision_rule": CONSENT}, 0.6),
    Worked("in a programme the agreement holds wholly", agreed, (), {"company.programme_left": 1.0, "company.settled_share": 0.6, "now.decision_rule": EACH}, 1.0),
    Worked("a buyer engages by its fit and the root of the weeks it waited", engagement, (0,), {"selling.engagement": 0.5, "lead.fit": 1.0, "selling.decay": 0.75, "lead.created": 1.0, "lead.contacted": 5.0}, 0.5),
    Worked("whoever engages at once has lost nothing", engagement, (0,), {"selling.engagement": 0.5, "lead.fit": -0.5, "selling.decay": 0.75, "lead.created": 5.0, "lead.contacted": 5.0}, 0.5),
    Worked("a rejected lead speaks to both, to marketing by the weight of a lead", reject, (0, 0.3), {"trust.ignored_weight": 0.25, "trust.lost_valence": 0.4, "of_marketing.weight": 0.0, "of_sales.weight": 0.0, "tally.leads_rejected": 0.0}, {"of_marketing.valence": 0.3, "of_marketing.weight": 1.0, "of_sales.valence": 0.1, "of_sales.weight": 0.25, "tally.leads_rejected": 1.0, "lead.stage": Stage.REJECTED}),
    Worked("an ignored lead speaks to marketing alone, and of nothing good", ignore, (0,), {"trust.ignored_weight": 0.25, "of_marketing.weight": 0.0, "of_sales.weight": 0.0}, {"of_marketing.weight": 0.0, "of_sales.valence": 0.0, "of_sales.weight": 0.25, "lead.stage": Stage.IGNORED, "tally.leads_ignored": 1.0}),
    Worked("marketing's share is of the touches of both", marketing_share, (0,), {"lead.sales_touches": 3.0, "lead.marketing_touches": 1.0}, 0.25),
    Worked("without a touch the share is one half", marketing_share, (0,), {"lead.sales_touches": 0.0, "lead.marketing_touches": 0.0}, 0.5),
    Worked("an opportunity's buyer is as autonomous as buyers now are", open_opportunity, (0,), {"conditions.autonomy": 0.6, "buyers.pace_spread": 0.0, "lead.pace": 2.0, "tally.opportunities": 0.0}, {"lead.autonomy": 0.6, "lead.pace": 2.0, "lead.stage": Stage.OPPORTUNITY, "tally.opportunities": 1.0}),
    Worked("customers get the hours due and no more", serve_customers, (0,), {"rep.customers": 10, "customers.service_hours": 0.5, "conditions.engagement": 0.2, "rep.hours_left": 36.0}, {"rep.hours_left": 32.0, "rep.service": 1.0}),
    Worked("customers get half of the week at most and miss the rest", serve_customers, (0,), {"rep.customers": 10, "customers.service_hours": 4.0, "conditions.engagement": 0.0, "rep.hours_left": 20.0}, {"rep.hours_left": 10.0, "rep.service": 0.25}),
    Worked("who has no customers has served them all", serve_customers, (0,), {"rep.customers": 0, "rep.hours_left": 20.0}, {"rep.hours_left": 20.0, "rep.service": 1.0}),
    Worked("an autonomous buyer asks for fewer of a rep's hours", attend_opportunities, (0,), {"lead.stage": Stage.PROPOSAL, "lead.autonomy": 0.5, "selling.autonomy_saving": 0.5, "selling.opportunity_hours": 4.0, "rep.hours_left": 10.0}, {"rep.hours_left": 7.0, "lead.sales_now": 1.0}),
    Worked("an opportunity that gets half of its hours is touched by half", attend_opportunities, (0,), {"lead.stage": Stage.NEGOTIATION, "lead.autonomy": 0.0, "selling.opportunity_hours": 4.0, "rep.hours_left": 2.0}, {"rep.hours_left": 0.0, "lead.sales_now": 0.5}),
    Worked("a deal that has just become an opportunity gets its hours of a rep", attend_opportunities, (0,), {"lead.stage": Stage.OPPORTUNITY, "lead.autonomy": 0.0, "selling.opportunity_hours": 4.0, "rep.hours_left": 10.0}, {"rep.hours_left": 6.0, "lead.sales_now": 1.0}),
    Worked("a deal that has a proposal gets its hours of a rep", attend_opportunities, (0,), {"lead.stage": Stage.PROPOSAL, "lead.autonomy": 0.0, "selling.opportunity_hours": 4.0, "rep.hours_left": 10.0}, {"rep.hours_left": 6.0, "lead.sales_now": 1.0}),
    Worked("a deal in negotiation gets its hours of a rep", attend_opportunities, (0,), {"lead.stage": Stage.NEGOTIATION, "lead.autonomy": 0.0, "selling.opportunity_hours": 4.0, "rep.hours_left": 10.0}, {"rep.hours_left": 6.0, "lead.sales_now": 1.0}),
    Worked("a deal that is won gets no more hours of a rep", attend_opportunities, (0,), {"lead.stage": Stage.WON, "selling.opportunity_hours": 4.0, "rep.hours_left": 10.0}, {"rep.hours_left": 10.0}),
    Worked("a lead that is no opportunity yet takes none of its hours", attend_opportunities, (0,), {"lead.stage": Stage.ASSIGNED, "selling.opportunity_hours": 4.0, "rep.hours_left": 2.0}, {"rep.hours_left": 2.0}),
)  # fmt: skip
def test_a_rep_works_as_the_sentence_says(example: Worked) -> None:
    example.holds()
