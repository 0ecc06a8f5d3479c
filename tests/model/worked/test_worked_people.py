"""What a term of a rule does, worked out by hand: contacts, trust, and what a week makes of people."""

import math

from cordiale.simulation.rules.coordination import (
    communication_quality,
    joint_work,
    learning,
    meet,
    meetings_that_fit,
    narrowness,
    share_knowledge,
    ties_follow_structure,
    workshops,
)
from cordiale.simulation.rules.means import begin_means, count_pair, difference, end_means
from cordiale.simulation.rules.opinions import mutual_trust, trust_of
from cordiale.simulation.rules.people import (
    appraise,
    due_specialisation,
    due_view,
    feel,
    grow,
    inherit,
    leaving,
    set_target,
)
from cordiale.simulation.rules.trust import (
    follow_team,
    hear_reports,
    learn,
    learn_otherwise,
    look_for_blame,
    resent,
    trust_moves,
    update,
    warm,
)
from cordiale.simulation.world.theories import TrustTheory
from tests.support.worked import Worked, at_heads, worked

QUALITY = {
    "coordination.base_quality": 0.3, "coordination.planning_quality": 0.4, "coordination.planning_scale": 1.5, "now.joint_planning": 0.0,
    "company.programme_left": 0.0, "company.sessions": 0.0, "leadership.session_effect": 0.5, "company.sales_view": 0.5,
    "company.marketing_view": 0.5, "coordination.distance_penalty": 0.5,
}  # fmt: skip
# Two who are due to meet in full, and have half a contact so far.
MEETING = {
    "now.integration": 1.0, "tie.affinity": 0.3, "tie.contact": 0.5, "coordination.rewiring": 0.2, "conditions.technology": 0.0,
    "technology.informal_loss": 0.5, "rep.meetings_fit": 1.0, "marketer.meetings_fit": 1.0, "rep.specialisation": 1.0,
    "marketer.specialisation": 1.0, "rep.meeting_hours": 0.0, "marketer.meeting_hours": 0.0, "rep.meetings_asked": 0.0,
    "coordination.meeting_hours": 1.5, "company.programme_left": 0.0,
}  # fmt: skip
KNOWN = {"tie.contact": 0.5, "company.quality": 0.8, "of_marketing.is": (0.5, 0.5), "of_sales.is": (0.75, 0.75), "coordination.sharing": 0.2,
         "now.role_overlap": 0.0, "tie.blocked": 0.0, "tie.shared": 0.4, "conditions.staleness": 0.1, "rep.shared": 0.0, "rep.shared_weight": 1.0}  # fmt: skip
# Somebody of the first pair who could meet two, while the rep of the other tie could meet more.
PROGRAMME = {"company.programme_left": 1.0, "perception.programme_hours": 1.0, "coordination.meeting_hours": 1.0}


