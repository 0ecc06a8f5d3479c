"""What the see page tells in numbers and tables, under Node: amounts, headlines, intervals and names."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from cordiale.experiments.foundations.language import words
from cordiale.experiments.page.seeing import PARTS
from cordiale.experiments.page.worded import page_words
from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

LANGUAGES = ("en", "fr")
OPTIONS = ("siloed", "sales-led", "proportional")
LEADS: list[dict[str, Any]] = [
    {"option": "siloed", "mean": -700.0, "half": 50.0, "share": -0.07},
    {"option": "sales-led", "mean": 300.0, "half": 100.0, "share": 0.03},
    {"option": "proportional", "mean": 900.0, "half": 250.0, "share": 0.09},
]
AMOUNTS = [0.0, 0.5, 1.0, 1.5, 2.0, -1.0, 999.0, 1000.0, 1500.0, 2000.0, 19_950.0, -3_000.0, 1_234_000.0]
TOLD = """
  const { facts, told, amounts, found, titles } = given;
  const spelt = (tell) => (key, holes) => (key === "holes" ? JSON.stringify(holes) : tell.say(key, holes));
  const of = (language) => {
    const tell = new m.telling.Teller(words, language, facts);
    const [results, quarters, weeks, patterns] = ["r", "q", "w", "p"].map((id) => new Element("table"));
    const companies = [facts.options, facts.options].map(() =>
      [null, ...found.leads].map(() => Object.fromEntries(facts.outcomes.map((name) => [name, [0, 1, 1]]))));
    m.tables.results(results, found, companies, { tell, facts });
    m.tables.byQuarter(quarters, given.lines, { tell, names: ["a", "b"] });
    m.tables.diary(weeks, given.weeks, { tell, forces: Object.keys(told.forces) });
    m.tables.rests(patterns, { tell, facts });
    const headline = (some) => m.telling.Teller.prototype.headline.call(
      Object.assign(Object.create(tell), { case: () => "holes", say: spelt(tell) }), some);
    const company = (scenario) => new m.telling.Teller(words, language, { ...facts, scenario }).company();
    return {
      money: amounts.map((each) => tell.money(each)), amounts: amounts.map((each) => tell.amount(each)),
      signed: tell.signedShare(0.051), column: tell.even(12)(3.25), plain: tell.even(12, { signed: false })(3.25),
      nothing: tell.money(NaN), headlines: given.headlines.map((each) => headline(each)),
      results: results.cells(), quarters: quarters.cells(), weeks: weeks.cells(), patterns: patterns.cells(),
      colours: results.all("i").map((each) => each.style["--mark"]),
      exact: results.all("data").map(({ value, dataset }) => [value, dataset.option, dataset.half]),
      about: results.all("td").map((each) => each.getAttribute("data-of")),
      verdicts: patterns.all("strong").map(({ className, textContent }) => [className, textContent]),
      titles: titles.map((each) => company(each)), habits: given.habits.map((each) => tell.say(`habit ${each}`)),
      forces: Object.keys(told.forces).map((each) => [tell.say(`habit ${each}`), tell.dial(each)]),
      names: [null, ...facts.options].map((each) => tell.name(each)), ways: facts.options.map((each) => tell.way(each)),
    };
  };
  const bound = { 2: 9, 3: 2 }, claim = { 2: 9, 3: 4 };
  const engine = (lead) => ({ paired: (one, other, half) => ({ mean: lead, half }) });
  const three = [1, 2, 3], judge = (lead) => new m.finding.Judge(engine(lead), { student: bound, claim });
  return { en: of("en"), fr: of("fr"), sure: [1, 3, 4, 5].map((lead) => judge(lead).surely(three, three)),
    half: judge(1).paired(three, three).half, one: String(judge(1).paired([1], [1]).half),
    changes: m.strips.changes(given.walked) };
