"""How executives come to a view and what comes of decisions, each case by hand."""

import math
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.rules.decisions import decisions_are_taken, is_due
from cordiale.simulation.rules.perception import executives_form_a_view, read_dashboards
from cordiale.simulation.rules.readiness import story_gap
from cordiale.simulation.world.draws import Decision
from cordiale.simulation.world.theories import Theory
from cordiale.simulation.world.words import (
    GOAL,
    NEVER,
    WHITHER,
    Attribution,
    Bound,
    DecisionRule,
    Kind,
    Level,
    Matter,
    Resolve,
    Response,
    Side,
    Stage,
    Tool,
    Verdict,
)
from tests.model.worked.test_worked_company import READ, SEEN, VIEW
from tests.support.worked import LUCK, Worked, company, in_plain, put, worked
from tests.support.worlds import decide

# Executives who believe what they see: half of the plan and half of the quota met, no meetings, goals shared by 0.4.
LOOKING = VIEW | SEEN | {"perception.surface_weight": 1.0, "perception.inertia": 0.75, "company.belief": 0.8, "rep.target": 2.0, "tally.wins": 1.0,
                         "marketer.target": 20.0, "now.attribution": Attribution.OWN_ACCOUNTING}  # fmt: skip


@worked(
    Worked("executives keep most of their view and take the rest from what they see", executives_form_a_view, (), LOOKING, {"company.belief": 0.75 * 0.8 + 0.25 * 0.25 * (0.5 + 0.5 + 0.0 + 0.2)}),
    Worked("a record of settling is kept in the same proportion", executives_form_a_view, (), LOOKING, {"company.settled_share": 0.75 * 0.4 + 0.25 * 3.0 / 8.0}),
    Worked("one matter settled is a record", executives_form_a_view, (), VIEW | {"tally.decided": 1.0, "tally.settled": 1.0, "tally.stalemates": 0.0, "company.matters": 0}, {"company.settled_share": 0.7}),
    Worked("one hand-off that failed is all mess", executives_form_a_view, (), VIEW | {"tally.leads_handed_over": 1.0, "tally.doubled_work": 0.0, "tally.dropped_work": 1.0}, {"company.mess": 1.0}),
    Worked("more than half may be mess", executives_form_a_view, (), VIEW | {"tally.doubled_work": 3.0, "tally.dropped_work": 3.0}, {"company.mess": 0.6}),
    Worked("what was doubled of earlier hand-offs makes no more than all a mess", executives_form_a_view, (), VIEW | {"tally.doubled_work": 30.0}, {"company.mess": 1.0}),
    Worked("a programme in its last week is not ordered anew", executives_form_a_view, (), VIEW | {"tally.revenue_new": 0.0, "company.programme_left": 1.0}, {"company.programme_left": 1.0}),
    Worked("a dashboard of one lead shows it", read_dashboards, (), READ | {"tally.leads_worked": 1.0, "tally.misfit_leads": 0.0, "tally.leads_handed_over": 1.0, "company.reported_follow_up": 0.8}, {"company.reported_quality": 0.55, "company.reported_follow_up": 0.85}),
    Worked("leads that were handed over and not worked speak against sales and not of marketing", read_dashboards, (), READ | {"tally.leads_worked": 0.0}, {"company.reported_quality": 0.4, "company.reported_follow_up": 0.3}),
    Worked("leads of an earlier quarter that were worked speak of marketing and not of sales", read_dashboards, (), READ | {"tally.leads_handed_over": 0.0}, {"company.reported_quality": 0.4875, "company.reported_follow_up": 0.4}),
    Worked("more leads worked than handed over show as all of them", read_dashboards, (), READ | {"tally.leads_worked": 32.0}, {"company.reported_follow_up": 0.55}),
    Worked("more than half of the leads may show as worked", read_dashboards, (), READ | {"tally.leads_worked": 12.0}, {"company.reported_follow_up": 0.4875}),
    Worked("hearing mostly one side and merged roles take each of what the other left of two stories", story_gap, (0, 0.75), {"tie.shared": 0.0, "lead.information": 0.0, "now.role_overlap": 0.5}, 0.25),
)  # fmt: skip
def test_executives_look_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@pytest.mark.parametrize(
    ("sign", "met"), [("<", {4.0}), ("<=", {4.0, 5.0}), (">", {6.0}), (">=", {5.0, 6.0})], ids=["below", "at most", "above", "at least"]
)  # fmt: skip
def test_a_condition_is_met_on_its_side_of_the_threshold_and_on_no_other(sign: str, met: set[float]) -> None:
    org = company("pair").copy()
    decide(org, f"Q3 when wins {sign} 5 survey")
    org.clock[0].week, org.clock[0].quarter = 27, 2
    found = set()
    for wins in (4.0, 5.0, 6.0):
        org.quarters.wins[:] = 100.0 if sign.startswith("<") else 0.0  # in every other quarter
        org.quarters[2].wins = wins
        if in_plain(is_due)(org, 0):
            found.add(wins)
    assert found == met


@pytest.mark.parametrize(("week", "due"), [(1, True), (2, False), (13, False), (14, True), (15, False), (27, True)])
def test_a_condition_is_asked_in_the_first_week_of_each_quarter_and_in_no_other(week: int, due: bool) -> None:
    org = company("pair").copy()
    decide(org, "Q1 when wins < 5 survey")
    org.clock[0].week, org.clock[0].quarter = week, 0
    org.quarters[0].wins = 4.0
    assert in_plain(is_due)(org, 0) == due