@worked(
    Worked("without planning or sessions communication has its base quality", communication_quality, (), QUALITY, 0.3),
    Worked("planning adds to quality with diminishing returns", communication_quality, (), QUALITY | {"now.joint_planning": 3.0}, 0.3 + 0.4 * (1.0 - math.exp(-2.0))),
    Worked("a programme's planning adds to the structure's", communication_quality, (), QUALITY | {"now.joint_planning": 1.0, "company.programme_left": 1.0, "perception.programme_hours": 2.0}, 0.3 + 0.4 * (1.0 - math.exp(-2.0))),
    Worked("joint sessions add to quality", communication_quality, (), QUALITY | {"company.sessions": 0.4}, 0.5),
    Worked("distance of views takes from quality, whichever is the longer", communication_quality, (), QUALITY | {"company.sales_view": 0.7, "company.marketing_view": 0.5}, 0.2),
    Worked("a contact moves by its share toward what is due", meet, (0,), MEETING, {"tie.contact": 0.6, "rep.meeting_hours": 0.9, "marketer.meeting_hours": 0.9, "rep.meetings_asked": 1.5}),
    Worked("two whom integration does not reach drift apart", meet, (0,), MEETING | {"now.integration": 0.04}, {"tie.contact": 0.4}),
    Worked("a contact within reach is due by the root of integration", meet, (0,), MEETING | {"now.integration": 0.25}, {"tie.contact": 0.5}),
    Worked("tools take informal contact from specialists as far as nothing is organised", meet, (0,), MEETING | {"now.integration": 0.25, "conditions.technology": 1.0}, {"tie.contact": 0.4 + 0.2 * 0.5 * (1.0 - 0.5 * 0.75)}),
    Worked("organised contact is safe from tools", meet, (0,), MEETING | {"conditions.technology": 1.0}, {"tie.contact": 0.6}),
    Worked("the one with less room for meetings decides how much they meet", meet, (0,), MEETING | {"marketer.meetings_fit": 0.25}, {"tie.contact": 0.45, "rep.meetings_asked": 1.5}),
    Worked("a rep with less room decides as a marketer does", meet, (0,), MEETING | {"rep.meetings_fit": 0.25}, {"tie.contact": 0.45, "marketer.meetings_asked": 1.5}),
    Worked("a contact is as narrow as the mean of the two", meet, (0,), MEETING | {"now.integration": 0.25, "conditions.technology": 1.0, "now.role_overlap": 1.0, "rep.specialisation": 0.8, "marketer.specialisation": 0.2}, {"tie.contact": 0.4 + 0.2 * 0.5 * (1.0 - 0.5 * 0.5 * 0.75)}),
    Worked("a programme lets people meet whom integration does not reach", meet, (0,), MEETING | {"now.integration": 0.0, "tie.contact": 0.0, "company.programme_left": 1.0, "perception.programme_hours": 0.6}, {"tie.contact": 0.08}),
    Worked("a programme's hours go to the only one there is to meet", workshops, (0,), PROGRAMME | {"perception.programme_hours": 0.4}, 0.4),
    Worked("a programme's hours are shared among all that the busier of the two could meet", workshops, (0,), PROGRAMME | {"rep.first_tie": 0, "rep.last_tie": 2, "marketer.first_tie": 0, "marketer.last_tie": 5}, 0.2),
    Worked("a busy rep has as little of a programme for each", workshops, (0,), PROGRAMME | {"rep.first_tie": 0, "rep.last_tie": 4, "marketer.first_tie": 2, "marketer.last_tie": 4}, 0.25),
    Worked("no programme brings nobody together", workshops, (0,), PROGRAMME | {"company.programme_left": 0.0}, 0.0),
    Worked("a role is as narrow as its craft and its tools make it", narrowness, (0,), {"rep.specialisation": 0.3, "conditions.technology": 0.5, "now.role_overlap": 0.2}, 0.7),
    Worked("in merged roles tools make no role narrow", narrowness, (0,), {"rep.specialisation": 0.3, "conditions.technology": 1.0, "now.role_overlap": 1.0}, 0.3),
    Worked("half of a week has room for meetings", meetings_that_fit, (30.0,), {"people.weekly_hours": 36.0}, 0.6),
    Worked("fewer meetings than half a week all fit", meetings_that_fit, (17.0,), {"people.weekly_hours": 36.0}, 1.0),
    Worked("two learn by contact, quality and mutual trust", learning, (0,), KNOWN, 0.05),
    Worked("who does the other's work learns of it at least by that", learning, (0,), KNOWN | {"now.role_overlap": 0.5}, 0.1),
    Worked("a question between two stops their joint work", joint_work, (0,), KNOWN | {"tie.blocked": 1.0}, 0.0),
    Worked("what is shared grows by what is not yet known and fades by what is", share_knowledge, (0,), KNOWN, {"tie.shared": 0.39, "rep.shared": 0.195, "rep.shared_weight": 1.5}),
    Worked("what a person shares is its mean over contacts, strangers count a little", ties_follow_structure, (), MEETING | {"handoff.cold_routing": 0.15, "tie.shared": 0.5, "coordination.sharing": 0.01, "conditions.staleness": 0.0, "tie.blocked": 1.0}, {"rep.shared": 0.6 * 0.5 / 0.75, "marketer.shared": 0.6 * 0.5 / 0.75}),
)  # fmt: skip
def test_people_meet_and_share_as_the_sentence_says(example: Worked) -> None:
    example.holds()


