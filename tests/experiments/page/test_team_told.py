"""A team's page under Node: each row of its log, each survey and each value on offer is of its own quarter and dial."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.page.playing import words_of_class
from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts, numbers

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

CHOICES, GUESSES = (3, 0, 8, 6), (5, 7, 4, 6)
REASONS = [f"reason {place}" for place in range(len(CHOICES))]
LEAVERS = [0, 1, 2, 1, 0]
REVENUE = [400.0, 500.0, 450.0, 990.0, 330.0]
SURVEYS = [{"quarter": 2, "believed": 0.83, "lived": 0.41}, {"quarter": 4, "believed": 0.62, "lived": 0.47}]
SHOWN = """
  const { facts, turns, reasons, seen, surveys, stands } = given, at = (id) => document.getElementById(id);
  const tell = new m.telling.Teller(words, "en", facts), choices = m.choices.choicesOf(facts);
  const lived = () => ({ seen, surveys, stands: ({ key }) => stands[key] });
  const company = { lived, engine: { told: { keys: ["executive-1"] } } };
  const team = Object.create(m.team.Team.prototype);
  Object.assign(team, { facts, words, tell, turns, reasons, choices, company });
  team.keep = () => {};
  at("what").value = "nothing";
  team.show();
  const offered = Object.keys(stands).map((key) => {
    at("what").value = key;
    team.offer();
    const places = at("value").children.map(({ value, textContent }) => [choices[value].value, textContent]);
    return { key, places, chosen: choices[at("value").value].value };
  });
  const [stand, came] = ["stand", "came"].map((id) => at(id).textContent), log = at("log").cells();
  const sparks = at("tiles").children.map((tile) => tile.all("polyline").map((each) => each.attributes.points));
  const surveyed = at("surveys").children.map((each) => each.textContent);
  return { log, named: choices.map((each) => m.choices.named(each, tell)), surveyed, stand, came, offered, sparks };
