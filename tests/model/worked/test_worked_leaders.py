"""What a term of a rule does, worked out by hand: matters, who decides them, verdicts, and leaders' time."""

import math
from typing import Any

from cordiale.simulation.rules.authority import fairness, goes_alone, manager_of, refer, regard, set_aside
from cordiale.simulation.rules.decisions import is_due
from cordiale.simulation.rules.leadership import coaching, give, given_its_hours, leaders_share_time, take_up
from cordiale.simulation.rules.matters import (
    at_odds,
    give_up,
    matters_press,
    meeting_of_minds,
    need_to_ask,
    open_matter,
    raise_dispute,
    raise_question,
)
from cordiale.simulation.rules.verdicts import answer, overruled, settle, weigh
from cordiale.simulation.world.theories import AuthorityTheory, ConflictTheory
from cordiale.simulation.world.words import NOBODY, DecisionRule, Matter, Side, Verdict
from tests.support.worked import Worked, at_heads, record, worked
from tests.support.worlds import decide

SALES, MARKETING = Side.SALES, Side.MARKETING
EACH, ONE, DOMINANT, CONSENT = DecisionRule
RULE, RAISED, POWER = "now.decision_rule", "matter.function", "now.power_balance"
NEW = {"matter.leader": NOBODY, "matter.other_leader": NOBODY, "matter.kind": Matter.QUESTION}


def rows(**whose: str) -> dict[str, Any]:
    """The head of sales, that of marketing or nobody, by the matter's fields."""
    return {f"matter.{name}": NOBODY if who == "nobody" else f"{who}_head" for name, who in whose.items()}


def referred(says: str, given: dict[str, float], **whose: str) -> Worked:
    return at_heads(says, refer, (0, "leaders", 0), NEW | given, rows(**whose))


@worked(
    referred("a leader who decides alone answers for the side that raised it", {RULE: EACH, RAISED: MARKETING}, leader="marketing", other_leader="nobody"),
    referred("one head decides for both, that of the side that raised it", {RULE: ONE, RAISED: SALES}, leader="sales", other_leader="nobody"),
    referred("where sales dominates its leader decides what marketing raises", {RULE: DOMINANT, POWER: -0.5, RAISED: MARKETING}, leader="sales", other_leader="nobody"),
    referred("where marketing dominates its leader decides what sales raises", {RULE: DOMINANT, POWER: 0.5, RAISED: SALES}, leader="marketing", other_leader="nobody"),
    referred("by consent both must agree, the raiser's leader first", {RULE: CONSENT, RAISED: MARKETING}, leader="marketing", other_leader="sales"),
    referred("a dispute that nobody has the power to decide needs both", {RULE: EACH, RAISED: SALES, "matter.kind": Matter.DISPUTE}, leader="sales", other_leader="marketing"),
    referred("a dispute under a dominant side is settled by its leader alone", {RULE: DOMINANT, POWER: 0.5, RAISED: SALES, "matter.kind": Matter.DISPUTE}, leader="marketing", other_leader="nobody"),
    Worked("who leads both decides alone", refer, (0, NOBODY, "boss"), NEW | {RULE: CONSENT, RAISED: SALES}, {"matter.leader": 2, "matter.other_leader": NOBODY, "matter.leaders": NOBODY}),
    at_heads("a leader goes alone where each decides alone", goes_alone, (0,), {RULE: EACH, "matter.leaders": 3, "matter.other_leader": NOBODY}, True),
    at_heads("whoever decides under one head goes not alone", goes_alone, (0,), {RULE: ONE, "matter.leaders": 3, "matter.other_leader": NOBODY}, False),
    at_heads("two who must both decide go not alone", goes_alone, (0,), {RULE: EACH, "matter.leaders": 3, "matter.other_leader": 5}, False),
    at_heads("both leaders live through what they decide", regard, ("leaders", 0.75), {}, {"leaders_of_sales_trust.valence": 0.75, "leaders_of_sales_trust.weight": 1.0, "leaders_of_marketing_trust.valence": 0.75, "leaders_of_marketing_trust.weight": 1.0}),
    Worked("the leader of a team is its manager", manager_of, (0,), {}, 2),
    Worked("leaders of half strength are fair three times in four", fairness, (SALES,), {"leadership.strength": 0.5, RULE: EACH}, 0.75),
    Worked("leaders without strength are fair every other time", fairness, (SALES,), {"leadership.strength": 0.0, RULE: EACH}, 0.5),
    Worked("the led side is heard less in a dispute", fairness, (SALES,), {"leadership.strength": 1.0, RULE: DOMINANT, POWER: 0.5, "leadership.disregard": 0.6}, 0.7),
    Worked("the side that decides is heard in full", fairness, (MARKETING,), {"leadership.strength": 1.0, RULE: DOMINANT, POWER: 0.5, "leadership.disregard": 0.6}, 1.0),
    Worked("where sales decides, what marketing brings is set aside by how far it is led", set_aside, (MARKETING,), {RULE: DOMINANT, POWER: -0.5, "leadership.disregard": 0.6}, 0.3),
    Worked("where sales decides nothing of its own is set aside", set_aside, (SALES,), {RULE: DOMINANT, POWER: -0.5, "leadership.disregard": 0.6}, 0.0),
    Worked("where no side decides nothing is set aside", set_aside, (SALES,), {RULE: EACH, POWER: 1.0, "leadership.disregard": 0.6}, 0.0),
    Worked("where a side decides, what the other brings is set aside by how far it is led", set_aside, (SALES,), {RULE: DOMINANT, POWER: 0.5, "leadership.disregard": 0.6}, 0.3),
)  # fmt: skip
def test_who_decides_is_as_the_sentence_says(example: Worked) -> None:
    example.holds()


