"""The teacher's page under Node: each cell, line and sentence of a debrief is of its own team, quarter and week."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.page.playing import CREWS, words_of_class
from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts, numbers

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

QUARTERS, COMPANIES, TEAMS = 8, 3, ("Ada", "Bob")
CHOICES = (3, 0, 8, 6, 2)  # of Ada: among them a switch, nothing, and the survey in its third quarter
GUESSES = (5, 7, 4, 6, 9)
CRITERIA = ("mechanism", "wrong", "luck", "blind")
TOLD = """
  const { facts, told, teams, last, record, language } = given, tell = new m.telling.Teller(words, language, facts);
  const paired = (first, second) => {
    const apart = first.map((each, place) => each - second[place]);
    const mean = apart.reduce((sum, one) => sum + one) / apart.length;
    return { mean, half: Math.max(...apart) - mean };
  };
  const choices = m.choices.choicesOf(facts), debrief = Object.create(m.debrief.Debrief.prototype);
  Object.assign(debrief, { judge: { paired }, facts, told, choices });
  const teacher = Object.create(m.teacher.Teacher.prototype);
  Object.assign(teacher, { facts, told, tell, choices, teams, last, debrief });
  const undone = debrief.undone(teams[0].turns), own = 1 + facts.options.length;
  const companies = last.map((lived) => [lived[own], ...undone.map((_, place) => lived[1 + place])]);
  teacher.one = { team: teams[0], undone, companies, record };
  document.getElementById("scene").hidden = true;
  teacher.show();
  teacher.showTeam();
  const at = (id) => document.getElementById(id);
  const of = (ids, told) => Object.fromEntries(ids.map((id) => [id, told(at(id))]));
  const said = of(["headline", "dearest", "apart", "missed", "teams-of", "open"], (each) => each.textContent);
  const tables = of(["teams", "undone", "guesses", "criteria"], (each) => each.cells());
  const listed = at("asked").children.map((each) => each.textContent), lines = at("chart").all("polyline");
  const named = choices.map((each) => m.choices.named(each, tell));
  const names = facts.options.map((each) => tell.name(each));
  const kinds = choices.map(({ kind }) => kind), drawn = lines.map((each) => each.attributes);
  return { lines: drawn, said, listed, tables, kinds, named, names };
