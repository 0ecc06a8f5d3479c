"""What a rule that goes through others does in all, worked out by hand: each part for its own side, in its order."""

import math
from typing import Any

import pytest

from cordiale.simulation.rules.buyers import decide, exclude, hear
from cordiale.simulation.rules.campaigns import find_lead, run_campaigns, targeting_precision
from cordiale.simulation.rules.capacity import closeness, competence
from cordiale.simulation.rules.coordination import (
    communication_quality,
    meet,
    share_knowledge,
    ties_follow_structure,
    workshops,
)
from cordiale.simulation.rules.means import difference
from cordiale.simulation.rules.trust import learn, learn_otherwise, look_for_blame, resent, trust_moves, update
from cordiale.simulation.rules.verdicts import answer, overruled, settle, weigh
from cordiale.simulation.world.theories import TrustTheory
from cordiale.simulation.world.words import NOBODY, Attribution, DecisionRule, Side, Verdict
from tests.model.worked.test_worked_leaders import ASKED, BOTH, DISPUTE, IDEA, LED
from tests.model.worked.test_worked_luck import CAMPAIGN, EVEN, SOUGHT, UP
from tests.model.worked.test_worked_people import BAD, COOL, GOOD, KNOWN, MEETING, MIND, PROGRAMME, QUALITY
from tests.model.worked.test_worked_work import USUAL
from tests.support.worked import LUCK, Worked, at_heads, company, in_plain, put, uneven, worked

ALOOF = COOL | {
    "trust.influence": 0.0,
    "trust.hearsay": 0.0,
    "clock.week": 1,
}  # nothing moves an opinion but what is said
DECEIVED = {"of_marketing.violations": 1.0, "trust.violation": 0.5, "trust.ceiling_loss": 0.2}


