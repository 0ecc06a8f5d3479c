"""Tiny worlds whose outcome a person can work out by hand: who speaks up, and what ideas come of it."""

from typing import Any

import pytest

from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.capacity import voice
from cordiale.simulation.rules.coordination import communication_quality
from cordiale.simulation.rules.follow_up import agreed
from cordiale.simulation.rules.matters import meeting_of_minds, open_matter
from cordiale.simulation.rules.verdicts import weigh
from cordiale.simulation.world.arithmetic import logistic
from cordiale.simulation.world.theories import (
    AuthorityTheory,
    VoiceTheory,
)
from cordiale.simulation.world.words import NOBODY, Matter, Side
from tests.support.parables import EXECUTIVE, GREED, REP, decide, two_heads, won
from tests.support.worlds import pair, step

SALES_ASKS, MARKETING_ASKS = {int(Side.SALES)}, {int(Side.MARKETING)}


@pytest.mark.parametrize(
    ("authority", "silence", "asking"),
    [
        (AuthorityTheory.INDIFFERENCE, 0.0, MARKETING_ASKS),
        (AuthorityTheory.INDIFFERENCE, 1.0, set()),
        (AuthorityTheory.REFERRAL, 0.0, SALES_ASKS | MARKETING_ASKS),
        (AuthorityTheory.REFERRAL, 1.0, SALES_ASKS),
    ],
)
def test_the_side_that_decides_asks_nobody_unless_all_refer_what_arises_and_a_silenced_one_does_not_dare(
    authority: int, silence: float, asking: set[int]
) -> None:
    """Sales decides alone."""
    values = {"coordination.questions": 1.0, "people.silence": silence}
    org = pair(values, decision_rule="dominant-side", power_balance=-1.0)
    org.theory[0].authority = authority
    for _ in range(40):
        make_room(org)
        org.clock[0].week += 1
        step(org, "questions_arise")
    assert set(org.matters[: int(org.company[0].matters)].function.tolist()) == asking


def test_a_side_that_decides_sets_a_claim_on_its_win_right_without_a_dispute() -> None:
    for balance, disputes in ((0.0, 1.0), (-1.0, 0.0)):  # the rep's part is claimed, and sales decides
        values = GREED | {"credit.contesting": 1.0, "credit.noticing": 1.0}
        org = pair(values, decision_rule="dominant-side", power_balance=balance)
        org.conditions[0].contesting = 100.0
        won(org)
        assert (org.tally[0].credit_disputes, org.tally[0].credit_thefts) == (disputes, 0.0)


@pytest.mark.parametrize(
    ("theory", "strength", "of_sales", "of_marketing"),
    [(VoiceTheory.POWER, 0.0, 0.6, 1.0), (VoiceTheory.POWER, 1.0, 0.6, 1.0),
     (VoiceTheory.SAFETY, 0.0, 0.2, 0.2), (VoiceTheory.SAFETY, 1.0, 1.0, 1.0)],
)  # fmt: skip
def test_the_led_side_falls_silent_or_by_the_rival_theory_both_do_whose_leaders_make_it_unsafe(
    theory: int, strength: float, of_sales: float, of_marketing: float
) -> None:
    org = pair({"people.silence": 0.8, "leadership.strength": strength}, power_balance=0.5)
    org.theory[0].voice = theory
    assert [voice(org, Side.SALES), voice(org, Side.MARKETING)] == pytest.approx([of_sales, of_marketing])


@pytest.mark.parametrize(("rule", "holds"), [("joint-consent", 0.6), ("each-alone", 0.0), ("one-head", 0.0)])
def test_a_service_agreement_by_consent_holds_as_far_as_leaders_settle_and_a_programme_makes_it_whole(
    rule: str, holds: float
) -> None:
    org = pair({}, decision_rule=rule)
    org.company[0].settled_share = 0.6
    assert agreed(org) == holds
    org.company[0].programme_left = 3.0
    assert agreed(org) == 1.0


