"""Tiny worlds whose outcome a person can work out by hand: questions, and the leaders who answer them."""

import pytest

from cordiale.simulation.rules.authority import agreement
from cordiale.simulation.rules.matters import raise_question
from cordiale.simulation.rules.opinions import view
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.theories import (
    ConflictTheory,
)
from cordiale.simulation.world.words import Matter, Side, Stage
from tests.support.parables import EXECUTIVE, a_lead, decide, trust, two_heads
from tests.support.worlds import pair, set_structure, step

# questions, leaders, stalemates


def test_a_question_between_two_people_stops_their_joint_work_until_it_is_decided() -> None:
    org = pair(
        {"coordination.questions": 1.0, "buyers.nurture": 0.5, "buyers.content": 0.0, "coordination.rewiring": 1.0}
    )
    lead = a_lead(org, stage=Stage.OPPORTUNITY)
    step(org, "buyers_move")
    assert lead.marketing_now == 0.5
    step(org, "questions_arise")
    assert (org.matters[0].kind, org.ties[0].blocked) == (Matter.QUESTION, 1.0)
    before = float(org.ties[0].shared)
    step(org, "ties_follow_structure")
    step(org, "buyers_move")
    assert org.ties[0].shared < before  # nothing is learnt, some is forgotten
    assert lead.marketing_now == 0.0
    step(org, "matters_press")
    org.people[EXECUTIVE].hours_left = org.people[EXECUTIVE].leading_left = 30.0
    step(org, "leaders_lead")
    step(org, "leaders_share_time")
    step(org, "buyers_move")
    assert (org.ties[0].blocked, org.company[0].matters, lead.marketing_now) == (0.0, 0, 0.5)


def test_a_question_that_waited_too_long_no_longer_stands_between_the_two_but_rankles() -> None:
    org = pair({"coordination.questions": 1.0, "credit.dispute_patience": 4.0})
    step(org, "questions_arise")
    org.clock[0].week += 4
    step(org, "matters_press")
    assert (org.company[0].matters, org.ties[0].blocked, org.ties[0].conflict) == (1, 1.0, 0.0)
    org.clock[0].week += 1
    step(org, "matters_press")
    assert (org.company[0].matters, org.ties[0].blocked, org.ties[0].conflict) == (0, 0.0, 1.0)


def lived_through(org: Organisation) -> list[tuple[float, float]]:
    """What the leaders of sales and of marketing lived through with each other: how good, how much."""
    pair_of_leaders = int(org.matters[0].leaders)
    minds = (org.opinions[view(pair_of_leaders, side)] for side in (Side.SALES, Side.MARKETING))
    return [(float(mind.valence), float(mind.weight)) for mind in minds]


TOGETHER = [("joint-consent", Matter.QUESTION), ("each-alone", Matter.DISPUTE)]  # nobody has power over a dispute


@pytest.mark.parametrize(("rule", "kind"), TOGETHER)
def test_two_leaders_who_do_not_agree_lose_their_hours_the_matter_stays_and_trust_suffers(rule: str, kind: int) -> None:
    org = two_heads(rule, consent=0.0, kind=kind)
    assert decide(org) == [1.0, 1.0]
    assert (org.tally[0].stalemates, org.tally[0].decided, org.matters[0].closed) == (1.0, 0.0, 0)
    assert org.ties.blocked.sum() == 1.0
    assert lived_through(org) == [(0.0, 1.0), (0.0, 1.0)]


@pytest.mark.parametrize(("rule", "kind"), TOGETHER)
def test_two_leaders_who_agree_decide_together_and_think_the_better_of_each_other(rule: str, kind: int) -> None:
    org = two_heads(rule, consent=1.0, kind=kind)
    assert decide(org) == [1.0, 1.0]
    assert (org.tally[0].stalemates, org.tally[0].decided) == (0.0, 1.0)
    assert lived_through(org) == [(1.0, 1.0), (1.0, 1.0)]


@pytest.mark.parametrize("consent", [0.0, 1.0])
def test_leaders_who_decide_each_alone_answer_at_once_and_contradict_each_other_where_they_do_not_agree(
    consent: float,
) -> None:
    org = two_heads("each-alone", consent=consent)
    known = float(org.ties[0].shared)
    assert decide(org) == [1.0, 0.0]  # sales asked, and its head answers for sales alone
    assert (org.tally[0].stalemates, org.tally[0].decided, org.ties[0].blocked) == (0.0, 1.0, 0.0)
    assert (org.ties[0].conflict, org.tally[0].settled) == (1.0 - consent, consent)
    assert lived_through(org) == [(consent, 1.0), (consent, 1.0)]
    assert org.ties[0].shared == known