"""


@cache
def lived() -> list[list[list[float]]]:
    """Revenue by company, way (staying, each paradigm, each team) and quarter, the start first."""
    luck = np.random.default_rng(7)
    ways = 1 + len(facts()[1]["options"]) + len(TEAMS)
    found: list[list[list[float]]] = luck.integers(100, 900, (COMPANIES, ways, 1 + QUARTERS)).tolist()
    return found


def series(first: float) -> list[float]:
    return [round(first - 0.003 * week + 0.002 * (week % 7), 3) for week in range(13 * QUARTERS + 1)]


BELIEF, LIVED = series(0.9), series(0.55)
BELIEF[0], LIVED[0] = 0.99, 0.01  # of no team's making
BELIEF[60] += 0.05


@cache
def debrief(language: str = "en") -> dict[str, Any]:
    """What the page says of two teams, the first of which is talked about."""
    told, own = facts()
    crews = [{"colour": each.colour, "marker": each.marker, "dash": ""} for each in CREWS]
    turns = [{"choice": choice, "guess": guess} for choice, guess in zip(CHOICES, GUESSES, strict=True)]
    given = {
        "facts": own | {"crews": crews, "quarters": QUARTERS}, "told": told, "language": language,
        "teams": [{"name": name, "turns": turns} for name in TEAMS],
        "last": [[{"revenue": way} for way in company] for company in lived()],
        "record": {"belief": BELIEF, "alignment": LIVED},
    }  # fmt: skip
    modules = ("telling", "choices", "debrief", "teacher")
    found: dict[str, Any] = acted(TOLD, given, modules=modules, words=True)
    return found


def led(way: int, over: int = 0) -> np.ndarray:
    """By how much a way leads over another, in each company over all quarters."""
    sums = np.array(lived())[:, :, 1:].sum(axis=2)
    return np.asarray(sums[:, way] - sums[:, over])


def cells(table: str) -> list[list[str]]:
    return [*debrief()["tables"][table][1:]]


def test_each_row_of_the_class_is_of_the_team_or_paradigm_that_it_names_and_the_best_in_the_room_is_first() -> None:
    names = [*debrief()["names"], *TEAMS]
    leads = {name: led(way) for way, name in enumerate(names, start=1)}
    rows = cells("teams")
    assert [name for name, *_ in rows] == sorted(names, key=lambda name: -leads[name][0])
    for name, own, others in rows:
        assert numbers(own) == pytest.approx([leads[name][0] / 1000], abs=0.006), name
        mean = leads[name].mean()
        assert numbers(others) == pytest.approx([mean / 1000, (leads[name].max() - mean) / 1000], abs=0.006), name
    first = next(name for name, *_ in rows if name in TEAMS)
    assert debrief()["said"]["headline"].startswith(first)
    assert str(COMPANIES) in debrief()["said"]["teams-of"]


def test_a_line_of_the_class_is_its_way_s_lead_added_up_in_the_room_s_company_and_a_team_has_its_own_colour() -> None:
    lines, paradigms = debrief()["lines"], len(facts()[1]["options"])
    assert [each["stroke"] for each in lines] == [*["#767676"] * paradigms, *(each.colour for each in CREWS[:2])]
    courses = np.cumsum(np.array(lived())[0, :, 1:] - np.array(lived())[0, :1, 1:], axis=1)[1:]
    heights = np.array([[float(pair.split(",")[1]) for pair in each["points"].split()] for each in lines])
    slope, start = np.polyfit(heights.ravel(), courses.ravel(), 1)
    assert start + slope * heights == pytest.approx(courses, abs=1e-6 * abs(courses).max())
    assert slope < 0


def test_each_decision_undone_is_told_by_its_quarter_its_name_and_what_it_brought_and_the_dearest_leads() -> None:
    taken = [(quarter, choice) for quarter, choice in enumerate(CHOICES, start=1) if choice]
    own = 1 + len(facts()[1]["options"])
    brought = [(quarter, choice, led(own, place)) for place, (quarter, choice) in enumerate(taken, start=1)]
    ordered = sorted(brought, key=lambda each: each[2][0])
    for row, (quarter, choice, each) in zip(cells("undone"), ordered, strict=True):
        assert (row[0], row[1]) == (f"Q{quarter}", debrief()["named"][choice])
        assert numbers(row[2]) == pytest.approx([each[0]], abs=0.6)
        assert numbers(row[3]) == pytest.approx([each.mean(), each.max() - each.mean()], abs=0.6)
    quarter, choice, _ = ordered[0]
    assert debrief()["named"][choice] in debrief()["said"]["dearest"]
    assert str(quarter) in debrief()["said"]["dearest"]


def test_each_guess_stands_beside_the_change_that_came_and_by_how_much_it_missed() -> None:
    revenue = lived()[0][1 + len(facts()[1]["options"])]
    for place, (quarter, decision, guess, came, missed) in enumerate(cells("guesses")):
        assert (quarter, decision) == (f"Q{place + 1}", debrief()["named"][CHOICES[place]])
        if not place:
            assert (guess, came, missed) == ("–", "–", "–")
            continue
        change = revenue[place + 1] / revenue[place] - 1
        expected = (GUESSES[place] - 5) / 10
        assert numbers(came) == pytest.approx([100 * change], abs=0.06)
        assert numbers(missed) == pytest.approx([100 * abs(expected - change)], abs=0.06)
        assert numbers(guess) == pytest.approx([100 * expected] if expected else [])


def test_a_survey_is_told_by_what_was_read_and_lived_before_it_in_its_week_and_at_its_quarter_s_end() -> None:
    assert debrief()["kinds"][CHOICES[2]] == "survey", "the third decision is to be the survey"
    begun, told = 26, words_of_class()["survey did"]["en"]
    weeks = {"before": begun, "then": begun + 1, "end": begun + 13}
    holes = {name: f"{100 * BELIEF[week]:.1f}\u00a0%" for name, week in weeks.items()}
    holes |= {f"lived_{name}": f"{100 * LIVED[week]:.1f}\u00a0%" for name, week in weeks.items()}
    assert debrief()["listed"] == [told.format(quarter=3, **holes)]


def test_belief_and_life_are_farthest_apart_once_a_quarter_was_led_in_the_week_that_is_named() -> None:
    apart = [abs(one - other) for one, other in zip(BELIEF, LIVED, strict=True)]
    week = apart.index(max(apart[13:]), 13)
    told = words_of_class()["apart in"]["en"]
    holes = {"believed": f"{100 * BELIEF[week]:.1f}\u00a0%", "lived": f"{100 * LIVED[week]:.1f}\u00a0%"}
    holes |= {"began": "99.0\u00a0%", "began_lived": "1.0\u00a0%"}
    quarter = max(1, -(-week // 13))
    assert debrief()["said"]["apart"] == told.format(week=week, quarter=quarter, **holes)
    assert str(week) in debrief()["said"]["open"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_row_of_the_rubric_has_its_criterion_what_earns_nothing_and_what_earns_both_points(language: str) -> None:
    said = {key: told[language] for key, told in words_of_class().items()}
    heads, *rows = debrief(language)["tables"]["criteria"]
    assert heads == [said[f"head {each}"] for each in ("criterion", "none", "full", "points")]
    assert [row[:3] for row in rows] == [
        [said[f"{what} {each}"] for what in ("criterion", "nothing", "full")] for each in CRITERIA
    ]
    assert [numbers(row[3]) for row in rows] == [[0, 1, 2]] * len(CRITERIA)
    assert [numbers(said[f"head {each}"]) for each in ("none", "full")] == [[0], [2]]


def test_guesses_are_judged_by_how_far_they_were_off_and_held_against_guessing_no_change() -> None:
    revenue, guessed = [50, 100, 120, 90, 90, 180], [5, 7, 4, 6, 9]
    script = "return m.debrief.misses(given.revenue, given.turns, m.choices.GUESSES);"
    turns = [{"choice": 0, "guess": each} for each in guessed]
    told = acted(script, {"revenue": revenue, "turns": turns}, modules=("debrief", "choices"))
    came = [now / before - 1 for before, now in pairwise(revenue[1:])]
    off = [abs((each - 5) / 10 - change) for each, change in zip(guessed[1:], came, strict=True)]
    assert told["came"] == [None, *(pytest.approx(each) for each in came)]
    assert told["off"] == [None, *(pytest.approx(each) for each in off)]
    assert told["mean"] == pytest.approx(np.mean(off))
    assert told["still"] == pytest.approx(np.mean(np.abs(came)))


@pytest.mark.parametrize(
    ("guessed", "said"),
    [
        ([0, 5, 5], "guessed nothing"),
        ([5, 6, 4], "guessed well"),
        ([5, 4, 6], "guessed badly"),
        ([5, 5, 4], "guessed well"),
    ],
)
def test_a_team_that_expected_no_change_each_time_is_not_said_to_have_seen_a_trend(
    guessed: list[int], said: str
) -> None:
    given = {"revenue": [50, 100, 110, 99], "turns": [{"choice": 0, "guess": each} for each in guessed]}
    script = "return m.debrief.misses(given.revenue, given.turns, m.choices.GUESSES);"
    assert acted(script, given, modules=("debrief", "choices"))["said"] == said
