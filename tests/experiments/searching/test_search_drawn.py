"""A search's figure, read back: every name stands at its own mark, and every mark where its aims say."""

import re

import numpy as np
import pytest
from matplotlib.text import Annotation

from cordiale.experiments.figures.marks import MARKS
from cordiale.experiments.figures.page import INK, SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.searching.drawing_search import draw_search
from cordiale.experiments.searching.quest import Quest
from cordiale.experiments.searching.structure_search import AIMS, Judged, SearchResult
from cordiale.experiments.searching.telling_search import print_search, told
from cordiale.simulation.scenario.files import load_scenario


def judged(name: str, *means: float, undominated: bool) -> Judged:
    """Three companies whose aims have these means."""
    fresh = np.array(means) + np.outer([-1.0, 0.0, 1.0], np.full(len(AIMS), 0.01))
    return Judged(name, (), 3 * fresh + 5, fresh, undominated)


ROWS = [
    ("", judged("", 90.0, 0.02, 3.0, 0.1, undominated=True)),
    ("siloed", judged("siloed", -40.0, -0.03, -2.0, 0.3, undominated=False)),
    ("", judged("", 10.0, 0.05, 1.0, -0.2, undominated=False)),
    ("proportional", judged("proportional", 60.0, 0.01, 0.0, 0.2, undominated=True)),
]


def test_every_name_of_a_search_stands_at_its_own_mark_which_is_full_where_nothing_dominates_it() -> None:
    figure = draw_search(ROWS, "title", "caption", ["value", *AIMS[1:]], SLIDE, w=ENGLISH)
    for aim, ax in enumerate(figure.axes[:3], start=1):
        named = {text.get_text(): text.xy for text in ax.texts if isinstance(text, Annotation)}
        marked = [line for line in ax.lines if line.get_marker() not in ("None", "", None)]
        assert len(named) == len(marked) == len(ROWS)
        for number, ((name, one), mark) in enumerate(zip(ROWS, marked, strict=True), start=1):
            expected = told(one)[AIMS[aim]].mean, told(one)["value"].mean
            assert named[name or str(number)] == pytest.approx(expected)
            assert (mark.get_xdata()[0], mark.get_ydata()[0]) == pytest.approx(expected)
            assert (mark.get_markerfacecolor() != "white") == one.undominated


def test_the_cross_of_a_way_is_the_interval_of_both_its_aims_on_fresh_luck_in_the_look_of_its_paradigm() -> None:
    figure = draw_search(ROWS, "title", "caption", ["value", *AIMS[1:]], SLIDE, w=ENGLISH)
    for aim, ax in enumerate(figure.axes[:3], start=1):
        marked = [at for at, line in enumerate(ax.lines) if line.get_marker() not in ("None", "", None)]
        assert len(marked) == len(ROWS)
        for (name, one), at in zip(ROWS, marked, strict=True):
            across, up = told(one)[AIMS[aim]], told(one)["value"]
            level, upright, mark = ax.lines[at - 2 : at + 1]
            assert (*level.get_xdata(), *level.get_ydata()) == pytest.approx(
                (across.low, across.high, up.mean, up.mean)
            )
            assert (*upright.get_xdata(), *upright.get_ydata()) == pytest.approx(
                (across.mean, across.mean, up.low, up.high)
            )
            look = (MARKS[name].marker, MARKS[name].colour) if name else ("o", INK)
            assert (mark.get_marker(), mark.get_color()) == look
            assert {level.get_color(), upright.get_color()} == {look[1]}


def test_staying_is_where_two_lines_cross_in_every_panel_of_a_search_whose_figures_are_of_its_language() -> None:
    figure = draw_search(ROWS, "title", "caption", ["value", *AIMS[1:]], SLIDE, words("fr"))
    for ax in figure.axes[:3]:
        lines = [(list(line.get_xdata()), list(line.get_ydata())) for line in ax.lines]
        assert ([0, 1], [0, 0]) in lines
        assert ([0, 0], [0, 1]) in lines
        ticks = [ax.xaxis.get_major_formatter()(value, 0) for value in (0.5, -20.0)]
        assert ticks == ["0,5", "−20"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_printed_cell_of_a_search_is_a_mean_with_its_interval_from_low_to_high_in_the_aim_s_own_decimals(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    w = words(language)
    found = SearchResult(load_scenario("status-quo"), "x", Quest(), tuple(one for _, one in ROWS), 9, 9)
    print_search(found, w)
    lines = capsys.readouterr().out.splitlines()
    best_first = sorted((one for _, one in ROWS), key=lambda one: -one.fresh[:, 0].mean())
    for number, one in enumerate(best_first, start=1):
        line = next(each for each in lines if re.match(rf"\s*{number}\s", each) and each.count("[") == len(AIMS))
        cells = [f"{w.number(each.mean, digits, sign=True)} {w.interval(each.low, each.high, digits)}"
                 for each, digits in zip(told(one).values(), (0, 1, 1, 1), strict=True)]  # fmt: skip
        assert [cell for cell in cells if cell not in line] == []
        assert [line.index(cell) for cell in cells] == sorted(line.index(cell) for cell in cells)
        assert all(each.low < each.mean < each.high for each in told(one).values())


def test_a_search_s_figure_has_its_finding_above_what_it_rests_on_below_and_a_panel_for_each_other_aim() -> None:
    figure = draw_search(ROWS, "the finding", "what it rests on", ["value", *AIMS[1:]], SLIDE, w=ENGLISH)
    title, caption = figure.texts
    assert (title.get_text(), caption.get_text()) == ("the finding", "what it rests on")
    assert title.get_fontsize() > caption.get_fontsize()
    panels = [ax for ax in figure.axes if ax.get_xlabel()]
    assert [ax.get_xlabel() for ax in panels] == [*AIMS[1:]]
    assert len({ax.get_position().y0 for ax in panels}) == 1, "side by side"
    assert [ax.get_ylabel() for ax in panels] == ["value", "", ""]