MIND = {
    "of_marketing.is": (0.5, 0.4), "of_marketing.ceiling": 1.0, "of_marketing.valence": 0.0, "of_marketing.weight": 0.0, "of_marketing.repair": 0.0,
    "of_marketing.violations": 0.0, "of_marketing.evidence": 0.0, "trust.gain": 0.2, "trust.loss_ratio": 2.0, "trust.repair": 0.5,
}  # fmt: skip
GOOD, BAD = (
    {"of_marketing.valence": 1.0, "of_marketing.weight": 1.0},
    {"of_marketing.valence": 0.0, "of_marketing.weight": 1.0},
)
COOL = MIND | {"trust.rapport": 0.0, "trust.estrangement": 0.0, "trust.conflict_loss": 0.0, "tie.contact": 0.5, "company.quality": 0.8,
               "tie.conflict": 0.0, "company.contested": 0}  # fmt: skip


@worked(
    Worked("good news closes its share of the gap", learn, (0,), MIND | GOOD, {"of_marketing.cognition": 0.6, "of_marketing.affect": 0.4}),
    Worked("bad news counts more by the loss ratio", learn, (0,), MIND | BAD, {"of_marketing.cognition": 0.3}),
    Worked("two events count as one after the other", learn, (0,), MIND | {"of_marketing.valence": 2.0, "of_marketing.weight": 2.0}, {"of_marketing.cognition": 0.68}),
    Worked("mixed news counts by its mean", learn, (0,), MIND | {"of_marketing.valence": 0.75, "of_marketing.weight": 1.0}, {"of_marketing.cognition": 0.55}),
    Worked("a promise to repair raises what good news gains", learn, (0,), MIND | GOOD | {"of_marketing.repair": 3.0}, {"of_marketing.cognition": 0.65}),
    Worked("a promise to repair softens no bad news", learn, (0,), MIND | BAD | {"of_marketing.repair": 3.0}, {"of_marketing.cognition": 0.3}),
    Worked("under a lowered ceiling even the best counts for less", learn, (0,), MIND | GOOD | {"of_marketing.ceiling": 0.8}, {"of_marketing.cognition": 0.56}),
    Worked("by evidence a first event moves an even mind a third of the way", learn_otherwise, (0,), MIND | GOOD | {"theory.trust": TrustTheory.BETA}, {"of_marketing.cognition": 0.5 + 0.5 / 3.0}),
    Worked("by evidence later events move less", learn_otherwise, (0,), MIND | GOOD | {"theory.trust": TrustTheory.BETA, "of_marketing.evidence": 2.0}, {"of_marketing.cognition": 0.6}),
    Worked("by expectation a surprise counts by twice its size", learn_otherwise, (0,), MIND | GOOD | {"theory.trust": TrustTheory.EXPECTANCY, "of_marketing.is": (0.75, 0.4)}, {"of_marketing.cognition": 0.75 + 0.5 * 0.2 * 0.25}),
    Worked("good contact warms toward the ceiling", warm, (0, 0), COOL | {"trust.rapport": 0.25}, {"of_marketing.affect": 0.46, "of_marketing.cognition": 0.5}),
    Worked("what is not good contact estranges", warm, (0, 0), COOL | {"trust.estrangement": 0.1}, {"of_marketing.affect": 0.376}),
    Worked("each conflict between the two cools", warm, (0, 0), COOL | {"trust.conflict_loss": 0.1, "tie.conflict": 2.0}, {"of_marketing.affect": 0.32}),
    Worked("a contest for power cools as a conflict does", warm, (0, 0), COOL | {"trust.conflict_loss": 0.1, "company.contested": 1}, {"of_marketing.affect": 0.36}),
    Worked("sales hears from dashboards how good marketing's leads are", hear_reports, (0, "rep"), MIND | {"trust.hearsay": 0.5, "company.reported_quality": 0.9, "company.reported_follow_up": 0.1}, {"of_marketing.cognition": 0.54, "of_marketing.affect": 0.4}),
    Worked("marketing hears from dashboards how leads are followed up", hear_reports, (1, "marketer"), {"of_sales.is": (0.5, 0.4), "of_sales.ceiling": 1.0, "trust.gain": 0.2, "trust.hearsay": 0.5, "company.reported_quality": 0.9, "company.reported_follow_up": 0.1}, {"of_sales.cognition": 0.46}),
    Worked("a person drifts to its own team's opinion in both parts", follow_team, (0, "rep"), MIND | {"trust.influence": 0.1, "sales.cognition": 0.9, "sales.affect": 0.8, "marketing.cognition": 0.0, "marketing.affect": 0.0}, {"of_marketing.cognition": 0.54, "of_marketing.affect": 0.44}),
    Worked("whoever was deceived follows its team no farther than its ceiling lets it", follow_team, (0, "rep"), MIND | {"of_marketing.ceiling": 0.5, "trust.influence": 0.1, "sales.cognition": 0.9, "sales.affect": 0.8}, {"of_marketing.cognition": 0.5 + 0.1 * (0.45 - 0.5), "of_marketing.affect": 0.4}),
    Worked("whoever was deceived believes dashboards by its ceiling", hear_reports, (0, "rep"), MIND | {"of_marketing.ceiling": 0.5, "trust.hearsay": 0.5, "company.reported_quality": 0.9}, {"of_marketing.cognition": 0.5 + 0.1 * (0.45 - 0.5)}),
    Worked("whoever was deceived warms toward its ceiling alone", warm, (0, 0), COOL | {"of_marketing.ceiling": 0.5, "trust.rapport": 0.25}, {"of_marketing.affect": 0.41}),
    Worked("by evidence too a lowered ceiling lets the best count for less", learn_otherwise, (0,), MIND | GOOD | {"theory.trust": TrustTheory.BETA, "of_marketing.ceiling": 0.8}, {"of_marketing.cognition": 0.6}),
    Worked("trust lies under its ceiling in both parts after every week", update, (0, "rep", 0), COOL | {"of_marketing.is": (0.9, 0.9), "of_marketing.ceiling": 0.6, "trust.influence": 0.0, "clock.week": 1}, {"of_marketing.cognition": 0.6, "of_marketing.affect": 0.6}),
    Worked("a deception costs both parts at once and the ceiling for good", resent, (0,), MIND | {"of_marketing.violations": 1.0, "of_marketing.repair": 5.0, "trust.violation": 0.5, "trust.ceiling_loss": 0.2}, {"of_marketing.cognition": 0.25, "of_marketing.affect": 0.2, "of_marketing.ceiling": 0.8, "of_marketing.repair": 0.0}),
    Worked("two deceptions cost twice over", resent, (0,), MIND | {"of_marketing.violations": 2.0, "trust.violation": 0.5, "trust.ceiling_loss": 0.2}, {"of_marketing.cognition": 0.125, "of_marketing.ceiling": 0.64}),
    Worked("who is behind goals of its own blames the other side", look_for_blame, (0,), {"trust.blame": 0.8, "rep.success": 0.25, "marketer.success": 0.5, "now.shared_goals": 0.0, "of_marketing.weight": 0.0, "of_sales.weight": 0.0}, {"of_marketing.weight": 0.6, "of_marketing.valence": 0.0, "of_sales.weight": 0.4, "of_sales.valence": 0.0}),
    Worked("for shared goals nobody is blamed", look_for_blame, (0,), {"trust.blame": 0.8, "rep.success": 0.25, "now.shared_goals": 1.0, "of_marketing.weight": 0.0}, {"of_marketing.weight": 0.0}),
    Worked("after its week an experience is forgotten and counts as evidence that fades", update, (0, "rep", 0), COOL | GOOD | {"trust.influence": 0.0, "coordination.forgetting": 0.1, "of_marketing.evidence": 1.0, "of_marketing.repair": 3.0, "clock.week": 1}, {"of_marketing.evidence": 1.8, "of_marketing.weight": 0.0, "of_marketing.valence": 0.0, "of_marketing.repair": 2.0, "of_marketing.violations": 0.0}),
    Worked("dashboards are read when a quarter ends", update, (0, "rep", 0), COOL | {"trust.influence": 0.0, "trust.hearsay": 0.5, "company.reported_quality": 0.9, "clock.week": 13}, {"of_marketing.cognition": 0.54}),
    Worked("dashboards are not read within a quarter", update, (0, "rep", 0), COOL | {"trust.influence": 0.0, "trust.hearsay": 0.5, "company.reported_quality": 0.9, "clock.week": 12}, {"of_marketing.cognition": 0.5}),
    Worked("a conflict is of its week alone", trust_moves, (), COOL | {"tie.conflict": 1.0, "clock.week": 1}, {"tie.conflict": 0.0}),
    Worked("trust is affect by its weight and cognition by the rest", trust_of, (0,), MIND | {"trust.affect_weight": 0.75}, 0.425),
    Worked("mutual trust is the mean of both", mutual_trust, (0,), {"of_marketing.is": (0.2, 0.2), "of_sales.is": (0.6, 0.6)}, 0.4),
)  # fmt: skip
def test_trust_moves_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def means(org: object) -> None:
    begin_means(org)  # type: ignore[arg-type]
    for row in range(int(org.company[0].pairs)):  # type: ignore[attr-defined]
        count_pair(org, row)  # type: ignore[arg-type]
    end_means(org)  # type: ignore[arg-type]