"""
HABITS = ("alignment", "belief", "quality", "customers", "matters", "transition_left", "power_balance")


@cache
def told() -> dict[str, Any]:
    company, known = facts()
    own = {**known, "options": [*OPTIONS], "quarters": 12}
    title = page_words(PARTS)["title smb-inbound"]["en"]
    given = {
        "facts": own, "told": company, "amounts": AMOUNTS, "habits": HABITS,
        "found": {"n": 8, "best": "proportional", "leads": LEADS, "rivals": []},
        "headlines": [
            {"n": 8, "best": "sales-led", "leads": LEADS, "rivals": [None, "proportional", "siloed"]},
            {"n": 8, "best": None, "leads": LEADS, "rivals": []},
        ],
        "lines": [{"points": [{"mean": 1.5, "half": 0.25}, {"mean": -20.0, "half": 4.0}]},
                  {"points": [{"mean": 3.0, "half": None}, {"mean": 7.0, "half": 1.0}]}],
        "weeks": [[week, *(week / 10 + at for at in range(len(HABITS) + len(company["forces"])))] for week in (1, 2)],
        "walked": [{"value": 0, "n": 8, "best": None}, {"value": 0.5}, {"value": 1, "n": 8, "best": "siloed"}],
        "titles": [{"name": "smb-inbound", "title": title}, {"name": "smb-inbound", "title": "My own"},
                   {"name": "mine", "title": ""}],
    }  # fmt: skip
    found: dict[str, Any] = acted(TOLD, given, modules=("finding", "strips", "tables", "telling"), words=True)
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("language", "amounts"), [
    ("en", "0 thousand|0.500 thousand|1.00 one thousand|1.50 thousand|2.00 thousand|1.00 one thousand|999 thousand|"
           "1.00 one million|1.50 million|2.00 million|20.0 million|3.00 million|1,234 million"),
    ("fr", "0 one thousand|0,500 one thousand|1,00 one thousand|1,50 one thousand|2,00 thousand|1,00 one thousand|"
           "999 thousand|1,00 one million|1,50 one million|2,00 million|20,0 million|3,00 million|1 234 million"),
])  # fmt: skip
def test_money_is_told_in_thousands_below_a_million_with_three_figures_and_the_plural_of_its_language(
    language: str, amounts: str
) -> None:
    currency, units = facts()[1]["scenario"]["currency"], page_words(PARTS)
    for value, said, wanted in zip(AMOUNTS, told()[language]["money"], amounts.split("|"), strict=True):
        number, unit = re.findall(r"([\d,. ]*\d) (.*)", wanted)[0]
        sign = "−" if value < 0 else ""
        assert plain(said) == f"{sign}{number} {units[unit][language].format(currency=currency)}"
    assert told()[language]["nothing"].startswith("–")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_ahead_has_its_sign_in_a_column_of_leads_and_none_in_one_of_levels(language: str) -> None:
    found, point = told()[language], "." if language == "en" else ","
    assert plain(found["signed"]).startswith(f"+5{point}1")
    assert (found["column"], found["plain"]) in [(f"+3{point}{end}", f"3{point}{end}") for end in ("2", "3", "25")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_tells_the_lead_of_the_best_or_if_staying_is_best_of_the_nearest_and_names_no_rival_twice(
    language: str,
) -> None:
    first, second = (re.sub(r"\s+", " ", each) for each in told()[language]["headlines"])
    ways = dict(zip(OPTIONS, told()[language]["ways"], strict=True))
    assert f'"best":"{ways["sales-led"]}"' in first
    assert re.search(r'"lead":"300 .*?","half":"100 ', first)
    assert f'"best":"{ways["proportional"]}"' in second
    assert re.search(r'"lead":"900 .*?","half":"250 ', second)
    both = {"en": "{} and {}", "fr": "{} et {}"}[language].format(ways["proportional"], ways["siloed"])
    assert f'"rivals":"{both}"' in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_of_the_results_has_its_interval_from_low_to_high_its_own_colour_and_exact_figures(
    language: str,
) -> None:
    found, marks = told()[language], facts()[1]["marks"]
    order = sorted(LEADS, key=lambda lead: -lead["mean"])
    heads, *rows = found["results"]
    names = dict(zip((None, *OPTIONS), found["names"], strict=True))
    assert [row[0] for row in rows] == [*(names[lead["option"]] for lead in order), names[None]]
    assert found["colours"] == [marks[lead["option"]]["colour"] for lead in order] + [
        marks[facts()[1]["today"]]["colour"]
    ]
    assert found["exact"] == [[f"{lead['mean']:.0f}", lead["option"], lead["half"]] for lead in order]
    w = words(language)
    for lead, row in zip(order, rows, strict=False):
        mean, half = lead["mean"], lead["half"]
        ends = [plain(w.number(each, sign=True)) for each in (mean - half, mean + half)]
        places = [plain(row[2]).index(each) for each in ends]
        assert places == sorted(places)
        assert places[0] != places[1]
    assert found["about"] == [*heads[1:]] * len(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_quarters_are_counted_from_one_and_each_cell_has_its_half_where_there_is_one(language: str) -> None:
    _, *rows = told()[language]["quarters"]
    assert [row[0] for row in rows] == ["1", "2"]
    numbers = [[re.sub(",", ".", cell) for cell in row[1:]] for row in rows]
    assert [[cell.split(" ± ")[0] for cell in row] for row in numbers] == [["+1.5", "+3.0"], ["−20.0", "+7.0"]]
    assert [["±" in cell for cell in row] for row in numbers] == [[True, False], [True, True]]
    assert numbers[1][0].endswith("± 4.0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diary_has_what_the_engine_notes_week_by_week_under_its_own_headings(language: str) -> None:
    found = told()[language]
    heads, *rows = found["weeks"]
    assert heads[1:] == [*found["habits"], *(now for now, _ in found["forces"])]
    assert not {*heads} & {end for _, end in found["forces"]}, "a dial is of the end, a week of itself"
    assert [row[0] for row in rows] == ["1", "2"]
    assert [float(each.replace(",", ".")) for each in rows[1][1:]] == pytest.approx(
        [0.2 + at for at in range(len(rows[1]) - 1)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_has_its_own_number_verdict_and_statement_in_the_language(language: str) -> None:
    found, patterns = told()[language], facts()[1]["rests"]["patterns"]
    _, *rows = found["patterns"]
    said = page_words(PARTS)
    assert rows == [
        [str(each["pattern"]), said[f"verdict {each['verdict']}"][language],
         f"{each['name'][language]}. {each['statement'][language]}"]
        for each in patterns
    ]  # fmt: skip
    assert found["verdicts"] == [
        [each["verdict"].replace(" ", "-"), said[f"verdict {each['verdict']}"][language]] for each in patterns
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_company_is_called_in_the_language_and_another_as_its_own_file_has_it(language: str) -> None:
    shipped = page_words(PARTS)["title smb-inbound"][language]
    assert told()[language]["titles"] == [shipped, "My own", "mine"]


def test_more_is_sure_only_beyond_what_words_may_claim_and_an_interval_is_of_one_look() -> None:
    assert told()["sure"] == [False, False, False, True]
    assert told()["half"] == 2
    assert told()["one"] == "NaN"


def test_where_the_best_way_changes_along_a_dial_is_told_by_the_places_that_were_lived() -> None:
    assert told()["changes"] == [{"low": 0, "high": 1, "from": None, "to": "siloed"}]
