"""Lines are broken where there is no room, names stand by their own marks, and panels share a page without overlap."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from cordiale.experiments.figures.marks import FURTHER, MARKS
from cordiale.experiments.figures.names import NEAR, name_points, renderer_of
from cordiale.experiments.figures.page import (
    COLUMN,
    EDGE,
    MM,
    SETTINGS,
    SHEET,
    SLIDE,
    Layout,
    Margins,
    entitle,
    millimetre,
    open_page,
    render,
    save,
    styled,
)
from cordiale.experiments.figures.typesetting import POINT, balanced, spread, text_width, tick, wrap
from cordiale.experiments.foundations.language import words

SIZE = 7.0
TEXTS = st.lists(st.text("abcdW.i", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)
WIDTHS = st.floats(8.0, 60.0)


@settings(max_examples=40)
@given(text=TEXTS, width=WIDTHS)
def test_a_line_is_broken_where_the_next_word_has_no_room_and_nowhere_else(text: str, width: float) -> None:
    lines = wrap(text, SIZE, width, weight="normal")
    assert " ".join(lines) == text
    assert all(text_width(line, SIZE) <= width + 0.5 for line in lines if " " in line)
    for line, after in pairwise(lines):
        assert text_width(f"{line} {after.split()[0]}", SIZE) > width - 0.5


@settings(max_examples=20)
@given(text=TEXTS, width=WIDTHS)
def test_lines_made_even_are_as_few_and_no_wider(text: str, width: float) -> None:
    even, plain = balanced(text, SIZE, width), wrap(text, SIZE, width, weight="normal")
    assert " ".join(even) == text
    assert len(even) == len(plain)
    assert max(text_width(line, SIZE) for line in even) <= max(text_width(line, SIZE) for line in plain) + 1e-9


def test_the_words_of_an_interval_stay_on_one_line() -> None:
    (line,) = (
        line
        for line in wrap("it earns more by 12 % [9.5, 14.5] than siloed", SIZE, 18.0, weight="normal")
        if "[" in line
    )
    assert "[9.5,\u00a014.5]" in line


@settings(max_examples=60)
@given(wanted=st.lists(st.floats(-5, 15), min_size=1, max_size=8, unique=True), gap=st.floats(0.1, 4.0))
def test_positions_that_are_spread_keep_their_order_their_distance_and_their_room(
    wanted: list[float], gap: float
) -> None:
    placed = spread(wanted, gap, 0.0, 10.0)
    assert sorted(range(len(wanted)), key=placed.__getitem__) == sorted(range(len(wanted)), key=wanted.__getitem__)
    assert all(-1e-9 <= each <= 10 + 1e-9 for each in placed)
    apart = min(gap, 10.0 / max(1, len(wanted) - 1))
    assert np.all(np.diff(sorted(placed)) >= apart - 1e-9)
    if min(wanted) >= 0 and max(wanted) <= 10 and all(np.diff(sorted(wanted)) >= gap):
        assert placed == pytest.approx(wanted)


@pytest.mark.parametrize("count", [2, 8, 20])
def test_a_name_that_is_not_beside_its_mark_is_tied_to_it_and_none_covers_another_or_a_mark(count: int) -> None:
    ax = Figure(figsize=(4, 3), dpi=100).add_axes((0.1, 0.1, 0.8, 0.8))
    luck = np.random.default_rng(count).normal(0.5, 0.04, (count, 2)).tolist()
    points = {f"paradigm {at}": (x, y) for at, (x, y) in enumerate(luck)}
    ax.set(xlim=(0, 1), ylim=(0, 1))
    name_points(ax, points, [])
    notes = [each for each in ax.texts if isinstance(each, Annotation)]
    assert {each.get_text(): each.xy for each in notes} == points
    for note in notes:
        note.update_positions(renderer_of(ax))
        far = max(abs(each) for each in note.xyann) > NEAR
        assert not far or note.arrow_patch is not None
    boxes = [Text.get_window_extent(note, renderer_of(ax)) for note in notes]
    marks = ax.transData.transform([*points.values()])
    for note, box in zip(notes, boxes, strict=True):
        away = {name: np.hypot(*(mark - np.clip(mark, box.min, box.max)))
                for name, mark in zip(points, marks, strict=True)}  # fmt: skip
        if min(away.values()) < away[note.get_text()] - 0.5:  # it could be taken for the name of another
            assert note.arrow_patch is not None
    if count < 20:  # more than that have no room
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert not any(box.contains(*mark) for box in boxes for mark in marks)


@pytest.mark.parametrize("count", [1, 3])
def test_names_with_room_around_them_stand_by_their_marks_without_a_thread(count: int) -> None:
    ax = Figure(figsize=(4, 3), dpi=100).add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    name_points(ax, {f"p{at}": (0.2 + 0.3 * at, 0.2 + 0.3 * at) for at in range(count)}, [])
    for note in ax.texts:
        assert isinstance(note, Annotation)
        assert note.arrow_patch is None
        assert max(abs(each) for each in note.xyann) <= NEAR


@pytest.mark.parametrize("layout", [COLUMN, SLIDE, SHEET], ids=lambda layout: layout.name)
def test_panels_are_made_higher_as_far_as_the_page_has_room_and_never_lower(layout: Layout) -> None:
    for wanted in (1.0, layout.panel_height, layout.panel_height + 3, 500.0):
        height = layout.tall(wanted).panel_height
        assert height == sorted((layout.panel_height, wanted, layout.tallest))[1]


@pytest.mark.parametrize("layout", [COLUMN, SLIDE, SHEET], ids=lambda layout: layout.name)
@pytest.mark.parametrize("panels", [1, 2, 5])
def test_panels_lie_on_the_page_in_the_order_of_reading_with_their_margins_between_them(
    layout: Layout, panels: int
) -> None:
    margins = Margins(left=11, right=5, above=7, below=8)
    figure, axes = open_page("A finding", "What it shows.", panels=panels, layout=layout, margins=margins, foot=6)
    width, height = (inches / MM for inches in figure.get_size_inches())
    boxes = [ax.get_position().extents * np.array([width, height, width, height]) for ax in axes]
    assert len(boxes) == panels
    columns = min(panels, layout.per_row)
    for at, (left, bottom, right, top) in enumerate(boxes):
        assert left == pytest.approx(at % columns * width / columns + 11)
        assert right == pytest.approx((at % columns + 1) * width / columns - 5)
        assert bottom >= 8 + 6 - 1e-6
        assert top <= height - 7
        assert top - bottom >= layout.panel_height - 1e-6
        if at >= columns:
            assert boxes[at - columns][1] - top == pytest.approx(7 + 8)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("value", "said"), [
    (2500.0, "2500"), (0.25, "0.25"), (-0.125, "-0.125"), (0.0625, "0.0625"), (1e-4, "0.0001"), (0.1 + 0.2, "0.3"),
    (12.50, "12.5"), (0.0, "0"),
])  # fmt: skip
def test_a_number_at_an_axis_has_all_the_decimals_that_it_needs_and_no_more(
    value: float, said: str, language: str
) -> None:
    told = tick(value, w=words(language)).replace("−", "-")
    plain = re.sub(r"[\s\u202f]", "", told) if language == "fr" else told.replace(",", "")
    assert plain.replace(",", ".") == said
    assert tick(value, sign=True, w=words(language)).startswith("+") == (value > 0)


@pytest.mark.parametrize("layout", [COLUMN, SLIDE, SHEET], ids=lambda layout: layout.name)
def test_title_and_caption_begin_at_the_edge_of_the_page_one_below_the_other(layout: Layout) -> None:
    words_of = ("A finding that is told in a line or two of a page", "What it shows.")
    with styled():
        figure, _ = open_page(*words_of, panels=1, layout=layout, margins=Margins(left=12, right=3))
    width, height = (inches / MM for inches in figure.get_size_inches())
    title, caption = figure.texts
    assert [" ".join(each.get_text().split()) for each in (title, caption)] == [*words_of]
    assert [each.get_position()[0] * width for each in (title, caption)] == pytest.approx([EDGE, EDGE])
    down = [(1 - each.get_position()[1]) * height for each in (title, caption)]
    assert down[0] == pytest.approx(EDGE)
    lines = len(title.get_text().splitlines())
    assert down[1] - down[0] >= lines * title.get_fontsize() * POINT
    assert figure.get_label() == " ".join(words_of)
    assert title.get_fontsize() > caption.get_fontsize() >= 7
    assert title.get_weight() == "bold"


def test_a_number_is_not_parted_from_its_percent_or_its_points() -> None:
    for width in range(8, 40, 2):
        for line in wrap("it earns 12 % more and lacks 3 points of what 40 % say", SIZE, width, weight="normal"):
            assert not re.match(r"%|points", line)


@pytest.mark.parametrize("left", [9.0, 20.0])
def test_a_panel_s_title_begins_at_the_edge_of_its_page_and_a_millimetre_is_one_both_ways(left: float) -> None:
    margins = Margins(left=left, right=5, above=7, below=8)
    with styled():
        figure, (ax,) = open_page("A finding", "What it shows.", panels=1, layout=COLUMN, margins=margins)
        entitle(ax, "Under all forces", margins)
    ax.set(xlim=(0, 10), ylim=(-5, 45))
    width, height = (inches / MM for inches in figure.get_size_inches())
    box = ax.get_position()
    assert box.x0 * width + ax._left_title.get_position()[0] * box.width * width == pytest.approx(EDGE)
    assert millimetre(ax) == pytest.approx((10 / (box.width * width), 50 / (box.height * height)))


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_says_in_words_what_it_shows_for_who_cannot_see_it(kind: str) -> None:
    figure, _ = open_page("A finding", "What it shows.", panels=1, layout=COLUMN, margins=Margins(left=12, right=3))
    content = render(figure, kind, dpi=40).decode("latin-1")
    for name in ("title", "description"):
        assert re.search(rf"{name}[>\0]\s*A finding What it shows\.", content, re.IGNORECASE)


def test_no_two_paradigms_have_the_same_colour_or_the_same_marker() -> None:
    every = [*MARKS.values(), *FURTHER]
    assert len({each.colour for each in every}) == len({each.marker for each in every}) == len(every)


@pytest.mark.parametrize("layout", [COLUMN, SLIDE, SHEET], ids=lambda layout: layout.name)
def test_a_picture_has_320_dots_an_inch_of_its_page_unless_others_are_asked_for(layout: Layout) -> None:
    figure, _ = open_page("A title", "A caption.", panels=1, layout=layout, margins=Margins(left=12, right=3))
    for asked, dots in (({}, 320), ({"dpi": 110}, 110)):
        png = render(figure, "png", **asked)
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        assert width == pytest.approx(layout.width / 25.4 * dots, abs=1)
        assert height == pytest.approx(figure.get_figheight() * dots, abs=1)


def test_a_column_fits_a_printed_page_a_slide_has_the_shape_of_a_screen_and_words_seven_points() -> None:
    assert {each.name: (each.width, each.per_row, each.most) for each in (COLUMN, SLIDE, SHEET)} == {
        "column": (88, 1, 4), "slide": (150, 2, 2), "sheet": (180, 2, 6),
    }  # fmt: skip
    assert SLIDE.width / SLIDE.height == pytest.approx(16 / 9, rel=0.001)
    assert (SETTINGS["font.size"], SETTINGS["xtick.labelsize"], SETTINGS["axes.labelsize"]) == (7.0, 7.0, 7.0)


def test_a_figure_is_saved_beside_its_stem_as_a_picture_and_as_lines_in_this_order(tmp_path: Path) -> None:
    figure, _ = open_page("A title", "A caption.", panels=1, layout=COLUMN, margins=Margins(left=12, right=3))
    files = save(figure, tmp_path / "trade.off")
    assert [file.name for file in files] == ["trade.off.png", "trade.off.svg"]
    assert [file.read_bytes()[:5] for file in files] == [b"\x89PNG\r", b"<?xml"]


def test_a_figure_says_who_made_it_and_not_when_so_that_it_has_the_same_bytes_at_any_time() -> None:
    figure, _ = open_page("A title", "A caption.", panels=1, layout=COLUMN, margins=Margins(left=12, right=3))
    lines, picture = render(figure, "svg").decode(), render(figure, "png", dpi=72)
    assert "<dc:date>" not in lines
    assert "Cordiale" in re.findall(r"<dc:title>(.*?)</dc:creator>", lines, re.DOTALL)[0]
    assert b"tEXtSoftware\x00Cordiale" in picture
    assert b"Creation Time" not in picture