@worked(
    Worked("a person's trust and its team's are those of its own opinions", means, (), {"of_marketing.is": (0.2, 0.6), "of_sales.is": (0.9, 0.9), "trust.affect_weight": 0.5}, {"rep.trust": 0.4, "marketer.trust": 0.9, "sales.cognition": 0.2, "sales.affect": 0.6, "marketing.cognition": 0.9}),
    Worked("views of a function are those of its own people", means, (), {"rep.orientation": 0.3, "marketer.orientation": 0.8}, {"company.sales_view": 0.3, "company.marketing_view": 0.8, "sales.orientation": 0.3, "marketing.orientation": 0.8}),
    at_heads("an opinion counts by contact in its holder's mean, a stranger's a little", means, (), {"tie.contact": 0.85, "other_tie.contact": 0.05, "handoff.cold_routing": 0.15, "of_marketing.is": (1.0, 1.0), "rep.first_tie": 0, "rep.last_tie": 2}, {"rep.trust": 0.5 + 0.5 * 1.0 / 1.2}),
    Worked("views differ by what they differ over what they do by nature", difference, (), {"company.sales_view": 0.6, "company.marketing_view": 0.5, "people.orientation_gap": 0.4}, 0.25),
    Worked("views that differ more than by nature differ wholly", difference, (), {"company.sales_view": 0.1, "company.marketing_view": 0.9, "people.orientation_gap": 0.4}, 1.0),
    Worked("where views do not differ by nature any difference is whole", difference, (), {"people.orientation_gap": 0.0}, 1.0),
)  # fmt: skip
def test_means_are_of_what_the_sentence_says(example: Worked) -> None:
    example.holds()