@worked(
    Worked("a week's good contact warms", update, (0, "rep", 0), ALOOF | {"trust.rapport": 0.25}, {"of_marketing.affect": 0.46}),
    Worked("a week's experience teaches", update, (0, "rep", 0), ALOOF | GOOD, {"of_marketing.cognition": 0.6}),
    Worked("by a rival theory a week's experience teaches in its own way", update, (0, "rep", 0), ALOOF | GOOD | {"theory.trust": TrustTheory.BETA}, {"of_marketing.cognition": 0.5 + 0.5 / 3.0}),
    Worked("by a rival theory too a week without an experience teaches nothing", update, (0, "rep", 0), ALOOF | {"theory.trust": TrustTheory.BETA}, {"of_marketing.cognition": 0.5}),
    Worked("evidence counts from the week after", update, (0, "rep", 0), ALOOF | GOOD | {"theory.trust": TrustTheory.BETA, "of_marketing.evidence": 2.0, "coordination.forgetting": 0.0}, {"of_marketing.cognition": 0.6, "of_marketing.evidence": 3.0}),
    Worked("a week with one's team draws to its opinion", update, (0, "rep", 0), ALOOF | {"trust.influence": 0.1, "sales.cognition": 0.9, "sales.affect": 0.8}, {"of_marketing.cognition": 0.54, "of_marketing.affect": 0.44}),
    Worked("what a team of the other function thinks draws nobody", update, (0, "rep", 0), ALOOF | {"trust.influence": 0.1, "sales.cognition": 0.5, "sales.affect": 0.4, "marketing.cognition": 1.0, "marketing.affect": 1.0}, {"of_marketing.cognition": 0.5, "of_marketing.affect": 0.4}),
    Worked("a deception found out in a week is resented in that week", update, (0, "rep", 0), ALOOF | DECEIVED, {"of_marketing.cognition": 0.25, "of_marketing.affect": 0.2, "of_marketing.ceiling": 0.8}),
    Worked("a deception is resented once and not again the week after", update, (0, "rep", 0), ALOOF | DECEIVED, {"of_marketing.violations": 0.0}),
    Worked("a deception takes of what the week's experience has left", update, (0, "rep", 0), ALOOF | GOOD | DECEIVED, {"of_marketing.cognition": 0.3}),
    Worked("a deception ends a promise to repair", update, (0, "rep", 0), ALOOF | DECEIVED | {"of_marketing.repair": 9.0}, {"of_marketing.repair": 0.0}),
    Worked("a promise to repair that is over is over", update, (0, "rep", 0), ALOOF | {"of_marketing.repair": 0.0}, {"of_marketing.repair": 0.0}),
    Worked("trust has no less than none in both parts", update, (0, "rep", 0), ALOOF | {"of_marketing.is": (0.0, 0.1), "trust.conflict_loss": 1.0, "tie.conflict": 3.0}, {"of_marketing.affect": 0.0, "of_marketing.cognition": 0.0}),
    at_heads("a leader is of no team and follows none", trust_moves, (), {"trust.influence": 1.0, "trust.rapport": 0.0, "trust.estrangement": 0.0, "clock.week": 1, "leaders_of_sales_trust.is": (0.4, 0.3), "leaders_of_marketing_trust.is": (0.2, 0.1), "marketing.cognition": 1.0, "sales.cognition": 1.0}, {"leaders_of_sales_trust.cognition": 0.4, "leaders_of_sales_trust.affect": 0.3, "leaders_of_marketing_trust.cognition": 0.2}),
    Worked("a second deception takes of the ceiling that the first has left", resent, (0,), MIND | DECEIVED | {"of_marketing.ceiling": 0.8}, {"of_marketing.ceiling": 0.64}),
    Worked("no news is so bad that trust falls below what was lived through", learn, (0,), MIND | {"of_marketing.valence": 2.0, "of_marketing.weight": 10.0, "trust.loss_ratio": 9.0}, {"of_marketing.cognition": 0.2}),
    Worked("by expectation too mixed news counts by its mean", learn_otherwise, (0,), MIND | {"theory.trust": TrustTheory.EXPECTANCY, "of_marketing.valence": 0.5, "of_marketing.weight": 2.0}, {"of_marketing.cognition": 0.5 - 0.5 * 0.36 * 0.25}),
    Worked("by expectation two events count as one after the other", learn_otherwise, (0,), MIND | {"theory.trust": TrustTheory.EXPECTANCY, "of_marketing.valence": 2.0, "of_marketing.weight": 2.0}, {"of_marketing.cognition": 0.5 + 0.36 * 0.5}),
    Worked("bad news by expectation takes as a surprise gives", learn_otherwise, (0,), MIND | BAD | {"theory.trust": TrustTheory.EXPECTANCY}, {"of_marketing.cognition": 0.4}),
    Worked("by a rival theory bad news teaches as good news does", update, (0, "rep", 0), ALOOF | BAD | {"theory.trust": TrustTheory.BETA}, {"of_marketing.cognition": 0.5 - 0.5 / 3.0}),
    Worked("bad experience is evidence as good one is", update, (0, "rep", 0), ALOOF | BAD | {"coordination.forgetting": 0.0, "of_marketing.evidence": 1.0}, {"of_marketing.evidence": 2.0}),
    Worked("a promise to repair counts to its last week", learn, (0,), MIND | GOOD | {"of_marketing.repair": 0.5, "trust.initial": 0.9, "trust.influence": 0.9}, {"of_marketing.cognition": 0.65}),
    Worked("by evidence mixed news counts by its events", learn_otherwise, (0,), MIND | {"theory.trust": TrustTheory.BETA, "of_marketing.valence": 0.5, "of_marketing.weight": 2.0}, {"of_marketing.cognition": 0.375}),
    Worked("by expectation the greatest surprise is believed wholly, and no more", learn_otherwise, (0,), MIND | {"theory.trust": TrustTheory.EXPECTANCY, "of_marketing.is": (0.0, 0.4), "of_marketing.valence": 10.0, "of_marketing.weight": 10.0}, {"of_marketing.cognition": 1.0}),
    Worked("a deception costs its own share", resent, (0,), MIND | {"of_marketing.violations": 1.0, "trust.violation": 0.25, "trust.ceiling_loss": 0.1}, {"of_marketing.cognition": 0.375, "of_marketing.affect": 0.3, "of_marketing.ceiling": 0.9}),
    uneven("who is behind blames whom it works with, not whom another does", look_for_blame, (1,), {"trust.blame": 0.8, "rep.success": 1.0, "other_rep.success": 0.25, "marketer.success": 0.5, "now.shared_goals": 0.0}, {"other_of_marketing.weight": 0.6, "other_of_sales.weight": 0.4, "of_marketing.weight": 0.0, "of_sales.weight": 0.0}),
)  # fmt: skip
def test_a_week_moves_trust_as_the_sentence_says(example: Worked) -> None:
    example.holds()


