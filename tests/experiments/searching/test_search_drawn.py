"""A search's figure, read back: every name stands at its own mark, and every mark where its aims say."""

import numpy as np
import pytest
from matplotlib.text import Annotation

from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.searching.drawing_search import draw_search
from cordiale.experiments.searching.structure_search import AIMS, Judged
from cordiale.experiments.searching.telling_search import told


def judged(name: str, *means: float, undominated: bool) -> Judged:
    """Three companies whose aims have these means."""
    fresh = np.array(means) + np.outer([-1.0, 0.0, 1.0], np.full(len(AIMS), 0.01))
    return Judged(name, (), fresh, fresh, undominated)


ROWS = [
    ("", judged("", 90.0, 0.02, 3.0, 0.1, undominated=True)),
    ("siloed", judged("siloed", -40.0, -0.03, -2.0, 0.3, undominated=False)),
    ("", judged("", 10.0, 0.05, 1.0, -0.2, undominated=False)),
    ("proportional", judged("proportional", 60.0, 0.01, 0.0, 0.2, undominated=True)),
]


def test_every_name_of_a_search_stands_at_its_own_mark_which_is_full_where_nothing_dominates_it() -> None:
    figure = draw_search(ROWS, "title", "caption", ["value", *AIMS[1:]], SLIDE)
    for aim, ax in enumerate(figure.axes[:3], start=1):
        named = {text.get_text(): text.xy for text in ax.texts if isinstance(text, Annotation)}
        marked = [line for line in ax.lines if line.get_marker() not in ("None", "", None)]
        assert len(named) == len(marked) == len(ROWS)
        for number, ((name, one), mark) in enumerate(zip(ROWS, marked, strict=True), start=1):
            expected = told(one)[AIMS[aim]].mean, told(one)["value"].mean
            assert named[name or str(number)] == pytest.approx(expected)
            assert (mark.get_xdata()[0], mark.get_ydata()[0]) == pytest.approx(expected)
            assert (mark.get_markerfacecolor() != "white") == one.undominated