WEEK = {
    "rep.practice": 0.5, "rep.specialisation": 0.4, "rep.talent": 1.0, "rep.skill": 1.0, "rep.clarity": 0.5, "rep.orientation": 0.5, "rep.experience": 7.0,
    "now.role_overlap": 0.0, "sales.coaching": 0.0, "people.shaping": 0.1, "people.learning": 0.2, "people.mastery": 1.5, "people.ambiguity": 0.5,
    "people.adapting": 0.2, "leadership.coaching": 0.5, "rep.nature": 0.5, "company.sales_view": 0.5, "company.marketing_view": 0.5,
}  # fmt: skip
EVEN = {
    "rep.success": 0.5, "rep.trust": 0.5, "rep.inequity": 0.0, "rep.clarity": 1.0, "rep.friction_hours": 0.0, "rep.meeting_hours": 0.0, "rep.weekly_hours": 36.0,
    "now.joint_planning": 0.0, "company.programme_left": 0.0, "rep.morale": 0.5, "people.morale_weight": 0.4, "people.morale_hours": 1.0,
    "people.adapting": 0.5, "people.silence": 0.0,
}  # fmt: skip
STAY = {"rep.morale": 0.5, "people.leaving_sales": 0.52, "people.leaving_marketing": 0.26, "people.leaving_morale": 2.0, "power.upheaval_leaving": 1.0,
        "company.upheaval": 0.5, "company.transition_left": 0.0, "marketer.morale": 0.5}  # fmt: skip