"""


@cache
def shown() -> dict[str, Any]:
    """What a team sees after four quarters, and what it is then offered for each dial."""
    own = facts()[1]
    dials = [each for each in own["dials"] if (each.get("setting") or each["key"] == "leadership")]
    turns = [{"choice": choice, "guess": guess} for choice, guess in zip(CHOICES, GUESSES, strict=True)]
    seen = dict.fromkeys([*own["outcomes"], "opportunities", "win_rate", "executives_aligned", "belief"], [0.5] * 5)
    given = {
        "facts": own | {"quarters": 8}, "turns": turns, "reasons": REASONS, "surveys": SURVEYS,
        "seen": seen | {"revenue": REVENUE, "leavers": LEAVERS}, "stands": stands(dials),
    }  # fmt: skip
    found: dict[str, Any] = acted(SHOWN, given, modules=("telling", "choices", "team"), words=True)
    return found


def stands(dials: list[dict[str, Any]]) -> dict[str, float]:
    """Where each dial of the company stands today: a little beside one of its steps, neither first nor last."""
    return {
        each["key"]: [*each["choices"].values()][1] if each.get("choices") else each["low"] + 1.2 * each["step"]
        for each in dials
    }


def test_a_row_of_a_team_s_log_has_its_own_decision_guess_change_and_reason() -> None:
    for place, (quarter, decision, guess, came, why) in enumerate(shown()["log"][1:]):
        assert (quarter, decision, why) == (f"Q{place + 1}", shown()["named"][CHOICES[place]], REASONS[place])
        expected = 10 * (GUESSES[place] - 5)
        assert numbers(guess) == ([expected] if place and expected else []), "nothing is guessed of the first"
        assert numbers(came) == pytest.approx([100 * (REVENUE[place + 1] / REVENUE[place] - 1)], abs=0.06)


def test_what_was_guessed_last_stands_beside_what_came_of_the_last_quarter() -> None:
    assert numbers(shown()["came"]) == pytest.approx([4, 10, 100 * (330 / 990 - 1)], abs=0.06)
    assert numbers(shown()["stand"]) == [4, 8]


def test_a_survey_is_told_to_its_team_with_what_people_live_and_what_executives_had_read() -> None:
    told = words_of_class()["survey told"]["en"]
    holes = [{"quarter": each["quarter"]} | {name: f"{100 * each[name]:.1f}\u00a0%" for name in ("lived", "believed")}
             for each in SURVEYS]  # fmt: skip
    assert shown()["surveyed"] == [told.format(**each) for each in holes]


def test_of_the_values_on_offer_the_nearest_to_today_is_chosen_and_said_to_be_as_it_stands() -> None:
    own = {each["key"]: each for each in facts()[1]["dials"]}
    assert len(shown()["offered"]) > 5
    for offer in shown()["offered"]:
        today = stands([own[offer["key"]]])[offer["key"]]
        nearest = min((value for value, _ in offer["places"]), key=lambda value: abs(value - today))
        assert offer["chosen"] == nearest, offer["key"]
        assert [value for value, text in offer["places"] if text.endswith("(as it stands)")] == [nearest]


@pytest.mark.parametrize(("tile", "series"), [(0, REVENUE), (-1, LEAVERS)])
def test_the_course_of_a_tile_rises_where_its_figure_rises(tile: int, series: list[float]) -> None:
    (course,) = shown()["sparks"][tile]
    x, y = np.array([[float(each) for each in point.split(",")] for point in course.split()]).T
    assert (np.diff(x) > 0).all()
    assert np.corrcoef(y, series)[0, 1] == pytest.approx(-1)  # down is more, on a screen


def test_the_world_that_is_asked_for_has_the_luck_the_leaders_and_the_ends_of_forces_of_the_dials() -> None:
    own, values = facts()[0], {"luck": 17, "leadership": 0.25}
    ends = {force: 0.1 * number for number, force in enumerate(own["forces"], start=1)}
    script = "return m.question.world(given.values, given.told);"
    asked = acted(script, {"values": values | ends, "told": own}, modules=("question",))
    forces = {force: {"end": end} for force, end in ends.items()}
    assert asked == {"seed": 17, "leadership": 0.25, "forces": forces}


TILES = {  # by figure: the quarter before and now, how now is told, and what is said of the change
    "revenue": (2000.0, 3000.0, "3.00 million USD", ("percent since", "+50.0\u00a0%")),
    "opportunities": (40.0, 30.0, "30", ("percent since", "−25.0\u00a0%")),
    "win_rate": (0.2, 0.255, "25.5\u00a0%", ("points since", "+5.5")),
    "executives_aligned": (0.75, 0.5, "2 of 4", ("number since", "−1")),
    "belief": (0.8, 0.6, "60.0\u00a0%", ("points since", "−20")),
    "leavers": (2.0, 5.0, "5", ("number since", "+3")),
}


@cache
def tiles() -> list[list[list[str]]]:
    """Each tile's heading, figure and change: of two quarters, of a first one, and where the one before is missing."""
    script = """
      const tell = new m.telling.Teller(words, "en", given.facts);
      return given.seen.map((seen) => m.dashboards.dashboards(seen, tell, 4).map((tile) =>
        tile.children.slice(0, 3).map((each) => each.textContent)));
    """
    two = {name: [before, now] for name, (before, now, *_) in TILES.items()}
    first = {name: [now] for name, (_, now, *_) in TILES.items()}
    gap = {name: [None, now] for name, (_, now, *_) in TILES.items()}
    given = {"facts": {"scenario": {"currency": "USD"}}, "seen": [two, first, gap]}
    found: list[list[list[str]]] = acted(script.replace("(seen)", "(bare)", 1).replace(
        "dashboards(seen,", "dashboards(Object.fromEntries(Object.entries(bare).map(([name, all]) => "
        "[name, all.map((each) => each ?? NaN)])),"), given, modules=("telling", "dashboards"), words=True)  # fmt: skip
    return found


@pytest.mark.parametrize("name", TILES)
def test_a_tile_tells_its_own_figure_and_its_change_in_points_of_a_share_in_heads_of_people_in_percent_of_money(
    name: str,
) -> None:
    said = words_of_class()
    at = [*TILES].index(name)
    _, _, figure, (key, change) = TILES[name]
    hole = key.split()[0]
    heading, now, since = tiles()[0][at]
    assert heading == said[f"seen {name}"]["en"]
    assert now == figure
    assert since == said[key]["en"].format(**{hole: change})
    assert tiles()[1][at][1:] == [figure, said["at the start"]["en"]]
    assert tiles()[2][at][2] == said["not comparable"]["en"]


DECIDED = """
  const { facts, turns } = given, choices = m.choices.choicesOf(facts);
  const of = (language) => {
    const tell = new m.telling.Teller(words, language, facts), table = new Element("table");
    m.dashboards.tabled(table, given.seen, tell);
    return { guesses: m.choices.GUESSES.map((_, at) => m.choices.guessed(at, tell)), cells: table.cells(),
      named: choices.map((each) => [m.choices.titled(each, tell), m.choices.valued(each, tell)]),
      executives: m.dashboards.dashboards(given.seen, tell, 6)[3].children[1].textContent };
  };
  const made = choices.map(({ kind, value, dial }) => [kind, value, dial?.key ?? null]);
  return { choices: made, en: of("en"), fr: of("fr"),
    decisions: m.choices.decisions(turns, choices), orders: m.choices.orders(turns, choices) };
"""


