"""Whom a phase means, in which order it goes round, and what it leaves out: worked out by hand."""

from typing import Any

import numpy as np
import pytest

from cordiale.simulation.founding.stock import start_customer
from cordiale.simulation.rules import selling
from cordiale.simulation.rules.buyers import buyers_move
from cordiale.simulation.rules.campaigns import run_campaigns
from cordiale.simulation.rules.credit import wins_are_credited
from cordiale.simulation.rules.customers import customers_live_on
from cordiale.simulation.rules.decisions import decisions_are_taken
from cordiale.simulation.rules.handoff import leads_are_handed_over
from cordiale.simulation.rules.leadership import lead
from cordiale.simulation.rules.leads import open_lead, open_opportunity
from cordiale.simulation.rules.lines import close_up, line_up
from cordiale.simulation.rules.matters import matters_press, questions_arise
from cordiale.simulation.rules.reorganisation import recalibrate, structure_moves
from cordiale.simulation.rules.trust import trust_moves
from cordiale.simulation.rules.turns import begin_turns, take_turn
from cordiale.simulation.world.arithmetic import clip, gini, logistic, middle, put_in_order, ratio, score
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import GOAL, NEVER, NOBODY, NOW, WHITHER, Matter, Stage, Verdict
from tests.model.worked.test_worked_luck import CAMPAIGN, PACED
from tests.support.worked import LUCK, Worked, company, find, in_plain, put, worked
from tests.support.worlds import decide

ENDS = {Stage.UNQUALIFIED, Stage.IGNORED, Stage.REJECTED, Stage.LOST, Stage.NO_DECISION, Stage.WON}


def a_company(**places: Any) -> Any:
    LUCK.clear()
    org = company("pair").copy()
    for place, value in places.items():
        put(org, place.replace("__", "."), value)
    return org


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.word)
def test_a_buyer_moves_as_long_as_its_opportunity_is_open_and_in_no_other_stage(stage: Stage) -> None:
    paced = {place.replace(".", "__"): value for place, value in PACED.items()}
    org = a_company(**paced | {"lead__stage": stage, "lead__progress": 0.25})
    in_plain(buyers_move)(org)
    moved = stage in (Stage.OPPORTUNITY, Stage.PROPOSAL, Stage.NEGOTIATION)
    assert org.leads[0].progress == (0.5 if moved else 0.25)


@pytest.mark.parametrize("stage", [each for each in Stage if each != Stage.WON], ids=lambda stage: stage.word)
def test_whatever_has_ended_leaves_the_books_and_only_a_win_is_booked(stage: Stage) -> None:
    org = a_company(lead__stage=stage, company__customers=0)
    in_plain(wins_are_credited)(org)
    assert org.company[0].leads == (0 if stage in ENDS else 1)
    assert (org.tally[0].wins, org.company[0].customers) == (0.0, 0)


def test_every_win_of_the_week_is_booked() -> None:
    org = a_company(
        lead__stage=Stage.WON, other_lead__stage=Stage.WON, company__leads=2, company__customers=0, company__matters=0
    )
    in_plain(wins_are_credited)(org)
    assert (org.tally[0].wins, org.company[0].customers, org.company[0].leads) == (2.0, 2, 0)


def test_rows_that_end_leave_and_the_others_keep_their_order() -> None:
    rows = table("leads", 5)
    rows.identity, rows.stage = range(5), (0, 10, 4, 15, 9)
    assert in_plain(close_up)(rows, rows.stage, 10, 5) == 3
    assert rows.identity[:3].tolist() == [0, 2, 4]


def test_rows_are_lined_up_by_their_owners_in_the_order_of_the_table_and_nobody_s_stay_out() -> None:
    org = a_company()
    org.exchange(queue=np.zeros(9, np.int64))
    in_plain(line_up)(org, np.array([1, 0, NOBODY, 1, 2, 0]), 6)
    lines = [org.queue[org.queue_start[who] : org.queue_start[who + 1]].tolist() for who in range(3)]
    assert lines == [[1, 5], [0, 3], [4]]


