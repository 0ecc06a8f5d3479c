"""What a term of a rule does, worked out by hand: forces, structure, executives, the survey and the quarter's outcomes."""

import math
from typing import Any

from cordiale.simulation.rules.alignment import lived, practitioners_alignment
from cordiale.simulation.rules.forces import contest, forces_move, set_conditions, unsettled
from cordiale.simulation.rules.network import count_ends
from cordiale.simulation.rules.observation import (
    friction_events,
    median_cycle,
    observe_flows,
    observe_people,
    observe_survey,
)
from cordiale.simulation.rules.perception import (
    act,
    executives_form_a_view,
    impression,
    intervene,
    read_dashboards,
    report,
)
from cordiale.simulation.rules.quarter import close, quarter_closes
from cordiale.simulation.rules.reorganisation import (
    begin_switch,
    buy_in,
    distance,
    draw_reporting_lines,
    drift,
    unsettle,
)
from cordiale.simulation.rules.signs import joint_result, meetings_held, pipeline_over_plan, shared_on_paper, surface
from cordiale.simulation.world.words import NEVER, NOBODY, Attribution, DecisionRule, Response
from tests.support.worked import Worked, at_heads, worked

EACH, ONE, DOMINANT, CONSENT = DecisionRule
CALM = {"conditions.technology": 0.0, "conditions.buyers": 0.0, "conditions.business_model": 0.0}
# Nothing of the five grounds of alignment is there; one leads both.
BLEAK = CALM | {"rep.trust": 0.0, "rep.shared": 0.0, "rep.clarity": 0.0, "company.mess": 1.0}


@worked(
    Worked("who leads both gets on with itself", lived, (0,), BLEAK, 0.2),
    at_heads("of two leaders it counts how far they trust each other", lived, (0,), BLEAK | {"leaders_of_sales_trust.is": (0.2, 0.2), "leaders_of_marketing_trust.is": (0.8, 0.8)}, 0.1),
    Worked("trust in the other function is a ground of alignment", lived, (0,), BLEAK | {"rep.trust": 0.5}, 0.3),
    Worked("what is known of the other function is a ground of alignment", lived, (0,), BLEAK | {"rep.shared": 0.5}, 0.3),
    Worked("a clear role is a ground of alignment", lived, (0,), BLEAK | {"rep.clarity": 0.5}, 0.3),
    Worked("work that is neither dropped nor doubled is a ground of alignment", lived, (0,), BLEAK | {"company.mess": 0.5}, 0.3),
    Worked("all three forces raise what the work requires, by their mean", lived, (0,), BLEAK | {"rep.trust": 1.0, "perception.required": 0.3, "conditions.technology": 1.0, "conditions.buyers": 0.5}, 0.25),
    Worked("nobody lives less than no alignment", lived, (0,), BLEAK | {"perception.required": 0.9, "conditions.technology": 1.0, "conditions.buyers": 1.0}, 0.0),
    Worked("alignment is the mean of reps and marketers, leaders left out", practitioners_alignment, (), BLEAK | {"marketer.trust": 1.0, "marketer.shared": 1.0, "marketer.clarity": 1.0, "boss.trust": 1.0}, 0.5),
)  # fmt: skip
def test_alignment_is_lived_as_the_sentence_says(example: Worked) -> None:
    example.holds()


TOLD = {
    "company.alignment": 0.3,
    "company.belief": 0.8,
    "perception.withholding": 0.0,
    "perception.optimism": 0.0,
    "people.silence": 0.0,
    "tie.contact": 1.0,
    "now.heads": 1,
}
SEEN = {"rep.target": 2.0, "marketer.target": 10.0, "company.programme_left": 0.0, "now.shared_goals": 0.4, "now.joint_planning": 0.0,
        "rep.meeting_hours": 0.0, "marketer.meeting_hours": 0.0, "coordination.planning_scale": 1.5}  # fmt: skip
