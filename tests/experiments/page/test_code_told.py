"""A game's code and a panel's words under Node: what was decided comes back, what cannot be is refused by its place."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

CHOICES, GUESSES, QUARTERS = 40, 11, 3
GAME = {"room": "ROOM1", "seed": 7, "edition": 321}
TURNS = [[(0, 0)], [(39, 10)], [(18, 1), (3, 0), (39, 0)], []]
CODED = """
  const { game, bounds } = given, { code } = m;
  const turns = (some) => some.map(([choice, guess]) => ({ choice, guess }));
  const write = (some, of = game) => code.written(of, turns(some), bounds.guesses);
  const read = (text) => {
    try { return code.read(text, game, bounds).map(({ choice, guess }) => [choice, guess]); }
    catch (error) { return { key: error.key, ...error.holes }; }
  };
  const whole = write(given.turns[2]), letters = whole.split("-");
  const alike = (part) => part.replace(/0/g, "o").replace("1", "I").replace("1", "l").toLowerCase().replace("i", "I");
  const looks = letters.map((part, place) => (place < 2 ? part.toLowerCase() : alike(part))).join("-");
  const one = write(given.turns[0]), changed = (place, letter) => one.slice(0, place) + letter + one.slice(place + 1);
  return {
    back: given.turns.map((each) => read(write(each))), looks: read(looks), likeOnes: /I.*l|l.*I/.test(looks),
    spaced: read(` ${whole} `), long: read(write([...given.turns[2], [0, 0]])), strange: read(write([[0, 0], [40, 0]])),
    other: read(write([], { ...game, seed: 8 })), edition: read(write([], { ...game, edition: 322 })),
    swapped: read([...letters.slice(0, 3), letters[4], letters[3], ...letters.slice(5)].join("-")),
    misspelt: Array.from("23456789AB", (letter) => read(changed(one.length - 5, letter))).filter(Array.isArray).length,
    form: read("ROOM1").key, length: read("ROOM1-7-AB-ABC"), sign: read("ROOM1-7-A?C-ABC"),
    all: code.readAll(`one: ${whole}\\n\\nnobody\\none: ${whole}\\ntwo: nothing\\nthree : ${one}`, game, bounds),
  };