PRESSED = {
    "credit.dispute_hours": 1.5,
    "credit.dispute_patience": 4.0,
    "matter.raised": 0,
    "matter.hours": 1.0,
    "rep.owed_hours": 0.5,
    "matter.function": SALES,
}
OLD = PRESSED | {"clock.week": 5, "tally.closed": 0.0, "tally.latency": 0.0}


@worked(
    Worked("people are at odds by goals not shared and by views that differ, half each", at_odds, (0,), {"now.shared_goals": 0.4, "rep.orientation": 0.3, "marketer.orientation": 0.7}, 0.5),
    Worked("whichever looks the longer the two are as much at odds", at_odds, (0,), {"now.shared_goals": 1.0, "rep.orientation": 0.7, "marketer.orientation": 0.3}, 0.2),
    Worked("merged roles leave little to be at odds about", at_odds, (0,), {"now.shared_goals": 0.0, "now.role_overlap": 0.5, "rep.orientation": 0.5, "marketer.orientation": 0.5}, 0.25),
    Worked("ideas for both need views that differ and knowledge of each other", meeting_of_minds, (0,), {"company.sales_view": 0.3, "company.marketing_view": 0.5, "people.orientation_gap": 0.4, "rep.shared": 0.25}, 0.5),
    Worked("more cannot be had of two minds than all", meeting_of_minds, (0,), {"company.sales_view": 0.1, "company.marketing_view": 0.9, "people.orientation_gap": 0.4, "rep.shared": 0.5}, 1.0),
    Worked("everybody must ask where no side decides", need_to_ask, (SALES,), {RULE: EACH, POWER: -1.0}, 1.0),
    Worked("the side that decides need not ask", need_to_ask, (SALES,), {RULE: DOMINANT, POWER: -0.75}, 0.25),
    Worked("the led side must ask", need_to_ask, (MARKETING,), {RULE: DOMINANT, POWER: -0.75}, 1.0),
    Worked("by the theory of referral the side that decides asks too", need_to_ask, (SALES,), {RULE: DOMINANT, POWER: -0.75, "theory.authority": AuthorityTheory.REFERRAL}, 1.0),
    Worked("an open dispute costs both parties hours of the coming week", matters_press, (), PRESSED | {"matter.kind": Matter.DISPUTE}, {"rep.owed_hours": 2.0, "marketer.owed_hours": 1.5, "company.matters": 1}),
    Worked("an open question costs both parties hours of the coming week", matters_press, (), PRESSED | {"matter.kind": Matter.QUESTION}, {"rep.owed_hours": 2.0, "marketer.owed_hours": 1.5, "company.matters": 1}),
    Worked("an idea costs nobody hours while it waits", matters_press, (), PRESSED | {"matter.kind": Matter.IDEA}, {"rep.owed_hours": 0.5, "marketer.owed_hours": 0.0, "company.matters": 1}),
    Worked("a matter as old as patience waits on", matters_press, (), PRESSED | {"matter.kind": Matter.DISPUTE, "clock.week": 4}, {"company.matters": 1, "tally.closed": 0.0}),
    Worked("a matter older than patience leaves the table and costs no hours", matters_press, (), OLD | {"matter.kind": Matter.DISPUTE}, {"company.matters": 0, "rep.owed_hours": 0.5, "tally.closed": 1.0}),
    Worked("a dispute given up is a theft found out by its victim", give_up, (0,), OLD | {"matter.kind": Matter.DISPUTE}, {"matter.closed": Verdict.GIVEN_UP, "tally.credit_thefts": 1.0, "of_marketing.violations": 1.0, "of_sales.violations": 0.0, "tally.latency": 5.0}),
    Worked("a dispute of marketing's given up is found out by marketing", give_up, (0,), OLD | {"matter.kind": Matter.DISPUTE, "matter.function": MARKETING}, {"of_sales.violations": 1.0, "of_marketing.violations": 0.0}),
    Worked("a question given up stands no longer between the two but rankles", give_up, (0,), OLD | {"matter.kind": Matter.QUESTION, "tie.blocked": 2.0, "tie.conflict": 0.0}, {"tie.blocked": 1.0, "tie.conflict": 1.0, "tally.credit_thefts": 0.0, "of_marketing.violations": 0.0}),
    Worked("an idea given up is forgotten and harms nobody", give_up, (0,), OLD | {"matter.kind": Matter.IDEA, "tie.conflict": 0.0, "tie.blocked": 0.0}, {"matter.closed": Verdict.GIVEN_UP, "tie.conflict": 0.0, "tie.blocked": 0.0, "tally.credit_thefts": 0.0, "tally.closed": 1.0}),
    at_heads("leaders who were to decide together and did not have failed each other", give_up, (0,), {"matter.kind": Matter.QUESTION, "matter.other_leader": "marketing_head", "matter.leaders": "leaders"}, {"leaders_of_sales_trust.weight": 1.0, "leaders_of_sales_trust.valence": 0.0, "leaders_of_marketing_trust.weight": 1.0}),
    Worked("a matter comes with the hours that it takes of each who must decide", open_matter, (Matter.IDEA, 9, SALES), {"company.matters": 0, "leadership.deciding_hours": 2.5, "clock.week": 3}, {"company.matters": 1, "matter.hours": 2.5, "matter.other_hours": 2.5, "matter.raised": 3, "matter.rep": NOBODY, "matter.tie": NOBODY, "matter.closed": Verdict.OPEN}),
    Worked("a dispute is over the lead, by its victim, about the excess", raise_dispute, (0, MARKETING, 0.3), {"company.matters": 0, "tally.credit_disputes": 0.0}, {"matter.kind": Matter.DISPUTE, "matter.function": MARKETING, "matter.excess": 0.3, "matter.rep": 0, "matter.marketer": 1, "matter.tie": 0, "tally.credit_disputes": 1.0, "tie.blocked": 0.0}),
    Worked("a question stops the joint work of the two", raise_question, (0, MARKETING), {"company.matters": 0, "tally.questions": 0.0}, {"matter.kind": Matter.QUESTION, "matter.function": MARKETING, "tie.blocked": 1.0, "tally.questions": 1.0}),
)  # fmt: skip
def test_a_matter_arises_and_presses_as_the_sentence_says(example: Worked) -> None:
    example.holds()