JUDGED = {"rep.achieved": 3.0, "rep.target": 2.0}


@worked(
    Worked("a week is experience", grow, (0,), WEEK, {"rep.experience": 8.0}),
    Worked("the hours left for the craft make the specialist", grow, (0,), WEEK, {"rep.specialisation": 0.41}),
    Worked("merged roles unmake the specialist", grow, (0,), WEEK | {"now.role_overlap": 1.0}, {"rep.specialisation": 0.36}),
    Worked("a specialist learns by the hours of practice", grow, (0,), WEEK, {"rep.skill": 1.0 + 0.2 * 0.41 * 0.5 * 0.5}),
    Worked("coaching speeds up learning", grow, (0,), WEEK | {"sales.coaching": 0.5}, {"rep.skill": 1.0 + 0.2 * 0.41 * 0.5 * 1.5 * 0.5}),
    Worked("the other team's coaching helps nobody here", grow, (0,), WEEK | {"marketing.coaching": 0.5}, {"rep.skill": 1.0 + 0.2 * 0.41 * 0.5 * 0.5}),
    Worked("roles that are not merged become clear", grow, (0,), WEEK, {"rep.clarity": 0.6}),
    Worked("merged roles leave clarity lacking by their ambiguity", grow, (0,), WEEK | {"now.role_overlap": 1.0, "rep.clarity": 1.0}, {"rep.clarity": 0.9}),
    Worked("coaching removes its share of ambiguity", grow, (0,), WEEK | {"now.role_overlap": 1.0, "rep.clarity": 1.0, "sales.coaching": 1.0}, {"rep.clarity": 0.95}),
    Worked("a person comes to be the specialist of its hours, not of merged roles", due_specialisation, (0,), {"rep.practice": 0.8, "now.role_overlap": 0.25}, 0.6),
    Worked("who shares nothing keeps its own view", due_view, (0,), {"rep.nature": 0.1, "company.sales_view": 0.3, "company.marketing_view": 0.7, "now.role_overlap": 0.0, "now.shared_goals": 0.0, "rep.meeting_hours": 0.0}, 0.1),
    Worked("merged roles, shared goals and contact draw a view to the middle, each of what the others left", due_view, (0,), {"rep.nature": 0.1, "company.sales_view": 0.3, "company.marketing_view": 0.7, "now.role_overlap": 0.5, "now.shared_goals": 0.5, "rep.meeting_hours": 0.5, "coordination.meeting_hours": 1.0}, 0.45),
    Worked("where nothing is good or bad morale stays in the middle", feel, (0,), EVEN, {"rep.morale": 0.5}),
    Worked("success lifts morale", feel, (0,), EVEN | {"rep.success": 1.0}, {"rep.morale": 0.6}),
    Worked("trust lifts morale as success does", feel, (0,), EVEN | {"rep.trust": 1.0}, {"rep.morale": 0.6}),
    Worked("inequity weighs on morale", feel, (0,), EVEN | {"rep.inequity": 0.5}, {"rep.morale": 0.4}),
    Worked("an unclear role weighs on morale", feel, (0,), EVEN | {"rep.clarity": 0.5}, {"rep.morale": 0.4}),
    Worked("silence weighs on morale of the led side", feel, (0,), EVEN | {"people.silence": 1.0, "now.power_balance": 0.5}, {"rep.morale": 0.4}),
    Worked("friction wears out by its share of the week", feel, (0,), EVEN | {"rep.friction_hours": 9.0}, {"rep.morale": 0.375}),
    Worked("meetings wear out by their share of the week", feel, (0,), EVEN | {"rep.meeting_hours": 9.0}, {"rep.morale": 0.375}),
    Worked("planning wears out by its share of the week", feel, (0,), EVEN | {"now.joint_planning": 9.0}, {"rep.morale": 0.375}),
    Worked("at middling morale a rep leaves by the yearly hazard of reps", leaving, (0,), STAY, 1.0 - math.exp(-0.01)),
    Worked("a marketer leaves by that of marketers", leaving, ("marketer",), STAY, 1.0 - math.exp(-0.005)),
    Worked("low morale raises leaving", leaving, (0,), STAY | {"rep.morale": 0.0}, 1.0 - math.exp(-0.01 * math.e)),
    Worked("a change under way raises leaving by its size", leaving, (0,), STAY | {"company.transition_left": 1.0}, 1.0 - math.exp(-0.01 * math.exp(0.5))),
    Worked("a change that is over raises nothing", leaving, (0,), STAY | {"company.upheaval": 1.0}, 1.0 - math.exp(-0.01)),
    Worked("a newcomer's opinion is its team's, without a past", inherit, (0, "rep"), MIND | {"of_marketing.ceiling": 0.5, "of_marketing.repair": 3.0, "of_marketing.evidence": 4.0, "of_marketing.violations": 1.0, "of_marketing.weight": 2.0, "sales.cognition": 0.7, "sales.affect": 0.6}, {"of_marketing.cognition": 0.7, "of_marketing.affect": 0.6, "of_marketing.ceiling": 1.0, "of_marketing.repair": 0.0, "of_marketing.evidence": 0.0, "of_marketing.violations": 0.0, "of_marketing.weight": 0.0}),
    Worked("a quarter asks a rep for its quota, whatever demand is", set_target, (0,), {"selling.quota": 1.5, "conditions.demand": 0.2, "rep.achieved": 3.0, "rep.credit": 9.0}, {"rep.target": 1.5, "rep.achieved": 0.0, "rep.credit": 0.0}),
    Worked("a quarter asks a marketer for its qualified share of thirteen weeks' leads, as demand has grown", set_target, ("marketer",), {"campaigns.leads_per_week": 2.0, "campaigns.qualified_share": 0.25, "conditions.demand": 0.2, "marketer.achieved": 3.0}, {"marketer.target": 7.8, "marketer.achieved": 0.0}),
    Worked("a quarter asks a marketer for its qualified share of thirteen weeks' leads, as demand has shrunk", set_target, ("marketer",), {"campaigns.leads_per_week": 2.0, "campaigns.qualified_share": 0.25, "conditions.demand": -0.2, "marketer.achieved": 3.0}, {"marketer.target": 5.2, "marketer.achieved": 0.0}),
    Worked("own success is one's own target, met at most", appraise, (0, 0.5), JUDGED | {"now.shared_goals": 0.0}, {"rep.success": 1.0, "rep.inequity": 0.0}),
    Worked("shared goals make success the joint result by their share", appraise, (0, 0.5), JUDGED | {"now.shared_goals": 0.5}, {"rep.success": 0.75, "rep.inequity": 0.5}),
    Worked("who did less than the joint result feels no inequity", appraise, (0, 0.75), {"rep.achieved": 1.0, "rep.target": 2.0, "now.shared_goals": 1.0}, {"rep.success": 0.75, "rep.inequity": 0.0}),
)  # fmt: skip
def test_a_week_leaves_in_a_person_what_the_sentence_says(example: Worked) -> None:
    example.holds()