READ = {"perception.inertia": 0.75, "company.reported_quality": 0.4, "company.reported_follow_up": 0.4, "tally.leads_worked": 4.0, "tally.misfit_leads": 1.0,
        "tally.leads_handed_over": 16.0}  # fmt: skip
VIEW = {"perception.inertia": 0.5, "company.settled_share": 0.4, "tally.decided": 4.0, "tally.stalemates": 2.0, "tally.settled": 3.0, "company.matters": 2,
        "tally.leads_handed_over": 10.0, "tally.doubled_work": 1.0, "tally.dropped_work": 2.0, "perception.threshold": 0.0, "tally.revenue_new": 80.0, "company.last_revenue": 100.0,
        "perception.visible_failure": 0.25, "company.programme_left": 0.0, "perception.programme": 9.0}  # fmt: skip


@worked(
    Worked("where all is told and nobody is optimistic the truth arrives", report, (), TOLD, 0.3),
    Worked("each of three levels adds its optimism", report, (), TOLD | {"perception.optimism": 0.4, "perception.spread": 0.25, "company.belief": 0.0}, 0.6),
    Worked("each of three levels withholds its share of the bad news that reached it", report, (), TOLD | {"perception.withholding": 0.5}, 0.8 - 0.5 * 0.5**3),
    Worked("above the managers two lines lose bad news only if both keep it", report, (), TOLD | {"perception.withholding": 0.5, "now.heads": 2}, 0.8 - 0.5 * 0.5 * 0.75**2),
    Worked("led people keep more to themselves", report, (), TOLD | {"people.silence": 0.5, "now.power_balance": 1.0}, 0.8 - 0.5 * 0.5**3),
    Worked("led marketers keep as much to themselves as led reps", report, (), TOLD | {"people.silence": 0.5, "now.power_balance": -1.0}, 0.8 - 0.5 * 0.5**3),
    Worked("where people hardly meet bad news is told by half", report, (), TOLD | {"tie.contact": 0.0}, 0.8 - 0.5 * 0.5**3),
    Worked("good news is told by everybody", report, (), TOLD | {"perception.withholding": 0.5, "company.belief": 0.1}, 0.3),
    Worked("an impression is the surface by its weight and the report by the rest", impression, (0.5, 0.9), TOLD | SEEN | {"perception.surface_weight": 0.25, "now.attribution": Attribution.LINEAR}, 0.25 * 0.25 * (0.5 + 0.9 + 0.7) + 0.75 * 0.3),
    Worked("four signs on the surface count alike", surface, (0.4, 0.8), SEEN | {"now.attribution": Attribution.OWN_ACCOUNTING}, 0.25 * (0.4 + 0.8 + 0.2)),
    Worked("a rule for credit is half of what is shared on paper", shared_on_paper, (), SEEN | {"now.attribution": Attribution.FIRST_TOUCH}, 0.7),
    Worked("own accounting is nothing shared on paper", shared_on_paper, (), SEEN | {"now.attribution": Attribution.OWN_ACCOUNTING}, 0.2),
    Worked("meetings are a good sign as much as the others", surface, (0.0, 0.0), SEEN | {"now.shared_goals": 0.0, "now.attribution": Attribution.OWN_ACCOUNTING, "now.joint_planning": 1.0, "rep.meeting_hours": 0.6, "marketer.meeting_hours": 0.4}, 0.25 * (1.0 - math.exp(-1.0))),
    Worked("a programme is full of what is shared on paper", shared_on_paper, (), SEEN | {"company.programme_left": 1.0}, 1.0),
    Worked("meetings show by planning and by the mean of reps and marketers", meetings_held, (), SEEN | {"now.joint_planning": 1.0, "rep.meeting_hours": 0.6, "marketer.meeting_hours": 0.4, "boss.meeting_hours": 30.0}, 1.0 - math.exp(-1.0)),
    Worked("pipeline is what was handed over, over what marketers were asked for", pipeline_over_plan, (), SEEN | {"tally.leads_handed_over": 4.0}, 0.4),
    Worked("more pipeline than planned shows as all of it", pipeline_over_plan, (), SEEN | {"tally.leads_handed_over": 40.0}, 1.0),
    Worked("the joint result is wins over what reps were asked for", joint_result, (), SEEN | {"tally.wins": 1.0}, 0.5),
    Worked("more wins than asked for count as all", joint_result, (), SEEN | {"tally.wins": 5.0}, 1.0),
    Worked("dashboards show which leads were worth it and which were worked", read_dashboards, (), READ, {"company.reported_quality": 0.4875, "company.reported_follow_up": 0.3625}),
    Worked("a dashboard without leads shows what it showed", read_dashboards, (), READ | {"tally.leads_worked": 0.0, "tally.leads_handed_over": 0.0}, {"company.reported_quality": 0.4, "company.reported_follow_up": 0.4}),
    Worked("leaders' record of settling counts what was decided, failed and is still open", executives_form_a_view, (), VIEW, {"company.settled_share": 0.5 * 0.4 + 0.5 * 3.0 / 8.0}),
    Worked("where nothing came before leaders their record stands", executives_form_a_view, (), VIEW | {"tally.decided": 0.0, "tally.stalemates": 0.0, "company.matters": 0}, {"company.settled_share": 0.4}),
    Worked("mess is dropped and doubled work over leads handed over", executives_form_a_view, (), VIEW, {"company.mess": 0.3}),
    Worked("a quarter without hand-offs is no mess", executives_form_a_view, (), VIEW | {"tally.leads_handed_over": 0.0}, {"company.mess": 0.0}),
    Worked("a fall of revenue that is not seen alarms nobody, and is remembered", executives_form_a_view, (), VIEW, {"company.programme_left": 0.0, "company.last_revenue": 80.0}),
    Worked("a visible fall of new revenue alarms", executives_form_a_view, (), VIEW | {"tally.revenue_new": 70.0}, {"company.programme_left": 9.0}),
    Worked("recurring revenue hides no fall of new revenue", executives_form_a_view, (), VIEW | {"tally.revenue_new": 70.0, "tally.revenue_recurring": 500.0}, {"company.programme_left": 9.0}),
    Worked("executives order no programme while one is under way", executives_form_a_view, (), VIEW | {"tally.revenue_new": 0.0, "company.programme_left": 3.0}, {"company.programme_left": 3.0}),
    Worked("a programme is a promise to repair for a quarter, no shorter than what was promised", intervene, (), {"perception.programme": 9.0, "of_marketing.repair": 2.0, "of_sales.repair": 20.0}, {"company.programme_left": 9.0, "of_marketing.repair": 13.0, "of_sales.repair": 20.0}),
    Worked("alarmed executives who may reorganise begin next week", act, (), {"company.response": Response.REORGANISE, "company.switch_week": NEVER, "clock.week": 26, "company.programme_left": 0.0}, {"company.switch_week": 27, "company.programme_left": 0.0}),
    Worked("executives reorganise once, and order no programme after it", act, (), {"company.response": Response.REORGANISE, "company.switch_week": 14, "clock.week": 26, "company.programme_left": 0.0}, {"company.switch_week": 14, "company.programme_left": 0.0}),
)  # fmt: skip
def test_executives_see_and_act_as_the_sentence_says(example: Worked) -> None:
    example.holds()


