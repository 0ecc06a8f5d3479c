"""A chart under Node: names and marks stand at the ends of their own lines, and a key has each name beside its line."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.support.page_drawn import acted, node

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

COLOURS = {"one": "#111", "two": "#222", "three": "#333"}
WIDE = 12.0  # half of every band
COURSES = {"one": [90.0, 10.0, 5.0], "two": [10.0, 60.0, 95.0], "three": [50.0, 90.0, 40.0]}
DRAWN = """
  const svg = new Element("svg");
  m.chart.draw(svg, { lines: given.lines, zero: true, format: String, quarter: (number) => `Q${number}` });
  const said = (tag) => svg.all(tag).map((each) => ({ ...each.attributes, text: each.textContent }));
  return { texts: said("text"), marks: said("circle"), lines: said("polyline"), bands: said("polygon"),
    grid: said("line"),
    high: Number(svg.attributes.height), symbols: given.shapes.map((marker) => (
      m.chart.symbol({ colour: "#000", marker }, 10, 20).attributes.points)) };
"""
SHAPES = {"^": (0, -1), "v": (0, 1), "<": (-1, 0), ">": (1, 0)}  # where each points, down being more
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
         "points": [{"mean": mean, "half": WIDE} for mean in course]}
        for name, course in COURSES.items()
    ]  # fmt: skip
    found: dict[str, Any] = acted(DRAWN, {"lines": lines, "shapes": [*SHAPES]}, modules=("chart",))
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
        heights = [float(point.split(",")[1]) for point in band["points"].split()]
        edges = [*(mean + WIDE for mean in course), *(mean - WIDE for mean in reversed(course))]
        assert heights == pytest.approx([first + slope * (edge - one) for edge in edges]), name
        assert all(0 <= height <= found["high"] for height in heights)


def test_the_last_way_is_said_to_be_ahead_where_its_lead_is_above_zero_and_behind_below() -> None:
    lead = [0.0, 12.0, -7.0]
    assert acted(STANDING, {"lead": lead, "alone": False}, modules=("running",)) == [
        "level 0",
        "ahead now 12",
        "behind now 7",
    ]
    assert acted(STANDING, {"lead": lead[:1], "alone": True}, modules=("running",)) == ["alone 0"]


def test_quarters_stand_below_counted_from_one_and_only_the_line_of_zero_is_drawn_as_one() -> None:
    found = drawn()
    ends = [[float(x) for x, _ in (point.split(",") for point in line["points"].split())] for line in found["lines"]]
    below = {each["text"]: float(each["x"]) for each in found["texts"] if each.get("text-anchor") == "middle"}
    assert below == {f"Q{at}": pytest.approx(x) for at, x in enumerate(ends[0], start=1)}
    scale = {float(each["y"]) - 4: float(each["text"]) for each in found["texts"] if each.get("text-anchor") == "end"}
    kinds = {scale[float(each["y1"])]: each["class"] for each in found["grid"]}
    assert kinds == {value: "zero" if value == 0 else "grid" for value in scale.values()}
    assert 0 in kinds


def test_a_mark_points_where_its_name_points() -> None:
    for (across, down), points in zip(SHAPES.values(), drawn()["symbols"], strict=True):
        corners = [tuple(float(each) for each in point.split(",")) for point in points.split()]
        tip = max(corners, key=lambda corner: across * (corner[0] - 10) + down * (corner[1] - 20))
        assert sum(corner == tip for corner in corners) == 1
        assert (tip[0] - 10) * down == (tip[1] - 20) * across == 0


def test_a_broken_line_is_broken_in_the_pattern_of_its_mark() -> None:
    line = {"name": "one", "points": [{"mean": 1.0, "half": None}, {"mean": 2.0, "half": None}]}
    dashes = ["", "4 1.5", "1 2"]
    lines = [{**line, "mark": {"marker": "o", "colour": "#000", "dash": dash}} for dash in dashes]
    found = acted(DRAWN, {"lines": lines, "shapes": []}, modules=("chart",))["lines"]
    told = [[float(part) for part in each["stroke-dasharray"].split()] for each in found]
    assert told[0] == []
    for drawn_as, dash in zip(told[1:], dashes[1:], strict=True):
        given = [float(part) for part in dash.split()]
        assert drawn_as[0] / drawn_as[1] == pytest.approx(given[0] / given[1])


BELIEVED = """
  const svg = new Element("svg"), names = { belief: "believed", alignment: "lived" };
  const quarter = (number) => `Q${number}`, format = (value) => `${100 * value}`;
  const how = { at: 7, names, format, quarter, weeksPerQuarter: 4 };
  m.believing.drawBelief(svg, given, how);
  const said = (tag) => svg.all(tag).map((each) => ({ ...each.attributes, text: each.textContent }));
  return { texts: said("text"), lines: said("polyline"), rules: said("line") };
"""


def test_what_executives_believe_is_the_broken_line_and_the_week_that_is_marked_joins_it_to_what_people_live() -> None:
    belief, lived = ([0.9 - step * week for week in range(9)] for step in (0.01, 0.05))
    found = acted(BELIEVED, {"belief": belief, "alignment": lived}, modules=("believing",))
    scale = {float(each["text"]): float(each["y"]) - 4 for each in found["texts"] if each.get("text-anchor") == "end"}
    assert sorted(scale) == [0, 25, 50, 75, 100]
    deep = (scale[0] - scale[100]) / 100
    ways = {"stroke-dasharray" in each: [tuple(map(float, point.split(","))) for point in each["points"].split()]
            for each in found["lines"]}  # fmt: skip
    for broken, series in ((True, belief), (False, lived)):
        assert [y for _, y in ways[broken]] == pytest.approx(
            [scale[0] - 100 * value * deep for value in series], abs=0.06
        )
    (now,) = [each for each in found["rules"] if each.get("class") == "now"]
    assert (float(now["x1"]), float(now["y1"])) == pytest.approx(ways[True][7], abs=0.06)
    assert (float(now["x2"]), float(now["y2"])) == pytest.approx(ways[False][7], abs=0.06)
    quarters = {each["text"]: float(each["x"]) for each in found["texts"] if each["text"].startswith("Q")}
    assert quarters == pytest.approx({"Q1": ways[True][0][0], "Q2": ways[True][4][0]}, abs=0.06)
    named = {each["text"]: float(each["y"]) for each in found["texts"] if each.get("class") == "name"}
    assert named["believed"] < ways[True][4][1] < ways[False][4][1] < named["lived"]