BLAMED = ALOOF | {"trust.blame": 1.0, "now.shared_goals": 0.0, "rep.success": 0.0, "marketer.success": 1.0, "of_sales.is": (0.5, 0.4), "of_sales.ceiling": 1.0}  # fmt: skip


@worked(
    Worked("the rep blames as a quarter ends", trust_moves, (), BLAMED | {"clock.week": 13}, {"of_marketing.cognition": 0.3, "of_sales.cognition": 0.5}),
    Worked("nobody blames within a quarter", trust_moves, (), BLAMED | {"clock.week": 14}, {"of_marketing.cognition": 0.5}),
    Worked("the first week of a quarter is not its end", trust_moves, (), BLAMED | {"clock.week": 1}, {"of_marketing.cognition": 0.5}),
    Worked("what both think moves in a week", trust_moves, (), ALOOF | {"of_sales.is": (0.5, 0.4), "of_sales.ceiling": 1.0, "trust.rapport": 0.25}, {"of_marketing.affect": 0.46, "of_sales.affect": 0.46}),
    Worked("marketing hears what marketing is told as a quarter ends", trust_moves, (), ALOOF | {"clock.week": 13, "trust.blame": 0.0, "trust.hearsay": 0.5, "of_sales.is": (0.5, 0.4), "of_sales.ceiling": 1.0, "company.reported_follow_up": 0.1, "company.reported_quality": 0.9}, {"of_sales.cognition": 0.46, "of_marketing.cognition": 0.54}),
    Worked("means are taken once opinions have moved", trust_moves, (), ALOOF | {"of_marketing.is": (0.4, 0.4), "trust.rapport": 0.5, "trust.affect_weight": 1.0, "rep.trust": 0.0, "sales.affect": 0.0}, {"rep.trust": 0.52, "sales.affect": 0.52, "sales.cognition": 0.4}),
    at_heads("leaders hear of the other function what dashboards show, each of its own", trust_moves, (), ALOOF | {"clock.week": 13, "trust.blame": 0.0, "trust.hearsay": 0.5, "company.reported_quality": 0.9, "company.reported_follow_up": 0.1, "leaders_of_sales_trust.is": (0.5, 0.4), "leaders_of_marketing_trust.is": (0.5, 0.4)}, {"leaders_of_sales_trust.cognition": 0.54, "leaders_of_marketing_trust.cognition": 0.46}),
    uneven("each opinion moves on what its own holder hears", trust_moves, (), ALOOF | {"clock.week": 13, "trust.blame": 0.0, "trust.hearsay": 0.5, "company.reported_quality": 0.9, "company.reported_follow_up": 0.1, "of_sales.is": (0.5, 0.4), "other_of_marketing.is": (0.4, 0.4), "other_of_sales.is": (0.6, 0.4)}, {"of_marketing.cognition": 0.54, "of_sales.cognition": 0.46, "other_of_marketing.cognition": 0.45, "other_of_sales.cognition": 0.55}),
    uneven("each opinion moves on what its own holder lived through", trust_moves, (), ALOOF | {"of_sales.is": (0.5, 0.4), "other_of_marketing.is": (0.5, 0.4), "other_of_sales.is": (0.5, 0.4), "other_of_marketing.valence": 1.0, "other_of_marketing.weight": 1.0}, {"of_marketing.cognition": 0.5, "of_sales.cognition": 0.5, "other_of_marketing.cognition": 0.6, "other_of_sales.cognition": 0.5}),
    Worked("means are of this week alone", trust_moves, (), ALOOF | {"of_marketing.is": (0.4, 0.4), "rep.trust_sum": 9.0, "rep.trust_weight": 9.0, "sales.cognition_sum": 9.0, "sales.weight": 9.0, "sales.orientation_sum": 9.0, "rep.orientation": 0.3}, {"rep.trust": 0.4, "sales.cognition": 0.4, "company.sales_view": 0.3}),
)  # fmt: skip
def test_trust_moves_for_both_sides_as_the_sentence_says(example: Worked) -> None:
    example.holds()