ASKED = {"matter.function": SALES, "matter.other_leader": NOBODY, RULE: EACH, "tie.blocked": 1.0, "tie.conflict": 0.0, "tie.shared": 0.2,
         "tally.settled": 0.0, "coordination.sharing": 0.25}  # fmt: skip
LED = {RULE: DOMINANT, POWER: 1.0, "leadership.disregard": 1.0}  # of sales, nothing is heard
DISPUTE = {
    "matter.function": SALES,
    "leadership.strength": 1.0,
    RULE: EACH,
    "tally.settled": 0.0,
    "tally.credit_thefts": 0.0,
}
IDEA = {"matter.function": SALES, "matter.other_leader": NOBODY, RULE: EACH, "leadership.idea_effect": 0.5, "company.know_how": 0.1,
        "tally.settled": 0.0, "company.sales_view": 0.3, "company.marketing_view": 0.7, "people.orientation_gap": 0.4}  # fmt: skip
BOTH = {"matter.other_leader": 5, "leadership.devils_advocate": 0.75}


@worked(
    Worked("a question answered lets joint work go on", answer, (0, 0.5, False), ASKED, {"tie.blocked": 0.0, "tie.conflict": 0.0, "matter.closed": Verdict.SETTLED, "tally.settled": 1.0, "tie.shared": 0.2}),
    Worked("leaders who contradict each other leave a grudge and settle nothing", answer, (0, 0.5, True), ASKED, {"tie.blocked": 0.0, "tie.conflict": 1.0, "matter.closed": Verdict.CONTRADICTED, "tally.settled": 0.0}),
    Worked("the led side finds its question answered over its head", answer, (0, 0.5, False), ASKED | LED, {"tie.blocked": 0.0, "matter.closed": Verdict.OVERRULED, "tally.settled": 0.0}),
    Worked("a difference settled by both leaders teaches the two", answer, (0, 0.5, False), ASKED | {"matter.other_leader": 2}, {"tie.shared": 0.4, "tie.conflict": 0.0, "tally.settled": 1.0}),
    Worked("by the rival theory a settled difference leaves a grudge", answer, (0, 0.5, False), ASKED | {"matter.other_leader": 2, "theory.conflict": ConflictTheory.DYSFUNCTIONAL}, {"tie.shared": 0.2, "tie.conflict": 1.0, "tally.settled": 1.0}),
    at_heads("a leader who had no part in the verdict thinks the worse of the other", overruled, (0,), {"matter.leaders": "leaders", "matter.function": SALES, "matter.leader": "marketing_head", "matter.other_leader": NOBODY}, {"leaders_of_sales_trust.weight": 1.0, "leaders_of_sales_trust.valence": 0.0, "leaders_of_marketing_trust.weight": 0.0}),
    at_heads("a leader who decided itself bears no grudge", overruled, (0,), {"matter.leaders": "leaders", "matter.function": SALES, "matter.leader": "sales_head", "matter.other_leader": NOBODY}, {"leaders_of_sales_trust.weight": 0.0, "leaders_of_marketing_trust.weight": 0.0}),
    Worked("a fair settlement heals and is a promise to repair for a quarter", settle, (0, 0.9), DISPUTE, {"matter.closed": Verdict.SETTLED, "tally.settled": 1.0, "tally.credit_thefts": 0.0, "of_marketing.valence": 1.0, "of_marketing.weight": 1.0, "of_marketing.repair": 13.0, "of_sales.weight": 0.0, "of_sales.repair": 0.0}),
    Worked("an unfair settlement lets the claim stand for all to see", settle, (0, 0.9), DISPUTE | {"leadership.strength": 0.0}, {"matter.closed": Verdict.STANDS, "tally.settled": 0.0, "tally.credit_thefts": 1.0, "of_marketing.violations": 1.0, "of_marketing.repair": 0.0, "of_sales.violations": 0.0}),
    Worked("a dispute of marketing's settled fairly heals what marketing thinks of sales", settle, (0, 0.9), DISPUTE | {"matter.function": MARKETING}, {"of_sales.valence": 1.0, "of_sales.weight": 1.0, "of_sales.repair": 13.0, "of_marketing.weight": 0.0}),
    Worked("a claim of sales that stands deceives marketing", settle, (0, 0.9), DISPUTE | {"matter.function": MARKETING, "leadership.strength": 0.0}, {"of_sales.violations": 1.0, "of_marketing.violations": 0.0}),
    at_heads("a leader of marketing over whose head it went thinks the worse of sales", overruled, (0,), {"matter.leaders": "leaders", "matter.function": MARKETING, "matter.leader": "sales_head", "matter.other_leader": NOBODY}, {"leaders_of_marketing_trust.weight": 1.0, "leaders_of_sales_trust.weight": 0.0}),
    at_heads("a leader who consented bears no grudge", overruled, (0,), {"matter.leaders": "leaders", "matter.function": MARKETING, "matter.leader": "sales_head", "matter.other_leader": "marketing_head"}, {"leaders_of_marketing_trust.weight": 0.0, "leaders_of_sales_trust.weight": 0.0}),
    Worked("a good idea adopted teaches the company, the more the fewer they are", weigh, (0, 0.5, 0.5, False), IDEA | {"matter.excess": 0.8}, {"company.know_how": 0.3, "matter.closed": Verdict.ADOPTED, "tally.ideas_adopted": 1.0, "tally.settled": 1.0}),
    Worked("a bad idea adopted in error does harm", weigh, (0, 0.5, 0.95, False), IDEA | {"matter.excess": -0.8}, {"company.know_how": -0.1, "matter.closed": Verdict.ADOPTED}),
    Worked("a bad idea that is seen to be one is declined", weigh, (0, 0.5, 0.5, False), IDEA | {"matter.excess": -0.8}, {"company.know_how": 0.1, "matter.closed": Verdict.DECLINED, "tally.ideas_adopted": 0.0, "tally.settled": 1.0}),
    Worked("two different views see through an error that one does not", weigh, (0, 0.5, 0.95, False), IDEA | BOTH | {"matter.excess": -0.8}, {"matter.closed": Verdict.DECLINED}),
    Worked("two views alike see no more than one", weigh, (0, 0.5, 0.95, False), IDEA | BOTH | {"matter.excess": -0.8, "company.marketing_view": 0.3}, {"matter.closed": Verdict.ADOPTED}),
    Worked("an idea that the other side does not go along with comes to nothing", weigh, (0, 0.5, 0.5, True), IDEA | {"matter.excess": 0.8}, {"company.know_how": 0.1, "matter.closed": Verdict.CONTRADICTED, "tally.settled": 0.0}),
    Worked("an idea of the led side is set aside unread", weigh, (0, 0.5, 0.5, False), IDEA | LED | {"matter.excess": 0.8}, {"company.know_how": 0.1, "matter.closed": Verdict.OVERRULED, "tally.settled": 0.0, "tally.ideas_adopted": 0.0}),
)  # fmt: skip
def test_a_verdict_leaves_what_the_sentence_says(example: Worked) -> None:
    example.holds()