SKY = {
    "clock.week": 0, "now.integration": 0.0, "technology.underuse": 0.4, "technology.precision": 0.3, "technology.separation": 0.4, "coordination.forgetting": 0.02,
    "technology.upkeep": 2.0, "customers.engagement": 0.6, "buyers.autonomy": 0.3, "buyers.autonomy_force": 0.4, "company.roles_for": 0.3, "buyers.inconsistency": 0.9,
    "customers.recurring_share": 0.5, "customers.recurring_force": 0.4, "customers.satisfaction_joint": 0.1,
}  # fmt: skip


def under(says: str, forces: tuple[float, float, float], given: dict[str, float], then: dict[str, float]) -> Worked:
    """The conditions of a week with these intensities of technology, buyers and the business model."""

    def rule(org: Any) -> None:
        org.exchange(weather=org.weather.copy())
        org.weather.technology[:], org.weather.buyers[:], org.weather.business_model[:] = forces
        set_conditions(org)

    return Worked(says, rule, (), SKY | given, {f"conditions.{name}": value for name, value in then.items()})


@worked(
    under("without forces tools add nothing and buyers are as declared", (0, 0, 0), {}, {"precision": 0.0, "separation": 0.4, "staleness": 0.02, "upkeep": 0.0, "utilisation": 1.0, "contesting": 1.0, "autonomy": 0.3, "as_of_old": 0.0, "story_weight": 0.9, "recurring_share": 0.5, "joint_value": 0.1, "engagement": 0.0}),
    under("tools that are kept apart take their precision back", (1, 0, 0), {}, {"precision": 0.0}),
    under("integrated tools add precision as far as they are used", (1, 0, 0), {"now.integration": 1.0}, {"precision": 0.3 * 0.6, "utilisation": 0.6}),
    under("half a force adds half of what is used of it", (0.5, 0, 0), {"now.integration": 1.0}, {"precision": 0.3 * 0.5 * 0.8, "utilisation": 0.8}),
    under("the force doubles how many work in tools of their own", (1, 0, 0), {}, {"separation": 0.8}),
    under("integration keeps people in the common tool", (1, 0, 0), {"now.integration": 0.75}, {"separation": 0.2}),
    under("separate tools at full intensity let knowledge age twice as fast", (1, 0, 0), {}, {"staleness": 0.04}),
    under("separate tools take their upkeep", (0.5, 0, 0), {"now.integration": 0.5}, {"upkeep": 0.5}),
    under("separate tools let credit be contested up to twice as often", (1, 0, 0), {"now.integration": 0.5}, {"contesting": 1.5}),
    under("buyers do more without a rep", (0, 0.5, 0), {}, {"autonomy": 0.5}),
    under("where roles are made for buyers of old, they are that far behind, less where work is joint", (0, 1, 0), {"now.integration": 0.25}, {"as_of_old": 0.3}),
    under("different stories cost up to twice as much", (0, 1, 0), {}, {"story_weight": 1.8}),
    under("more contracts recur", (0, 0, 0.5), {}, {"recurring_share": 0.7}),
    under("joint work on customers is worth up to twice as much", (0, 0, 1), {}, {"joint_value": 0.2}),
    under("marketing takes a part in engaging customers", (0, 0, 0.5), {}, {"engagement": 0.3}),
    Worked("power is unsettled by how even it is where each decides alone", unsettled, (), {"now.decision_rule": EACH, "now.power_balance": -0.4}, 0.6),
    Worked("power is unsettled by how even it is under a dominant side", unsettled, (), {"now.decision_rule": DOMINANT, "now.power_balance": 0.7}, 0.3),
    Worked("one head settles power", unsettled, (), {"now.decision_rule": ONE, "now.power_balance": 0.0}, 0.0),
    Worked("under consent a strong leadership settles power", unsettled, (), {"now.decision_rule": CONSENT, "leadership.strength": 0.8}, 0.2),
    Worked("a contest moves power toward the winner by its step, as far as power is unsettled", contest, (), {"power.contests": 1.0, "conditions.business_model": 1.0, "conditions.unsettled": 1.0, "conditions.autonomy": 1.0, "conditions.engagement": 1.0, "now.power_balance": 0.2, "power.contest_step": 0.5, "tally.power_contests": 2.0}, {"now.power_balance": 0.6, "company.contested": 1, "tally.power_contests": 3.0}),
    Worked("without the business-model force nobody contests power", contest, (), {"power.contests": 1.0, "conditions.business_model": 0.0, "conditions.unsettled": 1.0, "company.contested": 1}, {"company.contested": 0, "tally.power_contests": 0.0}),
    Worked("a new week begins without content and care", forces_move, (), {"clock.week": 0, "company.content": 0.7, "company.care": 0.6}, {"clock.week": 1, "company.content": 0.0, "company.care": 0.0}),
)  # fmt: skip
def test_the_weather_makes_the_conditions_that_the_sentence_says(example: Worked) -> None:
    example.holds()


