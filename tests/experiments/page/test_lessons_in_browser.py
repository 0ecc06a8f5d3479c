"""Lessons in a real browser: no look before the lock, the figures are the model's, and what sheets answer is shown.

Pages and sheet are made for fewer companies than pupils live; what is taught is held of all of them in `test_teaching`.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from cordiale.experiments.page import answered
from cordiale.experiments.page.handouts import sheet
from cordiale.experiments.page.seeing import LANGUAGES
from cordiale.experiments.page.showing import rests
from cordiale.experiments.page.syllabus import LESSONS, declared
from cordiale.experiments.page.teaching import lesson
from tests.support.browser import CHROMIUM, Shown, opened

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

COMPANIES = 8
DRAWN = ((0, 40), (4, 90), (7, 80), (11, 30))  # quarters after the first, and heights of the picture in pixels
FIRST_LINE = """() => document.querySelector("#sketch polyline").getAttribute("points").split(" ")
  .map((point) => point.split(",").map(Number))"""


@pytest.fixture(scope="module")
def pages(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """Every lesson after its companies have lived."""
    folder, found = tmp_path_factory.mktemp("lessons"), {}
    for name in LESSONS:
        (folder / f"{name}.html").write_text(lesson(name, companies=COMPANIES), encoding="utf-8")
        found[name] = shown = opened(browser, folder / f"{name}.html", width=360)
        shown.until(lambda shown=shown: shown.tab.query_selector("#sketch > *") is not None, "the prediction")
        assert not shown.tab.is_visible("#reveal")
        if declared(name)["kind"] == "draw":
            shown.tab.click("#lock")
            assert not shown.tab.is_visible("#reveal")  # nothing was drawn
            draw(shown)
            for other in shown.tab.locator("#sketch fieldset").all()[1:]:
                shown.tab.click("#lock")
                assert not shown.tab.is_visible("#reveal")  # another line was not drawn
                other.locator("input").first.fill("0.3")
        if declared(name)["kind"] == "choose":
            shown.tab.click("#lock")
            assert not shown.tab.is_visible("#reveal")  # nothing was chosen
            shown.tab.check(f"input[value={declared(name)['keys'][0]}]")
        if declared(name)["kind"] == "verdicts":
            *others, last = shown.tab.locator("#sketch select").all()
            for each in others:
                each.select_option("holds")
            shown.tab.click("#lock")
            assert not shown.tab.is_visible("#reveal")  # one was not judged
            last.select_option("fails")
        shown.tab.focus("#lock")
        shown.tab.keyboard.press("Enter")
        if name != "wrong":
            shown.until(lambda shown=shown: shown.tab.get_attribute("#found", "data-done") is not None, "the companies")
    return found


def draw(shown: Shown) -> None:
    """Draw the first line with a finger, handle by handle."""
    shown.tab.locator("#sketch svg").scroll_into_view_if_needed()
    box = shown.tab.locator("#sketch svg").bounding_box()
    for quarter, height in DRAWN:
        shown.tab.mouse.click(box["x"] + shown.tab.evaluate(FIRST_LINE)[quarter][0], box["y"] + height)


def found_by(shown: Shown) -> dict[str, list[list[float]]]:
    return dict(json.loads(shown.tab.get_attribute("#table", "data-found")))


@pytest.mark.parametrize("name", LESSONS)
def test_a_prediction_is_locked_and_nothing_leaves(pages: dict[str, Shown], name: str) -> None:
    shown = pages[name]
    assert shown.wrong == []
    assert [each for each in shown.asked if not each.startswith(("file:", "blob:", "data:"))] == []
    assert shown.tab.is_disabled("#sketch input" if name != "wrong" else "#sketch select")
    assert shown.tab.is_disabled("#lock")
    assert shown.tab.is_visible("#debrief")
    assert shown.tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", [name for name in LESSONS if declared(name)["kind"] == "draw"])
def test_a_line_goes_where_the_finger_is_on_a_telephone_too(pages: dict[str, Shown], name: str) -> None:
    line = pages[name].tab.evaluate(FIRST_LINE)
    assert [line[quarter][1] for quarter, _ in DRAWN] == pytest.approx([height for _, height in DRAWN], abs=2)


@pytest.mark.parametrize("name", LESSONS[:-1])
def test_a_page_finds_what_the_teachers_sheet_answers(
    pages: dict[str, Shown], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet's numbers are of runs in Python, the page's of its own engine."""
    monkeypatch.setattr(answered, "COMPANIES", COMPANIES)
    own, shown = answered.answer(name), pages[name]
    assert found_by(shown).keys() == own["lines"].keys()
    for key, course in found_by(shown).items():
        for found, said in zip(course, own["lines"][key], strict=True):
            assert found == pytest.approx(said, rel=1e-9, abs=1e-9), key
    assert shown.text("#sure").startswith(f"{own['companies']} of ")
    if "cost" in own:
        gap = json.loads(shown.tab.get_attribute("#found", "data-gap"))
        assert [-gap["mean"], gap["half"]] == pytest.approx(own["cost"][-1], rel=1e-9)
    if "first" in own:
        sure = shown.tab.get_attribute("#found", "data-sure")
        assert (shown.tab.get_attribute("#found", "data-first"), sure) == (own["first"], str(own["sure"]).lower())


