"""What the see page finds, under Node: leads, shares, rivals, lines, strips and cells, each worked out again."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.language import words
from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

OPTIONS, QUARTERS, COMPANIES = ("siloed", "sales-led", "proportional"), 3, 5
BOUND, CLAIM = 2.0, 4.0  # standard errors of an interval, and of what words may claim
PLACES = [  # of a strip: what is best there, and the leads of two options
    {"value": 0.0, "n": 8, "best": None, "leads": [{"mean": -3.0}, {"mean": -9.0}]},
    {"value": 0.5, "n": 8, "best": "siloed", "leads": [{"mean": 7.0}, {"mean": 2.0}]},
    {"value": 1.0, "n": 8, "best": "drift", "leads": [{"mean": 1.0}, {"mean": 5.0}]},
]
FOUND = """
  const mean = (some) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const paired = (first, second, t) => {
    const apart = first.map((each, place) => each - second[place]), middle = mean(apart);
    const spread = apart.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (apart.length - 1);
    return { mean: middle, half: t * Math.sqrt(spread / apart.length) };
  };
  const { facts, told, companies, options, places } = given, tell = new m.telling.Teller(words, "en", facts);
  const judge = new m.finding.Judge({ paired }, facts), found = judge.finding(companies, options);
  const lines = (how) => judge.lines(companies, options, how), table = new Element("table");
  m.tables.results(table, found, companies, { tell, facts });
  const values = m.question.fresh(facts), walk = new m.strips.Walk(null, judge, { places: 9 }, told);
  const dials = { fine: { low: 0, high: 1, step: 0.05 }, few: { low: 1, high: 4, step: 1 } };
  return {
    found, cells: table.cells(),
    level: lines({ added: false, levels: true }), lead: lines({ added: true, levels: false }),
    changes: m.strips.changes(places), span: m.strips.span(places), ways: [null, ...options].map((each) =>
      m.question.way(each, { ...values, quarter: 4 }, facts, told)), world: m.question.world(values, told),
    walked: Object.fromEntries(Object.entries(dials).map(([name, dial]) => [name, walk.places(dial)])),
    names: [null, ...options].map((each) => tell.name(each)),
  };
