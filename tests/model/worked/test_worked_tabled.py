"""What leaders have on their table, case by case: how it comes there, whose it is, and how long it stays; by hand."""

from cordiale.simulation.rules.authority import agreement, goes_alone, refer, regard
from cordiale.simulation.rules.follow_up import contact, ignore, most_promising, work_leads
from cordiale.simulation.rules.leadership import address, give, take_up
from cordiale.simulation.rules.matters import (
    give_up,
    matters_press,
    open_matter,
    propose,
    questions_arise,
    raise_dispute,
    raise_question,
)
from cordiale.simulation.world.draws import Decision
from cordiale.simulation.world.identities import WEEKS
from cordiale.simulation.world.words import NOBODY, DecisionRule, Matter, Side, Stage, Verdict
from tests.model.worked.test_worked_corners import TWO
from tests.model.worked.test_worked_leaders import LED, OLD, PLENTY, PRESSED, TABLED
from tests.model.worked.test_worked_luck import BLIND, ODDS, THOUGHT, UP
from tests.support.worked import Worked, at_heads, in_plain, uneven, worked

SALES, MARKETING = Side.SALES, Side.MARKETING
EACH, ONE, DOMINANT, CONSENT = DecisionRule
RULE, POWER = "now.decision_rule", "now.power_balance"
BEFORE = {f"matter.{name}": 5 for name in ("leader", "other_leader", "leaders", "rep", "marketer", "tie", "excess")}
JOINT = THOUGHT | {"luck.IDEA": (0.05, UP, 0.1, 0.5)}
OF_BOTH = {"matter.leader": "sales_head", "matter.other_leader": "marketing_head", "matter.leaders": "leaders"}