@pytest.mark.parametrize(
    ("stage", "tie", "marketer", "handed"),
    [(Stage.QUALIFIED, NOBODY, 1, True), (Stage.QUALIFIED, 0, 1, False), (Stage.QUALIFIED, NOBODY, NOBODY, False), (Stage.OPPORTUNITY, NOBODY, 1, False)],
    ids=["a new lead of marketing's", "one that was handed over", "one of a rep's own", "an opportunity"],
)  # fmt: skip
def test_what_is_handed_over_is_new_qualified_and_marketing_s(
    stage: int, tie: int, marketer: int, handed: bool
) -> None:
    org = a_company(lead__stage=stage, lead__tie=tie, lead__marketer=marketer, tally__leads_handed_over=0.0)
    in_plain(leads_are_handed_over)(org)
    assert org.tally[0].leads_handed_over == float(handed)


def with_customer(since: int, week: int, **more: Any) -> Any:
    org = a_company(customer__since=since, clock__week=week, customer__delivered=0.5, customer__satisfaction=0.0,
                    customer__renewal_week=since + 52, customer__recurring=1, **more)  # fmt: skip
    in_plain(begin_turns)(org)
    in_plain(take_turn)(org, 0)
    in_plain(customers_live_on)(org)
    return org


@pytest.mark.parametrize(("week", "looks"), [(3, False), (4, False), (15, False), (16, True), (17, False), (29, True)])
def test_a_customer_takes_stock_once_a_quarter_in_the_week_of_its_win_and_not_on_the_day(
    week: int, looks: bool
) -> None:
    org = with_customer(3, week)
    assert (org.customers[0].satisfaction > 0.0) == looks


def test_who_leaves_as_a_quarter_ends_is_out_of_the_books_with_it() -> None:
    org = with_customer(0, 52, customers__renewal=-4.0, company__served=1, luck__CUSTOMER=(0.999, 0.5, 0.5, 0.5))
    assert (org.tally[0].churned_customers, org.company[0].served, org.company[0].customers) == (1.0, 0, 0)


def test_who_leaves_within_a_quarter_stays_a_row_until_its_end() -> None:
    org = with_customer(3, 55, customers__renewal=-4.0, company__served=1, luck__CUSTOMER=(0.999, 0.5, 0.5, 0.5))
    assert (org.company[0].served, org.company[0].customers, org.customers[0].rep) == (0, 1, NOBODY)


@worked(
    Worked("a campaign is as precise as its marketer, by what sales shares with it", run_campaigns, (1,), CAMPAIGN | {"campaigns.precision": 0.2, "campaigns.precision_from_sales": 0.4, "marketer.shared": 0.5, "campaigns.fit_spread": 0.0, "campaigns.misjudgement": 0.0, "campaigns.fit_mean": 0.0, "source.fit": 0.0, "campaigns.targeting": 2.0, "campaigns.qualification_bar": -4.0, "conditions.precision": 0.1, "luck.CAMPAIGN": (0.5, 0.5, 0.5, 0.5)}, {"lead.fit": 1.0}),
    Worked("a marketer who is behind lowers the bar in its campaigns", run_campaigns, (1,), CAMPAIGN | {"marketer.success": 0.0, "campaigns.base_pressure": 0.0, "campaigns.bar_pressure": 1.0, "campaigns.fit_spread": 0.0, "campaigns.misjudgement": 0.0, "campaigns.targeting": 0.0, "campaigns.fit_mean": -0.5, "source.fit": 0.0, "campaigns.qualification_bar": 0.0, "luck.CAMPAIGN": (0.5, 0.5, 0.5, 0.5)}, {"company.leads": 2, "tally.leads_unqualified": 0.0}),
    Worked("roles are made anew for buyers as they now are, at the price of clarity and hours", recalibrate, (), {"conditions.autonomy": 0.7, "buyers.autonomy": 0.3, "company.roles_for": 0.3, "power.rule_change": 0.5, "power.upheaval": 0.0, "power.upheaval_hours": 4.0, "rep.owed_hours": 1.0}, {"company.roles_for": 0.7, "rep.owed_hours": 3.0, "boss.owed_hours": 2.0}),
    Worked("a company that has chosen does not drift", structure_moves, (), {"company.transition_left": 0.0, "now.follows_forces": 0, "conditions.technology": 1.0, "now.integration": 0.5}, {"now.integration": 0.5}),
    Worked("a company that has not chosen drifts", structure_moves, (), {"company.transition_left": 0.0, "now.follows_forces": 1, "conditions.technology": 1.0, "now.integration": 0.5, "power.drift": 0.1}, {"now.integration": 0.45}),
    Worked("a company under reorganisation does not drift", structure_moves, (), {"company.transition_left": 5.0, "company.transition_length": 10.0, "whence.integration": 0.5, "whither.integration": 0.5, "now.follows_forces": 1, "conditions.technology": 1.0, "now.integration": 0.5, "power.drift": 0.1}, {"now.integration": 0.5}),
    Worked("two with a question open between them may raise another", questions_arise, (), {"coordination.questions": 1.0, "tie.contact": 1.0, "tie.blocked": 1.0, "company.matters": 0, "now.shared_goals": 0.0, "people.silence": 0.0, "luck.JOINT_WORK": (0.1, 0.4, 0.5, 0.5)}, {"tally.questions": 1.0, "tie.blocked": 2.0}),
    Worked("two who do not meet have no questions", questions_arise, (), {"coordination.questions": 1.0, "tie.contact": 0.0, "company.matters": 0, "luck.JOINT_WORK": (0.0, 0.4, 0.5, 0.5)}, {"tally.questions": 0.0}),
)  # fmt: skip
def test_a_phase_does_what_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_content_is_each_marketer_s_share_of_the_full_hours_of_all() -> None:
    LUCK.clear()
    org = company("heads").copy()
    put(org, "campaigns.leads_per_week", 0.05)
    org.people.hours_left[3:5], org.company[0].content = 36.0, 0.0
    for who in (3, 4):
        in_plain(run_campaigns)(org, who)
    assert org.company[0].content == pytest.approx(2 / 3)  # two of three worked on nothing else