"""


@cache
def lived() -> dict[str, np.ndarray]:
    """By outcome: companies x ways (staying first) x quarters, the start before them."""
    shape = (COMPANIES, 1 + len(OPTIONS), 1 + QUARTERS)
    luck = np.random.default_rng(3)
    ahead = np.array([0.0, 30.0, -10.0, 31.0])[None, :, None]
    found = {name: luck.uniform(0.1, 0.9, shape) for name in facts()[1]["outcomes"]}
    return found | {"revenue": 100 + ahead + luck.normal(0, 6, shape), "leavers": luck.integers(0, 9, shape) * 1.0}


@cache
def found() -> dict[str, Any]:
    told, own = facts()
    known = own | {"student": [BOUND] * 9, "claim": [CLAIM] * 9, "quarters": QUARTERS}
    companies = [
        [{name: table[company, way].tolist() for name, table in lived().items()} for way in range(1 + len(OPTIONS))]
        for company in range(COMPANIES)
    ]
    given = {"facts": known, "told": told, "companies": companies, "options": OPTIONS, "places": PLACES}
    modules = ("finding", "strips", "question", "tables", "telling")
    result: dict[str, Any] = acted(FOUND, given, modules=modules, words=True)
    return result


def sums() -> np.ndarray:
    return np.asarray(lived()["revenue"][:, :, 1:].sum(axis=2))


def half(apart: np.ndarray, bound: float = BOUND) -> float:
    return float(bound * apart.std(ddof=1) / np.sqrt(len(apart)))


def test_a_lead_is_over_staying_with_its_interval_and_its_share_is_of_what_staying_brings() -> None:
    told = {each["option"]: each for each in found()["found"]["leads"]}
    for way, option in enumerate(OPTIONS, start=1):
        apart = sums()[:, way] - sums()[:, 0]
        assert told[option]["mean"] == pytest.approx(apart.mean())
        assert told[option]["half"] == pytest.approx(half(apart))
        assert told[option]["share"] == pytest.approx(apart.mean() / sums()[:, 0].mean())
    assert found()["found"]["stay"] == pytest.approx(sums()[:, 0].mean())
    assert found()["found"]["n"] == COMPANIES


def test_the_best_is_the_one_farthest_ahead_of_staying_and_its_rivals_are_those_it_surely_beats_not() -> None:
    means = sums().mean(axis=0)
    best = int(means.argmax())
    rivals = [way for way in range(len(means)) if way != best and not (
        (apart := sums()[:, best] - sums()[:, way]).mean() > half(apart, CLAIM))]  # fmt: skip
    names = [None, *OPTIONS]
    assert found()["found"]["best"] == names[best]
    assert found()["found"]["rivals"] == [names[way] for way in rivals]
    assert 0 < len(rivals) < len(means) - 1


def test_a_line_is_the_level_of_each_quarter_or_the_lead_over_staying_added_up() -> None:
    revenue = lived()["revenue"][:, :, 1:]
    level = {line["option"]: [point["mean"] for point in line["points"]] for line in found()["level"]}
    lead = {line["option"]: line["points"] for line in found()["lead"]}
    assert {*level} == {None, *OPTIONS}
    assert {*lead} == {*OPTIONS}
    for way, option in enumerate((None, *OPTIONS)):
        assert level[option] == pytest.approx(revenue[:, way].mean(axis=0).tolist())
        if option is not None:
            ahead = (revenue[:, way] - revenue[:, 0]).cumsum(axis=1)
            assert [each["mean"] for each in lead[option]] == pytest.approx(ahead.mean(axis=0).tolist())
            assert [each["half"] for each in lead[option]] == pytest.approx([half(each) for each in ahead.T])


def test_a_row_of_the_results_has_each_outcome_under_its_own_heading_the_largest_lead_first() -> None:
    heads, *rows = found()["cells"]
    w, shares = words("en"), [name for name in facts()[1]["outcomes"] if name not in ("revenue", "leavers")]
    names = dict(zip(found()["names"], range(1 + len(OPTIONS)), strict=True))
    order = sorted(range(1, 1 + len(OPTIONS)), key=lambda way: -(sums()[:, way] - sums()[:, 0]).mean())
    assert [names[row[0]] for row in rows] == [*order, 0]
    assert len(heads) == 4 + len(shares) + 1 == len(rows[0])
    for row in rows:
        way = names[row[0]]
        told = [float(each.split()[0].replace("\u202f", "").rstrip("%")) for each in row[4:]]
        means = [100 * lived()[name][:, way, 1:].mean() for name in shares]
        assert told == pytest.approx([*means, lived()["leavers"][:, way, 1:].sum(axis=1).mean()], abs=0.051)
        if way:
            apart = sums()[:, way] - sums()[:, 0]
            assert row[3].startswith(w.number(100 * apart.mean() / sums()[:, 0].mean(), 1, sign=True))


def test_along_a_dial_it_is_told_between_which_places_the_best_way_changes_and_from_which_to_which() -> None:
    assert found()["changes"] == [
        {"low": 0, "high": 0.5, "from": None, "to": "siloed"}, {"low": 0.5, "high": 1, "from": "siloed", "to": "drift"},
    ]  # fmt: skip
    assert found()["span"] == {"least": {"value": 0, "lead": 0}, "most": {"value": 0.5, "lead": 7}, "wide": 7}


def test_a_strip_is_walked_at_nine_places_from_end_to_end_and_at_no_step_twice() -> None:
    walked = found()["walked"]
    assert walked["few"] == [1, 2, 3, 4]
    assert (len(walked["fine"]), walked["fine"][0], walked["fine"][-1]) == (9, 0, 1)
    assert all(abs(20 * each - round(20 * each)) < 1e-9 for each in walked["fine"])


def test_a_way_is_to_stay_or_to_switch_to_its_own_paradigm_in_the_quarter_of_the_dial() -> None:
    stay, *others = found()["ways"]
    switch = [{"quarter": 4, "kind": "paradigm", "paradigm": option} for option in OPTIONS]
    assert others == [[*stay, each] for each in switch]
    assert stay == facts()[1]["decisions"]


def test_the_world_that_is_lived_has_the_luck_the_leadership_and_the_forces_of_the_dials() -> None:
    starts = {dial["key"]: dial["start"] for dial in facts()[1]["dials"]}
    assert found()["world"] == {
        "seed": facts()[1]["luck"], "leadership": starts["leadership"],
        "forces": {force: {"end": starts[force]} for force in facts()[0]["forces"]},
    }  # fmt: skip
