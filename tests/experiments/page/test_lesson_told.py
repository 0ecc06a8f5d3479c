"""A lesson under Node: what its lines and its finding are of, and whose trust is followed where people leave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.page_drawn import acted, node

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

LIVED = """
  const lesson = Object.create(m.lesson.Lesson.prototype), shown = [];
  const facts = { companies: given.companies.length, quarters: given.quarters, outcomes: [] };
  const judge = { paired: (first) => ({ mean: first.reduce((sum, each) => sum + each, 0) / first.length, half: 0 }) };
  const crew = { ask: ({ replication }) => given.companies[replication] };
  Object.assign(lesson, { lesson: given.lesson, facts, judge, crew, luck: 1, show() {}, fail(error) { throw error; } });
  return lesson.live().then(() => given.lesson.keys.map((key) => lesson.line(key).points.map(({ mean }) => mean)));
"""


def lines(companies: Any, quarters: int, **lesson: Any) -> list[list[float]]:
    """The points of each line of a lesson whose companies lived so."""
    given = {"companies": companies, "quarters": quarters, "lesson": {"kind": "draw"} | lesson}
    found: list[list[float]] = acted(LIVED.replace("NaN", "null"), given, modules=("lesson",))
    return found


def test_trust_is_followed_in_the_pairs_of_whom_nobody_leaves_in_either_twin() -> None:
    """A missing number is one of somebody who left."""
    stays, leaves_here, leaves_there = [0.5, 0.25, 0.375], [0.9, None, None], [0.1, 0.2, 0.3]
    other = [[0.5, 0.5, 0.75], [0.9, 0.9, 0.9], [0.1, None, None]]
    company = [{"trust": [stays, leaves_here, leaves_there]}, {"trust": other}]
    arms = [{"name": "theft"}, {"name": "twin"}]
    of = [{"key": "wronged", "arm": "theft", "outcome": "trust"}, {"key": "twin", "arm": "twin", "outcome": "trust"}]
    told = lines([company], 2, arms=arms, lines=of, keys=["wronged", "twin"], wrong={"week": 1})
    assert told == [stays[1:], other[0][1:]]


@pytest.mark.parametrize("course", ["each", "sum"])
def test_a_line_against_another_arm_is_the_lead_over_it_in_each_quarter_or_added_up(course: str) -> None:
    first, second = [99.0, 5.0, 7.0, 11.0], [50.0, 1.0, 2.0, 4.0]
    companies = [[{"revenue": first}, {"revenue": second}]] * 2
    arms = [{"name": "siloed"}, {"name": "staying"}]
    of = [{"key": "siloed", "arm": "siloed", "outcome": "revenue", "against": "staying"}]
    (told,) = lines(companies, 3, arms=arms, lines=of, keys=["siloed"], course=course)
    leads = np.subtract(first, second)[1:]
    assert told == (leads if course == "each" else leads.cumsum()).tolist()


def test_a_company_in_which_nobody_stays_has_no_say_in_how_far_the_wronged_trust() -> None:
    whole = [{"trust": [[0.5, 0.25, 0.375]]}, {"trust": [[0.5, 0.5, 0.75]]}]
    empty = [{"trust": [[0.9, None, None]]}, {"trust": [[0.9, 0.8, 0.8]]}]
    arms = [{"name": "theft"}, {"name": "twin"}]
    of = [{"key": "wronged", "arm": "theft", "outcome": "trust"}, {"key": "twin", "arm": "twin", "outcome": "trust"}]
    told = lines([whole, empty], 2, arms=arms, lines=of, keys=["wronged", "twin"], wrong={"week": 1})
    assert told == [[0.25, 0.375], [0.5, 0.75]]