def ideas(values: dict[str, float], **structure: Any) -> list[int]:
    """Which sides voice an idea in a week in which everybody has one."""
    org = pair(values | {"people.ideas": 1.0}, **structure)
    org.people.morale[:] = 1.0
    org.people.shared[:] = 1.0
    org.company[0].sales_view, org.company[0].marketing_view = 0.4, 0.6
    step(org, "people_propose_ideas")
    return sorted(org.matters[: int(org.company[0].matters)].function.tolist())


def test_a_fully_led_side_that_keeps_everything_to_itself_has_no_ideas_to_offer() -> None:
    values = {"people.silence": 1.0, "people.joint_ideas": 0.0}
    assert ideas(values, decision_rule="dominant-side", power_balance=1.0) == [Side.MARKETING]


def test_communication_suffers_alike_whichever_function_s_view_is_the_larger() -> None:
    org = pair({"coordination.base_quality": 0.5, "coordination.distance_penalty": 0.4})
    found = []
    for marketing, sales in ((0.5, 0.5), (0.9, 0.4), (0.4, 0.9)):
        org.company[0].marketing_view, org.company[0].sales_view = marketing, sales
        found.append(communication_quality(org))
    assert found == pytest.approx([0.5, 0.3, 0.3])


def test_an_idea_of_both_functions_needs_the_voice_of_both_and_two_views() -> None:
    joint = {"people.joint_ideas": 1.0, "people.silence": 1.0}
    assert ideas(joint) == [Side.SALES, Side.MARKETING]
    assert ideas(joint, decision_rule="dominant-side", power_balance=1.0) == []  # the stronger side lacks the other
    org = pair(joint | {"people.ideas": 1.0, "people.orientation_gap": 0.4})
    org.people.morale[:] = org.people.shared[:] = 1.0
    org.company[0].sales_view = org.company[0].marketing_view = 0.5
    step(org, "people_propose_ideas")
    assert org.company[0].matters == 0, "two who see everything alike have no idea that needs both"


@pytest.mark.parametrize(
    ("apart", "shared", "met"),
    [(0.0, 1.0, 0.0), (0.1, 0.75, 0.75), (0.2, 0.5, 1.0), (0.3, 0.25, 0.75), (0.4, 0.0, 0.0), (0.1, 0.25, 0.25)],
)
def test_ideas_for_both_come_of_views_that_differ_and_know_of_each_other_and_most_in_between(
    apart: float, shared: float, met: float
) -> None:
    """Views are 0.4 apart by nature. Contact takes as much of the difference as it gives of knowledge."""
    org = pair({"people.orientation_gap": 0.4})
    org.company[0].sales_view, org.company[0].marketing_view = 0.3, 0.3 + apart
    org.people[REP].shared = shared
    assert meeting_of_minds(org, REP) == pytest.approx(met)


@pytest.mark.parametrize(
    ("both", "apart", "adopted"), [(True, 0.4, 1.0), (True, 0.0, 0.0), (False, 0.4, 0.0), (True, 0.1, 0.0)]
)
def test_two_different_views_judge_an_idea_more_clearly_than_two_alike(
    both: bool, apart: float, adopted: float
) -> None:
    """A good idea, and an error of judgement against it that only two sides with different views see through."""
    org = pair({"leadership.devils_advocate": 1.0, "people.orientation_gap": 0.4})
    org.company[0].sales_view, org.company[0].marketing_view = 0.5 - 0.5 * apart, 0.5 + 0.5 * apart
    row = open_matter(org, Matter.IDEA, 7, Side.SALES)
    org.matters[row].excess, org.matters[row].other_leader = 0.5, EXECUTIVE if both else NOBODY
    weigh(org, row, 0.5, logistic(-1.5), False)  # a quantile of about -0.9: with two views alike, 0.5 - 0.9 < 0
    assert org.tally[0].ideas_adopted == adopted


def test_nothing_comes_of_an_idea_that_needs_both_and_that_the_other_leader_does_not_go_along_with() -> None:
    for consent in (0.0, 1.0):
        org = two_heads("each-alone", consent=consent, kind=Matter.IDEA)
        org.matters[0].excess = 5.0  # a good idea beyond doubt
        decide(org)
        assert (org.tally[0].decided, org.tally[0].ideas_adopted) == (1.0, consent)