def test_a_rep_s_week_goes_to_customers_then_opportunities_then_marketing_s_leads_then_its_own_search() -> None:
    order = ("serve_customers", "attend_opportunities", "work_leads", "prospect")
    met: list[str] = []
    work = in_plain(selling.work_week)
    around = {**work.__globals__, **{name: (lambda org, who, name=name: met.append(name)) for name in order}}
    type(work)(work.__code__, around)(a_company(), 0)
    assert tuple(met) == order


def test_a_leader_takes_up_the_oldest_matter_first_and_stops_where_its_hours_do() -> None:
    org = a_company(company__matters=0)
    org.exchange(matters=table("matters", 4))
    for row, raised in enumerate((1, 3, 5)):
        matter = org.matters[row]
        matter.kind, matter.leader, matter.other_leader, matter.leaders = (
            Matter.QUESTION,
            find(org, "boss"),
            NOBODY,
            NOBODY,
        )
        matter.raised, matter.hours, matter.rep, matter.marketer = raised, 1.0, 0, 1
    org.company[0].matters, org.clock[0].week = 3, 6
    in_plain(matters_press)(org)
    put(org, "boss.hours_left", 9.0)
    put(org, "boss.leading_left", 2.0)
    in_plain(lead)(org, find(org, "boss"))
    assert [int(each) for each in org.matters.closed[:3]] == [Verdict.SETTLED, Verdict.SETTLED, Verdict.OPEN]


def test_leaders_opinions_of_each_other_are_in_no_team_s_mean_nor_anybody_s() -> None:
    LUCK.clear()
    org = company("heads").copy()
    pairs = int(org.company[0].pairs)
    for name in ("trust.rapport", "trust.estrangement", "trust.influence"):
        put(org, name, 0.0)
    org.opinions.cognition[:] = org.opinions.affect[:] = 0.5
    org.opinions.cognition[2 * pairs :] = org.opinions.affect[2 * pairs :] = 1.0
    org.clock[0].week = 1
    in_plain(trust_moves)(org)
    assert {float(each) for each in org.teams.cognition} == {0.5}
    assert org.people.trust[:6].tolist() == pytest.approx([0.5] * 6)