STILL = {f"{row}.{name}": value for row in ("now", "whither") for name, value in
         {"integration": 0.5, "role_overlap": 0.5, "power_balance": 0.0, "shared_goals": 0.5, "joint_planning": 2.0, "attribution": Attribution.LINEAR, "decision_rule": EACH, "heads": 2}.items()}  # fmt: skip
ADRIFT = {"now.integration": 0.5, "now.role_overlap": 0.2, "now.power_balance": -0.2, "power.drift": 0.1, "company.drifted": 0.0, "power.drift_step": 9.0,
          "conditions.technology": 0.0, "conditions.buyers": 0.0, "rep.clarity": 1.0, "leadership.strength": 0.0}  # fmt: skip
REPORTS = {"sales_head.manager": "boss"}


@worked(
    Worked("no change has no size", distance, (), STILL, 0.0),
    Worked("a change is as large as its largest move over its span", distance, (), STILL | {"whither.integration": 0.7, "whither.shared_goals": 0.1}, 0.4),
    Worked("power has a span of two", distance, (), STILL | {"whither.power_balance": -0.6}, 0.3),
    Worked("planning has a span of twenty hours", distance, (), STILL | {"whither.joint_planning": 6.0}, 0.2),
    Worked("another decision rule is a change of its own size", distance, (), STILL | {"whither.decision_rule": CONSENT, "power.rule_change": 0.45}, 0.45),
    Worked("another number of heads is a change of its own size", distance, (), STILL | {"whither.heads": 1, "power.rule_change": 0.45}, 0.45),
    Worked("another rule for credit is a change of its own size", distance, (), STILL | {"whither.attribution": Attribution.POOLED, "power.rule_change": 0.45}, 0.45),
    Worked("the larger of a move and a rule counts", distance, (), STILL | {"whither.attribution": Attribution.POOLED, "power.rule_change": 0.3, "whither.integration": 0.9}, 0.4),
    Worked("an announcement costs clarity by the size of the change", begin_switch, (), STILL | {"whither.integration": 1.0, "power.transition": 10.0, "power.haste": 0.0, "power.upheaval": 0.8, "leadership.strength": 0.5, "rep.clarity": 1.0}, {"rep.clarity": math.exp(-0.2), "company.upheaval": 0.5, "company.transition_left": 10.0, "company.transition_length": 10.0, "whence.integration": 0.5}),
    Worked("the less time a change is given the less is clear", begin_switch, (), STILL | {"whither.integration": 1.0, "power.transition": 10.0, "power.haste": 5.0, "power.upheaval": 0.8, "leadership.strength": 0.5, "rep.clarity": 1.0}, {"rep.clarity": math.exp(-0.3)}),
    Worked("a change under strong leadership leaves all clear", unsettle, (0.5,), {"power.upheaval": 0.8, "leadership.strength": 1.0, "rep.clarity": 0.9}, {"rep.clarity": 0.9}),
    Worked("a reorganisation advances twice as fast as people trust", buy_in, (), {"rep.trust": 0.2, "marketer.trust": 0.6, "boss.trust": 1.0}, 0.8),
    Worked("technology pulls integration and merged roles apart", drift, (), ADRIFT | {"conditions.technology": 0.5}, {"now.integration": 0.475, "now.role_overlap": 0.19, "now.power_balance": -0.2, "company.drifted": 0.035}),
    Worked("buyers shift power toward marketing by what it lacks of all", drift, (), ADRIFT | {"conditions.buyers": 0.5}, {"now.power_balance": -0.14, "now.integration": 0.5, "company.drifted": 0.06}),
    Worked("power drifts to marketing nearly whole", drift, (), ADRIFT | {"conditions.buyers": 1.0, "now.power_balance": 0.95}, {"now.power_balance": 0.955}),
    Worked("a step of drift unsettles as a small reorganisation and is forgotten", drift, (), ADRIFT | {"conditions.buyers": 0.5, "power.drift_step": 0.05, "power.upheaval": 1.0}, {"company.drifted": 0.0, "rep.clarity": math.exp(-0.06)}),
    at_heads("under one head the second head reports to the first", draw_reporting_lines, (), {"now.heads": 1}, {"marketing_head.manager": "sales_head"} | REPORTS),
    at_heads("under one head that of the smaller function reports, even if it is sales", draw_reporting_lines, (), {"now.heads": 1, "company.marketers": 5}, {"sales_head.manager": "marketing_head"}),
    at_heads("two heads again report to the same boss", draw_reporting_lines, (), {"now.heads": 2, "marketing_head.manager": "sales_head"}, {"marketing_head.manager": "boss"} | REPORTS),
)  # fmt: skip
def test_a_structure_moves_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def counted(says: str, given: dict[str, float], then: dict[str, float]) -> Worked:
    """A quarter's outcomes from its counts."""
    counts = {f"tally.{name}": value for name, value in given.items()}
    return Worked(
        says,
        observe_flows,
        (),
        {"clock.quarter": 0, "company.customers": 0} | counts,
        {f"quarter.{name}": value for name, value in then.items()},
    )


