"""The page in a real browser: its figures are the model's, its dials answer, nothing leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import paired_difference
from cordiale.experiments.page import showing
from cordiale.experiments.page.seeing import Page, see
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.paradigms import SETTINGS
from tests.support.browser import CHROMIUM, LOOP, LOOPS_TIME, Shown, all_cpu, launched, opened

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

QUARTERS, SEED, LOOKS = 4, 3, (1, 2, 4)
AT_ONCE = 2 * 150 / LOOPS_TIME  # loops that a first chart may take, while a second company is lived; it takes 1.5
ALIVE = 1  # loops that a company may take for five switches and staying, once founded; it takes 0.4
TURNED = {"leadership.strength": 0.8, "forces.technology.end": 0.2, "forces.buyers.end": 1.0}
OWN = {"integration": 0.9, "attribution": "pooled", "balancer": False}
ADDRESS = "#leadership=0.8&technology=0.2&buyers=1&integration=0.9&attribution=pooled&balancer=no&quarter=3"
WALKED = "#world .strip i:not(.open)"  # places of strips
BEGUN = """
  const bytes = async (id) => {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };
  const read = async (id) => JSON.parse(new TextDecoder().decode(await bytes(id)));
  const worker = new Worker(URL.createObjectURL(new Blob([document.getElementById("worker").textContent])));
  const ask = (message) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(data);
    worker.postMessage(message);
  });
  await ask({ wasm: await bytes("engine"), told: await read("company"), facts: await read("facts") });
