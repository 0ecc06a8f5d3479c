"""A chart under Node: names and marks stand at the ends of their own lines, and a key has each name beside its line."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.support.page_drawn import acted, node

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

COLOURS = {"one": "#111", "two": "#222", "three": "#333"}
COURSES = {"one": [90.0, 10.0, 5.0], "two": [10.0, 60.0, 95.0], "three": [50.0, 90.0, 40.0]}
DRAWN = """
  const svg = new Element("svg");
  m.chart.draw(svg, { lines: given.lines, zero: true, format: String, quarter: (number) => `Q${number}` });
  const said = (tag) => svg.all(tag).map((each) => ({ ...each.attributes, text: each.textContent }));
  return { texts: said("text"), marks: said("circle"), lines: said("polyline"), bands: said("polygon") };
"""
STANDING = """
  const running = Object.create(m.running.Running.prototype);
  const tell = { say: (key, { lead }) => `${key} ${lead}`, money: String };
  Object.assign(running, { tell, names: {}, lead: given.lead, alone: given.alone, move: () => {} });
  return given.lead.map((_, week) => { running.show(week); return document.getElementById("standing").textContent; });
"""


@cache
def drawn(more: str = "") -> dict[str, Any]:
    """A chart of three lines that cross, their names as long as `more` makes them."""
    mark = {"marker": "o", "dash": ""}
    lines = [
        {"name": name + more, "mark": mark | {"colour": COLOURS[name]},
         "points": [{"mean": mean, "half": 1.0} for mean in course]}
        for name, course in COURSES.items()
    ]  # fmt: skip
    found: dict[str, Any] = acted(DRAWN, {"lines": lines}, modules=("chart",))
    return found


def end_of(line: dict[str, Any]) -> tuple[float, float]:
    x, y = line["points"].split()[-1].split(",")
    return float(x), float(y)


def test_a_line_is_marked_and_named_where_it_ends_and_not_where_it_begins() -> None:
    found = drawn()
    ends = {name: end_of(line) for name, line in zip(COURSES, found["lines"], strict=True)}
    assert [each["stroke"] for each in found["lines"]] == [*COLOURS.values()]
    marks = {each["fill"]: (float(each["cx"]), float(each["cy"])) for each in found["marks"]}
    assert marks == {COLOURS[name]: end for name, end in ends.items()}
    names = {each["text"]: float(each["y"]) for each in found["texts"] if each.get("class") == "name"}
    assert {name: y - 4 for name, y in names.items()} == pytest.approx({name: y for name, (_, y) in ends.items()})


def test_a_name_too_long_for_the_end_stands_below_beside_a_sample_of_its_own_line() -> None:
    long = " and many words more that no margin has any room for at all"
    found = drawn(long)
    names = {each["text"]: float(each["y"]) - 4 for each in found["texts"] if each.get("class") == "name"}
    samples = {each["stroke"]: end_of(each)[1] for each in found["lines"][len(COURSES) :]}
    assert names == {f"{name}{long}": samples[COLOURS[name]] for name in COURSES}


def test_a_number_of_the_scale_stands_at_its_own_height_and_every_line_has_its_own_band() -> None:
    found = drawn()
    scale = {float(each["text"]): float(each["y"]) - 4 for each in found["texts"] if each.get("text-anchor") == "end"}
    (one, first), (other, second) = list(scale.items())[:2]
    slope = (second - first) / (other - one)
    for (name, course), line, band in zip(COURSES.items(), found["lines"], found["bands"], strict=True):
        assert end_of(line)[1] == pytest.approx(first + slope * (course[-1] - one)), name
        assert band["fill"] == COLOURS[name]


def test_the_last_way_is_said_to_be_ahead_where_its_lead_is_above_zero_and_behind_below() -> None:
    lead = [0.0, 12.0, -7.0]
    assert acted(STANDING, {"lead": lead, "alone": False}, modules=("running",)) == [
        "level 0",
        "ahead now 12",
        "behind now 7",
    ]
    assert acted(STANDING, {"lead": lead[:1], "alone": True}, modules=("running",)) == ["alone 0"]
