"""What the scripts of pages reckon and say, each module in a tab alone: order, sign, interval, rank and quarter."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import paired_difference
from cordiale.experiments.page.assembling import inlined
from cordiale.experiments.page.playing import ROOM
from cordiale.experiments.page.seeing import HERE, LANGUAGES, PARTS, STAGE, company_of
from cordiale.experiments.page.syllabus import ROOM as LESSONS_ROOM
from cordiale.experiments.page.worded import page_words
from tests.support.browser import CHROMIUM

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

QUARTERS, COMPANIES = 12, 6
MODULES = {
    PARTS: ("finding", "tables", "telling", "question", "strips", "chart"),
    STAGE: ("parting", "running", "lives", "panel"),
    ROOM: ("debrief", "dashboards"), LESSONS_ROOM: ("sketch",),
}  # fmt: skip
SET = """([texts, told, facts, words]) => {
  const of = ([name, text]) => [name, new Function(`${text}\\nreturn ${name}_;`)()];
  const m = Object.fromEntries(Object.entries(texts).map(of));
  const mean = (some) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const paired = (first, second, t) => {
    const apart = first.map((each, place) => each - second[place]), middle = mean(apart);
    const spread = apart.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (apart.length - 1);
    return { mean: middle, half: t * Math.sqrt(spread / apart.length) };
  };
  const judge = new m.finding.Judge({ paired }, facts), tell = new m.telling.Teller(words, "en", facts);
  Object.assign(globalThis, { m, told, facts, words, judge, tell });
}"""
TABLED = """([companies, options]) => {
  const table = document.createElement("table"), found = judge.finding(companies, options);
  m.tables.results(table, found, companies, { tell, facts });
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  return { rows, heads: [...table.tHead.rows[0].cells].map((cell) => cell.textContent) };
}"""
DRAWN = """([lines, zero]) => {
  const svg = document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  svg.style.cssText = "display: block; width: 700px";
  m.chart.draw(svg, { lines, zero, format: String, quarter: (number) => `Q${number}` });
  const all = (tag) => [...svg.querySelectorAll(tag)];
  const of = (tag, ...names) => all(tag).map((one) => names.map((name) => one.getAttribute(name)));
  const said = all("text").map((one) => one.textContent);
  const texts = of("text", "x", "y").map((at, place) => [said[place], ...at.map(Number)]);
  const found = { texts, levels: of("line", "y1").flat().map(Number), lines: of("polyline", "points").flat() };
  found.bands = of(".band", "points").flat();
  svg.remove();
  return found;
}"""


@cache
def facts() -> tuple[dict[str, Any], dict[str, Any]]:
    """A company's tables, and what a page knows of it beside them."""
    told, own = company_of("status-quo", quarters=QUARTERS, seed=1, switch_quarter=2)
    return told, own | {"language": "en", "languages": [str(each) for each in LANGUAGES]}


@pytest.fixture(scope="module")
def alone(browser: Any) -> Any:
    """A tab with the modules by name in `m`, a company's facts, and what tells them in English."""
    places = (PARTS, STAGE, HERE, ROOM, LESSONS_ROOM)
    texts = {name: inlined(folder / f"{name}.mjs", *places) for folder, names in MODULES.items() for name in names}
    tab = browser.new_page()
    tab.evaluate(SET, [texts, *facts(), page_words(PARTS, ROOM, LESSONS_ROOM)])
    return tab


def numbers(text: str) -> list[float]:
    return [float(each.replace("−", "-").replace(",", "")) for each in re.findall(r"[−+]?[\d,]*\.?\d+", text)]


def lived(leads: dict[str, float], *, luck: float) -> tuple[list[list[dict[str, list[float]]]], list[str]]:
    """Companies by way, staying first, whose options lead by so much over all quarters, on average."""
    rng, ways, outcomes = np.random.default_rng(5), {None: 0.0, **leads}, facts()[1]["outcomes"]
    companies = []
    for _ in range(COMPANIES):
        base = rng.normal(40, 8, QUARTERS)
        company = []
        for lead in ways.values():
            each = {name: [9.0, *rng.random(QUARTERS)] for name in outcomes}
            company.append(each | {"revenue": [9e9, *(base + (lead + luck * rng.normal()) / QUARTERS)]})
        companies.append(company)
    return companies, list(leads)


# What is found


def test_an_option_is_sure_only_where_its_whole_interval_is_above_the_other(alone: Any) -> None:
    for lead, luck, rivals in ((10.0, 100.0, [None]), (80.0, 0.1, [])):
        found = alone.evaluate("(given) => judge.finding(...given)", lived({"siloed": lead}, luck=luck))
        assert (found["best"], found["rivals"]) == ("siloed", rivals)


