"""The figures of analyses, read back from their marks: the numbers of the analysis, each in its own row or column."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes

from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.drawing_indices import MOST_ROWS, draw_sensitivity
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.figures.page import COLUMN, LINE, MM, SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.analyses_made import DESIGN, EARNED, LIMITS, NUMBERS, analysis, discovery


def rows_of(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


@pytest.mark.parametrize("method", DESIGN)
def test_each_mark_and_whisker_is_its_factor_s_own_index_of_the_kind_the_caption_tells(method: str) -> None:
    found = analysis(method)
    for group, ax in zip(found.groups, draw_sensitivity(found, SLIDE, w=ENGLISH).axes, strict=True):
        marks = {(rows_of(ax)[round(y)], line.get_marker(), line.get_markerfacecolor() != "white"): x
                 for line in ax.lines if line.get_marker() in ("o", "s")
                 for x, y in [(line.get_xdata()[0], line.get_ydata()[0])]}  # fmt: skip
        main, other = OF_METHOD[method][:2]
        assert marks == {
            (name, marker, full): group.of[name][kind].mean
            for name in group.of for kind, marker, full in ((main, "o", True), (other, "s", False))
        }  # fmt: skip
        bars = {tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "None"} - {(0, 0), (0.0, 1.0)}
        assert bars >= {(each[kind].low, each[kind].high) for each in group.of.values() for kind in (main, other)}
        assert ax.get_title("left") == group.name.capitalize()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("method", DESIGN)
def test_the_caption_and_the_scale_are_those_of_the_method(method: str, language: str) -> None:
    w = words(language)
    figure = draw_sensitivity(analysis(method), SLIDE, w)
    assert w[f"sensitivity.about_{method}"] in figure.get_label()
    axis = w(f"sensitivity.axis_{method}", unit=w.unit(EARNED.unit))
    assert {ax.get_xlabel() for ax in figure.axes} == {axis}
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    assert all(ax.get_xlim()[0] <= 0 <= ax.get_xlim()[1] for ax in figure.axes)


@pytest.mark.parametrize("factors", [4, MOST_ROWS, len(NUMBERS)])
def test_factors_stand_by_their_largest_index_anywhere_and_those_that_have_no_row_are_counted(factors: int) -> None:
    found = analysis("sobol", factors)
    figure = draw_sensitivity(found, SLIDE, w=ENGLISH)
    largest = {name: max(group.of[name]["ST"].mean for group in found.groups) for name in NUMBERS[:factors]}
    order = sorted(largest, key=largest.__getitem__, reverse=True)[:MOST_ROWS]
    for ax in figure.axes:
        assert rows_of(ax) == order
        assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first is above
    left = factors - len(order)
    assert (words("en")("sensitivity.not_drawn", factors=left) in figure.get_label()) == (left > 0)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_point_stands_over_its_factor_at_its_own_difference_full_only_in_the_shade_of_the_rule(limit: Limit) -> None:
    found = discovery(limit)
    figure = draw_discovery(found, SLIDE, w=ENGLISH)
    assert figure is not None
    (ax,) = figure.axes
    ticks = dict(zip(ax.get_xticks(), (each.get_text() for each in ax.get_xticklabels()), strict=True))
    seen = {}
    for line in ax.lines:
        if line.get_marker() == "o":
            for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
                seen[float(y)] = (x if not limit.among else ticks[round(x)], line.get_markerfacecolor() != "none")
    value = found.pairs.factors[limit.factor]
    inside = limit.holds(value)
    assert seen == {
        y: (x, full) for y, x, full in zip(found.pairs.difference.tolist(), value, inside.tolist(), strict=True)
    }
    if limit.among:
        assert [*ticks.values()] == ["none", "buyers", "all"]  # as the study has them
    shades = sorted((patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches)
    if limit.among:
        assert {ticks[round((low + high) / 2)] for low, high in shades} == {*limit.among}
        assert all(high - low < 1 for low, high in shades)
    else:
        assert shades == [(max(limit.low, value.min()), min(limit.high, value.max()))]


@pytest.mark.parametrize("percent", [False, True])
def test_the_line_of_a_condition_lies_at_its_limit_and_of_a_percentage_there_is_none(percent: bool) -> None:
    figure = draw_discovery(discovery(LIMITS["least"], percent=percent), SLIDE, w=ENGLISH)
    assert figure is not None
    level = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() != "o"]
    assert level == ([] if percent else [2.5])
    key = "discover.percent_of" if percent else "discover.limit_line"
    _, caption = figure.texts
    told = " ".join(caption.get_text().split())
    assert ENGLISH(key, limit="2.5") in told
    assert ("Broken line" in told) is not percent


@pytest.mark.parametrize("factors", [2, 8, len(NUMBERS)])
def test_rows_of_a_figure_have_a_line_of_words_each(factors: int) -> None:
    figure = draw_sensitivity(analysis("sobol", factors), COLUMN, w=ENGLISH)
    for ax in figure.axes:
        bottom, top = ax.get_ylim()
        assert ax.get_position().height * figure.get_figheight() / MM / abs(bottom - top) >= LINE
