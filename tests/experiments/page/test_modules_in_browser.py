"""What the see page reckons and says, module by module: order, sign, interval, quarter, unit and address."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import paired_difference
from cordiale.experiments.page.seeing import LANGUAGES
from tests.support.browser import CHROMIUM
from tests.support.page_modules import QUARTERS, facts, numbers, tab_of_modules

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

COMPANIES = 6
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


@pytest.fixture(scope="module")
def alone(browser: Any) -> Any:
    return tab_of_modules(browser)


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


def test_lines_are_leads_or_levels_each_quarter_s_or_added_up_as_it_was_asked(alone: Any) -> None:
    """Staying books 5 a quarter in every company, the option 7."""
    companies = [[{"revenue": [99.0] + [each] * QUARTERS} for each in (5.0, 7.0)] for _ in range(2)]
    script = (
        "([given, asked]) => judge.lines(given, ['siloed'], asked).map((line) => line.points.map(({ mean }) => mean))"
    )
    led, summed, levels = (
        alone.evaluate(script, [companies, asked])
        for asked in ({"added": False}, {"added": True}, {"added": False, "levels": True})
    )
    assert led == [[2.0] * QUARTERS]
    assert summed == [[2.0 * quarter for quarter in range(1, QUARTERS + 1)]]
    assert levels == [[5.0] * QUARTERS, [7.0] * QUARTERS]


def test_the_table_by_quarter_begins_with_the_first_and_has_each_mean_with_its_half(alone: Any) -> None:
    rows = alone.evaluate("""() => {
      const table = document.createElement("table"), points = [{ mean: -12, half: 3 }, { mean: 450, half: 20 }];
      m.tables.byQuarter(table, [{ points }], { tell, names: ["one"] });
      return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
    }""")
    assert [numbers(cell) for row in rows for cell in row] == [[1], [-12, 3], [2], [450, 20]]


def test_an_error_is_told_to_the_same_place_as_what_it_is_of(alone: Any) -> None:
    given = [(16_300, 1_730), (12_100, 26_690), (400, 1_500), (5.27, 0.481)]
    said = [alone.evaluate("(given) => tell.measured(...given)", each) for each in given]
    found = [" ± ".join(each.removesuffix(" USD") for each in pair) for pair in said]
    assert found == [
        "16.3 million ± 1.7 million", "12.1 million ± 26.7 million", "0.40 million ± 1.50 million",
        "5.27 thousand ± 0.48 thousand",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("thousands", "told"),
    [
        (999, "999 thousand"),
        (1500, "1.50 million"),
        (19_960, "20.0 million"),
        (250_000, "250 million"),
        (2_416_370, "2,416 million"),
        (0, "0 thousand"),
    ],
)
def test_a_million_is_a_thousand_thousands(thousands: float, told: str, alone: Any) -> None:
    assert alone.evaluate("(thousands) => tell.money(thousands)", thousands).startswith(told)


def test_french_has_the_plural_from_two_on(alone: Any) -> None:
    script = "(given) => given.map((each) => new m.telling.Teller(words, 'fr', facts).money(each))"
    said = [each.removesuffix(" USD") for each in alone.evaluate(script, [0, 1.5, 828, 1_600, 16_300])]
    assert said == ["0 millier", "1,50 millier", "828 milliers", "1,60 million", "16,3 millions"]


def test_numbers_are_written_in_the_way_of_the_language(alone: Any) -> None:
    script = "(language) => new m.telling.Teller(words, language, facts).fixed(-1234.5)"
    assert [alone.evaluate(script, each) for each in ("en", "fr")] == ["−1,234.50", "−1\u202f234,50"]


def test_a_strip_says_from_which_option_the_first_place_goes_to_which(alone: Any) -> None:
    walked = [{"value": value, "n": 8, "best": best} for value, best in ((0, None), (0.5, "siloed"), (1, "siloed"))]
    assert alone.evaluate("(found) => m.strips.changes(found)", walked) == [
        {"low": 0, "high": 0.5, "from": None, "to": "siloed"}
    ]


DECIDED = """([walked]) => {
  const controls = new m.controls.Controls(facts, tell, () => {});
  const open = facts.dials.filter(({ group, choices }) => group === "world" && !choices);
  const said = open.map((dial) => {
    const leads = (mean) => [{ option: "siloed", mean: mean - 900 }, { option: "proportional", mean }];
    const at = (mean, value) => ({ value, n: 8, best: null, rivals: [], leads: leads(mean) });
    controls.walked(dial, walked[dial.key].map(at));
    return controls.decides.textContent;
  });
  controls.unwalked();
  return [...said, controls.decides.textContent];
}"""


def test_what_decides_most_is_the_dial_along_which_the_best_lead_changes_most_and_not_when_one_switches(
    alone: Any,
) -> None:
    walked = {"leadership": [400, 100, 250], "technology": [200, 210, 220], "buyers": [300, 300, 100]}
    walked |= {"business-model": [-50, 120, 90], "quarter": [9000, 0, 0]}
    *early, decided, after, cleared = alone.evaluate(DECIDED, [walked])
    assert {*early, cleared} == {""}
    assert after == decided
    most, least = decided.split(" What decides least: ")
    assert "“Strength of leadership”" in most
    assert numbers(most)[:4] == [1, 0, 100, 400]
    assert "“Technology, in the end”" in least
    assert numbers(least) == [200, 220]


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