@worked(
    Worked("a new matter is nobody's yet and about nothing, whatever stood in its row", open_matter, (Matter.IDEA, 9, MARKETING), BEFORE | {"company.matters": 0}, {name: NOBODY if name != "matter.excess" else 0.0 for name in BEFORE} | {"matter.kind": Matter.IDEA, "matter.identity": 9, "matter.function": MARKETING}),
    at_heads("an idea of both functions goes to the leaders of both where both must consent", propose, (0,), JOINT | {RULE: CONSENT}, {"matter.leader": "sales_head", "matter.other_leader": "marketing_head", "matter.leaders": "leaders"}),
    at_heads("an idea of one function goes to its own leader, whatever the rule", propose, (0,), THOUGHT | {"luck.IDEA": (0.05, UP, 0.9, 0.5), RULE: CONSENT}, {"matter.leader": "sales_head", "matter.other_leader": NOBODY, "matter.leaders": NOBODY}),
    at_heads("a marketer's idea goes to the leader of marketing", propose, ("marketer",), {place.replace("rep.", "marketer."): value for place, value in THOUGHT.items()} | {"luck.IDEA": (0.05, UP, 0.9, 0.5)}, {"matter.leader": "marketing_head", "matter.function": MARKETING}),
    Worked("an idea of both functions goes to whoever leads both", propose, (0,), JOINT | {RULE: CONSENT}, {"matter.leader": "boss", "matter.other_leader": NOBODY, "matter.leaders": NOBODY}),
    Worked("an idea of both functions needs marketing's voice, whoever has it", propose, (0,), JOINT | {"people.silence": 1.0, POWER: -0.5, "luck.IDEA": (0.11, UP, 0.1, 0.5)}, {"tally.ideas_proposed": 0.0}),
    Worked("an idea of both functions needs sales' voice", propose, (0,), JOINT | {"people.silence": 1.0, POWER: 0.5, "luck.IDEA": (0.11, UP, 0.1, 0.5)}, {"tally.ideas_proposed": 0.0}),
    Worked("an idea of one's own function needs one's own voice alone", propose, (0,), JOINT | {"people.silence": 1.0, POWER: -0.5, "luck.IDEA": (0.19, UP, 0.9, 0.5)}, {"tally.ideas_proposed": 1.0}),
    Worked("two who share nothing yet may have questions", questions_arise, (), ODDS | {"tie.shared": 0.0, "luck.JOINT_WORK": (0.19, 0.4, 0.5, 0.5)}, {"tally.questions": 1.0}),
    Worked("two who have shared much and do not meet have none", questions_arise, (), ODDS | {"tie.contact": 0.0, "tie.shared": 1.0, "luck.JOINT_WORK": (0.0, 0.4, 0.5, 0.5)}, {"tally.questions": 0.0}),
    Worked("whoever is silenced asks less", questions_arise, (), ODDS | {"people.silence": 1.0, POWER: 0.5, "luck.JOINT_WORK": (0.11, 0.4, 0.5, 0.5)}, {"tally.questions": 0.0}),
    Worked("of a silenced function the other asks as ever", questions_arise, (), ODDS | {"people.silence": 1.0, POWER: 0.5, "luck.JOINT_WORK": (0.19, 0.6, 0.5, 0.5)}, {"tally.questions": 1.0, "matter.function": MARKETING}),
    uneven("each pair has its own questions", questions_arise, (), ODDS | {"other_tie.contact": 0.0, "luck.JOINT_WORK": (0.19, 0.4, 0.5, 0.5)}, {"tally.questions": 1.0, "tie.blocked": 1.0, "other_tie.blocked": 0.0}),
    uneven("a question is told by its pair and its week", raise_question, (1, SALES), {"company.matters": 0, "clock.week": 6, "other_tie.identity": 1234}, {"matter.identity": 1234 * WEEKS + 6}),
    at_heads("a dispute that nobody has the power to decide goes to the leaders of both", raise_dispute, (0, MARKETING, 0.3), {"company.matters": 0, "lead.tie": 0, "lead.rep": 0, "lead.marketer": "marketer", RULE: EACH}, {"matter.leader": "marketing_head", "matter.other_leader": "sales_head", "matter.leaders": "leaders"}),
)  # fmt: skip
def test_a_matter_comes_before_whom_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("patience with a matter begins as it is raised", matters_press, (), PRESSED | {"matter.kind": Matter.DISPUTE, "matter.raised": 3, "clock.week": 7}, {"company.matters": 1, "rep.owed_hours": 2.0}),
    Worked("patience with a matter ends that many weeks after", matters_press, (), PRESSED | {"matter.kind": Matter.DISPUTE, "matter.raised": 3, "clock.week": 8}, {"company.matters": 0, "rep.owed_hours": 0.5}),
    Worked("an old idea is forgotten as any other matter is", matters_press, (), OLD | {"matter.kind": Matter.IDEA}, {"company.matters": 0, "tally.closed": 1.0}),
    Worked("open matters are lined up before their leader", matters_press, (), PRESSED | {"matter.kind": Matter.QUESTION}, {"company.matters": 1, "matter.closed": Verdict.OPEN}),
    Worked("a matter given up took the weeks since it was raised", give_up, (0,), OLD | {"matter.kind": Matter.IDEA, "matter.raised": 2, "clock.week": 7}, {"tally.latency": 5.0, "tally.decided": 0.0, "tally.settled": 0.0}),
    at_heads("a leader who was to decide alone and did not has failed nobody", give_up, (0,), {"matter.kind": Matter.QUESTION, "matter.leader": "sales_head", "matter.other_leader": NOBODY, "matter.leaders": "leaders"}, {"leaders_of_sales_trust.weight": 0.0, "leaders_of_marketing_trust.weight": 0.0}),
    at_heads("a dispute given up is found out by the two of it and not by their leaders", give_up, (0,), OLD | OF_BOTH | {"matter.kind": Matter.DISPUTE, "matter.function": SALES, "matter.tie": 0}, {"of_marketing.violations": 1.0, "leaders_of_sales_trust.violations": 0.0}),
    at_heads("a question given up rankles with the two of it and not with their leaders", give_up, (0,), OLD | OF_BOTH | {"matter.kind": Matter.QUESTION, "matter.tie": 0, "tie.blocked": 1.0, "tie.conflict": 0.0, "leaders.blocked": 0.0, "leaders.conflict": 0.0}, {"tie.blocked": 0.0, "tie.conflict": 1.0, "leaders.blocked": 0.0, "leaders.conflict": 0.0}),
)  # fmt: skip
def test_a_matter_waits_as_long_as_the_sentence_says(example: Worked) -> None:
    example.holds()


AGREEING = {"leadership.consent": 0.4, "leadership.balancing": 0.2, "leadership.strength": 0.5, "now.balancer": 0, "now.heads": 2, RULE: EACH,
            "leaders_of_sales_trust.is": (0.2, 0.2), "leaders_of_marketing_trust.is": (0.6, 0.6)}  # fmt: skip
ALONE = TABLED | PLENTY | {"matter.hours": 1.0, "tally.decided": 0.0, "tally.stalemates": 0.0}
RIPE = OF_BOTH | {"matter.kind": Matter.QUESTION, "matter.tie": 0, "matter.function": SALES, "tie.blocked": 1.0, "leadership.deciding_hours": 2.0,
                  **{f"{head}.{field}": 9.0 for head in ("sales_head", "marketing_head") for field in ("hours_left", "leading_left")},
                  "matter.hours": 1.0, "matter.other_hours": 1.0, "leadership.balancing": 0.0, "leaders_of_sales_trust.is": (0.5, 0.5),
                  "leaders_of_marketing_trust.is": (0.5, 0.5), "leadership.consent": 0.4}  # fmt: skip