@pytest.mark.parametrize(
    ("best", "rivals", "key"),
    [("siloed", [], "best"), ("siloed", [None], "not surely"), ("siloed", ["proportional"], "best of several"),
     (None, [], "staying"), (None, ["siloed"], "staying perhaps")],
)  # fmt: skip
def test_a_headline_calls_sure_only_what_no_rival_is_left_of(
    best: str | None, rivals: list[str | None], key: str, alone: Any
) -> None:
    given = [{"n": 8, "best": best, "rivals": rivals}, {"mean": -5.0 if best is None else 5.0}]
    assert alone.evaluate("([found, told]) => tell.case(found, told)", given) == key


def test_every_number_of_the_table_of_results_is_its_option_s_and_the_best_stands_first(alone: Any) -> None:
    companies, options = lived({"siloed": 40.0, "proportional": 90.0, "assimilated": -60.0}, luck=30.0)
    shown = alone.evaluate(TABLED, [companies, options])
    sums = np.array([[sum(way["revenue"][1:]) for way in company] for company in companies])
    leads = {option: paired_difference(sums[:, at], sums[:, 0]) for at, option in enumerate(options, start=1)}
    order = sorted(leads, key=lambda option: -leads[option].mean)
    named = {option: alone.evaluate("(option) => tell.name(option)", option) for option in (*order, None)}
    assert [row[0] for row in shown["rows"]] == [named[option] for option in (*order, None)]
    for option, (_, lead, interval, share, *rest) in zip(order, shown["rows"], strict=False):
        told, at = leads[option], options.index(option) + 1
        assert numbers(lead) == pytest.approx([told.mean], abs=0.51), option
        assert numbers(interval) == pytest.approx([told.low, told.high], abs=0.51), option
        assert numbers(share) == pytest.approx([100 * told.mean / sums[:, 0].mean()], abs=0.06), option
        outcomes = [name for name in facts()[1]["outcomes"] if name not in ("revenue", "leavers")]
        means = [100 * np.mean([company[at][name][1:] for company in companies]) for name in outcomes]
        left = np.mean([sum(company[at]["leavers"][1:]) for company in companies])
        assert [numbers(each)[0] for each in rest] == pytest.approx([*means, left], abs=0.06), option


def test_a_strip_says_from_which_option_the_first_place_goes_to_which(alone: Any) -> None:
    walked = [{"value": value, "n": 8, "best": best} for value, best in ((0, None), (0.5, "siloed"), (1, "siloed"))]
    assert alone.evaluate("(found) => m.strips.changes(found)", walked) == [
        {"low": 0, "high": 0.5, "from": None, "to": "siloed"}
    ]


@pytest.mark.parametrize("zero", [True, False])
def test_a_chart_s_points_and_bands_stand_at_their_values_and_quarters(zero: bool, alone: Any) -> None:
    values = [(20.0, 5.0), (-30.0, 2.0), (45.0, 10.0), (60.0, 1.0)]
    mark = {"colour": "#000", "marker": "o", "dash": ""}
    points = [{"mean": mean, "half": half} for mean, half in values]
    drawn = alone.evaluate(DRAWN, [[{"name": "one", "mark": mark, "points": points}], zero])
    ticks = [(float(text), y - 4) for text, _, y in drawn["texts"] if re.fullmatch(r"-?\d+", text)]
    assert sorted(y for _, y in ticks) == pytest.approx(sorted(drawn["levels"]))
    slope, start = np.polyfit([y for _, y in ticks], [value for value, _ in ticks], 1)

    def read(points: str) -> list[tuple[float, float]]:
        pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
        return [(x, start + slope * y) for x, y in pairs]

    line = read(drawn["lines"][0])
    assert [value for _, value in line] == pytest.approx([mean for mean, _ in values])
    ends = [mean + half for mean, half in values] + [mean - half for mean, half in reversed(values)]
    assert [value for _, value in read(drawn["bands"][0])] == pytest.approx(ends)
    quarters = {text: x for text, x, _ in drawn["texts"] if text.startswith("Q")}
    assert list(quarters) == [f"Q{number}" for number in range(1, len(values) + 1)]
    assert list(quarters.values()) == pytest.approx([x for x, _ in line])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_brings_back_every_dial_and_the_language_that_was_chosen(language: str, alone: Any) -> None:
    """Every dial is turned: a number to its other end, a choice to its last."""
    found = alone.evaluate(
        """(language) => {
          const last = (choices) => Object.values(choices).at(-1);
          const end = ({ choices, start, low, high }) => choices ? last(choices) : start === high ? low : high;
          const dials = facts.dials.map((dial) => [dial.key, dial.fixed ? dial.start : end(dial)]);
          const values = { luck: 17, ...Object.fromEntries(dials) };
          const read = m.question.read(m.question.written(values, facts, told, language), facts, told);
          return { values, back: read.values, faults: read.faults, language: read.language ?? facts.language };
        }""",
        str(language),
    )
    assert found["back"] == found["values"]
    assert (found["language"], found["faults"]) == (language, [])