BROUGHT = EVEN | {"luck.BUYER": (0.4, 0.0, 0.9, 0.5)}


@worked(
    Worked("a deal that nobody brought speaks to nobody, the last in the books neither", decide, (0, 8.75), BROUGHT | {"lead.tie": NOBODY}, {"of_marketing.weight": 0.0, "of_sales.weight": 0.0}),
    Worked("who decides nothing is one of so many of no-decisions, not of buyers who do without a rep", decide, (0, 8.75), EVEN | {"buyers.autonomy": 0.9, "buyers.win_joint": 0.9, "luck.BUYER": (0.6, 0.5, 0.9, 0.5)}, {"tally.no_decisions": 0.0, "tally.losses": 1.0}),
    Worked("who decides something is above the share of no-decisions", decide, (0, 8.75), EVEN | {"buyers.autonomy": 0.0, "luck.BUYER": (0.6, 0.3, 0.9, 0.5)}, {"tally.no_decisions": 1.0, "tally.losses": 0.0}),
    Worked("two halves of a touch make a quarter of a joint one", hear, (0,), {"buyers.content": 0.5, "lead.autonomy": 1.0, "company.content": 1.0, "buyers.nurture": 0.0, "lead.sales_now": 0.5, "lead.joint": 0.25}, {"lead.joint": 0.5}),
    Worked("more than half a touch of marketing's makes more than half a joint one", hear, (0,), {"buyers.content": 0.75, "lead.autonomy": 1.0, "company.content": 1.0, "buyers.nurture": 0.0, "lead.sales_now": 1.0, "lead.joint": 0.25}, {"lead.joint": 1.0}),
    Worked("no targeting is better than perfect", targeting_precision, (1,), {"campaigns.precision": 0.9, "campaigns.precision_from_sales": 0.4, "marketer.shared": 0.5}, 1.0),
    Worked("marketing promises what it believes, and not what it knows", lambda org: in_plain(find_lead)(org, 1, number=0, precision=0.5, stress=0.0), (), SOUGHT | {"campaigns.fit_spread": 0.0, "campaigns.misjudgement": 2.0, "campaigns.targeting": 0.0, "campaigns.fit_mean": 0.0, "source.fit": 0.0, "luck.LEAD_NATURE": (0.5, UP, 0.5, 0.5)}, {"lead.fit": 0.0, "lead.believed": 1.0 / (1.0 + math.exp(-1.0)), "lead.promise": 1.0 / (1.0 + math.exp(-1.0))}),
    Worked("a week in which only the rep touches is no joint one", hear, (0,), {"buyers.content": 0.0, "buyers.nurture": 0.0, "lead.sales_now": 1.0, "lead.joint": 0.25}, {"lead.joint": 0.25}),
    Worked("nobody has less heart than none", exclude, (0, 0.5), {"people.exclusion_blow": 0.2, "rep.morale": 0.1}, {"rep.morale": 0.0}),
    Worked("a campaign brings as much as its marketer is competent", run_campaigns, (1,), CAMPAIGN | {"marketer.skill": 1.5, "luck.CAMPAIGN": (0.1, 0.9, 0.9, 0.9)}, {"tally.leads_created": 3.0}),
    Worked("a first draw above what is missing brings the odd lead", run_campaigns, (1,), CAMPAIGN | {"marketer.hours_left": 13.5, "luck.CAMPAIGN": (0.6, 0.1, 0.1, 0.1)}, {"tally.leads_created": 2.0}),
    Worked("a first draw below what is missing brings no odd lead", run_campaigns, (1,), CAMPAIGN | {"marketer.hours_left": 13.5, "luck.CAMPAIGN": (0.4, 0.9, 0.9, 0.9)}, {"tally.leads_created": 1.0}),
    uneven("content is over the hours of marketers, however many reps there are", run_campaigns, (2,), CAMPAIGN | {"campaigns.leads_per_week": 0.0, "luck.CAMPAIGN": (0.1, 0.1, 0.1, 0.1)}, {"company.content": 0.5}),
    Worked("half a contact interrupts by half", competence, (0,), USUAL | {"people.fragmentation": 0.3, "rep.meeting_hours": 0.5, "coordination.meeting_hours": 1.0}, 0.85),
    Worked("who rides free gets less done", competence, (0,), USUAL | {"people.free_riding": 0.2, "now.shared_goals": 1.0, "now.attribution": Attribution.LINEAR}, 0.9),
    Worked("a role that is not clear at all costs all that unclear ones cost", competence, (0,), USUAL | {"people.ambiguity_cost": 0.2, "rep.clarity": 0.25}, 0.85),
    uneven("closeness is over the contacts that a person could have itself", closeness, (1,), {"other_rep.meeting_hours": 0.5, "coordination.meeting_hours": 1.0}, 0.5),
    uneven("of two contacts of which one is met in full half are close", closeness, ("marketer",), {"marketer.meeting_hours": 1.0, "coordination.meeting_hours": 1.0}, 0.5),
    Worked("who could meet nobody is close to nobody", closeness, ("boss",), {"boss.meeting_hours": 0.0}, 0.0),
)  # fmt: skip
def test_a_week_s_work_comes_to_what_the_sentence_says(example: Worked) -> None:
    example.holds()