@worked(
    Worked("who leads both does not go alone, however each decides", goes_alone, (0,), {RULE: EACH, "matter.leaders": NOBODY, "matter.other_leader": NOBODY}, False),
    at_heads("two leaders agree by their mutual trust", agreement, ("leaders",), AGREEING, 0.4 * 0.9),
    at_heads("somebody who balances lets strong leaders agree", agreement, ("leaders",), AGREEING | {"now.balancer": 1}, 0.36 + 0.1),
    at_heads("one head for both lets strong leaders agree", agreement, ("leaders",), AGREEING | {"now.heads": 1}, 0.36 + 0.1),
    at_heads("a rule of consent lets strong leaders agree", agreement, ("leaders",), AGREEING | {RULE: CONSENT}, 0.36 + 0.1),
    at_heads("what integrates adds up", agreement, ("leaders",), AGREEING | {RULE: CONSENT, "now.balancer": 1, "now.heads": 1}, 0.36 + 0.3),
    at_heads("what integrates is nothing in weak hands", agreement, ("leaders",), AGREEING | {RULE: CONSENT, "leadership.strength": 0.0}, 0.36),
    at_heads("two agree no more often than always", agreement, ("leaders",), AGREEING | {"leadership.consent": 1.0, "now.balancer": 1, "leadership.balancing": 1.0, "leadership.strength": 1.0}, 1.0),
    Worked("who leads both agrees with itself, whatever others think", agreement, (NOBODY,), {"leadership.consent": 0.0, "of_marketing.is": (0.0, 0.0), "of_sales.is": (0.0, 0.0)}, 1.0),
    Worked("who leads both lives through nothing with itself", regard, (NOBODY, 0.0), {}, {"of_marketing.weight": 0.0, "of_sales.weight": 0.0}),
    at_heads("where neither side has more power sales decides under a dominant side", refer, (0, "leaders", 0), {RULE: DOMINANT, POWER: 0.0, "matter.function": MARKETING, "matter.kind": Matter.QUESTION, "matter.other_leader": NOBODY}, {"matter.leader": "sales_head", "matter.other_leader": NOBODY}),
    at_heads("two who agree decide, and think the better of each other", take_up, (0,), RIPE | {"luck.ANSWERING": (0.39, 0.9, 0.9, 0.9)}, {"tally.decided": 1.0, "tally.stalemates": 0.0, "leaders_of_sales_trust.valence": 1.0, "leaders_of_marketing_trust.valence": 1.0, "matter.closed": Verdict.SETTLED, "sales_head.leading_left": 8.0, "marketing_head.leading_left": 8.0}),
    at_heads("leaders agree by their own trust and not by that of the two it is about", take_up, (0,), RIPE | {"of_marketing.is": (0.0, 0.0), "of_sales.is": (0.0, 0.0), "luck.ANSWERING": (0.39, 0.9, 0.9, 0.9)}, {"tally.decided": 1.0}),
    at_heads("two who do not agree think the worse of each other, and the matter stays", take_up, (0,), RIPE | {"luck.ANSWERING": (0.41, 0.0, 0.0, 0.0)}, {"tally.decided": 0.0, "tally.closed": 0.0, "tally.stalemates": 1.0, "leaders_of_sales_trust.valence": 0.0, "leaders_of_sales_trust.weight": 1.0, "matter.closed": Verdict.OPEN, "matter.hours": 2.0, "matter.other_hours": 2.0, "tie.blocked": 1.0}),
    at_heads("a matter is not ripe while its first leader owes it hours", take_up, (0,), RIPE | {"sales_head.leading_left": 0.5, "luck.ANSWERING": (0.0, 0.9, 0.9, 0.9)}, {"tally.decided": 0.0, "matter.hours": 0.5, "matter.other_hours": 0.0}),
    at_heads("a matter is not ripe while its second leader owes it hours", take_up, (0,), RIPE | {"marketing_head.leading_left": 0.5, "luck.ANSWERING": (0.0, 0.9, 0.9, 0.9)}, {"tally.decided": 0.0, "matter.hours": 0.0, "matter.other_hours": 0.5}),
    at_heads("leaders who decide each alone and are not alike contradict each other", take_up, (0,), RIPE | {"matter.other_leader": NOBODY, RULE: EACH, "luck.ANSWERING": (0.41, 0.9, 0.9, 0.9)}, {"tally.decided": 1.0, "tally.stalemates": 0.0, "matter.closed": Verdict.CONTRADICTED, "leaders_of_sales_trust.valence": 0.0, "leaders_of_sales_trust.weight": 1.0}),
    at_heads("leaders who decide each alone and happen to be alike do not", take_up, (0,), RIPE | {"matter.other_leader": NOBODY, RULE: EACH, "luck.ANSWERING": (0.39, 0.9, 0.9, 0.9)}, {"matter.closed": Verdict.SETTLED, "leaders_of_sales_trust.valence": 1.0, "leaders_of_sales_trust.weight": 1.0}),
    at_heads("where one head decides for both nobody is contradicted, and leaders live through nothing", take_up, (0,), RIPE | {"matter.other_leader": NOBODY, RULE: ONE, "luck.ANSWERING": (0.9, 0.9, 0.9, 0.9)}, {"matter.closed": Verdict.SETTLED, "leaders_of_sales_trust.weight": 0.0}),
    Worked("a question is answered over a head by the second draw", take_up, (0,), ALONE | LED | {"leadership.disregard": 0.5, "matter.function": SALES, "luck.ANSWERING": (0.9, 0.49, 0.9, 0.9)}, {"matter.closed": Verdict.OVERRULED}),
    Worked("a question above the second draw's chance is settled", take_up, (0,), ALONE | LED | {"leadership.disregard": 0.5, "matter.function": SALES, "luck.ANSWERING": (0.1, 0.51, 0.1, 0.1)}, {"matter.closed": Verdict.SETTLED}),
    Worked("a dispute is settled by the second draw", take_up, (0,), ALONE | {"matter.kind": Matter.DISPUTE, "leadership.strength": 0.0, "luck.SETTLING": (0.9, 0.49, 0.9, 0.9)}, {"matter.closed": Verdict.SETTLED}),
    Worked("a dispute above the second draw's chance lets the claim stand", take_up, (0,), ALONE | {"matter.kind": Matter.DISPUTE, "leadership.strength": 0.0, "luck.SETTLING": (0.1, 0.51, 0.1, 0.1)}, {"matter.closed": Verdict.STANDS}),
    Worked("an idea is set aside by the second draw", take_up, (0,), ALONE | LED | {"matter.kind": Matter.IDEA, "matter.function": SALES, "matter.excess": 0.5, "leadership.disregard": 0.5, "luck.WEIGHING": (0.9, 0.49, 0.9, 0.9)}, {"matter.closed": Verdict.OVERRULED}),
    Worked("an idea is misjudged by the third draw", take_up, (0,), ALONE | LED | {"matter.kind": Matter.IDEA, "matter.function": SALES, "matter.excess": 0.5, "leadership.disregard": 0.5, "luck.WEIGHING": (0.1, 0.51, 1.0 - UP, 0.9)}, {"matter.closed": Verdict.DECLINED}),
    Worked("an idea that no draw misjudges is adopted", take_up, (0,), ALONE | LED | {"matter.kind": Matter.IDEA, "matter.function": SALES, "matter.excess": 0.5, "leadership.disregard": 0.5, "luck.WEIGHING": (0.1, 0.51, 0.5, 0.1)}, {"matter.closed": Verdict.ADOPTED}),
    Worked("a leader who has no hours left of the week gives none", give, ("boss", 2.0), {"boss.hours_left": 0.5, "boss.leading_left": 9.0}, {"boss.hours_left": 0.0, "boss.leading_left": 8.5}),
    Worked("disputes are settled, questions answered and ideas weighed, each by a luck of its own", lambda org: tuple(int(in_plain(address)(kind)) for kind in (Matter.DISPUTE, Matter.QUESTION, Matter.IDEA)), (), {}, (Decision.SETTLING, Decision.ANSWERING, Decision.WEIGHING)),
)  # fmt: skip
def test_leaders_decide_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("a misfit is rejected, however well it looks", contact, (0,), BLIND | {"lead.fit": -0.5, "luck.QUALIFICATION": (UP, 0.0, 0.5, 0.5)}, {"lead.stage": Stage.REJECTED, "tally.misfit_leads": 1.0, "tally.leads_spurned": 0.0, "of_marketing.valence": 0.0}),
    Worked("what a rep sees of a misfit teaches it all the same", contact, (0,), BLIND | {"lead.fit": -0.5, "selling.learning": 1.0, "luck.QUALIFICATION": (0.5, 0.0, 0.5, 0.5)}, {"rep.expects": 0.3775406687981454}),
    Worked("a small lead is worked where there is no other", lambda org: int(in_plain(most_promising)(org, 0, 4.0)), (), TWO | {"lead.value": 0.5, "other_lead.stage": Stage.LOST}, 0),
    Worked("a lead that comes late in a week is worked in it", work_leads, (0,), TWO | {"lead.available": 3.7, "lead.fit": -5.0, "other_lead.stage": Stage.LOST}, {"tally.leads_worked": 1.0, "lead.contacted": 3.7}),
    Worked("an ignored lead counts as ignored ones do", ignore, (0,), {"trust.ignored_weight": 0.25, "trust.lost_valence": 0.9, "trust.blame": 0.8, "of_sales.weight": 0.0}, {"of_sales.weight": 0.25}),
)  # fmt: skip
def test_a_lead_is_worked_as_the_sentence_says(example: Worked) -> None:
    example.holds()