"""
LIVE = """async ([job, ways, before]) => {
  PREAMBLE
  for (const world of before) await ask({ ...job, world, ways, number: 0 });
  const { answer, error } = await ask({ ...job, ways, number: 0 });
  if (error) throw new Error(error);
  const bits = (value) => new BigUint64Array(Float64Array.of(value).buffer)[0].toString();
  const inBits = ([name, series]) => [name, series.map(bits)];
  return answer.map((lived) => Object.fromEntries(Object.entries(lived).map(inBits)));
}""".replace("PREAMBLE", BEGUN)


FIRST = """async (places) => { // what a dial turned twice posts to workers and waits for, up to the first chart
  const at = (id) => document.getElementById(id), post = Worker.prototype.postMessage, later = window.setTimeout;
  const jobs = [], waits = [];
  Worker.prototype.postMessage = function (job) {
    jobs.push([job.world.leadership, job.replication]);
    return post.call(this, job);
  };
  window.setTimeout = (what, delay, ...rest) => { waits.push(delay); return later(what, delay, ...rest); };
  for (const place of places) {
    jobs.length = 0;
    at("dial-leadership").value = place;
    at("dial-leadership").dispatchEvent(new Event("input"));
  }
  while (at("figure").classList.contains("busy")) await new Promise((next) => later(next, 2));
  [Worker.prototype.postMessage, window.setTimeout] = [post, later];
  return { jobs, waits };
}"""


COMPANIES = """async ([job, ways, times]) => {
  PREAMBLE
  for (let turn = 0; turn < times; turn++) await ask({ ...job, ways, number: 0 });
}""".replace("PREAMBLE", BEGUN)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that looks at few companies, so that its last look comes soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "LOOKS", LOOKS)
        patch.setattr(showing, "WALKED", 1)
        patch.setattr(showing, "PLACES", 3)
        page = see("status-quo", quarters=QUARTERS, seed=SEED)
    return page.write(tmp_path_factory.mktemp("see") / "page.html")


@pytest.fixture(scope="module")
def tab(browser: Any, file: Path) -> Shown:
    """One page for tests that need none of their own: who has lived once is remembered."""
    page = opened(browser, file)
    page.settle()
    return page


@pytest.fixture
def shown(tab: Shown) -> Iterator[Shown]:
    tab.arrive("#language=en")
    tab.settle()
    yield tab
    assert tab.wrong == []
    assert not [url for url in tab.asked if not url.startswith(("file:", "blob:"))]


def turned() -> Any:
    """The company of ADDRESS, as the model has it."""
    scenario = load_scenario("status-quo")
    row = scenario.rows["proportional"].model_dump() | OWN
    row["attribution"], row["decision_rule"] = OWN["attribution"], scenario.rows["proportional"].decision_rule.word
    return prepare(scenario.with_values(TURNED | {"paradigms.yours": row}))


def lived(company: Any, option: str | None, replication: int) -> Any:
    """What became of an option in a company of ADDRESS."""
    decisions = () if option is None else (f"Q3 paradigm={option}",)
    return execute(company, Run("status-quo", "all", replication, SEED, QUARTERS, 0, decisions))


def _switch(paradigm: Any) -> dict[str, Any]:
    return {"quarter": 3, "kind": "paradigm", "paradigm": paradigm}


def test_companies_of_the_page_are_those_of_the_model_to_the_last_bit_whatever_was_asked_before(shown: Shown) -> None:
    company = turned()
    options = [None, "siloed", "proportional", "yours"]
    own = dict(zip(SETTINGS, map(float, company.scenario.rows["yours"].values()), strict=True))
    ways = [[_switch(own if option == "yours" else option)] if option else [] for option in options]
    forces = {"technology": {"end": 0.2}, "buyers": {"end": 1}, "business-model": {"end": 0.8}}
    world = {"seed": SEED, "leadership": 0.8, "forces": forces}
    before = [world | {"forces": {force: {"end": 0.5} for force in forces}}, world | {"leadership": 0.3}]
    found = shown.tab.evaluate(LIVE, [{"world": world, "replication": 1, "quarters": QUARTERS}, ways, before])
    for option, there in zip(options, found, strict=True):
        here = lived(company, option, 1)
        for name in showing.OUTCOMES:
            bits = np.array([int(each) for each in there[name]], np.uint64).view(np.float64)
            assert np.array_equal(here[name], bits, equal_nan=True), (option, name)


def test_leads_of_the_page_are_paired_differences_of_the_model(browser: Any, file: Path) -> None:
    page, company = opened(browser, file.as_uri() + ADDRESS), turned()
    page.settle()
    sums = {option: [float(lived(company, option, each)["revenue"][1:].sum()) for each in range(LOOKS[-1])]
            for option in (None, "siloed", "yours")}  # fmt: skip
    leads = page.leads()
    for option in ("siloed", "yours"):
        told = paired_difference(sums[option], sums[None])
        assert leads[option] == pytest.approx((told.mean, told.high - told.mean), rel=1e-9)
    assert page.text("#faults") == ""
    page.tab.close()


def test_a_dial_turned_by_keyboard_asks_anew_and_stands_in_the_address(shown: Shown) -> None:
    before = shown.leads()
    shown.tab.focus("#dial-leadership")
    shown.tab.keyboard.press("End")
    shown.until(lambda: shown.leads() != before, "another answer")
    shown.settle()
    assert shown.tab.url.endswith("#leadership=1")
    assert shown.tab.get_attribute("#dial-leadership", "aria-valuetext") == "1.00"
    shown.tab.reload()
    shown.settle()
    assert shown.tab.input_value("#dial-leadership") == "1"
    assert shown.leads() != before


def test_another_luck_is_another_answer_and_as_it_was_keeps_it(shown: Shown) -> None:
    before = shown.leads()
    shown.tab.click("#luck")
    shown.until(lambda: shown.leads() != before, "other companies")
    assert shown.tab.url.endswith(f"#luck={SEED + 1}")


def test_double_clicks_and_a_reload_in_mid_question_are_answered(shown: Shown) -> None:
    shown.tab.dblclick("#luck")
    assert shown.tab.url.endswith(f"#luck={SEED + 2}")
    shown.tab.reload()
    shown.settle()
    shown.tab.dblclick("#enter")
    shown.tab.dblclick("#leave")
    assert not shown.tab.is_visible("#theatre")


def test_the_first_chart_waits_for_one_company_and_for_nothing_of_what_was_asked_before(shown: Shown) -> None:
    shown.until(lambda: shown.tab.locator(WALKED).count() > 0, "a walk")
    for places in ((0.6, 0.65), (0.7, 0.75), (0.85, 0.8)):
        found = shown.tab.evaluate(FIRST, places)
        assert found["jobs"][0] == [places[-1], 0]
        assert {leadership for leadership, _ in found["jobs"]} == {places[-1]}
        assert found["waits"] == []


def test_a_first_chart_and_a_company_cost_no_more_than_their_loops(browser: Any, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, few in {"LOOKS": (1, 2), "WALKED": 1, "PLACES": 2}.items():  # not the ready page, which has its own
            patch.setattr(showing, name, few)
        file = see(load_scenario("status-quo")).write(tmp_path / "page.html")
    forces = {"technology": {"end": 0.8}, "buyers": {"end": 0.8}, "business-model": {"end": 0.8}}
    job = {"world": {"seed": SEED, "leadership": 0.5, "forces": forces}, "replication": 1, "quarters": 12}
    with launched(browser.browser_type) as alone:
        page = opened(alone, file)

        def rest() -> None:
            page.until(lambda: page.tab.locator(WALKED).count() == 5 * 2, "rest")

        rest()
        loop = sum(all_cpu(page, LOOP, 20_000_000) for _ in range(5)) / 5
        charts = []
        for place in (0.6, 0.7, 0.8):
            charts.append(all_cpu(page, FIRST, [place]))
            rest()
        assert min(charts) / loop < AT_ONCE
        options = page.tab.eval_on_selector_all("#results data", "all => all.map((one) => one.dataset.option)")
        ways = [[], *([{"quarter": 2, "kind": "paradigm", "paradigm": option}] for option in options)]
        begun = all_cpu(page, COMPANIES, [job, ways, 1])
        assert (all_cpu(page, COMPANIES, [job, ways, 11]) - begun) / 10 / loop < ALIVE


def test_an_own_structure_joins_once_it_differs(shown: Shown) -> None:
    assert "yours" not in shown.leads()
    shown.tab.click("#own summary")
    shown.tab.select_option("#dial-attribution", "pooled")
    shown.until(lambda: "yours" in shown.leads(), "the structure of one's own")
    shown.tab.select_option("#dial-attribution", "position-based")
    shown.until(lambda: "yours" not in shown.leads(), "the end of it")


def test_numbers_below_zero_wear_a_minus_and_no_hyphen_in_either_language(shown: Shown) -> None:
    assert min(mean for mean, _ in shown.leads().values()) < 0
    for _ in range(2):
        told = shown.text("#results") + shown.text("#quarters") + (shown.tab.text_content("#chart") or "")
        assert re.search(r"−\d", told)
        assert not re.search(r"-\d", told)
        shown.tab.click("#language")
        shown.settle()


def test_strips_are_walked_along_every_open_dial(shown: Shown) -> None:
    shown.until(lambda: shown.tab.locator(WALKED).count() == 5 * 3, "the strips")
    assert "walk" not in shown.text("#says-leadership").lower()


def test_what_an_address_says_wrongly_is_told_and_left_out(shown: Shown) -> None:
    shown.arrive("#leadership=7&quarter=1.5&attribution=mine&nonsense=%3Cb%3E&luck=x&language=de")
    shown.settle()
    said = shown.text("#faults")
    for part in (
        "leadership=7",
        "0 – 1",
        "quarter=1.5",
        "attribution=mine",
        "pooled",
        "nonsense=<b>",
        "luck=x",
        "language=de",
    ):
        assert part in said
    assert shown.tab.input_value("#dial-leadership") == "0.5"


def test_all_words_change_with_the_language(shown: Shown) -> None:
    shown.tab.click("#language")
    shown.settle()
    assert shown.tab.get_attribute("html", "lang") == "fr"
    assert "En silos" in shown.text("#results")
    assert "trimestres" in shown.text("#headline") or "anecdote" in shown.text("#headline")


def test_one_company_is_seen_week_by_week(shown: Shown) -> None:
    shown.tab.click("#inside summary")
    shown.until(lambda: shown.tab.locator("#weeks tbody tr").count() == 13 * QUARTERS + 1, "the weeks")
    shown.tab.select_option("#whose", "assimilated")
    shown.until(
        lambda: any(float(row) > 0 for row in shown.tab.locator("#weeks td:nth-child(7)").all_inner_texts()),
        "a transition",
    )


def test_what_it_rests_on_is_all_of_the_validation(shown: Shown) -> None:
    shown.tab.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    rows, patterns = shown.tab.locator("#patterns tbody tr").all_inner_texts(), showing.rests()["patterns"]
    assert len(rows) == len(patterns)
    assert sum("\tfails\t" in row for row in rows) == sum(row["verdict"] == "fails" for row in patterns)
    shown.tab.click("#language")
    rows = shown.tab.locator("#patterns tbody tr").all_inner_texts()
    assert all(each["statement"]["fr"] in row for each, row in zip(patterns, rows, strict=True))
    shown.tab.click("#language")


def test_a_phone_shows_it_without_scrolling_sideways(shown: Shown) -> None:
    before = shown.tab.viewport_size
    shown.tab.set_viewport_size({"width": 360, "height": 740})
    shown.tab.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    assert shown.tab.evaluate("() => document.documentElement.scrollWidth") <= 360
    shown.tab.set_viewport_size(before)


def test_a_notebook_frame_lives_it_whatever_the_encoding_around_it(browser: Any, file: Path, tmp_path: Path) -> None:
    cell = tmp_path / "cell.html"
    frame_of_it = Page(file.read_text("utf-8"))._repr_html_()
    cell.write_text(f'<!doctype html><meta charset="windows-1252">{frame_of_it}', encoding="utf-8")
    page = opened(browser, cell)
    frame = page.tab.frames[1]
    page.until(lambda: frame.inner_text("#status") == frame.inner_text("#headline") != "…", "the last look in a frame")
    page.tab.close()