# The theatre


def test_a_company_s_rank_is_one_more_than_the_companies_whose_lead_is_larger(alone: Any) -> None:
    leads = [[0, 5], [0, -2], [0, 9], [9, 1]]
    assert [alone.evaluate("([own, all]) => m.parting.rank(own, all)", [own, leads]) for own in leads] == [2, 4, 1, 3]


def test_every_lead_on_stage_is_of_the_last_panel_over_the_first(alone: Any) -> None:
    found = alone.evaluate("""async () => {
      const names = ["contact", "bySales", "byMarketing", "morale", "belief", "alignment", "transition"];
      const blank = () => Object.fromEntries(names.map((name) => [name, new Float64Array(3)]));
      const record = (revenue) => ({ weeks: 2, leads: [], ...blank(), revenue: Float64Array.from(revenue) });
      const running = new m.running.Running({ crew: { ask: async () => [[0, 1, 2], [0, 4, 9]] }, facts, told });
      running.stand([{ option: null, record: record([0, 1, 3]) }, { option: "siloed", record: record([0, 2, 8]) }]);
      const other = await running.ghost({ replication: 1 }, "");
      return { own: [...running.lead], other: [...other], good: running.parted.good };
    }""")
    assert found == {"own": [0, 1, 5], "other": [0, 3, 7], "good": 1}


def test_a_panel_says_the_trust_of_sales_in_marketing_and_of_marketing_in_sales_by_contact(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const trusts = { contact: [250, 125], bySales: [200, 50], byMarketing: [100, 25] };
      const record = { pairs: 2, ...trusts, transition: [0], matters: [] }, counts = { wins: [3], ignored: [4] };
      return m.panel.Panel.prototype.stands.call({ record, tell, painting: { counts } }, 0);
    }""")
    assert numbers(said) == pytest.approx([60, 30, 3, 4, 0, 0])


@pytest.mark.parametrize("kind", [0, 1])
def test_a_person_trusts_by_its_own_side_and_is_trusted_by_the_other(kind: int, alone: Any) -> None:
    """Ties are of a rep and a marketer; shares are kept in 250ths."""
    said = alone.evaluate("""(kind) => {
      const people = [{ kind: 0 }, { kind: 1 }], trusts = { contact: [250], bySales: [200], byMarketing: [50] };
      const record = { pairs: 1, ties: [[0, 1]], people, ...trusts };
      return new m.lives.Lives(tell, told).ties(record, kind, 0)[1];
    }""", kind)  # fmt: skip
    trusts, trusted = re.findall(r"trusts ([\d.]+)%, is trusted ([\d.]+)%", said)[0]
    assert (float(trusts), float(trusted)) == ((80, 20) if kind == 0 else (20, 80))


# Games and lessons


def test_a_tile_tells_a_change_as_a_share_of_the_quarter_before(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const shares = { win_rate: [NaN, 0.5, 0.75], executives_aligned: [1, 0.5, 0.75], belief: [1, 0.5, 0.75] };
      const seen = { revenue: [NaN, 200, 250], opportunities: [NaN, 10, 15], ...shares, leavers: [NaN, 5, 3] };
      return m.dashboards.dashboards(seen, tell, 4).map((tile) => tile.querySelector("p.soft").textContent);
    }""")
    changes = [numbers(each)[0] for each in said]
    assert changes == [25, 50, 25, 1, 25, -2]  # percent, percent, points, heads, points, heads


def test_guesses_are_held_against_the_change_that_came_and_against_no_change(alone: Any) -> None:
    found = alone.evaluate("""() => {
      const turns = [0, 1, 2].map((guess) => ({ guess }));
      return m.debrief.misses([NaN, 100, 110, 99], turns, [0, 0.2, -0.4]);
    }""")
    assert found["came"][1:] == pytest.approx([0.1, -0.1])
    assert found["off"][1:] == pytest.approx([0.1, 0.3])
    assert (found["mean"], found["still"]) == pytest.approx((0.2, 0.1))


def test_what_a_pupil_drew_is_told_by_its_last_quarter(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const drawing = Object.create(m.sketch.Drawing.prototype);
      drawing.lines = [[0.1, 0.2, 0.3, 0.4], [0.9, 0.8, 0.7, 0.6]].map((values) => ({ values }));
      return drawing.told(tell);
    }""")
    assert said == ["40%", "60%"]