def meet_all(org: Any) -> None:
    """The two contacts of the first rep move toward what is due, where everybody has the room."""
    org.people.meetings_fit[:], org.people.specialisation[:] = 1.0, 1.0
    for row in range(2):
        in_plain(meet)(org, row)


BOTH_MEET = MEETING | {f"other_{place}": MEETING[place] for place in MEETING if place.startswith(("rep.", "tie."))}


@worked(
    uneven("a marketer's meetings are those with all its reps, a rep's those with its own marketer", ties_follow_structure, (), BOTH_MEET | {"marketer.meeting_hours": 9.0, "marketer.meetings_asked": 9.0}, {"marketer.meeting_hours": 1.8, "rep.meeting_hours": 0.9, "other_rep.meeting_hours": 0.9, "marketer.meetings_asked": 3.0, "other_rep.meetings_asked": 1.5}),
    uneven("who is asked for more meetings than half a week holds has room for that share of them", ties_follow_structure, (), BOTH_MEET | {"people.weekly_hours": 3.0}, {"marketer.meetings_fit": 0.5, "rep.meetings_fit": 1.0}),
    uneven("what a marketer shares is its mean over its reps, by contact", ties_follow_structure, (), BOTH_MEET | {"handoff.cold_routing": 0.15, "tie.shared": 0.5, "other_tie.shared": 0.1, "coordination.sharing": 0.0, "conditions.staleness": 0.0, "marketer.shared": 9.0, "marketer.shared_weight": 9.0}, {"marketer.shared": 0.6 * 0.6 / 1.35, "rep.shared": 0.6 * 0.5 / 0.75, "other_rep.shared": 0.6 * 0.1 / 0.75}),
    Worked("how people communicate is settled anew each week", ties_follow_structure, (), QUALITY | {"company.quality": 0.9}, {"company.quality": 0.3}),
    at_heads("leaders who meet share nothing of their people's work by it", ties_follow_structure, (), {"leaders.shared": 0.3, "leaders.contact": 0.5, "sales_head.shared": 0.0, "coordination.sharing": 1.0, "now.role_overlap": 1.0}, {"leaders.shared": 0.3, "sales_head.shared": 0.0}),
    Worked("a contact that is due in full is due no more in a programme", meet, (0,), MEETING | {"company.programme_left": 1.0, "perception.programme_hours": 1.5}, {"tie.contact": 0.6, "rep.meetings_asked": 1.5}),
    Worked("half a contact asks for half of the hours", meet, (0,), MEETING | {"now.integration": 0.25}, {"rep.meetings_asked": 0.75, "marketer.meetings_asked": 0.75}),
    Worked("a programme of many hours makes no more than a full contact", workshops, (0,), PROGRAMME | {"perception.programme_hours": 3.0}, 1.0),
    Worked("a programme is shared among those whom a person could meet itself", workshops, (0,), PROGRAMME | {"rep.first_tie": 2, "rep.last_tie": 4, "marketer.first_tie": 0, "marketer.last_tie": 1}, 0.5),
    at_heads("a rep's meetings are those with all its marketers", meet_all, (), MEETING | {"other_tie.contact": 0.5, "other_tie.affinity": 0.3}, {"rep.meeting_hours": 1.8, "rep.meetings_asked": 3.0}),
    Worked("how much sessions add is their own number", communication_quality, (), QUALITY | {"company.sessions": 0.4, "leadership.session_effect": 0.25, "leadership.coaching_hours": 0.9, "leadership.idea_effect": 0.9}, 0.4),
    Worked("what lies just at the reach of integration is out of it", meet, (0,), MEETING | {"now.integration": 0.25, "tie.affinity": 0.5}, {"tie.contact": 0.4}),
    Worked("two may share more than half", share_knowledge, (0,), KNOWN | {"tie.shared": 0.9}, {"tie.shared": 0.9 + 0.05 * 0.1 - 0.1 * 0.9}),
    Worked("where views do not differ by nature the least difference is whole", difference, (), {"people.orientation_gap": 0.0, "company.sales_view": 0.5, "company.marketing_view": 0.5}, 1.0),
    Worked("communication is no better than perfect", communication_quality, (), QUALITY | {"company.sessions": 1.0, "coordination.base_quality": 0.9}, 1.0),
    Worked("communication is no worse than none", communication_quality, (), QUALITY | {"company.sales_view": 0.0, "company.marketing_view": 0.9}, 0.0),
    Worked("what two share adds to what either shares with others", share_knowledge, (0,), KNOWN | {"rep.shared": 0.1, "marketer.shared": 0.2, "marketer.shared_weight": 2.0}, {"rep.shared": 0.295, "marketer.shared": 0.395, "marketer.shared_weight": 2.5}),
)  # fmt: skip
def test_contacts_come_to_what_the_sentence_says(example: Worked) -> None:
    example.holds()