@pytest.mark.parametrize(
    ("conflict", "taught", "grudge"), [(ConflictTheory.FUNCTIONAL, 0.25, 0.0), (ConflictTheory.DYSFUNCTIONAL, 0.0, 1.0)]
)
def test_a_question_that_both_leaders_settle_teaches_the_two_or_by_the_rival_theory_leaves_a_grudge(
    conflict: int, taught: float, grudge: float
) -> None:
    org = two_heads("joint-consent", consent=1.0, coordination__sharing=0.25)
    org.theory[0].conflict, org.ties[0].shared = conflict, 0.2
    decide(org)
    assert org.ties[0].shared == pytest.approx(0.2 + taught * 0.8)
    assert org.ties[0].conflict == grudge


@pytest.mark.parametrize(
    ("rule", "devices", "strength", "trusted", "chance"),
    [
        ("each-alone", {"heads": 2}, 1.0, 0.5, 0.3),
        ("each-alone", {"heads": 2}, 1.0, 0.8, 0.39),  # their trust, and half of it all besides
        ("joint-consent", {"heads": 2}, 0.5, 0.5, 0.4),  # a rule of consent in hands of half strength
        ("each-alone", {"heads": 2, "balancer": 1}, 0.5, 0.5, 0.4),  # or somebody who balances
        ("each-alone", {"heads": 1}, 0.5, 0.5, 0.4),  # or one head for both
        ("joint-consent", {"heads": 1, "balancer": 1}, 1.0, 0.5, 0.9),  # or all of them
        ("joint-consent", {"heads": 1, "balancer": 1}, 0.0, 0.5, 0.3),  # in weak hands nothing integrates
        ("joint-consent", {"heads": 1, "balancer": 1}, 1.0, 1.0, 1.0),
    ],
)
def test_two_leaders_agree_by_their_trust_and_by_each_device_that_integrates_in_strong_hands(
    rule: str, devices: dict[str, int], strength: float, trusted: float, chance: float
) -> None:
    org = two_heads(rule, 0.3, leadership__balancing=0.2, leadership__strength=strength)
    set_structure(org, **devices)
    leaders = int(org.ties[0].leaders)
    for side in (Side.SALES, Side.MARKETING):
        trust(org, view(leaders, side), trusted)
    assert agreement(org, leaders) == pytest.approx(chance)


def test_a_leader_over_whose_head_a_question_was_answered_thinks_the_worse_of_the_other() -> None:
    org = two_heads("dominant-side", 1.0, power_balance=1.0, leadership__disregard=1.0)
    assert decide(org) == [0.0, 1.0]
    assert lived_through(org) == [(0.0, 1.0), (0.0, 0.0)]


def test_one_head_decides_for_both_whether_they_would_agree_or_not() -> None:
    org = two_heads("one-head", consent=0.0)
    assert sorted(decide(org)) == [0.0, 1.0]
    assert org.tally[0].decided == 1.0


@pytest.mark.parametrize(("balance", "hours"), [(0.7, [0.0, 1.0]), (-0.7, [1.0, 0.0])])
def test_where_one_side_dominates_its_leader_decides_alone(balance: float, hours: list[float]) -> None:
    org = two_heads("dominant-side", consent=0.0, power_balance=balance)
    assert decide(org) == hours
    assert org.tally[0].decided == 1.0


@pytest.mark.parametrize(("asking", "settled"), [(Side.SALES, 0.0), (Side.MARKETING, 1.0)])
def test_a_question_of_the_led_side_is_answered_over_its_head_and_counts_as_unsettled(
    asking: int, settled: float
) -> None:
    values = {"leadership.disregard": 1.0, "leadership.strength": 1.0}
    org = pair(values, decision_rule="dominant-side", power_balance=1.0)
    raise_question(org, 0, asking)
    step(org, "people_set_aside_hours")
    step(org, "matters_press")
    step(org, "leaders_lead")
    assert org.ties[0].blocked == 0.0, "joint work goes on either way"
    assert org.tally[0].decided == 1.0
    assert org.tally[0].settled == settled
