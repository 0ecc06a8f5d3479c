"""A page's heading has room for itself, above all panels; marks are a paradigm's own, and the next free for others."""

from __future__ import annotations

import pytest
from matplotlib.text import Text

from cordiale.experiments.figures.marks import FURTHER, MARKS, marks
from cordiale.experiments.figures.page import (
    COLUMN,
    EDGE,
    LEADING,
    LINE,
    MM,
    SHEET,
    SLIDE,
    TEXT,
    TITLE,
    Layout,
    Margins,
    open_page,
    styled,
)
from cordiale.experiments.figures.typesetting import POINT, text_width, wrap

FINDING = "Proportional earns most under all forces, 12 % more than the status quo, and drift is last of all paradigms"
BASIS = " ".join(["Means over 40 matched replications of twelve quarters each, with their intervals of 95 %."] * 6)


@pytest.mark.parametrize("layout", [COLUMN, SLIDE, SHEET], ids=lambda layout: layout.name)
def test_a_heading_is_in_as_few_lines_as_its_page_is_wide_for_and_all_panels_lie_below_it(layout: Layout) -> None:
    with styled():
        figure, axes = open_page(FINDING, BASIS, panels=3, layout=layout, margins=Margins(left=12, right=3), foot=4)
    title, caption = (each for each in figure.findobj(Text) if each.get_text() and each.axes is None)
    height, room = figure.get_figheight() / MM, layout.width - 2 * EDGE
    for text, words, size, weight in ((title, FINDING, TITLE, "bold"), (caption, BASIS, TEXT, "normal")):
        lines = text.get_text().split("\n")
        assert " ".join(lines).replace("\u00a0", " ") == words
        assert max(text_width(line, size, weight=weight) for line in lines) <= room
        assert len(lines) == len(wrap(words, size, room, weight=weight))
        assert (text.get_fontsize(), text.get_weight()) == (size, "bold" if weight == "bold" else text.get_weight())
    top, below = (height * (1 - text.get_position()[1]) for text in (title, caption))
    assert top == pytest.approx(EDGE)
    assert below >= EDGE + len(title.get_text().split("\n")) * TITLE * LEADING * POINT
    foot = below + len(caption.get_text().split("\n")) * LINE
    for ax in axes:
        box = ax.get_position()
        assert height * (1 - box.y1) >= foot + Margins(left=12, right=3).above
        assert box.y0 * height >= 4 + Margins(left=12, right=3).below - 1e-9
        assert box.height * height >= layout.panel_height - 1e-9


def test_a_line_is_as_wide_as_its_letters_their_size_and_their_weight() -> None:
    assert text_width("mm", 7.0) > text_width("ii", 7.0)
    assert text_width("words", 14.0) == pytest.approx(2 * text_width("words", 7.0), rel=0.02)
    assert text_width("words", 7.0, weight="bold") > text_width("words", 7.0)
    assert 5 < text_width("paradigms of living", 7.0) < 40, "millimetres"


def test_a_known_paradigm_has_its_own_mark_wherever_it_stands_and_each_of_one_s_own_the_next_that_is_free() -> None:
    names = ["mine", "siloed", "yours", "drift", "theirs"]
    found = marks(names)
    assert [*found] == names
    assert (found["siloed"], found["drift"]) == (MARKS["siloed"], MARKS["drift"])
    assert [found[name] for name in ("mine", "yours", "theirs")] == [*FURTHER[:3]]
    assert len({each.marker for each in found.values()}) == len(names)


def test_a_point_has_the_size_and_the_edge_that_were_asked_for() -> None:
    drawn = MARKS["siloed"].of_point(5.0, edge=0.7)
    assert (drawn["markersize"], drawn["markeredgewidth"]) == (5.0, 0.7)
    assert (drawn["color"], drawn["marker"], drawn["linestyle"]) == (MARKS["siloed"].colour, "s", "none")
