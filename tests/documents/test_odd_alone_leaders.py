"""Rules rebuilt from the model's description: matters, leaders, and the quarter's end."""

from typing import Any

import numpy as np
import pytest

from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.organisation import Organisation
from tests.documents.rebuilt import (
    luck,
    matters,
    outcomes,
    quarter,
)  # fmt: skip
from tests.support.lived import EXACT, LIVES, VALUES, Moment, agree, enough, moments, rows, same, working_copy
from tests.support.worlds import step

# 7.12 to 7.14 Matters


def test_people_voice_their_ideas() -> None:
    ideas = 0
    for moment in moments("people_propose_ideas"):
        before, voiced = moment.before, []
        for row in range(before.company[0].reps + before.company[0].marketers):
            uniforms = moment.this_week(luck.IDEA, before.people[row].identity)
            idea = matters.idea(VALUES, before, row, moment.decision_rule, uniforms)
            voiced += [idea] if idea else []
        raised(moment, voiced)
        ideas += len(voiced)
    enough(ideas, 100)


def test_joint_work_raises_questions() -> None:
    asked = 0
    for moment in moments("questions_arise"):
        here = moment.before
        questions = [
            matters.question(VALUES, here, tie, moment.decision_rule, moment.this_week(luck.JOINT_WORK, tie.identity))
            for tie in here.ties[: here.company[0].pairs]
        ]
        raised(moment, [question for question in questions if question])
        asked += sum(question is not None for question in questions)
    enough(asked, 20)


def raised(moment: Moment, mine: list[Any]) -> None:
    """The matters that a phase put on the leaders' table are these."""
    before, after = moment
    models = list(rows(after.matters, after.company[0].matters))[before.company[0].matters :]
    assert [(each.kind, each.function, each.leader, each.other_leader, each.leaders) for each in models] == [
        (each.kind, each.function, each.leader, each.other_leader, each.leaders) for each in mine
    ]
    for here, there in zip(mine, models, strict=True):
        same(here.worth, there.excess)
        assert there.hours == there.other_hours == VALUES["leadership.deciding_hours"]
        assert (there.raised, there.closed) == (before.clock[0].week, 0)


def test_whoever_decides_asks_by_a_rival_theory_as_everybody_does() -> None:
    asked = dict.fromkeys((0, 1), 0)
    for moment in moments("questions_arise"):
        if moment.decision_rule != "dominant-side":
            continue
        for theory in asked:
            here, models = working_copy(moment.before), working_copy(moment.before)
            here.theory.authority[:] = models.theory.authority[:] = theory
            step(Organisation(**vars(models)), "questions_arise")
            questions = [
                matters.question(VALUES, here, tie, "dominant-side", moment.this_week(luck.JOINT_WORK, tie.identity))
                for tie in here.ties[: here.company[0].pairs]
            ]
            raised(Moment(here, models), [question for question in questions if question])
            asked[theory] += sum(question is not None for question in questions)
    assert asked[0] < asked[1]


def test_open_matters_press() -> None:
    given_up = 0
    for moment in moments("matters_press"):
        here = working_copy(moment.before)
        matters.press(VALUES, here)
        agree(here, moment.after, people=["owed_hours"], ties=["blocked", "conflict"])
        agree(here, moment.after, opinions=["violations", "valence", "weight"])
        given_up += int(here.company[0].matters - moment.after.company[0].matters)
    enough(given_up, 5)


DECISIONS = {matters.DISPUTE: luck.SETTLING, matters.IDEA: luck.WEIGHING, matters.QUESTION: luck.ANSWERING}
COUNTED = ("stalemates", "decided", "settled", "ideas_adopted", "credit_thefts")


def led(moment: Moment, before: Any) -> tuple[Any, dict[str, int]]:
    """A copy of a moment after its leaders have led by the second writing, and what they did."""
    here = working_copy(before)
    done = matters.decide(
        VALUES, here, moment.decision_rule, lambda each: moment.this_week(DECISIONS[each.kind], each.identity)
    )
    return here, done


def leaders_agree(here: Any, models: Any) -> None:
    """Leaders left the same behind them."""
    agree(here, models, people=["leading_left", "hours_left"], company=["know_how"])
    agree(here, models, ties=["blocked", "conflict", "shared"], matters=["closed", "hours", "other_hours"])
    agree(here, models, opinions=["valence", "weight", "violations", "repair"])


def test_leaders_lead() -> None:
    counts: dict[str, int] = {}
    for moment in moments("leaders_lead"):
        before, after = moment.before.tally[0], moment.after.tally[0]
        here, done = led(moment, moment.before)
        assert {name: done[name] for name in COUNTED} == {name: after[name] - before[name] for name in COUNTED}
        leaders_agree(here, moment.after)
        counts = {name: counts.get(name, 0) + number for name, number in done.items()}
    enough(min(counts.values()), 3)


