"""The theatre in a real browser: the same runs as the model's, told by keyboard and in the address, open to all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.page import showing
from cordiale.experiments.page.seeing import see
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from tests.support.browser import CHROMIUM, LOOP, LOOPS_TIME, Shown, cpu, opened

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

QUARTERS, SEED = 4, 3
FRAMES = 120
PLAYED = "#theatre=stay,proportional&company=2&week=30"
BRANCH = "&branch=proportional~3~paradigm~siloed"
OPEN = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
PLAY = """async (frames) => {
  document.getElementById("play").click();
  for (let one = 0; one < frames; one++) await new Promise(requestAnimationFrame);
  document.getElementById("play").click();
}"""
SCRUB = """(weeks) => {
  const week = document.getElementById("week");
  for (let each = 1; each <= weeks; each++) {
    week.value = each;
    week.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
  }
}"""
REVENUES = "all => all.map((each) => Number(each.value))"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that looks at few companies, so that it is soon at rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "LOOKS", (1, 2, 4))
        patch.setattr(showing, "WALKED", 1)
        patch.setattr(showing, "PLACES", 3)
        page = see("status-quo", quarters=QUARTERS, seed=SEED)
    return page.write(tmp_path_factory.mktemp("theatre") / "page.html")


def staged(browser: Any, file: Path, address: str, **size: int) -> Shown:
    """The page with its theatre open and its ghosts there."""
    page = opened(browser, file.as_uri() + address, **size)
    ghosts(page)
    return page


def ghosts(page: Shown) -> None:
    page.until(lambda: "4" in page.text("#course-says"), "the other companies")


@pytest.fixture(scope="module")
def tab(browser: Any, file: Path) -> Shown:
    """One page for tests that need none of their own: who has lived once is remembered."""
    return staged(browser, file, PLAYED)


@pytest.fixture
def shown(tab: Shown) -> Iterator[Shown]:
    tab.arrive(PLAYED)
    ghosts(tab)
    yield tab
    assert tab.wrong == []
    assert not [url for url in tab.asked if not url.startswith(("file:", "blob:"))]


def revenue(*decisions: str) -> float:
    """What the company of PLAYED earns over all quarters, as `cordiale run --replication 1` has it."""
    run = Run("status-quo", "all", 1, SEED, QUARTERS, 0, decisions)
    return float(sum(execute(prepare(load_scenario("status-quo")), run)["revenue"][1:].tolist()))


def test_panels_are_the_runs_of_the_model_and_so_is_a_branch(browser: Any, file: Path) -> None:
    page = staged(browser, file, PLAYED + BRANCH)
    found = page.tab.eval_on_selector_all(".panel data", REVENUES)
    switch = "Q2 paradigm=proportional"
    assert found == [revenue(), revenue(switch), revenue(switch, "Q3 paradigm=siloed")]
    page.tab.evaluate(OPEN)
    assert page.tab.locator(".panel code").last.inner_text() == (
        f"cordiale run status-quo --forces all --quarters {QUARTERS} --seed {SEED} --replication 1 "
        '--decide "Q2 paradigm=proportional" --decide "Q3 paradigm=siloed"'
    )
    page.tab.close()


def test_a_branch_is_made_at_the_start_of_the_next_quarter(shown: Shown) -> None:
    shown.until(lambda: "Q4" in shown.text("#branch-says"), "the next quarter")
    shown.tab.select_option("#branch-of", "proportional")
    shown.tab.select_option("#branch-what", "dial leadership")
    shown.tab.click("#branch-go")
    shown.until(lambda: shown.tab.locator(".panel").count() == 3, "a further panel")
    assert "branch=proportional%7E4%7Eleadership%7E1" in shown.tab.url
    (_, _, third) = shown.tab.eval_on_selector_all(".panel data", REVENUES)
    assert third == revenue("Q2 paradigm=proportional", "Q4 leadership.strength=1")
    shown.tab.locator(".panel header button").click()
    shown.until(lambda: shown.tab.locator(".panel").count() == 2, "the end of it")


def test_weeks_are_scrubbed_and_stepped_by_keyboard_and_stand_in_the_address(shown: Shown) -> None:
    shown.tab.focus("#week")
    shown.tab.keyboard.press("End")
    assert shown.tab.get_attribute("#week", "aria-valuetext") == "Week 52, quarter 4"
    shown.tab.focus("#back")
    shown.tab.keyboard.press("Enter")
    shown.tab.keyboard.press("Enter")
    shown.until(lambda: "week=50" in shown.tab.evaluate("() => location.hash"), "the week in the address")
    shown.tab.reload()
    shown.until(lambda: "Week 50" in shown.text("#standing"), "the same week")


def test_before_the_switch_nothing_differs_and_then_it_does(shown: Shown) -> None:
    shown.tab.click("#part-differ")
    assert "Week 14" in shown.text("#week-says")  # the first of the second quarter
    shown.tab.fill("#week", "13")
    assert "have earned the same" in shown.text("#standing")
    shown.tab.click("#part-buyer")
    shown.until(lambda: shown.tab.locator("#lives section").count() == 2, "the buyer's two lives")
    lives = shown.tab.locator("#lives ul").all_inner_texts()
    assert lives[0] != lives[1]


def test_a_person_is_told_with_its_ties(shown: Shown) -> None:
    shown.tab.select_option("#choose-person", "0")
    assert "Rep 1 in week 30" in shown.text("#lives")
    assert "person=0" in shown.tab.url
    assert "Marketer" in shown.text("#lives")


def test_it_plays_and_pauses_and_double_clicks_do_no_harm(shown: Shown) -> None:
    shown.tab.dblclick("#play")
    shown.tab.click("#play")
    shown.until(lambda: int(shown.tab.input_value("#week")) > 31, "later weeks")
    shown.tab.click("#play")
    stopped = shown.tab.input_value("#week")
    shown.tab.wait_for_timeout(600)
    assert shown.tab.input_value("#week") == stopped
    shown.tab.dblclick("#enter")
    assert shown.tab.locator(".panel").count() == 2


def test_stills_show_every_quarters_end_and_lead_there(shown: Shown) -> None:
    shown.tab.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    shown.until(lambda: shown.tab.locator(".still svg").count() == 2 * QUARTERS, "a still a quarter and panel")
    still = shown.tab.locator(".still").nth(2)
    still.dblclick()
    assert shown.tab.get_attribute("#week", "aria-valuetext") == "Week 39, quarter 3"
    states = shown.tab.locator(".panel > p").first.inner_text()
    assert states in str(still.get_attribute("aria-label"))


def test_a_slow_core_drops_frames_and_no_weeks(shown: Shown) -> None:
    session = shown.tab.context.new_cdp_session(shown.tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    shown.tab.fill("#week", "44")
    shown.tab.click("#play")
    shown.until(lambda: shown.tab.input_value("#week") == "52", "the last week")
    shown.until(lambda: shown.text("#play") == "Play", "rest")
    assert "Week 52" in shown.text("#standing")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def test_a_change_of_week_costs_less_than_a_frame(shown: Shown) -> None:
    weeks = 20
    each = cpu(shown, SCRUB, weeks) / weeks
    assert each / cpu(shown, LOOP, 20_000_000) < 16 / LOOPS_TIME


def test_a_frame_of_playing_100_people_costs_less_than_a_sixtieth_of_a_second(browser: Any, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "LOOKS", (1, 2, 4))
        patch.setattr(showing, "WALKED", 1)
        patch.setattr(showing, "PLACES", 2)
        company = see(load_scenario("status-quo").with_values({"company.reps": 75}), quarters=QUARTERS, seed=SEED)
    page = staged(browser, company.write(tmp_path / "page.html"), PLAYED)
    assert int(re.search(r"(\d+) people", page.text(".company"))[1]) >= 100  # type: ignore[index]
    page.until(lambda: page.tab.locator("#world .strip i:not(.open)").count() == 5 * 2, "rest")
    page.tab.fill("#week", "20")
    each = cpu(page, PLAY, FRAMES) / FRAMES
    assert each / cpu(page, LOOP, 20_000_000) < 16 / LOOPS_TIME
    page.tab.close()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("#theatre=stay,nobody", "theatre=stay,nobody"),
        ("#theatre=stay,stay", "theatre=stay,stay"),
        ("#theatre=stay&company=0", "company=0"),
        ("#theatre=stay&week=1e9", "week=1e9"),
        ("#theatre=stay&lead=%3Cimg%3E", "lead=<img>"),
        ("#theatre=stay&branch=stay~99~paradigm~siloed", "branch=stay~99~paradigm~siloed"),
        ("#theatre=stay&branch=stay~2~leadership~7", "branch=stay~2~leadership~7"),
    ],
)
def test_nonsense_in_the_address_is_told_and_left_out(shown: Shown, address: str, told: str) -> None:
    shown.arrive(address)
    shown.until(lambda: shown.tab.locator(".panel").count() >= 1, "the panels")
    assert told in shown.text("#faults")


@pytest.mark.parametrize(("width", "language"), [(360, "fr"), (1440, "en")])
def test_nothing_stands_in_the_way_of_whoever_does_not_see(browser: Any, file: Path, width: int, language: str) -> None:
    page = staged(browser, file, f"{PLAYED}&lead=1&person=3&language={language}", width=width)
    page.tab.evaluate(OPEN)
    assert page.in_the_way() == []
    assert page.tab.evaluate("() => document.documentElement.scrollWidth") <= width
    page.tab.close()


def test_a_way_of_ones_own_is_played_and_has_no_command(browser: Any, file: Path) -> None:
    page = staged(browser, file, "#theatre=stay,yours&integration=0.9")
    page.tab.evaluate(OPEN)
    assert page.tab.locator(".panel code").count() == 1
    assert page.tab.locator(".panel").count() == 2
    page.tab.close()