OVERHEAD = {
    "matter.leaders": "leaders",
    "matter.leader": "marketing_head",
    "matter.other_leader": NOBODY,
    "matter.function": Side.SALES,
}
SALES_LED = {
    "leaders_of_sales_trust.weight": 1.0,
    "leaders_of_sales_trust.valence": 0.0,
    "leaders_of_marketing_trust.weight": 0.0,
}


@worked(
    at_heads("a leader whose dispute is settled unfairly by the other thinks the worse of it", settle, (0, 0.9), DISPUTE | OVERHEAD | {"leadership.strength": 0.0}, SALES_LED | {"matter.closed": Verdict.STANDS}),
    at_heads("a leader whose question is answered over its head thinks the worse of the other", answer, (0, 0.5, False), ASKED | LED | OVERHEAD, SALES_LED | {"matter.closed": Verdict.OVERRULED}),
    at_heads("a leader whose idea is set aside thinks the worse of the other", weigh, (0, 0.5, 0.5, False), IDEA | LED | OVERHEAD, SALES_LED | {"matter.closed": Verdict.OVERRULED}),
    at_heads("a leader whose dispute is settled fairly holds nothing against the other", settle, (0, 0.4), DISPUTE | OVERHEAD, {"leaders_of_sales_trust.weight": 0.0, "matter.closed": Verdict.SETTLED}),
    Worked("a dispute of the led side is settled fairly the less, whichever side it is", settle, (0, 0.8), DISPUTE | {"matter.function": Side.MARKETING, "now.decision_rule": DecisionRule.DOMINANT_SIDE, "now.power_balance": -0.5, "leadership.disregard": 0.6}, {"matter.closed": Verdict.STANDS}),
    Worked("two different views see through as much as the devil's advocate is worth", weigh, (0, 0.5, 0.95, False), IDEA | BOTH | {"matter.excess": -0.3, "leadership.disregard": 1.0}, {"matter.closed": Verdict.ADOPTED}),
    Worked("where one leads both nobody thinks the worse of itself", overruled, (0,), {"matter.leaders": NOBODY, "matter.leader": "boss", "matter.function": Side.SALES}, {"of_marketing.weight": 0.0, "of_sales.weight": 0.0, "matter.closed": Verdict.OVERRULED}),
    uneven("a dispute heals whom it was about and nobody else", settle, (0, 0.4), DISPUTE | {"matter.tie": 1}, {"other_of_marketing.weight": 1.0, "other_of_marketing.repair": 13.0, "of_marketing.weight": 0.0, "of_sales.weight": 0.0, "of_sales.repair": 0.0}),
    uneven("a claim that stands deceives whom it was about and nobody else", settle, (0, 0.9), DISPUTE | {"matter.tie": 1, "leadership.strength": 0.0}, {"other_of_marketing.violations": 1.0, "of_marketing.violations": 0.0, "of_sales.violations": 0.0}),
)  # fmt: skip
def test_a_verdict_reaches_whom_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("tie", "first", "last", "uniform", "blamed"),
    [(NOBODY, 2, 4, 0.1, [2]), (NOBODY, 2, 4, 0.6, [3]), (4, 2, 4, 0.9, [4]), (NOBODY, 2, 2, 0.6, [])],
    ids=["the first of its own ties", "the second of its own ties", "the tie along which the buyer came", "nobody"],
)
def test_a_bypassed_rep_blames_who_brought_the_buyer_or_one_of_its_own_ties_by_the_last_draw(
    tie: int, first: int, last: int, uniform: float, blamed: list[int]
) -> None:
    org = company("heads").copy()
    LUCK.clear()
    org.ties.conflict[:], org.tie_index[2:4] = 0.0, (2, 3)
    for place, value in {"other_rep.first_tie": first, "other_rep.last_tie": last, "lead.rep": 1, "lead.tie": tie, "lead.waited": 1.0,
                         "buyers.exclusion": 1.0, "lead.autonomy": 1.0, "company.roles_for": 0.0, "now.integration": 0.0,
                         "luck.BUYER": (0.3, 0.4, 0.0, uniform)}.items():  # fmt: skip
        put(org, place, value)
    before = org.ties.conflict.copy()
    in_plain(decide)(org, 0, 8.0)
    changed: list[Any] = (org.ties.conflict != before).nonzero()[0].tolist()
    assert changed == blamed
