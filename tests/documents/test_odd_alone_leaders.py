"""Rules rebuilt from the model's description: matters, leaders, and the quarter's end."""

from typing import Any

import numpy as np
import pytest

from cordiale.simulation.world.arithmetic import normal
from tests.documents.rebuilt import (
    luck,
    matters,
    quarter,
)  # fmt: skip
from tests.support.lived import EXACT, LIVES, VALUES, Moment, Z, agree, enough, moments, rows, same, working_copy

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
            for tie in here.ties
        ]
        raised(moment, [question for question in questions if question])
        asked += sum(question is not None for question in questions)
    enough(asked, 20)


def raised(moment: Moment, mine: list[Any]) -> None:
    """The matters that a phase put on the leaders' table are these."""
    before, after = moment
    models = list(rows(after.matters, after.company[0].matters))[before.company[0].matters :]
    assert [(each.kind, each.function, each.leader, each.other_leader) for each in models] == [
        (each.kind, each.function, each.leader, each.other_leader) for each in mine
    ]
    for here, there in zip(mine, models, strict=True):
        same(here.worth, there.excess, Z)
        same(here.distance, there.distance)


def test_open_matters_press() -> None:
    for moment in moments("matters_press"):
        here = working_copy(moment.before)
        matters.press(VALUES, here)
        agree(here, moment.after, people=["owed_hours"], opinions=["violations"], ties=["blocked", "conflict"])


def test_leaders_lead() -> None:
    counts: dict[str, int] = {}
    decisions = {matters.DISPUTE: luck.SETTLING, matters.IDEA: luck.WEIGHING, matters.QUESTION: luck.ANSWERING}
    for moment in moments("leaders_lead"):
        here, before, after = working_copy(moment.before), moment.before.tally[0], moment.after.tally[0]
        done = matters.decide(
            VALUES,
            here,
            moment.decision_rule,
            lambda each, moment=moment: moment.this_week(decisions[each.kind], each.identity),
        )
        assert done == {name: after[name] - before[name] for name in done}
        agree(here, moment.after, people=["leading_left", "hours_left"], company=["know_how"], ties=["blocked"])
        agree(here, moment.after, opinions=["valence", "weight", "violations", "repair"], matters=["closed"])
        counts = {name: counts.get(name, 0) + number for name, number in done.items()}
    enough(min(counts.values()), 5)


def test_leaders_share_their_time() -> None:
    for moment in moments("leaders_share_time"):
        here = working_copy(moment.before)
        matters.share_time(VALUES, here)
        agree(here, moment.after, company=["know_how", "sessions"], teams=["coaching"])


# 7.15


def test_executives_believe_what_reaches_them() -> None:
    closes = [moment for moment in moments("quarter_closes") if moment.before.clock[0].week % 13 == 0]
    for before, after in closes:
        company = before.company[0]
        here = working_copy(before)
        here.company[0].settled_share = after.company[0].settled_share
        same(quarter.alignment(VALUES, here), after.company[0].alignment)
        here.company[0].alignment = after.company[0].alignment
        seen = quarter.surface(VALUES, here, before.tally[0].leads_handed_over)
        weight, keep = VALUES["perception.surface_weight"], VALUES["perception.inertia"]
        impression = weight * seen + (1 - weight) * quarter.report(VALUES, here)
        same(keep * company.belief + (1 - keep) * impression, after.company[0].belief)
    enough(len(closes), len(LIVES))


# 7.15


def test_a_quarter_closes() -> None:
    programmes = 0
    for before, after in moments("quarter_closes"):
        if before.clock[0].week % 13:
            continue
        there = after.company[0]
        same(quarter.settled_share(VALUES, before), there.settled_share)
        quality, follow_up = quarter.dashboards(VALUES, before)
        same(quality, there.reported_quality)
        same(follow_up, there.reported_follow_up)
        alarmed = quarter.alarmed(VALUES, before, there.belief)
        assert (there.programme_left > before.company[0].programme_left) == alarmed
        least = VALUES["trust.repair_weeks"] if alarmed else 0
        assert (after.opinions.repair == np.maximum(before.opinions.repair, least)).all()
        programmes += alarmed
        noise = [float(normal(Moment(before, after).this_week(luck.SURVEY, who.identity)[0])) for who in before.people]
        row = after.quarters[after.clock[0].quarter]
        shares = (row.executives_aligned, row.executives_very_aligned, row.practitioners_lack)
        assert quarter.survey(VALUES, after, noise) == pytest.approx(shares, abs=EXACT)
        asked = VALUES["campaigns.volume_target"] * 13 * VALUES["campaigns.leads_per_week"]
        for person, later in zip(before.people, after.people, strict=True):
            if person.kind < 2:
                same(quarter.success(VALUES, before, person), later.success)
                target = asked * VALUES["campaigns.qualified_share"] if person.kind else VALUES["selling.quota"]
                same(target, later.target)
    enough(programmes, 1)