FRICTIONS = (
    "misfit_leads",
    "leads_spurned",
    "broken_promises",
    "credit_disputes",
    "credit_thefts",
    "exclusions",
    "doubled_work",
    "stalemates",
    "power_contests",
)
QUIET = {f"tally.{name}": 0.0 for name in (*FRICTIONS, "leads_ignored", "dropped_work")}
SAME = (
    "revenue_new", "revenue_recurring", "leads_created", "leads_handed_over", "leads_worked", "leads_ignored", "leads_rejected", "opportunities", "wins", "marketing_wins",
    "losses", "no_decisions", "churned_customers", "misfit_leads", "broken_promises", "credit_disputes", "credit_thefts", "exclusions", "doubled_work", "dropped_work",
    "stalemates", "questions", "power_contests", "ideas_proposed", "ideas_adopted", "leavers", "leavers_sales",
)  # fmt: skip


@worked(
    *(counted(f"{name} are those that were counted and no others", {name: 7.0}, {name: 7.0, **{other: 0.0 for other in SAME if other != name}}) for name in SAME),
    counted("revenue is what was won and what was renewed", {"revenue_new": 3.0, "revenue_recurring": 4.0}, {"revenue": 7.0}),
    counted("a win rate is over wins, losses and no decisions", {"wins": 2.0, "losses": 3.0, "no_decisions": 5.0}, {"win_rate": 0.2}),
    counted("time to first contact is over leads that were contacted", {"contact_delay": 6.0, "leads_worked": 4.0, "leads_handed_over": 9.0}, {"weeks_to_first_contact": 1.5}),
    counted("the mean sales cycle is over wins", {"cycle": 6.0, "wins": 4.0, "losses": 8.0}, {"sales_cycle_weeks": 1.5}),
    counted("the mean contract is over wins", {"value_won": 60.0, "wins": 4.0, "opportunities": 9.0}, {"contract_value": 15.0}),
    counted("marketing's influence is over the value won", {"influence": 15.0, "value_won": 60.0, "revenue_recurring": 40.0}, {"marketing_influence": 0.25}),
    counted("gross retention leaves growth out and net retention has it", {"renewal_due": 10.0, "renewal_kept": 8.0, "renewal_grown": 11.0}, {"gross_retention": 0.8, "net_retention": 1.1}),
    counted("retention of broken promises is over broken promises and of kept ones over the others", {"renewal_due": 10.0, "renewal_kept": 8.0, "broken_due": 4.0, "broken_kept": 3.0}, {"gross_retention_broken": 0.75, "gross_retention_kept": 5.0 / 6.0}),
    counted("the share of friction is over all hours", {"friction_hours": 5.0, "hours": 100.0, "hours_selling": 20.0}, {"friction_hours_share": 0.05}),
    counted("events of friction are over the weeks of reps and marketers", {"credit_disputes": 5.0, "person_weeks": 50.0}, {"friction_events_per_person_week": 0.1}),
    counted("decision latency is over matters decided or given up", {"latency": 6.0, "closed": 4.0, "decided": 2.0}, {"decision_latency_weeks": 1.5}),
    counted("what is claimed is over what was due once", {"credit_claimed": 15.0, "credit_due": 10.0, "credit_paid": 3.0}, {"credit_claimed_ratio": 1.5}),
    Worked("customers are those who are still served", observe_flows, (), {"clock.quarter": 0, "company.served": 4, "company.customers": 0}, {"quarter.customers": 4.0}),
    Worked("a dispute or question that is open is in the backlog", observe_flows, (), {"clock.quarter": 0, "company.customers": 0, "company.matters": 1, "matter.tie": 0}, {"quarter.dispute_backlog": 1.0}),
    Worked("an idea that waits is in no backlog", observe_flows, (), {"clock.quarter": 0, "company.customers": 0, "company.matters": 1, "matter.tie": NOBODY}, {"quarter.dispute_backlog": 0.0}),
    *(Worked(f"{name} are a kind of friction, one event each", friction_events, (), QUIET | {f"tally.{name}": 3.0}, 3.0) for name in FRICTIONS),
    Worked("a lead dropped on the way is one event and not two", friction_events, (), QUIET | {"tally.leads_ignored": 5.0, "tally.dropped_work": 2.0}, 5.0),
    Worked("questions of priorities are no friction", friction_events, (), QUIET | {"tally.questions": 3.0, "tally.leads_rejected": 4.0, "tally.churned_customers": 2.0}, 0.0),
    Worked("the median cycle is of marketing's wins of this quarter", median_cycle, (), {"clock.week": 13, "customer.since": 5, "customer.cycle": 8.0, "customer.marketer": 1}, 8.0),
    Worked("a win of the rep's own has no part in the median cycle", median_cycle, (), {"clock.week": 13, "customer.since": 5, "customer.cycle": 8.0, "customer.marketer": NOBODY}, math.nan),
    Worked("a win of the last quarter has no part in this one's median cycle", median_cycle, (), {"clock.week": 26, "customer.since": 13, "customer.cycle": 8.0, "customer.marketer": 1}, math.nan),
    Worked("clarity and morale are means of reps and marketers, leaders left out", observe_people, (), {"clock.quarter": 0, "rep.clarity": 0.2, "marketer.clarity": 0.6, "boss.clarity": 1.0, "rep.morale": 0.3, "marketer.morale": 0.5, "boss.morale": 1.0}, {"quarter.role_clarity": 0.4, "quarter.morale": 0.4}),
    Worked("mastery is all skill over all talent", observe_people, (), {"clock.quarter": 0, "rep.skill": 2.0, "rep.talent": 1.0, "marketer.skill": 1.0, "marketer.talent": 2.0, "boss.skill": 9.0}, {"quarter.mastery": 1.0}),
    Worked("the distance of views has no sign", observe_people, (), {"clock.quarter": 0, "company.sales_view": 0.7, "company.marketing_view": 0.4}, {"quarter.view_distance": 0.3}),
    Worked("power and tools are those of now", observe_people, (), {"clock.quarter": 0, "now.power_balance": -0.3, "conditions.utilisation": 0.8}, {"quarter.power_balance": -0.3, "quarter.tool_utilisation": 0.8}),
    Worked("credit that one has alone is as unequal as it can be among two", observe_people, (), {"clock.quarter": 0, "rep.credit": 9.0, "marketer.credit": 0.0, "boss.credit": 9.0}, {"quarter.credit_gini": 0.5}),
    Worked("the gap is what executives say beyond those who see no lack", observe_survey, (), {"clock.quarter": 0, "company.belief": 1.5, "perception.spread": 0.01, "perception.aligned_cut": 1.0, "perception.very_aligned_cut": 1.4}, {"quarter.executives_aligned": 1.0, "quarter.executives_very_aligned": 1.0, "quarter.practitioners_lack": 1.0, "quarter.perception_gap": 1.0}),
    Worked("who reaches the first line and not the second is aligned, not very", observe_survey, (), {"clock.quarter": 0, "company.belief": 0.7, "perception.spread": 0.01, "perception.aligned_cut": 0.5, "perception.very_aligned_cut": 0.9}, {"quarter.executives_aligned": 1.0, "quarter.executives_very_aligned": 0.0}),
)  # fmt: skip
def test_an_outcome_is_of_what_the_sentence_says(example: Worked) -> None:
    example.holds()