TABLED = {
    "matter.kind": Matter.QUESTION,
    "matter.leader": "boss",
    "matter.other_leader": NOBODY,
    "matter.leaders": NOBODY,
    "tie.blocked": 1.0,
}
PLENTY = {"boss.hours_left": 20.0, "boss.leading_left": 9.0}


@worked(
    Worked("a leader gives a matter what it takes of the hours for the two functions", give, ("boss", 2.0), PLENTY, {"boss.hours_left": 18.0, "boss.leading_left": 7.0}),
    Worked("a leader gives no more than the hours for the two functions", give, ("boss", 12.0), PLENTY, 9.0),
    Worked("a matter that had part of its hours waits for the rest", given_its_hours, (0,), TABLED | {"boss.hours_left": 20.0, "boss.leading_left": 1.0, "matter.hours": 1.5}, {"matter.hours": 0.5, "boss.leading_left": 0.0}),
    Worked("a matter that had all its hours is ripe", given_its_hours, (0,), TABLED | PLENTY | {"matter.hours": 1.5}, True),
    at_heads("a matter of two leaders needs the hours of both", given_its_hours, (0,), {"matter.leader": "sales_head", "matter.other_leader": "marketing_head", "sales_head.hours_left": 9.0, "sales_head.leading_left": 9.0, "marketing_head.leading_left": 0.0, "matter.hours": 1.5, "matter.other_hours": 1.5}, False),
    Worked("a decision is counted with the weeks that it took", take_up, (0,), TABLED | PLENTY | {"matter.hours": 1.5, "matter.raised": 2, "clock.week": 6, "tally.latency": 1.0, "tally.decided": 0.0, "tally.closed": 0.0}, {"tally.latency": 5.0, "tally.decided": 1.0, "tally.closed": 1.0, "tally.stalemates": 0.0}),
    Worked("a matter that is not ripe is not counted", take_up, (0,), TABLED | {"boss.hours_left": 20.0, "boss.leading_left": 1.0, "matter.hours": 1.5}, {"tally.decided": 0.0, "tally.closed": 0.0}),
    at_heads("after a stalemate a matter begins anew for both", take_up, (0,), {"matter.leader": "sales_head", "matter.other_leader": "marketing_head", "matter.leaders": "leaders", "sales_head.hours_left": 9.0, "sales_head.leading_left": 9.0, "marketing_head.hours_left": 9.0, "marketing_head.leading_left": 9.0, "matter.hours": 1.0, "matter.other_hours": 1.0, "leadership.consent": 0.0, "leadership.deciding_hours": 2.0}, {"matter.hours": 2.0, "matter.other_hours": 2.0, "tally.stalemates": 1.0, "tally.decided": 0.0, "matter.closed": Verdict.OPEN}),
    Worked("coaching grows with a leader's hours for each whom it leads, and ever less so", coaching, ("boss", 4), {"boss.leading_left": 8.0, "leadership.coaching_hours": 0.5}, 1.0 - math.exp(-2.0)),
    Worked("know-how ages by its weekly share", leaders_share_time, (), {"company.know_how": 0.5, "leadership.idea_decay": 0.1}, {"company.know_how": 0.45}),
    at_heads("what heads have left goes half to joint sessions of all who do the work", leaders_share_time, (), {"sales_head.leading_left": 6.0, "marketing_head.leading_left": 3.0, "leadership.coaching_hours": 0.5}, {"company.sessions": 1.0 - math.exp(-1.5)}),
    Worked("executives lead no joint sessions", leaders_share_time, (), {"boss.leading_left": 9.0}, {"company.sessions": 0.0}),
    Worked("a leader's teams are coached alike, by the hours for all of them", leaders_share_time, (), {"boss.leading_left": 2.0, "leadership.coaching_hours": 0.5}, {"sales.coaching": 1.0 - math.exp(-1.0), "marketing.coaching": 1.0 - math.exp(-1.0)}),
)  # fmt: skip
def test_leaders_spend_their_hours_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def decided(says: str, text: str, week: int, quarters: dict[str, float], due: bool) -> Worked:
    """Whether a decision is due in a week, after a quarter of these outcomes."""

    def rule(org: object) -> bool:
        decide(org, text)  # type: ignore[arg-type]
        record(org, "clock").week, record(org, "clock").quarter = week, 0  # type: ignore[arg-type]
        for name, value in quarters.items():
            record(org, "quarter")[name] = value  # type: ignore[arg-type]
        return bool(is_due(org, 0))  # type: ignore[arg-type]

    return Worked(says, rule, (), {}, due)