@pytest.mark.parametrize("name", [name for name in LESSONS if declared(name)["kind"] == "choose"])
def test_a_pupil_is_told_to_be_right_only_where_the_first_is_sure_and_was_chosen(
    pages: dict[str, Shown], name: str
) -> None:
    shown, chosen = pages[name], declared(name)["keys"][0]
    first, sure = (shown.tab.get_attribute("#found", f"data-{each}") for each in ("first", "sure"))
    said = "do not say whether" if sure == "false" else "That is what you" if first == chosen else "You had said"
    judged = [each for each in ("do not say whether", "That is what you") if each in shown.text("#found")]
    assert judged == ([] if said == "You had said" else [said])
    assert said in shown.text("#found")


@pytest.mark.parametrize("name", ["luck", "balance"])
def test_money_is_told_in_millions_of_what_was_measured_in_thousands(name: str, pages: dict[str, Shown]) -> None:
    shown = pages[name]
    ends = sorted((course[-1][0] for course in found_by(shown).values()), reverse=True)
    told = re.search(r"with ([^ ]+) million", shown.text("#found"))
    assert told
    assert "million USD" in shown.text("#found")
    assert float(told[1].replace("−", "-").replace(",", "")) == pytest.approx(ends[0] / 1000, rel=0.006)
    assert "in millions" in shown.text("figcaption")


def test_how_far_a_share_is_ahead_is_told_in_points_not_as_a_share(pages: dict[str, Shown]) -> None:
    shown, percent = pages["weather"], "\u00a0%"
    first = max(course[-1][0] for course in found_by(shown).values())
    told = re.search(r"\+([\d.]+) points", shown.text("#found"))
    assert told
    assert float(told[1]) == pytest.approx(100 * first, rel=0.006)
    assert percent not in shown.text("#found") + shown.tab.text_content("#table") + shown.tab.text_content("#chart")


def test_what_was_said_stands_beside_what_was_found(pages: dict[str, Shown]) -> None:
    assert "You had said: weak leaders" in pages["balance"].text("#found")
    verdicts = [row["verdict"] for row in rests()["patterns"]]
    held = verdicts.count("holds")
    right = held - (verdicts[-1] == "holds") + (verdicts[-1] == "fails")
    assert f"You judged {right} of {len(verdicts)}" in pages["wrong"].text("#found")
    assert f"is right {held} times" in pages["wrong"].text("#found")


@pytest.mark.parametrize(("name", "label"), [("phantom", "Praticiens"), ("balance", "direction faible")])
def test_the_language_changes_and_the_prediction_stays(pages: dict[str, Shown], name: str, label: str) -> None:
    shown = pages[name]
    said = "() => [...document.querySelectorAll('#sketch input')].map((input) => [input.value, input.checked])"
    before = shown.tab.evaluate(said)
    shown.tab.click("#language")
    assert "ous aviez dit" in shown.text("#found")
    assert label in shown.text("#sketch")
    assert shown.tab.evaluate(said) == before
    assert shown.tab.is_disabled("#sketch input")
    shown.tab.click("#language")


def test_what_was_measured_stands_beside_each_judgement(pages: dict[str, Shown]) -> None:
    measured = pages["wrong"].tab.locator("#sketch .verdict > span").all_inner_texts()
    verdicts = [row["verdict"] for row in rests()["patterns"]]
    said = ["holds"] * (len(verdicts) - 1) + ["fails"]
    ends = [", as you said." if one == other else ". You had said otherwise."
            for one, other in zip(verdicts, said, strict=True)]  # fmt: skip
    assert measured == [f"Measured: {verdict}{end}" for verdict, end in zip(verdicts, ends, strict=True)]


def test_every_lesson_leads_back_to_the_list(pages: dict[str, Shown]) -> None:
    assert {page.tab.get_attribute("footer a", "href") for page in pages.values()} == {"index.html"}


@pytest.mark.parametrize("who", ["teacher", "student"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_has_a_page_of_paper_for_each_lesson(browser: Any, who: str, language: str) -> None:
    tab = browser.new_page()
    tab.set_content(sheet(who, language))
    edges = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4", margin=edges))) == len(LESSONS)
    tab.close()