"""


@cache
def coded() -> dict[str, Any]:
    bounds = {"quarters": QUARTERS, "choices": CHOICES, "guesses": GUESSES}
    found: dict[str, Any] = acted(CODED, {"game": GAME, "bounds": bounds, "turns": TURNS}, modules=("code",))
    return found


def test_a_code_brings_back_each_quarter_s_decision_and_guess_up_to_the_last_of_either() -> None:
    assert coded()["back"] == [[list(turn) for turn in turns] for turns in TURNS]
    assert coded()["spaced"] == coded()["back"][2]


def test_small_letters_and_letters_that_look_like_figures_are_read_as_what_they_look_like() -> None:
    assert coded()["looks"] == coded()["back"][2]
    assert coded()["likeOnes"]


def test_a_code_of_more_quarters_of_another_room_luck_or_edition_or_of_no_decision_is_refused_and_says_why() -> None:
    found = coded()
    assert found["long"] == {"key": "code long", "quarters": QUARTERS, "given": QUARTERS + 1}
    assert found["strange"] == {"key": "code choice", "quarter": 2}
    assert found["other"] == {"key": "code room", "room": "ROOM1-8", "ours": "ROOM1-7"}
    assert found["edition"] == {"key": "code edition"}


def test_a_code_with_a_letter_or_two_quarters_changed_is_no_code() -> None:
    assert coded()["swapped"]["key"] == "code check"
    assert coded()["misspelt"] <= 1


def test_what_is_wrong_with_a_code_is_told_by_its_group_and_letter() -> None:
    assert coded()["form"] == "code form"
    assert coded()["length"] == {"key": "code length", "group": "AB", "place": 3, "given": 2}
    assert coded()["sign"] == {"key": "code letter", "letter": "?", "place": 3}


def test_of_lines_of_codes_each_is_a_team_once_and_faults_are_told_by_their_line_counted_from_one() -> None:
    found = coded()["all"]
    assert [(team["name"], len(team["turns"])) for team in found["teams"]] == [("one", 3), ("three", 1)]
    assert [(each["line"], each["key"]) for each in found["faults"]] == [
        (3, "line form"), (4, "line twice"), (5, "code form"),
    ]  # fmt: skip


SHOWN = """
  const tell = { say: (key, holes) => [key, holes], share: (value) => `${value}`, percent: (value) => `${value}`,
    count: (value) => `${value}`, money: (value) => `${value}`, name: (name) => `<${name}>`, dial: (key) => key,
    plain: (value) => `${value}` };
  const record = { pairs: 2, contact: [250, 125, 250, 0], bySales: [0.6, 0.3, 0.5, 0], byMarketing: [0.3, 0.15, 0.9, 0],
    transition: [0, 3], matters: [], belief: [0.9, 0.8], alignment: [0.2, 0.1], revenue: [5, 70, 900] };
  const counts = { wins: [3, 4], ignored: [8, 9] };
  const panel = { record: { ...record, matters: given.matters }, tell, painting: { counts, show() {} }, money: {},
    states: {}, picture: { setAttribute() {} }, name: "n" };
  Object.setPrototypeOf(panel, m.panel.Panel.prototype);
  const say = tell.say, states = [];
  tell.say = (key, holes) => { states.push([key, holes]); return key; };
  panel.show(1.7, {}, false);
  const named = (option, branch) => m.panel.named({ option, branch }, { ...tell, say });
  const still = panel.stands(0);
  return { states, still, names: [named("siloed", null), named(null, { key: "paradigm", value: "drift", quarter: 3 }),
    named("siloed", { key: "leadership", value: 0.5, quarter: 9 })] };
"""


def test_a_panel_tells_the_trust_the_wins_the_belief_and_the_revenue_of_its_own_week() -> None:
    kinds = (0, 1, 2, 0, 0, 2)  # disputes, ideas, questions; of week 1 but for the last two
    matters = [{"kind": kind, "raised": 2 * (at > 3), "seen": 9} for at, kind in enumerate(kinds)]
    found = acted(SHOWN, {"matters": matters}, modules=("panel",))
    told: dict[str, Any] = {}
    for key, holes in found["states"]:
        told.setdefault(key, holes)
    states = told["states"]
    assert float(states["sales"]) == pytest.approx(0.5 / 250)
    assert float(states["marketing"]) == pytest.approx(0.9 / 250)
    assert (states["wins"], states["ignored"]) == ("4", "9")
    assert (states["disputes"], states["questions"]) == (2, 1)
    assert told["reorganising"] == {"weeks": "3"}
    assert told["believe and live"] == {"believed": "0.8", "lived": "0.1"}
    assert told["revenue so far"] == {"amount": "70"}
    assert found["still"] == "states"  # nothing is reorganised in the first week
    assert found["names"] == [
        "<siloed>", ["branched", {"of": "<null>", "quarter": 3, "what": "<drift>"}],
        ["branched", {"of": "<siloed>", "quarter": 9, "what": "leadership 0.5"}],
    ]  # fmt: skip


def test_paradigms_of_the_room_s_company_are_switched_to_at_once() -> None:
    told, own = facts()
    script = """
      const debrief = new m.debrief.Debrief({ facts: given.facts, told: given.told, choices: [{ kind: "nothing" }] });
      return debrief.ways([]);
    """
    ways = acted(script, {"facts": own, "told": told}, modules=("debrief",))
    assert ways[0] == own["decisions"]
    assert [way[-1] for way in ways[1:]] == [
        {"quarter": 1, "kind": "paradigm", "paradigm": option} for option in own["options"]
    ]