def test_a_settled_difference_leaves_a_grudge_by_a_rival_theory() -> None:
    for moment in moments("leaders_lead"):
        before, models = working_copy(moment.before), working_copy(moment.before)
        before.theory.conflict[:] = models.theory.conflict[:] = 1
        step(Organisation(**vars(models)), "leaders_lead")
        leaders_agree(led(moment, before)[0], models)


def test_leaders_share_their_time() -> None:
    for moment in moments("leaders_share_time"):
        here = working_copy(moment.before)
        matters.share_time(VALUES, here)
        agree(here, moment.after, company=["know_how", "sessions"], teams=["coaching"])


# 7.15


def closes() -> list[Moment]:
    """The ends of quarters."""
    return [moment for moment in moments("quarter_closes") if moment.before.clock[0].week % 13 == 0]


def test_executives_believe_what_reaches_them() -> None:
    for moment in closes():
        before, after = moment
        company = before.company[0]
        here = working_copy(before)
        here.company[0].mess = quarter.mess(before)
        same(here.company[0].mess, after.company[0].mess)
        here.company[0].alignment = quarter.alignment(VALUES, here)
        same(here.company[0].alignment, after.company[0].alignment)
        seen = quarter.surface(VALUES, here, quarter.pipeline(before), quarter.joint_result(before))
        weight, keep = VALUES["perception.surface_weight"], VALUES["perception.inertia"]
        impression = weight * seen + (1 - weight) * quarter.report(VALUES, here)
        same(keep * company.belief + (1 - keep) * impression, after.company[0].belief)
    enough(len(closes()), len(LIVES))


def test_a_quarter_closes() -> None:
    alarms = {False: 0, True: 0}
    for moment in closes():
        for earlier in (0.0, 1e9):  # new revenue of the quarter before: none, or so much that it collapsed
            before = working_copy(moment.before)
            before.company.last_revenue[:] = earlier
            after = working_copy(before)
            step(Organisation(**vars(after)), "quarter_closes")
            there = after.company[0]
            same(quarter.settled_share(VALUES, before), there.settled_share)
            quality, follow_up = quarter.dashboards(VALUES, before)
            same(quality, there.reported_quality)
            same(follow_up, there.reported_follow_up)
            alarmed = quarter.alarmed(VALUES, before, there.belief)
            acted(before, after, alarmed)
            asked_and_appraised(before, after)
            alarms[alarmed] += 1
    enough(min(alarms.values()), 5)


def acted(before: Any, after: Any, alarmed: bool) -> None:
    """Alarmed executives order a programme, which lasts; or begin the switch that they are ready for."""
    left = max(0.0, before.company[0].programme_left - 1)
    assert after.company[0].programme_left == (VALUES["perception.programme"] if alarmed else left)
    least = 13 if alarmed else 0
    assert (after.opinions.repair == np.maximum(before.opinions.repair, least)).all()
    ready, never = working_copy(before), before.company[0].switch_week == 2**30
    ready.company.response[:] = 1
    step(Organisation(**vars(ready)), "quarter_closes")
    begun = before.clock[0].week + 1 if alarmed and never else before.company[0].switch_week
    assert ready.company[0].switch_week == begun
    assert ready.company[0].programme_left == max(0.0, before.company[0].programme_left - 1)


def asked_and_appraised(before: Any, after: Any) -> None:
    """People are asked in a survey, appraised, and given targets."""
    nature = [float(normal(Moment(before, after).born_with(luck.SURVEY, who.identity)[0])) for who in before.people]
    row = after.quarters[after.clock[0].quarter]
    shares = (row.executives_aligned, row.executives_very_aligned, row.practitioners_lack)
    assert quarter.survey(VALUES, after, nature) == pytest.approx(shares, abs=EXACT)
    asked = (
        13
        * VALUES["campaigns.leads_per_week"]
        * VALUES["campaigns.qualified_share"]
        * (1 + before.conditions[0].demand)
    )
    for person, later in zip(before.people, after.people, strict=True):
        if person.kind < 2:
            success, inequity = quarter.appraisal(before, person)
            same(success, later.success)
            same(inequity, later.inequity)
            same(asked if person.kind else VALUES["selling.quota"], later.target)


def test_outcomes_are_recorded() -> None:
    told = dict.fromkeys(outcomes.RATES, 0)
    for before, after in closes():
        row = after.quarters[after.clock[0].quarter]
        rates = outcomes.rates(before)
        for name, value in (rates | outcomes.states(VALUES, before)).items():
            assert value == pytest.approx(row[name], rel=EXACT, abs=EXACT, nan_ok=True), name
        told = {name: number + (not np.isnan(rates[name])) for name, number in told.items()}
    enough(sum(number > 0 for number in told.values()), len(told) - 1)  # hardly a broken promise is up for renewal yet


def test_a_programme_lasts_its_weeks() -> None:
    for before, after in moments("quarter_closes"):
        if before.clock[0].week % 13:
            under_way = working_copy(before)
            under_way.company.programme_left[:] = 3.0
            step(Organisation(**vars(under_way)), "quarter_closes")
            assert under_way.company[0].programme_left == 2.0
            assert after.company[0].programme_left == max(0.0, before.company[0].programme_left - 1)