def test_a_decision_without_a_condition_is_due_whatever_the_outcomes() -> None:
    org = company("pair").copy()
    decide(org, "Q1 survey")
    org.clock[0].week, org.clock[0].quarter = 1, 0
    for name in org.quarters.dtype.names:
        org.quarters[0][name] = math.nan
    assert in_plain(is_due)(org, 0)


def resolved(text: str, **places: Any) -> Any:
    """A company that has taken this decision in its first week, under a leadership that lets nothing be unclear."""
    LUCK.clear()
    org = company("pair").copy()
    given = {"company__switch_week": NEVER, "company__transition_left": 0.0, "now__joint_planning": 2.0, "now__integration": 0.5,
             "whither__joint_planning": 9.0, "goal__joint_planning": 5.0, "leadership__strength": 1.0, "company__upheaval": 0.3,
             "company__transition_length": 16.0, "power__transition": 10.0}  # fmt: skip
    for place, value in (given | places).items():
        put(org, place.replace("__", "."), value)
    decide(org, text)
    org.clock[0].week = 1
    in_plain(decisions_are_taken)(org)
    return org


@pytest.mark.parametrize(("left", "planning"), [(0.0, 2.0), (0.5, 9.0), (5.0, 9.0)])
def test_a_setting_is_decided_upon_where_the_company_is_and_in_a_reorganisation_upon_where_that_leads(
    left: float, planning: float
) -> None:
    org = resolved("Q1 integration=0.75", company__transition_left=left)
    whither = org.structure[WHITHER]
    assert (whither.integration, whither.joint_planning) == (0.75, planning)
    assert (org.company[0].transition_left, org.company[0].transition_length) == (10.0, 10.0)


def test_a_paradigm_and_a_setting_that_are_decided_together_both_hold() -> None:
    whither = resolved("Q1 paradigm=siloed integration=0.75").structure[WHITHER]
    assert (whither.integration, whither.joint_planning, whither.shared_goals) == (0.75, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "changed"),
    [("Q1 leadership.strength=0.9", {"leadership_strength"}), ("Q1 programme", {"programme_left"}), ("Q1 survey", {"belief"}), ("Q1 recalibrate", {"roles_for"})],
    ids=["another leadership", "a programme", "a survey", "roles made anew"],
)  # fmt: skip
def test_what_is_decided_happens_and_nothing_else_and_is_no_reorganisation(text: str, changed: set[str]) -> None:
    org = resolved(text, company__belief=0.9, company__alignment=0.3, conditions__autonomy=0.7, company__roles_for=0.3, company__programme_left=0.0,
                   perception__programme=9.0)  # fmt: skip
    head = org.company[0]
    now = {"leadership_strength": org.parameters[0].leadership_strength, "programme_left": head.programme_left, "belief": head.belief, "roles_for": head.roles_for}  # fmt: skip
    before = {"leadership_strength": 1.0, "programme_left": 0.0, "belief": 0.9, "roles_for": 0.3}
    after = {"leadership_strength": 0.9, "programme_left": 9.0, "belief": 0.3, "roles_for": 0.7}
    assert now == {name: (after if name in changed else before)[name] for name in now}
    assert (head.transition_left, head.upheaval, org.structure[WHITHER].joint_planning) == (0.0, 0.3, 9.0)


def test_a_week_without_a_decision_changes_nothing() -> None:
    org = resolved("Q2 integration=0.75")
    assert (org.company[0].transition_left, org.company[0].upheaval) == (0.0, 0.3)
    assert (org.structure[WHITHER].joint_planning, org.structure[GOAL].joint_planning) == (9.0, 5.0)


WORDS = [Attribution, Bound, Decision, DecisionRule, Kind, Level, Matter, Resolve, Response, Side, Stage, Tool, Verdict,
         *(field.annotation for field in Theory.model_fields.values())]  # fmt: skip


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_no_two_words_of_a_kind_have_one_number(words: Any) -> None:
    assert list(words.__members__.values()) == list(words)


def test_words_that_stand_for_one_another_have_one_number() -> None:
    """What the rules count on: kinds, sides and own tools go alike, and stages and verdicts in the order of a life."""
    assert [int(Kind.REP), int(Kind.MARKETER)] == [int(Side.SALES), int(Side.MARKETING)] == [0, 1]
    assert [int(Tool.OWN_SALES), int(Tool.OWN_MARKETING)] == [int(Side.SALES), int(Side.MARKETING)]
    assert (
        np.diff([Stage.QUALIFIED, Stage.ASSIGNED, Stage.OPPORTUNITY, Stage.PROPOSAL, Stage.NEGOTIATION]).tolist()
        == [1] * 4
    )
    assert max(Stage.NEGOTIATION, Stage.OPPORTUNITY) < min(Stage.UNQUALIFIED, Stage.IGNORED, Stage.REJECTED, Stage.LOST)
    assert min(each for each in Verdict if each != Verdict.OPEN) > Verdict.OPEN
    assert [int(each) for each in (Level.PRACTITIONER, Level.MANAGER, Level.HEAD, Level.EXECUTIVE)] == [0, 1, 2, 3]
    assert [each for each in Resolve if each <= Resolve.SETTING] == [Resolve.PARADIGM, Resolve.SETTING]