@worked(
    decided("a decision is not due before its quarter", "Q3 survey", 26, {}, False),
    decided("a decision is due in the first week of its quarter", "Q3 survey", 27, {}, True),
    decided("a decision whose condition is met is due", "Q1 when wins < 5 survey", 1, {"wins": 4.0}, True),
    decided("less than a threshold is not the threshold", "Q1 when wins < 5 survey", 1, {"wins": 5.0}, False),
    decided("at most a threshold is the threshold too", "Q1 when wins <= 5 survey", 1, {"wins": 5.0}, True),
    decided("more than a threshold is not the threshold", "Q1 when wins > 5 survey", 1, {"wins": 5.0}, False),
    decided("at least a threshold is the threshold too", "Q1 when wins >= 5 survey", 1, {"wins": 5.0}, True),
    decided("a condition looks at its own outcome", "Q1 when losses >= 5 survey", 1, {"wins": 9.0, "losses": 1.0}, False),
    decided("a missing outcome meets no condition", "Q1 when win_rate < 5 survey", 1, {"win_rate": math.nan}, False),
    decided("a condition that was not met is asked again as the next quarter starts", "Q1 when wins < 5 survey", 14, {"wins": 4.0}, True),
    decided("a condition is not asked in the middle of a quarter", "Q1 when wins < 5 survey", 8, {"wins": 4.0}, False),
)  # fmt: skip
def test_a_decision_is_due_when_the_sentence_says(example: Worked) -> None:
    example.holds()
