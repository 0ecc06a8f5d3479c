"""The class in a real browser: a game played by keyboard, its code, its figures those of the model, its debrief."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.experiments.page.assembling import inlined
from cordiale.experiments.page.playing import QUARTERS, ROOM, SEEN, convene
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from tests.support.browser import CHROMIUM, Shown, opened

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

SEED, GAME = 3, {"room": "R2D2", "seed": 3, "edition": 4711}
BOUNDS = {"quarters": QUARTERS, "choices": 190, "guesses": 11}
MOVES = ("Switch", "Nothing", "Honest", "Credit", "Strength", "Alignment", "Nothing", "Heads")
ALONE = "n => { globalThis.code = new Function(n + '\\nreturn code_;')(); }"
READ = """([text, game, bounds]) => {
  try { return { turns: code.read(text, game, bounds) }; } catch (fault) { return { key: fault.key }; }
}"""
TYPED = """([game, turns, bounds]) => {
  const text = code.written(game, turns, bounds.guesses), head = text.slice(0, 7), rest = text.slice(7);
  const misread = head + rest.replaceAll("1", "l").replaceAll("0", "O");
  return [text, ...[text, text.toLowerCase(), ` ${text} `, misread].map((typed) => code.read(typed, game, bounds))];
}"""
ALL_DAMAGE = """([text, game, bounds]) => {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", all = Array.from(text), wrong = [];
  const ends = (parts) => { try { code.read(parts.join(""), game, bounds); wrong.push(parts.join("")); } catch { } };
  all.forEach((letter, place) => {
    if (letter === "-") return;
    for (const other of letters) if (other !== letter) ends(all.with(place, other));
    const next = all[place + 1];
    if (next && next !== "-" && next !== letter) ends(all.with(place, next).with(place + 1, letter));
    ends(all.toSpliced(place, 1));
  });
  return wrong;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return convene(tmp_path_factory.mktemp("class"), "smb-inbound", room="r2d2", seed=SEED).parent


@pytest.fixture(scope="module")
def team(browser: Any, folder: Path) -> Shown:
    """A game of eight quarters, played without a mouse."""
    shown = opened(browser, folder / "team.html", width=360)
    shown.until(lambda: shown.tab.query_selector(".tile") is not None, "the dashboards")
    reach(shown, "team")
    shown.tab.keyboard.type("Reds")
    for quarter, move in enumerate(MOVES, start=1):
        reach(shown, "what")
        shown.tab.keyboard.type(move)
        reach(shown, "why")
        if quarter == 1:
            shown.tab.keyboard.press("Enter")
            assert "Say why first" in shown.text("#wrong")
            assert shown.text("#stand") == "Before the first quarter"
        shown.tab.keyboard.type(f"reason {quarter}")
        shown.tab.keyboard.press("Enter")
        stands = f"After quarter {quarter} of {QUARTERS}"
        shown.until(lambda stands=stands: shown.text("#stand") == stands, stands)
    return shown


@pytest.fixture(scope="module")
def teacher(browser: Any, folder: Path, team: Shown) -> Shown:
    """The debrief of that game, of one that is not over, and of lines that are none."""
    shown = opened(browser, folder / "teacher.html")
    shown.until(lambda: shown.text("#gather-of") != "", "the words")
    name, code = team.tab.input_value("#code").split(": ")
    stray = code[:-1] + ("0" if code[-1] != "0" else "1")
    shown.tab.fill("#codes", f"{name}: {code.lower()}\n\nno code at all\nBlues: {stray}\n{name}: {code}\nGreens: <b>&")
    shown.tab.focus("#relive")
    shown.tab.keyboard.press("Enter")
    shown.until(lambda: shown.tab.get_attribute("#undone", "data-done") == "Reds", "the debrief")
    return shown


def reach(shown: Shown, place: str) -> None:
    """By the Tab key alone."""
    for _ in range(40):
        if shown.tab.evaluate("document.activeElement.id") == place:
            return
        shown.tab.keyboard.press("Tab")
    raise AssertionError(f"{place} is not reached by keyboard")


def orders(shown: Shown) -> tuple[str, ...]:
    """What a team decided, as the command that lives the same run says it."""
    if not shown.tab.is_visible("#scene"):
        shown.tab.focus("#open")
        shown.tab.keyboard.press("Enter")
        shown.until(lambda: shown.tab.query_selector("#panels code") is not None, "the theatre")
    said = shown.tab.eval_on_selector("#panels code", "(code) => code.textContent")
    assert f"--quarters {QUARTERS} --seed {SEED} " in said
    return tuple(re.findall(r'--decide "([^"]+)"', said))


def lived(decisions: tuple[str, ...]) -> Any:
    company = prepare(load_scenario("smb-inbound"))
    return execute(company, Run(company.scenario.company.paradigm, "all", 0, SEED, QUARTERS, 0, decisions))


def figures(shown: Shown, table: str) -> dict[str, float]:
    found = shown.tab.eval_on_selector_all(f"{table} data", "all => all.map((one) => [one.dataset.name, one.value])")
    return {name: float(value) for name, value in found}


def test_a_game_is_the_run_of_its_decisions(team: Shown, teacher: Shown) -> None:
    decided = orders(teacher)
    assert [each.split("=")[0] for each in decided] == [
        "Q1 paradigm", "Q3 survey", "Q4 attribution", "Q5 leadership.strength", "Q6 programme", "Q8 heads",
    ]  # fmt: skip
    ours, seen = lived(decided), json.loads(team.tab.get_attribute("#seen", "data-seen"))
    for name in SEEN:
        told = [np.nan if each is None else each for each in seen[name]]
        assert np.array_equal(told[1:], ours[name][1:], equal_nan=True), name
    staying = lived(())["revenue"][1:].sum()
    assert figures(teacher, "#teams")["Reds"] == pytest.approx(ours["revenue"][1:].sum() - staying, rel=1e-9)


def test_each_decision_undone_is_the_run_without_it_dearest_first(teacher: Shown) -> None:
    decided, found = orders(teacher), figures(teacher, "#undone")
    whole = lived(decided)["revenue"][1:].sum()
    for each in decided:
        without = lived(tuple(other for other in decided if other != each))["revenue"][1:].sum()
        assert found[each[1]] == pytest.approx(whole - without, rel=1e-9, abs=1e-6), each
    assert list(found.values()) == sorted(found.values())
    assert len(found) == len(decided)


def test_the_log_tells_of_each_quarter_by_how_much_bookings_changed_on_the_one_before(team: Shown) -> None:
    booked = json.loads(team.tab.get_attribute("#seen", "data-seen"))["revenue"]
    rows = team.tab.eval_on_selector_all(
        "#log tbody tr", "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    came = [float(row[3].strip("%+").replace("−", "-").replace(",", "")) for row in rows[1:]]
    assert came == pytest.approx([100 * (now / then - 1) for then, now in pairwise(booked[1:])], abs=0.06)


def test_who_did_best_stands_first_among_teams_and_paradigms(teacher: Shown) -> None:
    led = list(figures(teacher, "#teams").values())
    assert len(led) > 2
    assert led == sorted(led, reverse=True)


def test_the_dearest_decision_is_said_to_have_cost_what_its_row_says_and_only_one_that_cost(teacher: Shown) -> None:
    quarter, brought = min(figures(teacher, "#undone").items(), key=lambda each: each[1])
    said = teacher.text("#dearest")
    assert re.findall(r"quarter (\d+)", said) == [quarter]
    assert said.startswith("Dearest" if brought < 0 else "No decision cost anything")
    told, unit = re.findall(r"([\d.,]+) (thousand|million)", said)[0]
    amount = float(told.replace(",", "")) * (1000 if unit == "million" else 1)
    assert amount == pytest.approx(abs(brought), rel=0.01)


def test_belief_and_truth_are_opened_where_they_are_farthest_apart(teacher: Shown) -> None:
    orders(teacher)
    week = teacher.tab.get_attribute("#apart", "data-week")
    assert teacher.tab.input_value("#week") == week
    assert f"week {week} " in teacher.text("#apart")
    assert f"Week {week}," in teacher.text("#week-says")


def test_an_honest_survey_is_said_to_have_changed_belief_to_what_people_lived_and_no_more(teacher: Shown) -> None:
    said = teacher.text("#asked")
    assert said.startswith("The honest survey of quarter 3 changed what executives believe, once")
    before, then, end, *lived = (float(each) for each in re.findall(r"([\d.]+)\u00a0%", said))
    assert before > lived[0]
    assert (
        abs(then - lived[1]) < 2
    )  # they read what people live as it was when asked; that week moved people a little on
    assert end >= then


def test_lines_that_hold_no_game_are_named_and_the_others_lived(teacher: Shown) -> None:
    assert re.findall(r"Line (\d+)(?:, (\w+))?: (\w+ \w+)", teacher.text("#faults")) == [
        ("3", "", "no name"), ("4", "Blues", "the check"), ("5", "Reds", "this name"), ("6", "Greens", "this is"),
    ]  # fmt: skip
    assert teacher.tab.eval_on_selector_all("#whose option", "all => all.map((one) => one.textContent)") == ["Reds"]


def test_a_page_loaded_anew_goes_on_with_the_game(team: Shown) -> None:
    code = team.tab.input_value("#code")
    team.tab.reload()
    team.until(lambda: team.text("#stand") == f"After quarter {QUARTERS} of {QUARTERS}", "the game")
    assert team.tab.input_value("#code") == code
    assert "reason 8" in team.text("#log")
    assert not team.tab.is_visible("#turn")


@pytest.mark.parametrize("which", ["team", "teacher"])
def test_nothing_leaves_nothing_fails_and_nothing_stands_in_the_way(request: Any, which: str) -> None:
    shown: Shown = request.getfixturevalue(which)
    shown.tab.set_viewport_size({"width": 360, "height": 900})
    shown.tab.eval_on_selector_all("details:not([open]) > summary", "all => all.forEach((each) => each.click())")
    shown.tab.click("#language")
    assert shown.in_the_way() == []
    shown.tab.click("#language")
    assert shown.wrong == []
    assert [each for each in shown.asked if not each.startswith(("file:", "blob:", "data:"))] == []
    assert shown.tab.evaluate("document.documentElement.scrollWidth") <= 360
    wider = "all => all.filter(({ parentNode: box }) => box.scrollWidth > box.clientWidth).map(({ id }) => id)"
    assert shown.tab.eval_on_selector_all("#log, #undone, #guesses, #criteria", wider) == []


def test_what_was_opened_on_the_stage_stays_open_when_the_window_changes(teacher: Shown) -> None:
    orders(teacher)
    panels = "#panels .panel"
    teacher.tab.eval_on_selector_all(f"{panels} details", "all => all.forEach((each, at) => { each.open = at === 0; })")
    before = teacher.tab.eval_on_selector(panels, "(first) => first.style.width")
    teacher.tab.set_viewport_size({"width": 700, "height": 900})
    teacher.until(
        lambda: teacher.tab.eval_on_selector(panels, "(first) => first.style.width") != before, "the stage of its width"
    )
    assert teacher.tab.eval_on_selector_all(f"{panels} details", "all => all.map(({ open }) => open)") == [True, False]


@pytest.fixture(scope="module")
def alone(browser: Any) -> Any:
    """The module of codes in a page of its own."""
    tab = browser.new_page()
    tab.evaluate(ALONE, inlined(ROOM / "code.mjs"))
    return tab


GROUP = st.text("ABCO019ZU", max_size=4)
TURN = st.fixed_dictionaries(
    {"choice": st.integers(0, BOUNDS["choices"] - 1), "guess": st.integers(0, BOUNDS["guesses"] - 1)}
)


@settings(max_examples=20, deadline=None)
@given(turns=st.lists(TURN, max_size=QUARTERS))
def test_a_code_says_its_game_however_it_is_typed(alone: Any, turns: list[dict[str, int]]) -> None:
    code, *typed = alone.evaluate(TYPED, [GAME, turns, BOUNDS])
    assert len(code) <= len("R2D2-3-") + 4 * (QUARTERS + 2)
    assert typed == [turns] * 4


@settings(max_examples=10, deadline=None)
@given(texts=st.lists(st.text(max_size=60) | st.lists(GROUP, max_size=12).map("-".join), min_size=8, max_size=16))
def test_nonsense_is_refused_with_a_reason(alone: Any, texts: list[str]) -> None:
    found = alone.evaluate(f"([texts, game, bounds]) => texts.map((text) => ({READ})([text, game, bounds]))",
                           [texts, GAME, BOUNDS])  # fmt: skip
    assert [text for text, each in zip(texts, found, strict=True) if not each.get("key", "").startswith("code ")] == []


@pytest.mark.parametrize(("choice", "found"), [(-1, None), (0, "code choice")])
def test_a_code_that_names_a_decision_which_there_is_not_is_refused(choice: int, found: str | None, alone: Any) -> None:
    turns = [{"choice": BOUNDS["choices"] + choice, "guess": 3}]
    code = alone.evaluate("([...given]) => code.written(...given)", [GAME, turns, BOUNDS["guesses"]])
    assert alone.evaluate(READ, [code, GAME, BOUNDS]) == ({"key": found} if found else {"turns": turns})


def test_one_letter_wrong_lost_or_swapped_is_always_found(alone: Any) -> None:
    turns = [{"choice": 23 * place, "guess": place} for place in range(QUARTERS)]
    code = alone.evaluate("([...given]) => code.written(...given)", [GAME, turns, BOUNDS["guesses"]])
    assert alone.evaluate(ALL_DAMAGE, [code, GAME, BOUNDS]) == []


@pytest.mark.parametrize(
    ("change", "key"),
    [({"room": "R2D3"}, "code room"), ({"seed": 4}, "code room"), ({"edition": 1}, "code edition")],
)
def test_a_code_of_another_room_or_edition_is_refused(alone: Any, change: dict[str, Any], key: str) -> None:
    code = alone.evaluate("([...given]) => code.written(...given)", [GAME | change, [], BOUNDS["guesses"]])
    assert alone.evaluate(READ, [code, GAME, BOUNDS]) == {"key": key}