@cache
def decided() -> dict[str, Any]:
    """All that may be decided, one each quarter, and six figures that each are their own number."""
    own = facts()[1]
    turns = [{"choice": choice} for choice in range(1, 200)]
    names = [*TILES]
    seen = {name: [1 + at, 0.4 + at] for at, name in enumerate(names)} | {"executives_aligned": [0.17, 0.82]}
    known = choices_of()
    given = {"facts": own, "turns": turns[: len(known) - 1], "seen": seen}
    found: dict[str, Any] = acted(DECIDED, given, modules=("telling", "choices", "dashboards"), words=True)
    return found


@cache
def choices_of() -> list[Any]:
    script = "return m.choices.choicesOf(given).map(({ kind, value }) => [kind, value]);"
    found: list[Any] = acted(script, facts()[1], modules=("choices",))
    return found


def test_a_team_may_decide_nothing_every_paradigm_a_programme_a_survey_and_each_step_of_a_dial() -> None:
    own = facts()[1]
    dials = [each for each in own["dials"] if each.get("setting") or each["key"] == "leadership"]
    wanted: list[Any] = [["nothing", None, None], *(["paradigm", name, None] for name in own["options"])]
    wanted += [["paradigm", own["today"], None]] if own["today"] not in own["options"] else []
    wanted += [["programme", None, None], ["survey", None, None]]
    for each in dials:
        steps = round((each["high"] - each["low"]) / each["step"]) + 1 if not each.get("choices") else 0
        values = [*(each.get("choices") or {}).values()] or [each["low"] + at * each["step"] for at in range(steps)]
        wanted += [[each["key"], pytest.approx(value) if steps else value, each["key"]] for value in values]
    assert decided()["choices"] == wanted


def test_a_decision_is_of_the_quarter_it_was_taken_in_counted_from_one_and_an_order_says_the_same() -> None:
    own = {each["key"]: each for each in facts()[1]["dials"]}
    for quarter, (kind, value, dial) in enumerate(decided()["choices"][1:], start=1):
        made, order = decided()["decisions"][quarter - 1], decided()["orders"][quarter - 1]
        assert made["quarter"] == quarter
        if dial is None:
            assert order == f"Q{quarter} {kind if value is None else f'{kind}={value}'}"
            assert (made["kind"], made.get("paradigm")) == (kind, value)
            continue
        words = {number: word for word, number in (own[dial].get("choices") or {}).items()}
        name = dial if own[dial].get("setting") else "leadership.strength"
        told, _, said = order.partition("=")
        assert told == f"Q{quarter} {name}"
        assert said == words[value] if words else float(said) == value
        assert (made["name"], made["value"]) == (name, value)
        assert made["kind"] == ("setting" if own[dial].get("setting") else "leadership")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_guess_is_of_tenths_from_half_less_to_half_more_and_nothing_is_no_change(language: str) -> None:
    told = decided()[language]["guesses"]
    assert len(told) == 11
    none = words_of_class()["no change"][language]
    assert told[5] == none[0].upper() + none[1:]
    assert [numbers(each) for at, each in enumerate(told) if at != 5] == [
        [pytest.approx(10 * (at - 5))] for at in range(11) if at != 5
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_table_of_what_executives_see_begins_with_the_start_and_has_each_figure_under_its_own_heading(
    language: str,
) -> None:
    said, (heads, *rows) = words_of_class(), decided()[language]["cells"]
    assert heads[1:] == [said[f"seen {name}"][language] for name in TILES]
    assert [row[0] for row in rows] == [said["start"][language], said["Q"][language].format(number=1)]
    shares = [name.endswith(("rate", "aligned")) or name == "belief" for name in TILES]
    assert [cell.endswith("%") for cell in rows[1][1:]] == shares
    assert decided()[language]["executives"] == said["of executives"][language].format(number=5, all=6)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_decided_is_called_by_its_dial_and_its_value_by_the_word_of_its_choice(language: str) -> None:
    said, own = words_of_class(), {each["key"]: each for each in facts()[1]["dials"]}
    for (kind, value, dial), (title, told) in zip(decided()["choices"], decided()[language]["named"], strict=True):
        if dial is None:
            key = {"nothing": "decide nothing", "paradigm": "decide paradigm"}.get(kind, f"order {kind}")
            assert title == said[key][language]
            assert bool(told) == (kind == "paradigm")
            continue
        assert title == said[f"dial {dial}"][language]
        word = next((word for word, number in (own[dial].get("choices") or {}).items() if number == value), None)
        if word:
            assert told == said[f"choice {word}"][language]
        else:
            assert float(told.replace(",", ".").replace("−", "-")) == pytest.approx(value, abs=0.006)
