"""The page read back from its markup: each mark, tick, word and heading stands where the pack and its geometry say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from cordiale.experiments import boardpack
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.geometry import Axis, axis_of_table, course_of
from cordiale.experiments.boardpack.pack import Pack, Table
from cordiale.experiments.boardpack.web_page import page, strip_of
from cordiale.experiments.foundations.language import words
from tests.support.board_packs import PACKS
from tests.support.decision_document import decision_document, estimate

Element = ET.Element


@cache
def pack_of(name: str) -> Pack:
    document, pack = PACKS[name]
    return pack(document)


@cache
def read(name: str) -> Element:
    return tree(pack_of(name))


def tree(pack: Pack) -> Element:
    text = re.sub(r"<style>.*?</style>|<!doctype html>", "", page(pack), flags=re.DOTALL)
    return ET.fromstring(re.sub(r"<(br|meta[^>]*)>", r"<\1/>", text))


def text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def plain(words: object) -> str:
    return " ".join(str(words).split())


def of_class(element: Element, name: str) -> list[Element]:
    return [each for each in element.iter() if name in each.get("class", "").split()]


def drawn(pack: Pack, root: Element) -> Iterator[tuple[Table, Element]]:
    """Every table of a pack with its element."""
    every = [table for section in pack.sections for table in section.tables]
    yield from zip(every, root.iter("table"), strict=True)


def grid(svg: Element, end: str) -> list[tuple[float, bool]]:
    """Where the lines of the ticks stand, and which is that of zero."""
    lines = [each for each in svg.iter("line") if each.get("class") in ("zero", "grid")]
    assert all(each.get(f"{end}1") == each.get(f"{end}2") for each in lines)
    return [(float(each.get(f"{end}1", "nan")), each.get("class") == "zero") for each in lines]


def places(svg: Element, name: str, ends: str = "x1") -> list[tuple[float, ...]]:
    return [tuple(float(each.get(end, "nan")) for end in ends.split()) for each in of_class(svg, name)]


def on(axis: Axis) -> list[tuple[float, bool]]:
    return [(axis.place(tick), tick == 0) for tick in axis.ticks]


@pytest.mark.parametrize("name", PACKS)
def test_the_page_says_the_question_the_answer_how_sure_it_is_and_what_it_is_about_and_ends_with_its_source(
    name: str,
) -> None:
    pack, root = pack_of(name), read(name)
    (header,) = root.iter("header")
    said = [pack.words["question"], pack.answer, pack.sure, pack.subject]
    assert [text(each) for each in header] == [plain(each) for each in said]
    assert header[1].tag == "h1"
    assert text(root.find(".//footer")) == plain(pack.footer)
    assert root.get("lang") == pack.words["language"]
    assert text(root.find(".//title")) == plain(pack.title)


@pytest.mark.parametrize("name", PACKS)
def test_each_question_has_its_own_heading_and_sentences_its_limits_a_box_and_only_what_is_folded_is_to_be_opened(
    name: str,
) -> None:
    pack = pack_of(name)
    for section, found in zip(pack.sections, read(name).iter("section"), strict=True):
        assert found.get("id") == section.key
        assert text(found.find(".//h2")) == plain(section.heading)
        assert (found.get("class") == "boxed") == section.boxed
        top = found.find("details")
        assert (top is not None and top.find("summary/h2") is not None) == section.folded
        told = found.iter("p")
        assert [text(each) for each in told] == [plain(each) for each in section.sentences]


@pytest.mark.parametrize("name", PACKS)
def test_a_table_is_under_its_own_title_and_each_column_under_its_own_heading(name: str) -> None:
    regions = [each.get("aria-label") for each in read(name).iter("div") if each.get("role") == "region"]
    assert regions == [table.caption for table, _ in drawn(pack_of(name), read(name))]
    for table, found in drawn(pack_of(name), read(name)):
        chart = table.chart if table.chart and table.chart.kind != "course" else None
        assert text(found.find("caption")) == plain(f"{chart.title if chart else ''}{table.caption}")
        assert text(found.find("caption/span/strong")) == plain(chart.title if chart else "")
        heads = [each for each in found.iter("th") if each.get("scope") == "col" and each.get("class") != "chart"]
        wanted = [table.names, *(column.heading for column in table.columns), *table.texts]
        assert [text(each) for each in heads] == [plain(each) for each in wanted]
        keys = {mark: [text(each) for each in of_class(found, mark)] for mark in ("key1", "key2")}
        pair = chart.fields if chart and chart.kind == "pair" else ()
        heading = {column.field: plain(column.heading) for column in table.columns}
        assert [*keys["key1"], *keys["key2"]] == [heading[field] for field in pair]
        for row, line in zip(table.rows, found.findall("tbody/tr"), strict=True):
            (first,) = line.findall("th")
            assert text(first) == plain(f"{row.name}{row.note}")
            assert text(first.find("small")) == plain(row.note)
            cells = [text(each) for each in line.findall("td") if each.get("class") != "chart"]
            assert cells == [plain(each) for each in (*(cell.words for cell in table.cells(row)), *row.texts)]


@pytest.mark.parametrize("name", PACKS)
def test_marks_of_a_row_stand_on_the_scale_over_them_hollow_only_the_second_of_a_pair_and_joined_to_the_first(
    name: str,
) -> None:
    for table, found in drawn(pack_of(name), read(name)):
        if table.chart is None or table.chart.kind == "course":
            continue
        axis = axis_of_table(table)
        (head,) = [each for each in found.iter("th") if each.get("class") == "chart"]
        ticks = of_class(head, "tick")
        assert text(head).startswith(plain(table.chart.axis))
        assert [(each.get("style"), text(each)) for each in ticks] == [
            (f"left:{axis.place(tick)}%", plain(axis.said(tick))) for tick in axis.ticks
        ]
        assert ["origin" in each.get("class", "") for each in ticks] == [tick == 0 for tick in axis.ticks]
        for row, line in zip(table.rows, found.findall("tbody/tr"), strict=True):
            strip, svg = strip_of(table, row, axis), line.find(".//svg")
            assert (svg is None) == (strip is None)
            if svg is None:
                continue
            assert svg.get("class") == f"strip {strip.side}"
            assert plain(svg.get("aria-label")) == plain(strip.words)
            assert grid(svg, "x") == on(axis)
            assert places(svg, "mark", "x1 x2") == [(mark, mark) for mark in strip.marks]
            assert places(svg, "second") == places(svg, "hole") == [(mark,) for mark in strip.marks[1:]]
            assert places(svg, "link", "x1 x2") == ([strip.marks] if len(strip.marks) == 2 else [])
            assert places(svg, "whisker", "x1 x2") == ([(strip.low, strip.high)] if strip.low is not None else [])


def ways(lowest: int, value: float) -> dict[str, Any]:
    document = decision_document()
    for quarter, way in enumerate(document["options"][0]["way"]):
        way["so_far"] = estimate(value if quarter == lowest else 40.0 + 10 * quarter, 5.0 + quarter)
    return document


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("lowest", "value"), [(1, -35.0), (0, -1.0), (1, 0.0), (0, 12.0), (2, -35.0)])
def test_a_course_of_the_page_is_drawn_on_its_scale_and_its_last_and_if_it_is_below_zero_its_lowest_are_told(
    lowest: int, value: float, language: str
) -> None:
    pack = decision_pack(ways(lowest, value), words(language))
    table = next(
        each for section in pack.sections for each in section.tables if each.chart and each.chart.kind == "course"
    )
    assert table.chart is not None
    course = course_of(table)
    (figure,) = of_class(tree(pack), "course")
    caption, svg = figure.find("figcaption"), figure.find(".//svg")
    assert caption is not None
    assert svg is not None
    assert (text(caption[0]), plain(caption[1].tail)) == (plain(table.chart.title), plain(table.chart.axis))
    assert svg.get("aria-label") == table.chart.description
    assert [place for place, _ in grid(svg, "y")] == [100 - course.axis.place(tick) for tick in course.axis.ticks]
    assert [zero for _, zero in grid(svg, "y")] == [tick == 0 for tick in course.axis.ticks]
    assert [each.get("points") for each in of_class(svg, "band")] == [course.band]
    assert [each.get("points") for each in of_class(svg, "line")] == [course.line]
    assert places(svg, "mark", "x1 y1 x2 y2") == [(*each[:2], *each[:2]) for each in (course.lowest, course.last)]
    assert [(each.get("style"), text(each)) for each in of_class(figure, "level")] == [
        (f"top:{100 - course.axis.place(tick)}%", plain(course.axis.said(tick))) for tick in course.axis.ticks
    ]
    told = [("below", course.lowest)] if value < 0 and lowest < 2 else []
    assert [(each.get("class"), each.get("style"), text(each)) for each in of_class(figure, "at")] == [
        (f"at {side}", f"left:{x}%;top:{y}%", plain(one.words)) for side, (x, y, one) in [*told, ("above", course.last)]
    ]
    (quarters,) = of_class(figure, "quarters")
    assert [text(each) for each in quarters] == [plain(row.name) for row in table.rows]


def test_no_table_stands_open_that_is_to_be_opened_and_none_is_hidden_that_is_not() -> None:
    pack, root = pack_of("as it is"), read("as it is")
    inside = {id(table) for details in root.iter("details") for table in details.iter("table")}
    folded = {id(table) for section in pack.sections for table in section.tables
              if section.folded or table.folded or (table.chart and table.chart.kind == "course")}  # fmt: skip
    for table, found in drawn(pack, root):
        assert (id(found) in inside) == (id(table) in folded), table.caption


@pytest.mark.parametrize(("selector", "style"), [
    (".key1::before", 'content: "● "'), (".key2::before", 'content: "○ "'), (".strip.ahead", "color: var(--ahead)"),
    (".strip.plain", "color: var(--ahead)"), (".strip.behind", "color: var(--behind)"),
    (".strip", "color: var(--open)"), (".hole", "stroke: var(--paper)"),
])  # fmt: skip
def test_a_mark_wears_the_sign_of_its_key_and_the_colour_of_its_side(selector: str, style: str) -> None:
    sheet = re.sub(r"\s+", " ", (files(boardpack) / "page.css").read_text("utf-8"))
    rules = [body for names, body in re.findall(r"([^{}]+){([^{}]*)}", sheet)
             if selector in [each.strip() for each in names.split(",")]]  # fmt: skip
    assert any(style in body for body in rules)


def test_ahead_is_green_and_behind_is_red() -> None:
    sheet = (files(boardpack) / "page.css").read_text("utf-8")
    told = {name: [int(part, 16) for part in re.findall("..", colour)]
            for name, colour in re.findall(r"--(ahead|behind): #(\w{6})", sheet)}  # fmt: skip
    assert max(range(3), key=told["ahead"].__getitem__) == 1
    assert max(range(3), key=told["behind"].__getitem__) == 0