def ends(org: Any) -> tuple[float, ...]:
    count_ends(org)
    return tuple(float(each) for each in org.scratch.amount[:9])


def chains(org: Any) -> tuple[float, ...]:
    """Edge ends where nobody meets anybody and nobody reports."""
    org.ties.contact[:], org.people.manager[:] = 0.0, NOBODY
    return ends(org)


def lines(org: Any) -> tuple[float, ...]:
    """Edge ends where nobody meets anybody."""
    org.ties.contact[:] = 0.0
    return ends(org)


@worked(
    Worked("edges are contacts by their strength, and reporting lines", ends, (), {"tie.contact": 0.4}, (0.0, 0.4, 1.0, 0.4, 0.0, 1.0, 1.0, 1.0, 0.0)),
    at_heads("who reports to a head of its own function is an edge within it, and heads are edges to the company", lines, (), {}, (10.0, 0.0, 1.0, 0.0, 10.0, 1.0, 1.0, 1.0, 0.0)),
    at_heads("a team of three is a chain of two edges", chains, (), {}, (4.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0)),
)  # fmt: skip
def test_edges_are_counted_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("a programme that is ordered as a quarter ends begins next week", quarter_closes, (), VIEW | {"clock.week": 13, "clock.quarter": -2, "tally.revenue_new": 0.0}, {"company.programme_left": 9.0, "clock.quarter": -1}),
    Worked("a programme under way is a week shorter", quarter_closes, (), {"clock.week": 12, "clock.quarter": 0, "company.programme_left": 3.0}, {"company.programme_left": 2.0, "clock.quarter": 0}),
    Worked("a new quarter is counted from nothing", close, (), {"clock.week": 13, "clock.quarter": -2, "tally.wins": 3.0, "tally.hours": 9.0, "tally.leavers": 2.0}, {"tally.wins": 0.0, "tally.hours": 0.0, "tally.leavers": 0.0}),
    Worked("people are appraised by the quarter that ends and asked anew", close, (), {"clock.week": 13, "clock.quarter": -2, "rep.achieved": 1.0, "rep.target": 2.0, "now.shared_goals": 0.0, "selling.quota": 3.0}, {"rep.success": 0.5, "rep.target": 3.0, "rep.achieved": 0.0, "rep.credit": 0.0}),
    Worked("executives answer by the view that they formed as the quarter ended", close, (), VIEW | {"clock.week": 13, "clock.quarter": 0, "company.customers": 0, "company.matters": 0, "perception.inertia": 0.0, "company.belief": 1.0, "perception.aligned_cut": 0.9, "perception.very_aligned_cut": 0.9, "perception.spread": 0.0}, {"first_quarter.executives_aligned": 0.0, "first_quarter.executives_very_aligned": 0.0}),
    Worked("the pot counts in the quarter's spread of credit", close, (), {"clock.week": 13, "clock.quarter": 0, "company.pool": 8.0, "rep.credit": 2.0, "marketer.credit": 0.0, "company.customers": 0, "company.matters": 0}, {"company.pool": 0.0, "first_quarter.credit_gini": 0.1}),
)  # fmt: skip
def test_a_quarter_ends_as_the_sentence_says(example: Worked) -> None:
    example.holds()