def test_a_decision_is_taken_once_and_marked_with_its_week() -> None:
    org = a_company(company__switch_week=NEVER, company__belief=0.9, company__alignment=0.3)
    decide(org, "Q1 survey")
    for week, belief in ((1, 0.3), (14, 0.8)):
        org.clock[0].week = week
        if week > 1:
            org.company[0].belief = 0.8
        in_plain(decisions_are_taken)(org)
        assert (org.company[0].belief, org.decisions[0].taken) == (belief, 1)


def test_what_is_decided_about_the_structure_leaves_the_rest_as_it_is_and_decisions_of_one_week_all_hold() -> None:
    org = a_company(company__switch_week=NEVER, company__transition_left=0.0)
    org.structure[NOW].integration, org.structure[NOW].joint_planning = 0.5, 2.0
    org.structure[WHITHER].integration, org.structure[WHITHER].joint_planning, org.structure[WHITHER].shared_goals = (
        0.9,
        9.0,
        0.9,
    )
    decide(org, "Q1 integration=0.75 shared_goals=0.125")
    org.clock[0].week = 1
    in_plain(decisions_are_taken)(org)
    whither = org.structure[WHITHER]
    assert (whither.integration, whither.shared_goals, whither.joint_planning) == (0.75, 0.125, 2.0)


def test_the_switch_of_alarmed_executives_begins_in_its_week_and_leads_to_their_goal() -> None:
    for week, upheaval in ((13, 0.0), (14, 0.5), (15, 0.0)):
        org = a_company(company__switch_week=14, clock__week=week, now__integration=0.5, company__upheaval=0.0)
        org.structure[GOAL] = org.structure[0]
        org.structure[GOAL].integration = 1.0
        in_plain(decisions_are_taken)(org)
        assert org.company[0].upheaval == pytest.approx(upheaval)


def test_a_buyer_s_pace_is_of_the_quantiles_of_cycles_and_its_contract_of_those_of_contracts() -> None:
    org = a_company(buyers__pace_spread=1.0, buyers__value_spread=1.0, buyers__contract_value=10.0, luck__LEAD_JOURNEY=(0.5, 0.5, 0.5, 0.5),
                    company__leads=0, lead__pace=1.0)  # fmt: skip
    paces, sizes = table("paces", 2), table("sizes", 2)
    paces.score[:], sizes.score[:] = np.log(2.0), np.log(3.0)
    org.exchange(paces=paces, sizes=sizes)
    row = in_plain(open_lead)(org, 5, fit=0.0, size=0.5)
    in_plain(open_opportunity)(org, row)
    assert (org.leads[row].pace, org.leads[row].value) == (pytest.approx(2.0), pytest.approx(30.0))
    org.company[0].customers = 0
    put(org, "luck.OLD_BOOKS", (0.5, 0.0, 0.5, 0.5))
    in_plain(start_customer)(org, 0, 0)
    assert org.customers[0].value == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("amounts", "median", "spread"), [([4.0], 4.0, 0.0), ([1.0, 3.0], 2.0, 0.25), ([9.0, 1.0, 2.0], 2.0, 4.0 / 9.0), ([2.0, 8.0, 4.0, 6.0], 5.0, 0.25)]
)  # fmt: skip
def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(
    amounts: list[float], median: float, spread: float
) -> None:
    ordered = np.array(amounts)
    in_plain(put_in_order)(ordered)
    assert ordered.tolist() == sorted(amounts)
    assert (in_plain(middle)(ordered), in_plain(gini)(ordered)) == (median, pytest.approx(spread))


def test_what_rules_calculate_with_is_what_it_is_called() -> None:
    assert [in_plain(clip)(each, 0.0, 1.0) for each in (-1.0, 0.4, 2.0)] == [0.0, 0.4, 1.0]
    assert (in_plain(ratio)(3.0, 4.0), np.isnan(in_plain(ratio)(3.0, 0.0))) == (0.75, True)
    assert in_plain(logistic)(np.log(3.0)) == pytest.approx(0.75)
    quantiles = np.array([0.0, 1.0, 3.0, 3.0, 9.0])
    assert [in_plain(score)(quantiles, each) for each in (0.0, 0.25, 0.375, 0.625, 1.0)] == [0.0, 1.0, 2.0, 3.0, 9.0]
